"""What the name of an author's file must be, for it is the address of a page."""

import re
from pathlib import Path

from mentoring import russian
from mentoring.problems import Place, Problem, Severity


def card_fault(shown: str, stem: str) -> Problem | None:
    if stem in {"index", "readme"} or stem in _DEVICES:
        whose = "на компьютерах с Windows" if stem in _DEVICES else "страницей со списком"
        return Problem(
            Place(shown),
            f"Имя `{stem}.md` занято {whose}.",
            "Назовите файл по содержанию карточки.",
            rule="file-name",
        )
    if len(stem) <= 100 and re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", stem):
        return None
    if len(stem) <= 100 and re.fullmatch(r"-+[a-z0-9]+(?:[-_.][a-z0-9]+)*", stem):
        return Problem(
            Place(shown),
            "Имя файла начинается с дефиса: многие программы примут его за свой параметр.",
            f"Переименуйте файл: `{stem.lstrip('-')}.md`.",
            rule="file-name",
            severity=Severity.WARNING,
        )
    return Problem(
        Place(shown),
        "Имя файла не годится для адреса страницы: нужны малые латинские буквы, цифры и дефисы, до 100 знаков.",
        f"Переименуйте файл: `{russian.slug(stem)[:100].strip('-') or 'kartochka'}.md`.",
        rule="file-name",
        quote=False,
    )


_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
"""Names that Windows gives to devices: a checkout with such a file fails there."""


def taken(shown: str, first: str | None) -> Problem | None:
    if first is None:
        return None
    return Problem(
        Place(shown),
        f"Такое имя файла уже занято: {first}.",
        "Переименуйте этот файл: имя — адрес страницы, и оно одно на все годы.",
        rule="address-taken",
    )


def page_fault(shown: str) -> Problem | None:
    """What no system of files and no address can bear in the name of a hand-written page."""
    parts = shown.split("/")[1:]
    if not any(
        len(part.encode()) > 200
        or part != part.strip(" ")
        or part.removesuffix(".md").endswith((" ", "."))
        or part.partition(".")[0].lower() in _DEVICES
        or _NOT_IN_NAMES.search(part)
        for part in parts
    ):
        return None
    new = "/".join(russian.slug(part.removesuffix(".md")) or "stranica" for part in parts)
    return Problem(
        Place(shown),
        "Имя файла не годится для адреса страницы.",
        f"Переименуйте файл: `docs/{new}.md`.",
        rule="file-name",
        quote=False,
    )


_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffd<>:\"|?*\\#%&]")


def apart(shown: str) -> Problem:
    return Problem(
        Place(shown),
        "В имени файла буква «й» или «ё» записана двумя знаками: ссылка на него, набранная на клавиатуре, не сработает.",
        f"Переименуйте файл латинскими буквами: `{russian.slug(Path(shown).stem)}.md`.",
        rule="file-name",
        severity=Severity.WARNING,
        quote=False,
    )
