"""PDF: what keeps one off a site, and the same pages without properties, notes, programs and files inside."""

import io
import logging
import re
from typing import Any

from mentoring.attachments.fault import Fault, Spoilt


def fault(content: bytes, looked_at: bool) -> Fault | None:
    import pypdf  # takes a while to import, and few schools attach a PDF
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of may quote the file
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return _CLOSED
        pages = [(_shows_text(page), _shows_picture(page)) for page in reader.pages]
        signed = b"/ByteRange" in content and b"/Sig" in content
    except (PyPdfError, *BROKEN):
        return Fault(
            "file-false",
            "Имя оканчивается на `.pdf`, а внутри не PDF или только его часть.",
            "Откройте файл и сохраните его как PDF заново; если он не открывается, удалите его.",
        )
    if signed:
        return _SIGNED
    if looked_at:
        return None
    for number, (text, picture) in enumerate(pages, start=1):
        if not text or picture:
            what = "картинка" if text else "скан или картинка без текста"
            return Fault(
                "file-unseen",
                f"На странице {number} — {what}: программа не видит, кто на ней и чьи там имена.",
                "Посмотрите файл сами. Если в нём никто не назван и не виден, впишите документу в cases/documents.yml строку"
                " `seen: {people: нет людей, by: ваша должность, on: ДД.ММ.ГГГГ}`; иначе приложите пустой бланк.",
                why="На сканах стоят фамилии, подписи и печати.",
            )
    return None


def stripped(content: bytes) -> bytes:
    """The pages with their links and fields; nothing else of the document. The same file gives the same bytes.

    Raises:
        Spoilt: broken inside.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
        for found in list(writer._objects):
            _bare(found)
        for page in writer.pages:
            _without_notes(page)
        made = _written(writer)
        # What nothing leads to any more is still in the file; a copy takes along only what its pages lead to.
        made = _written(pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(made))))
    except (PyPdfError, *BROKEN) as error:
        raise Spoilt("pdf") from error
    return made


def _written(writer: Any) -> bytes:
    writer.metadata = None
    writer._ID = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _bare(found: Any) -> None:
    """Take away what stands beside the pages, wherever it stands."""
    from pypdf.generic import DictionaryObject

    if not isinstance(found, DictionaryObject):
        return
    for name in _BESIDE & set(found):
        del found[name]
    for name in ("/OpenAction", "/A"):
        action = found.get(name)
        action = action.get_object() if action is not None else None
        if isinstance(action, DictionaryObject) and action.get("/S") not in _QUIET:
            del found[name]
    for inner in list(found.values()):
        if isinstance(inner, DictionaryObject):
            _bare(inner)


def _without_notes(page: Any) -> None:
    """Keep links and fields of the notes of a page."""
    from pypdf.generic import ArrayObject, NameObject

    notes = page.get("/Annots")
    if notes is None:
        return
    kept = ArrayObject(
        note for note in notes.get_object() if note.get_object().get("/Subtype") in {"/Link", "/Widget"}
    )
    page[NameObject("/Annots")] = kept


def _shows_text(page: Any) -> bool:
    contents = page.get_contents()
    return (contents is not None and bool(_TEXT.search(contents.get_data()))) or any(
        _TEXT.search(form.get_data()) for form in _parts(page, "/Form")
    )


def _shows_picture(page: Any) -> bool:
    contents = page.get_contents()
    return any(True for _ in _parts(page, "/Image")) or (
        contents is not None and bool(_INLINE.search(contents.get_data()))
    )


def _parts(holder: Any, subtype: str, depth: int = 0) -> Any:
    """The forms or pictures a page is made of, those inside forms too."""
    resources = holder.get("/Resources")
    parts = resources.get_object().get("/XObject") if resources is not None else None
    for part in parts.get_object().values() if parts is not None else ():
        found = part.get_object()
        if found.get("/Subtype") == subtype:
            yield found
        if found.get("/Subtype") == "/Form" and depth < 5:
            yield from _parts(found, subtype, depth + 1)


BROKEN = (RecursionError, ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError, OSError)
"""How pypdf meets a broken file, beside its own errors."""
_TEXT = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")")
_INLINE = re.compile(rb"\bBI\s.{0,500}?\sID\s", re.S)
_BESIDE = frozenset(
    {
        "/Metadata",
        "/PieceInfo",
        "/LastModified",
        "/AA",
        "/AF",
        "/EmbeddedFiles",
        "/JavaScript",
        "/Collection",
        "/XFA",
        "/Thumb",
        "/SpiderInfo",
    }
)
"""Properties, private data of programs, actions, files inside. Source: ISO 32000-1, 7.7.2, 12.6, 14.3."""
_QUIET = frozenset({"/URI", "/GoTo", "/Named"})
_CLOSED = Fault(
    "file-closed",
    "Файл закрыт паролем или шифром: программа не видит, кто в нём назван.",
    "Сохраните его без пароля и приложите заново.",
)
_SIGNED = Fault(
    "file-signed",
    "Файл подписан электронной подписью: в ней записаны имя, СНИЛС и ИНН того, кто подписал.",
    "Приложите файл без подписи: откройте его и напечатайте в PDF.",
)
