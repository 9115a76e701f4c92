"""Everything that is checked without running the city. `make check` calls this."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "style": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
    "layers": ["lint-imports"],
    "words": ["python", "-m", "tools.messages", "check"],
    "docs": ["python", "-m", "tools.docs", "--check"],
    "settings": ["python", "-m", "tools.settings_check"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
}


def templates() -> list[Path]:
    """Every template of the city."""
    return sorted((ROOT / "src" / "ruori").glob("*/templates/**/*.html"))


def template_checks() -> dict[str, list[str]]:
    """The checks that take the templates by name."""
    names = [str(path.relative_to(ROOT)) for path in templates()]
    if not names:
        return {}
    return {
        "template style": ["djade", "--check", "--target-version", "5.2", *names],
        "template lint": ["djlint", "--lint", "--quiet", *names],
    }


def main() -> int:
    """Run all checks, also after one has failed; 0 when none did."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    failed = []
    for name, command in {**CHECKS, **template_checks()}.items():
        began = time.monotonic()
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        seconds = time.monotonic() - began
        state = "ok" if done.returncode == 0 else "FAILED"
        sys.stderr.write(f"{state:>7}  {name} ({seconds:.1f} s)\n")
        if done.returncode:
            failed.append(name)
            sys.stderr.write(done.stdout + done.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
