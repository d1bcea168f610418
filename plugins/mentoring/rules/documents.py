"""Slips that real documents have: left over from a sample, forgotten, or told of another year."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mentoring import russian
from mentoring.cards import Card, Case, Practice, Programme, Roadmap
from mentoring.cards.fields import Filed, Measurement, Part
from mentoring.cards.school import School
from mentoring.casebook import UNNAMED, Casebook
from mentoring.problems import Place, Problem
from mentoring.school_year import SchoolYear
from mentoring.source import Path

BEFORE, AFTER = timedelta(days=92), timedelta(days=123)
"""How far from a programme its days may lie: orders are signed in June, a late defence is in September. A wrong year is further."""
LATE = timedelta(days=30)
"""How long after its last day a programme without a state counts as finished."""


def organisation_foreign(book: Casebook) -> Iterator[Problem]:
    """В карточке названа другая организация.

    Так бывает, когда программу составили по чужому образцу и не всюду заменили название: читатель решит, что документ
    не ваш. Впишите свою школу. Если это партнёр, назовите его в `cases/documents.yml` (соглашение) или в полях
    `replications` и `expertise` практики: тогда замечание исчезнет.
    """
    if book.school is UNNAMED:
        return  # the card of the school cannot be read, and that has been told
    known: frozenset[str] | None = None
    for card in (*book.programmes, *book.roadmaps, *book.cases, *book.practices):
        if not _ORGANISATION.search(card.written) or (isinstance(card, Practice) and card.organisation):
            continue
        known = _known_organisations(book) if known is None else known
        told: set[str] = set()
        for place, text in _read(card, _OF_OTHERS):
            for match in _ORGANISATION.finditer(text):
                name = _identity(match)
                if name and name not in known and name not in told and not _is_own(name, book.school):
                    told.add(name)
                    yield Problem(
                        place,
                        f"Названа организация: {match[0].strip()}. Это сайт другой: {book.school.short_name}.",
                        "Если это осталось от образца, впишите свою школу; если это партнёр, внесите соглашение с ним"
                        " в `cases/documents.yml`.",
                    )


def school_kind_foreign(book: Casebook) -> Iterator[Problem]:
    """Школа названа колледжем или колледж — школой.

    Такие слова остаются от чужого образца: «студенты колледжа» в программе школы. Замените их своими.
    Замечания нет, если форма и так соединяет две организации («студент – ученик»).
    """
    strange = _STRANGE.get(book.school.kind or "")
    if strange is None:
        return
    for card in (*book.programmes, *book.roadmaps, *book.cases):
        if _OF_TWO & set(_forms(card, book)) or not strange.search(card.written):
            continue
        for place, text in _read(card):
            if match := strange.search(text):
                kind = book.title("school_kinds", book.school.kind)
                yield Problem(
                    place,
                    f"Сказано «{match[0]}», а организация этого сайта — {kind}.",
                    "Замените слова своими; если это партнёр, назовите его полностью.",
                )
                break


def day_outside_programme(book: Casebook) -> Iterator[Problem]:
    """День не попадает в срок программы.

    Чаще всего в дате не тот год. На несколько недель до начала и после конца замечания нет: приказы и награды бывают
    и летом. Исправьте дату или срок `period` программы. Если кейс продолжает прошлогодний, укажите его в поле `continues`.
    """
    now = max(book.as_of, book.today)
    for card, way, day in _days_of_work(book):
        if day > now:
            continue  # one slip, one problem: `day_in_future` tells of it
        if isinstance(card, Programme):
            spans = [_span(card, None)]
        elif isinstance(card, Roadmap):
            spans = [_span(book.programmes_by_slug.get(slug), card) for slug in card.programmes]
            spans = spans or [_span(None, card)]
        else:
            programme = book.programmes_by_slug.get(card.programme)
            spans = [_span(programme, card)] if programme and not card.continues else []
        limits = [span for span in spans if span]
        if not limits:
            continue
        start, end = min(span[0] for span in limits), max(span[1] for span in limits)
        if not start - BEFORE <= day <= end + AFTER:
            yield Problem(
                card.at(*way),
                f"День {russian.day(day)} не попадает в срок программы: {russian.day(start)} – {russian.day(end)}.",
                "Проверьте год и месяц или исправьте срок программы.",
            )


def day_in_future(book: Casebook) -> Iterator[Problem]:
    """Сделанное записано будущим днём.

    Выполнено, измерено, согласовано, награждено — всё это уже было. Исправьте дату; запланированное пишут в сроках
    (`schedule`), а не в дне выполнения.
    """
    now = max(book.as_of, book.today)
    for card, way, day in _days_of_facts(book):
        if day > now:
            ready = _same_day_before(day, now)
            yield Problem(
                card.at(*way),
                f"День {russian.day(day)} ещё не наступил, а здесь пишут то, что уже было.",
                f"Если описка в годе, напишите `{ready:%d.%m.%Y}`; если это план, удалите дату."
                if ready
                else "Исправьте дату; если это план, удалите её.",
            )


def title_of_other_form(book: Casebook) -> Iterator[Problem]:
    """В названии стоит одна форма, а в карточке — другая.

    Карточку сделали из другой и забыли исправить название или поле. По форме кейс попадёт не на ту страницу.
    Исправьте одно из двух.
    """
    terms = [
        (
            term.id,
            term.title,
            [russian.folded(text) for text in (term.title, *term.aliases) if _DASH.search(text)],
        )
        for term in book.vocabulary.terms("forms")
    ]
    cards: tuple[Programme | Case | Practice, ...] = (*book.programmes, *book.cases, *book.practices)
    for card in cards:
        own = _forms(card, book)
        if not own or not _DASH.search(card.title):
            continue
        title = russian.folded(card.title)
        named = [(form, name) for form, name, texts in terms if any(_has(title, text) for text in texts)]
        if named and not any(form in own for form, _ in named):
            forms = russian.listed([f"«{book.title('forms', form)}»" for form in own])
            yield Problem(
                card.at("title"),
                f"В названии стоит форма «{named[0][1]}», а в карточке — {forms}.",
                "Исправьте название или форму.",
            )


def result_empty(book: Casebook) -> Iterator[Problem]:
    """Программа завершена, а результат не записан.

    Читатель видит, что хотели, и не видит, что вышло. Впишите `reached` — хотя бы «не измеряли», а мероприятиям дорожной
    карты поставьте `status`.
    """
    for programme in book.programmes:
        if not is_finished(programme, book):
            continue
        for index, result in enumerate(programme.results):
            if result.reached is None:
                yield Problem(
                    programme.at("results", index),
                    f"Программа завершена, а у результата {index + 1} не сказано, что достигнуто.",
                    "Добавьте строку `reached: …` — что вышло на деле; если не измеряли, так и напишите.",
                )
    for roadmap in book.roadmaps:
        programmes = [book.programmes_by_slug.get(slug) for slug in roadmap.programmes]
        if not programmes or not all(programme and is_finished(programme, book) for programme in programmes):
            continue
        empty = [
            (section, index)
            for section, part in enumerate(roadmap.sections)
            for index, item in enumerate(part.items)
            if item.status is None
            and item.actual_result is None
            and item.done_on is None
            and item.mark is None
        ]
        if empty:
            section, index = empty[0]
            yield Problem(
                roadmap.at("sections", section, "items", index),
                f"Программа завершена, а у мероприятий нет состояния ({len(empty)}); первое из них — здесь.",
                "Добавьте каждому `status: выполнено`, `не начато` или `нет сведений`.",
            )


def year_not_in_school(book: Casebook) -> Iterator[Problem]:
    """Учебного года нет в карточке школы.

    По `school.yml` программа узнаёт четверти года и сколько в нём учеников: без них не прочитать «в течение первой
    четверти» и не посчитать долю участников. Добавьте год в поле `years`.
    """
    years = book.school.years
    told: set[str] = set()
    cards: tuple[Programme | Roadmap, ...] = (*book.programmes, *book.roadmaps)
    for card in cards:
        year = str(card.school_year or "")
        if years and year and year not in years and year not in told:
            told.add(year)
            yield Problem(
                card.at("school_year"),
                f"Учебного года {year} нет в cases/school.yml.",
                f"Добавьте там в поле `years` строку `{year}:` и под ней с отступом `pupils: …` и `terms:`"
                " или исправьте год здесь.",
            )


def ages_not_sum(book: Casebook) -> Iterator[Problem]:
    """Ученики по ступеням не складываются в общее число.

    Одно из чисел устарело или пропущена ступень; по ним считается доля участников. Исправьте числа в `school.yml`.
    """
    for year, facts in book.school.years.items():
        total = sum(facts.ages.values())
        if facts.ages and facts.pupils is not None and total != facts.pupils:
            written = next(
                (key for key in _keys(book.school, "years") if _same_year(key, year)), year
            )  # a year may be written with a dash
            yield Problem(
                book.school.at("years", written, "ages"),
                f"По ступеням за {year} выходит {total}, а в поле `pupils` стоит {facts.pupils}.",
                "Исправьте одно из чисел или допишите ступень.",
            )


def document_out_of_force(book: Casebook) -> Iterator[Problem]:
    """Карточка ссылается на документ, который больше не действует.

    Читатель возьмёт отменённое положение за образец. Укажите документ, который его заменил. Завершённых программ
    и архива это не касается: тогда он действовал.
    """
    successors = {paper.replaces: paper for paper in book.documents.documents if paper.replaces}
    for card, way, slug in _references(book):
        paper = book.papers.get(slug)
        if paper is None or paper.status not in _OUT_OF_FORCE:
            continue
        successor = successors.get(slug)
        if successor is None and paper.kind == "order":
            continue  # an order of one year ends with its year, and nothing stands in its place
        yield Problem(
            card.at(*way),
            f"Документ «{shown(paper.title)}» больше не действует: в documents.yml у него состояние"
            f" «{book.title('document_statuses', paper.status)}».",
            f"Его заменил «{shown(successor.title)}»: впишите `{successor.id}`."
            if successor
            else "Впишите код документа, который его заменил, или удалите ссылку.",
        )


def blank_unfilled(book: Casebook) -> Iterator[Problem]:
    """Осталось незаполненное место бланка.

    Подчёркивания, многоточия и слова «[указать]», «ФИО», фамилии-образцы с инициалами — места, которые надо было заполнить.
    Впишите нужное или удалите эти слова.
    """
    for card in (*book.cards, book.documents, book.school):
        if not _MAY_BE_BLANK.search(card.written):
            continue
        told: set[int] = set()
        for place, text in _read(card, _COVERS):
            match = _BLANK.search(text)
            if match and place.line not in told:
                told.add(place.line)
                yield Problem(
                    place,
                    f"Осталось незаполненное место: «{shown(match[0], 20)}».",
                    "Впишите то, что должно здесь стоять, или удалите эти слова.",
                    quote="ванов" not in match[0],
                )


def best_without_measurement(book: Casebook) -> Iterator[Problem]:
    """Практика называет себя лучшей, а измерений нет.

    «Лучшая» — слово, которое надо показать: без измерений до и после это описание опыта. Уберите слово из названия
    или внесите измерения в показатели практики и её кейсов.
    """
    for practice in book.practices:
        if _BEST.search(practice.title) and next(book.measurements(practice), None) is None:
            yield Problem(
                practice.at("title"),
                "Практика названа лучшей, а ни одного измерения у неё нет.",
                "Уберите это слово из названия или внесите показатель: «было», «стало», сколько человек, чем и когда"
                " измерено.",
            )


def is_finished(programme: Programme, book: Casebook) -> bool:
    """Whether a programme is over: by its state, else by its last day."""
    if programme.state is not None:
        return programme.state == "finished"
    end = programme.period.end if programme.period else None
    return end is not None and end + LATE < book.as_of


def shown(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


# What a card says, and where


def _read(card: Filed, but: frozenset[str] = frozenset()) -> Iterator[tuple[Place, str]]:
    """Every text of a card, then every line of its body, with its place; fields of these names are left out."""
    for way, text in card.texts():
        if not but.intersection(step for step in way if isinstance(step, str)):
            yield card.at(*way), text
    fenced = False
    for number, line in enumerate(card.body.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and not _RULE.fullmatch(line):
            yield card.at_text(number, 1), line


def _keys(card: Filed, field: str) -> list[str]:
    return [str(way[1]) for way, _ in card.texts() if way[0] == field and len(way) > 1]


def _same_year(text: str, year: str) -> bool:
    try:
        return str(SchoolYear.parse(text)) == year
    except ValueError:
        return False


_RULE = re.compile(r"\s*([-_*])(?:\s*\1)+\s*")
"""A line across the page, not an unfilled place."""


# Organisations

_LEGAL = r"(?:М(?:Б|А|К)?|Г(?:Б|А|К)?|Ф(?:Г)?|Ч|О)(?:ДОУ|ОУ|ОО|ПОУ|УДО|БПОУ|БОУ)|СОШ|ООШ|НОШ"
_ORGANISATION = re.compile(
    rf"(?<!\w)(?:(?P<form>{_LEGAL})(?:\s+(?:СОШ|ООШ|лице[йяюе]\w*|гимнази[яиюей]\w*|школ[аыуеой]\w*))?|"
    r"(?:[Шш]кол(?:а|ы|е|у|ой)|[Лл]ице(?:й|я|ю|ем|е)|[Гг]имнази(?:я|и|ю|ей)|[Дд]етск(?:ий|ого|ому|им|ом) сад(?:а|у|ом|е)?))"
    r"\s*(?:№\s?(?P<number>\d{1,4})|[«\"“](?P<name>[^«»\"“”\n]{2,60})(?:[»\"”]|(?=«)))"
)
_OF_OTHERS = frozenset(
    {"replications", "expertise", "publications", "adaptation", "awards", "training", "organisation"}
)
"""Fields that speak of others by their nature."""


def _identity(match: re.Match[str]) -> str:
    """What tells an organisation from others: its number, or its name where the legal form stands before it."""
    if match["number"]:
        return f"№{int(match['number'])}"
    return russian.folded(match["name"]) if match["form"] else ""


def _is_own(name: str, school: School) -> bool:
    """Whether a name is that of the school in another case or shorter: «Озёрной школы» of «Озёрная школа посёлка»."""
    own = {word[:_STEM] for word in _words(f"{school.full_name} {school.short_name}")}
    return "№" not in name and all(word[:_STEM] in own for word in _words(name))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", russian.folded(text))


_STEM = 4
"""Letters of a word that stay when it is declined."""


def _known_organisations(book: Casebook) -> frozenset[str]:
    """The numbers and quoted names of this school and of all whom a field for others names."""
    school = book.school
    texts = [text for _, text in school.texts()]
    texts += [text for _, text in book.documents.texts()]
    for card in book.cards:
        texts += [
            text for way, text in card.texts() if _OF_OTHERS & {step for step in way if isinstance(step, str)}
        ]
    own = " ".join(
        (school.full_name, school.short_name, school.second_name.text if school.second_name else "")
    )
    found = {russian.folded(name) for name in re.findall(r"[«\"“]([^«»\"“”\n]{2,60})", own)}
    found |= {f"№{int(number)}" for text in texts for number in re.findall(r"№\s?(\d{1,4})(?![\w/-])", text)}
    found |= {
        russian.folded(name) for text in texts for name in re.findall(r"[«\"“]([^«»\"“”\n]{2,60})", text)
    }
    found |= {russian.folded(school.full_name), russian.folded(school.short_name)}
    return frozenset(found)


_HEADS = (
    r"(?<!\w)(?:наш(?:его|ему|ем|им)?|[Дд]иректор\w*|[Аа]дминистраци\w+|[Пп]реподавател\w+|[Сс]тудент\w*|[Пп]едагог\w*"
    r"|[Оо]бучающ\w+|[Сс]овет\w*|[Пп]оложени\w+|[Сс]айт\w*|[Кк]оллектив\w*)\s+"
)
_OF_SCHOOL = frozenset({"school", "gymnasium", "lyceum", "boarding", "special"})
_STRANGE = {
    **dict.fromkeys(_OF_SCHOOL, re.compile(rf"{_HEADS}(?:колледж(?:а|у|е|ем)?|техникум(?:а|у|е|ом)?)(?!\w)")),
    "college": re.compile(rf"{_HEADS}(?:школ(?:ы|е|ой)|гимназии|лицея)(?!\w)"),
}
"""Words that an organisation of this kind does not say of itself."""
_OF_TWO = frozenset({"undergraduate-student", "lecturer-pedagogue", "partner-pedagogue", "employer-student"})
"""Forms that bring two organisations together."""


# Forms

_DASH = re.compile(r"[-‐‑‒–—―−]")


def _forms(card: Card, book: Casebook) -> tuple[str, ...]:
    match card:
        case Case():
            return (card.form,)
        case Programme() | Practice():
            return card.forms
        case Roadmap():
            programmes = (book.programmes_by_slug.get(slug) for slug in card.programmes)
            return tuple(form for programme in programmes if programme for form in programme.forms)
    return ()


def _has(title: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", title) is not None


# Days


def _span(programme: Programme | None, card: Case | Roadmap | None) -> tuple[date, date] | None:
    """From the first day to the last of a programme, of the years of its roadmap or case."""
    period = programme.period if programme else None
    first = (programme.school_year if programme else None) or (card.school_year if card else None)
    last = (card.until or card.school_year) if isinstance(card, Roadmap) else first
    if programme and programme.until:
        last = max(programme.until, last or programme.until)
    start = (period.start if period else None) or (first.start if first else None)
    end = (period.end if period else None) or (last.end if last else None)
    if start is None or end is None or end < start:
        return None
    if card and card.school_year:
        end = max(end, last.end if last else end)
    return start, end


def _days_of_work(book: Casebook) -> Iterator[tuple[Programme | Roadmap | Case, Path, date]]:
    """The days that belong to the work of a programme; a «before» may be measured a year earlier."""
    for programme in book.programmes:
        for index, award in enumerate(programme.awards):
            if award.date:
                yield programme, ("awards", index, "date"), award.date
    for roadmap in book.roadmaps:
        for number, section in enumerate(roadmap.sections):
            for index, item in enumerate(section.items):
                if item.done_on:
                    yield roadmap, ("sections", number, "items", index, "done_on"), item.done_on
    for case in book.cases:
        if case.order and case.order.date:
            yield case, ("order", "date"), case.order.date
        for index, step in enumerate(case.plan):
            if step.done_on:
                yield case, ("plan", index, "done_on"), step.done_on
        for index, change in enumerate(case.changes):
            if change.date:
                yield case, ("changes", index, "date"), change.date
        for index, measurement in enumerate(case.indicators):
            if measurement.after_on:
                yield case, ("indicators", index, "after_on"), measurement.after_on


_FACTS = frozenset({"done_on", "published_on", "taken_on", "checked_on", "after_on", "before_on"})
_DATED = frozenset({"awards", "changes", "publications", "expertise"})


def _days_of_facts(book: Casebook) -> Iterator[tuple[Filed, Path, date]]:
    """The days of what has been done; a day of a measurement counts with its value."""
    filed: tuple[Filed, ...] = (*book.cards, book.documents)
    for card in filed:
        if "20" in card.written:
            yield from ((card, way, day) for way, day in _facts(card, ()))


def _facts(part: Part, way: Path) -> Iterator[tuple[Path, date]]:
    is_reversed = isinstance(part, Measurement) and (part.after_on or date.max) <= (
        part.before_on or date.min
    )
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, date):
            if is_reversed:
                continue  # one slip, one problem: `measurement_days_reversed` tells of it
            valued = getattr(part, name.removesuffix("_on"), None) is not None or name not in {
                "before_on",
                "after_on",
            }
            changed = getattr(part, "change", None) is not None
            is_fact = name in _FACTS or (name == "on" and way[-1:] == ("approved",))
            is_fact = is_fact or (name == "date" and bool(_DATED.intersection(way)))
            if is_fact and (valued or changed):
                yield (*way, name), value
        elif isinstance(value, Part):
            yield from _facts(value, (*way, name))
        elif isinstance(value, tuple):
            for index, inner in enumerate(value):
                if isinstance(inner, Part):
                    yield from _facts(inner, (*way, name, index))


def _same_day_before(day: date, now: date) -> date | None:
    """The same day of this year or the last: what a slip of the year most likely meant."""
    for year in (now.year, now.year - 1):
        try:
            meant = day.replace(year=year)
        except ValueError:
            continue
        if meant <= now:
            return meant
    return None


# Documents

_OUT_OF_FORCE = frozenset({"out-of-force", "replaced"})


def _references(book: Casebook) -> Iterator[tuple[Programme | Practice | Case, Path, str]]:
    for programme in book.programmes:
        if not is_finished(programme, book) and programme.publication != "archive":
            for index, slug in enumerate(programme.documents):
                yield programme, ("documents", index), slug
    for practice in book.practices:
        if practice.publication != "archive":
            for index, slug in enumerate(practice.documents):
                yield practice, ("documents", index), slug
            for index, tool in enumerate(practice.tools):
                if tool.document:
                    yield practice, ("tools", index, "document"), tool.document


# Unfilled places

_BLANK = re.compile(
    r"(?<![\w*])_{4,}(?![\w*])|…{2,}|\.{5,}"
    r"|\[(?:указать|вписать|впишите|укажите|название|заполнить|дата|номер|ФИО|Ф\.\s?И\.\s?О\.)[^\]\n]{0,60}\](?!\()"
    r"|<(?:указать|вписать|название|дата|номер)[^>\n]{0,40}>"
    r"|^\s*(?:ФИО|Ф\.\s?И\.\s?О\.)(?:\s+\w+){0,2}\s*$|(?<!\w)Иванов(?:а|у|ым|ой)?\s+И\.\s?И\.|(?<!\w)Иванов(?:а|у)? Иван(?:а|у)?(?: Иванович(?:а|у)?)?(?!\w)",
    re.MULTILINE,
)
_MAY_BE_BLANK = re.compile(r"_{4}|…{2}|\.{5}|\[|<|Ф\.?\s?И\.?\s?О|Иванов")
_COVERS = frozenset({"covers"})
"""«ФИО» is a word of this field."""

_BEST = re.compile(r"(?i)(?<!\w)лучш(?:ая|ие|ий|ей|их)\s+(?:\w+\s+){0,2}(?:практик|опыт)")
