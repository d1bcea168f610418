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
                _consent_to_copy(book)
                if mentor.consent is None
                else "Если согласие разрешает имя, допишите в `covers` строку `- имя`; если нет, поставьте"
                " `publication: черновик`.",
                why="Имя взрослого на сайте без согласия — нарушение закона о персональных данных.",
                quote=False,
            )


def consent_not_in_force(book: Casebook) -> Iterator[Problem]:
    """Согласие наставника истекло, ещё не началось или дано для другого сайта.

    Карточка наставника снята с сайта, а в кейсах вместо имени стоит роль. Получите новое согласие и впишите его данные
    или верните карточку в черновики: `publication: черновик`.
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
            "site": f"Согласие дано для сайта {mentor.consent.site}, а этот сайт — {book.school.site}.",
            "until": "Согласие истекло.",
            "date": f"Согласие начнёт действовать только {russian.day(mentor.consent.date)}.",
        }[field]
        fix = (
            "Если адрес записан с ошибкой, исправьте его здесь или в поле `site` файла cases/school.yml;"
            " если согласие и правда для другого сайта, получите новое или поставьте `publication: черновик`."
            if field == "site"
            else "Получите новое согласие и впишите его данные либо поставьте карточке `publication: черновик`."
        )
        pages = len(book.cases_by_mentor.get(mentor.slug, ()))
        yield Problem(
            mentor.at("consent", field),
            f"{what} Имя на сайте не показано"
            + (f"; кейсов, где вместо него стоит роль: {pages}." if pages else "."),
            fix,
            quote=False,
        )


def consent_too_narrow(book: Casebook) -> Iterator[Problem]:
    """Заполнено поле, которого согласие не разрешает.

    Это поле на сайт не попадёт, пока согласие его не разрешит. Если в подписанном согласии оно есть, допишите слово
    в `covers`; если нет, удалите поле: лишних сведений о человеке не хранят.
    """
    for mentor in book.mentors:
        consent = mentor.consent
        if not mentor.is_public or consent is None or "name" not in consent.covers:
            continue
        for field, what in _COVERED:
            if getattr(mentor, field) and what not in consent.covers:
                word = book.title("covers", what)
                yield Problem(
                    mentor.at(field),
                    f"Поле `{field}` заполнено, а согласие не разрешает «{word}»: на сайт это не попадёт.",
                    f"Если в согласии это есть, допишите в `covers` строку `- {word}`; если нет, удалите поле.",
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


_COVERED = (
    ("post", "post"),
    ("experience_years", "experience"),
    ("category", "experience"),
    ("achievements", "achievements"),
    ("about", "quote"),
    ("photo", "photo"),
)
"""Fields of a mentor and the word of the consent that lets them be shown."""


def _consent_to_copy(book: Casebook) -> str:
    site = book.school.site or "https://…"
    return (
        "Добавьте строку с номером и днями подписанного согласия: `consent: {document: согласие № …, date: ДД.ММ.ГГГГ,"
        f' until: ДД.ММ.ГГГГ, site: "{site}", covers: [имя]}}`; если согласия нет, поставьте `publication: черновик`.'
    )
