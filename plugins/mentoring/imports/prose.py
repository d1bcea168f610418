"""What stands around the tables: the title of a document, and its text as Markdown."""

import re
from collections.abc import Iterable, Sequence

from mentoring.imports.naming import Namer
from mentoring.imports.table import Line, Paper, Table
from mentoring.imports.texts import markdown
from mentoring.privacy.dictionary import tags_of


def title_of(
    paper: Paper, above: Sequence[Line], wanted: re.Pattern[str], name: str, table: Table | None = None
) -> tuple[str, tuple[Line, ...]]:
    """The title of a document, and the lines it took; the name of the file where no line looks like one."""
    lines = [*_before_table(paper, table), *above]
    told = [line for line in lines if line.text]
    for test in (
        lambda line: wanted.search(line.text) and (line.level or line.is_bold or line.text.isupper()),
        lambda line: line.level and not _APPROVAL.match(line.text),
        lambda line: wanted.search(line.text) and len(line.text) < _LONG,
        lambda line: line.text.isupper() and not _APPROVAL.match(line.text) and len(line.text) < _LONG,
        lambda line: line.is_bold and not _APPROVAL.match(line.text) and len(line.text) < _LONG,
    ):
        start = next((index for index, line in enumerate(told) if test(line)), None)
        if start is not None:
            taken = _with_rest(told, start)
            return _calm(" ".join(line.text for line in taken)), taken
    return name[:1].upper() + name[1:], ()


def years_told(paper: Paper, table: Table) -> list[str]:
    """The lines above the table that speak of a school year."""
    return [
        line.text for line in _before_table(paper, table) if re.search("учебн|уч\\. ?год|гг?\\.", line.text)
    ]


def intro_of(paper: Paper, table: Table, title: Sequence[Line]) -> list[Line]:
    """A few plain sentences between the title and the table; a longer text is no introduction."""
    taken = {id(line) for line in title}
    lines = [
        line
        for line in _before_table(paper, table)
        if line.text and id(line) not in taken and not is_idle(line.text)
    ]
    plain = all(
        not line.level and not line.mark and len(line.text) <= _SENTENCES and not _APPROVAL.match(line.text)
        for line in lines
    )
    return lines if plain and len(lines) <= _FEW else []


def body_of(paper: Paper, used: Iterable[Table], title: Sequence[Line], namer: Namer) -> str:
    """Everything outside the tables that were taken, as Markdown; other tables become lists."""
    taken = {id(line) for line in title}
    tables = {id(table) for table in used}
    told: list[str] = []
    waiting: list[Line] = []

    def close() -> None:
        if text := markdown(waiting):
            told.append(namer.clean(text))
        waiting.clear()

    for block in paper.blocks:
        if isinstance(block, Table):
            close()
            if id(block) not in tables:
                told.append(namer.clean(table_as_list(block)))
        elif id(block) in taken or is_idle(block.text):
            close()
        elif block.level:
            close()
            told.append(f"{'#' * min(block.level + 1, 4)} {namer.clean(block.text)}")
        else:
            waiting.append(block)
    close()
    return "\n\n".join(text for text in told if text.strip())


def table_as_list(table: Table) -> str:
    """The rows of a table as entries of a list."""
    rows = []
    for number in range(len(table.rows)):
        cells = [cell.text for cell in table.own(number) if not cell.is_empty]
        if cells:
            rows.append(f"- {' — '.join(cells)}")
    return "\n".join(rows)


def _before_table(paper: Paper, table: Table | None) -> list[Line]:
    """The lines a title may stand among: before the first table, or all where a table stands above it."""
    found: list[Line] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            if block is table or (table is None and len(block.rows) > 1 and block.width > 2):
                break
        else:
            found.append(block)
    return found or list(paper.lines)


def _with_rest(lines: Sequence[Line], start: int) -> tuple[Line, ...]:
    """A title goes on in the next lines as long as they are told in the same way."""
    taken = [lines[start]]
    for line in lines[start + 1 : start + 4]:
        same = line.level == taken[0].level and line.is_bold == taken[0].is_bold
        goes_on = line.text[:1].islower() or line.text[:1] in "(«" or re.match(r"на 20\d\d|20\d\d", line.text)
        if taken[-1].text.endswith((".", ":")) or len(line.text) > _LONG or (taken[0].level and not same):
            break
        if not goes_on and not (same and line.is_bold and taken[-1].text.isupper() and line.text.isupper()):
            break
        taken.append(line)
    return tuple(taken)


def _calm(title: str) -> str:
    """A title in capitals, written as a sentence."""
    title = re.sub(r"\s+", " ", title).strip(" .")
    loud = [word for word in re.findall(r"[А-ЯЁ]{3,}", title) if tags_of(word.lower()) and word not in _SHORT]
    if not loud or (len(loud) == 1 and not title.startswith(loud[0])):
        return title

    def lowered(match: re.Match[str]) -> str:
        word = match[0]
        return word.lower() if len(word) < 3 or (tags_of(word.lower()) and word not in _SHORT) else word

    told = re.sub(r"[А-ЯЁ]+", lowered, title)
    return told[:1].upper() + told[1:]


def is_idle(text: str) -> bool:
    """A line to be signed, an empty one, a mark of an editor, a school year that has its own field."""
    if _ONLY_YEARS.fullmatch(text):
        return True
    return not re.search(r"[^\W\d_]", text) or bool(re.fullmatch(r"\[(?:bookmark|image)[^\]]*\]", text))


_ONLY_YEARS = re.compile(
    r"(?:на )?\(?20\d\d\s*[/–-]\s*(?:20)?\d\d\)?\s*(?:учебный год|уч\. ?год|гг?\.?)?\.?", re.I
)
_LONG = 200
_FEW = 4
_SENTENCES = 500
_APPROVAL = re.compile(r"утвержда|утвержден|согласован|рассмотрен|принят|приложение|директор", re.I)
_SHORT = frozenset({"ОО", "СОШ", "УВР", "ВР", "ДОУ", "СПО", "ШМО"})
