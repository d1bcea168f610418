"""Elements of office files by their local names."""

from lxml import etree


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: the strict kind of these files has others."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    return next((key for key in element.attrib if key.rpartition("}")[2] == name), name)


def value(element: etree._Element | None, name: str = "val", default: str = "") -> str:
    """An attribute, whatever its namespace."""
    return default if element is None else element.get(_attribute(element, name), default)


def whole(element: etree._Element | None, name: str = "val", default: int = 0) -> int:
    """A small whole number from 0; what no program writes is taken for the default."""
    text = value(element, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else default


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """What is reached by one name inside another; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch like `<w:b/>` is there and not switched off."""
    return element is not None and value(element, default="true") not in {"0", "false", "off"}


_DIGITS = 6
