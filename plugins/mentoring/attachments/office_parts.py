"""The parts of an office file without what its author's computer left there: properties, notes, edits, paths."""

import posixpath
import re
from collections.abc import Callable, Mapping

from lxml import etree

Parts = Mapping[str, bytes]


def cleaned(parts: Parts) -> dict[str, bytes]:
    """The parts of a published file.

    Raises:
        ValueError: a part is not well-formed.
    """
    kept = {name: inside for name, inside in parts.items() if not _LEFT.search(name)}
    for name in kept:
        if name in _EMPTY:
            kept[name] = _EMPTY[name]
    gone = {name for name in parts if name not in kept}
    for name in [name for name in kept if name.endswith(".rels")]:
        kept[name], ids = _relations(kept[name], name, gone)
        part = _part_of(name)
        if ids and part in kept:
            kept[part] = _changed(kept[part], lambda root, ids=ids: _without_ids(root, ids))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    for name, inside in kept.items():
        if name == "[Content_Types].xml":
            kept[name] = _changed(inside, lambda root: _without_types(root, set(kept)))
        elif name == "META-INF/manifest.xml":
            kept[name] = _changed(inside, lambda root: _without_entries(root, set(kept)))
        elif name.endswith(".xml") and name not in _EMPTY:
            kept[name] = _changed(inside, _without_traces)
    return kept


def _changed(inside: bytes, change: Callable[[etree._Element], None]) -> bytes:
    try:
        root = etree.fromstring(
            inside, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        raise ValueError("xml") from error
    change(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# What leads from part to part


def _relations(inside: bytes, name: str, gone: set[str]) -> tuple[bytes, frozenset[str]]:
    """The relations without those to parts that are gone and to the author's computer, and the ids of these."""
    ids: set[str] = set()
    folder = posixpath.dirname(posixpath.dirname(name))

    def change(root: etree._Element) -> None:
        for relation in list(root):
            target, kind = relation.get("Target", ""), relation.get("Type", "")
            inner = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            outside = relation.get("TargetMode") == "External"
            if (
                (not outside and inner in gone)
                or (outside and not _WEB.match(target))
                or kind.endswith(_NOT_KEPT)
            ):
                ids.add(relation.get("Id", ""))
                root.remove(relation)

    return _changed(inside, change), frozenset(ids)


def _part_of(relations: str) -> str:
    """`word/_rels/document.xml.rels` tells where `word/document.xml` leads."""
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _without_ids(root: etree._Element, ids: frozenset[str]) -> None:
    for element in list(root.iter("*")):
        for name in [
            name for name, value in element.attrib.items() if value in ids and _OF_RELATIONS in name
        ]:
            if _local(element) == "hyperlink":
                del element.attrib[name]
            else:
                _drop(element)
                break


def _without_types(root: etree._Element, kept: set[str]) -> None:
    for entry in list(root):
        if _local(entry) == "Override" and entry.get("PartName", "").lstrip("/") not in kept:
            root.remove(entry)


def _without_entries(root: etree._Element, kept: set[str]) -> None:
    for entry in list(root):
        path = entry.get(f"{{{_MANIFEST}}}full-path", "")
        if not path.endswith("/") and path not in kept:
            root.remove(entry)


# What was edited, and by whom


def _without_traces(root: etree._Element) -> None:
    for row in [row for row in root.iter("*") if _local(row) in {"tr", "tc"} and _is_deleted(row)]:
        _drop(row)
    for element in list(root.iter("*")):
        name = _local(element)
        if name in _DROPPED or name.endswith("Change"):
            _drop(element)
        elif name in _UNWRAPPED:
            if _is_mark(element):
                _drop(element)
            else:
                _unwrap(element)
    for element in root.iter("*"):
        for name, value in list(element.attrib.items()):
            if name.rpartition("}")[2] in _SIGNED or _OF_COMPUTER.search(value):
                del element.attrib[name]
        if _local(element) == "instrText" and element.text and _OF_COMPUTER.search(element.text):
            element.text = ""


def _is_deleted(row: etree._Element) -> bool:
    """Whether a row or a cell was deleted with edits being tracked."""
    about = next((part for part in row if _local(part) in {"trPr", "tcPr"}), None)
    return about is not None and any(_local(mark) in {"del", "cellDel"} for mark in about)


def _is_mark(element: etree._Element) -> bool:
    """Whether an insertion is said of a paragraph or a row, and holds no text of its own."""
    parent = element.getparent()
    return parent is not None and _local(parent) in {"rPr", "trPr", "tcPr", "numPr", "pPr"}


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _drop(element: etree._Element) -> None:
    """Take an element away and leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for inner in reversed(list(element)):
        parent.insert(at, inner)
    parent.remove(element)


_LEFT = re.compile(
    r"^docProps/(?:custom|thumbnail)|^docMetadata/|^customXml/|^_xmlsignatures/|^META-INF/(?:document|macro)signatures"
    r"|^Thumbnails/|^Configurations2/|^customUI/|(?:^|/)webextensions/|(?:^|/)printerSettings/"
    r"|^word/(?:comments|people|glossary/|documentTasks)|^xl/(?:comments|threadedComments/|persons/|revisions/|userNames)"
    r"|^xl/drawings/vmlDrawing|^ppt/(?:comments|commentAuthors|authors|changesInfos/|revisionInfo|tags/|handoutMasters/)|thumbnail",
    re.I,
)
"""Parts that are not published."""
_NOT_KEPT = (
    "/attachedTemplate",
    "/mailMergeSource",
    "/mailMergeHeaderSource",
    "/recipientData",
    "/transform",
)
_WEB = re.compile(r"(?:https?://|mailto:|#)", re.I)
_OF_RELATIONS = "/relationships}"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_DROPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "delInstrText", "cellIns", "cellDel", "cellMerge"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "legacyDrawing"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *(
            f"customXml{kind}Range{end}"
            for kind in ("Ins", "Del", "MoveFrom", "MoveTo")
            for end in ("Start", "End")
        ),
        *("fileSharing", "absPath", "mailMerge", "docVars", "attachedTemplate", "revisionPtr", "dataBinding"),
        *("annotation", "annotation-end", "tracked-changes", "change", "change-start", "change-end"),
        *("creator", "initial-creator", "printed-by"),
    }
)
"""Elements that go with all they hold. Source: ECMA-376, 17.13.5; OpenDocument 1.3, 5.5 and 14.1."""
_UNWRAPPED = frozenset({"ins", "moveTo"})
_SIGNED = frozenset({"author", "initials", "userId", "lastModifiedBy"})
_OF_COMPUTER = re.compile(r"file:/|(?<![A-Za-z])[A-Za-z]:\\\\?[^\s\\]|^\\\\\\\\\w")
"""A path on the computer of the author: the folder of a user is called by name."""
_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>",
    "settings.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">'
    b"<office:settings/></office:document-settings>",
}
"""Properties that say nothing."""
