"""Commands as a curator meets them: what is typed, what is answered, and the golden file of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mentoring import cli

DATA = Path(__file__).parent / "data/dialogues"


def call(*words: str | Path, typed: Sequence[str] = ()) -> Result:
    """Run a command; `typed` are the lines of the curator."""
    return CliRunner().invoke(
        cli.main, [str(word) for word in words], input="".join(f"{line}\n" for line in typed)
    )


def golden(name: str, told: str, request: pytest.FixtureRequest) -> None:
    """Hold a text for people against its golden file."""
    file = DATA / name
    if request.config.getoption("--update-goldens"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told, "utf-8", newline="\n")
    assert told == file.read_text("utf-8")


def on(monkeypatch: pytest.MonkeyPatch, day: date, *modules: str) -> None:
    """Have commands begin on a day: what they take for today."""

    class Day(date):
        @classmethod
        def today(cls) -> "Day":
            return cls(day.year, day.month, day.day)

    for module in modules:
        monkeypatch.setattr(f"mentoring.cli.{module}.date", Day)
