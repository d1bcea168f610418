"""The program as a wheel, and other wheels made of it."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from mentoring.starters import wheel


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    made = wheel.own(tmp_path_factory.mktemp("nowhere"))
    file = tmp_path_factory.mktemp("wheel") / made.name
    file.write_bytes(made.content)
    return file


def other(program: Path, folder: Path, version: str, parts: Mapping[str, bytes] | None = None) -> Path:
    """The same program with another version and some parts of it changed, whole by its own record."""
    was = program.name.split("-")[1]
    content: dict[str, bytes] = {}
    with zipfile.ZipFile(program) as archive:
        for name in archive.namelist():
            inner = archive.read(name)
            if name.endswith("METADATA"):
                inner = inner.replace(f"Version: {was}\n".encode(), f"Version: {version}\n".encode())
            if not name.endswith("RECORD"):
                content[name.replace(f"mkdocs_mentoring-{was}.", f"mkdocs_mentoring-{version}.")] = inner
    content |= parts or {}
    record = f"mkdocs_mentoring-{version}.dist-info/RECORD"
    rows = "".join(f"{name},sha256={_hash(inner)},{len(inner)}\n" for name, inner in content.items())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, inner in {**content, record: f"{rows}{record},,\n".encode()}.items():
            archive.writestr(zipfile.ZipInfo(name), inner)
    file = folder / f"mkdocs_mentoring-{version}-py3-none-any.whl"
    file.write_bytes(made.getvalue())
    return file


def _hash(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
