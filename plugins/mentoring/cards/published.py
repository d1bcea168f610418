"""`addresses.yml`: the addresses that have been on the site; a build adds to it, see `publish/published.py`."""

from typing import ClassVar

from pydantic import Field

from mentoring.cards.fields import Filed, Texts, described


class Published(Filed):
    """What readers may have in their bookmarks."""

    TITLE: ClassVar[str] = "Опубликованные адреса"

    addresses: Texts = Field(
        (),
        **described(
            "Адреса",
            "Адреса страниц, которые уже были на сайте. Список пополняет сборка; удалите строку, если страницы больше не будет.",
            "practices/urok-vdvoem",
        ),
    )
