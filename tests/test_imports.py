"""Documents of Word become cards: each layout schools use, every row and cell of it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papers
import pytest
import yaml

from mentoring.cards import FOLDERS
from mentoring.imports import heads, writing
from mentoring.imports.draft import Wishes
from mentoring.imports.papers import Read, School, read
from mentoring.imports.texts import mended
from mentoring.privacy.looking import look
from mentoring.reading import federal_vocabulary
from mentoring.reading import read as read_card
from mentoring.school_year import SchoolYear

LAYOUTS = sorted((Path(__file__).parent / "data/imports").glob("*.yml"))
FEDERAL = federal_vocabulary()
SCHOOL = School(FEDERAL, heads.Heads.of(FEDERAL), heads.Heads.of(FEDERAL, name="parts"), look)
NAMES = re.compile("журавл|сойкин|дроздов|снегир|дятлов|аделин|архип|дарин|пётр|петр", re.I)


def imported(content: bytes, kind: str = "roadmap", name: str = "план.docx", **wishes: Any) -> Read:
    told = Wishes(name.rpartition(".")[0], SchoolYear(2026), **{"programme": "ryadom-2025-26", **wishes})
    return read(content, name, kind, SCHOOL, told)


def card(content: bytes, kind: str = "roadmap", **wishes: Any) -> Any:
    """The first card of a document, as the reader gives it."""
    draft = imported(content, kind, **wishes).drafts[0]
    found, problems = read_card(writing.document_of(draft), FOLDERS[draft.folder], FEDERAL)
    assert not problems, [f"{problem.what} {problem.fix}" for problem in problems]
    return found


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_every_layout_becomes_cards(path: Path, request: pytest.FixtureRequest) -> None:
    """Golden files: the document above, its cards below."""
    golden = yaml.safe_load(path.read_text("utf-8"))
    found = imported(papers.word(*golden["document"]), golden["as"]).drafts
    told = "\n".join(f"{draft.path}\n{writing.text_of(draft)}" for draft in found)
    if request.config.getoption("--update-goldens"):
        head = path.read_text("utf-8").partition("\ncards: |")[0].rstrip()
        lines = "".join(f"  {line}".rstrip() + "\n" for line in told.rstrip().split("\n"))
        path.write_text(f"{head}\ncards: |\n{lines}", "utf-8")
        golden["cards"] = told

    assert told.rstrip() == golden["cards"].rstrip()


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_no_word_of_any_cell_is_lost(path: Path) -> None:
    """Names go, roles stay; every other word of the table stands in the cards."""
    golden = yaml.safe_load(path.read_text("utf-8"))
    found = imported(papers.word(*golden["document"]), golden["as"]).drafts
    table = (
        next(block for block in golden["document"] if isinstance(block, list))
        if golden["as"] != "programme"
        else []
    )

    written = Counter(word for draft in found for word in words(writing.text_of(draft)))
    told = Counter(word for cell in cells(table) for word in words(cell))

    assert not {word: count for word, count in (told - written).items() if not NAMES.search(word)}
    assert not NAMES.search("".join(writing.text_of(draft) + draft.path for draft in found))


def words(text: str) -> list[str]:
    """The words of a text; the numbers of a list only count its entries, «Цель наставничества:» names the field."""
    text = re.sub(
        r"(?m)^\d\. |(?<=; )\d\. |</?\w+>|(?:Цель|Форма)(?: наставничества)?:| наставничество\b", " ", text
    )
    return re.findall(r"[а-яёa-z]{2,}|\d+", mended(text).lower())


def cells(rows: list[list[str]]) -> Iterator[str]:
    """The cells under the head of a table, without rows of service; a table of pairs has its sides in roles."""
    head = rows[0] if rows else []
    of_pairs = "Наставническая пара" in head
    for row in rows[1:]:
        if (
            row == head
            or ("^" in row[:1] and of_pairs)
            or [cell for cell in row if cell] == [str(number) for number in range(1, len(row) + 1)]
        ):
            continue
        if of_pairs and "<" in row:
            continue  # the section tells the role pattern, which stands in the card by its own words
        yield from (cell for cell in (row[3:] if of_pairs else row) if cell not in {"^", "<"})


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_the_drafts_pass_the_reader(path: Path) -> None:
    golden = yaml.safe_load(path.read_text("utf-8"))

    for draft in imported(papers.word(*golden["document"]), golden["as"]).drafts:
        problems = read_card(writing.document_of(draft), FOLDERS[draft.folder], FEDERAL)[1]
        assert not [problem.what for problem in problems if "`form`" not in problem.what]
