"""A site in one file, for whoever runs the main site of the school."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from mentoring.deploy.failures import Failure
from mentoring.deploy.folder import told
from mentoring.deploy.manifest import NAME, Manifest

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the archive, so that the same site gives the same bytes."""


def pack(site: Path, archive: Path) -> Manifest:
    """Write a site as a ZIP file: whole or not at all; the same site gives the same bytes."""
    manifest = Manifest.of(site)
    part = archive.with_name(f".{archive.name}.part")
    with told(str(archive)):
        archive.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
                for path in sorted(manifest.files):
                    _add(packed, path, (site / path).read_bytes())
                _add(packed, NAME, manifest.as_bytes())
            os.replace(part, archive)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def _add(packed: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path, FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, on every machine
    info.external_attr = 0o100644 << 16
    packed.writestr(info, content)


def unpacked(archive: Path, folder: Path) -> None:
    """Unpack an archive of ours, only what stays inside the folder."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)


def purged(archive: Path, gate: Callable[[Path], list[str]]) -> bool:
    """Delete an archive that does not pass today's gate; tell whether it went.

    Raises:
        Failure: there is no archive of ours.
    """
    with TemporaryDirectory(prefix="mentoring-release-") as folder:
        try:
            unpacked(archive, Path(folder))
        except (OSError, zipfile.BadZipFile):
            raise Failure("archive-foreign", archive.name) from None
        if not Path(folder, NAME).is_file():
            raise Failure("archive-foreign", archive.name)
        if not gate(Path(folder)):
            return False
    archive.unlink()
    return True
