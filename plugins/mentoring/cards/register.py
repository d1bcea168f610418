"""The private register `people.yml`: who may not be named, and what their consents allow."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from mentoring import russian
from mentoring.cards.fields import (
    Day,
    Filed,
    Part,
    Slug,
    Text,
    Texts,
    Url,
    described,
    one_or_list,
    vocabulary,
)
from mentoring.vocabulary import Answer, word


def _signer(value: object) -> object:
    if isinstance(value, str):
        return {
            "сам": "self",
            "законный представитель": "guardian",
            "родитель": "guardian",
            "оба": "both",
        }.get(russian.folded(value), value)
    return value


class PersonConsent(Part):
    """A consent to dissemination (152-ФЗ, ст. 10.1) of one person for one site."""

    document: Text = Field(**described("Документ", "Где лежит подписанное согласие.", "согласие № 7, сейф"))
    date: Day = Field(**described("Дата", "Когда подписано.", "01.09.2026"))
    until: Day | None = Field(None, **described("Действует до", "Последний день.", "31.08.2027"))
    site: Url = Field(
        **described("Сайт", "Адрес сайта, для которого дано.", "https://school.example.org/nastavnichestvo/")
    )
    signed_by: Annotated[Literal["self", "guardian", "both"], BeforeValidator(_signer)] = Field(
        "self", **described("Кто подписал", "Сам, законный представитель или оба.", "законный представитель")
    )
    covers: Annotated[tuple[Annotated[str, word("covers")], ...], BeforeValidator(one_or_list)] = Field(
        **described("Что разрешено", "Имя, должность, фотография …", "имя", **vocabulary("covers"))
    )


class Entry(Part):
    """One person of the register."""

    id: Slug = Field(**described("Код", "Латинское имя записи; по нему ссылаются сообщения.", "p-017"))
    name: Text = Field(**described("Имя", "Фамилия, имя, отчество.", "Вымышленная Мария Петровна"))
    aliases: Texts = Field((), **described("Ещё зовут", "Прозвища и короткие имена.", "Маня"))
    minor: Answer = Field(False, **described("Несовершеннолетний", "Да, если человеку нет 18 лет.", "да"))
    born: Day | None = Field(
        None, **described("День рождения", "Нужен, чтобы знать, кто подписывает согласие.", "14.05.2013")
    )
    consent: PersonConsent | None = Field(
        None, **described("Согласие", "Согласие на распространение.", "{document: …, date: …}")
    )
    revoked_on: Day | None = Field(
        None, **described("Отозвано", "День, когда согласие отозвали.", "01.10.2026")
    )

    def age(self, on: date) -> int | None:
        """Full years on a day; None where the birthday is not said."""
        if self.born is None:
            return None
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    def allows(self, what: str, site: str | None, on: date) -> bool:
        """Whether a consent in force covers this on this site on a day."""
        consent = self.consent
        if consent is None or what not in consent.covers or (self.revoked_on and self.revoked_on <= on):
            return False
        if consent.date > on or (consent.until and consent.until < on):
            return False
        return site is None or consent.site.rstrip("/") == site.rstrip("/")


class Register(Filed):
    """The file `people.yml` of the private folder."""

    TITLE: ClassVar[str] = "Реестр людей"

    people: tuple[Entry, ...] = Field(
        (), **described("Люди", "Кого нельзя назвать без согласия.", "- {id: p-017, name: …}")
    )
