"""What a page tells machines: Open Graph with its picture, JSON-LD, the sitemap, the feed, the calendar of a programme."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import icalendar
import pytest
from browsing import served
from conftest import Load, Project
from lxml import etree
from lxml import html as markup
from PIL import Image
from playwright.sync_api import Browser

from mentoring.casebook import Casebook
from mentoring.exports import calendars, covers, feed
from mentoring.exports.covers import Cover
from mentoring.mkdocs_plugin import build_site
from mentoring.pages import Edition, render
from mentoring.privacy.forms import Person
from mentoring.privacy.looking import look
from mentoring.privacy.names import People
from mentoring.privacy.scan import scan
from mentoring.publish import redirects, sharing

DATA = Path(__file__).parent / "data/sharing"
PUBLIC = "publication: опубликован\napproved: {by: директор, on: 01.09.2025}\n"
SITE = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\nsite: https://school.example.org/nast/\n"
MKDOCS = (
    "site_name: Наставничество\ntheme: {name: material, language: ru, font: false}\nplugins: [mentoring]\n"
)
FILES = {
    "cases/school.yml": SITE,
    "cases/programmes/starshie.md": f"---\ntitle: Старшие, младшим; 2025/26\nforms: ученик – ученик\nschool_year: 2025/26\n{PUBLIC}---\n",
    "cases/practices/urok-vdvoem.md": f"---\ntitle: Урок вдвоём\ngist: Два учителя ведут один урок.\nforms: учитель – учитель\n"
    f"published_on: 15.09.2025\nredirect_from: urok\n{PUBLIC}---\n",
    "cases/pairs/chtenie.md": "---\ntitle: Чтение & слушание <вслух>\nkind: пара\nprogramme: starshie\nform: ученик – ученик\n"
    f"published_on: 01.10.2025\n{PUBLIC}---\n",
    "cases/pairs/schet.md": f"---\ntitle: Счёт\nkind: пара\nprogramme: starshie\nform: ученик – ученик\n{PUBLIC}---\n",
    "cases/roadmaps/plan.md": f"""---
title: План на 2025/26
school_year: 2025/26
programmes: [starshie]
sections:
  - title: Подготовка
    items:
      - title: Первая встреча, знакомство
        schedule: 15 октября 2025
        responsible: куратор
      - title: Собрать анкеты
        schedule: до 30 сентября 2025
      - title: Встречи пар
        schedule: октябрь 2025 – март 2026
      - title: Подвести итоги полугодия
        schedule: декабрь 2025, далее – май 2026
      - title: Отвечать на вопросы
        schedule: в течение года
      - title: Поблагодарить
{PUBLIC}---
""",
}


@pytest.fixture
def book(load: Load) -> Casebook:
    loaded, problems = load(FILES)
    assert not [problem for problem in problems if problem.is_error]
    public: Casebook = loaded.public
    return public


def head(edition: Edition, path: str) -> str:
    (page,) = (page for page in render(edition) if page.path == path)
    return sharing.tags(page, edition)


def graph(tags: str) -> Mapping[str, dict[str, Any]]:
    """The linked data of a page by type."""
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', tags)
    return {each["@type"]: each for each in json.loads(told[1])["@graph"]} if told else {}


def golden(name: str, made: bytes, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-goldens"):
        DATA.mkdir(exist_ok=True)
        (DATA / name).write_bytes(made)
    assert made == (DATA / name).read_bytes()


# Open Graph


def test_a_practice_says_what_it_is_and_shows_its_own_picture(book: Casebook) -> None:
    tags = head(Edition(book), "practices/urok-vdvoem.md")

    found = dict(re.findall(r'<meta property="([^"]*)" content="([^"]*)">', tags))
    assert found["og:title"] == "Урок вдвоём"
    assert found["og:description"] == "Два учителя ведут один урок."
    assert found["og:type"] == "article"
    assert found["og:locale"] == "ru_RU"
    assert found["og:url"] == "https://school.example.org/nast/practices/urok-vdvoem/"
    assert found["og:image"] == "https://school.example.org/nast/assets/share/practices/urok-vdvoem.png"
    assert '<meta name="twitter:card" content="summary_large_image">' in tags


@pytest.mark.parametrize("path", ["index.md", "cases/chtenie.md", "practices/index.md", "glossary.md"])
def test_other_pages_share_one_picture(book: Casebook, path: str) -> None:
    assert "https://school.example.org/nast/assets/share/site.png" in head(Edition(book), path)


def test_a_school_that_has_not_said_where_its_site_stands_gives_no_whole_addresses(load: Load) -> None:
    """A picture nobody finds is worse than none."""
    book, _ = load({**FILES, "cases/school.yml": SITE.partition("site:")[0]})
    edition = Edition(book.public)

    tags = head(edition, "practices/urok-vdvoem.md")

    assert 'property="og:title"' in tags
    assert "og:url" not in tags
    assert "og:image" not in tags
    assert "feed.xml" not in tags
    assert feed.feed(edition) is None
    assert graph(tags)["BreadcrumbList"]["itemListElement"][0]["item"] == "../../"


def test_every_picture_a_page_names_is_there(book: Casebook) -> None:
    edition = Edition(book)
    there = {f"https://school.example.org/nast/{path}" for path, _ in covers.covers(edition)}

    named = {
        re.findall(r'og:image" content="([^"]*)"', sharing.tags(page, edition))[0] for page in render(edition)
    }

    assert named == there


def test_a_preview_is_not_shared(book: Casebook) -> None:
    assert head(Edition(book, preview=True), "index.md") == ""


# Pictures


LONG = "Как помочь пятикласснику освоиться в новой школе: встречи старших и младших по вторникам после уроков в читальном зале"


@pytest.mark.parametrize(
    "title", ["Урок", LONG, LONG + ", " + LONG, "Слово" * 50], ids=["short", "120", "250", "one-word"]
)
def test_a_title_of_any_length_stays_inside_the_picture(title: str) -> None:
    """Nothing is drawn in the margins: there the picture has one colour."""
    made = covers.drawn(Cover(title, "Практика: " + title, title, "#17506a", 3, title))

    picture = Image.open(io.BytesIO(made)).convert("RGB")
    assert picture.size == (1200, 630)
    for box in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 50), (0, 600, 1200, 630)):
        assert len(picture.crop(box).getcolors() or ()) == 1


def test_the_same_words_make_the_same_bytes_and_say_nothing_beside_their_pixels() -> None:
    cover = Cover("Урок вдвоём", "Практика", "Школа", "#ffd54f", 2, "повторено")

    assert covers.drawn(cover) == covers.drawn(cover)
    assert covers.drawn(cover) != covers.drawn(replace(cover, level=3))
    assert Image.open(io.BytesIO(covers.drawn(cover))).info == {}


def test_a_title_with_letters_the_typeface_has_not_gets_the_picture_of_the_site(book: Casebook) -> None:
    """Boxes instead of letters would look broken."""
    (practice,) = book.practices
    book = replace(book, practices=(practice.model_copy(update={"title": "Дәрес икәү"}),))

    assert [path for path, _ in covers.covers(Edition(book)) if "practices" in path] == []
    assert "assets/share/site.png" in head(Edition(book), "practices/urok-vdvoem.md")


# JSON-LD


def test_a_case_is_an_article_of_the_school(book: Casebook) -> None:
    article = graph(head(Edition(book), "cases/chtenie.md"))["Article"]

    assert article["headline"] == "Чтение & слушание <вслух>"
    assert article["url"] == "https://school.example.org/nast/cases/chtenie/"
    assert article["datePublished"] == "2025-10-01"
    assert article["author"]["name"] == "Заречная школа города Заречного"


def test_the_home_page_says_whose_site_it_is(book: Casebook) -> None:
    told = graph(head(Edition(book), "index.md"))

    assert list(told) == ["EducationalOrganization"]
    assert told["EducationalOrganization"]["alternateName"] == "Заречная школа"


def test_the_way_to_a_page_is_told_from_home(book: Casebook) -> None:
    steps = graph(head(Edition(book), "cases/chtenie.md"))["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"], step.get("item")) for step in steps] == [
        (1, "Главная", "https://school.example.org/nast/"),
        (2, "Кейсы", "https://school.example.org/nast/cases/"),
        (3, "Чтение & слушание <вслух>", None),
    ]


def test_a_title_cannot_end_the_block_of_data(book: Casebook) -> None:
    (practice,) = book.practices
    title = "Урок </script><script>alert(1)</script> <!-- \u2028."
    book = replace(book, practices=(practice.model_copy(update={"title": title}),))

    tags = head(Edition(book), "practices/urok-vdvoem.md")

    assert tags.count("<script") == tags.count("</script>") == 1
    assert "<!--" not in tags
    assert graph(tags)["Article"]["headline"] == title


# The feed


def test_the_feed_is_as_written_down(book: Casebook, request: pytest.FixtureRequest) -> None:
    """The newest first; a card that says no day is not in it."""
    made = feed.feed(Edition(book))

    assert made is not None
    golden("feed.xml", made, request)
    etree.fromstring(made)


def test_the_feed_holds_the_twenty_newest_of_today(book: Casebook) -> None:
    case = book.cases_by_slug["chtenie"]
    days = [date(2026, 5, day) for day in range(1, 31)]
    many = replace(book, cases=tuple(case.model_copy(update={"published_on": day}) for day in days))

    told = [card.published_on for card in feed.news(Edition(many))]

    assert told[0] == book.as_of == date(2026, 5, 12)  # later ones are not published yet
    assert len(feed.news(Edition(replace(many, as_of=date(2026, 6, 1))))) == 20


def test_what_is_archived_is_no_news(book: Casebook) -> None:
    old = replace(
        book, cases=tuple(case.model_copy(update={"publication": "archive"}) for case in book.cases)
    )

    assert [card.slug for card in feed.news(Edition(old))] == ["urok-vdvoem"]


# Calendars


def test_the_calendar_of_a_programme_is_as_written_down(
    book: Casebook, request: pytest.FixtureRequest
) -> None:
    """Deadlines on their day, long work by its first and last day; nothing of what goes on all the time or has no date."""
    (asset,) = calendars.calendars(Edition(book))

    assert asset.path == "programmes/starshie.ics"
    golden("starshie.ics", asset.content, request)


def test_other_programs_read_the_calendar_and_know_its_events_again(book: Casebook) -> None:
    """A later build changes the stamp, not the names of events: a phone does not show them twice."""
    first, later = (
        icalendar.Calendar.from_ical(next(calendars.calendars(Edition(each))).content)
        for each in (book, replace(book, as_of=date(2026, 6, 1)))
    )

    names = [str(event["uid"]) for event in first.walk("VEVENT")]
    assert names == [str(event["uid"]) for event in later.walk("VEVENT")]
    assert len(names) == len(set(names))
    assert {event["dtstamp"].to_ical() for event in later.walk("VEVENT")} == {b"20260601T000000Z"}


def test_a_programme_without_dates_has_no_calendar_and_no_link_to_one(book: Casebook) -> None:
    bare = replace(book, roadmaps=())
    (page,) = (page for page in render(Edition(bare)) if page.path == "programmes/starshie.md")
    (dated,) = (page for page in render(Edition(book)) if page.path == "programmes/starshie.md")

    assert list(calendars.calendars(Edition(bare))) == []
    assert ".ics" not in page.content
    assert 'href="../starshie.ics"' in dated.content


# The gate


def test_a_name_is_found_in_everything_that_is_shared(book: Casebook, tmp_path: Path) -> None:
    """Pixels aside: what is drawn there stands on the page as text."""
    (practice,), (roadmap,), (programme,) = book.practices, book.roadmaps, book.programmes
    title = "Как учит Звонарева"
    named = replace(
        book,
        practices=(practice.model_copy(update={"title": title}),),
        programmes=(programme.model_copy(update={"title": title}),),
        roadmaps=(roadmap.model_copy(update={"title": title}),),
    )
    people = People((Person("one", "звонарева"),))
    for folder, each in (("clean", book), ("named", named)):
        edition = Edition(each)
        written: dict[str, bytes] = {
            "feed.xml": feed.feed(edition) or b"",
            "urok.html": next(redirects.redirects(edition)).content,
            "starshie.ics": next(calendars.calendars(edition)).content,
        }
        for line in head(edition, "practices/urok-vdvoem.md").splitlines():
            kind = "ld" if "ld+json" in line else re.findall(r'"(og:title|og:image:alt)"', line)
            if kind:
                name = kind if isinstance(kind, str) else kind[0].replace(":", "-")
                written[f"{name}.html"] = f"<html><head>{line}</head></html>".encode()
        for name, content in written.items():
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / name).write_bytes(content)

    found = {
        leak.path for leak in scan(tmp_path / "named", partial(look, people=people)) if leak.person == "one"
    }

    assert list(scan(tmp_path / "clean", partial(look, people=people))) == []
    assert found == {"feed.xml", "urok.html", "starshie.ics", "ld.html", "og-title.html", "og-image-alt.html"}


# A whole site


@pytest.fixture
def site(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1778544000")  # 12 May 2026
    root = project({**FILES, "mkdocs.yml": MKDOCS})
    build_site(root, quiet=True)
    made: Path = root / "site"
    return made


def test_the_sitemap_has_every_page_once_and_neither_old_addresses_nor_the_404(site: Path) -> None:
    listed = etree.fromstring((site / "sitemap.xml").read_bytes())
    there = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    told = sorted(node.text for node in listed.iterfind(".//s:loc", there))

    pages = {path for path in site.rglob("*.html") if path.name != "404.html"} - {
        site / "practices/urok/index.html"
    }
    assert told == sorted(
        f"https://school.example.org/nast/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        for path in pages
    )
    assert {node.text for node in listed.iterfind(".//s:lastmod", there)} == {"2026-05-12"}


def test_the_address_search_engines_are_told_is_the_one_messengers_are(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = markup.fromstring(path.read_bytes())
        urls = page.xpath('//meta[@property="og:url"]/@content')
        assert urls == [] or urls == page.xpath('//link[@rel="canonical"]/@href'), path


def test_every_picture_lies_where_its_page_says(site: Path) -> None:
    """And is drawn once: the next build finds it in the cache."""
    for path in site.rglob("*.html"):
        for url in markup.fromstring(path.read_bytes()).xpath('//meta[@property="og:image"]/@content'):
            assert (site / url.removeprefix("https://school.example.org/nast/")).is_file(), path
    assert len(list((site.parent / ".cache/mentoring").glob("*.png"))) == 3


def test_a_browser_holds_none_of_it_against_the_policy(site: Path, browser: Browser) -> None:
    """A block of data needs no hash."""
    told: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: told.append(message.text))
    with served(site) as address:
        for path in ("", "practices/urok-vdvoem/", "cases/chtenie/"):
            page.goto(address + path)
            assert page.locator('script[type="application/ld+json"]').count() == 1
    page.close()

    assert told == []


def test_the_name_of_an_event_never_looks_like_a_person() -> None:
    """Letters by chance: «…cki» was taken for a surname and stopped a build."""
    names = [calendars.digest(f"https://proba.example.org {number}") for number in range(3000)]

    assert not [name for name in names if look(f"UID:{name}", People(()))]
