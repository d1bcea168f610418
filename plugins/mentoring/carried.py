"""Files of the project that the wheel carries: in a checkout they lie where they belong, installed under `carried/`."""

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent.parent
"""Where the project lies, if this is a checkout."""

SCRIPTS = ("scripts/site.py", "scripts/environment.py")
LOCKS = ("requirements.lock", "requirements-ner.lock")
OF_A_SCHOOL = (
    "mkdocs.yml",
    ".gitignore",
    ".gitattributes",
    "start.cmd",
    "start.sh",
    *SCRIPTS,
    *LOCKS,
)
"""What a school's repository has of ours; pyproject.toml names the same files for the wheel."""
MANUAL = "docs/curators"


def path(name: str) -> Path:
    """A file or folder of the project by its path from the root.

    Raises:
        FileNotFoundError: the package was installed without it.
    """
    for file in (PACKAGE / "carried" / name, CHECKOUT / name):
        if file.exists():
            return file
    raise FileNotFoundError(name)


def content(name: str) -> bytes:
    return path(name).read_bytes()


def is_checkout() -> bool:
    """Whether the program runs from the folder it is developed in."""
    return (CHECKOUT / "pyproject.toml").is_file() and not (PACKAGE / "carried").exists()
