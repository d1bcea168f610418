"""The whole base: one table of everything, a workbook with a sheet a kind, and the data of the site."""

import csv
import io
import json
import re
from collections.abc import Iterator

from mentoring.cards.fields import Measurement
from mentoring.casebook import Casebook
from mentoring.exports import catalogue
from mentoring.exports.catalogue import Catalogue, MeasurementData
from mentoring.exports.official.request import Request
from mentoring.exports.official.workbook import Sheet, Value, book_of
from mentoring.pages.told import is_about_minors
from mentoring.privacy.small_numbers import are_minors

_HEADS = (
    "Вид",
    "Код",
    "Название",
    "Адрес на сайте",
    "Учебный год",
    "Формы",
    "Ролевые модели",
    "Программа",
    "Состояние",
)
_PROGRAMMES = ("Код", "Название", "Вид", "Состояние", "Учебный год", "Кейсов")
_PARTICIPANTS = ("Программа", "Сторона", "Кто", "Форма", "Ступень", "Человек", "Почему пусто")
_CASES = (
    "Код",
    "Название",
    "Программа",
    "Форма",
    "Предмет",
    "Направление",
    "Цель",
    "Срок",
    "Классы",
    "Практики",
)
_PRACTICES = (
    "Код",
    "Название",
    "Формы",
    "Уровень",
    "Что это значит",
    "Вывод",
    "Ресурсы (1–5)",
    "Кейсов",
    "Повторили",
)
_MEASURED = (
    "Где",
    "Код",
    "Показатель",
    "Было",
    "Стало",
    "Изменение",
    "Человек",
    "Чем",
    "Первый замер",
    "Последний замер",
)
_ITEMS = ("Дорожная карта", "№", "Мероприятие", "Срок", "Ответственные", "Состояние", "Выполнено")
_PAPERS = ("Код", "Вид", "Уровень", "Номер", "Дата", "Название", "Статус")
_RUNS = re.compile(r"[=+\-@\t\r\n]")
"""What a table program takes for the beginning of a formula. Source: OWASP, CSV Injection."""


def as_csv(request: Request) -> bytes:
    """A row for every card, in UTF-8 with the mark Excel needs, semicolons as Excel in Russian expects."""
    told = io.StringIO()
    writer = csv.writer(told, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow((*_HEADS, "О файле"))
    about = " ".join(request.about())
    for row in _cards(catalogue.of(request.edition)):
        writer.writerow([_safe(str(value or "")) for value in (*row, about)])
    return told.getvalue().encode("utf-8-sig")


def xlsx(request: Request) -> bytes:
    told = catalogue.of(request.edition)
    _count_held(told, request)
    papers = (
        (paper.id, paper.kind, paper.level, paper.number, paper.issued_on, paper.title, paper.status)
        for paper in told.documents
    )
    return book_of(
        (
            Sheet("Всё", _HEADS, tuple(_cards(told))),
            Sheet("Программы", _PROGRAMMES, tuple(_programmes(told))),
            Sheet("Участники", _PARTICIPANTS, tuple(_participants(told))),
            Sheet("Кейсы", _CASES, tuple(_cases(told))),
            Sheet("Практики", _PRACTICES, tuple(_practices(told))),
            Sheet("Измерения", _MEASURED, tuple(_measured(told))),
            Sheet("Мероприятия", _ITEMS, tuple(_items(request))),
            Sheet("Документы", _PAPERS, tuple(papers)),
        ),
        request,
        "Вся база",
    )


def as_json(request: Request) -> bytes:
    """The data of the site with its schema, the version of the cards and what was left out."""
    told = catalogue.of(request.edition)
    _count_held(told, request)
    made = {
        "about": request.about(),
        "commit": request.commit or None,
        "schema": json.loads(catalogue.schema(request.edition)),
        "data": told.model_dump(mode="json", exclude_none=True),
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def _count_held(told: Catalogue, request: Request) -> None:
    book, figures = request.book, request.figures
    figures.held += sum(row.held_back for programme in told.programmes for row in programme.participants)
    for programme in book.programmes:
        for each in programme.indicators:
            figures.are_hidden(each, _unit(each, book), minors=is_about_minors(each, book, programme))
    for case in book.cases:
        for each in case.indicators:
            figures.are_hidden(each, _unit(each, book), minors=are_minors(case))


def _unit(measurement: Measurement, book: Casebook) -> str:
    term = book.vocabulary.get("indicators", measurement.indicator)
    return term.unit if term else ""


def _safe(text: str) -> str:
    """A text no program of tables will run."""
    return f"'{text}" if _RUNS.match(text) else text


def _cards(told: Catalogue) -> Iterator[tuple[Value, ...]]:
    titles = {programme.slug: programme.title for programme in told.programmes}
    for one in told.programmes:
        forms = (", ".join(one.forms), ", ".join(one.role_patterns))
        yield "программа", one.slug, one.title, one.url, one.school_year, *forms, one.title, one.state
    for plan in told.roadmaps:
        states = ", ".join(f"{title}: {count}" for title, count in plan.by_status.items())
        programmes = ", ".join(titles[slug] for slug in plan.programmes)
        yield "дорожная карта", plan.slug, plan.title, plan.url, plan.school_year, "", "", programmes, states
    for case in told.cases:
        pattern, programme = case.role_pattern or "", titles.get(case.programme, case.programme)
        yield "кейс", case.slug, case.title, case.url, case.school_year, case.form, pattern, programme, ""
    for practice in told.practices:
        verdict = f"{practice.level_title}; {practice.verdict}" if practice.verdict else practice.level_title
        forms = (", ".join(practice.forms), ", ".join(practice.role_patterns))
        yield "практика", practice.slug, practice.title, practice.url, "", *forms, "", verdict


def _programmes(told: Catalogue) -> Iterator[tuple[Value, ...]]:
    for one in told.programmes:
        yield one.slug, one.title, one.kind, one.state, one.school_year, len(one.cases)


def _participants(told: Catalogue) -> Iterator[tuple[Value, ...]]:
    for one in told.programmes:
        for row in one.participants:
            why = "мало детей: не показываем" if row.held_back else "не сказано" if row.count is None else ""
            yield one.title, row.role, row.who, row.form, row.band, row.count, why


def _cases(told: Catalogue) -> Iterator[tuple[Value, ...]]:
    for case in told.cases:
        what = (case.form, case.subject, case.direction, case.goal, case.term)
        yield case.slug, case.title, case.programme, *what, ", ".join(case.bands), ", ".join(case.practices)


def _practices(told: Catalogue) -> Iterator[tuple[Value, ...]]:
    for one in told.practices:
        proven = (one.level, one.level_title, one.verdict, one.resources_band)
        yield one.slug, one.title, ", ".join(one.forms), *proven, len(one.cases), one.replications


def _measured(told: Catalogue) -> Iterator[tuple[Value, ...]]:
    for programme in told.programmes:
        yield from (_measurement("программа", programme.slug, each) for each in programme.indicators)
    for case in told.cases:
        yield from (_measurement("кейс", case.slug, each) for each in case.indicators)


def _measurement(kind: str, slug: str, each: MeasurementData) -> tuple[Value, ...]:
    figures = (each.before, each.after, each.change, each.n, each.method, each.before_on, each.after_on)
    return kind, slug, each.indicator, *figures


def _items(request: Request) -> Iterator[tuple[Value, ...]]:
    book = request.book
    for roadmap in book.roadmaps:
        for section in roadmap.sections:
            for item in section.items:
                state = book.title("statuses", item.status or "no-report")
                when = item.schedule or section.schedule
                who = ", ".join(item.responsible)
                yield roadmap.title, item.number, item.title, when, who, state, item.done_on
