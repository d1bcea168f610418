"""Consents and approvals."""

from collections.abc import Iterator

from mentoring import russian
from mentoring.cards import Mentor, Practice, Register
from mentoring.casebook import Casebook
from mentoring.privacy.consents import State, holds, of_mentor
from mentoring.problems import Problem


def consent_missing(book: Casebook) -> Iterator[Problem]:
    """В карточке наставника стоит имя, а согласия на распространение нет.

    Назвать взрослого можно только с его письменным согласием на распространение персональных данных, и только на том сайте,
    для которого оно дано. Черновик — не исключение: имя лежит в файле, а файлы копируют и пересылают. Впишите согласие
    в поле `consent`. Пока его нет, удалите карточку: в кейсах наставника называют ролью, а имена тех, кто согласия
    ещё не дал, ведут в закрытом реестре командой `python scripts/site.py people add`.
    """
    for mentor in book.mentors:
        consent = mentor.consent
        if consent is None:
            is_out = (
                "Карточка наставника опубликована" if mentor.is_public else "В черновике стоит имя наставника"
            )
            yield Problem(
                mentor.at("publication") if mentor.is_public else mentor.at("title"),
                f"{is_out}, а нет согласия на распространение.",
                _consent_to_copy(book),
                why="Имя взрослого на сайте без согласия — нарушение закона о персональных данных."
                if mentor.is_public
                else "Имя без согласия нельзя держать даже в черновике: утекает и репозиторий.",
                quote=False,
            )
        elif "name" not in consent.covers:
            yield Problem(
                mentor.at("consent", "covers"),
                "В карточке стоит имя наставника, а согласие не разрешает называть имя.",
                "Если согласие разрешает имя, допишите в `covers` строку `- имя`; если нет, удалите карточку:"
                " в кейсах назовите наставника ролью.",
                why="Имя взрослого на сайте без согласия — нарушение закона о персональных данных.",
                quote=False,
            )


def consent_not_in_force(book: Casebook) -> Iterator[Problem]:
    """Согласие наставника кончилось, отозвано, ещё не началось или дано для другого сайта.

    Карточка наставника снята с сайта, а в кейсах вместо имени стоит роль — это случилось само, на сайте править нечего.
    Получите новое согласие и впишите его данные. Если нового не будет, удалите карточку: имя осталось в файле.
    Команда `python scripts/site.py people revoke` перечислит всё, где человек ещё назван.
    """
    for mentor in book.mentors:
        consent = mentor.consent
        if consent is None or "name" not in consent.covers or holds(mentor, "name", book):
            continue
        state = of_mentor(mentor, book)
        field = _FIELD.get(state)
        what = {
            State.OTHER_SITE: f"Согласие дано для сайта {consent.site}, а этот сайт — {book.school.site}.",
            State.EXPIRED: "Согласие истекло.",
            State.FUTURE: f"Согласие начнёт действовать только {russian.day(consent.date)}.",
            State.REVOKED: "Согласие отозвано.",
        }.get(state, "Закрытый реестр людей не разрешает называть этого человека, а он строже карточки.")
        fix = (
            "Если адрес записан с ошибкой, исправьте его здесь или в поле `site` файла cases/school.yml;"
            " если согласие и правда для другого сайта, получите новое или удалите карточку."
            if state is State.OTHER_SITE
            else "Получите новое согласие и впишите его данные; если его не будет, удалите карточку: имя осталось в файле."
        )
        yield Problem(
            mentor.at("consent", field) if field else mentor.at("consent"),
            f"{what} Имя на сайте не показано{_where_the_role_stands(mentor, book)}.",
            fix,
            quote=False,
        )


_FIELD = {
    State.OTHER_SITE: "site",
    State.EXPIRED: "until",
    State.FUTURE: "date",
    State.REVOKED: "revoked_on",
}
"""Which field of a consent says why it is not in force."""


def _where_the_role_stands(mentor: Mentor, book: Casebook) -> str:
    files = [case.file for case in book.cases_by_mentor.get(mentor.slug, ()) if case.is_public]
    if not files:
        return ""
    more = f" и ещё {len(files) - _LISTED}" if len(files) > _LISTED else ""
    return f"; кейсов, где вместо него стоит роль: {len(files)} ({', '.join(files[:_LISTED])}{more})"


_LISTED = 5
"""The most files one message names."""


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


def people_twice(register: Register) -> Iterator[Problem]:
    """Tell of codes two entries of the private register share; nobody is named."""
    seen: set[str] = set()
    for index, entry in enumerate(register.people):
        if entry.id in seen:
            yield Problem(
                register.at("people", index, "id"),
                "Такой код в закрытом реестре людей уже есть.",
                "Дайте этой записи другой код: по коду программа отличает людей.",
                rule="person-twice",
                quote=False,
            )
        seen.add(entry.id)


def approval_missing(book: Casebook) -> Iterator[Problem]:
    """Карточка опубликована, но не сказано, кто это разрешил.

    Перед публикацией карточку читает второй человек: программа не узнает ребёнка по рассказу, а коллега узнает. Впишите
    `approved: {by: директор, on: 31.08.2026}`: должность того, кто прочёл и разрешил, и день.
    """
    for card in book.cards:
        if card.is_public and card.approved is None and card.KIND != "media":
            yield Problem(
                card.at("publication"),
                "Карточка опубликована, но не сказано, кто и когда это разрешил.",
                "Добавьте `approved: {by: директор, on: 31.08.2026}` с должностью того, кто разрешил, и датой.",
            )


def submission_missing(book: Casebook) -> Iterator[Problem]:
    """Карточка на согласовании, но не сказано, кто и когда её отправил.

    Тот, кто разрешает, должен знать, кого спросить и давно ли карточка ждёт. Команда `python scripts/site.py review` впишет
    это сама; руками — `submitted: {by: учитель физики, on: 28.08.2026}`: должность и день.
    """
    for card in book.cards:
        if card.publication == "review" and card.submitted is None:
            yield Problem(
                card.at("publication"),
                "Карточка на согласовании, но не сказано, кто и когда её отправил.",
                "Добавьте `submitted: {by: учитель физики, on: 28.08.2026}` с должностью того, кто отправил, и днём.",
            )


def approval_before_submission(book: Casebook) -> Iterator[Problem]:
    """Публикацию разрешили раньше, чем карточку отправили на согласование.

    Значит, разрешение относится к прежнему тексту: новый никто второй не читал. Дайте карточку прочесть ещё раз и впишите
    в `approved` новый день — или исправьте день в `submitted`, если это описка.
    """
    for card in book.cards:
        if card.is_public and card.approved and card.submitted and card.approved.on < card.submitted.on:
            yield Problem(
                card.at("approved", "on"),
                f"Публикацию разрешили раньше ({card.approved.on:%d.%m.%Y}), чем карточку отправили на согласование"
                f" ({card.submitted.on:%d.%m.%Y}).",
                "Дайте её прочесть ещё раз и впишите новый день или исправьте описку.",
                why="Разрешение относится к прежнему тексту: новый никто второй не читал.",
            )


def approval_by_author(book: Casebook) -> Iterator[Problem]:
    """Карточку разрешил тот же, кто её написал или отправил на согласование.

    Второй человек нужен, чтобы заметить то, чего не видит программа и не замечает автор: ребёнка, которого узнают по рассказу.
    Дайте карточку прочесть другому и впишите в `approved` его должность.
    """
    for card in book.cards:
        if not (card.is_public and card.approved):
            continue
        author = card.author if isinstance(card, Practice) else None
        own = (card.written_by, author, card.submitted.by if card.submitted else None)
        if any(russian.folded(card.approved.by) == russian.folded(one) for one in own if one):
            yield Problem(
                card.at("approved", "by"),
                "Карточку разрешил тот же, кто её написал или отправил на согласование.",
                "Дайте её прочесть другому человеку и впишите его должность и день.",
                why="Автор не видит, что ребёнка можно узнать по рассказу; свежий взгляд видит.",
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
        f' until: ДД.ММ.ГГГГ, site: "{site}", covers: [имя]}}`. Если согласия нет, удалите карточку: в кейсах назовите'
        " наставника ролью, а имя впишите в закрытый реестр — `python scripts/site.py people add`."
    )
