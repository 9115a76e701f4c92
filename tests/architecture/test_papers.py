"""Papers beside the code: made pages are fresh, every thing has its line, locks name no host."""

import re
import tomllib

import pytest

from ruori.cli.main import command_names
from tests.architecture.source import ROOT, SOURCE
from tools.docs import commands, deeds, stale

DEEDS = (
    "new-field", "new-verb", "new-report", "new-connector", "new-reader", "new-language",
    "drop-a-field", "release", "restore-from-backup",
)  # fmt: skip
READS = re.compile(
    r"env\.(?:text|required|choice|words|number|address|folder|database|mail|mailbox)\(\s*\"(\w+)\""
)
MOST_VARIABLES, MOST_PACKAGES = 20, 15


def page(name: str) -> str:
    """A page of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, object]:
    """The project's own table."""
    return dict(tomllib.loads(page("pyproject.toml"))["project"])


def test_pages_made_from_code_are_fresh() -> None:
    assert stale() == []


def test_every_deed_says_what_it_does() -> None:
    assert [f"{deed.part}.{deed.name}" for deed in deeds() if not deed.words] == []


def test_every_command_has_plain_words() -> None:
    assert [name for name, words in commands() if words] == command_names()


def test_every_variable_has_its_line_and_every_line_its_variable() -> None:
    read = set(READS.findall((SOURCE / "config" / "settings.py").read_text(encoding="utf-8")))
    told = set(re.findall(r"^\| `RUORI_(\w+)` \|", page("docs/configuration.md"), re.MULTILINE))
    assert read == told
    assert len(read) <= MOST_VARIABLES


def test_the_build_runs_the_lines_of_the_readme() -> None:
    lines = page(".ci/run").splitlines()
    run = [line for line in lines if line.startswith("make ")]
    assert run == ["make check", "make test"]
    assert all(f"\n{line}" in page("README.md") for line in run)


def test_every_deed_of_a_maker_has_a_checklist() -> None:
    assert sorted(path.stem for path in (ROOT / "docs" / "checklists").glob("*.md")) == sorted(
        DEEDS
    )


def test_every_decision_names_something_we_dislike() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert decisions
    assert [path.stem[:4] for path in decisions] == [f"{n + 1:04}" for n in range(len(decisions))]
    assert [path.name for path in decisions if "We dislike" not in path.read_text("utf-8")] == []


def test_every_package_has_its_reason_and_the_core_stays_small() -> None:
    wanted = project()
    core, extra = wanted["dependencies"], wanted["optional-dependencies"]
    assert isinstance(core, list)
    assert isinstance(extra, dict)
    names = [re.split(r"[\[<>=]", name)[0] for name in (*core, *extra["documents"])]
    reasons = page("docs/dependencies.md")
    assert [name for name in names if f"| {name} |" not in reasons] == []
    assert len(core) <= MOST_PACKAGES


@pytest.mark.parametrize(
    "name",
    [
        "requirements.lock", "requirements-dev.lock", "requirements-setup.lock",
        "requirements-node.lock", "package-lock.json", ".npmrc",
    ],
)  # fmt: skip
def test_no_lock_names_a_host(name: str) -> None:
    assert "://" not in page(name)
    assert '"resolved"' not in page(name)


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    for path in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    assert broken == []


def test_the_change_log_speaks_to_officials() -> None:
    words = page("CHANGELOG.md").lower()
    assert [word for word in ("refactor", "bump ", "lint") if word in words] == []
