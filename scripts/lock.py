"""Renew the lock files from pyproject.toml: `python scripts/lock.py [--upgrade]`."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": [],
    "requirements-ner.lock": ["--extra", "ner", "--extra", "pdf"],
    "requirements-dev.lock": ["--extra", "dev", "--extra", "ner"],
}


def main(arguments: list[str]) -> int:
    """Write the locks; arguments go to uv, `--upgrade` takes the newest versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # The project is installed from its own folder without an index, so the lock holds its builder too.
    builder = "\n".join(project["build-system"]["requires"])
    for lock, extra in LOCKS.items():
        code = subprocess.run(
            [
                *(_uv()),
                *("pip", "compile", "pyproject.toml", "-", *extra),
                *("--universal", "--python-version", "3.11", "--generate-hashes"),
                # Addresses belong to the machine that installs: a school may have a mirror of its own.
                *("--no-config", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate"),
                *("--custom-compile-command", "python scripts/lock.py"),
                *("--quiet", "--output-file", lock, *arguments),
            ],
            cwd=ROOT,
            input=builder,
            encoding="utf-8",
        ).returncode
        if code:
            return code
        print(lock)
    return 0


def _uv() -> list[str]:
    found = shutil.which("uv")
    return [found] if found else [sys.executable, "-m", "uv"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
