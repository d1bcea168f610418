"""A school of any size, made of a seed: every kind of card, in the words a school would use."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import yaml

SEED = 2026
PER_PROGRAMME = 30
"""Cases of one programme; the last programme may have fewer."""
PER_PRACTICE = 25
PER_MENTOR = 20
PER_PICTURE = 50
YEARS = range(2019, 2027)
"""The first calendar years of the school years that programmes go through, again and again."""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SITE = "https://school.example.org/nastavnichestvo/"


def write(root: Path, cases: int, seed: int = SEED) -> None:
    """Write `cases/` and `docs/` of a school with so many cases; the same seed gives the same bytes."""
    chance = random.Random(seed)
    programmes = _share(cases, PER_PROGRAMME)
    practices = _share(cases, PER_PRACTICE)
    mentors = _share(cases, PER_MENTOR)
    _yaml(root / "cases/school.yml", _school())
    _yaml(root / "cases/vocabulary.yml", _OWN_WORDS)
    _yaml(root / "cases/documents.yml", {"documents": _documents(programmes)})
    for name in ("anketa.docx", "dnevnik.docx"):
        _bytes(root / "cases/files" / name, _blank())
    for number in range(mentors):
        _card(root / f"cases/mentors/nastavnik-{number + 1:04}.md", *_mentor(number, chance))
    for number in range(programmes):
        _card(root / f"cases/programmes/programma-{number + 1:04}.md", *_programme(number, chance))
        _card(root / f"cases/roadmaps/karta-{number + 1:04}.md", *_roadmap(number, chance))
    for number in range(practices):
        _card(root / f"cases/practices/praktika-{number + 1:04}.md", *_practice(number, chance))
    for number in range(_share(cases, PER_PICTURE)):
        _bytes(root / f"cases/media/zanyatie-{number + 1:04}.png", _PICTURE)
        _card(root / f"cases/media/zanyatie-{number + 1:04}.md", *_picture(number))
    for number in range(cases):
        _card(root / f"cases/pairs/keys-{number + 1:05}.md", *_case(number, practices, mentors, chance))
    for name, title in (("index", "Наставничество в Примерной школе"), ("voprosy", "Вопросы родителей")):
        _card(root / f"docs/{name}.md", {"title": title}, _body(chance, words=150))


# Cards


def _blank() -> bytes:
    """The smallest Word file: one paragraph."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        part = zipfile.ZipInfo("word/document.xml", (2026, 1, 1, 0, 0, 0))
        archive.writestr(
            part,
            f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:t>Бланк школы</w:t></w:p></w:body></w:document>',
        )
    return made.getvalue()


def _case(number: int, practices: int, mentors: int, chance: random.Random) -> tuple[dict[str, Any], str]:
    programme = number // PER_PROGRAMME
    form, patterns, mentor_role, mentee_role = _FORMS[programme % len(_FORMS)]
    year = _year(programme)
    subject, doing = chance.choice(_SUBJECTS)
    grown = form == "учитель – учитель"
    group = chance.random() < 0.25
    size = chance.randint(5, 9) if group else 1
    mentee: dict[str, Any] = {"role": mentee_role, "count": size}
    if not grown:
        mentee["band"] = chance.choice(_BANDS)
    mentor: dict[str, Any] = {"role": mentor_role, "count": 1}
    if form != "ученик – ученик":
        mentor["mentor"] = f"nastavnik-{chance.randrange(mentors) + 1:04}"
    card = {
        "title": f"{doing[:1].upper()}{doing[1:]}: {chance.choice(_TURNS)}, {year}/{(year + 1) % 100:02}, № {number + 1}",
        "number": str(number % PER_PROGRAMME + 1),
        "kind": "группа" if group else "пара",
        "programme": f"programma-{programme + 1:04}",
        "form": form,
        "role_pattern": chance.choice(patterns),
        "kind_of_mentoring": "групповое" if group else chance.choice(("традиционное", "ситуационное")),
        "subject": subject,
        "direction": chance.choice(_DIRECTIONS),
        "goal": "адаптация педагога" if grown else chance.choice(_GOALS),
        "request": _sentences(chance, 2),
        "term": chance.choice(("краткосрочное", "учебный год")),
        "mode": "групповая работа" if group else "индивидуальная траектория",
        "continues": f"keys-{number - 8 * PER_PROGRAMME + 1:05}"
        if number >= 8 * PER_PROGRAMME and number % 10 == 0
        else None,
        "order": {
            "number": f"{100 + programme}-о",
            "date": f"12.10.{year}",
            "title": "О закреплении пар и групп",
        },
        "mentors": [mentor],
        "mentees": [mentee],
        "plan": [
            _phase("Подготовительный этап", "Формирование пар и групп", f"сентябрь {year} г.", chance),
            _phase("Основной этап", "Работа пар и групп", f"октябрь {year} – апрель {year + 1}", chance),
            _phase("Заключительный этап", "Завершение", f"май {year + 1} г.", chance),
        ],
        "meetings": [
            {"kind": "встреча-знакомство", "count": 1},
            {"kind": "встреча-планирование", "count": chance.randint(1, 3)},
            {"kind": "рабочие встречи", "count": chance.randint(6, 28)},
            {"kind": "итоговая встреча пары", "count": 1},
        ],
        "indicators": [
            _measurement(indicator, size if group else 0, year, chance)
            for indicator in chance.sample(_INDICATORS, 2)
        ],
        "products": [_phrase(chance) for _ in range(2)],
        "practices": [f"praktika-{chance.randrange(practices) + 1:04}"],
        "awards": [{"title": "Диплом школьной конференции", "level": "школьный", "date": f"20.05.{year + 1}"}]
        if chance.random() < 0.2
        else None,
        "changes": [{"date": f"12.01.{year + 1}", "what": _phrase(chance)}]
        if chance.random() < 0.3
        else None,
        "reflection": [_sentences(chance, 2)],
        "quotes": [{"who": "наставляемый", "text": _sentences(chance, 1)}],
        **_published(year + 1),
    }
    return card, _body(chance, words=chance.randint(300, 700))


def _phase(title: str, stage: str, schedule: str, chance: random.Random) -> dict[str, Any]:
    return {
        "title": title,
        "stages": [stage],
        "schedule": schedule,
        "content": [_phrase(chance) for _ in range(3)],
        "responsible": ["наставник"],
        "planned_result": _sentences(chance, 1),
        "status": "выполнено",
    }


def _measurement(indicator: str, n: int, year: int, chance: random.Random) -> dict[str, Any]:
    """Figures from five people on; below, only the change, as the rules ask."""
    before = chance.randint(30, 60)
    told: dict[str, Any] = (
        {"before": str(before), "after": str(before + chance.randint(-3, 15)), "n": n, "of": n}
        if n
        else {"change": chance.choice(("улучшилось", "улучшилось", "без изменений")), "n": 1}
    )
    return {
        "indicator": indicator,
        **told,
        "method": "опрос",
        "how": _sentences(chance, 1),
        "before_on": f"15.09.{year}",
        "after_on": f"12.05.{year + 1}",
        "source": "сводка куратора",
    }


def _programme(number: int, chance: random.Random) -> tuple[dict[str, Any], str]:
    form, patterns, mentor_role, mentee_role = _FORMS[number % len(_FORMS)]
    year = _year(number)
    card = {
        "title": f"{form[:1].upper()}{form[1:]}, {year}/{(year + 1) % 100:02}: {chance.choice(_TURNS)}, № {number + 1}",
        "kind": "программа по форме",
        "direction": "обучающиеся школы",
        "forms": [form],
        "role_patterns": list(patterns),
        "school_year": f"{year}/{(year + 1) % 100:02}",
        "period": {"start": f"01.09.{year}", "end": f"31.05.{year + 1}"},
        "continues": f"programma-{number - 7:04}" if number >= 8 else None,
        "state": "завершена" if year < 2025 else "реализуется",
        "gist": _sentences(chance, 2),
        "target_group": [_phrase(chance) for _ in range(2)],
        "goal": _sentences(chance, 1),
        "tasks": [_phrase(chance) for _ in range(5)],
        "results": [{"planned": _phrase(chance), "reached": _sentences(chance, 1)} for _ in range(4)],
        "phases": [
            {
                "title": title,
                "stages": [stage],
                "schedule": schedule.format(year, year + 1),
                "actions": [_phrase(chance)],
            }
            for title, stage, schedule in _PHASES
        ],
        "principles": [_phrase(chance) for _ in range(3)],
        "resources": [{"kind": "кадровые", "title": "педагог-психолог"}],
        "approval": [{"act": "утверждено", "post": "директор", "date": f"31.08.{year}"}],
        "participants": [
            {"role": "наставник", "who": f"{mentor_role}, все", "count": chance.randint(6, 30)},
            *(
                {
                    "role": "наставляемый",
                    "who": f"{mentee_role}, все",
                    "count": chance.randint(2, 40),
                    "band": band,
                }
                for band in (_BANDS if mentee_role == "ученик" else ())
            ),
        ],
        "meetings": [
            {"kind": "рабочие встречи", "count": chance.randint(60, 300)},
            {"kind": "встреча с родителями"},
        ],
        "indicators": [
            _measurement(indicator, chance.randint(12, 40), year, chance) for indicator in _INDICATORS
        ],
        "criteria": [
            {"group": "Участники программы", "title": _phrase(chance), "score": chance.randint(0, 2), "of": 2}
            for _ in range(6)
        ],
        "training": [
            {"title": "Школа наставника", "hours": 6, "count": 14, "schedule": f"октябрь {year} г."}
        ],
        "documents": [f"prikaz-{number + 1:04}", "polozhenie"],
        "next_year": [_phrase(chance) for _ in range(2)],
        **_published(year),
    }
    return card, _body(chance, words=200)


def _roadmap(number: int, chance: random.Random) -> tuple[dict[str, Any], str]:
    year = _year(number)
    counter = iter(range(1, 100))
    sections = [
        {
            "title": title,
            "stages": [stage],
            "items": [
                {
                    "number": str(next(counter)),
                    "title": _phrase(chance),
                    "schedule": schedule.format(year, year + 1),
                    "responsible": ["куратор программы", "классные руководители"],
                    "planned_result": _sentences(chance, 1),
                    "status": "выполнено",
                    "actual_result": _sentences(chance, 1),
                }
                for _ in range(6)
            ],
        }
        for title, stage, schedule in _PHASES
    ]
    card = {
        "title": f"Дорожная карта, {year}/{(year + 1) % 100:02}, № {number + 1}",
        "school_year": f"{year}/{(year + 1) % 100:02}",
        "programmes": [f"programma-{number + 1:04}"],
        "columns": [
            "number",
            "title",
            "schedule",
            "responsible",
            "planned_result",
            "actual_result",
            "status",
        ],
        "risks": [{"number": "1", "risk": _phrase(chance), "answer": _phrase(chance)} for _ in range(2)],
        "sections": sections,
        **_published(year),
    }
    return card, ""


def _practice(number: int, chance: random.Random) -> tuple[dict[str, Any], str]:
    form, patterns, _, _ = _FORMS[number % len(_FORMS)]
    year = _year(number)
    card = {
        "title": f"Практика № {number + 1}: {chance.choice(_TURNS)}",
        "author": "учитель физики",
        "contact": "приёмная, доб. 2",
        "forms": [form],
        "role_patterns": [patterns[0]],
        "term": "учебный год",
        "gist": _sentences(chance, 2),
        "suits": [_phrase(chance)],
        "does_not_suit": [_phrase(chance)],
        "problem": _sentences(chance, 2),
        "starting_level": _sentences(chance, 1),
        "goal": _sentences(chance, 1),
        "steps": [
            {
                "title": _phrase(chance),
                "stage": stage,
                "action": _sentences(chance, 2),
                "result": _phrase(chance),
            }
            for _, stage, _ in _PHASES
        ],
        "meetings": [
            {"kind": "рабочие встречи", "count": 12, "rhythm": "раз в неделю", "agenda": [_phrase(chance)]}
        ],
        "load": [{"role": "наставник", "hours_a_week": "1,5", "mentor": "да"}],
        "costs": {"money": 0},
        "resources": [{"kind": "материально-технические", "title": "кабинет раз в неделю"}],
        "tools": [{"title": "Анкета", "kind": "анкета", "document": "anketa"}],
        "preconditions": [_phrase(chance)],
        "risks": [{"risk": _phrase(chance), "answer": _phrase(chance)}],
        "indicators": [_measurement(_INDICATORS[0], chance.randint(8, 30), year, chance)],
        "lessons": [_sentences(chance, 1)],
        "adaptation": [{"where": "малая школа", "how": _sentences(chance, 1)}],
        "minimum": _sentences(chance, 1),
        "documents": ["polozhenie"],
        "checked_on": "10.10.2026",
        "licence": "CC BY 4.0",
        **_published(year),
    }
    return card, _body(chance, words=200)


def _mentor(number: int, chance: random.Random) -> tuple[dict[str, Any], str]:
    subject, _ = _SUBJECTS[number % len(_SUBJECTS)]
    card = {
        "title": f"{_SURNAMES[number % len(_SURNAMES)]} {_NAMES[number // len(_SURNAMES) % len(_NAMES)]}",
        "role": "учитель",
        "post": "учитель",
        "subject": subject,
        "experience_years": chance.randint(3, 30),
        "competences": [_phrase(chance) for _ in range(2)],
        "about": _sentences(chance, 2),
        "consent": {
            "document": f"согласие № {number + 1} в папке куратора",
            "date": "01.09.2019",
            "until": "31.08.2099",
            "site": SITE,
            "covers": ["имя", "должность", "стаж и категория", "слова"],
        },
        **_published(2025),
    }
    return card, _body(chance, words=60)


def _picture(number: int) -> tuple[dict[str, Any], str]:
    name = f"zanyatie-{number + 1:04}.png"
    return {
        "picture": name,
        "alt": "Двое над макетом моста.",
        "people": "спины или руки",
        **_published(2025),
    }, ""


def _documents(programmes: int) -> list[dict[str, Any]]:
    papers: list[dict[str, Any]] = [
        {
            "id": "polozhenie",
            "kind": "положение",
            "level": "школьный",
            "number": "12",
            "title": "Положение о наставничестве",
        },
        {
            "id": "anketa",
            "kind": "анкета",
            "level": "школьный",
            "title": "Анкета наставляемого",
            "file": "anketa.docx",
        },
        {
            "id": "dnevnik",
            "kind": "бланк",
            "level": "школьный",
            "title": "Дневник пары",
            "file": "dnevnik.docx",
        },
    ]
    for number in range(programmes):
        papers.append(
            {
                "id": f"prikaz-{number + 1:04}",
                "kind": "приказ",
                "level": "школьный",
                "number": f"{100 + number}-о",
                "date": f"31.08.{_year(number)}",
                "title": f"Об утверждении программы наставничества № {number + 1}",
            }
        )
    return papers


def _school() -> dict[str, Any]:
    return {
        "full_name": "Муниципальное бюджетное общеобразовательное учреждение «Примерная школа»",
        "short_name": "Примерная школа",
        "place": "город Примерный",
        "motto": "Здесь никто не учится в одиночку.",
        "contacts": {"phone": "8 (000) 000-00-00", "email": "school@example.org"},
        "curator": {"post": "заместитель директора по воспитательной работе", "office": "кабинет 12"},
        "team": [{"post": "педагог-психолог", "duties": ["проводит опросы"]}],
        "links": {
            "main": "https://school.example.org/",
            "about": "https://school.example.org/sveden/",
            "policy": "https://school.example.org/policy/",
        },
        "site": SITE,
        "demonstration": "да",
    }


# Words


def _body(chance: random.Random, words: int) -> str:
    """Paragraphs of about so many words, with a heading, a list and some emphasis on the way."""
    parts: list[str] = []
    told = 0
    while told < words:
        paragraph = _sentences(chance, chance.randint(3, 6))
        told += len(paragraph.split())
        parts.append(paragraph)
        if len(parts) == 3:
            parts.append(f"## {chance.choice(_HEADINGS)}")
        if len(parts) == 5:
            parts.append("\n".join(f"- {_phrase(chance)}" for _ in range(3)))
        if len(parts) == 7:
            parts.append(f"**{_phrase(chance)}** – так решили на общей встрече.")
    return "\n\n".join(parts) + "\n"


def _sentences(chance: random.Random, count: int) -> str:
    return " ".join(_sentence(chance) for _ in range(count))


def _sentence(chance: random.Random) -> str:
    text = f"{chance.choice(_WHEN)} {chance.choice(_WHO)} {chance.choice(_DID)}{chance.choice(_WHY)}"
    return f"{text[:1].upper()}{text[1:]}."


def _phrase(chance: random.Random) -> str:
    return f"{chance.choice(_THINGS)} {chance.choice(_OF)}"


_FORMS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("учитель – ученик", ("учитель – одарённый ученик", "учитель – пассивный ученик"), "учитель", "ученик"),
    ("ученик – ученик", ("лидер – пассивный", "равный – равному"), "старшеклассник", "ученик"),
    ("учитель – учитель", ("опытный педагог – молодой специалист",), "учитель", "молодой учитель"),
    ("работодатель – ученик", ("коллега – будущий коллега",), "инженер завода", "ученик"),
)  # fmt: skip
_PHASES = (
    ("Запуск", "Подготовка условий", "сентябрь–октябрь {0} г."),
    ("Основная часть", "Работа пар и групп", "ноябрь {0} – апрель {1}"),
    ("Завершение", "Завершение", "май {1} г."),
)
_BANDS = ("1–4", "5–7", "8–9", "10–11")
_SUBJECTS = (
    ("физика", "задачи о свете"), ("химия", "опыты за партой"), ("история", "письма из архива"),
    ("биология", "ручей за школой"), ("русский язык", "трудные слова"), ("музыка", "голос и дыхание"),
    ("математика", "восемь задач в неделю"), ("география", "карта нашей улицы"), ("труд", "табурет без гвоздя"),
)  # fmt: skip
_TURNS = (
    "от вопроса к защите", "первый год вместе", "шаг за шагом", "без спешки и оценок", "год второй",
    "что вышло к весне", "как мы искали ответ", "вдвоём быстрее", "путь к своему проекту",
)  # fmt: skip
_DIRECTIONS = ("интеллектуальное", "творческое", "спортивное", "профориентационное")
_GOALS = (
    "раскрытие потенциала",
    "выбор профессии",
    "образовательная траектория",
    "гибкие навыки и лидерство",
)
_INDICATORS = ("удовлетворённость участников", "самооценка", "участие в делах школы", "завершённые проекты")
_HEADINGS = ("Как это было", "С чего начали", "Что оказалось трудным", "К чему пришли")
_WHEN = (
    "в начале сентября", "после каникул", "к середине года", "на третьей встрече", "по средам", "весной",
    "за неделю до защиты", "каждый раз", "в самом конце", "в читальном зале", "после уроков", "на перемене",
)  # fmt: skip
_WHO = (
    "наставник и группа", "ребята", "младшие", "учитель и ученики", "оба", "куратор и родители", "участники",
    "классные руководители", "психолог и старшие", "старшие", "гости с завода", "двое самых упорных", "методисты",
)  # fmt: skip
_DID = (
    "разбирали вопрос, который давно хотелось задать", "искали ответ в трёх книгах и спорили о каждой",
    "делили большую работу на девять небольших шагов", "записывали в дневник, что получилось, а что ещё нет",
    "проверяли догадку опытом и дважды ошиблись", "готовили рассказ для родителей и учились говорить коротко",
    "собирали макет из картона, ниток и старых линеек", "сравнивали осенние и весенние листы",
    "договаривались, кто и за что отвечает до следующей пятницы", "учились спрашивать так, чтобы хотелось отвечать",
    "показывали соседнему классу, как это устроено", "переписывали первую страницу четыре раза",
)  # fmt: skip
_WHY = (
    "", "", ", потому что иначе было бы скучно", ", и это заняло вдвое больше времени, чем думали",
    ", чтобы к маю осталось только проверить", ", хотя расписание этому мешало", " – и никто не ушёл раньше звонка",
    ", а потом вместе решили, что делать дальше", ", как советует памятка", "; так появилась новая задача",
)  # fmt: skip
_THINGS = (
    "дневник", "макет", "рассказ", "плакат", "общий план", "перечень вопросов", "список книг", "короткий фильм",
    "выставка", "памятка", "карта", "разговор", "сборник задач", "таблица наблюдений", "письмо", "игра",
)  # fmt: skip
_OF = (
    "для пятого класса", "о первом месяце работы", "с пометками наставника", "на одну страницу", "о том, что не вышло",
    "к школьной конференции", "вместе с родителями", "на следующий год", "для тех, кто придёт после нас",
)  # fmt: skip
_SURNAMES = ("Вымышленная", "Примерная", "Условная", "Сочинённая", "Образцова", "Небывалая", "Придуманная")
_NAMES = (
    "Мария Петровна",
    "Анна Сергеевна",
    "Ольга Ивановна",
    "Вера Павловна",
    "Нина Львовна",
    "Инна Юрьевна",
)
_OWN_WORDS = {
    "indicators": [
        {
            "id": "homework",
            "title": "задания, сданные в срок",
            "unit": "%",
            "better": "больше",
            "step": "5",
            "minors": "да",
        }
    ]
}


def _year(programme: int) -> int:
    return YEARS[programme % len(YEARS)]


def _published(year: int) -> dict[str, Any]:
    return {
        "publication": "опубликован",
        "approved": {"by": "директор", "on": f"05.09.{year}"},
        "published_on": f"08.09.{year}",
    }


def _share(cases: int, each: int) -> int:
    return max(1, -(-cases // each))


# Files

_PICTURE = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
)
"""One grey point."""


def _card(path: Path, card: dict[str, Any], body: str) -> None:
    filled = {key: value for key, value in card.items() if value is not None}
    _bytes(path, f"---\n{_dumped(filled)}---\n{body}".encode())


def _yaml(path: Path, data: dict[str, Any]) -> None:
    _bytes(path, _dumped(data).encode())


def _dumped(data: dict[str, Any]) -> str:
    return str(yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000))


_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml where it is built in: 8 times faster


def _bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
