"""What may stand in front matter: one module a kind, every field declared once."""

from mentoring.cards.documents import Documents
from mentoring.cards.fields import Card, Filed, Part
from mentoring.cards.media import Picture
from mentoring.cards.mentor import Mentor
from mentoring.cards.page import OwnPage
from mentoring.cards.pair import Case
from mentoring.cards.practice import Practice
from mentoring.cards.programme import Programme
from mentoring.cards.published import Published
from mentoring.cards.register import Register
from mentoring.cards.reviewed import Reviewed
from mentoring.cards.roadmap import Roadmap
from mentoring.cards.school import School
from mentoring.cards.words import Words

FOLDERS: dict[str, type[Card]] = {
    "programmes": Programme,
    "roadmaps": Roadmap,
    "pairs": Case,
    "practices": Practice,
    "mentors": Mentor,
    "media": Picture,
}
"""Folders under `cases/`, each of one kind of card."""

FILES: dict[str, type[Filed]] = {
    "school.yml": School,
    "vocabulary.yml": Words,
    "documents.yml": Documents,
    "reviewed.yml": Reviewed,
    "addresses.yml": Published,
}
"""Files under `cases/` that are all card."""

__all__ = [
    "FILES", "FOLDERS", "Card", "Case", "Documents", "Filed", "Mentor", "OwnPage", "Part",
    "Picture", "Practice", "Programme", "Published", "Register", "Reviewed", "Roadmap", "School", "Words",
]  # fmt: skip
