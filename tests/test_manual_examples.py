"""The examples of the manual: the good ones are in order, the bad ones are told of as they say."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from mentoring import pipeline, reports
from mentoring.pages import manual, manual_examples

TODAY = date(2026, 11, 22)
BAD = Path(manual_examples.__file__).parents[1] / "data/bad"
PLACES = {
    "programmes": "cases/programmes/ryadom-2026-27.md",
    "roadmaps": "cases/roadmaps/ryadom-2026-27.md",
    "pairs": "cases/pairs/karta-kruzhkov-2026-27.md",
    "practices": "cases/practices/skhodit-vmeste.md",
    "mentors": "cases/mentors/uchitel-fiziki.md",
    "media": "cases/media/karta-kruzhkov.md",
    "docs": "docs/voprosy.md",
    "people": "private/people.yml",
}


def test_the_good_examples_make_a_school_without_a_remark(project) -> None:
    """Nobody copies a slip from the manual."""
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(picture, "JPEG")
    files: dict[str, str | bytes] = {
        PLACES.get(kind, f"cases/{kind}.yml"): f"{manual_examples.good(kind)}\n" for kind in manual.KINDS
    }
    root = project({**files, "cases/media/karta-kruzhkov.jpg": picture.getvalue()})

    loaded = pipeline.load(root, today=TODAY)

    assert reports.text(loaded.problems, loaded.lines) == ""
    assert sum(1 for _ in loaded.book.public.cards) == 6


@pytest.mark.parametrize("golden", sorted(BAD.glob("*.yml")), ids=lambda path: path.stem)
def test_a_bad_example_is_told_of_as_written(golden: Path, project, request: pytest.FixtureRequest) -> None:
    given: dict[str, Any] = yaml.safe_load(golden.read_text("utf-8"))

    loaded = pipeline.load(project(given["files"]), today=TODAY)

    told = reports.text(loaded.problems, loaded.lines)
    if request.config.getoption("--update-goldens"):
        head = golden.read_text("utf-8").partition("\ntold: |\n")[0]
        block = "".join(f"  {line}\n" if line else "\n" for line in told.rstrip("\n").split("\n"))
        golden.write_text(f"{head}\ntold: |\n{block}", "utf-8")
    assert told.rstrip("\n") + "\n" == yaml.safe_load(golden.read_text("utf-8"))["told"]


def test_every_kind_of_card_has_both() -> None:
    for kind in manual.KINDS:
        assert manual_examples.good(kind)
        assert manual_examples.bad(kind).told
