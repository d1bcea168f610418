"""The manual for curators: pages written by hand in `docs/curators`, with their pictures, which the program brings along."""

from collections.abc import Iterator

from mentoring import carried
from mentoring.pages.edition import Edition
from mentoring.pages.manual import is_told
from mentoring.pages.page import Asset, Page

PAGES = {
    "first-day.md": "От пустой папки до первого кейса на сайте: шаги, ответы, нажатия.",
    "year.md": "Что куратору делать в каком месяце: отчёты, согласия, замеры, выпуски.",
    "import.md": "Как взять готовые дорожную карту, программу, таблицу пар из Word и Excel.",
    "reports.md": "Какие отчёты и документы делает программа и откуда берутся их числа.",
}
"""The pages with what search engines are told of them; README.md is for who reads the folder itself."""
PICTURES = "pictures"


def pages(edition: Edition) -> Iterator[Page]:
    if is_told(edition):
        for name, description in PAGES.items():
            heading, _, text = carried.content(f"{carried.MANUAL}/{name}").decode().partition("\n")
            yield edition.page(
                f"curators/{name}",
                heading.removeprefix("# "),
                "manual_written.md.jinja",
                description=description,
                text=text.strip(),
            )


def pictures(edition: Edition) -> Iterator[Asset]:
    """The pictures of these pages, where the manual is told."""
    folder = carried.path(carried.MANUAL) / PICTURES
    if is_told(edition) and folder.is_dir():
        for file in sorted(folder.iterdir()):
            if file.suffix in {".png", ".webp"}:
                yield Asset(f"curators/{PICTURES}/{file.name}", file.read_bytes())
