"""Where a draft goes: a new file, or the card that an earlier reading made, with what its author changed since."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from mentoring.cards import FOLDERS
from mentoring.cards.fields import Step
from mentoring.imports.draft import Draft
from mentoring.imports.heads import Heads
from mentoring.imports.mending import mended
from mentoring.imports.merging import Edit, Merge, merged
from mentoring.imports.naming import Look
from mentoring.imports.papers import School
from mentoring.imports.writing import text_of
from mentoring.privacy import ner
from mentoring.privacy.drafts import chunks
from mentoring.privacy.findings import FindingKind
from mentoring.privacy.gate import Gate
from mentoring.privacy.looking import look
from mentoring.problems import Problem
from mentoring.reading import federal_vocabulary, read
from mentoring.source import SourceError, parse
from mentoring.vocabulary import Vocabulary


@dataclass
class Placed:
    """A draft with its file as it is and as it is to become."""

    draft: Draft
    before: str | None
    """None for a new file."""
    after: str
    merge: Merge = field(default_factory=Merge)
    body_kept: bool = False
    """Whether the text under the card changed on both sides, and the author's was kept."""
    problems: Sequence[Problem] = ()
    """What the reader says of the new text."""
    is_plain: bool = True
    """Whether the remarks of the author in the card are kept."""

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def school_of(gate: Gate, folder: str) -> School:
    """What the reading asks of a school: people with consent are taken out too, a card links to theirs."""
    vocabulary, federal = gate.book.vocabulary, federal_vocabulary()
    file = f"cases/{folder}/import.md"
    twice = ner.is_installed()

    def seen(text: str) -> Any:
        return look(gate.masked(text, file), gate.people, gate.own_contacts, twice=twice)

    return School(
        vocabulary, Heads.of(federal, vocabulary), Heads.of(federal, vocabulary, name="parts"), seen
    )


def placed(draft: Draft, before: str | None, base: Mapping[str, Any] | None, school: School) -> Placed:
    """What a file becomes; `base` is what the document was read as before."""
    if before is None:
        after = nameless(text_of(draft), school.look)
        return Placed(draft, None, after, problems=_problems(draft, after, school.vocabulary))
    card = parse(before, draft.path)
    of_base = base.get("data") if base else None
    merge = merged(of_base, card.data, parse(text_of(draft), draft.path).data, title_of_field)
    result = Placed(draft, before, before, merge)
    _write(result, merge.edits, base, school)
    return result


def settled(one: Placed, taken: Sequence[Edit], base: Mapping[str, Any] | None, school: School) -> None:
    """Put in what the document says where its author has chosen so."""
    _write(one, [*one.merge.edits, *taken], base, school)


def _write(one: Placed, edits: Sequence[Edit], base: Mapping[str, Any] | None, school: School) -> None:
    text = one.before or ""
    one.is_plain = True
    if edits:
        text, one.is_plain = mended(text, one.draft.path, edits)
    body, new = parse(text, one.draft.path).body.strip(), one.draft.body.strip()
    was = str(base.get("body", "")).strip() if base else None
    if new != body and new and was != new:
        if not body or body == was:
            head = text[: len(text) - len(parse(text, one.draft.path).body)].rstrip("\n")
            text = f"{head}\n\n{new}\n"
        else:
            one.body_kept = True
    one.after = nameless(text, school.look) if edits else text
    one.problems = _problems(one.draft, one.after, school.vocabulary)


def nameless(text: str, seen: Look) -> str:
    """The last look at a whole file: what is a name only beside its neighbours is none any more."""
    for start, chunk in reversed(list(chunks(text))):
        for finding in sorted(seen(chunk), reverse=True):
            if finding.kind in {FindingKind.DECLARED, FindingKind.PROBABLE}:
                text = f"{text[: start + finding.start]}участник{text[start + finding.end :]}"
    return text


def base_of(draft: Draft) -> str:
    """What is remembered of a reading, for the next one."""
    return json.dumps(
        {"data": parse(text_of(draft), draft.path).data, "body": draft.body}, ensure_ascii=False
    )


def _problems(draft: Draft, text: str, vocabulary: Vocabulary) -> Sequence[Problem]:
    try:
        return read(parse(text, draft.path), FOLDERS[draft.folder], vocabulary)[1]
    except SourceError as error:
        return [error.problem]


def title_of_field(name: str) -> str:
    """What a curator calls a field."""
    models: tuple[type[BaseModel], ...] = (Step, *FOLDERS.values())
    for model in models:
        if name in model.model_fields:
            return model.model_fields[name].title or name
    return name
