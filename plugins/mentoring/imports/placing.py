"""Where a draft goes: a new file, or the card that an earlier reading made, with what its author changed since."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic import BaseModel

from mentoring.cards import FOLDERS
from mentoring.cards.fields import Step
from mentoring.editor.edits import edited
from mentoring.imports.draft import NOTE, Draft, slug_of
from mentoring.imports.heads import Heads
from mentoring.imports.mentions import Look, Met, mentions
from mentoring.imports.merging import Edit, Merge, applied, merged
from mentoring.imports.papers import School
from mentoring.imports.writing import text_of
from mentoring.privacy import ner
from mentoring.privacy.drafts import chunks
from mentoring.privacy.findings import Finding
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
    names: int = 0
    """How many names the last look found."""
    unwritten: Sequence[str] = ()
    """Remarks of the document that a second reading does not write."""

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def school_of(gate: Gate, folder: str) -> School:
    """What the reading asks of a school: people with consent are taken out too, a card links to theirs."""
    vocabulary, federal = gate.book.vocabulary, federal_vocabulary()
    file = f"cases/{folder}/import.md"

    def seen(text: str, twice: bool = False) -> Sequence[Finding]:
        return look(gate.masked(text, file), gate.people, gate.own_contacts, twice=twice)

    return School(
        vocabulary,
        Heads.of(federal, vocabulary),
        Heads.of(federal, vocabulary, name="parts"),
        seen,
        partial(seen, twice=ner.is_installed()),
    )


def rename(drafts: Sequence[Draft], school: School) -> None:
    """Name a file anew where the last look finds a name in its title: a path is as public as a text."""
    for draft in drafts:
        text, names = nameless(text_of(draft), school.last_look or school.look)
        title = parse(text, draft.path).data.get("title") if names else draft.data.get("title")
        if title != draft.data.get("title"):
            slug = slug_of(str(title), str(draft.data.get("school_year", "")))
            while any(one.slug == slug for one in drafts):
                slug = f"{slug}-2"
            draft.slug = slug


def placed(draft: Draft, before: str | None, base: Mapping[str, Any] | None, school: School) -> Placed:
    """What a file becomes; `base` is what the document was read as before."""
    new, names = nameless(text_of(draft), school.last_look or school.look)
    if before is None:
        return Placed(draft, None, new, problems=_problems(draft, new, school.vocabulary), names=names)
    theirs = parse(new, draft.path)
    draft.body = theirs.body.strip()
    card = parse(before, draft.path)
    of_base = base.get("data") if base else None
    merge = merged(of_base, card.data, theirs.data, title_of_field)
    result = Placed(draft, before, before, merge, names=names)
    seen = school.last_look or school.look
    remarks = [nameless(remark, seen)[0] for remark in _remarks(draft.data)]
    result.unwritten = [remark for remark in remarks if remark.split("\n")[0] not in before]
    _write(result, merge.edits, base, school)
    return result


def settled(one: Placed, taken: Sequence[Edit], base: Mapping[str, Any] | None, school: School) -> None:
    """Put in what the document says where its author has chosen so."""
    _write(one, [*one.merge.edits, *taken], base, school)


def _write(one: Placed, edits: Sequence[Edit], base: Mapping[str, Any] | None, school: School) -> None:
    text = one.before or ""
    if edits:
        head, body_text = _apart(text)
        card = parse(text, one.draft.path)
        text = f"---\n{edited(head, card.data, applied(card.data, edits))}---\n{body_text}"
    body, new = parse(text, one.draft.path).body.strip(), one.draft.body.strip()
    was = str(base.get("body", "")).strip() if base else None
    if new != body and new and was != new:
        if not body or body == was:
            head = text[: len(text) - len(parse(text, one.draft.path).body)].rstrip("\n")
            text = f"{head}\n\n{new}\n"
        else:
            one.body_kept = True
    one.after = text
    one.problems = _problems(one.draft, one.after, school.vocabulary)


def _apart(text: str) -> tuple[str, str]:
    """The text of the card and the text under it."""
    lines = text.split("\n")
    closing = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    return "\n".join([*lines[1:closing], ""]), "\n".join(lines[closing + 1 :])


def _remarks(data: Any) -> Iterator[str]:
    """Everything a document said that has no field."""
    if isinstance(data, Mapping):
        yield from data.get(NOTE, ())
        yield from (remark for value in data.values() for remark in _remarks(value))
    elif isinstance(data, list):
        yield from (remark for value in data if isinstance(value, Mapping) for remark in _remarks(value))


def nameless(text: str, seen: Look) -> tuple[str, int]:
    """The last look at a whole file: what is a name only beside its neighbours is none any more; and how many there were."""
    names = 0
    for start, chunk in reversed(list(chunks(text))):
        for first, last in reversed(mentions(chunk, seen, Met())):
            text = f"{text[: start + first]}участник{text[start + last :]}"
            names += 1
    return text, names


def base_of(draft: Draft, school: School) -> str:
    """What is remembered of a reading, for the next one; nobody is named in it either."""
    text, _ = nameless(text_of(draft), school.last_look or school.look)
    document = parse(text, draft.path)
    return json.dumps({"data": document.data, "body": document.body.strip()}, ensure_ascii=False)


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
