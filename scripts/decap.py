"""Renew the Decap CMS that ships in the package: `python scripts/decap.py [VERSION]` (needs npm).

The script is taken from the registry by its name; `npm pack` checks the archive against the registry's own hash.
Without a version the recorded one is fetched again, and its script must have the recorded hash.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "plugins/mentoring/data/decap"
INSIDE = "package/dist/decap-cms.js"


def main(arguments: list[str]) -> int:
    """Fetch, check, write."""
    about = FOLDER / "about.json"
    recorded = json.loads(about.read_text("utf-8")) if about.is_file() else {}
    version = arguments[0] if arguments else recorded["version"]
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not installed: Decap stays as it is", file=sys.stderr)
        return 1
    script, licences = fetched(npm, version)
    digest = hashlib.sha256(script).hexdigest()
    if recorded.get("version") == version and recorded["sha256"] != digest:
        print(f"decap-cms {version} is not what it was: {digest}", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "decap-cms.js.gz").write_bytes(gzip.compress(script, 9, mtime=0))
    (FOLDER / "LICENSES-OF-PARTS.txt").write_bytes(licences)
    told = {
        "name": "decap-cms",
        "version": version,
        "licence": "MIT",
        "file": "dist/decap-cms.js",
        "sha256": digest,
    }
    about.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    print(f"decap-cms {version} {digest}")
    return 0


def fetched(npm: str, version: str) -> tuple[bytes, bytes]:
    """The script of a version, without the note of its map, and the licences of what it is made of."""
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"decap-cms@{version}", "--pack-destination", folder, "--silent"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            files = [packed.extractfile(name) for name in (INSIDE, f"{INSIDE}.LICENSE.txt")]
            script, licences = (file.read() for file in files if file)
    return script.partition(b"\n//# sourceMappingURL=")[0] + b"\n", licences


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
