"""`feed.xml`: the newest practices and cases for feed readers, as RSS 2.0."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from lxml import etree

from mentoring import russian
from mentoring.addresses import address
from mentoring.cards import Case, Practice
from mentoring.pages import Edition
from mentoring.pages.told import current, plain

PATH = "feed.xml"
_NEWEST = 20
_ATOM = "http://www.w3.org/2005/Atom"


def news(edition: Edition) -> list[Practice | Case]:
    """What came out last, the newest first; nothing of what says no day."""
    return sorted(
        _dated(edition), key=lambda card: (-_day(card).toordinal(), russian.sort_key(card.title), card.slug)
    )[:_NEWEST]


def has_news(edition: Edition) -> bool:
    return next(_dated(edition), None) is not None


def _dated(edition: Edition) -> Iterator[Practice | Case]:
    book = edition.book
    cards: list[Practice | Case] = [*current(book.practices), *current(book.cases)]
    for card in cards:
        if card.published_on and card.published_on <= book.as_of:
            yield card


def feed(edition: Edition) -> bytes | None:
    """The feed; None where there is no news, or nobody knows the whole address of the site. Source: RSS 2.0."""
    school = edition.book.school
    cards = news(edition)
    if not school.site or not cards:
        return None
    site = school.site.rstrip("/")
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM})
    channel = etree.SubElement(root, "channel")
    _put(channel, "title", f"Наставничество · {school.short_name}")
    _put(channel, "link", f"{site}/")
    _put(channel, "description", "Новые практики и кейсы наставничества.")
    _put(channel, "language", "ru")
    _put(channel, "lastBuildDate", _written(_day(cards[0])))
    own = {"href": f"{site}/{PATH}", "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{_ATOM}}}link", own)
    for card in cards:
        item = etree.SubElement(channel, "item")
        link = f"{site}/{address(edition.path_of(card), edition.directory_urls)}"
        _put(item, "title", card.title)
        _put(item, "link", link)
        _put(item, "guid", link)
        _put(item, "description", _gist(card))
        _put(item, "category", "Практика" if isinstance(card, Practice) else "Кейс")
        _put(item, "pubDate", _written(_day(card)))
    etree.indent(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return made + b"\n"


def _gist(card: Practice | Case) -> str:
    told = card.gist if isinstance(card, Practice) else card.request or card.body
    return plain(told or card.title, 300)


def _day(card: Practice | Case) -> date:
    assert card.published_on is not None  # `news` takes no others
    return card.published_on


def _written(day: date) -> str:
    """Midnight in Greenwich is the same day all over Russia."""
    return format_datetime(datetime.combine(day, time(), UTC), usegmt=True)


def _put(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
