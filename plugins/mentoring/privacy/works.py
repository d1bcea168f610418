"""Names that stand for a book, a test, a street, a ship: whoever it was, it is no pupil."""

import re
from collections.abc import Callable, Iterator

from mentoring.privacy.dictionary import tags_of
from mentoring.privacy.forms import given_names
from mentoring.privacy.views import View


def of_works(view: View) -> list[tuple[int, int]]:
    """Where names stand that nobody has to be asked about; author's offsets."""
    return [view.span(*span) for span in _spans(view.text)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for row in _ROW.finditer(text):
        yield from _places(row)
    for row in _TITLES.finditer(text):
        yield from ((row.start() + one.start(), row.start() + one.end()) for one in _TITLE.finditer(row[0]))
    for sign, pattern, fits in _PATTERNS:
        if sign is None or sign.search(text):
            yield from (match.span("who") for match in pattern.finditer(text) if fits(match))


def _places(row: re.Match[str]) -> Iterator[tuple[int, int]]:
    """«Лена, Яна, Алдан, Вилюй»: those that may be a place, in a row with two that are nothing else."""
    told = [(match.span(), tags_of(match[0].lower())) for match in _WORD.finditer(row[0])]
    if sum(bool(tags) and all("Geox" in tag for tag in tags) for _, tags in told) > 1:
        for (start, end), tags in told:
            if any("Geox" in tag for tag in tags):
                yield row.start() + start, row.start() + end


def _anything(match: re.Match[str]) -> bool:
    return True


def _is_law(match: re.Match[str]) -> bool:
    """«Шкала тревожности Спилбергера», but not «правило объяснила Тарасова» nor «правило Марины»."""
    between = [tags_of(word) for word in (match["of"] or "").split()]
    if any(not any("gent" in tag for tag in tags) for tags in between):
        return False
    return not any(word.lower() in given_names() for word in re.findall(r"[А-Я][а-я]+", match["who"]))


def _is_ruler(match: re.Match[str]) -> bool:
    return match["who"].lower() in given_names()


def _is_of_one_known(match: re.Match[str]) -> bool:
    """«Роман Эдуарда Веркина», but not «Роман Петров»: the noun is a work or a calling, and no given name."""
    return match[0].partition(" ")[0].islower() and " " in match["who"].replace(". ", " ")


def _is_no_given_name(match: re.Match[str]) -> bool:
    return match["who"].lower() not in given_names()


def _is_crowned(match: re.Match[str]) -> bool:
    """«Храм Ильи», «князь Владимир», but not «Королёв Илья»: the title is a word, the name a given one."""
    title = match[0].partition(" ")[0].lower()
    tags = tags_of(title)
    return bool(_HOLY.match(title)) or (
        any("NOUN" in tag for tag in tags) and not any("Surn" in tag for tag in tags)
    )


_HOLY = re.compile("свят|преподобн|равноапостольн")


def _is_of_thing(match: re.Match[str]) -> bool:
    """«Дом молодёжи «Аврора»»: a single given name in quotation marks behind a thing is what it is called."""
    return (
        any("Name" in tag for tag in tags_of(match["who"].lower()))
        and not _CALLED.match(match["thing"].lower())
        and any({"NOUN", "inan"} <= tag or "VERB" in tag for tag in tags_of(match["thing"].lower()))
    )


_CALLED = re.compile(
    "им[яе]|псевдоним|ник|прозвищ|пар[аеуы]|групп|подпис|слов|на?зва|назыв|зов|прозв|кри[кч]|сказа"
)


def _is_described(match: re.Match[str]) -> bool:
    """«Мясной Бор»: an adjective that is nobody's surname before a thing, in one case."""
    adjective, thing = tags_of(match["adjective"].lower()), tags_of(match["who"].lower())
    if not adjective or any("ADJF" not in tag or "Surn" in tag for tag in adjective):
        return False
    return any(
        ("inan" in one and tag & _CASES == one & (_CASES | {"loc2"}))
        or ("inan" in one and "loc2" in one and "loct" in tag)
        for one in thing
        for tag in adjective
    )


_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "sing", "plur"})
_SURNAME = "[А-Я][а-я]+(?:-[А-Я][а-я]+)?"
_INITIALS = r"[А-Я]\.(?: ?-?[А-Я]\.)?"
AUTHOR = rf"(?:{_SURNAME},? {_INITIALS}|{_INITIALS} ?{_SURNAME})"
"""A name with initials; letters are folded."""
_AUTHORS = rf"{AUTHOR}(?:,? (?:и )?{AUTHOR})*"
_IMPRINT = (
    r"(?:- ?[А-Я][А-Яа-я. -]{0,30}: ?[^\n]{2,80}?, ?(?:19|20)\d\d|//[^\n]{3,160}?(?:19|20)\d\d|ISBN"
    r"|«(?:Просвещение|Дрофа|Вентана-Граф|Академкнига|Русское слово|Бином|БИНОМ|Мнемозина|Баласс|Экзамен|Легион|Титул)»)"
)
_LAWS = (
    r"закон|теорем|правил|формул|учебник|задачник|тест|методик|метод|шкал|опросник|цикл|пирамид|таблиц|матриц|числ|круг|диаграмм|таксономи|лемм|принцип|эффект"
    r"|социометри|колес|крив|лент|треугольник|бином|снежинк|модел|теори|концепци|технологи|уравнени|постоянн|реакци|критери|коэффициент|индекс|синдром|аксиом|гипотез"
    r"|парадокс|бутылк|маятник|решет|азбук|шифр|кубик|палочк|блок|чтени|окн|парт|мост|трубк|весы|весам|генератор|призм|катушк|спирал|двигател"
)
_WORD = re.compile("[А-Я][а-я]+(?:-[А-Я][а-я]+)*")
_ROW = re.compile(r"[А-Я][а-я-]+(?:(?:, | и )[А-Я][а-я-]+){2,}")
_TITLES = re.compile(r"«[^«»]{2,40}»(?:(?:, | и )(?:[а-я-]+ )?«[^«»]{2,40}»){2,}")
"""Three and more titles: «Адретта», «Розара», «Любава»."""
_TITLE = re.compile("(?<=«)[А-Я][а-я]+(?: [А-Я][а-я]+)?(?=»)")
_PATTERNS: tuple[tuple[re.Pattern[str] | None, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (
        re.compile(_IMPRINT),
        re.compile(
            rf"(?:^|[|;:.»] ?|\d[.)] |- |/ |ред\w*\.? |[Сс]ост\w*\.?:? )\s*(?P<who>{_AUTHORS}(?:,? и др\.?)?)(?=[^\n]{{0,260}}?{_IMPRINT})"
        ),
        _anything,
    ),
    (
        re.compile(r"УМК|[Уу]чебник|[Уу]чебно-методическ"),
        re.compile(rf"(?:(?:УМК|[Уу]чебник\w*|[Пп]од ред\w*\.?):? |[А-Яа-я]: )(?P<who>{_AUTHORS})"),
        _anything,
    ),
    (
        None,
        re.compile(
            rf"\b(?i:{_LAWS})[а-я]{{0,3}}(?: \([А-Я]{{2,}}\))?(?P<of>(?: [а-я]{{4,}}){{0,2}}?) (?:по )?"
            rf"(?P<who>(?:{_INITIALS} ?)?{_SURNAME}(?:(?: ?- ?| и |/)(?:{_INITIALS} ?)?{_SURNAME})*)"
        ),
        _is_law,
    ),
    (
        None,
        re.compile(
            rf"\b(?i:опросник|тест|методик|анкет|шкал|упражнени|проб|карт)[а-я]{{0,3}} «[^»]{{2,60}}» \(?(?P<who>{_INITIALS} ?{_SURNAME}(?:(?:, | и ){_INITIALS} ?{_SURNAME})*)"
        ),
        _anything,
    ),
    (None, re.compile("(?i:помощни[кц])[а-я]{0,3} «(?P<who>Алис[а-я]{1,2})»"), _anything),
    (
        re.compile(r"[А-Яа-я] [IVX]+\b"),
        re.compile(
            rf"(?P<who>{_SURNAME}) [IVX]{{1,5}}\b(?! (?:мест|степен|класс|четверт|этап|тур|ступен|смен|групп|уровн|отделен|категори))"
        ),
        _is_ruler,
    ),
    (
        re.compile("улиц|остановк|переул|площад", re.I),
        re.compile(
            rf"(?:«(?=[^»]+»)|; (?=[^;-]+ -)|- (?:бывш[а-я]+ )?(?=[^;-]+;))(?P<who>(?:{_SURNAME} )?{_SURNAME})(?=»| -|;)"
        ),
        _anything,
    ),
    (
        None,
        re.compile(
            r"\b(?i:теплоход|ледокол|крейсер|корабл|катер|шхун|кафе|магазин|кондитерск|печень|конфет|шоколад|торт|кинотеатр|фильм|мультфильм|спектакл|опер|балет"
            r"|роман|повест|рассказ|сказк|поэм|пьес|баллад|санатори|гостиниц|сорт|ансамбл|типографи|издательств|пароход|сейнер|фабрик|парикмахерск|песн)[а-я]{0,3} «(?P<who>[А-Я][а-я]*(?: [А-Яа-я]+)?)»"
        ),
        _anything,
    ),
    (
        None,
        re.compile(
            r"(?P<who>[А-Я][а-я]+(?:ин|ын|ов|ев)(?:а|о|у|ой|ом|ым|ы|ых|е)?) "
            r"(?:д(?:ень|ня|ню|н[её]м|не)\b|[Яя]м|[Гг]ор[аеуы]\b|[Бб]ор\w?\b|[Пп]осад|[Лл]уг|[Лл]ог|[Пп]ад[ьи]|[Оо]зер|[Мм]ыс|[Оо]стров|[Пп]олян|[Рр]ощ|[Сс]лобод|[Зз]аимк"
            r"|[Пп]устын|[Кк]ам(?:ень|н)|[Рр]уч|[Бб]род|[Хх]утор|[Вв]ыселк|[Уу]вал|[Пп]лес|[Пп]ереул|[Пп]лощад|[Тт]ракт|[Мм]огил)"
        ),
        _is_no_given_name,
    ),
    (
        None,
        re.compile(
            r"\b(?:(?i:храм|собор|церк|церкв|монастыр|часовн|икон|мощ|жити|святого|святой|святому|святым|преподобн|княз|княгин|цар|цариц|император|императриц|корол|королев|патриарх|фараон"
            rf"|апостол|пророк|равноапостольн)[а-я]{{0,5}}) (?:святого |князя |великого )?(?P<who>{_SURNAME}(?: (?:и )?{_SURNAME})?)"
        ),
        _is_crowned,
    ),
    (
        re.compile("методик|тест|опросник|диагностик", re.I),
        re.compile(rf"(?:» ?\(|модификаци[яию] |адаптаци[яию] )(?P<who>{_AUTHORS})"),
        _anything,
    ),
    (
        None,
        re.compile(
            r"(?<!юный )(?<!юная )(?<!юного )\b(?i:роман|повест|опер|балет|симфони|полотн|режиссер|кинорежиссер|композитор|писател|космонавт|академик|маршал|адмирал|полковод|мореплавател"
            rf"|землепроход|посланник|скульптор|архитектор|авиаконструктор)[а-я]{{0,3}} (?P<who>(?:{_INITIALS} ?|{_SURNAME} )?{_SURNAME})"
        ),
        _is_of_one_known,
    ),
    (
        None,
        re.compile("(?P<who>[А-Я][а-я]+) (?:Перв|Втор|Велик|Грозн|Мудр)(?:ый|ого|ому|ым|ом|ая|ой|ую)"),
        _is_ruler,
    ),
    (
        None,
        re.compile(r"\b(?P<who>(?:[А-Я][а-я]+ )?(?:(?:[Вв]ан|[Фф]он|[Дд]ер?|[Лл]а) )+[А-Я][а-я]+)"),
        _anything,
    ),
    (None, re.compile("«(?P<who>[А-Я][а-я]+[ыи]е) и [а-я]+[ыи]е "), _anything),
    (None, re.compile("«[А-Я][а-я]+(?:ая|ую|ый|ий|ой|ого|ом|ым) (?P<who>[А-Я][а-я]+)»"), _anything),
    (
        re.compile("[Пп]есн|[Мм]узык|[Сс]лова|вальс", re.I),
        re.compile(
            rf"(?:[Мм]узыка|[Мм]уз\.|[Сс]лова|[Сс]л\.|[Сс]тихи|» ?[(-]) ?(?P<who>{_INITIALS} ?{_SURNAME}(?:, {_INITIALS} ?{_SURNAME})*)"
        ),
        _anything,
    ),
    (None, re.compile(r"\b(?P<thing>[А-Яа-я][а-я]{2,}) «(?P<who>[А-Я][а-я]+)»"), _is_of_thing),
    (None, re.compile(r"(?P<adjective>[А-Я][а-я]+) (?P<who>[А-Я][а-я]+)"), _is_described),
)
"""What has to be somewhere in the text, how the names stand in it, and what else must hold."""
