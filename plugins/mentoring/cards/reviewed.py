"""What somebody has looked at once and found harmless: the file `reviewed.yml`."""

from typing import ClassVar

from pydantic import Field

from mentoring.cards.fields import Day, Filed, Part, Text, described


class Public(Part):
    """A public person, named by an exact phrase anywhere on the site."""

    phrase: Text = Field(**described("Слова", "Точные слова, как они стоят в тексте.", "имени А. С. Пушкина"))
    by: Text = Field(**described("Кто решил", "Должность.", "куратор"))
    on: Day = Field(**described("Когда", "День решения.", "01.09.2026"))
    why: Text = Field(**described("Почему", "Почему это можно.", "имя писателя в названии библиотеки"))


class Harmless(Part):
    """Words that look like a person, a number or a trait and are none, in one file."""

    phrase: Text = Field(**described("Слова", "Точные слова, как они стоят в тексте.", "Роза ветров"))
    file: Text = Field(**described("Файл", "Файл, в котором они стоят.", "cases/pairs/pogoda.md"))
    by: Text = Field(**described("Кто решил", "Должность.", "куратор"))
    on: Day = Field(**described("Когда", "День решения.", "01.09.2026"))
    why: Text = Field(**described("Почему", "Почему это не человек.", "название прибора"))


class Reviewed(Filed):
    """The file `reviewed.yml`; it never silences a declared person."""

    TITLE: ClassVar[str] = "Проверенные слова"

    public: tuple[Public, ...] = Field(
        (),
        **described(
            "Известные люди",
            "Кого можно назвать: деятели, имена улиц.",
            "- {phrase: имени А. С. Пушкина, by: куратор, on: 01.09.2026, why: имя библиотеки}",
        ),
    )
    harmless: tuple[Harmless, ...] = Field(
        (),
        **described(
            "Не люди",
            "Что похоже на человека, но им не является.",
            "- {phrase: Роза ветров, file: cases/pairs/pogoda.md, by: куратор, on: 01.09.2026, why: прибор}",
        ),
    )
