"""For readers and parents: what is told of people here, on what basis, how to have it removed, whom to write to."""

from collections.abc import Iterator

from mentoring.pages.edition import Edition
from mentoring.pages.mentors import known
from mentoring.pages.page import Page

PATH = "personal-data.md"


def pages(edition: Edition) -> Iterator[Page]:
    yield edition.page(
        PATH,
        "Ваши данные на этом сайте",
        "personal_data.md.jinja",
        description="Что сайт рассказывает о людях, на каком основании и как потребовать убрать сведения о себе или ребёнке.",
        has_mentors=bool(known(edition.book)),
    )
