"""What no build can reach when somebody revokes a consent, and the words to write; nobody is named in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentoring import russian
from mentoring.cards import School


@dataclass(frozen=True)
class Unreachable:
    """A place outside the site where the person may still be named."""

    id: str
    what: str
    todo: str
    letter: str = ""


def unreachable(school: School, on: date, addresses: Sequence[str], commits: int | None) -> list[Unreachable]:
    """Tell of every such place; `commits` is how many commits hold the surname, None where git cannot say."""
    return [
        _history(commits),
        Unreachable(
            "host",
            "Копии сайта у хостинга и в школе",
            "Отправьте хостингу письмо; свои архивы и флешки с копиями сайта проверьте сами.",
            _letter(
                school,
                f"{russian.day(on)} школа прекратила распространение персональных данных человека на сайте"
                f" {school.site or '(адрес сайта)'}: согласие отозвано (статья 10.1 Федерального закона № 152-ФЗ).",
                "Просим удалить сохранённые у вас прежние версии и резервные копии этого сайта, сделанные до этого дня,"
                " и письмом подтвердить удаление.",
            ),
        ),
        Unreachable(
            "search",
            "Поисковые системы",
            "После новой сборки отправьте адреса через кабинет вебмастера (удаление страниц из поиска) или письмом.",
            _letter(
                school,
                "С перечисленных ниже страниц нашего сайта удалены персональные данные: согласие на их распространение"
                " отозвано (статья 10.1 Федерального закона № 152-ФЗ).",
                "Просим заново обойти эти адреса и удалить из поиска прежние заголовки, отрывки, картинки и сохранённые"
                " копии:",
                *(addresses or ["(адреса страниц)"]),
            ),
        ),
        Unreachable(
            "print",
            "Распечатки, рассылки, социальные сети школы",
            "Уберите стенды и раздатки с именем, удалите записи в школьных группах, попросите удалить пересланные файлы.",
        ),
    ]


def _history(commits: int | None) -> Unreachable:
    what = "История git"
    clean = (
        "Удалите имя из истории: `git filter-repo --replace-text замены.txt` (файл с именами держите вне проекта),"
        " затем отправьте историю заново и попросите всех скачать проект ещё раз."
    )
    if commits is None:
        return Unreachable(
            "history", what, f"Проверить не удалось: нет git или коммитов. Если история есть: {clean}"
        )
    if commits == 0:
        return Unreachable(
            "history", what, f"В последних {COMMITS} коммитах имени нет. Если оно было раньше: {clean}"
        )
    return Unreachable("history", what, f"Имя есть в коммитах: {commits} из последних {COMMITS}. {clean}")


COMMITS = 300
"""How many of the last commits are searched."""


def _letter(school: School, *paragraphs: str) -> str:
    contacts = school.contacts
    reach = ", ".join(value for value in (contacts.phone, contacts.email) if value) if contacts else ""
    signed = f"{school.full_name}{f', {reach}' if reach else ''}"
    return "\n".join(["Здравствуйте.", *paragraphs, "С уважением,", signed])
