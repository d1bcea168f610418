"""The account of an import, as a curator reads it."""

from collections.abc import Iterator, Sequence

from mentoring import russian
from mentoring.imports.layouts import Sort
from mentoring.imports.papers import Read
from mentoring.imports.placing import Placed

MOST = 12
"""How many files or entries are listed one by one."""


def told(read: Read, found: Sequence[Placed]) -> str:
    """What was recognised, what was not, where it goes, what is left to do."""
    return "".join(f"{line}\n" for line in _lines(read, found))


def _lines(read: Read, found: Sequence[Placed]) -> Iterator[str]:
    account, namer = read.account, read.namer
    if account.rows:
        yield f"Распознано: {_rows(read)}."
        yield "Столбцы:"
        for head, field in account.columns:
            shown = namer.clean(head)
            yield (
                f"  {shown} → {field}" if field else f"  {shown} → поля нет: записан примечаниями `#` у строк"
            )
    else:
        yield f"Распознано частей текста: {account.items}, из них стали полями карточки: {account.sections}."
    yield f"Имена: {_names(namer.names + sum(one.names for one in found))}"
    for what, count in sorted(namer.taken.items()):
        yield f"  {_TAKEN.get(what, 'убрано личное')}: {count}"
    yield from account.notes
    yield ""
    yield from _files(found)
    yield from _todo(read, found)


def _rows(read: Read) -> str:
    rows = read.account.rows
    parts = [russian.count(read.account.items, "запись", "записи", "записей")]
    if read.account.sections:
        parts.append(russian.count(read.account.sections, "раздел", "раздела", "разделов"))
    for sort, forms in _SORTS.items():
        if rows[sort]:
            parts.append(f"{forms}: {rows[sort]}")
    total = sum(rows.values())
    return f"строк под шапкой — {total}; {', '.join(parts)}"


def _names(count: int) -> str:
    if not count:
        return "не найдены."
    return f"{count} — заменены ролями; в карточки и сюда они не попали."


def _files(found: Sequence[Placed]) -> Iterator[str]:
    for one in found[:MOST]:
        yield f"{one.draft.path}: {_state(one)}"
        for name in one.merge.only_mine[:MOST]:
            yield f"  есть только в карточке, оставлено: {name}"
        if one.body_kept:
            yield "  текст под карточкой изменили и вы, и документ: оставлен ваш"
        for remark in one.unwritten[:MOST]:
            yield f"  без поля, не записано: {remark}"
    if len(found) > MOST:
        yield f"… и ещё {russian.count(len(found) - MOST, 'файл', 'файла', 'файлов')}"


def _state(one: Placed) -> str:
    if one.before is None:
        return "новый черновик"
    if one.is_same and not one.merge.conflicts:
        return "в документе ничего нового"
    parts = []
    if one.merge.added:
        parts.append(f"добавится записей — {one.merge.added}")
    if one.merge.changed:
        parts.append(f"изменится полей — {one.merge.changed}")
    if one.merge.conflicts:
        parts.append(f"изменили и вы, и документ — {len(one.merge.conflicts)}")
    return f"обновление: {', '.join(parts) or 'текст под карточкой'}"


def _todo(read: Read, found: Sequence[Placed]) -> Iterator[str]:
    todo = list(read.account.todo)
    seen: set[str] = set()
    for one in found:
        for problem in one.problems:
            line = f"{problem.what} {problem.fix}"
            if line not in seen and not any(
                f"`{name}`" in line and f"`{name}`" in known for known in todo for name in _MISSED
            ):
                seen.add(line)
                todo.append(f"{one.draft.path}:{problem.place.line} — {line}")
    if todo:
        yield ""
        yield "Что дописать:"
        yield from (f"  {one}" for one in todo[:MOST])


_SORTS = {
    Sort.GOES_ON: "продолжений прошлой строки",
    Sort.HEAD: "повторов шапки",
    Sort.COUNTER: "строк с номерами столбцов",
    Sort.EMPTY: "пустых",
}
_MISSED = ("programme", "form", "title", "programmes", "school_year")
_TAKEN = {
    "phone": "убрано телефонов", "e-mail": "убрано адресов почты", "snils": "убрано СНИЛС", "inn": "убрано ИНН",
    "passport": "убрано паспортных данных", "birth certificate": "убрано свидетельств", "birth date": "убрано дат рождения",
    "home address": "убрано домашних адресов", "profile": "убрано страниц соцсетей", "coordinates": "убрано координат",
    "class": "убрано букв точных классов", "health": "убрано слов о здоровье", "register": "убрано слов об учёте",
    "family": "убрано слов о семье", "belief": "убрано слов о вере", "portrait": "убрано описаний участников",
    "name": "убрано имён",
}  # fmt: skip
