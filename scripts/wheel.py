"""What hatchling asks when it builds the wheel: the files of the project that a school's repository starts from."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "plugins/mentoring"


class Carried(BuildHookInterface[Any]):
    """Puts them under `mentoring/carried/`; an editable install finds them in the checkout itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            root = Path(self.root)
            spec = importlib.util.spec_from_file_location("carried", root / PACKAGE / "carried.py")
            assert spec is not None
            assert spec.loader is not None
            carried = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(carried)
            for name in (*carried.OF_A_SCHOOL, carried.MANUAL):
                build_data["force_include"][str(root / name)] = f"mentoring/carried/{name}"
