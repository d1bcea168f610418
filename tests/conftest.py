"""What tests share: a school on disk, and the reading of it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from browsing import address, browser, desk, example_site, kinds, phone  # noqa: F401  fixtures of every test
from wheels import program  # noqa: F401  the same

from mentoring import pipeline
from mentoring.casebook import Casebook
from mentoring.problems import Problem

TODAY = date(2026, 5, 12)

SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"

Files = Mapping[str, str | bytes]
Project = Callable[[Files], Path]
Load = Callable[[Files], tuple[Casebook, list[Problem]]]


@pytest.fixture(autouse=True)
def _curator(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test is a curator at a machine of their own, wherever it runs."""
    for name in ("CI", "MENTORING_PRIVATE", "MENTORING_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MENTORING_NER", "off")  # it is optional; tests/test_ner.py has it


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite what golden files expect")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Write files into an empty folder; a school is there unless the test brings its own."""

    def write(files: Files) -> Path:
        for path, content in {"cases/school.yml": SCHOOL, **files}.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def load(project: Project) -> Load:
    """Read files as on 12 May 2026: the cards in order, and all problems."""

    def read(files: Files) -> tuple[Casebook, list[Problem]]:
        loaded = pipeline.load(project(files), today=TODAY)
        return loaded.book, list(loaded.problems)

    return read
