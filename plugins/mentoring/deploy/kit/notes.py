"""What we noted in a kit: what is in it, and what of it the curator has already pasted and uploaded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

NAME = ".mentoring-kit.json"

State = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Notes:
    """The sheets and files of a kit, each with its sha256; the same of what stands on the main site."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    pasted: Mapping[str, str] = field(default_factory=dict)
    uploaded: Mapping[str, str] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    """Every file of the kit."""

    @property
    def is_pasted(self) -> bool:
        return self.pasted == self.sheets and self.uploaded == self.files

    def confirmed(self) -> "Notes":
        """The same after the curator has pasted and uploaded everything."""
        return Notes(self.sheets, self.files, self.sheets, self.files, self.written)

    def as_bytes(self) -> bytes:
        told = {
            "schema": 1,
            "sheets": dict(self.sheets),
            "files": dict(self.files),
            "pasted": dict(self.pasted),
            "uploaded": dict(self.uploaded),
            "written": list(self.written),
        }
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def state(name: str, now: Mapping[str, str], there: Mapping[str, str]) -> State:
    if name not in there:
        return "new"
    return "same" if there[name] == now[name] else "changed"


def noted(folder: Path) -> Notes | None:
    """Read the notes of a kit; None where the folder is no kit of ours."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        sheets, files, pasted, uploaded = (
            {str(name): str(value) for name, value in told[key].items()}
            for key in ("sheets", "files", "pasted", "uploaded")
        )
        return Notes(sheets, files, pasted, uploaded, tuple(str(path) for path in told["written"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
