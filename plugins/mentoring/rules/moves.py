"""Pages that moved: their old addresses lead on, and none is lost unnoticed."""

from collections.abc import Iterator

from mentoring import russian
from mentoring.addresses import FOLDERS, bare
from mentoring.cards import OwnPage
from mentoring.casebook import Casebook, Paged
from mentoring.problems import Problem


def redirect_taken(book: Casebook) -> Iterator[Problem]:
    """Прежний адрес занят другой страницей.

    По одному адресу открывается одна страница. Если в `redirect_from` стоит адрес, который есть у другой страницы
    или у этой же, или один прежний адрес записан дважды, читатель попал бы не туда. Оставьте его в одной карточке.
    """
    live = {bare(page).casefold() for page in book.linkable} | _TAKEN
    first: dict[str, str] = {}
    for card in book.addressed:
        for index, moved in enumerate(book.moved(card)):
            if moved is None:
                continue
            written, key = card.redirect_from[index], moved.path.casefold()
            place = card.at("redirect_from", index)
            if key in live or key.startswith(_FOLDERS_TAKEN) or "/all/" in f"{key}/":
                yield Problem(
                    place,
                    f"Адрес «{written}» занят: по нему открывается страница или файл сайта.",
                    "Впишите прежний адрес, которого на сайте больше нет, или удалите эту строку.",
                )
                continue
            files = {moved.file(True).casefold(), moved.file(False).casefold()}
            earlier = next((first[file] for file in sorted(files) if file in first), None)
            if earlier:
                yield Problem(
                    place,
                    f"Прежний адрес «{written}» уже записан в {earlier}.",
                    "Оставьте его там, куда должен попасть читатель, а здесь удалите.",
                )
            first |= dict.fromkeys(files, card.file)


_TAKEN = frozenset({"404", "problems", "todo", "feed", "sitemap", "catalogue"})
_FOLDERS_TAKEN = ("assets/", "shelves/", "files/", "media/", "curators/", "search/", "pagefind/")
"""What stands on a site beside the pages of cards."""


def redirect_elsewhere(book: Casebook) -> Iterator[Problem]:
    """Прежний адрес — на другом сайте.

    Сайт отвечает только за свои адреса: со страницы другого сайта отсюда не перенаправить. Если этот сайт переехал,
    попросите хостинг прежнего адреса поставить перенаправление.
    """
    for card in book.addressed:
        for index, moved in enumerate(book.moved(card)):
            if moved is None:
                site = book.school.site
                yield Problem(
                    card.at("redirect_from", index),
                    f"Адрес «{card.redirect_from[index]}» не на этом сайте: {site or 'его адрес в school.yml не назван'}.",
                    "Впишите адрес от корня этого сайта, например `practices/urok-vdvoem/`, или удалите эту строку.",
                )


def address_gone(book: Casebook) -> Iterator[Problem]:
    """Опубликованный адрес пропал.

    Имя файла — это адрес страницы. Если файл переименован, ссылки на неё в письмах, закладках и поисковых системах
    перестанут открываться. Впишите прежнее имя в `redirect_from` той карточки, куда должен попасть читатель. Какие адреса
    уже были на сайте, помнит `cases/addresses.yml`; если страницы больше не будет, удалите там её строку.
    """
    there = {bare(page) for page in book.linkable}
    there |= {moved.path for card in book.addressed for moved in book.moved(card) if moved}
    for index, address in enumerate(book.published.addresses):
        if address in there:
            continue
        heir = _heir(address, book)
        line = f"`redirect_from: [{address.rpartition('/')[2] if heir else address}]`"
        yield Problem(
            heir.at("title") if heir else book.published.at("addresses", index),
            f"Страница «{address}» была на сайте, а теперь её нет.",
            (
                f"Если теперь это {heir.file}, впишите в неё"
                if heir
                else "Впишите в карточку, где это теперь рассказано,"
            )
            + f" строку {line}. Если страницы больше не будет, удалите строку `{address}` из cases/addresses.yml.",
            "Ссылки на неё в письмах и закладках больше не открываются.",
        )


def _heir(address: str, book: Casebook) -> Paged | None:
    """The card an address most probably belongs to now: the only one that is new beside it, else the one with a near name."""
    folder, _, name = address.rpartition("/")
    known = {bare(_page(card)): card for card in book.addressed}
    beside = {key: card for key, card in known.items() if key.rpartition("/")[0] == folder}
    new = {key: card for key, card in beside.items() if key not in book.published.addresses}
    if len(new) == 1:
        return next(iter(new.values()))
    near = russian.nearest(name, [key.rpartition("/")[2] for key in new or beside])
    return beside.get(f"{folder}/{near}" if folder else near or "")


def _page(card: Paged) -> str:
    return card.path if isinstance(card, OwnPage) else f"{FOLDERS[f'cases/{card.KIND}']}/{card.slug}.md"
