"""Who does what: the curator, the team, and who is responsible for which item of the current roadmaps."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring import russian
from mentoring.cards import Roadmap
from mentoring.casebook import Casebook, by_title
from mentoring.pages.edition import Edition, Here
from mentoring.pages.page import Page
from mentoring.pages.told import Entry, roadmap_entry


@dataclass(frozen=True)
class Duty:
    """An item somebody is responsible for."""

    title: str
    role: str
    """«соисполнитель», or empty for the one who is responsible."""
    schedule: str
    status: str
    roadmap: Entry


@dataclass(frozen=True)
class Post:
    """Somebody by post, and what this post is responsible for."""

    title: str
    duties: tuple[Duty, ...]


def pages(edition: Edition) -> Iterator[Page]:
    book = edition.book
    here = Here(edition, "team.md")
    posts = _posts(book, here)
    if not is_told(book):
        return
    yield edition.page(
        here.path,
        "Кто чем занимается",
        "team.md.jinja",
        description="Куратор, команда и ответственные за мероприятия дорожных карт.",
        posts=posts,
        year=book.current_year,
    )


def is_told(book: Casebook) -> bool:
    return bool(book.school.curator or book.school.team or _posts_written(book))


def _posts_written(book: Casebook) -> bool:
    return any(
        item.responsible or item.co_responsible for roadmap in _current(book) for item in roadmap.items
    )


def _current(book: Casebook) -> list[Roadmap]:
    """The roadmaps of this school year, in alphabetical order."""
    year = book.current_year
    found = (
        roadmap
        for roadmap in book.roadmaps
        if roadmap.publication != "archive"
        and roadmap.school_year <= year <= (roadmap.until or roadmap.school_year)
    )
    return sorted(found, key=by_title)


def _posts(book: Casebook, here: Here) -> list[Post]:
    titles: dict[str, str] = {}
    duties: dict[str, list[Duty]] = {}
    for post, duty in _duties(book, here):
        key = russian.folded(post)
        titles.setdefault(key, post)
        duties.setdefault(key, []).append(duty)
    posts = [Post(titles[key], tuple(found)) for key, found in duties.items()]
    return sorted(posts, key=lambda post: russian.sort_key(post.title))


def _duties(book: Casebook, here: Here) -> Iterator[tuple[str, Duty]]:
    for roadmap in _current(book):
        entry = roadmap_entry(roadmap, here)
        for section in roadmap.sections:
            for item in section.items:
                if item.status == "done":
                    continue
                title = f"{item.number}. {item.title}" if item.number else item.title
                schedule = item.schedule or section.schedule or ""
                status = book.title("statuses", item.status or "no-report")
                for post in item.responsible:
                    yield post, Duty(title, "", schedule, status, entry)
                for post in item.co_responsible:
                    yield post, Duty(title, "соисполнитель", schedule, status, entry)
