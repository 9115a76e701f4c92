"""Which files the city takes in, under which name, and how their bytes are handed out."""

from ruori.files.rules.kinds import KINDS, MAX_BYTES, Kind, judge
from ruori.files.rules.names import safe_name
from ruori.files.rules.pictures import Picture, clean_picture
from ruori.files.rules.serving import serving_headers

LABEL = "files.storedfile"

__all__ = [
    "KINDS",
    "LABEL",
    "MAX_BYTES",
    "Kind",
    "Picture",
    "clean_picture",
    "judge",
    "safe_name",
    "serving_headers",
]
