"""What is still missing in the cards of a school, what blocks most first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from mentoring import russian
from mentoring.cards import Card, Case, Mentor, Practice, Programme, Roadmap
from mentoring.cards.fields import Filed, Step
from mentoring.casebook import Casebook
from mentoring.privacy.small_numbers import MINORS, are_minors
from mentoring.problems import Place
from mentoring.rules.documents import is_finished
from mentoring.source import Path

LONG_SENTENCE = 22
"""Words in a sentence, on average, from which a text is hard to read."""
HARD = 20.0
"""The index of `ease` below which a text is hard: that of laws and orders."""
FEWEST_WORDS = 40
"""Shorter texts say nothing about how hard their author writes."""
STALE = timedelta(days=365)
"""How long a card or a document may go without being read again."""


class Blocks(IntEnum):
    """What a gap stands in the way of; the lower, the sooner it is to be filled."""

    PUBLICATION = 1
    EVIDENCE = 2
    REPEATING = 3
    READING = 4
    ORDER = 5

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES = {
    Blocks.PUBLICATION: "Мешает попасть на сайт",
    Blocks.EVIDENCE: "Мешает показать результат",
    Blocks.REPEATING: "Мешает повторить",
    Blocks.READING: "Мешает читателю",
    Blocks.ORDER: "Для порядка",
}


@dataclass(frozen=True)
class Gap:
    """Something missing in a card; both texts are whole Russian sentences."""

    blocks: Blocks
    place: Place
    card: str
    """The kind and title of the card: «Практика «Проект за четверть»»; a mentor is told by the role."""
    what: str
    fix: str


def of(book: Casebook) -> tuple[Gap, ...]:
    """Everything that is missing, ordered by what it blocks, then by file and line."""
    texts: tuple[Programme | Case | Practice, ...] = (*book.programmes, *book.cases, *book.practices)
    found = (
        *(gap for card in book.programmes for gap in _of_programme(card, book)),
        *(gap for card in book.roadmaps for gap in _of_roadmap(card, book)),
        *(gap for card in book.cases for gap in _of_case(card, book)),
        *(gap for card in book.practices for gap in _of_practice(card, book)),
        *(gap for card in book.mentors for gap in _of_mentor(card)),
        *_of_documents(book),
        *(gap for card in texts for gap in _hard_to_read(card)),
    )
    return tuple(sorted(found, key=lambda gap: (gap.blocks, gap.place, gap.what)))


def as_json(gaps: tuple[Gap, ...]) -> list[dict[str, object]]:
    """Gaps as objects for other programs."""
    return [
        {
            "blocks": gap.blocks.name.lower(),
            "path": gap.place.path,
            "line": gap.place.line,
            "card": gap.card,
            "what": gap.what,
            "fix": gap.fix,
        }
        for gap in gaps
    ]


# Each kind of card


def _of_programme(card: Programme, book: Casebook) -> Iterator[Gap]:
    yield from _unpublished(card)
    for field, what, fix in (
        ("gist", "Нет двух-трёх предложений для родителя.", "Добавьте поле `gist`."),
        ("target_group", "Не сказано, для кого программа.", "Добавьте поле `target_group`."),
        ("goal", "Не сказана цель.", "Добавьте поле `goal`."),
    ):
        if not getattr(card, field):
            yield _gap(Blocks.READING, card, (), what, fix)
    if card.kind != "model" and not card.participants:
        yield _gap(
            Blocks.EVIDENCE,
            card,
            (),
            "Не сказано, сколько человек участвует.",
            "Добавьте поле `participants`.",
        )
    elif blank := [index for index, row in enumerate(card.participants) if row.count is None]:
        yield _gap(
            Blocks.EVIDENCE,
            card,
            ("participants", blank[0]),
            f"Сторон без числа участников: {len(blank)}.",
            "Впишите `count`; если число неизвестно, оставьте пустым.",
        )
    if is_finished(card, book):
        empty = [index for index, result in enumerate(card.results) if result.reached is None]
        if empty:
            yield _gap(
                Blocks.EVIDENCE,
                card,
                ("results", empty[0]),
                f"Программа завершена, а результатов без итога: {len(empty)}.",
                "Впишите `reached` — что вышло на деле.",
            )
        if not card.indicators:
            yield _gap(
                Blocks.EVIDENCE,
                card,
                (),
                "Программа завершена, а показателей нет.",
                "Добавьте поле `indicators`.",
            )
    if card.kind != "model" and not card.approval:
        yield _gap(
            Blocks.ORDER,
            card,
            (),
            "Не сказано, кто утвердил программу.",
            "Добавьте поле `approval` с приказом и днём.",
        )
    if card.kind != "model" and card.slug not in book.roadmaps_by_programme:
        yield _gap(
            Blocks.REPEATING,
            card,
            (),
            "У программы нет дорожной карты.",
            f"Создайте карточку в cases/roadmaps и назовите в ней программу: `programmes: {card.slug}`.",
        )
    yield from _measurements(card, book)


def _of_roadmap(card: Roadmap, book: Casebook) -> Iterator[Gap]:
    yield from _unpublished(card)
    programmes = [book.programmes_by_slug.get(slug) for slug in card.programmes]
    over = bool(programmes) and all(programme and is_finished(programme, book) for programme in programmes)
    rows: list[tuple[Path, Step, str | None]] = [
        (("sections", number, "items", index), item, section.schedule)
        for number, section in enumerate(card.sections)
        for index, item in enumerate(section.items)
    ]

    def told(blocks: Blocks, lacking: list[Path], what: str, fix: str) -> Iterator[Gap]:
        if lacking:
            lines = _listed([card.at(*way) for way in lacking])
            yield _gap(blocks, card, lacking[0], f"{what}: {len(lacking)}. Строки: {lines}.", fix)

    if not rows:
        yield _gap(
            Blocks.REPEATING, card, (), "В дорожной карте нет мероприятий.", "Добавьте поле `sections`."
        )
    no_schedule = [way for way, item, of_section in rows if not (item.schedule or of_section)]
    yield from told(
        Blocks.REPEATING, no_schedule, "Мероприятий без срока", "Впишите `schedule` словами приказа."
    )
    yield from told(
        Blocks.REPEATING,
        [way for way, item, _ in rows if not item.responsible and "responsible" in card.columns],
        "Мероприятий без ответственного",
        "Впишите должность в поле `responsible`.",
    )
    if over:
        yield from told(
            Blocks.EVIDENCE,
            [way for way, item, _ in rows if item.status is None and not item.mark],
            "Программа завершена, а мероприятий без состояния",
            "Поставьте `status: выполнено`, `не начато` или `нет сведений`.",
        )
    yield from told(
        Blocks.EVIDENCE,
        [way for way, item, _ in rows if _is_done(item) and not item.actual_result and not item.counts],
        "Выполнено, а результат пуст",
        "Впишите `actual_result` — что сделано.",
    )


def _is_done(item: Step) -> bool:
    return item.status == "done" or item.done_on is not None


def _of_case(card: Case, book: Casebook) -> Iterator[Gap]:
    yield from _unpublished(card)
    programme = book.programmes_by_slug.get(card.programme)
    over = programme is not None and is_finished(programme, book)
    if not card.indicators and not card.products and not card.reflection and over:
        yield _gap(
            Blocks.EVIDENCE,
            card,
            (),
            "Программа завершена, а что вышло у этой пары или группы, не сказано.",
            "Добавьте `indicators` (для детей — `change: улучшилось`), `products` или `reflection`.",
        )
    if not card.request and not card.goal:
        yield _gap(
            Blocks.READING,
            card,
            (),
            "Не сказано, с чем пришли.",
            "Добавьте поле `request` — без имён и личного.",
        )
    for field, side in (("mentors", "наставник"), ("mentees", "наставляемый")):
        if not getattr(card, field):
            yield _gap(
                Blocks.READING,
                card,
                (),
                f"Не сказано, кто {side}.",
                f"Добавьте поле `{field}` с ролью: `- role: …`.",
            )
    if not card.meetings:
        yield _gap(
            Blocks.REPEATING, card, (), "Не сказано, сколько было встреч.", "Добавьте поле `meetings`."
        )
    if not card.body.strip():
        yield _gap(
            Blocks.READING, card, (), "Под карточкой нет рассказа.", "Напишите два-три абзаца после `---`."
        )
    yield from _measurements(card, book)


def _of_practice(card: Practice, book: Casebook) -> Iterator[Gap]:
    yield from _unpublished(card)
    if next(book.measurements(card), None) is None:
        yield _gap(
            Blocks.EVIDENCE,
            card,
            (),
            "Ни одного измерения: на сайте это описание опыта.",
            "Внесите показатель здесь или назовите практику в измеренных кейсах (`practices`).",
        )
    for field, what, fix in (
        ("gist", "Не сказана суть.", "Добавьте поле `gist` — один абзац."),
        ("problem", "Не сказано, какую трудность она решает.", "Добавьте поле `problem`."),
        ("goal", "Не сказаны цель и чем она измерена.", "Добавьте поле `goal`."),
        ("steps", "Нет шагов.", "Добавьте поле `steps`: что делать по порядку."),
        ("tools", "Нет инструментов, которые можно взять.", "Добавьте поле `tools`: бланк, анкета, памятка."),
        ("adaptation", "Не сказано, как приспособить к другим условиям.", "Добавьте поле `adaptation`."),
        ("load", "Не сказано, сколько часов в неделю это занимает.", "Добавьте поле `load`."),
        ("lessons", "Не сказано, что не получилось.", "Добавьте поле `lessons`."),
    ):
        if not getattr(card, field):
            yield _gap(Blocks.REPEATING, card, (), what, fix)
    yield from _stale(card, ("checked_on",), card.checked_on, book, "Карточку не перечитывали")
    if not card.licence:
        yield _gap(
            Blocks.ORDER,
            card,
            (),
            "Не сказано, на каких условиях её можно брать.",
            "Добавьте `licence: CC BY 4.0` или свои условия.",
        )
    yield from _measurements(card, book)


def _of_mentor(card: Mentor) -> Iterator[Gap]:
    yield from _unpublished(card)
    if card.consent is None:
        yield _gap(
            Blocks.PUBLICATION,
            card,
            (),
            "Нет согласия на распространение.",
            "Получите его и заполните поле `consent`.",
        )
    if not card.competences and not card.about:
        yield _gap(
            Blocks.READING, card, (), "Не сказано, с чем наставник поможет.", "Добавьте поле `competences`."
        )


def _of_documents(book: Casebook) -> Iterator[Gap]:
    register = book.documents
    closed = [
        index for index, paper in enumerate(register.documents) if paper.file is None and paper.link is None
    ]
    if closed:
        yield Gap(
            Blocks.READING,
            register.at("documents", closed[0]),
            register.TITLE,
            f"Документов, которые нельзя открыть ({len(closed)}): нет ни файла, ни ссылки."
            f" Строки: {_listed([register.at('documents', index) for index in closed])}.",
            "Положите файл в cases/files и назовите его в поле `file` или впишите адрес в `link`.",
        )
    for index, paper in enumerate(register.documents):
        card = f"Документ «{paper.title}»"
        at = register.at("documents", index)
        if paper.kind not in _WITHOUT_NUMBER:
            lacks = [
                name for name, value in (("номера", paper.number), ("даты", paper.date)) if value is None
            ]
            if lacks:
                yield Gap(
                    Blocks.ORDER,
                    at,
                    card,
                    f"У документа нет {russian.listed(lacks)}.",
                    "Впишите `number` и `date` с самого документа.",
                )
        if paper.status == "in-force" and paper.level != "school" and paper.checked_on is None:
            yield Gap(
                Blocks.ORDER,
                at,
                card,
                "Не сказано, когда проверяли, действует ли документ.",
                "Сверьте его с официальным текстом и впишите день в `checked_on`.",
            )
        elif paper.checked_on and paper.checked_on + STALE < book.as_of and paper.status == "in-force":
            yield Gap(
                Blocks.ORDER,
                register.at("documents", index, "checked_on"),
                card,
                f"Документ не сверяли с {russian.day(paper.checked_on)}.",
                "Проверьте, действует ли он, и обновите `checked_on`.",
            )


_WITHOUT_NUMBER = frozenset(
    {
        "blank",
        "survey",
        "guide",
        "plan",
        "diary",
        "roadmap",
        "programme",
        "concept",
        "recommendation",
        "criteria",
    }
)


# What several kinds have in common


def _listed(places: list[Place]) -> str:
    """The lines of places, the first ten of them."""
    lines = sorted({place.line for place in places})
    return ", ".join(map(str, lines[:10])) + (" и дальше" if len(lines) > 10 else "")


def _unpublished(card: Card) -> Iterator[Gap]:
    if not card.is_public:
        yield _gap(
            Blocks.PUBLICATION,
            card,
            ("publication",),
            "Карточка не опубликована.",
            "Когда будет готова, проведите её: `python scripts/site.py review` — отправить на согласование, потом опубликовать.",
        )
    elif card.approved is None:
        yield _gap(
            Blocks.ORDER,
            card,
            ("publication",),
            "Не сказано, кто разрешил публикацию.",
            "Добавьте поле `approved`.",
        )


def _measurements(card: Programme | Case | Practice, book: Casebook) -> Iterator[Gap]:
    """What keeps the indicators from being measurements; an «after» that is not yet due is not missed."""
    running = isinstance(card, Programme) and not is_finished(card, book)
    few = isinstance(card, Case) and are_minors(card)
    for index, measurement in enumerate(card.indicators):
        lacks = list(measurement.lacks)
        if (
            running
            and measurement.before is not None
            and measurement.after is None
            and measurement.change is None
        ):
            lacks = [name for name in lacks if not name.startswith(("значений", "дат"))]
        if not lacks:
            continue
        title = book.title("indicators", measurement.indicator)
        how = "Допишите недостающее: `n`, `method`, `before_on`, `after_on`, `before` и `after` или `change`."
        if few and (measurement.n is None or measurement.n < MINORS):
            how = "Допишите `n`, `method`, `before_on`, `after_on`; цифры для пяти и более детей, иначе `change`."
        yield _gap(
            Blocks.EVIDENCE,
            card,
            ("indicators", index),
            f"Показатель «{title}» не считается измерением: нет {russian.listed(lacks)}.",
            how,
        )


def _stale(card: Card, way: tuple[str, ...], day: date | None, book: Casebook, what: str) -> Iterator[Gap]:
    if day is None:
        yield _gap(
            Blocks.ORDER,
            card,
            (),
            "Не сказано, когда карточку перечитывали.",
            f"Добавьте `{way[-1]}: ДД.ММ.ГГГГ`.",
        )
    elif day + STALE < book.as_of:
        yield _gap(
            Blocks.ORDER,
            card,
            way,
            f"{what} с {russian.day(day)}.",
            f"Перечитайте, поправьте устаревшее и обновите `{way[-1]}`.",
        )


def _gap(blocks: Blocks, card: Card, way: Path, what: str, fix: str) -> Gap:
    return Gap(blocks, card.at(*way) if way else Place(card.file), called(card), what, fix)


def called(card: Filed) -> str:
    """What a card is called in a list; a mentor goes without a name."""
    name = card.role if isinstance(card, Mentor) else getattr(card, "title", "")
    return f"{card.TITLE} «{name}»"


# Texts


def ease(text: str) -> float:
    """How easy a Russian text reads: about 80 for a tale, 40 for a newspaper, below 20 for a law.

    Source: I. V. Oborneva, «Автоматизированная оценка сложности учебных текстов на основе статистических параметров»
    (2006), where Flesch's reading ease is fitted to Russian: 206.835 − 1.3 × words a sentence − 60.1 × syllables a word.
    """
    words = _words(text)
    if not words:
        return 100.0
    syllables = sum(max(1, len(_VOWEL.findall(word))) for word in words)
    return 206.835 - 1.3 * sentence_length(text) - 60.1 * syllables / len(words)


def sentence_length(text: str) -> float:
    """Words in a sentence, on average; a line of a list is a sentence."""
    sentences = [part for part in _SENTENCE.split(_plain(text)) if _WORD.search(part)]
    return len(_words(text)) / len(sentences) if sentences else 0.0


def _hard_to_read(card: Programme | Case | Practice) -> Iterator[Gap]:
    texts = [(card.at(field), str(getattr(card, field))) for field in _PROSE if getattr(card, field, None)]
    texts.append((card.at_text(1, 1), card.body))
    for place, text in texts:
        if len(_words(text)) < FEWEST_WORDS:
            continue
        long, index = sentence_length(text), ease(text)
        if long > LONG_SENTENCE or index < HARD:
            reason = (
                f"в предложении в среднем {russian.decimal(long, 0)} слов"
                if long > LONG_SENTENCE
                else f"слова длинные, индекс Флеша — Оборневой {russian.decimal(index, 0)} при норме от {HARD:.0f}"
            )
            yield Gap(
                Blocks.READING,
                place,
                called(card),
                f"Текст трудно читать: {reason}.",
                "Разделите длинные предложения и замените казённые слова простыми.",
            )


_PROSE = ("gist", "goal", "problem", "request", "starting_level", "minimum")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWEL = re.compile("[аеёиоуыэюяaeiouy]", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…;]+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")


def _plain(text: str) -> str:
    """Markdown as it is read: no code, no tables, no headings, no addresses of links."""
    text = re.sub(r"(?ms)^(```|~~~).*?^\1", "\n\n", text)
    text = re.sub(r"(?m)^\s*(?:\||#).*$", "\n\n", text)
    return re.sub(r"\]\([^)\n]*\)|<[^>\n]*>|https?://\S+", " ", text)


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))
