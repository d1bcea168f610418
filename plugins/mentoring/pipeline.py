"""From the files of a school to the casebook that may be published, and all problems on the way."""

import os
import re
import shutil
import stat
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mentoring import addresses, attachments, russian
from mentoring.cards import (
    FILES,
    FOLDERS,
    Card,
    Documents,
    Filed,
    Mentor,
    OwnPage,
    Register,
    Reviewed,
    School,
)  # fmt: skip
from mentoring.casebook import UNNAMED, Casebook
from mentoring.privacy.gate import Gate
from mentoring.problems import Place, Problem, Severity, in_order
from mentoring.reading import federal_vocabulary, own_words, read
from mentoring.rules import check, names, texts
from mentoring.rules.links import with_slug
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


@dataclass(frozen=True)
class Loaded:
    """What a reading of all files gives."""

    book: Casebook
    """Without the cards that have an error."""
    problems: tuple[Problem, ...]
    lines: Mapping[str, tuple[str, ...]]
    """The author's files by path, for quoting."""
    gate: Gate
    """Whom the finished site may name."""

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def held_back(self) -> frozenset[str]:
        """The files that an error keeps off the site."""
        return frozenset(problem.place.path for problem in self.errors)


def load(root: Path, *, today: date, as_of: date | None = None) -> Loaded:
    """Read and check everything a school wrote; `as_of` is `today` unless a build must be repeatable."""
    shelf = _Shelf(root)
    vocabulary = federal_vocabulary()
    words = shelf.file("vocabulary.yml", vocabulary)
    if words:
        vocabulary = vocabulary.with_own(own_words(words))
    school = shelf.file("school.yml", vocabulary)
    documents = shelf.file("documents.yml", vocabulary)
    reviewed = shelf.file("reviewed.yml", vocabulary)
    register = shelf.register(vocabulary)
    shelf.know_documents()
    if not (root / "cases/school.yml").is_file():
        shelf.problems.append(
            Problem(
                Place("cases/school.yml"),
                "Нет карточки школы.",
                "Создайте файл cases/school.yml с двумя строками: `full_name: …` и `short_name: …` — полное и краткое название.",
                rule="school-missing",
            )
        )
    cards = {folder: shelf.folder(folder, vocabulary) for folder in FOLDERS}
    own_pages = shelf.own_pages(vocabulary)
    shelf.strangers()
    unfit = shelf.unfit(school.logo if isinstance(school, School) else None, cards["mentors"])
    book = Casebook(
        vocabulary=vocabulary,
        as_of=as_of or today,
        today=today,
        school=school if isinstance(school, School) else UNNAMED,
        documents=documents if isinstance(documents, Documents) else Documents(),
        programmes=cards["programmes"],
        roadmaps=cards["roadmaps"],
        cases=cards["pairs"],
        practices=cards["practices"],
        mentors=cards["mentors"],
        pictures=cards["media"],
        files=shelf.names("cases/files"),
        media=frozenset(name for name in shelf.names("cases/media") if not name.endswith(".md")),
        own_pages=own_pages,
        docs_files=frozenset(name for name in attachments.OF_HOSTS if (root / "docs" / name).is_file()),
        unfit=unfit,
        slugs=shelf.slugs,
    )
    wrong = {(problem.place.path, problem.place.line) for problem in shelf.problems if problem.is_error}
    told = (
        problem
        for document in shelf.documents.values()
        for problem in texts.slips(document)
        if (problem.place.path, problem.place.line) not in wrong  # one slip, one problem
    )
    gate = Gate(book, register, reviewed if isinstance(reviewed, Reviewed) else Reviewed())
    named = (problem for path, lines in shelf.lines.items() for problem in names.slips(path, lines, gate))
    read_slips = (with_slug(problem, _line(shelf.lines, problem.place), book) for problem in shelf.problems)
    problems = [*read_slips, *told, *named, *names.register_slips(gate), *check(book)]
    broken = frozenset(problem.place.path for problem in problems if problem.is_error)
    broken |= {card.file for card in cards["media"] if f"cases/media/{card.picture}" in unfit}
    broken |= {card.file for card in cards["mentors"] if f"cases/media/{card.photo}" in unfit}
    if (
        "cases/vocabulary.yml" in broken
    ):  # one slip, one problem: its words are not also unknown in every card
        problems = [problem for problem in problems if problem.rule not in _OF_UNKNOWN_WORDS]
    return Loaded(book.without(broken), tuple(in_order(problems)), shelf.lines, gate)


_OF_UNKNOWN_WORDS = frozenset({"unknown-word", "role-pattern-unknown", "word-almost-known"})


def _line(lines: Mapping[str, tuple[str, ...]], place: Place) -> str:
    """The author's line at a place, or nothing where the file has none."""
    found = lines.get(place.path, ())
    return found[place.line - 1] if 0 < place.line <= len(found) else ""


REGISTER = "private/people.yml"
"""How the register is named in messages, wherever it lies."""

_FIELDS = {
    "field-missing": "не заполнено обязательное поле",
    "field-unknown": "такого поля нет",
    "unknown-word": "такой категории данных нет",
    "day-impossible": "такого дня нет",
}


class _Shelf:
    """The author's files, read one by one; what cannot be read becomes a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.lines: dict[str, tuple[str, ...]] = {}
        self.slugs: dict[str, frozenset[str]] = {}
        self.walked: dict[str, tuple[_Entry, ...]] = {}

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
        folder = Path(os.environ.get("MENTORING_PRIVATE") or self.root / "private")
        file = folder / "people.yml"
        if not file.is_file():
            return Register()
        if any(
            file.resolve().is_relative_to((self.root / name).resolve()) for name in ("docs", "cases", "site")
        ):
            self._exposed("Закрытый реестр людей лежит среди того, что публикуется.")
        elif is_tracked(self.root, file):
            self._exposed("Закрытый реестр людей попал в репозиторий.")
        try:
            document = parse_yaml(decode(file.read_bytes(), REGISTER), REGISTER)
            register, problems = read(document, Register, vocabulary)
        except SourceError as error:
            register, problems = None, [error.problem]
        self.problems += [
            replace(
                problem,
                what=f"Запись в закрытом реестре людей не читается: {_FIELDS.get(problem.rule, 'поле заполнено не так')}.",
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
            problem = _bad_name(shown, stem) or _taken(shown, by_slug.get(stem))
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
        """The hand-written pages of `docs/`; `docs/dev` is for developers and never on a school's site."""
        by_address: dict[str, str] = {}
        pages = []
        for entry in self._walk("docs"):
            if not entry.is_card:
                continue
            address = addresses.address(entry.shown.removeprefix("docs/")).casefold()
            problem = _bad_page_name(entry.shown) or _taken(entry.shown, by_address.get(address))
            if problem:
                self.problems.append(problem)
                continue
            if unicodedata.normalize("NFC", entry.path.name) != entry.path.name:
                self.problems.append(_apart(entry.shown))
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
                folders = ", ".join(f"cases/{folder}" for folder in FOLDERS)
                what = "Эта папка или файл лежит не на месте: на сайт отсюда ничего не попадёт."
                self._stranger(self._shown(path), what, f"Перенесите карточки в одну из папок: {folders}.")
        for folder in (*(f"cases/{name}" for name in (*FOLDERS, "files")), "docs"):
            for entry in self._walk(folder):
                self._strange(entry, folder)
            self._twins(folder)

    def _strange(self, entry: "_Entry", folder: str) -> None:
        name = entry.path.name
        if entry.kind == "link":
            self.problems.append(_link(entry.shown))
        elif entry.kind == "other":
            what = "Это не обычный файл: прочесть его нельзя."
            self.problems.append(Problem(Place(entry.shown), what, "Удалите его.", rule="file-unreadable"))
        elif entry.kind == "folder" or entry.is_card:
            return
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

    def unfit(self, logo: str | None, mentors: tuple[Mentor, ...]) -> frozenset[str]:
        """Tell of the files beside the cards that may not be published, and name them."""
        found: dict[str, attachments.Fault] = {}
        declared = self._declared()
        declared |= {name for name in (logo, *(mentor.photo for mentor in mentors)) if name}
        for entry in self._walk("cases/media"):
            if not entry.is_plain or entry.path.suffix.lower() in {".md", ".markdown", ".txt"}:
                continue
            content = self._head(entry.path)
            if content is None:
                continue
            name = entry.path.name
            fault = attachments.of_picture(name, content)
            if not fault and name not in declared and not self._cards_unread("cases/media/"):
                fault = _UNDECLARED
            if fault:
                found[entry.shown] = fault
        for entry in self._walk("cases/files"):
            fault = attachments.of_file(entry.path.name) if entry.is_plain else None
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

    def _head(self, path: Path) -> bytes | None:
        """As much of a picture as has to be looked at."""
        try:
            with path.open("rb") as file:
                return file.read(attachments.MAX_BYTES + 1)
        except OSError:
            self.problems.append(_unreadable(self._shown(path), denied=True))
            return None

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
        """Everything below a folder, by name; links are not followed. `docs/dev` is for developers."""
        if folder not in self.walked:
            top = self.root / folder
            skip = top / "dev" if folder == "docs" else None
            entries = (
                path for path in _below(top) if skip is None or (path != skip and skip not in path.parents)
            )
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
            text = decode(path.read_bytes(), shown)
            self.lines[shown] = tuple(text.split("\n"))
            document = _parse(text, shown, model)
        except SourceError as error:
            self.problems.append(error.problem)
            return None
        except OSError as error:
            self.problems.append(_unreadable(shown, denied=isinstance(error, PermissionError)))
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


def _parse(text: str, shown: str, model: type[Filed]) -> Document:
    if model is OwnPage:
        return parse_page(text, shown)
    return parse(text, shown) if issubclass(model, Card) else parse_yaml(text, shown)


def _bad_name(shown: str, stem: str) -> Problem | None:
    if stem in {"index", "readme"} or stem in _DEVICES:
        whose = "на компьютерах с Windows" if stem in _DEVICES else "страницей со списком"
        return Problem(
            Place(shown),
            f"Имя `{stem}.md` занято {whose}.",
            "Назовите файл по содержанию карточки.",
            rule="file-name",
        )
    if len(stem) <= 100 and re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", stem):
        return None
    if len(stem) <= 100 and re.fullmatch(r"-+[a-z0-9]+(?:[-_.][a-z0-9]+)*", stem):
        return Problem(
            Place(shown),
            "Имя файла начинается с дефиса: многие программы примут его за свой параметр.",
            f"Переименуйте файл: `{stem.lstrip('-')}.md`.",
            rule="file-name",
            severity=Severity.WARNING,
        )
    return Problem(
        Place(shown),
        "Имя файла не годится для адреса страницы: нужны малые латинские буквы, цифры и дефисы, до 100 знаков.",
        f"Переименуйте файл: `{russian.slug(stem)[:100].strip('-') or 'kartochka'}.md`.",
        rule="file-name",
        quote=False,
    )


_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
"""Names that Windows gives to devices: a checkout with such a file fails there."""


def _taken(shown: str, first: str | None) -> Problem | None:
    if first is None:
        return None
    return Problem(
        Place(shown),
        f"Такое имя файла уже занято: {first}.",
        "Переименуйте этот файл: имя — адрес страницы, и оно одно на все годы.",
        rule="address-taken",
    )


def _bad_page_name(shown: str) -> Problem | None:
    """What no system of files and no address can bear in the name of a hand-written page."""
    parts = shown.split("/")[1:]
    if not any(
        len(part.encode()) > 200
        or part != part.strip(" ")
        or part.removesuffix(".md").endswith((" ", "."))
        or part.partition(".")[0].lower() in _DEVICES
        or _NOT_IN_NAMES.search(part)
        for part in parts
    ):
        return None
    new = "/".join(russian.slug(part.removesuffix(".md")) or "stranica" for part in parts)
    return Problem(
        Place(shown),
        "Имя файла не годится для адреса страницы.",
        f"Переименуйте файл: `docs/{new}.md`.",
        rule="file-name",
        quote=False,
    )


_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffd<>:\"|?*\\#%&]")


def _apart(shown: str) -> Problem:
    return Problem(
        Place(shown),
        "В имени файла буква «й» или «ё» записана двумя знаками: ссылка на него, набранная на клавиатуре, не сработает.",
        f"Переименуйте файл латинскими буквами: `{russian.slug(Path(shown).stem)}.md`.",
        rule="file-name",
        severity=Severity.WARNING,
        quote=False,
    )


# The day and the repository: what git and the environment say


@dataclass(frozen=True)
class Repository:
    """What git says of the checkout."""

    committed_on: date | None
    edit_uri: str
    """Where a file of the checkout is edited on the web; empty where no remote tells."""


def repository(root: Path) -> Repository | None:
    """Ask git, or give None where there is no git or no checkout."""
    if not shutil.which("git"):
        return None

    def ask(*words: str) -> str:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    if ask("rev-parse", "--is-inside-work-tree") != "true":
        return None
    day = ask("log", "-1", "--format=%cs")
    remote = ask("remote", "get-url", "origin")
    return Repository(
        date.fromisoformat(day) if day else None, _edit_uri(remote, ask("branch", "--show-current"))
    )


def as_of(today: date, checkout: Repository | None, environ: Mapping[str, str] = os.environ) -> date:
    """The day a published site speaks of: SOURCE_DATE_EPOCH, else the commit's day, else today."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch("[0-9]{1,11}", epoch):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return checkout.committed_on if checkout and checkout.committed_on else today


def is_tracked(root: Path, file: Path) -> bool:
    """Whether git keeps a file, so that everybody with the repository has it."""
    if not shutil.which("git"):
        return False
    asked = ["git", "-C", str(root), "ls-files", "--error-unmatch", str(file)]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _edit_uri(remote: str, branch: str) -> str:
    if not remote.startswith("https://") or "@" in remote or not branch:
        return ""
    host = remote.split("/")[2]
    edit = "edit" if host == "github.com" else "-/edit" if "gitlab" in host else "_edit"
    return f"{remote.removesuffix('.git').rstrip('/')}/{edit}/{branch}/"
