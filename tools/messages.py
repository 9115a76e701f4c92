"""The words of the interface in Finnish and Swedish: one catalogue for each part of the city.

`update` gathers msgids from code and templates and keeps translations, `compile` makes what Django
reads, `check` refuses a catalogue that lacks a word, has one too many or garbles a placeholder.
English needs no catalogue: it is the msgids themselves.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ruori"
LANGUAGES = ("fi", "sv")
# Facts in a sentence, and the changing parts of an address that is translated.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|<\w+:\w+>")
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS = {
    "N_": None, "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip

MessageId = str | tuple[str, ...] | list[str]
Key = tuple[str, str | None]


@dataclass
class Wanted:
    """A msgid that a part uses, and the files that use it."""

    msgid: MessageId
    context: str | None
    files: list[str] = field(default_factory=list)


def parts() -> list[Path]:
    """The folders that may have words of their own."""
    return sorted(path for path in SOURCE.iterdir() if (path / "__init__.py").exists())


def catalogue_path(part: Path, language: str) -> Path:
    """Where a part keeps its words in a language."""
    return part / "locale" / language / "LC_MESSAGES" / "django.po"


def wanted_by(part: Path) -> dict[Key, Wanted]:
    """Every msgid of a part, in the order of files and lines."""
    found: dict[Key, Wanted] = {}
    for path in sorted(part.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        for msgid, context in _messages_in(path):
            entry = found.setdefault((_key(msgid), context), Wanted(msgid, context))
            name = path.relative_to(SOURCE).as_posix()
            if name not in entry.files:
                entry.files.append(name)
    return found


def _key(msgid: MessageId) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _messages_in(path: Path) -> Iterator[tuple[MessageId, str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _line, msgid, _comments, context in extract(
        "python", BytesIO(text.encode()), keywords=KEYWORDS
    ):
        yield (msgid if isinstance(msgid, str) else tuple(msgid)), context


def read(path: Path, language: str) -> Catalog:
    """The catalogue at a path; empty when there is none."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update() -> None:
    """Write every catalogue anew: used msgids with their translations, and nothing else."""
    for language in LANGUAGES:
        known = _everything_known(language)
        for part in parts():
            _write(part, language, wanted_by(part), known)


def _everything_known(language: str) -> dict[tuple[Path | None, Key], Message]:
    known: dict[tuple[Path | None, Key], Message] = {}
    for part in parts():
        for message in _entries(read(catalogue_path(part, language), language)):
            if _is_translated(message):
                key = (_key(message.id), message.context)
                known[part, key] = message
                known.setdefault((None, key), message)
    return known


def _write(
    part: Path,
    language: str,
    wanted: dict[Key, Wanted],
    known: dict[tuple[Path | None, Key], Message],
) -> None:
    path = catalogue_path(part, language)
    if not wanted:
        path.unlink(missing_ok=True)
        return
    catalogue = Catalog(locale=language)
    for key, entry in wanted.items():
        before = known.get((part, key)) or known.get((None, key))
        catalogue.add(
            entry.msgid,
            string=_fitting(entry.msgid, before),
            locations=[(name, 0) for name in entry.files],
            context=entry.context,
        )
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(language=language) + body.getvalue().decode(), encoding="utf-8")


def _fitting(msgid: MessageId, before: Message | None) -> str | tuple[str, ...] | None:
    if before is None or isinstance(before.string, str) != isinstance(msgid, str):
        return None
    return before.string if isinstance(before.string, str) else tuple(_strings(before))


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def compile_all() -> None:
    """Make the files that Django reads, where the words are newer."""
    for part in parts():
        for language in LANGUAGES:
            path = catalogue_path(part, language)
            made = path.with_suffix(".mo")
            if not path.exists():
                made.unlink(missing_ok=True)
            elif not made.exists() or made.stat().st_mtime < path.stat().st_mtime:
                with made.open("wb") as file:
                    write_mo(file, read(path, language))


def problems() -> list[str]:
    """What is wrong with the catalogues, as sentences with the place first."""
    found: list[str] = []
    wanted = {part: wanted_by(part) for part in parts()}
    for language in LANGUAGES:
        said: dict[Key, tuple[str, str]] = {}
        for part, messages in wanted.items():
            path = catalogue_path(part, language)
            place = path.relative_to(ROOT).as_posix()
            catalogue = read(path, language)
            found.extend(f"{place}: {words}" for words in _wrong_in(catalogue, messages))
            found.extend(_said_otherwise(catalogue, place, said))
    return found


def _wrong_in(catalogue: Catalog, wanted: dict[Key, Wanted]) -> Iterator[str]:
    present = {(_key(message.id), message.context): message for message in _entries(catalogue)}
    for key in wanted.keys() - present.keys():
        yield f"missing {key[0]!r}"
    for key, message in present.items():
        if key not in wanted:
            yield f"no longer used {key[0]!r}"
        elif message.fuzzy:
            yield f"uncertain (fuzzy) {key[0]!r}"
        elif not _is_translated(message):
            yield f"empty {key[0]!r}"
        elif not _same_placeholders(message):
            yield f"other placeholders in {key[0]!r}"
        elif isinstance(message.id, str) == isinstance(wanted[key].msgid, tuple):
            yield f"singular where plural is meant, or the reverse {key[0]!r}"


def _said_otherwise(
    catalogue: Catalog, place: str, said: dict[Key, tuple[str, str]]
) -> Iterator[str]:
    # Django pours all catalogues into one: the part that happens to come last would win.
    for message in _entries(catalogue):
        key, words = (_key(message.id), message.context), repr(message.string)
        first_words, first_place = said.setdefault(key, (words, place))
        if first_words != words:
            yield f"{place}: {key[0]!r} is said otherwise in {first_place}"


def _entries(catalogue: Catalog) -> Iterable[Message]:
    return (message for message in catalogue if message.id)


def _is_translated(message: Message) -> bool:
    strings = _strings(message)
    return bool(strings) and all(strings)


def _same_placeholders(message: Message) -> bool:
    ids = [message.id] if isinstance(message.id, str) else message.id
    allowed = {name for text in ids for name in PLACEHOLDER.findall(text)}
    needed = set(PLACEHOLDER.findall(ids[-1]))
    used = [set(PLACEHOLDER.findall(text)) for text in _strings(message)]
    return used[-1] == needed and all(names <= allowed for names in used)


def main(arguments: list[str]) -> int:
    """Do `update`, `compile` or `check`; 0 when all is well, 1 when `check` found something."""
    deeds = {"update": update, "compile": compile_all}
    if arguments == ["check"]:
        found = problems()
        sys.stderr.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    if len(arguments) != 1 or arguments[0] not in deeds:
        sys.stderr.write("Use: tools/messages.py update | compile | check\n")
        return 2
    deeds[arguments[0]]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
