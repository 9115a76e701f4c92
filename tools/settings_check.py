"""Django's own checks of settings and models; `ruori check` means something else to a city."""

import sys

import django
from django.core.checks import WARNING, run_checks


def main() -> int:
    """Print what is wrong, if anything is."""
    django.setup()
    found = [message for message in run_checks() if message.level >= WARNING]
    for message in found:
        sys.stdout.write(f"{message}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
