"""People in the author's own files: nobody is named without consent, in drafts as in published cards."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from mentoring.casebook import Casebook
from mentoring.privacy.findings import Finding, FindingKind
from mentoring.privacy.gate import Gate
from mentoring.privacy.probable import names_of_files
from mentoring.privacy.sensitive import charge
from mentoring.privacy.small_numbers import are_minors
from mentoring.problems import Place, Problem, Severity

WHAT = {
    "phone": "номер телефона",
    "e-mail": "адрес почты",
    "snils": "СНИЛС",
    "inn": "ИНН человека",
    "passport": "данные паспорта",
    "birth date": "день рождения",
    "home address": "домашний адрес",
    "profile": "страница в социальной сети",
    "coordinates": "координаты",
    "class": "точный класс с буквой",
    "health": "слово о здоровье рядом с ребёнком",
    "register": "слово об учёте рядом с ребёнком",
    "family": "слово о семье рядом с ребёнком",
    "belief": "слово о происхождении или вере рядом с ребёнком",
}
"""What was found, in the words of a curator."""


def slips(path: str, lines: Sequence[str], gate: Gate, *, preview: bool = False) -> Iterator[Problem]:
    """Tell where a file names somebody; no name ever stands in the message.

    What only looks like somebody stops publishing as a declared person does, until it is resolved. A preview goes on.
    """
    undeclared = Severity.WARNING if preview else Severity.ERROR
    for first, chunk in _chunks(lines):
        last: Finding | None = None
        found = gate.look(chunk, "" if path == "cases/reviewed.yml" else path)
        for finding in found:
            if finding.kind is FindingKind.PROBABLE and any(
                other.kind is FindingKind.IDENTIFIER and other.start <= finding.start < other.end
                for other in found
            ):
                continue  # the address `maria@…` is one slip
            if finding.person in gate.persons_of(path):
                continue  # a card says whose it is; whether it may be published is another rule's question
            if _refers(chunk, finding, gate.book.mentors_by_slug):
                continue  # a link to a card: where there is no page, a role stands in its place
            goes_on = (
                last is not None
                and is_beside(last, finding, chunk)
                and (last.kind != finding.kind or gate.is_one(last.person, finding.person))
            )
            last = finding
            if goes_on:
                continue  # «Савва Гречкин» is one slip
            line = first + chunk.count("\n", 0, finding.start)
            column = finding.start - chunk.rfind("\n", 0, finding.start)
            has_ended = gate.has_ended(finding.person)
            yield _told(finding, Place(path, line, column), has_ended=has_ended, undeclared=undeclared)


def is_beside(one: Finding, other: Finding, text: str) -> bool:
    """Whether two findings are parts of one name: «Савва Гречкин», «**Савва** Гречкин», but not «Сомов, Гречкин»."""
    between = text[one.end : other.start]
    return (
        (one.kind, other.kind) != (FindingKind.PROBABLE, FindingKind.DECLARED)
        and one.kind in _PEOPLE
        and other.kind in _PEOPLE
        and len(between) <= 3
        and not between.strip(" \t\n\xa0*_")
    )


def trait_slips(book: Casebook, gate: Gate, *, preview: bool = False) -> Iterator[Problem]:
    """Tell where a case about children says in its own fields what they suffer from; words of the vocabulary may stand."""
    undeclared = Severity.WARNING if preview else Severity.ERROR
    for case in book.cases:
        if not are_minors(case):
            continue
        for field in ("title", "request", "goal", "subject"):
            text = getattr(case, field, None)
            if not text or (field == "goal" and book.vocabulary.get("goals", text) is not None):
                continue
            if kind := charge(gate.masked(text, case.file)):
                yield Problem(
                    case.at(field),
                    f"Здесь стоит {WHAT[kind].replace('рядом с ребёнком', 'в кейсе о детях')}.",
                    "Скажите, чему научились и что делали, а не что с ребёнком не так: «уверенность на уроках», «новый коллектив»."
                    f" Если это не о ребёнке, запишите слова в cases/reviewed.yml (список `harmless`, `file: {case.file}`).",
                    rule="trait-beside-child",
                    severity=undeclared,
                    quote=False,
                )


def file_slips(paths: Iterable[str], gate: Gate, *, preview: bool = False) -> Iterator[Problem]:
    """Tell which files are called by somebody's name: it becomes an address, and stands in every copy of the folder."""
    undeclared = Severity.WARNING if preview else Severity.ERROR
    for path in paths:
        words = _BETWEEN_WORDS.sub(" ", path.partition("/")[2].rpartition(".")[0])
        found = [one for one in gate.look(words, path) if one.kind in _PEOPLE]
        kinds = [one.kind for one in found if one.person not in gate.persons_of(path)]
        if not found and names_of_files(gate.masked(words, path)):
            kinds = [FindingKind.PROBABLE]
        if kinds:
            is_declared = kinds[0] is FindingKind.DECLARED
            yield Problem(
                Place(path),
                "В имени файла назван человек, согласия которого на это нет."
                if is_declared
                else "В имени файла, похоже, назван человек.",
                "Переименуйте файл по содержанию и поправьте ссылки на него.",
                rule="name-declared" if is_declared else "name-probable",
                severity=Severity.ERROR if is_declared else undeclared,
                quote=False,
            )


_PEOPLE = (FindingKind.DECLARED, FindingKind.PROBABLE)
_BETWEEN_WORDS = re.compile(r"[-_./\s]+")


def register_slips(gate: Gate) -> Iterator[Problem]:
    """Tell what is wrong with the consents of the private register; nobody is named."""
    book = gate.book
    on = max(book.as_of, book.today)
    for index, entry in enumerate(gate.register.people):
        consent = entry.consent
        if consent is None:
            continue
        age = entry.age(on)
        is_minor = entry.minor if age is None else age < 18
        place = gate.register.at("people", index, "consent", "signed_by")
        if is_minor and consent.signed_by == "self":
            yield _register(
                place,
                "Согласие несовершеннолетнего подписано им самим.",
                "До 14 лет подписывает законный представитель, в 14–17 лет — оба.",
                "consent-minor-alone",
            )
        elif age is not None and 14 <= age < 18 and consent.signed_by != "both":
            yield _register(
                place,
                "Согласие подростка 14–17 лет подписано не обоими.",
                "Нужны подписи законного представителя и самого подростка: `signed_by: оба`.",
                "consent-minor-alone",
            )
        if book.school.site and consent.site.rstrip("/") != book.school.site.rstrip("/"):
            yield _register(
                gate.register.at("people", index, "consent", "site"),
                f"Согласие дано для другого сайта, а не для {book.school.site}.",
                "Получите согласие для этого адреса.",
                "consent-other-site",
            )


def _register(place: Place, what: str, fix: str, rule: str) -> Problem:
    return Problem(place, what, fix, rule=rule, quote=False)


def _refers(text: str, finding: Finding, slugs: Container[str]) -> bool:
    """Whether a name is only the name of a mentor's card where a card is referred to."""
    start, end = finding.start, finding.end
    while start and re.match("[a-z0-9._-]", text[start - 1]):
        start -= 1
    while end < len(text) and re.match("[a-z0-9_-]", text[end]):
        end += 1
    before = text[:start]
    return text[start:end] in slugs and (
        before.endswith("mentors/")
        or re.search(r"""\bmentors?\s*:\s*[\["']?$|^\s*-\s+["']?$""", before) is not None
    )


def _told(finding: Finding, place: Place, *, has_ended: bool, undeclared: Severity) -> Problem:
    if finding.kind is FindingKind.DECLARED and has_ended:
        return Problem(
            place,
            "Здесь назван человек, согласие которого кончилось или отозвано.",
            "Замените имя ролью: «наставник», «ученик, 5–7 классы»; или получите новое согласие и впишите его.",
            why="Со страницы наставника имя уходит само, а набранное в тексте программа не сотрёт.",
            rule="consent-ended",
            quote=False,
        )
    if finding.kind is FindingKind.DECLARED:
        return Problem(
            place,
            "Здесь назван человек, согласия которого на это нет.",
            "Замените имя ролью: «наставник», «ученик, 5–7 классы»; или получите согласие на распространение и впишите его.",
            why="Имя без согласия нельзя держать даже в черновике: утекает и репозиторий.",
            rule="name-declared",
            quote=False,
        )
    if finding.kind is FindingKind.PROBABLE:
        return Problem(
            place,
            "Здесь, похоже, назван человек.",
            f"Замените имя ролью; какие слова похожи на имя, покажет `python scripts/site.py names {place.path}`. Если это известный человек"
            f" или не человек, запишите слова в cases/reviewed.yml (список `public` или `harmless` с `file: {place.path}`).",
            rule="name-probable",
            severity=undeclared,
            quote=False,
        )
    rule = "trait-beside-child" if finding.kind is FindingKind.SENSITIVE else "identifier-in-text"
    return Problem(
        place,
        f"Здесь стоит {WHAT.get(finding.what, finding.what)}.",
        f"Удалите это; какие слова, покажет `python scripts/site.py names {place.path}`. Если это не о человеке, запишите их в cases/reviewed.yml"
        f" (список `harmless`, `file: {place.path}`).",
        rule=rule,
        severity=undeclared,
        quote=False,
    )


_ITEM = re.compile(r"\s*(?:[-*+#|]|\d{1,3}[.)])[\s|#]")
"""A new item, row or heading begins a new sentence."""


def _chunks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Paragraphs of the text and single lines of the card, each with the number of its first line."""
    closing = (
        next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
        if lines and lines[0].rstrip() == "---"
        else 0
    )
    for number in range(closing):
        if lines[number].strip():
            yield number + 1, lines[number]
    start = closing + 1 if closing else 0
    block: list[str] = []
    for number in range(start, len(lines)):
        if block and _ITEM.match(lines[number]):
            yield number + 1 - len(block), "\n".join(block)
            block = []
        if lines[number].strip():
            block.append(lines[number])
        elif block:
            yield number + 1 - len(block), "\n".join(block)
            block = []
    if block:
        yield len(lines) + 1 - len(block), "\n".join(block)
