"""Write what the program is made of, as CycloneDX: `python scripts/sbom.py [FILE]`, by default dist/sbom.cdx.json."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements-ner.lock"
"""What `scripts/site.py` installs at a school; the packages of all systems, with their hashes."""


def main(arguments: list[str]) -> int:
    """Write the bill of materials of the lock; the same lock gives the same bytes."""
    target = Path(arguments[0]) if arguments else ROOT / "dist" / "sbom.cdx.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    code = subprocess.run(
        [
            *(sys.executable, "-W", "ignore::UserWarning", "-m", "cyclonedx_py", "requirements", LOCK),
            *("--pyproject", "pyproject.toml", "--spec-version", "1.6", "--of", "JSON"),
            *("--output-reproducible", "--validate", "--output-file", str(target.resolve())),
        ],
        cwd=ROOT,
        # A day would make each build another one; and the address of a mirror is nobody's business.
        env={
            name: value
            for name, value in os.environ.items()
            if name != "SOURCE_DATE_EPOCH" and not name.startswith("PIP_")
        },
    ).returncode
    if not code:
        print(target)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
