"""Drawings in SVG: what in one may run, and the same drawing without notes and traces of the program that made it."""

import re

from lxml import etree

from mentoring.attachments.fault import Fault, Spoilt


def fault(content: bytes) -> Fault | None:
    text = content.decode("utf-8", "replace")
    if not _IS_DRAWING.match(text):
        return Fault(
            "picture-false",
            "Имя оканчивается на `.svg`, а внутри не рисунок SVG.",
            "Сохраните рисунок заново из программы, в которой он сделан, или удалите файл.",
        )
    if _RUNS.search(_decoded(text)):
        return Fault(
            "picture-active",
            "В рисунке SVG есть то, что запускает программу или ведёт на другой сайт.",
            "Сохраните рисунок как PNG и приложите его.",
            why="Такой рисунок, открытый сам по себе, — страница с программой внутри.",
        )
    return None


def _decoded(text: str) -> str:
    """The drawing with its character references read, as a browser does."""
    return re.sub(
        r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));?",
        lambda match: chr(min(int(match[1], 16) if match[1] else int(match[2]), 0x10FFFF)),
        text,
    )


_IS_DRAWING = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>\[]*>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]",
    re.S | re.I,
)
_RUNS = re.compile(
    r"<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|object|embed|image|audio|video|animate\w*|set|handler)\b"
    r"|<!ENTITY|<\?xml-stylesheet|\son\w+\s*="
    r"|(?:href|src)\s*=\s*[\"']?\s*(?![\s#\"'])"
    r"|(?:url\(|@import)\s*[\"']?\s*(?![\s#\"'])",
    re.I,
)


def cleaned(content: bytes) -> bytes:
    """The drawing alone: no comments, no metadata, nothing of other programs; its title and description stay.

    Raises:
        Spoilt: not well-formed.
    """
    try:
        root = etree.fromstring(
            content,
            etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True, remove_comments=True),
        )
    except etree.XMLSyntaxError as error:
        raise Spoilt("svg") from error
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or not _is_drawn(element.tag):
            _drop(element)
            continue
        for name in list(element.attrib):
            if (name.startswith("{") and not name.startswith(_KEPT)) or name.startswith("data-"):
                del element.attrib[name]
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _is_drawn(tag: str) -> bool:
    namespace, _, name = tag.rpartition("}")
    return namespace in {"", "{http://www.w3.org/2000/svg"} and name != "metadata"


def _drop(element: etree._Element) -> None:
    """Take an element away and leave the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


_KEPT = ("{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}")
