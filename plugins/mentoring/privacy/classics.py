"""Well-known people of the school programme, long dead: their full names are no question, their bare surnames may be a pupil's."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from mentoring.privacy.views import View, folded
from mentoring.privacy.words import Word, words_of


class Classic(NamedTuple):
    """A name by its parts, each in six cases, folded and in lower case."""

    surname: tuple[str, ...]
    name: tuple[str, ...]
    patronymic: tuple[str, ...]
    """Empty for a foreigner."""
    is_rare: bool
    """Whether hardly a pupil has the surname: «стихи Пушкина» are no question, «рассказ Носова» is one."""
    is_man: bool


def classics(view: View) -> list[tuple[int, int]]:
    """Where a text tells a classic by an exact full name, or by a rare surname where a work is spoken of; author's offsets.

    Heroes of books are told by their full names too.

    «имени …» is left to be asked: a school may be called after somebody who is no classic of ours.
    """
    words = words_of(view.text)
    found: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        if not word.is_capital:
            continue
        for classic in _called(word.low):
            span = _span(index, words, view.text, classic)
            if span and not _NAMED_AFTER.search(view.text, max(0, span[0] - 8), span[0]):
                found.append(span)
                break
            if _OF_ANYBODY.search(view.text, max(0, word.start - 20), word.start):
                found.append((word.start, word.end))
                break
            if _is_in_row(index, words, view.text) or (
                classic.is_rare and _is_of_work(word, view.text, found)
            ):
                found.append((word.start, word.end))
                break
    found += [match.span() for match in _HEROES.finditer(view.text)]
    return [view.span(*span) for span in found]


@cache
def _called(low: str) -> tuple[Classic, ...]:
    """The classics whose surname a word is, in some case."""
    told = _BY_BEGINNING.get(low[:2], ())
    return tuple(classic for line in told if low in (classic := _classic(line)).surname)


def _span(index: int, words: list[Word], text: str, classic: Classic) -> tuple[int, int] | None:
    """The full name around a surname: «Александр Сергеевич Пушкин», «Пушкина А. С.», «А. Чехов»."""
    word = words[index]
    cases = [case for case, form in enumerate(classic.surname) if form == word.low]
    before = [one for one in words[max(0, index - 2) : index] if text[one.end : one.end + 1] == " "]
    behind = words[index + 1 : index + 3]
    for case in cases:
        name, patronymic = classic.name[case], classic.patronymic[case] if classic.patronymic else ""
        if patronymic and [one.low for one in before] == [name, patronymic]:
            return before[0].start, word.end
        if before and before[-1].low == name and before[-1].end + 1 == word.start:
            return before[-1].start, word.end
        if behind and behind[0].low == name and text[word.end : behind[0].start] == " ":
            has_patronymic = len(behind) > 1 and behind[1].low == patronymic
            return word.start, behind[1].end if has_patronymic else behind[0].end
    return _with_initials(word, text, classic)


def _with_initials(word: Word, text: str, classic: Classic) -> tuple[int, int] | None:
    own = [classic.name[0][0], *(part[0] for part in classic.patronymic[:1])]
    for match in (
        _INITIALS_BEFORE.search(text, max(0, word.start - 7), word.start),
        _INITIALS_BEHIND.match(text, word.end),
    ):
        if match is None:
            continue
        told = [letter.lower() for letter in match.groups() if letter]
        # «А. Пушкина» may be a girl.
        is_told = told == own or (
            told == own[:1] and classic.is_rare and classic.is_man and not word.low.endswith(_OF_WOMEN)
        )
        if is_told:
            return min(match.start(), word.start), max(match.end(), word.end)
    return None


def _is_of_work(word: Word, text: str, found: list[tuple[int, int]]) -> bool:
    """Whether a surname stands behind «стихи», «теория», or goes on a row of such: «музыка Глинки и Бородина»."""
    before = text[max(0, word.start - 40) : word.start]
    if text[word.start - 1 : word.start] == "«" and text[word.end : word.end + 1] == "»":
        return True  # «Кулибин» is a workshop
    if found and (between := text[found[-1][1] : word.start]) in _ROW:
        return bool(between)
    return bool(_WORK.search(before))


def _is_in_row(index: int, words: list[Word], text: str) -> bool:
    """Whether a rare classic is named beside: «Вивальди, Григ», «Державина, Тютчева»."""
    word = words[index]
    for other in words[max(0, index - 2) : index + 3]:
        first, last = sorted((word, other), key=lambda one: one.start)
        if (
            other is not word
            and text[first.end : last.start] in _ROW
            and any(classic.is_rare for classic in _called(other.low))
        ):
            return True
    return False


@cache
def _classic(line: str) -> Classic:
    marks, _, told = line.rpartition("|")
    surname, name, *rest = told.split()
    gender = Gender.FEMALE if "ж" in marks else Gender.MALE
    return Classic(
        _cases(NamePart.LASTNAME, gender, surname),
        _cases(NamePart.FIRSTNAME, gender, name),
        _cases(NamePart.MIDDLENAME, gender, rest[0]) if rest else (),
        "*" not in marks,
        gender is Gender.MALE,
    )


def _cases(part: NamePart, gender: Gender, word: str) -> tuple[str, ...]:
    forms = (word, *(_maker().make(part, gender, case, word) for case in Case))
    return tuple(folded(form).lower() for form in forms)


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


def _lines() -> Iterator[tuple[str, str]]:
    for line in _CLASSICS.split(";"):
        told = " ".join(line.split())
        yield folded(told.rpartition("|")[2]).lower()[:2], told


_OF_WOMEN = ("а", "я", "ой", "ую")
_ROW = frozenset({", ", " и ", ", и ", " или "})
_NAMED_AFTER = re.compile(r"(?:имени|им\.) ?$", re.I)
_INITIALS_BEFORE = re.compile(r"(?<![А-Яа-яA-Za-z.])([А-Я])\. ?(?:([А-Я])\. ?)?$")
_INITIALS_BEHIND = re.compile(r",? ([А-Я])\.(?: ?([А-Я])\.)?(?![а-я])")
_WORK = re.compile(
    r"\b(?:стих\w*|поэм\w*|поэзи\w+|роман\w*|повест\w+|рассказ\w*|сказ(?:к\w+|ок|ы|ов)|басн\w*|басен|пьес\w*|комеди\w+|драм\w*|проз\w*|строк\w*|строч\w+"
    r"|произведени\w+|сочинени\w+|творчеств\w+|наследи\w+|собрани\w+|книг\w*|том\w*|сборник\w*|цитат\w*|слов\w*|мысл\w+|иде\w+|труд\w*|учени\w+|теори\w+"
    r"|модел\w+|систем\w+|концепци\w+|подход\w*|педагогик\w+|дидактик\w+|методик\w*|закон\w*|таблиц\w*|опыт\w*|открыти\w+|маятник\w*|музык\w+|симфони\w+|вальс\w*|опер\w+"
    r"|сонат\w*|балет\w*|прелюди\w+|ноктюрн\w*|романс\w*|песн\w+|песен|мелоди\w+|картин\w*|полотн\w+|пейзаж\w*|памятник\w*|портрет\w*|полет\w*|подвиг\w*"
    r"|парк\w*|сквер\w*|бульвар\w*|музе\w+|театр\w*|усадьб\w+|гостин\w+ лавк\w+|преми\w+|академик\w*|философ\w*)"
    r"(?: (?:поэта|писателя|композитора|художника|педагога|ученого|великого|русского))* $"
    # One who is spoken of: «говорили о Достоевском», «предложение из Паустовского»; «под Некрасова» is a style.
    r"|(?<![а-я])(?:о|об|обо|про|из) $",
    re.I,
)
"""A work, a thought or a feat, in front of whose it is."""
_OF_ANYBODY = re.compile(
    r"\b(?:систем|педагогик|теори|учени|концепци|наследи|симфони|опер|балет)(?:а|ы|е|у|ой|и|ю|я|ю|ей|ем)? $",
    re.I,
)
"""What no pupil has yet: «система Макаренко» is told of a classic whose surname pupils have too."""
_HEROES = re.compile(
    r"\b(?:Дон(?:а|у|ом|е)?[ -]Кихот(?:а|у|ом|е)?|Гарри Поттер(?:а|у|ом|е)?|Мастер\w* и Маргарит\w+|Денискин\w+ рассказ\w*|Евгени\w+ Онегин\w*"
    r"|Анн\w+ Каренин\w+|Тарас\w* Бульб\w+|Том\w* Сойер\w*|Гекльберри Финн\w*|Робинзон\w* Крузо|Шерлок\w* Холмс\w*|доктор\w* Ватсон\w*|Ромео и Джульетт\w+"
    r"|Руслан\w* и Людмил\w+|Василий Теркин|Василия Теркина|Тимур\w* и его команд\w+|Алис\w+ в [Сс]тране [Чч]удес|Иван\w*[ -][Цц]аревич\w*|Илья Муромец|Ильи Муромца"
    r"|Добрын\w+ Никитич\w*|Алеш\w+ Попович\w*|Мэри Поппинс|Пеппи Длинн\w+|Винни[ -]Пух\w*|Барон\w* Мюнхгаузен\w*|Д'Артаньян\w*|Бел\w+ Бим\w*|Чук и Гек)\b|«Дубровск\w+»"
)
"""Heroes and titles of the school programme that no pupil is called by."""

_CLASSICS = """
Пушкин Александр Сергеевич; Лермонтов Михаил Юрьевич; Гоголь Николай Васильевич; *|Толстой Лев Николаевич; *|Толстой Алексей Николаевич;
*|Толстой Алексей Константинович; Достоевский Федор Михайлович; Чехов Антон Павлович; *|Тургенев Иван Сергеевич; *|Гончаров Иван Александрович;
*|Островский Александр Николаевич; *|Островский Николай Алексеевич; *|Некрасов Николай Алексеевич; Тютчев Федор Иванович; Фет Афанасий Афанасьевич;
Грибоедов Александр Сергеевич; *|Крылов Иван Андреевич; *|Жуковский Василий Андреевич; Фонвизин Денис Иванович; *|Державин Гавриил Романович;
*|Карамзин Николай Михайлович; Салтыков-Щедрин Михаил Евграфович; *|Лесков Николай Семенович; *|Бунин Иван Алексеевич; Куприн Александр Иванович;
*|Андреев Леонид Николаевич; *|Горький Максим; *|Горький Алексей Максимович; *|Блок Александр Александрович; Есенин Сергей Александрович; Маяковский Владимир Владимирович;
ж|Ахматова Анна Андреевна; ж|Цветаева Марина Ивановна; Пастернак Борис Леонидович; Мандельштам Осип Эмильевич; *|Гумилев Николай Степанович;
*|Булгаков Михаил Афанасьевич; Шолохов Михаил Александрович; *|Платонов Андрей Платонович; *|Замятин Евгений Иванович; Твардовский Александр Трифонович;
*|Симонов Константин Михайлович; *|Исаковский Михаил Васильевич; *|Рождественский Роберт Иванович; Окуджава Булат Шалвович; Высоцкий Владимир Семенович;
Солженицын Александр Исаевич; Шаламов Варлам Тихонович; *|Астафьев Виктор Петрович; *|Распутин Валентин Григорьевич; Шукшин Василий Макарович;
*|Быков Василь Владимирович; *|Васильев Борис Львович; *|Абрамов Федор Александрович; *|Белов Василий Иванович; Пришвин Михаил Михайлович;
Паустовский Константин Георгиевич; Бианки Виталий Валентинович; Чарушин Евгений Иванович; Чуковский Корней Иванович; Маршак Самуил Яковлевич;
ж|Барто Агния Львовна; *|Михалков Сергей Владимирович; *|Носов Николай Николаевич; Драгунский Виктор Юзефович; *|Гайдар Аркадий Петрович;
*|Катаев Валентин Петрович; *|Каверин Вениамин Александрович; Бажов Павел Петрович; *|Аксаков Сергей Тимофеевич; *|Одоевский Владимир Федорович;
*|Ершов Петр Павлович; Мамин-Сибиряк Дмитрий Наркисович; *|Короленко Владимир Галактионович; Гаршин Всеволод Михайлович; *|Грин Александр Степанович;
*|Беляев Александр Романович; *|Ефремов Иван Антонович; Стругацкий Аркадий Натанович; Стругацкий Борис Натанович; Хармс Даниил Иванович;
Заходер Борис Владимирович; *|Успенский Эдуард Николаевич; Токмакова Ирина Петровна; *|Рубцов Николай Михайлович; ж|Ахмадулина Белла Ахатовна;
*|Вознесенский Андрей Андреевич; Евтушенко Евгений Александрович; *|Никитин Иван Саввич; *|Кольцов Алексей Васильевич; *|Плещеев Алексей Николаевич;
*|Майков Аполлон Николаевич; Баратынский Евгений Абрамович; Рылеев Кондратий Федорович; Радищев Александр Николаевич; Белинский Виссарион Григорьевич;
*|Герцен Александр Иванович; Чернышевский Николай Гаврилович; *|Добролюбов Николай Александрович; Даль Владимир Иванович; Ожегов Сергей Иванович;
Гамзатов Расул Гамзатович; *|Тукай Габдулла; Джалиль Муса;
Ушинский Константин Дмитриевич; *|Макаренко Антон Семенович; Сухомлинский Василий Александрович; Выготский Лев Семенович; *|Леонтьев Алексей Николаевич;
Эльконин Даниил Борисович; *|Давыдов Василий Васильевич; Занков Леонид Владимирович; Шацкий Станислав Теофилович; ж|Крупская Надежда Константиновна;
Блонский Павел Петрович; *|Рубинштейн Сергей Леонидович; *|Иванов Игорь Петрович; Гальперин Петр Яковлевич; *|Шаталов Виктор Федорович; *|Пирогов Николай Иванович;
Лурия Александр Романович; Бехтерев Владимир Михайлович; Бахтин Михаил Михайлович; *|Лихачев Дмитрий Сергеевич; Лотман Юрий Михайлович;
Коменский Ян Амос; Песталоцци Иоганн Генрих; Дистервег Адольф; Корчак Януш; ж|Монтессори Мария; Руссо Жан-Жак; Локк Джон; *|Дьюи Джон; Пиаже Жан; Роджерс Карл;
Ломоносов Михаил Васильевич; Менделеев Дмитрий Иванович; Лобачевский Николай Иванович; Циолковский Константин Эдуардович; *|Королев Сергей Павлович;
Гагарин Юрий Алексеевич; *|Титов Герман Степанович; ж|Терешкова Валентина Владимировна; *|Леонов Алексей Архипович; *|Павлов Иван Петрович; Сеченов Иван Михайлович;
Мечников Илья Ильич; *|Попов Александр Степанович; *|Жуковский Николай Егорович; Можайский Александр Федорович; *|Яблочков Павел Николаевич; Лодыгин Александр Николаевич;
Бутлеров Александр Михайлович; *|Зинин Николай Николаевич; *|Зелинский Николай Дмитриевич; Тимирязев Климент Аркадьевич; *|Вавилов Николай Иванович;
Вернадский Владимир Иванович; Ферсман Александр Евгеньевич; Докучаев Василий Васильевич; *|Мичурин Иван Владимирович; Курчатов Игорь Васильевич;
*|Сахаров Андрей Дмитриевич; Ландау Лев Давидович; Капица Петр Леонидович; Иоффе Абрам Федорович; Колмогоров Андрей Николаевич; ж|Ковалевская Софья Васильевна;
Чебышев Пафнутий Львович; Келдыш Мстислав Всеволодович; *|Туполев Андрей Николаевич; *|Калашников Михаил Тимофеевич; *|Ильюшин Сергей Владимирович;
Кулибин Иван Петрович; *|Черепанов Ефим Алексеевич; Пржевальский Николай Михайлович; Миклухо-Маклай Николай Николаевич; Беллинсгаузен Фаддей Фаддеевич;
*|Лазарев Михаил Петрович; Крузенштерн Иван Федорович; Беринг Витус; *|Дежнев Семен Иванович; *|Никитин Афанасий; *|Ключевский Василий Осипович; *|Соловьев Сергей Михайлович;
*|Суворов Александр Васильевич; *|Кутузов Михаил Илларионович; *|Ушаков Федор Федорович; *|Нахимов Павел Степанович; *|Жуков Георгий Константинович; Рокоссовский Константин Константинович;
Чайковский Петр Ильич; Глинка Михаил Иванович; Мусоргский Модест Петрович; *|Бородин Александр Порфирьевич; Римский-Корсаков Николай Андреевич; Рахманинов Сергей Васильевич;
*|Прокофьев Сергей Сергеевич; Шостакович Дмитрий Дмитриевич; *|Свиридов Георгий Васильевич; Кабалевский Дмитрий Борисович; *|Хачатурян Арам Ильич;
*|Репин Илья Ефимович; *|Суриков Василий Иванович; *|Шишкин Иван Иванович; *|Левитан Исаак Ильич; *|Васнецов Виктор Михайлович; Айвазовский Иван Константинович; Врубель Михаил Александрович;
*|Серов Валентин Александрович; Саврасов Алексей Кондратьевич; Куинджи Архип Иванович; *|Поленов Василий Дмитриевич; Кустодиев Борис Михайлович; Малевич Казимир Северинович; Кандинский Василий Васильевич;
*|Третьяков Павел Михайлович; Станиславский Константин Сергеевич;
Шекспир Уильям; Диккенс Чарльз; Верн Жюль; Твен Марк; Дюма Александр; Гюго Виктор; Андерсен Ганс; Сент-Экзюпери Антуан; ж|Линдгрен Астрид; Брэдбери Рэй; Дойл Конан; Дефо Даниэль;
Свифт Джонатан; Стивенсон Роберт; *|Лондон Джек; Хемингуэй Эрнест; Гете Иоганн; Шиллер Фридрих; Гейне Генрих; Мольер Жан-Батист; Сервантес Мигель; Родари Джанни; Киплинг Редьярд; Кэрролл Льюис;
Милн Алан; Уайльд Оскар; Байрон Джордж; Скотт Вальтер; Бах Иоганн; Моцарт Вольфганг; Бетховен Людвиг; Шопен Фредерик; Григ Эдвард; Вивальди Антонио; Шуберт Франц; Верди Джузеппе;
Ньютон Исаак; Эйнштейн Альберт; Галилей Галилео; Кеплер Иоганн; Коперник Николай; Фарадей Майкл; Максвелл Джеймс; Ампер Андре; Вольт Алессандро; *|Ом Георг; Фуко Жан; Эйлер Леонард; Гаусс Карл; Декарт Рене;
Паскаль Блез; Дарвин Чарльз; Мендель Грегор; Пастер Луи; Кюри Пьер; ж|Склодовская-Кюри Мария; Нобель Альфред; Тесла Никола; *|Бор Нильс; Резерфорд Эрнест; Архимед Сиракузский;
Колумб Христофор; Магеллан Фернан; Кук Джеймс; Амундсен Руаль;
Сен-Санс Камиль; Гайдн Йозеф; Россини Джоаккино; Бизе Жорж; Штраус Иоганн; Паганини Никколо; Дебюсси Клод;
Заболоцкий Николай Алексеевич; Бродский Иосиф Александрович; Гроссман Василий Семенович; Айтматов Чингиз Торекулович
"""
"""`*|`: a surname that pupils have too; `ж|`: a woman's. «е» stands for «ё»."""
_BY_BEGINNING: dict[str, tuple[str, ...]] = {}
for _beginning, _line in _lines():
    _BY_BEGINNING[_beginning] = (*_BY_BEGINNING.get(_beginning, ()), _line)
