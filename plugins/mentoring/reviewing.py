"""Steps towards publication: черновик → на согласовании → опубликован → архив, each with a post and a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mentoring import russian
from mentoring.block_yaml import Value
from mentoring.cards import Card, Practice
from mentoring.field_text import with_fields
from mentoring.undoable import Refused

NEXT: Mapping[str, str] = {"draft": "review", "review": "published", "archive": "published"}
"""Where a card goes when nobody says where."""
STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"review"}),
    "review": frozenset({"published", "draft"}),
    "published": frozenset({"archive", "draft", "review"}),
    "archive": frozenset({"published", "draft"}),
}
"""Where a card may go from each state: nothing is published that nobody was shown."""


@dataclass(frozen=True)
class Step:
    """A step of one card: where to, by whose word, on which day."""

    to: str
    by: str
    on: date


def stepped(card: Card, text: str, step: Step, titles: Mapping[str, str]) -> str:
    """The text of a card after a step; `titles` are the Russian words of the states.

    Raises:
        Refused: there is no such step, or it is not for this person or on this day.
    """
    if step.to not in STEPS[card.publication]:
        ways = russian.listed([f"«{titles[way]}»" for way in titles if way in STEPS[card.publication]], "или")
        raise Refused(
            f"{card.file}: из состояния «{titles[card.publication]}» нельзя в «{titles[step.to]}»."
            f" Можно: {ways}."
        )
    signed: dict[str, Value] = {"by": step.by, "on": f"{step.on:%d.%m.%Y}"}
    values: dict[str, Value | None] = {"publication": titles[step.to]}
    if step.to == "review":
        values |= {"submitted": signed, "approved": None}
    elif step.to == "published" and card.publication == "review":
        _may_approve(card, step)
        values |= {"approved": signed}
        if card.published_on is None:
            values["published_on"] = f"{step.on:%d.%m.%Y}"
    elif step.to == "draft":
        values |= {"submitted": None, "approved": None}
    return with_fields(text, values)


def _may_approve(card: Card, step: Step) -> None:
    """Two people, in the order of the days: whoever wrote it does not see what a fresh eye sees."""
    author = card.author if isinstance(card, Practice) else None
    own = [card.written_by, author, card.submitted.by if card.submitted else None]
    if any(russian.folded(step.by) == russian.folded(one) for one in own if one):
        raise Refused(
            f"{card.file}: разрешает публикацию не тот, кто написал карточку или отправил её на согласование"
            f" («{step.by}»). Назовите должность того, кто прочёл её вторым."
        )
    if card.submitted and step.on < card.submitted.on:
        raise Refused(
            f"{card.file}: разрешили {step.on:%d.%m.%Y}, а отправили на согласование только"
            f" {card.submitted.on:%d.%m.%Y}. Исправьте день: `--on`."
        )
