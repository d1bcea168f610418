"""What a page tells machines of itself: Open Graph for messengers, JSON-LD for search engines, the feed for readers."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from mentoring.addresses import address, link
from mentoring.cards import Case, Practice, Programme, School
from mentoring.casebook import Casebook
from mentoring.exports import covers, feed
from mentoring.pages import Edition, Page, trail
from mentoring.pages.page import shortened

Data = Mapping[str, object]


def tags(page: Page, edition: Edition) -> str:
    """The tags of a page's head; nothing in a preview, which nobody shares."""
    if edition.preview:
        return ""
    return "\n".join(
        [*_open_graph(page, edition), *_alternate(page, edition), _linked_data(page, edition), ""]
    )


def _open_graph(page: Page, edition: Edition) -> Iterator[str]:
    """Source: ogp.me; whole addresses only, so without `site` there are none."""
    told = [
        ("og:site_name", f"Наставничество · {edition.book.school.short_name}"),
        ("og:title", page.title),
        ("og:description", shortened(page.description)),
        ("og:type", "article" if _article_of(page, edition.book) else "website"),
        ("og:locale", "ru_RU"),
    ]
    url = _url(page.path, edition)
    if url:
        picture = _picture(page, edition)
        told += [("og:url", url), ("og:image", picture), ("og:image:type", "image/png")]
        told += [("og:image:width", str(covers.SIZE[0])), ("og:image:height", str(covers.SIZE[1]))]
        told += [("og:image:alt", page.title)]
    yield from (f'<meta property="{name}" content="{escape(text)}">' for name, text in told if text)
    yield f'<meta name="twitter:card" content="{"summary_large_image" if url else "summary"}">'


def _alternate(page: Page, edition: Edition) -> Iterator[str]:
    if edition.book.school.site and feed.has_news(edition):
        way = link(page.path, feed.PATH, edition.directory_urls)
        yield f'<link rel="alternate" type="application/rss+xml" title="Новые практики и кейсы" href="{way}">'


def _linked_data(page: Page, edition: Edition) -> str:
    """Schema.org as JSON-LD: a block of data, which a browser neither runs nor holds against the policy for scripts."""
    graph = [*_school(page, edition), *_article(page, edition), *_trail(page, edition)]
    if not graph:
        return ""
    data = json.dumps(
        {"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":")
    )
    for sign in "<>&\u2028\u2029":  # nothing in it may end the block
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{data}</script>'


def _school(page: Page, edition: Edition) -> Iterator[Data]:
    if page.path != "index.md":
        return
    school, contacts = edition.book.school, edition.book.school.contacts
    logo = edition.book.shown_as.get(f"media/{school.logo}", "") if school.site and school.logo else ""
    yield _full(
        **_publisher(school),
        alternateName=school.short_name,
        description=school.motto,
        address=contacts.address if contacts else None,
        telephone=contacts.phone if contacts else None,
        email=contacts.email if contacts else None,
        logo=f"{(school.site or '').rstrip('/')}/{logo}" if logo else None,
    )


def _article(page: Page, edition: Edition) -> Iterator[Data]:
    card = _article_of(page, edition.book)
    if card is None:
        return
    school = _publisher(edition.book.school)
    url = _url(page.path, edition)
    yield _full(
        **{"@type": "Article"},
        headline=page.title,
        description=shortened(page.description),
        inLanguage="ru",
        url=url,
        image=_picture(page, edition) if url else None,
        datePublished=card.published_on.isoformat() if card.published_on else None,
        author=school,
        publisher=school,
    )


def _trail(page: Page, edition: Edition) -> Iterator[Data]:
    """The way to the page; its last step is the page itself and needs no address."""
    above = trail.of(page.path)
    if not above:
        return
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": title,
            "item": _url(path, edition) or link(page.path, path, edition.directory_urls),
        }
        for number, (title, path) in enumerate(above, 1)
    ]
    steps.append({"@type": "ListItem", "position": len(above) + 1, "name": page.title})
    yield {"@type": "BreadcrumbList", "itemListElement": steps}


def _publisher(school: School) -> dict[str, object]:
    told = {"@type": "EducationalOrganization", "name": school.full_name}
    url = school.links.main or school.site
    return {**told, "url": url} if url else dict(told)


def _article_of(page: Page, book: Casebook) -> Practice | Case | None:
    """The practice or case a page is of."""
    folder, _, name = page.path.removesuffix(".md").partition("/")
    if folder == "practices":
        return book.practices_by_slug.get(name)
    return book.cases_by_slug.get(name) if folder == "cases" else None


def _picture(page: Page, edition: Edition) -> str:
    folder, _, slug = page.path.removesuffix(".md").partition("/")
    known: Mapping[str, Mapping[str, Practice | Programme]] = {
        "practices": edition.book.practices_by_slug,
        "programmes": edition.book.programmes_by_slug,
    }
    card = known.get(folder, {}).get(slug)
    path = covers.path_of(page.path) if card and not covers.lacks(card.title) else covers.OF_SITE
    return f"{(edition.book.school.site or '').rstrip('/')}/{path}"


def _url(path: str, edition: Edition) -> str:
    site = edition.book.school.site
    return f"{site.rstrip('/')}/{quote(address(path, edition.directory_urls))}" if site else ""


def _full(**told: object) -> Data:
    """What is said, without what is not."""
    return {name: value for name, value in told.items() if value}
