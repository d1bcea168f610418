"""Reports of the school's office, each a function from an request to bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mentoring.casebook import Casebook
from mentoring.exports.official import calendar, january, pair, practice, quarter, roadmap, whole
from mentoring.exports.official.request import Request

Maker = Callable[[Request], bytes]


@dataclass(frozen=True)
class Report:
    """A report with the forms it comes in."""

    name: str
    title: str
    makers: Mapping[str, Maker]
    """By the ending of the file; the first is the usual one."""
    of: str = ""
    """The folder of the card it is about; empty where it is about the whole school."""
    periods: frozenset[str] = frozenset()
    """What it may be asked for besides: `year`, `quarter`."""
    is_internal: bool = False
    """Whether it can be made with every number, for the school's own eyes."""
    template: str = ""
    """The layout in `templates/` a school may put its own in place of; empty where there is none."""

    @property
    def about(self) -> str:
        """What it is about, in Russian."""
        return {"roadmaps": "о дорожной карте", "practices": "о практике", "cases": "о кейсе"}.get(
            self.of, "о школе"
        )

    def titles(self, book: Casebook) -> dict[str, str]:
        """The cards it can be about: their names by their slugs."""
        return {card.slug: card.title for card in getattr(book, self.of)} if self.of else {}


REPORTS = (
    Report(
        "year",
        "Годовой отчёт: дорожная карта с результатами",
        {"docx": roadmap.docx, "pdf": roadmap.pdf},
        "roadmaps",
        is_internal=True,
        template="roadmap.docx",
    ),
    Report(
        "quarter",
        "Квартальная информация: что сделано за три месяца",
        {"docx": quarter.docx, "xlsx": quarter.xlsx},
        periods=frozenset({"quarter"}),
        is_internal=True,
        template="quarter.docx",
    ),
    Report(
        "january",
        "Январские таблицы: участники и показатели",
        {"xlsx": january.xlsx},
        periods=frozenset({"year"}),
        is_internal=True,
    ),
    Report(
        "scores", "Оценочный лист практики", {"docx": practice.scores}, "practices", template="scores.docx"
    ),
    Report(
        "application",
        "Заявка на конкурс",
        {"docx": practice.application},
        "practices",
        template="application.docx",
    ),
    Report("practice", "Практика для печати", {"pdf": practice.page}, "practices"),
    Report(
        "pair",
        "Персонализированная программа и план пары",
        {"docx": pair.docx},
        "cases",
        template="pair.docx",
    ),
    Report("calendar", "Календарь всех дорожных карт", {"ics": calendar.ics}),
    Report("base", "Вся база", {"xlsx": whole.xlsx, "csv": whole.as_csv, "json": whole.as_json}),
)


def find(name: str) -> Report | None:
    return next((report for report in REPORTS if report.name == name), None)
