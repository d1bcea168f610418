"""The pages that lead to a page, from the home page down."""

_SECTIONS = {
    "practices": "Практики",
    "cases": "Кейсы",
    "programmes": "Программы",
    "roadmaps": "Дорожные карты",
    "forms": "Формы",
    "stages": "Этапы",
    "mentors": "Наставники",
    "archive": "Архив",
    "curators": "Куратору",
}
"""What the page that opens a folder is called on the way to its other pages."""


def of(path: str) -> list[tuple[str, str]]:
    """Give the title and the path of each page above this one; the home page has none above it."""
    if path == "index.md":
        return []
    folder, _, name = path.rpartition("/")
    above = [("Главная", "index.md")]
    if folder in _SECTIONS and name != "index.md":
        above.append((_SECTIONS[folder], f"{folder}/index.md"))
    return above
