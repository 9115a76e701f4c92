"""`python -m ruori.cli` is the same as `ruori`."""

import sys

from ruori.cli.main import main

sys.exit(main())
