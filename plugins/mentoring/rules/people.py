"""Consents and approvals."""

from collections.abc import Iterator

from mentoring import russian
from mentoring.casebook import Casebook
from mentoring.privacy.consents import holds, in_force
from mentoring.problems import Problem


def consent_missing(book: Casebook) -> Iterator[Problem]:
    """У опубликованной карточки наставника нет согласия на распространение.

    Назвать взрослого на сайте можно только с его письменным согласием на распространение персональных данных,
    и только на том сайте, для которого оно дано. Впишите согласие в поле `consent` или верните карточку в черновики.
    """
    for mentor in book.mentors:
        if mentor.is_public and (mentor.consent is None or "name" not in mentor.consent.covers):
            what = (
                "нет согласия на распространение"
                if mentor.consent is None
                else "согласие не разрешает называть имя"
            )
            yield Problem(
                mentor.at("consent", "covers") if mentor.consent else mentor.at("publication"),
                f"Карточка наставника опубликована, а {what}.",
                "Впишите в поле `consent` строки `document`, `date`, `until`, `site` и `covers: имя`"
                " или поставьте `publication: черновик`.",
                why="Имя взрослого на сайте без согласия — нарушение закона о персональных данных.",
                quote=False,
            )


def consent_not_in_force(book: Casebook) -> Iterator[Problem]:
    """Согласие наставника истекло, ещё не началось или дано для другого сайта.

    Карточка наставника снята с сайта, а в кейсах вместо имени стоит роль. Продлите согласие или уберите карточку в архив.
    """
    for mentor in book.mentors:
        if (
            not mentor.is_public
            or mentor.consent is None
            or holds(mentor, "name", book)
            or "name" not in mentor.consent.covers
        ):
            continue
        on = max(book.as_of, book.today)
        field = "site" if in_force(mentor, on) else "until" if mentor.consent.date <= on else "date"
        what = {
            "site": "Согласие дано для другого сайта.",
            "until": "Согласие истекло.",
            "date": f"Согласие начнёт действовать только {russian.day(mentor.consent.date)}.",
        }[field]
        pages = len(book.cases_by_mentor.get(mentor.slug, ()))
        yield Problem(
            mentor.at("consent", field),
            f"{what} Имя на сайте не показано"
            + (f"; кейсов, где вместо него стоит роль: {pages}." if pages else "."),
            "Получите новое согласие и впишите его данные либо поставьте карточке `publication: черновик`.",
            quote=False,
        )


def approval_missing(book: Casebook) -> Iterator[Problem]:
    """Карточка опубликована, но не сказано, кто это разрешил.

    Впишите `approved: {by: директор, on: 31.08.2026}`: должность и день.
    """
    for card in book.cards:
        if card.is_public and card.approved is None and card.KIND != "media":
            yield Problem(
                card.at("publication"),
                "Карточка опубликована, но не сказано, кто и когда это разрешил.",
                "Добавьте `approved: {by: директор, on: 31.08.2026}` с вашей должностью и датой.",
            )
