"""Addresses made of Russian words: none of them is taken for a surname, and a surname among them is."""

import re

import pytest

from mentoring import russian
from mentoring.privacy.dictionary import morph, spelled
from mentoring.privacy.looking import look

WORDS = (
    "специалист наставник педагог обучающийся ребёнок коллектив класс кабинет учебник урок год план отзыв вывод этап опыт метод подход конкурс документ ресурс тезис запрос анализ"
    " музей лицей критерий случай герой юбилей сценарий комментарий волонтёр родитель учитель показатель руководитель деятель читатель день модуль отряд актив совет завод огород щенок"
    " объект субъект подъезд съезд объём семья судья статья компьютер интервью площадь помощь вещь речь сельский школьный учительский краткосрочный родительский юношеский городской"
    " педагогический математический электрический русский детский взрослый молодой круглосуточный малокомплектный ключевой игровой цифровой дворовый лесной полевой готовый новый здоровый"
    " цех эхо этаж экзамен проект эффект чувство праздник пятница яблоко июнь юла ёлка ящик съёмка шахматы щётка цель цирк мышца лестница полынь тропа тайга окно сочинение участие пребывание"
    " шить расти выходить готовить объяснять читать бежать вырастать съездить проводить сопровождать рисовать организовать планировать участвовать исследовать наставить кормить выставить"
    " основной массовый плановый правовой базовый итоговый языковой звуковой речевой волевой краевой целевой стартовый классный научный"
)


def test_the_forms_of_ordinary_words_in_an_anchor_are_nobody() -> None:
    forms = {form.word for word in WORDS.split() for parse in morph().parse(word) for form in parse.lexeme}

    assert len(forms) >= 3000
    assert [form for form in sorted(forms) if look(f"#{russian.heading_id(form)}")] == []


@pytest.mark.parametrize(
    ("latin", "words"),
    [
        ("spetsialistov", {"специалистов"}),
        ("semi", {"семи", "семьи"}),
        ("obieekt", {"объект"}),
        ("uchitelskikh", {"учительских"}),
        ("yozhik", {"ежик"}),
        ("qwrtz", set()),
    ],
)
def test_a_latin_word_stands_for_every_spelling_the_dictionary_has(latin: str, words: set[str]) -> None:
    assert {word.replace("ё", "е") for word in spelled(latin)} == words


@pytest.mark.parametrize(
    "text",
    [
        "Практика сопровождения молодых специалистов и обучающихся в условиях малокомплектной сельской школы с круглосуточным пребыванием",
        "Десять уроков для отцов: как вместе с сыновьями починить велосипед",
        "Клуб «Юных мастеров» и съезд объединений",
        "Надежда на лучшее: вечер поэтов и актёров",
    ],
)
def test_the_anchor_of_a_long_heading_is_no_question(text: str) -> None:
    assert look(f"../praktiki/#{russian.heading_id(text)}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Опыт Пети Сидорова",
        "Сидорова Мария, 3 класс",
        "Рассказывает Тимофеева",
        "Игра Ильи Долговязова",
    ],
)
def test_a_name_in_an_anchor_is_a_question_still(text: str) -> None:
    anchor = russian.heading_id(text)

    assert [one.text for one in look(anchor) if re.search("sidorov|timofeev|dolgovyazov", one.text)]
