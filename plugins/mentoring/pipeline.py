"""From the files of a school to the casebook that may be published, and all problems on the way."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mentoring import russian
from mentoring.cards import FILES, FOLDERS, Card, Documents, Filed, OwnPage, School
from mentoring.casebook import UNNAMED, Casebook
from mentoring.problems import Place, Problem, Severity, in_order
from mentoring.reading import federal_vocabulary, own_words, read
from mentoring.rules import check
from mentoring.source import Document, SourceError, decode, parse, parse_page, parse_yaml


@dataclass(frozen=True)
class Loaded:
    """What a reading of all files gives."""

    book: Casebook
    """Without the cards that have an error."""
    problems: tuple[Problem, ...]
    lines: Mapping[str, tuple[str, ...]]
    """The author's files by path, for quoting."""

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
    shelf.strangers()
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
        files=_names(root / "cases/files"),
        media=frozenset(name for name in _names(root / "cases/media") if not name.endswith(".md")),
        own_pages=shelf.own_pages(vocabulary),
        docs_files=_docs_files(root / "docs"),
        slugs=shelf.slugs,
    )
    problems = [*shelf.problems, *check(book)]
    broken = frozenset(problem.place.path for problem in problems if problem.is_error)
    if (
        "cases/vocabulary.yml" in broken
    ):  # one slip, one problem: its words are not also unknown in every card
        problems = [problem for problem in problems if problem.rule not in _OF_UNKNOWN_WORDS]
    return Loaded(book.without(broken), tuple(in_order(problems)), shelf.lines)


_OF_UNKNOWN_WORDS = frozenset({"unknown-word", "role-pattern-unknown", "word-almost-known"})


class _Shelf:
    """The author's files, read one by one; what cannot be read becomes a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.lines: dict[str, tuple[str, ...]] = {}
        self.slugs: dict[str, frozenset[str]] = {}

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

    def folder(self, folder: str, vocabulary: Any) -> Any:
        """All cards of a folder, in the order of their file names."""
        paths = self._markdown(self.root / "cases" / folder)
        self.slugs[folder] = frozenset(path.stem for path in paths)
        by_slug: dict[str, str] = {}
        cards = []
        for path in paths:
            shown = self._shown(path)
            problem = _bad_name(shown, path.stem) or _taken(shown, by_slug.get(path.stem))
            if problem:
                self.problems.append(problem)
                continue
            by_slug[path.stem] = shown
            card = self._card(path, FOLDERS[folder], vocabulary)
            if card:
                cards.append(card)
        return tuple(cards)

    def own_pages(self, vocabulary: Any) -> tuple[OwnPage, ...]:
        """The hand-written pages of `docs/`; `docs/dev` is for developers and never on a school's site."""
        docs = self.root / "docs"
        pages = (
            self._card(path, OwnPage, vocabulary)
            for path in self._markdown(docs)
            if docs / "dev" not in path.parents
        )
        return tuple(page for page in pages if page)

    def strangers(self) -> None:
        """Tell about files that no kind of card takes."""
        cases = self.root / "cases"
        for path in sorted(cases.iterdir()) if cases.is_dir() else ():
            if path.name.startswith((".", "~")):
                continue
            if path.name in {*FOLDERS, "files"} and path.is_file():
                self._stranger(
                    path, "На месте папки лежит файл.", "Удалите его и создайте папку с этим именем."
                )
            elif path.name not in {*FILES, *FOLDERS, "files"}:
                folders = ", ".join(f"cases/{folder}" for folder in FOLDERS)
                what = "Эта папка или файл лежит не на месте: на сайт отсюда ничего не попадёт."
                self._stranger(path, what, f"Перенесите карточки в одну из папок: {folders}.")
        for folder in FOLDERS:
            for path in sorted((cases / folder).rglob("*")):
                if path.suffix == ".md" or path.name.startswith((".", "~")) or not path.is_file():
                    continue
                if path.suffix.lower() in {".md", ".markdown", ".txt"}:
                    what = "Этот файл — не карточка: имя карточки оканчивается на `.md` малыми буквами."
                    fix = f"Если это карточка, переименуйте файл: `{russian.slug(path.name.partition('.')[0])}.md`."
                    self._stranger(path, what, fix)
                elif folder != "media":
                    what = "Этот файл — не карточка: на сайт он не попадёт."
                    self._stranger(
                        path, what, "Документы и бланки положите в cases/files, картинки — в cases/media."
                    )

    def _stranger(self, path: Path, what: str, fix: str) -> None:
        problem = Problem(
            Place(self._shown(path)), what, fix, rule="file-unknown", severity=Severity.WARNING, quote=False
        )
        self.problems.append(problem)

    def _markdown(self, folder: Path) -> list[Path]:
        found = (
            path for path in folder.rglob("*.md") if path.is_file() and not path.name.startswith((".", "~"))
        )
        return sorted(found, key=lambda path: path.as_posix())

    def _card(self, path: Path, model: type[Filed], vocabulary: Any) -> Any:
        shown = self._shown(path)
        if path.is_symlink():
            self.problems.append(
                Problem(
                    Place(shown),
                    "На этом месте лежит ярлык, а не файл.",
                    "Положите сюда сам файл: ярлык может вести за пределы папки сайта.",
                    rule="file-is-link",
                )
            )
            return None
        try:
            text = decode(path.read_bytes(), shown)
            self.lines[shown] = tuple(text.split("\n"))
            document = _parse(text, shown, model)
        except SourceError as error:
            self.problems.append(error.problem)
            return None
        except OSError as error:
            self.problems.append(
                Problem(
                    Place(shown),
                    "Файл нет права читать."
                    if isinstance(error, PermissionError)
                    else "Файл не открывается.",
                    "Закройте его в других программах и проверьте, разрешено ли его читать.",
                    rule="file-unreadable",
                )
            )
            return None
        self.documents[shown] = document
        card, problems = read(document, model, vocabulary)
        self.problems.extend(problems)
        return card

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


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


def _docs_files(docs: Path) -> frozenset[str]:
    """What lies under `docs/` beside the pages, by its path there."""
    found = (path.relative_to(docs) for path in docs.rglob("*") if path.is_file() and path.suffix != ".md")
    return frozenset(path.as_posix() for path in found if path.parts[0] != "dev")


def _names(folder: Path) -> frozenset[str]:
    return (
        frozenset(path.name for path in folder.iterdir() if path.is_file())
        if folder.is_dir()
        else frozenset()
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


def _edit_uri(remote: str, branch: str) -> str:
    if not remote.startswith("https://") or "@" in remote or not branch:
        return ""
    host = remote.split("/")[2]
    edit = "edit" if host == "github.com" else "-/edit" if "gitlab" in host else "_edit"
    return f"{remote.removesuffix('.git').rstrip('/')}/{edit}/{branch}/"
