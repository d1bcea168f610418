"""The school's pictures and documents as they go to the site: cleaned once, and kept in `.cache/` for the next build."""

import hashlib
import os
from pathlib import Path

from mentoring import attachments

_WAY = "1"
"""Changes when files are cleaned in another way: what was kept before is not used any more."""


def content(root: Path, file: Path) -> bytes:
    """What of a file is published.

    Raises:
        attachments.Spoilt: it is broken inside.
    """
    original = file.read_bytes()
    name = hashlib.sha256(_WAY.encode() + original).hexdigest()
    kept = root / ".cache/mentoring" / f"{name}.{attachments.ending_of(file.name)}"
    try:
        return kept.read_bytes()
    except OSError:
        made = attachments.stripped(file.name, original)
    keep(kept, made)
    return made


def keep(kept: Path, made: bytes) -> None:
    """Write it down; where that cannot be done, the next build takes longer, and that is all."""
    new = kept.with_name(f".{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(made)
        os.replace(new, kept)
    except OSError:
        new.unlink(missing_ok=True)
