"""Files of Word, Excel, PowerPoint and LibreOffice: what keeps one off a site, told from what lies inside."""

import io
import re
import zipfile

from mentoring.attachments import office_parts, pictures
from mentoring.attachments.fault import BROKEN_ARCHIVE, Fault, Spoilt, ending_of

ENDINGS = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})
OLD = frozenset(
    {
        *("doc", "xls", "ppt", "rtf", "dot", "xlt", "pps", "dotx", "xltx", "potx", "ppsx"),
        *("docm", "xlsm", "pptm", "dotm", "xltm", "potm", "ppsm", "xlsb"),
    }
)
"""Kinds that hold programs or cannot be cleaned."""
MAX_UNPACKED = 200_000_000


def fault(content: bytes, ending: str, looked_at: bool) -> Fault | None:
    """The first thing wrong with the file; `looked_at` covers its pictures."""
    if ending in OLD:
        return _MACROS if ending.endswith("m") or ending == "xlsb" else _old(ending)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _CLOSED if b"E\0n\0c\0r\0y\0p\0t\0" in content else _old(ending)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [member.filename for member in archive.infolist() if not member.is_dir()]
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise zipfile.BadZipFile(ending)
            if any(member.flag_bits & 1 for member in archive.infolist()):
                return _CLOSED
            book = _read(archive, names, ("xl/workbook.xml", "content.xml", "META-INF/manifest.xml"))
    except BROKEN_ARCHIVE:
        return _false(ending)
    if not any(name.startswith(_MAIN[ending]) for name in names):
        return _false(ending)
    return _of_names(names, book, looked_at)


def _of_names(names: list[str], book: str, looked_at: bool) -> Fault | None:
    if any(_PROGRAM.search(name) for name in names):
        return _MACROS
    if "manifest:encryption-data" in book:
        return _CLOSED
    if any(_INSIDE.search(name) and "printerSettings" not in name for name in names):
        return Fault(
            "file-inside",
            "Внутри файла лежит другой файл или связь с чужой таблицей: их видит каждый, кто скачает документ.",
            "Вставьте таблицу обычным текстом, а связи разорвите («Данные» → «Изменить связи» → «Разорвать связь»).",
            why="Во вложенной таблице остаются все её строки и листы, даже если видна одна.",
        )
    if _HIDDEN.search(book):
        return Fault(
            "file-hidden",
            "В таблице есть скрытый лист.",
            "Покажите скрытые листы и удалите лишние: скачавший файл откроет их одним нажатием.",
        )
    if not looked_at and any(_SHOWN.search(name) and not _THUMBNAIL.search(name) for name in names):
        return Fault(
            "file-unseen",
            "Внутри файла есть картинка: программа не видит, кто на ней и чьи там имена.",
            "Посмотрите её сами. Если на ней никто не назван и не виден, впишите документу в cases/documents.yml строку"
            " `seen: {people: нет людей, by: ваша должность, on: ДД.ММ.ГГГГ}`; иначе удалите картинку из файла.",
            why="На картинках в документах бывают подписи, печати и лица.",
        )
    return None


def stripped(content: bytes, ending: str) -> bytes:
    """The document alone: accepted edits, no notes, no properties, no traces of its author's computer.

    Raises:
        Spoilt: broken inside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {
                member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()
            }
        parts = office_parts.cleaned(parts)
        parts = {name: _shown(name, inside) for name, inside in parts.items()}
    except (*BROKEN_ARCHIVE, ValueError) as error:
        raise Spoilt(ending) from error
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(member, parts[name])
    return out.getvalue()


def _shown(name: str, inside: bytes) -> bytes:
    """A picture of the document, made anew from its pixels under its own name."""
    ending = ending_of(name)
    if ending in {"png", "jpg", "jpeg", "svg"}:
        return pictures.cleaned(inside, ending)
    return inside


def _read(archive: zipfile.ZipFile, names: list[str], wanted: tuple[str, ...]) -> str:
    return "".join(archive.read(name).decode("utf-8", "replace") for name in wanted if name in names)


def _old(ending: str) -> Fault:
    return Fault(
        "file-old",
        f"Файл `.{ending}` — старого вида или шаблон: из него нельзя убрать имя автора и следы правок.",
        "Откройте его и сохраните как `.docx`, `.xlsx` или `.pptx` («Файл» → «Сохранить как»).",
    )


def _false(ending: str) -> Fault:
    return Fault(
        "file-false",
        f"Имя оканчивается на `.{ending}`, а внутри не такой документ или только его часть.",
        "Откройте файл и сохраните его заново; если он не открывается, удалите его.",
    )


_MAIN = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    **dict.fromkeys(("odt", "ods", "odp"), "content.xml"),
}
_FIRST = ("mimetype", "[Content_Types].xml")
_PROGRAM = re.compile(r"vbaProject|vbaData|/activeX/|^Basic/|^Scripts/|^Dialogs/|/macrosheets/", re.I)
_INSIDE = re.compile(
    r"/embeddings/|/externalLinks/|/afchunk|oleObject|^ObjectReplacements/|^Object |/model/item\.data|/connections\.xml|/queryTables/"
    r"|\.(?:bin|mht|mhtml|html?|rtf|docx|xlsx|pptx|pdf|zip|exe|mp4|m4a|mp3|wav|avi|mov)$",
    re.I,
)
_SHOWN = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|emf|wmf|emz|wmz|tiff?|bmp)$", re.I)
_THUMBNAIL = re.compile(r"thumbnail", re.I)
_HIDDEN = re.compile(r"<(?:\w+:)?sheet\b[^>]*\bstate=[\"'](?:veryH|h)idden|table:display=[\"']false")
_CLOSED = Fault(
    "file-closed",
    "Файл закрыт паролем или шифром: программа не видит, кто в нём назван.",
    "Сохраните его без пароля и приложите заново.",
)
_MACROS = Fault(
    "file-macro",
    "В файле есть макросы — программа, которая запускается у читателя.",
    "Сохраните его без макросов: «Файл» → «Сохранить как» → `.docx` или `.xlsx`.",
)
