"""A file of Word or Excel unpacked safely, or the reason why it cannot be read and what to do."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from mentoring.attachments import BROKEN_ARCHIVE

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_PART = 60_000_000
"""Of one part that is read; a document of a thousand pages has 20 MB of text and marks."""


class Refused(Exception):
    """Why a document cannot become a card, and what to do; nothing of the document stands in it."""

    def __init__(self, reason: str, what: str, fix: str) -> None:
        super().__init__(what)
        self.reason = reason
        """A permanent name, in kebab case."""
        self.what = what
        self.fix = fix


@dataclass(frozen=True)
class Package:
    """The parts of an office file."""

    kind: str
    """`docx` or `xlsx`, by what lies inside."""
    main: str
    """The path of the main part."""
    content: bytes
    parts: Mapping[str, bytes]
    """The parts in XML, by path."""
    pictures: int
    objects: int
    """Tables and files put in as objects."""
    links: int
    """Other files and pages that would be fetched; nothing follows them."""

    def root(self, path: str) -> etree._Element | None:
        """A part as a tree; None where there is no such part.

        Raises:
            Refused: it is no XML, or declares entities.
        """
        return None if path not in self.parts else parsed(self.parts[path])

    def related(self, kind: str) -> str:
        """The path of the part that the main one is related to; empty where there is none."""
        return next((target for ending, target in self._relations if ending == kind), "")

    @property
    def _relations(self) -> list[tuple[str, str]]:
        folder, name = posixpath.split(self.main)
        return _relations(self.parts.get(f"{folder}/_rels/{name}.rels", b""), folder)


def opened(content: bytes, name: str) -> Package:
    """Unpack a document.

    Raises:
        Refused: it is of another kind, locked, broken, too large, or carries programs.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    _check_kind(content, ending)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if any(member.flag_bits & 1 for member in members):
                raise _locked()
            if sum(member.file_size for member in members) > MAX_UNPACKED:
                raise _bomb()
            names = [member.filename for member in members]
            _check_names(names, ending)
            parts = {}
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    if member.file_size > MAX_PART:
                        raise _bomb()
                    parts[member.filename] = inside = archive.read(member)
                    if _DECLARES.search(inside[:_HEAD].replace(b"\0", b"")):
                        raise _entities()
    except BROKEN_ARCHIVE as error:
        raise Refused(
            "file-broken",
            "Файл повреждён: он передан или сохранён не до конца.",
            "Откройте его в Word или Excel; если он открывается, сохраните заново под другим именем и повторите."
            " Если нет, попросите файл ещё раз.",
        ) from error
    main = next(
        (
            target
            for kind, target in _relations(parts.get("_rels/.rels", b""), "")
            if kind == "officeDocument"
        ),
        "",
    )
    kind = "docx" if main.startswith("word/") else "xlsx" if main.startswith("xl/") else ""
    if not kind or main not in parts:
        raise Refused(
            "file-false",
            f"Имя оканчивается на `.{ending}`, а внутри нет ни текста Word, ни листов Excel.",
            "Откройте файл и сохраните его как «Документ Word (.docx)» или «Книга Excel (.xlsx)».",
        )
    links = sum(
        len(_OUTSIDE.findall(inside)) - len(_HYPERLINK.findall(inside))
        for path, inside in parts.items()
        if path.endswith(".rels")
    )
    return Package(
        kind, main, content, parts,
        pictures=sum(bool(_PICTURE.search(one)) for one in names),
        objects=sum("/embeddings/" in one for one in names),
        links=links,
    )  # fmt: skip


def parsed(content: bytes) -> etree._Element:
    """A part as a tree.

    Raises:
        Refused: it is no XML, or declares entities.
    """
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise Refused(
            "file-broken",
            "Файл внутри повреждён: его нельзя прочесть до конца.",
            "Откройте его в Word или Excel и сохраните заново под другим именем.",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _entities()
    return root


def too_large() -> Refused:
    """The refusal of a file that is not even read."""
    return Refused(
        "file-too-large",
        f"Файл больше {MAX_BYTES // 1_000_000} МБ: в нём картинки или сканы, а не только таблица.",
        "Скопируйте таблицу в новый документ Word и сохраните его: без картинок он займёт меньше мегабайта.",
    )


def _entities() -> Refused:
    return Refused(
        "file-entities",
        "Внутри файла объявлены сущности XML: настоящие Word и Excel так не пишут, так делают опасные файлы.",
        "Не пользуйтесь этим файлом. Скопируйте таблицу в новый документ и сохраните его.",
    )


def _check_kind(content: bytes, ending: str) -> None:
    if not content:
        raise Refused("file-empty", "Файл пуст.", "Скопируйте его ещё раз: передача оборвалась.")
    if len(content) > MAX_BYTES:
        raise too_large()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if b"E\0n\0c\0r\0y\0p\0t\0" in content:
            raise _locked()
        raise _old(ending if ending in {"xls", "ppt"} else "doc")
    if content.startswith(b"{\\rtf") or ending == "rtf":
        raise _old("rtf")
    if content.startswith(b"%PDF") or ending == "pdf":
        raise Refused(
            "file-pdf",
            "Это PDF: в нём нет таблицы, только её вид, а в скане — и букв.",
            "Найдите файл Word, из которого он сделан. Если его нет, откройте PDF в Word (он превратит его в текст), сверьте"
            " таблицу и сохраните как `.docx`. Скан сначала распознают.",
        )
    if ending in _PICTURES or content.startswith(_PICTURE_STARTS):
        raise Refused(
            "file-picture",
            "Это картинка: букв в ней программа не видит.",
            "Найдите файл Word или Excel, с которого она снята, или наберите таблицу заново.",
        )
    if not content.startswith(b"PK"):
        raise Refused(
            "file-false",
            "Это не документ Word и не книга Excel, хотя имя может говорить иначе.",
            "Откройте файл в Word или Excel и сохраните как `.docx` или `.xlsx`.",
        )


def _check_names(names: list[str], ending: str) -> None:
    if ending in _WITH_PROGRAMS or any(_PROGRAM.search(name) for name in names):
        raise Refused(
            "file-macro",
            "В файле есть макросы — программы, которые запускаются при открытии.",
            "Сохраните его без макросов: «Файл» → «Сохранить как» → «Документ Word (.docx)» или «Книга Excel (.xlsx)».",
        )
    if "content.xml" in names and "mimetype" in names:
        raise Refused(
            "file-odf",
            "Это документ LibreOffice (`.odt` или `.ods`).",
            "Откройте его в LibreOffice и сохраните: «Файл» → «Сохранить как» → тип «Word 2007–365 (.docx)» или «Excel (.xlsx)».",
        )


def _old(ending: str) -> Refused:
    new = ".xlsx" if ending == "xls" else ".docx"
    return Refused(
        "file-old",
        f"Это файл старого вида (`.{ending}`): таблицу в нём программа не читает.",
        f"Откройте его в Word, Excel или LibreOffice и сохраните: «Файл» → «Сохранить как» → тип `{new}`.",
    )


def _relations(content: bytes, folder: str) -> list[tuple[str, str]]:
    """What a part leads to inside the file: the last word of the relation's type, and the path."""
    if not content:
        return []
    found = []
    for relation in parsed(content):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found.append((relation.get("Type", "").rpartition("/")[2], path))
    return found


def _locked() -> Refused:
    return Refused(
        "file-locked",
        "Файл закрыт паролем.",
        "Откройте его со своим паролем и сохраните без него: «Файл» → «Сведения» → «Защита документа» → пустой пароль.",
    )


def _bomb() -> Refused:
    return Refused(
        "file-bomb",
        "Распакованный файл в сотни раз больше самого себя: так устроены файлы, которые вешают компьютер.",
        "Не открывайте его. Скопируйте таблицу из надёжного файла в новый документ.",
    )


_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_HEAD = 10_000
"""Where a declaration may stand: before the first element."""
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "svg"})
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_WITH_PROGRAMS = frozenset({"docm", "xlsm", "dotm", "xltm", "xlsb"})
_PROGRAM = re.compile(r"vbaProject|vbaData|/activeX/|/macrosheets/", re.I)
_PICTURE = re.compile(r"/media/.*\.(?:png|jpe?g|gif|bmp|emf|wmf|emz|wmz|tiff?|webp|svg)$", re.I)
_OUTSIDE = re.compile(rb'TargetMode\s*=\s*["\']External')
_HYPERLINK = re.compile(
    rb'<[^<>]*/hyperlink"[^<>]*TargetMode\s*=\s*["\']External|<[^<>]*TargetMode\s*=\s*["\']External[^<>]*/hyperlink"'
)
