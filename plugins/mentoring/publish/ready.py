"""What a deputy head wants to know before a release: what goes out, what changes, what stands in the way, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mentoring import russian
from mentoring.cards import Card, Mentor
from mentoring.gaps import Blocks, Gap
from mentoring.pages import Edition
from mentoring.pipeline import Loaded
from mentoring.publish import changes
from mentoring.publish.changes import Changed, Difference

SHOWN = 5
"""How many sentences of a page, pages of a list and gaps are shown at first."""


@dataclass(frozen=True)
class Answer:
    """Everything that is told."""

    difference: Difference
    built: date | None
    """The day of the site it is compared with; None where there is none."""
    cards: Mapping[str, Card]
    """The cards with a page of their own, by its address."""
    own: frozenset[str]
    """The pages that are a card's or hand-written; others are made of many cards."""
    in_the_way: tuple[str, ...]
    waiting: tuple[Card, ...]
    """On review."""
    gaps: tuple[Gap, ...]
    """Of what goes out."""

    @property
    def blocked(self) -> bool:
        return bool(self.in_the_way)


def of(edition: Edition, loaded: Loaded, site: Path, gaps: tuple[Gap, ...]) -> Answer:
    book = edition.book
    cards = changes.cards_of(edition)
    hand_written = {page.path.removesuffix(".md") + "/" for page in book.own_pages}
    public = {card.file for card in book.cards}
    return Answer(
        changes.difference(changes.of_site(site), changes.of_edition(edition)),
        changes.built_on(site),
        cards,
        frozenset(cards) | hand_written,
        tuple(_in_the_way(edition, loaded)),
        tuple(card for card in loaded.book.cards if card.publication == "review"),
        tuple(gap for gap in gaps if gap.place.path in public and gap.blocks is not Blocks.PUBLICATION),
    )


def _in_the_way(edition: Edition, loaded: Loaded) -> Iterator[str]:
    files = sorted(loaded.held_back)
    if files:
        yield f"ошибки в файлах (их назовёт `python scripts/site.py check`): {', '.join(files)}"
    unsigned = [card.file for card in edition.book.cards if card.approved is None and card.KIND != "media"]
    if unsigned:
        yield f"не сказано, кто и когда разрешил (`python scripts/site.py review`): {', '.join(unsigned)}"


def text(answer: Answer, loaded: Loaded, *, whole: bool, quote: bool) -> str:
    """The answer in Russian; no sentence of a page where it is not to be quoted."""
    return "\n".join(_lines(answer, loaded, whole, quote))


def _lines(answer: Answer, loaded: Loaded, whole: bool, quote: bool) -> Iterator[str]:
    found = answer.difference
    if answer.built is None:
        yield f"Собранного сайта ещё нет: все страницы будут новыми ({len(found.appear)})."
        yield from _pages(
            "Карточки, которые будут опубликованы", _of_cards(found.appear, answer), answer, whole, quote
        )
    else:
        yield f"Сравнение с сайтом, собранным {answer.built:%d.%m.%Y}."
        if not (found.appear or found.vanish or found.changed):
            yield "На сайте ничего не изменится."
        yield from _pages("Появятся страницы", found.appear, answer, whole, quote)
        yield from _pages("Исчезнут страницы", found.vanish, answer, whole, quote)
        own = [one for one in found.changed if one.page in answer.own]
        lists = [one for one in found.changed if one.page not in answer.own]
        if own:
            yield f"\nИзменятся страницы: {len(own)}"
        for one in own:
            yield from _changed(one, answer, whole, quote)
        if lists:
            yield f"\nВместе с ними изменятся страницы, которые собираются из карточек: {len(lists)}"
        for one in lists:
            if whole:
                yield from _changed(one, answer, whole, quote)
            else:
                yield f"  {_shown(one.page)} — {one.title}"
    if answer.waiting:
        yield f"\nЖдут согласования: {len(answer.waiting)}"
        for card in answer.waiting:
            sent = f"; отправил {card.submitted.by}, {card.submitted.on:%d.%m.%Y}" if card.submitted else ""
            yield f"  {card.file}{sent}"
    if answer.gaps:
        yield f"\nЧего не хватает в том, что публикуется: {len(answer.gaps)}"
        for gap in answer.gaps if whole else answer.gaps[:SHOWN]:
            yield f"  {gap.place.path}:{gap.place.line}  {gap.what}".replace("\n", " ")
        if not whole and len(answer.gaps) > SHOWN:
            yield f"  … и ещё {len(answer.gaps) - SHOWN}: `python scripts/site.py todo`"
    remarks = len(loaded.problems) - len(loaded.errors)
    if remarks:
        yield f"\nЗамечаний: {remarks}; они публикации не мешают."
    if answer.in_the_way:
        yield "\nПубликовать рано:"
        for reason in answer.in_the_way:
            yield f"  {reason}"
    else:
        yield "\nПубликовать можно: `python scripts/site.py`, потом `python scripts/site.py deploy`."


def _of_cards(pages: Mapping[str, str], answer: Answer) -> Mapping[str, str]:
    return {page: title for page, title in pages.items() if page in answer.cards}


def _pages(heading: str, pages: Mapping[str, str], answer: Answer, whole: bool, quote: bool) -> Iterator[str]:
    if not pages:
        return
    yield f"\n{heading}: {len(pages)}"
    ordered = sorted(pages, key=lambda page: (page not in answer.own, page))
    for page in ordered if whole else ordered[: SHOWN * 4]:
        if not quote and page.startswith("mentors/"):
            yield "  страница наставника"  # the address may be a surname
            continue
        card = answer.cards.get(page)
        allowed = (
            f"; разрешил {card.approved.by}, {card.approved.on:%d.%m.%Y}" if card and card.approved else ""
        )
        kind = f" ({type(card).TITLE.lower()}{allowed})" if card else ""
        yield f"  {_shown(page)} — {pages[page]}{kind}"
    if not whole and len(ordered) > SHOWN * 4:
        yield f"  … и ещё {len(ordered) - SHOWN * 4}: `--all`"


def _changed(one: Changed, answer: Answer, whole: bool, quote: bool) -> Iterator[str]:
    card = answer.cards.get(one.page)
    if not quote and isinstance(card, Mentor):
        yield "  страница наставника"
        return
    yield f"  {_shown(one.page)} — {one.title}"
    is_own = card is not None and any(sentence in " ".join(card.written.split()) for sentence in one.new)
    if card and is_own and card.approved and answer.built and card.approved.on < answer.built:
        yield (
            f"      разрешил {card.approved.by}, {card.approved.on:%d.%m.%Y} — до этих изменений:"
            " покажите их тому, кто разрешает"
        )
    if not quote:
        return
    most = max(len(one.gone), len(one.new)) if whole else SHOWN
    for sign, sentences in (("было: ", one.gone), ("стало:", one.new)):
        for sentence in sentences[:most]:
            yield f"      {sign} {sentence}"
        if len(sentences) > most:
            rest = len(sentences) - most
            yield f"      {sign} … и ещё {russian.count(rest, 'строка', 'строки', 'строк')}: `--all`"


def _shown(page: str) -> str:
    return page or "главная"
