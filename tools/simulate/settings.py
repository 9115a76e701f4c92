"""The settings of `make simulate-year`: those of a city in production, with files of its own."""

import os
import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "simulate"

os.environ["RUORI_MODE"] = "production"
os.environ["RUORI_DATA_DIR"] = str(FOLDER)
os.environ["RUORI_BASE_URL"] = "http://localhost:8000"
os.environ["RUORI_HOSTS"] = "localhost,127.0.0.1"
os.environ.pop("RUORI_DATABASE_URL", None)
os.environ.setdefault("RUORI_SECRET_KEY", secrets.token_urlsafe(50))

from ruori.config.settings import *  # noqa: E402, F403 - the variables above come first
