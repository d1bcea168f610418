"""Names that stand for a book, a test, a street, a ship: whoever it was, it is no pupil."""

import re
from collections.abc import Callable, Iterator

from mentoring.privacy.forms import given_names, tags_of
from mentoring.privacy.views import View


def of_works(view: View) -> list[tuple[int, int]]:
    """Where names stand that nobody has to be asked about; author's offsets."""
    return [view.span(*span) for span in _spans(view.text)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for sign, pattern, fits in _PATTERNS:
        if sign is None or sign.search(text):
            yield from (match.span("who") for match in pattern.finditer(text) if fits(match))


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


def _is_no_given_name(match: re.Match[str]) -> bool:
    return match["who"].lower() not in given_names()


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
    r"|парадокс|бутылк|маятник|решет|азбук|шифр|кубик|палочк|блок|чтени|окн|спирал|двигател"
)
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
        re.compile(r"[А-Яа-я] [IVX]+\b"),
        re.compile(
            rf"(?P<who>{_SURNAME}) [IVX]{{1,5}}\b(?! (?:мест|степен|класс|четверт|этап|тур|ступен|смен|групп|уровн|отделен|категори))"
        ),
        _is_ruler,
    ),
    (
        re.compile("улиц|остановк|переул|площад", re.I),
        re.compile(
            rf"(?:«(?=[^»]+»)|; (?=[^;-]+ -)|- (?=[^;-]+;))(?P<who>(?:{_SURNAME} )?{_SURNAME})(?=»| -|;)"
        ),
        _anything,
    ),
    (
        None,
        re.compile(
            r"\b(?i:теплоход|ледокол|крейсер|корабл|катер|шхун|кафе|магазин|кондитерск|печень|конфет|шоколад|торт|кинотеатр|фильм|мультфильм|спектакл|опер|балет"
            r"|роман|повест|рассказ|сказк|поэм|пьес|баллад|санатори|гостиниц|сорт|ансамбл)[а-я]{0,3} «(?P<who>[А-Я][а-я]+(?: [А-Яа-я]+)?)»"
        ),
        _anything,
    ),
    (
        None,
        re.compile(
            r"(?P<who>[А-Я][а-я]+(?:ин|ын|ов|ев)(?:а|о|у|ой|ом|ым|ы|ых|е)?) "
            r"(?:д(?:ень|ня|ню|н[её]м|не)\b|[Яя]м|[Гг]ор[аеуы]\b|[Бб]ор\w?\b|[Лл]уг|[Лл]ог|[Пп]ад[ьи]|[Оо]зер|[Мм]ыс|[Оо]стров|[Пп]олян|[Рр]ощ|[Сс]лобод|[Зз]аимк"
            r"|[Пп]устын|[Кк]ам(?:ень|н)|[Рр]уч|[Бб]род|[Хх]утор|[Вв]ыселк|[Уу]вал|[Пп]лес|[Пп]ереул|[Пп]лощад|[Тт]ракт|[Мм]огил)"
        ),
        _is_no_given_name,
    ),
    (None, re.compile(r"(?P<adjective>[А-Я][а-я]+) (?P<who>[А-Я][а-я]+)"), _is_described),
)
"""What has to be somewhere in the text, how the names stand in it, and what else must hold."""
