"""Files beside the cards: pictures, forms, documents; what of them may stand on a site, and how each is cleaned for it."""

import hashlib

from mentoring.attachments import office, pdf, pictures
from mentoring.attachments.fault import ACTIVE, BROKEN_ARCHIVE, MAX_BYTES, PICTURES, Fault, Spoilt, ending_of

__all__ = [
    "BROKEN_ARCHIVE",
    "MAX_BYTES",
    "OF_HOSTS",
    "PLAIN",
    "Fault",
    "Spoilt",
    "ending_of",
    "neutral_name",
    "of_docs",
    "of_file",
    "of_picture",
    "stripped",
]

OF_HOSTS = frozenset({"robots.txt"})
"""What a host asks to lie in the root of a site; nothing else of `docs/` is published as it is."""
PLAIN = frozenset({"txt", "csv", "tsv", "ics", "vtt"})
"""Texts: nothing in them but what is seen."""

of_picture = pictures.of_picture


def neutral_name(name: str, content: bytes) -> str:
    """What a picture is called on a site: nothing of the name its author gave it."""
    return f"{hashlib.sha256(content).hexdigest()[:12]}.{pictures.cleaned_ending(ending_of(name))}"


def of_file(name: str, content: bytes, looked_at: bool = False) -> Fault | None:
    """The first thing wrong with a file that lies among forms and documents.

    `looked_at` says that somebody has declared what its pictures and pages without text show.
    """
    ending = ending_of(name)
    if ending in ACTIVE:
        return Fault(
            "file-kind",
            f"Файл с окончанием `.{ending}` может запустить программу у читателя: на сайт он не попадёт.",
            "Приложите документ Word, PDF или таблицу.",
        )
    if ending in PICTURES:
        return Fault(
            "picture-undeclared",
            "Картинка лежит среди документов и не описана: на сайт она не попадёт.",
            "Переложите её в cases/media и положите рядом карточку с полями `picture`, `alt` и `people`.",
        )
    if len(content) > MAX_BYTES:
        return Fault(
            "file-too-large",
            "Файл больше 20 МБ.",
            "Уменьшите картинки внутри файла или разделите его на части.",
        )
    if ending in office.OLD or ending in office.ENDINGS:
        return office.fault(content, ending, looked_at)
    if ending == "pdf":
        return pdf.fault(content, looked_at)
    if ending in {*PLAIN, "md"}:  # a note beside the files: nothing leads to it, so it is not published
        return None
    return Fault(
        "file-kind",
        f"Файл с окончанием `.{ending}` программа прочесть не умеет и не знает, кто в нём назван: на сайт он не попадёт.",
        "Сохраните его как документ Word (`.docx`), таблицу (`.xlsx`), PDF или простой текст.",
    )


def stripped(name: str, content: bytes) -> bytes:
    """A file as it goes to a site: a picture made anew from its pixels, a document without properties, notes, traces of edits.

    Raises:
        Spoilt: broken inside.
    """
    ending = ending_of(name)
    if ending in PICTURES:
        return pictures.cleaned(content, ending)
    if ending in office.ENDINGS:
        return office.stripped(content, ending)
    return pdf.stripped(content) if ending == "pdf" else content


def of_docs(path: str) -> Fault | None:
    """What is wrong with a file that lies under `docs/` and is no page; `path` is counted from there."""
    if path in OF_HOSTS:
        return None
    if ending_of(path) in PICTURES:
        return Fault(
            "picture-undeclared",
            "Картинка лежит среди страниц и не описана: на сайт она не попадёт.",
            "Переложите её в cases/media и положите рядом карточку с полями `picture`, `alt` и `people`.",
        )
    return Fault(
        "file-kind",
        "Среди страниц лежит файл, который не страница: на сайт он не попадёт.",
        "Бланки и документы переложите в cases/files и запишите в documents.yml; остальное уберите из docs.",
        why="Всё, что лежит в docs, попадало бы на сайт как есть, вместе с личными сведениями.",
    )
