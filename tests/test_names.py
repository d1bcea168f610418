"""Names in a text: declared people in any form, probable ones, identifiers, sensitive words."""

import json
import time
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from measure_privacy import measure
from measure_privacy import people as labelled

from mentoring.cli import main
from mentoring.privacy.drafts import seen_in
from mentoring.privacy.forms import Person, forms_of, person_of
from mentoring.privacy.latin import latin_key
from mentoring.privacy.looking import look
from mentoring.privacy.names import People
from mentoring.privacy.views import View, views

ARINA = person_of("Лопухова Арина Игоревна", "arina")
VERA = person_of("Шпак Вера", "vera")
LEV = Person("lev", "Климов-Дубровский", "Лев", "Петрович", ("Лёвчик",))
PEOPLE = People((ARINA, VERA, LEV))


def seen(text: str, kind: str = "declared") -> list[str]:
    return [finding.text for finding in look(text, PEOPLE) if finding.kind == kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Арина Лопухова защитила проект.", ["Арина", "Лопухова"]),
        ("Весь год работали с Ариной Лопуховой.", ["Ариной", "Лопуховой"]),
        ("Грамоту вручили А. И. Лопуховой.", ["А. И. Лопуховой"]),
        ("Лопухова А.И.", ["Лопухова А.И."]),
        ("Аришу похвалили.", ["Аришу"]),
        ("Семья Лопуховых помогала.", ["Лопуховых"]),
        ("ЛОПУХОВА АРИНА", ["ЛОПУХОВА", "АРИНА"]),
        ("Дубровскому дали слово.", ["Дубровскому"]),
        ("Лёвчик всех рассмешил.", ["Лёвчик"]),
        ("Лопоухова пришла первой.", ["Лопоухова"]),
        ("файл lopuhova-arina.md", ["lopuhova", "arina"]),
        ("Lopukhova, Arina", ["Lopukhova", "Arina"]),
        ("Ло<b>пу</b>хова", ["Ло<b>пу</b>хова"]),
        ("**Лопу**хова", ["Лопу**хова"]),
        ("Лопу\u00adхова и Ло\u200bпухова", ["Лопу\u00adхова", "Ло\u200bпухова"]),
        ("Лопу-\nхова", ["Лопу-\nхова"]),
        ("Л о п у х о в а", ["Л о п у х о в а"]),
        ("Лoпyхoва", ["Лoпyхoва"]),
        ("&#1051;опухова", ["&#1051;опухова"]),
        (
            "%D0%9B%D0%BE%D0%BF%D1%83%D1%85%D0%BE%D0%B2%D0%B0",
            ["%D0%9B%D0%BE%D0%BF%D1%83%D1%85%D0%BE%D0%B2%D0%B0"],
        ),
        ("Мы видели Веру и Шпак.", ["Веру", "Шпак"]),
        ("Лопуховой вручили книгу.", ["Лопуховой"]),
        ("Вела Лопухова АИ, ей помогали.", ["Лопухова"]),
        ("И. А. Лопухова, 8 класс", ["И. А. Лопухова"]),
        ("Вера Ш. читает.", ["Вера Ш."]),
        ("Автор: Шпак, рисунок тушью", ["Шпак"]),
        ("Лёва опоздал.", ["Лёва"]),
        ("Лопу\nхова", ["Лопу\nхова"]),
        ("lopuhovaarinaigorevna.jpg", ["lopuhovaarinaigorevna"]),
        ("klimov_l_p.docx", ["klimov"]),
        ("špak-vera.jpg", ["špak", "vera"]),
        ("%CB%EE%EF%F3%F5%EE%E2%E0", ["%CB%EE%EF%F3%F5%EE%E2%E0"]),
        ("<td>Шпак</td><td>В. О.</td>", ["Шпак"]),
    ],
)
def test_a_declared_person_is_found_in_every_form_and_disguise(text: str, found: list[str]) -> None:
    """The offsets lead back to the author's own letters."""
    assert seen(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Вера в успех помогла группе.",
        "У каждого своя вера.",
        "Шпак поёт на ветке.",
        "Мы любим лопухи и рощу.",
        "Лев — царь зверей.",
    ],
)
def test_an_ordinary_word_is_nobody(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Пришёл Иванов Пётр Сергеевич.", ["Иванов", "Пётр", "Сергеевич"]),
        ("Кубок взяла К. Н. Семёнова.", ["К. Н. Семёнова"]),
        ("Спасибо маме Ивановой Маши.", ["Ивановой", "Маши"]),
        ("Школа «Маяк» стоит на улице Лесной.", []),
        ("В сентябре ученики выбирают наставника.", []),
        ("Дорожная карта. Основной этап. Заключительный этап.", []),
    ],
)
def test_a_probable_name_is_asked_about(text: str, found: list[str]) -> None:
    assert seen(text, "probable") == found


@pytest.mark.parametrize(
    "text",
    [
        "Читали Александра Сергеевича Пушкина.",
        "Сказки А. С. Пушкина и письма Чехова А. П.",
        "Лев Толстой говорил о примере.",
        "Стихи Пушкина, Лермонтова и Тютчева учили вместе.",
        "Идеи Ушинского и Сухомлинского нам близки.",
        "Мастерская «Кулибин» открыта.",
        "Почитать: Сухомлинский, «Сто советов учителю».",
        "Ушинский не раз писал, что учить надо примером.",
        "Выготский называл это зоной ближайшего развития.",
        "Монолог Чацкого разобрали по строчкам.",
        "Ставили «Снежную королеву»: на роль Кая пробовались девять человек.",
        "Дойдёт ли Элли до Гингемы?",
        "Послушали «Петю и волка».",
        "Выготский Л. С. Мышление и речь.",
        "Роман Жюля Верна дочитали к маю.",
        "Говорили о Достоевском и о снеге.",
        "Система Макаренко стала опорой года.",
        "Музыка тихая: Вивальди, Григ, Сен-Санс.",
        "Поставили сценку про Дон Кихота.",
        "Текст сдать к Рождественским каникулам.",
    ],
)
def test_a_classic_by_the_full_name_or_beside_a_work_is_no_question(text: str) -> None:
    assert seen(text, "probable") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Вчера Сухоруков опоздал.", ["Сухоруков"]),
        ("Проверили тетрадь Сухорукова.", ["Сухорукова"]),
        ("Вместе с наставницей пришла мама Титовой.", ["Титовой"]),
        ("В комнате спали Сухоруков, Титов и Лаптев.", ["Сухоруков", "Титов", "Лаптев"]),
        ("Ответственный: Сухоруков", ["Сухоруков"]),
        ("Собирали радиоприёмник Сухорукова по старой схеме.", []),
        ("На обложке гравюра с картины Сухорукова.", []),
        ("Собирали радиоприёмник Пети Сухорукова по схеме П. Титова.", ["Пети", "Сухорукова", "П. Титова"]),
    ],
)
def test_a_surname_alone_is_a_question_where_something_makes_it_a_person(text: str, found: list[str]) -> None:
    """A thing called after its author is the commonest name in the prose of a school."""
    assert seen(text, "probable") == found


def test_a_declared_person_counts_behind_of_the_name_too() -> None:
    assert declared_in("Школа имени Кузьмы Ветрова", "Ветров Кузьма Ильич") != []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Гончаровой вручили грамоту, Тургеневу — книгу.", ["Гончаровой", "Тургеневу"]),
        ("Рассказ Носова понравился всем.", ["Носова"]),  # a surname that pupils have
        ("Макаренко ответил первым.", ["Макаренко"]),
        ("Макаренко говорил, что не успеет.", ["Макаренко"]),
        ("Ушинского похвалили за диктант.", ["Ушинского"]),
        ("Лермонтов утверждал, что забыл тетрадь.", ["Лермонтов"]),
        ("Задачу решила Ломоносова, «пятёрка» за четверть её.", ["Ломоносова"]),
        ("Роль Суворовой в команде росла.", ["Суворовой"]),
        ("Петров и Волков помогали младшим.", ["Петров"]),
        ("Хвалили Петрова, Волкова и весь класс.", ["Петрова", "Волкова"]),
        ("Герда Разина ответила первой.", ["Герда", "Разина"]),
        ("Каю Турбину похвалили.", ["Каю", "Турбину"]),
        ("В паре был Чацкий.", ["Чацкий"]),
        ("Ещё один Кай помогал Элли.", ["Кай", "Элли"]),
        ("Роль Эллы досталась шестому классу.", ["Эллы"]),
        ("Рождественский ответил первым.", ["Рождественский"]),
        ("Школа имени А. П. Чехова", ["А. П. Чехова"]),
        ("Библиотека им. Гоголя", ["Гоголя"]),
        ("Пришла Анна Толстая.", ["Анна", "Толстая"]),
        ("Лев Гончарову помог, Иван Толстой тоже.", ["Лев", "Гончарову", "Иван", "Толстой"]),
        ("К. Толстой ответил первым.", ["К. Толстой"]),
    ],
)
def test_the_surname_of_a_classic_may_be_a_pupils(text: str, found: list[str]) -> None:
    assert seen(text, "probable") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Читали Льва Толстого и Льва Ошанина.", ["Льва"]),
        ("Рассказ Веры Пановой и Веры Пушкиной.", ["Веры", "Веры"]),
        ("Лев Климов-Дубровский и Лев Толстой", ["Лев Климов-Дубровский"]),
    ],
)
def test_the_given_name_of_a_classic_is_not_the_pupil_of_that_name(text: str, found: list[str]) -> None:
    assert " ".join(seen(text)).split() == " ".join(found).split()


@pytest.mark.parametrize(
    "text",
    [
        "Шкала тревожности Спилбергера – Ханина и методика Дембо – Рубинштейн.",
        "Социометрия по Морено, опросник Э. Торренса, кривая Эббингауза.",
        "Лента Мёбиуса, треугольник Паскаля и снежинки Коха.",
        "Селевко Г. К. Энциклопедия технологий. В 2 т. – М.: НИИ школы, 2006.",
        "4. Зимняя И. А., Блинова В. И. Педагогика: учебник. – Воронеж: МОДЭК, 2010. – 208 с.",
        "Тарасова И. А. Новые модели // Стратегии школы. – 2017. – № 6. – С. 4–18.",
        "Математика: Тарасов Н. Я., Лаптев В. И. и др., «Просвещение».",
        "Методики для вузов / под ред. В. И. Тарасовой. – СПб.: Питер, 2019.",
        "Идеи: К. Роджерс, Ш. А. Тарасашвили, В. А. Тарасовский.",
        "Читали Виктора Драгунского, Марины Тарасовой, Эдуарда Лаптева.",
        "Портреты: Ломоносов, Эйлер, Тарасов, Королёв, Келдыш.",
        "Пётр I велел брить бороды, Екатерина II раздавала земли.",
        "Улица Ленина – бывшая Базарная; Карла Маркса – Дворянская; Тарасова – Купеческая.",
        "Автобус идёт до остановки «Обдорская», далее «Титова», школа.",
        "Теплоход «Механик Тарасов», печенье «Мария», рассказ «Бежин луг».",
        "Поехали в Беслан, потом на Ганину Яму и на Бежин луг.",
        "Татьянин день отметили катком.",
        "Спорили, кто виноват: Онегин или Ленский. Печорина не звали.",
        "Письмо Ивана Грозного к Курбскому переписали пером.",
        "Равноапостольные Кирилл и Мефодий, Минин и Пожарский.",
        "Храм Ильи стоит на горе, князь Владимир – в нише, святой Георгий – над входом.",
        "Музыка А. Тарасовой, слова Н. Лаптева.",
        "Звучали песни «Дорога» (М. Тарасов, Ю. Лаптев).",
        "Пролив Тарасова, хребет Лаптева, море Лаптевых.",
        "Суд над Наполеоном: Кутузов в очках из фольги настаивал на ссылке.",
        "Реформы Петра Первого и роман Эдуарда Тарасова.",
        "«Шляпы» Эдварда де Боно и генератор Ван де Граафа, приём «Толстые и тонкие вопросы».",
        "Учитель из Тарасина собрал пары.",
        "Методика «Шкала» (модификация А. М. Тарасовой), «Лесенка» (В. Г. Лаптев).",
        "Читали Пушкина наизусть, «Бедную Лизу» и «Бедная Лиза».",
        "Портал «ПостНаука», парта Эрисмана, мосты Эйлера.",
        "Дом молодёжи «Марина» открыт, типография «Иван Тарасов» и магазин «У Михалыча» рядом.",
        "Пироги «Мимоза», «Наполеон», «Анна Тарасова».",
        "Прототипы героев повести Б. Васильева и слова доктора Гааза.",
        "Города: Суздаль, Владимир, Кострома.",
        "Нашли реки: Анабар, Лена, Яна, Алдан, Вилюй.",
        "Посадили «Адретту», «Любаву» и «Розару», спели «Катюшу».",
        "Помощник «Алиса» и опросник «Карта» А. Е. Тарасова, анкета «Путь» (И. Л. Лаптевой).",
        "Сергиев Посад и лавра ждали гостей.",
        "Пушкин, Чехов и Гоголь спорили бы, а Некрасов молчал.",
    ],
)
def test_who_is_known_by_works_or_from_books_is_no_question(text: str) -> None:
    """Whoever stands in a bibliography, in the name of a test or among heroes is no pupil."""
    assert seen(text, "probable") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Тарасова И. А. выступила на конкурсе. – М.: молодец.", ["Тарасова И. А."]),
        ("Правило Марины помогло всем.", ["Марины"]),
        ("Лабораторную сделал по тесту Пети.", ["Пети"]),
        ("Тарасов Н. Я., Лаптев В. И. и др. убирали снег.", ["Тарасов Н. Я.", "Лаптев В. И."]),
        ("Печорина вручила грамоту маме.", ["Печорина"]),
        ("Проект «Мой прадед Иван Тарасов» победил.", ["Иван", "Тарасов"]),
        ("Пара «Марина и Пётр» закончила год.", ["Марина", "Пётр"]),
        ("Встретились у остановки, Тарасова – первая.", ["Тарасова"]),
        ("Читали стихи А. Пушкина и И. Тарасовой.", ["И. Тарасовой"]),
        ("Роман Тарасов и Наполеон – торт.", ["Роман", "Тарасов"]),
        ("Куратор Пётр III место не взял.", ["Пётр"]),
        ("Работа «Дорога» (М. Тарасов, Ю. Лаптев).", ["М. Тарасов", "Ю. Лаптев"]),
        ("Пара «Марина» закончила год.", ["Марина"]),
        ("Царёва Марина пришла.", ["Марина"]),
        ("Дежурят Тарасов, Некрасов и Лаптев.", ["Тарасов", "Некрасов", "Лаптев"]),
    ],
)
def test_a_pupil_beside_such_works_is_still_a_question(text: str, found: list[str]) -> None:
    assert seen(text, "probable") == found


def test_a_declared_person_who_is_called_like_a_classic_is_found() -> None:
    namesake = People((person_of("Гоголь Николай Васильевич", "n"),))

    assert [one.kind for one in look("Повести Н. В. Гоголя", namesake)] == ["declared"]
    assert [one.kind for one in look("Повести Гоголя", namesake)] == ["declared"]


@pytest.mark.parametrize(
    "text",
    ["Тростникова", "тростникова", "Тростникову", "Тростниковой", "ТРОСТНИКОВА", "**Тростникова**"],
)
def test_a_declared_surname_alone_is_found(text: str) -> None:
    """The dictionary knows «тростникова» as a possessive adjective too; nobody writes so."""
    teacher = People((person_of("Тростникова Мария Павловна", "t"),))

    assert [one.kind for one in look(text, teacher)] == ["declared"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("звоните 8 912 345-67-89", "phone"),
        ("пишите maria.k@mail.example", "e-mail"),
        ("СНИЛС 112-233-445 95", "snils"),
        ("родился 14 мая 2013", "birth date"),
        ("живёт: ул. Лесная, д. 5, кв. 12", "home address"),
        ("Ученица школы № 3 живёт на ул. Лесной, д. 5", "home address"),
        ("vk.com/id12345", "profile"),
        ("ученик 8 «А» класса", "class"),
    ],
)
def test_what_points_at_a_person_without_a_name_is_found(text: str, what: str) -> None:
    assert what in {finding.what for finding in look(text) if finding.kind == "identifier"}


@pytest.mark.parametrize(
    "text",
    [
        "112-233-445 96",
        "приказ № 112-о от 01.09.2025",
        "0,85 из 20",
        "2025/26 учебный год",
        "Адрес школы: 629008, г. Заречный, ул. Лесная, д. 5.",
        "Библиотека (ул. Мира, 7) открыта.",
        "vk.com/school17",
        "vk.com/club12345",
    ],
)
def test_a_number_without_the_right_checksum_or_shape_is_nothing(text: str) -> None:
    assert [finding for finding in look(text) if finding.kind == "identifier"] == []


def test_the_schools_own_contacts_may_be_told() -> None:
    own = frozenset({"nastavnik@example.org", "9123456789"})

    assert look("nastavnik@example.org, 8 912 345-67-89", own=own) == []


@pytest.mark.parametrize(
    "text",
    [
        "У ученика дислексия.",
        "Пятиклассница с дисграфией пишет сама.",
        "Школьнику с СДВГ помог таймер.",
        "Наставляемый с ЗПР, пара с октября.",
        "Мальчик с синдромом Дауна танцует.",
        "Подросток, аутизм, первый год в школе.",
        "У девочки ДЦП.",
    ],
)
def test_a_diagnosis_beside_a_child_is_sensitive(text: str) -> None:
    assert len(seen(text, "sensitive")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Программа для детей с дислексией и дисграфией.",
        "Логопед ведёт занятия по профилактике дисграфии.",
        "Каждый ученик знает, что такое астма.",
        "Обучающиеся с ОВЗ, ЗПР, РАС и ДЦП идут по АООП.",
    ],
)
def test_a_diagnosis_in_a_programme_speaks_of_nobody(text: str) -> None:
    assert seen(text, "sensitive") == []


def test_a_sensitive_word_counts_beside_a_child_only() -> None:
    assert [f.what for f in look("У этого ученика диагноз, о котором знают все.")] == ["health"]
    assert look("Программа рассчитана на детей с ОВЗ и на всех, кто просит помощи.") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Лопухова", "Lopukhova"), ("Лопухова", "Lopuhova"), ("Щукин", "Shchukin"), ("Щукин", "Schukin"), ("Юлия", "Yuliya"), ("Юлия", "Julia"),
     ("Еремей", "Yeremey"), ("Цветкова", "Tsvetkova")],
)  # fmt: skip
def test_all_transliterations_of_a_name_share_a_key(one: str, other: str) -> None:
    assert latin_key(one) == latin_key(other)


def test_a_person_has_some_forty_forms_and_more() -> None:
    assert len(dict(forms_of(ARINA))) > 40


def test_a_view_leads_back_to_the_authors_letters() -> None:
    text = "а &laquo;Ло<i>пу</i>хова&raquo; я"
    glued = list(views(text))[-1]
    start = glued.text.index("Лопухова")

    assert glued.text == "а «Лопухова» я"
    assert text[slice(*glued.span(start, start + 8))] == "Ло<i>пу</i>хова"
    assert View("абв").span(1, 2) == (1, 2)


@pytest.mark.parametrize(
    "text", ["а" * 200_000 + "Лопухова", "lopuhova" * 20_000, "А. " * 20_000, "Л о " * 20_000]
)
def test_a_code_as_long_as_a_book_is_read_in_no_time(text: str) -> None:
    begun = time.process_time()

    look(text, PEOPLE)

    assert time.process_time() - begun < 5


def test_the_open_half_of_the_labelled_snippets_is_found() -> None:
    """The locked half is only counted: `python scripts/measure_privacy.py`."""
    missed = [figure.name for figure in measure("open", labelled("open")) if not figure.holds]

    assert missed == []


# `mentoring names`


def called(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["names", *arguments])
    return result.exit_code, result.output


@pytest.fixture
def letter(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "people.txt").write_text("people:\n  - {id: p1, name: Лопухова Арина Игоревна}\n", "utf-8")
    file = tmp_path / "письма/letter.html"
    file.parent.mkdir()
    file.write_text("<p>Добрый день.</p>\n\n<p>Пришла Ло<b>пу</b>хова, 8 912 345-67-89.</p>\n", "utf-8")
    return file


def test_offsets_count_in_the_text_as_it_stands_in_the_file(letter: Path) -> None:
    code, told = called(str(letter), "--people", "people.txt", "--format", "json")

    text = letter.read_text("utf-8")
    found = json.loads(told)
    assert code == 1
    assert [(one["kind"], one["text"]) for one in found] == [
        ("declared", "Ло<b>пу</b>хова"),
        ("identifier", "8 912 345-67-89"),
    ]
    assert all(text[one["start"] : one["end"]].strip() == one["text"].strip() for one in found)


def test_the_name_of_a_file_counts_too(letter: Path) -> None:
    """It stands nowhere in the text, so it begins and ends at -1."""
    letter.rename(letter.with_name("lopuhova.md")).write_text("Пусто.\n", "utf-8")

    code, told = called("письма", "--people", "people.txt", "--format", "json")

    assert (code, [(one["start"], one["end"], one["kind"]) for one in json.loads(told)]) == (
        1,
        [(-1, -1, "declared")],
    )


def test_a_public_log_is_told_no_words(letter: Path, monkeypatch) -> None:
    monkeypatch.setenv("CI", "true")
    named = letter.rename(letter.with_name("lopuhova.html"))

    _, told = called(str(named), "--people", "people.txt", "--format", "json")
    _, text = called(str(named), "--people", "people.txt")

    assert {one["text"] for one in json.loads(told)} == {None}
    assert "lopuhova" not in told + text
    assert "пу" not in text.replace("опубл", "")


def test_in_a_document_a_paragraph_is_told_and_no_line(letter: Path) -> None:
    """Word has no lines to count; a curator looks for the paragraph."""
    paper = docx.Document()
    for text in ("Отчёт о встречах.", "", "Пришла Арина Лопухова."):
        paper.add_paragraph(text)
    paper.save("report.docx")

    _, told = called("report.docx", "--people", "people.txt")

    assert "report.docx: человек из списка: абзац 2" in told
    assert "report.docx:" not in told.replace("report.docx: ", "")


def test_outside_a_project_nobody_is_declared_and_names_are_still_seen(letter: Path) -> None:
    letter.write_text("Помогал Семёнов Пётр.\n", "utf-8")

    code, told = called(str(letter))

    assert code == 1
    assert f"{letter.as_posix()}:1:9: похоже на имя\n    Помогал Семёнов Пётр.\n            ^^^^^^^" in told


def test_a_text_without_names_ends_well_and_a_program_is_named_as_not_read(letter: Path) -> None:
    letter.write_text("В сентябре ученики выбирают наставника.\n", "utf-8")
    (letter.parent / "a.exe").write_bytes(b"MZ\x00\x01")

    code, told = called("письма")

    assert code == 0
    assert "Не прочитан: письма/a.exe" in told
    assert "Прочитано файлов: 1." in told


def test_a_list_of_people_that_is_none_is_told_in_words(letter: Path) -> None:
    Path("list.yml").write_text("люди: много\n", "utf-8")

    code, told = called(str(letter), "--people", "list.yml")

    assert code == 2
    assert "нет списка `people`" in told


def test_with_a_project_its_register_is_asked(letter: Path, project) -> None:
    root = project(
        {
            "cases/school.yml": "full_name: Заречная школа\nshort_name: Школа\n",
            "private/people.yml": "people:\n  - {id: p1, name: Лопухова Арина}\n",
        }
    )

    _, told = called(str(letter), "--root", str(root), "--format", "json")

    assert "declared" in [one["kind"] for one in json.loads(told)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Иванов Даниил Ильич", "#vashi-dannye-na-etom-sayte"),
        ("Данилова Дана Петровна", "dannye-v-spiski"),
        ("Белова Анна Сергеевна", "the licence is copied below"),
    ],
)
def test_addresses_and_english_words_of_our_own_pages_are_nobody(name: str, text: str) -> None:
    """Else a common name in the register would stop every build."""
    assert declared_in(text, name) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("petya-sidorov-3b.md", ["petya", "sidorov"]),
        ("ivan-kuznetsov-5a", ["ivan", "kuznetsov"]),
        ("masha_i_robot.docx", []),
        ("plan-raboty-gruppy", []),
        ("tema-uroka-roman", []),
        ("karta-goroda-lev", []),
        ("data-kursov", []),
        ("spisok-klubov", []),
    ],
)
def test_an_undeclared_name_in_latin_letters_is_asked_about(text: str, found: list[str]) -> None:
    assert [one.text for one in look(text)] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("masha_i_robot.txt", ["masha"]),
        ("opyt-oleg.txt", ["oleg"]),
        ("petya-sidorov.txt", ["petya", "sidorov"]),
        ("plan-raboty-roman.txt", []),
    ],
)
def test_a_name_in_latin_letters_alone_counts_in_the_name_of_a_file(name: str, found: list[str]) -> None:
    """It becomes an address of the site; in a text such words are English."""
    assert [one.text for one in seen_in(b"-", name, look).findings] == found


@pytest.mark.parametrize("text", ["foto-danya.jpg", "ivanov-daniil", "Danila", "DANYA"])
def test_a_given_name_in_latin_letters_is_found_all_the_same(text: str) -> None:
    assert declared_in(text, "Иванов Даниил Ильич") != []


def declared_in(text: str, name: str) -> list[str]:
    found = look(text, People((person_of(name, "p-001"),)))
    return [finding.text for finding in found if finding.kind == "declared"]


@pytest.mark.parametrize(
    "text",
    [
        "Наставник Анна Ахматова, ученица 8 класса.",
        "Ученик Сергей Есенин, 6 класс, мама Марина Цветаева.",
        "Наставник: Виктор Цой, 9 класс.",
        "Выпускник Юрий Яковлев помогает пятиклассникам.",
        "Телефон Анны Ахматовой из 8 класса.",
        "Отвечает Яковлев Юрий.",
        "Ответственный: Толстой Алексей.",
        "Был представитель Цой Виктор.",
    ],
)
def test_somebody_of_today_may_have_a_famous_name(text: str) -> None:
    assert [finding.kind for finding in look(text, People(()))]


@pytest.mark.parametrize(
    "text",
    ["Ребёнок из неполной семьи встречается с наставником.", "Это ребёнок из многодетной семьи."],
)
def test_what_a_family_is_like_is_not_said_beside_a_child(text: str) -> None:
    assert [finding.what for finding in look(text, People(()))] == ["family"]
