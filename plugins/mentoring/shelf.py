"""The files of a school, read one by one; what cannot be read becomes a problem."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from mentoring import addresses, attachments, checkout, filenames, russian
from mentoring.cards import FILES, FOLDERS, Card, Filed, Mentor, OwnPage, Register
from mentoring.problems import Place, Problem, Severity
from mentoring.reading import folder_of, read
from mentoring.source import (
    MAX_BYTES,
    Document,
    SourceError,
    decode,
    parse,
    parse_page,
    parse_yaml,
    too_large,
)

REGISTER = "private/people.yml"
"""How the register is named in messages, wherever it lies."""

REGISTER_SLIPS = {
    "field-missing": "не заполнено обязательное поле",
    "field-unknown": "такого поля нет",
    "field-personal": "такого поля нет",
    "unknown-word": "такой категории данных нет",
    "day-impossible": "такого дня нет",
    "file-unreadable": "файл не открывается",
    "encoding": "файл сохранён не в UTF-8",
}
"""What is wrong with an entry; the words of the reader may quote what stands in the register."""

REGISTER_FIXES = {
    "field-missing": "У каждого человека нужны `id` и `name`, у согласия — `document`, `date`, `site` и `covers`.",
    "field-unknown": "Удалите это поле или исправьте его название.",
    "unknown-word": "В `covers` стоят слова из списка: имя, должность, стаж и категория, фотография, достижения, слова,"
    " контакты.",
    "day-impossible": "Напишите день так: `31.08.2026`.",
    "file-unreadable": "Закройте файл в других программах и проверьте, разрешено ли его читать.",
    "encoding": "Сохраните файл в кодировке UTF-8.",
}
"""How to mend it, in words that quote nothing."""


OURS = ("docs/dev", "docs/curators")
"""What under `docs/` is no page of the school: texts for developers, and the manual, which the program brings along."""


def register_file(root: Path) -> Path:
    """Where the private register lies: in `private/`, or in the folder MENTORING_PRIVATE names."""
    named = os.environ.get("MENTORING_PRIVATE")
    return (Path(named).expanduser() if named else root / "private") / "people.yml"


def is_published(root: Path, file: Path) -> bool:
    """Whether a file lies among what is published."""
    return any(file.resolve().is_relative_to((root / name).resolve()) for name in ("docs", "cases", "site"))


C = TypeVar("C", bound=Filed)


class Shelf:
    """The author's files, read one by one; what cannot be read becomes a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.lines: dict[str, tuple[str, ...]] = {}
        self.slugs: dict[str, frozenset[str]] = {}
        self.walked: dict[str, tuple[_Entry, ...]] = {}
        self.shown_as: dict[str, str] = {}
        """What each picture is called on the site: `media/uchitel.jpg` is `media/5f0c….jpg`."""

    def file(self, name: str, vocabulary: Any) -> Filed | None:
        path = self.root / "cases" / name
        return self._card(path, FILES[name], vocabulary) if path.is_file() else None

    def know_documents(self) -> None:
        """Remember the ids of the register, those of a broken one too; where none can be read, no link is judged."""
        path = "cases/documents.yml"
        if path in self.documents:
            papers = self.documents[path].data.get("documents")
            ids = (
                (paper.get("id") for paper in papers if isinstance(paper, dict))
                if isinstance(papers, list)
                else ()
            )
            self.slugs["documents"] = frozenset(identity for identity in ids if isinstance(identity, str))
        elif path not in self.lines:
            self.slugs["documents"] = frozenset()

    def register(self, vocabulary: Any) -> Register:
        """The private register; none where there is none. Nothing of it is quoted, not even in the author's terminal."""
        file = register_file(self.root)
        if not file.is_file():
            return Register()
        if is_published(self.root, file):
            self._exposed("Закрытый реестр людей лежит среди того, что публикуется.")
        elif checkout.is_tracked(self.root, file):
            self._exposed("Закрытый реестр людей попал в репозиторий.")
        try:
            document = parse_yaml(decode(file.read_bytes(), REGISTER), REGISTER)
            register, problems = read(document, Register, vocabulary)
        except SourceError as error:
            register, problems = None, [error.problem]
        except OSError as error:
            register, problems = None, [_unreadable(REGISTER, denied=isinstance(error, PermissionError))]
        self.problems += [
            replace(
                problem,
                what=f"Запись в закрытом реестре людей не читается: {REGISTER_SLIPS.get(problem.rule, 'она заполнена не так')}.",
                why="Пока реестр не читается, программа не знает, кого нельзя назвать.",
                fix=REGISTER_FIXES.get(problem.rule, "Откройте реестр на этой строке и исправьте её.")
                + " Поля реестра объясняет руководство куратора.",
                quote=False,
            )
            for problem in problems
        ]
        return register or Register()

    def _exposed(self, what: str) -> None:
        self.problems.append(
            Problem(
                Place(REGISTER),
                what,
                "Перенесите его в папку вне проекта и укажите её в переменной MENTORING_PRIVATE; из репозитория удалите вместе с историей.",
                rule="register-exposed",
                quote=False,
            )
        )

    def folder(self, folder: str, vocabulary: Any) -> Any:
        """All cards of a folder, in the order of their file names."""
        found = [entry for entry in self._walk(f"cases/{folder}") if entry.is_card]
        self.slugs[folder] = frozenset(entry.path.stem for entry in found)
        by_slug: dict[str, str] = {}
        cards = []
        for entry in found:
            shown, stem = entry.shown, entry.path.stem
            problem = filenames.card_fault(shown, stem) or filenames.taken(shown, by_slug.get(stem))
            if problem:
                self.problems.append(problem)
                if problem.is_error:
                    continue
            by_slug[stem] = shown
            card = self._card(entry.path, FOLDERS[folder], vocabulary)
            if card:
                cards.append(card)
        return tuple(cards)

    def own_pages(self, vocabulary: Any) -> tuple[OwnPage, ...]:
        """The hand-written pages of `docs/`."""
        by_address: dict[str, str] = {}
        pages = []
        for entry in self._walk("docs"):
            if not entry.is_card:
                continue
            address = addresses.address(entry.shown.removeprefix("docs/")).casefold()
            problem = filenames.page_fault(entry.shown) or filenames.taken(
                entry.shown, by_address.get(address)
            )
            if problem:
                self.problems.append(problem)
                continue
            if unicodedata.normalize("NFC", entry.path.name) != entry.path.name:
                self.problems.append(filenames.apart(entry.shown))
            by_address[address] = entry.shown
            page = self._card(entry.path, OwnPage, vocabulary)
            if page:
                pages.append(page)
        return tuple(pages)

    def strangers(self) -> None:
        """Tell about files that no kind of card takes, and about names one machine takes for another."""
        cases = self.root / "cases"
        for path in sorted(cases.iterdir()) if cases.is_dir() else ():
            if path.name.startswith((".", "~")):
                continue
            if path.name in {*FOLDERS, "files"} and path.is_file():
                self._stranger(
                    self._shown(path),
                    "На месте папки лежит файл.",
                    "Удалите его и создайте папку с этим именем.",
                )
            elif path.name not in {*FILES, *FOLDERS, "files"}:
                what = "Эта папка или файл лежит не на месте: на сайт отсюда ничего не попадёт."
                self._stranger(self._shown(path), what, self._place_for(path))
        for folder in (*(f"cases/{name}" for name in (*FOLDERS, "files")), "docs"):
            for entry in self._walk(folder):
                self._strange(entry, folder)
            self._twins(folder)

    def _place_for(self, path: Path) -> str:
        """Where a card that lies beside the folders belongs, as far as its fields tell."""
        content = self._content(path) if path.suffix == ".md" and path.is_file() else None
        try:
            document = parse(decode(content or b"", path.name), path.name)
            if document.data:
                return f"По полям это карточка для папки cases/{folder_of(document)}: перенесите её туда."
        except SourceError:
            pass  # it is told where it lies first, what is wrong in it when it lies there
        return "Перенесите карточки в одну из папок: " + ", ".join(f"cases/{name}" for name in FOLDERS) + "."

    def _strange(self, entry: "_Entry", folder: str) -> None:
        name = entry.path.name
        if entry.kind == "link":
            self.problems.append(_link(entry.shown))
        elif entry.kind == "other":
            what = "Это не обычный файл: прочесть его нельзя."
            self.problems.append(Problem(Place(entry.shown), what, "Удалите его.", rule="file-unreadable"))
        elif entry.kind == "folder" or entry.is_card:
            return
        elif name.lower() in {"thumbs.db", "desktop.ini"}:
            return  # Windows puts them into every folder it shows
        elif name.startswith((".", "~")):
            if name.endswith(".md"):  # leftovers of other kinds are nobody's concern
                what = (
                    "Имя файла начинается с точки или с `~`: программа его не читает, на сайт он не попадёт."
                )
                fix = "Если это временный файл редактора, удалите его; если карточка — уберите первые знаки имени."
                self._stranger(entry.shown, what, fix)
        elif folder.startswith("cases/") and entry.path.suffix.lower() in {".md", ".markdown", ".txt"}:
            if folder == "cases/files":
                return
            what = "Этот файл — не карточка: имя карточки оканчивается на `.md` малыми буквами."
            fix = f"Если это карточка, переименуйте файл: `{russian.slug(name.partition('.')[0])}.md`."
            self._stranger(entry.shown, what, fix)
        elif folder not in {"cases/media", "cases/files", "docs"}:
            what = "Этот файл — не карточка: на сайт он не попадёт."
            self._stranger(
                entry.shown, what, "Документы и бланки положите в cases/files, картинки — в cases/media."
            )

    def _twins(self, folder: str) -> None:
        """Tell of two names that Windows and macOS take for one."""
        seen: dict[str, _Entry] = {}
        refused = {problem.place.path for problem in self.problems if problem.is_error}
        told: list[str] = []
        for entry in self._walk(folder):
            key = unicodedata.normalize("NFC", entry.shown).casefold()
            first = seen.setdefault(key, entry)
            if first is entry or first.shown in refused or entry.shown in refused:
                continue
            if any(entry.shown.startswith(f"{path}/") for path in told):
                continue
            told.append(entry.shown)
            alike = "только большими буквами" if first.shown != entry.shown else "только записью букв внутри"
            self.problems.append(
                Problem(
                    Place(entry.shown),
                    f"Имя отличается от «{first.path.name}» рядом {alike}.",
                    "Переименуйте одно из двух: на Windows и macOS это одно имя, и одно из двух пропадёт.",
                    rule="address-taken",
                )
            )

    def unfit(
        self, logo: str | None, mentors: tuple[Mentor, ...], looked_at: frozenset[str]
    ) -> frozenset[str]:
        """Tell of the files beside the cards that may not be published, and name them; remember how pictures are called.

        `looked_at`: the files of `cases/files` whose pictures somebody has declared.
        """
        found: dict[str, attachments.Fault] = {}
        declared = self._declared()
        declared |= {name for name in (logo, *(mentor.photo for mentor in mentors)) if name}
        declared = {name.casefold() for name in declared}
        for entry in self._walk("cases/media"):
            if not entry.is_plain or entry.path.suffix.lower() in {".md", ".markdown", ".txt"}:
                continue
            content = self._content(entry.path)
            if content is None:
                continue
            name = entry.path.name
            fault = attachments.of_picture(name, content)
            # One slip, one problem: a card that names it in other letters is told of.
            if not fault and name.casefold() not in declared and not self._cards_unread("cases/media/"):
                fault = _UNDECLARED
            if fault:
                found[entry.shown] = fault
            else:
                self.shown_as[f"media/{name}"] = f"media/{attachments.neutral_name(name, content)}"
        for entry in self._walk("cases/files"):
            content = self._content(entry.path) if entry.is_plain else None
            if content is not None:
                fault = attachments.of_file(entry.path.name, content, entry.path.name in looked_at)
                if fault:
                    found[entry.shown] = fault
        for entry in self._walk("docs"):
            if entry.is_plain and not entry.is_card:
                fault = attachments.of_docs(entry.shown.removeprefix("docs/"))
                if fault:
                    found[entry.shown] = fault
        for path, fault in found.items():
            self.problems.append(
                Problem(Place(path), fault.what, fault.fix, fault.why, rule=fault.rule, quote=False)
            )
        return frozenset(found)

    def attached(self, unfit: frozenset[str]) -> Iterator[tuple[str, bytes]]:
        """The documents beside the cards that may be published, with their content."""
        for entry in self._walk("cases/files"):
            if entry.is_plain and entry.shown not in unfit:
                content = self._content(entry.path)
                if content is not None:
                    yield entry.path.name, content

    def _declared(self) -> set[str]:
        """The pictures that a card names, be it broken or not."""
        named = (
            document.data.get("picture")
            for path, document in self.documents.items()
            if path.startswith("cases/media/")
        )
        return {name for name in named if isinstance(name, str)}

    def _cards_unread(self, folder: str) -> bool:
        """Whether a card of a folder could not be taken apart: what it names is unknown, and it has been told."""
        return any(
            problem.is_error
            and problem.place.path.startswith(folder)
            and problem.place.path.endswith(".md")
            and problem.place.path not in self.documents
            for problem in self.problems
        )

    def _content(self, path: Path) -> bytes | None:
        """What a picture or a file holds; of one too large only enough to tell so."""
        try:
            with path.open("rb") as file:
                return file.read(attachments.MAX_BYTES + 1)
        except OSError:
            self.problems.append(_unreadable(self._shown(path), denied=True))
            return None

    @property
    def paths(self) -> list[str]:
        """Every plain file that was walked by."""
        return sorted(
            {entry.shown for entries in self.walked.values() for entry in entries if entry.is_plain}
        )

    def names(self, folder: str) -> frozenset[str]:
        """The names of the plain files right in a folder."""
        return frozenset(
            entry.path.name
            for entry in self._walk(folder)
            if entry.kind == "file" and entry.path.parent == self.root / folder
        )

    def _stranger(self, shown: str, what: str, fix: str) -> None:
        problem = Problem(
            Place(shown), what, fix, rule="file-unknown", severity=Severity.WARNING, quote=False
        )
        self.problems.append(problem)

    def _walk(self, folder: str) -> tuple["_Entry", ...]:
        """Everything below a folder, by name; links are not followed. Not what is ours in `docs`."""
        if folder not in self.walked:
            top = self.root / folder
            skipped = [self.root / name for name in OURS] if folder == "docs" else []
            entries = (path for path in _below(top) if not any(path.is_relative_to(skip) for skip in skipped))
            self.walked[folder] = tuple(
                _Entry(path, self._shown(path), _kind(path))
                for path in sorted(entries, key=lambda path: path.as_posix())
            )
        return self.walked[folder]

    def _card(self, path: Path, model: type[Filed], vocabulary: Any) -> Any:
        shown = self._shown(path)
        if path.is_symlink():
            self.problems.append(_link(shown))
            return None
        try:
            if path.stat().st_size > MAX_BYTES:
                raise too_large(shown)
            content = path.read_bytes()
        except SourceError as error:
            self.problems.append(error.problem)
            return None
        except OSError as error:
            self.problems.append(_unreadable(shown, denied=isinstance(error, PermissionError)))
            return None
        return self.take(content, shown, model, vocabulary)

    def take(self, content: bytes, shown: str, model: type[C], vocabulary: Any) -> C | None:
        """Read what stands, or is to stand, in a file."""
        try:
            text = decode(content, shown)
            self.lines[shown] = tuple(text.split("\n"))
            document = taken_apart(text, shown, model)
        except SourceError as error:
            self.problems.append(error.problem)
            return None
        self.documents[shown] = document
        card, problems = read(document, model, vocabulary)
        self.problems.extend(problems)
        return card

    def _shown(self, path: Path) -> str:
        name = path.relative_to(self.root).as_posix()
        readable = os.fsencode(name).decode(
            "utf-8", "replace"
        )  # a name may come from a disk of another code page
        return unicodedata.normalize("NFC", readable)


@dataclass(frozen=True)
class _Entry:
    """Something that lies in a folder of the author."""

    path: Path
    shown: str
    """Relative to the project, composed (NFC)."""
    kind: str
    """`file`, `folder`, `link` or `other`."""

    @property
    def is_plain(self) -> bool:
        return self.kind == "file" and not self.path.name.startswith((".", "~"))

    @property
    def is_card(self) -> bool:
        return self.is_plain and self.path.name.endswith(".md")


def _below(top: Path) -> Iterator[Path]:
    try:
        entries = list(os.scandir(top))
    except OSError:  # no such folder, or a file in its place, which is told elsewhere
        return
    for entry in entries:
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))


def _kind(path: Path) -> str:
    mode = path.lstat().st_mode
    return (
        "link"
        if stat.S_ISLNK(mode)
        else "folder"
        if stat.S_ISDIR(mode)
        else "file"
        if stat.S_ISREG(mode)
        else "other"
    )


def _link(shown: str) -> Problem:
    return Problem(
        Place(shown),
        "На этом месте лежит ярлык, а не файл.",
        "Положите сюда сам файл: ярлык может вести за пределы папки сайта.",
        rule="file-is-link",
    )


def _unreadable(shown: str, *, denied: bool) -> Problem:
    return Problem(
        Place(shown),
        "Файл нет права читать." if denied else "Файл не открывается.",
        "Закройте его в других программах и проверьте, разрешено ли его читать.",
        rule="file-unreadable",
    )


_UNDECLARED = attachments.Fault(
    "picture-undeclared",
    "Картинка не описана: на сайт она не попадёт.",
    "Положите рядом карточку — файл `.md` с полями `picture`, `alt` и `people` — или удалите картинку.",
    why="О каждой картинке школа говорит, кто на ней: лицо ребёнка не публикуют.",
)


def taken_apart(text: str, shown: str, model: type[Filed]) -> Document:
    """Take a file of a kind apart.

    Raises:
        SourceError: it cannot be.
    """
    if model is OwnPage:
        return parse_page(text, shown)
    return parse(text, shown) if issubclass(model, Card) else parse_yaml(text, shown)
