"""A practice as papers: the score sheet of a contest, the application, one printable page."""

from collections.abc import Iterator
from typing import Any

from mentoring import evidence, russian
from mentoring.addresses import address
from mentoring.cards import Practice
from mentoring.evidence import Evidence
from mentoring.exports.official import texts
from mentoring.exports.official.request import Request
from mentoring.exports.official.templates import template
from mentoring.exports.word import filled
from mentoring.pages.told import MeasurementRow, effect_line, is_about_minors, measurement_row
from mentoring.privacy.small_numbers import are_minors


def scores(request: Request) -> bytes:
    """Fill the template `scores.docx`: what is known under each criterion, and room for the expert's score.

    Source of the five criteria: peers.md, the rubric of a regional contest (1 to 10 each, 50 at most).
    """
    practice = _practice(request)
    found = request.edition.evidence[practice.slug]
    told = {
        **_passport(practice, request),
        "criteria": [
            {"title": title, "asks": asks, "facts": list(facts)}
            for title, asks, facts in (
                (
                    "Результативность",
                    "Достигнуты ли результаты и чем это подтверждено.",
                    _proven(practice, found),
                ),
                ("Эффективность", "Стоит ли результат потраченного.", _spent(practice, found)),
                ("Уникальность", "Чем практика не похожа на другие.", _unlike(practice)),
                ("Тиражируемость", "Можно ли повторить по описанию.", _repeatable(practice)),
                ("Масштабируемость", "Годится ли другим школам и большему числу людей.", _scalable(practice)),
            )
        ],
        "experts": [
            f"{review.organisation}, {review.by}: "
            + ", ".join(f"{score.title} — {russian.decimal(score.score)}" for score in review.scores)
            for review in practice.expertise
        ],
        "about": request.about(),
    }
    return filled(template("scores.docx", request), told, f"Оценочный лист. {practice.title}")


def application(request: Request) -> bytes:
    """Fill the template `application.docx`."""
    practice = _practice(request)
    return filled(
        template("application.docx", request), _whole(practice, request), f"Заявка. {practice.title}"
    )


def page(request: Request) -> bytes:
    """One practice as a printable page."""
    from mentoring.exports.official.pdf import compiled

    return compiled("practice.typ", _whole(_practice(request), request), request.book.as_of)


def _practice(request: Request) -> Practice:
    return request.book.practices_by_slug[request.slug]


def _whole(practice: Practice, request: Request) -> dict[str, Any]:
    found = request.edition.evidence[practice.slug]
    return {
        **_passport(practice, request),
        "gist": texts.prose(practice.gist),
        "suits": list(practice.suits),
        "does_not_suit": list(practice.does_not_suit),
        "problem": texts.prose(practice.problem),
        "starting_level": texts.prose(practice.starting_level),
        "goal": texts.prose(practice.goal),
        "steps": [
            {
                "title": step.title,
                "action": texts.prose(step.action),
                "schedule": step.schedule or "",
                "responsible": step.responsible or "",
                "result": step.result or "",
            }
            for step in practice.steps
        ],
        "measurements": [_measured(row) for row in _rows(practice, request)],
        "proven": list(_proven(practice, found)),
        "spent": list(_spent(practice, found)),
        "resources": [resource.title for resource in practice.resources],
        "tools": [tool.title for tool in practice.tools],
        "risks": [{"risk": risk.risk, "answer": risk.answer or ""} for risk in practice.risks],
        "lessons": [texts.prose(lesson) for lesson in practice.lessons],
        "adaptation": [{"where": each.where, "how": texts.prose(each.how)} for each in practice.adaptation],
        "minimum": texts.prose(practice.minimum),
        "replications": [_repeated(practice, number) for number in range(len(practice.replications))],
        "awards": [award.title for award in practice.awards],
        "publications": [publication.title for publication in practice.publications],
        "about": request.about(),
    }


def _passport(practice: Practice, request: Request) -> dict[str, Any]:
    book = request.book
    site = (book.school.site or "").rstrip("/")
    return {
        "title": practice.title,
        "organisation": practice.organisation or book.school.full_name,
        "place": practice.place or "",
        "author": practice.author or "",
        "contact": practice.contact or "",
        "forms": ", ".join(book.title("forms", form) for form in practice.forms),
        "patterns": ", ".join(book.title("role_patterns", pattern) for pattern in practice.role_patterns),
        "direction": book.title("directions", practice.direction),
        "term": book.title("terms", practice.term),
        "page": f"{site}/{address(request.edition.path_of(practice), request.edition.directory_urls)}"
        if site
        else "",
        "licence": practice.licence or "",
    }


def _rows(practice: Practice, request: Request) -> Iterator[MeasurementRow]:
    """The measurements of the practice and of its cases, as the site tells them."""
    book = request.book
    for case, measurement in book.measurements(practice):
        minors = are_minors(case) if case else is_about_minors(measurement, book)
        term = book.vocabulary.get("indicators", measurement.indicator)
        request.figures.are_hidden(measurement, term.unit if term else "", minors=minors)
        yield measurement_row(measurement, book, minors=minors)


def _measured(row: MeasurementRow) -> dict[str, str]:
    figures = row.change or f"было {row.before}, стало {row.after}"
    return {"title": row.title, "unit": row.unit, "figures": figures, "n": row.n, "how": row.how}


def _proven(practice: Practice, found: Evidence) -> Iterator[str]:
    verdict = f"; {found.verdict.title}" if found.verdict else ""
    yield f"Доказанность: {found.level.title}{verdict}."
    if line := effect_line(found):
        yield f"Эффект: {line}."
    for outcome in found.outcomes:
        yield f"«{outcome.title}»: измерений {outcome.improved + outcome.others}, из них стало лучше {outcome.improved}."
    if not found.outcomes:
        yield "Измерений нет."
    if practice.comparison:
        yield f"Сравнение: {practice.comparison[0].group}."


def _spent(practice: Practice, found: Evidence) -> Iterator[str]:
    title = next((row.title for row in evidence.RESOURCES if row.band == found.resources.band), "")
    if title:
        yield f"Ресурсы: {title}."
    if found.resources.hours is not None:
        yield f"Часов наставника в неделю: {russian.decimal(found.resources.hours)}."
    if found.resources.money is not None:
        yield f"Рублей в год: {russian.grouped(found.resources.money)}."
    if not title:
        yield "Нагрузка и расходы в карточке не названы."


def _unlike(practice: Practice) -> Iterator[str]:
    if practice.gist:
        yield texts.prose(practice.gist)
    yield "Новизну программа не считает: её оценивает эксперт."


def _repeatable(practice: Practice) -> Iterator[str]:
    yield f"Шагов в описании: {len(practice.steps)}; инструментов, которые можно взять: {len(practice.tools)}."
    if practice.licence:
        yield f"Условия использования: {practice.licence}."
    yield from (_repeated(practice, number) for number in range(len(practice.replications)))
    if not practice.replications:
        yield "Сведений о том, что кто-то повторил, нет."


def _scalable(practice: Practice) -> Iterator[str]:
    yield from (f"{each.where}: {texts.prose(each.how)}" for each in practice.adaptation)
    if practice.minimum:
        yield f"Наименьший вариант: {texts.prose(practice.minimum)}"
    if not practice.adaptation and not practice.minimum:
        yield "Как приспособить к другим условиям, не сказано."


def _repeated(practice: Practice, number: int) -> str:
    each = practice.replications[number]
    words = (each.organisation, each.place, f"{each.school_year} учебный год" if each.school_year else "")
    return "Где повторили: " + ", ".join(word for word in words if word) + "."
