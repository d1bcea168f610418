"""Decap CMS, as it ships inside the package: one script, its licence, and the hash it must have."""

import gzip
import hashlib
import json
from importlib import resources
from typing import Any

FOLDER = "data/decap"
SCRIPT = "decap-cms.js.gz"
ABOUT = "about.json"
"""Version, address of the source, and the sha256 of the unpacked script."""


def packed() -> bytes:
    """The script as it goes to the browser."""
    return _file(SCRIPT)


def about() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_file(ABOUT))
    return told


def digest() -> str:
    return hashlib.sha256(gzip.decompress(packed())).hexdigest()


def _file(name: str) -> bytes:
    return resources.files("mentoring").joinpath(FOLDER, name).read_bytes()
