"""The events that items come after: «по итогам анкетирования» → `survey`."""

import re


def event(what: str, how: str) -> str:
    """Give the id of an event: one of `_EVENTS`, else its words in Latin letters.

    `how` is what joins the item to it («после», «по завершении»): the programme has a start and an end.
    """
    phrase = f"{how} {what}"
    for pattern, name in _EVENTS:
        if pattern.search(phrase):
            return name
    return _latin(what) or "event"


_ENDING = r"(?:завершени|окончани|истечени|кон(?:ец|ц)|итог|результат)[а-я]*"
_WHOLE = r"(?:(?:реализаци|действи|работ|срок|период|вс|персонализированн|наставническ)[а-я]* )*"
_PROGRAMME = r"(?:программ|наставничеств|проекта\b)"

# The first pattern found names the event: from the particular to the general.
_EVENTS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"(?:заключительн|итогов)[а-я]* групп[а-я]* встреч", "final_group_meeting"),
        (r"(?:заключительн|итогов)[а-я]* встреч", "final_meeting"),
        (r"(?:перв|организационн|установочн)[а-я]* встреч", "first_meeting"),
        (r"(?:начал|старт|запуск)[а-я]* (?:[а-я]+ )?(?:программ|наставничеств|проект)", "program_start"),
        (r"(?:перед|накануне) (?:программ|наставничеств|проект)", "program_start"),
        (r"баз[а-я]* наставников", "mentor_pool"),
        (r"баз[а-я]* наставляемых", "mentee_pool"),
        (r"(?:обучени|подготовк)[а-я]* наставников", "mentor_training"),
        (
            r"(?:формировани|создани|закреплени|подбор)[а-я]* (?:наставническ[а-я]+ )?(?:пар|групп)",
            "matching",
        ),
        (r"анкет|опрос|тестировани|диагностик", "survey"),
        (r"мониторинг", "monitoring"),
        (r"отбор|собеседовани", "selection"),
        (r"приказ", "order"),
        (r"педсовет|педагогическ[а-я]* совет", "pedagogical_council"),
        (rf"{_ENDING} {_WHOLE}{_PROGRAMME}", "program_end"),
        (rf"^(?:после|по факту|в зависимости от) (?:продолжительности )?{_WHOLE}{_PROGRAMME}", "program_end"),
    )
)

_LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip


def _latin(words: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", words.translate(_LETTERS)))[:60].strip("_")
