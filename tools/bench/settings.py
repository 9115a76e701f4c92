"""The settings of `make bench`: those of production, with a database and files of their own.

Read before any setting, so that a measurement never touches the data of a working city.
"""

import os
import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "bench"

os.environ["RUORI_MODE"] = "production"
os.environ["RUORI_DATA_DIR"] = str(FOLDER)
os.environ["RUORI_BASE_URL"] = "http://localhost:8000"
os.environ["RUORI_HOSTS"] = "localhost,127.0.0.1"
os.environ.setdefault("RUORI_SECRET_KEY", secrets.token_urlsafe(50))

from ruori.config.settings import *  # noqa: E402, F403 - the variables above come first
from ruori.config.settings import DATABASES  # noqa: E402
from tools.bench.database import SUFFIX  # noqa: E402

if DATABASES["default"]["ENGINE"] != "ruori.config.sqlite":
    DATABASES["default"]["NAME"] += SUFFIX
