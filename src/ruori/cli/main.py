"""The command `ruori`: finds the command, sets Django up, and says plainly what went wrong."""

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from textwrap import shorten

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import connections
from django.utils import translation

PACKAGE = "ruori.cli.management.commands"
COMMANDS = Path(__file__).parent / "management" / "commands"
CANNOT = 2
ABOUT = """\
Ruori – the helm of a city: from a promise to the council's report.

Use:  ruori COMMAND [options]
      ruori COMMAND --help

"""
CODES = """
Exit codes: 0 done, 1 something was found, 2 cannot be done, 75 busy – try again later.
The environment variables are listed in docs/configuration.md.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the city; gives the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruori.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        return _cannot(f"Ruori cannot start: {error}.")
    translation.activate(_language(os.environ))
    if given[:1] in (["--help"], ["-h"], ["help"]):
        sys.stdout.write(_overview())
        return 0
    if not given:
        return _cannot(_overview())
    if given[0] not in command_names():
        return _cannot(_unknown(given[0]))
    return _run(given[0], given[1:])


def command_names() -> list[str]:
    """Every command of the city, in alphabetical order."""
    return sorted(module.name for module in iter_modules([str(COMMANDS)]))


def _language(environment: Mapping[str, str]) -> str:
    spoken = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = next((words for words in spoken if words), "")[:2]
    return code if code in dict(settings.LANGUAGES) else "en"


def _run(name: str, given: Sequence[str]) -> int:
    command = import_module(f"{PACKAGE}.{name}").Command()
    command._called_from_command_line = True
    try:
        options = vars(command.create_parser("ruori", name).parse_args(list(given)))
        command.execute(*options.pop("args", ()), **options)
    except SystemExit as done:
        return int(done.code or 0)
    except CommandError as error:
        return _cannot(str(error), error.returncode)
    except BrokenPipeError:
        # The reader of our output has gone; nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 - the outermost edge of the program
        # Python's own code for a fault is 1, which here means "something was found".
        return _cannot(traceback.format_exc())
    finally:
        connections.close_all()
    return 0


def _overview() -> str:
    lines = []
    for name in command_names():
        module = import_module(f"{PACKAGE}.{name}")
        what = shorten(str(module.Command.help).split(":")[0], 86, placeholder=" …")
        lines.append(f"  {name:<10} {what}\n")
    return ABOUT + "Commands:\n" + "".join(lines) + CODES


def _unknown(name: str) -> str:
    near = get_close_matches(name, command_names(), n=1)
    hint = f" Did you mean: ruori {near[0]}?" if near else " See: ruori --help"
    return f"There is no command {name!r}.{hint}"


def _cannot(words: str, code: int = CANNOT) -> int:
    sys.stderr.write(words.rstrip() + "\n")
    return code
