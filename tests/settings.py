"""The city's settings for tests: test mode and a data folder of its own.

Read before any setting, so that a test never touches the data of a working city.
"""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="ruori-test-", ignore_cleanup_errors=True)
os.environ["RUORI_MODE"] = "test"
os.environ["RUORI_DATA_DIR"] = _folder.name
os.environ["RUORI_BASE_URL"] = "http://localhost:8000"

from ruori.config.settings import *  # noqa: E402, F403 - the variables above come first
from ruori.config.settings import DATA_DIR, DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "ruori.config.sqlite":
    # A file, not memory: two connections must be able to meet in it, as in the city.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
