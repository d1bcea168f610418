"""What is asked of a new card: the questions of each kind, their choices and what is proposed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.block_yaml import Value
from mentoring.cards import Card, Case, Mentor, Practice, Programme, Roadmap
from mentoring.cards.fields import FORMS_OF_MINORS
from mentoring.casebook import Casebook, by_title
from mentoring.school_year import SchoolYear

Answers = Mapping[str, tuple[str, ...]]
"""What was answered, by the key of the question; nothing is an empty tuple."""


@dataclass(frozen=True)
class Choice:
    """One of several answers."""

    value: str
    """As it stands in the card, and as it may be typed."""
    told: str


@dataclass(frozen=True)
class Asked:
    """The day and the school a card is made for, and what has been answered so far."""

    book: Casebook
    today: date
    answers: Answers

    def first(self, key: str) -> str:
        return next(iter(self.answers.get(key, ())), "")

    @property
    def year(self) -> SchoolYear:
        """The year a new card is for: from June on the next one is being planned."""
        current = SchoolYear.of(self.today)
        return current.next if self.today.month in {6, 7, 8} else current


def _none(asked: Asked) -> list[Choice]:
    return []


def _nothing(asked: Asked) -> str:
    return ""


@dataclass(frozen=True)
class Question:
    """Something to ask: on the terminal, or by an option of the same name."""

    key: str
    asks: str
    choices: Callable[[Asked], list[Choice]] = _none
    proposal: Callable[[Asked], str] = _nothing
    """What an empty answer means."""
    needed: bool = False
    many: bool = False
    free: bool = True
    """Whether an answer beside the choices is accepted."""
    when: Callable[[Asked], bool] = lambda asked: True
    fits: Callable[[str], bool] = lambda answer: True
    """Whether an answer beside the choices can be used."""
    without: str = "Без ответа на этот вопрос карточки не будет."
    """What is told where a needed answer is missing."""

    def meant(self, typed: str, asked: Asked) -> tuple[str, ...] | None:
        """The values an answer means, by numbers or by words; None where it means nothing."""
        text = typed.strip() or self.proposal(asked)
        if not text:
            return None if self.needed else ()
        choices = self.choices(asked)
        parts = [part.strip() for part in text.split(",") if part.strip()] if self.many else [text]
        found = [self._one(part, choices) for part in parts]
        return None if None in found else tuple(part for part in found if part is not None)

    def _one(self, part: str, choices: list[Choice]) -> str | None:
        if part.isdecimal() and choices:
            return choices[int(part) - 1].value if 0 < int(part) <= len(choices) else None
        known = next(
            (one.value for one in choices if part.lower() in {one.value.lower(), one.told.lower()}), None
        )
        return known or (part if (self.free or not choices) and self.fits(part) else None)


@dataclass(frozen=True)
class Starter:
    """A kind of card that can be begun."""

    model: type[Card]
    title: str
    """«кейс», in the accusative."""
    questions: tuple[Question, ...]
    values: Callable[[Asked], Mapping[str, Value]]
    slug: Callable[[Asked], str]
    """The words the name of the file is proposed from."""
    story: str = ""
    """What the text below the card is to tell."""


# Choices


def choices_of(name: str) -> Callable[[Asked], list[Choice]]:
    return lambda asked: [Choice(term.title, term.title) for term in asked.book.vocabulary.terms(name)]


def _programmes(asked: Asked) -> list[Choice]:
    """The programmes of this year first, archived ones not at all."""
    alive = [card for card in asked.book.programmes if card.publication != "archive"]
    ordered = sorted(alive, key=lambda card: (card.school_year != asked.year, by_title(card)))
    return [Choice(card.slug, card.title) for card in ordered]


def _forms_of_programme(asked: Asked) -> list[Choice]:
    """The forms of the programme that was chosen, or all."""
    programme = asked.book.programmes_by_slug.get(asked.first("programme"))
    every = choices_of("forms")(asked)
    own = [asked.book.title("forms", form) for form in programme.forms] if programme else []
    return [choice for choice in every if choice.value in own] or every


# Proposals


def first_of(choices: Callable[[Asked], list[Choice]]) -> Callable[[Asked], str]:
    """The first of the choices."""
    return lambda asked: next((choice.value for choice in choices(asked)), "")


def _side(number: int) -> Callable[[Asked], str]:
    """The side of a form: «учитель» and «ученик» of «учитель – ученик»."""

    def side(asked: Asked) -> str:
        sides = asked.first("form").split(" – ")
        return sides[number] if len(sides) == 2 else ""

    return side


def _writer(asked: Asked) -> str:
    return asked.book.school.curator.post if asked.book.school.curator else ""


def _titled(text: str) -> Callable[[Asked], str]:
    return lambda asked: f"{text}, {asked.year}"


def _year(asked: Asked) -> str:
    return str(asked.year)


def _is_year(answer: str) -> bool:
    try:
        return bool(SchoolYear.parse(answer).end)
    except ValueError:  # no school year, or one that ends after the calendar does
        return False


def _of_children(asked: Asked) -> bool:
    term = asked.book.vocabulary.find("forms", asked.first("form"))
    return term is not None and term.id in FORMS_OF_MINORS


_STORY = Question("story", "Что получилось, в двух-трёх предложениях")
_WRITER = Question("written_by", "Кто пишет карточку (должность)", proposal=_writer)


# What becomes of the answers


def _said(asked: Asked, *keys: str) -> Iterator[tuple[str, Value]]:
    """The answers that stand in the card under their own names."""
    for key in keys:
        answer = asked.answers.get(key, ())
        if answer:
            yield key, answer[0]


def _draft(asked: Asked) -> dict[str, Value]:
    return {"publication": "черновик", **dict(_said(asked, "written_by"))}


def _case(asked: Asked) -> Mapping[str, Value]:
    mentees: dict[str, Value] = {"role": asked.first("mentee"), **dict(_said(asked, "band"))}
    values: dict[str, Value] = dict(_said(asked, "title", "kind", "programme", "form", "goal"))
    if asked.first("mentor"):
        values["mentors"] = [{"role": asked.first("mentor")}]
    if asked.first("mentee"):
        values["mentees"] = [mentees]
    return {**values, **_draft(asked)}


def _practice(asked: Asked) -> Mapping[str, Value]:
    values: dict[str, Value] = dict(_said(asked, "title", "gist", "problem"))
    if asked.answers.get("forms"):
        values["forms"] = list(asked.answers["forms"])
    return {**values, **_draft(asked)}


def _programme(asked: Asked) -> Mapping[str, Value]:
    values: dict[str, Value] = dict(_said(asked, "title", "school_year", "gist"))
    if asked.answers.get("forms"):
        values["forms"] = list(asked.answers["forms"])
    year = SchoolYear.parse(asked.first("school_year"))
    values["period"] = {"start": f"{year.start:%d.%m.%Y}", "end": f"31.05.{year.first + 1}"}
    values["state"] = "реализуется" if year.contains(asked.today) else "планируется"
    return {**values, **_draft(asked)}


def _roadmap(asked: Asked) -> Mapping[str, Value]:
    values: dict[str, Value] = dict(_said(asked, "title", "school_year"))
    if asked.answers.get("programmes"):
        values["programmes"] = list(asked.answers["programmes"])
    values["columns"] = ["№", "Мероприятие", "Сроки", "Ответственные", "Состояние"]
    values["sections"] = [
        {"title": stage.title, "stages": [stage.title]} for stage in asked.book.vocabulary.terms("stages")
    ]
    return {**values, **_draft(asked)}


def _mentor(asked: Asked) -> Mapping[str, Value]:
    consent: dict[str, Value] = {
        key: asked.first(answer)
        for key, answer in (("document", "consent"), ("date", "date"), ("until", "until"), ("site", "site"))
        if asked.first(answer)
    }
    consent["covers"] = list(asked.answers.get("covers", ()))
    return {**dict(_said(asked, "title", "role")), "consent": consent, **_draft(asked)}


def _with_year(asked: Asked) -> str:
    year = str(asked.year)
    title = asked.first("title")
    return title if year in title else f"{title} {asked.first('school_year') or year}"


CASE = Starter(
    Case,
    "кейс",
    (
        Question("title", "О чём кейс (без имён детей)", needed=True),
        Question("programme", "Программа", _programmes, first_of(_programmes), needed=True, free=False),
        Question(
            "kind",
            "Пара или группа",
            choices_of("pair_kinds"),
            first_of(choices_of("pair_kinds")),
            needed=True,
            free=False,
        ),
        Question(
            "form", "Форма", _forms_of_programme, first_of(_forms_of_programme), needed=True, free=False
        ),
        Question("mentor", "Кто наставник (роль, не имя)", proposal=_side(0)),
        Question("mentee", "Кто наставляемый (роль, не имя)", proposal=_side(1)),
        Question("band", "Ступень наставляемых", choices_of("bands"), free=False, when=_of_children),
        Question("goal", "Цель", choices_of("goals")),
        _STORY,
        _WRITER,
    ),
    _case,
    _with_year,
    "с чем пришли, что делали, что получилось, что не получилось, что поняли?",
)

STARTERS: Mapping[str, Starter] = {
    "case": CASE,
    "practice": Starter(
        Practice,
        "практику",
        (
            Question("title", "Как называется практика", needed=True),
            Question("forms", "Формы", choices_of("forms"), many=True, free=False),
            Question("problem", "Какую трудность решает"),
            Question("gist", "Суть в двух предложениях"),
            _WRITER,
        ),
        _practice,
        lambda asked: asked.first("title"),
        "как это началось, что важно знать тому, кто захочет повторить?",
    ),
    "programme": Starter(
        Programme,
        "программу",
        (
            Question("title", "Как называется программа", proposal=_titled("Наставничество"), needed=True),
            Question("school_year", "Учебный год", proposal=_year, needed=True, fits=_is_year),
            Question("forms", "Формы", choices_of("forms"), many=True, free=False),
            Question("gist", "Два-три предложения для родителя"),
            _WRITER,
        ),
        _programme,
        _with_year,
        "как начался год, что заметили, что меняли?",
    ),
    "roadmap": Starter(
        Roadmap,
        "дорожную карту",
        (
            Question(
                "title",
                "Как называется карта",
                proposal=_titled("Дорожная карта наставничества"),
                needed=True,
            ),
            Question("school_year", "Учебный год", proposal=_year, needed=True, fits=_is_year),
            Question("programmes", "Программы", _programmes, first_of(_programmes), many=True, free=False),
            _WRITER,
        ),
        _roadmap,
        _with_year,
    ),
    "mentor": Starter(
        Mentor,
        "наставника",
        (
            Question(
                "consent",
                "Где лежит подписанное согласие на распространение",
                needed=True,
                without="Без согласия карточки нет, даже черновика: внесите человека в закрытый реестр командой"
                " `python scripts/site.py people add`, а в кейсах называйте его ролью.",
            ),
            Question("title", "Фамилия, имя, отчество взрослого", needed=True),
            Question("role", "Роль: как назвать без имени", needed=True),
            Question("date", "Когда согласие подписано (01.09.2026)", needed=True),
            Question("until", "До какого дня (можно пусто)"),
            Question(
                "site", "Для какого сайта", proposal=lambda asked: asked.book.school.site or "", needed=True
            ),
            Question(
                "covers",
                "Что разрешает",
                choices_of("covers"),
                first_of(choices_of("covers")),
                needed=True,
                many=True,
                free=False,
            ),
            _WRITER,
        ),
        _mentor,
        lambda asked: asked.first("role"),
    ),
}
"""Every kind of card that can be begun, by the word of the command."""
