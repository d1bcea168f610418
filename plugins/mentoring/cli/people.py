"""`mentoring people`: the private register — who may not be named, whose consent ends, where somebody is named."""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from mentoring import checkout, pipeline, reports, russian
from mentoring.cards import Register, Reviewed
from mentoring.cli.group import FINDINGS, format_option, is_public_log, is_yes, main, root_option
from mentoring.privacy import holdings, letters, people, standing
from mentoring.privacy.consents import State, entries_of
from mentoring.privacy.forms import Person, person_of
from mentoring.privacy.gate import Gate
from mentoring.rules import names
from mentoring.shelf import REGISTER, is_published, register_file


@main.group(
    "people",
    cls=type(main),
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    help="Закрытый реестр людей: кого нельзя назвать, чьё согласие кончается, где человек назван.",
)
def group() -> None:
    """Run a command of the register."""


# add


@group.command(help="Внести человека в реестр. Чего не сказано параметрами, команда спросит.")
@root_option
@click.option("--id", "identity", metavar="КОД", help="Код записи; без него программа даст следующий: p-001.")
@click.option("--name", metavar="ИМЯ", help="Фамилия, имя, отчество.")
@click.option("--alias", "aliases", metavar="ИМЯ", multiple=True, help="Как ещё зовут; можно повторять.")
@click.option("--minor", is_flag=True, help="Человеку нет 18 лет.")
@click.option("--born", metavar="ДЕНЬ", help="День рождения 14.05.2013 или только год 2013.")
@click.option("--document", metavar="ТЕКСТ", help="Где лежит подписанное согласие на распространение.")
@click.option("--date", "signed_on", metavar="ДЕНЬ", help="Когда согласие подписано.")
@click.option("--until", metavar="ДЕНЬ", help="Последний день согласия.")
@click.option("--site", metavar="АДРЕС", help="Для какого сайта дано; без параметра — для этого.")
@click.option(
    "--covers", metavar="СЛОВО", multiple=True, help="Что разрешено: имя, фотография …; можно повторять."
)
@click.option("--signed-by", metavar="КТО", help="Кто подписал: сам, законный представитель, оба.")
@click.option("--yes", is_flag=True, help="Ни о чём не спрашивать: для сценариев.")
def add(root: Path, yes: bool, **given: Any) -> None:
    loaded = pipeline.load(root, today=date.today())
    register, book = _Register(root), loaded.gate.book
    try:
        text = register.text()
        before = people.read_register(text, book.vocabulary) if text.strip() else Register()
        person = _person(given, people.free_id(before.people), book.school.site or "", asks=not yes)
        after = people.with_person(text, person, book.vocabulary)
        entry = people.read_register(after, book.vocabulary).people[-1]
        slips = list(names.register_slips(Gate(book, Register(people=(entry,)), Reviewed())))
        if slips:
            raise people.Refused(f"{slips[0].what} {slips[0].fix}")
        if not yes and not _yes("Записать? [д/н] "):
            click.echo("Ничего не записано.")
            sys.exit(FINDINGS)
        register.write(after)
    except people.Refused as refused:
        _stop(refused)
    click.echo(f"Записано: {REGISTER}, код {person.id}. Людей в реестре: {len(before.people) + 1}.")


def _person(given: dict[str, Any], free: str, site: str, *, asks: bool) -> people.NewPerson:
    """What the options say, and the answers to what they leave out."""
    said = dict(given)
    if asks:
        for option, question in _QUESTIONS:
            if said[option] or (option in _OF_CONSENT and not said["document"]):
                continue
            answer = _asked(question.format(site=site or "нужен"))
            if option in {"aliases", "covers"}:
                said[option] = tuple(word.strip() for word in answer.split(",") if word.strip())
            else:
                said[option] = is_yes(answer) if option == "minor" else answer
    if not said["name"]:
        raise people.Refused('Не сказано имя: `--name "Фамилия Имя Отчество"`.')
    if said["document"] and not said["signed_on"]:
        raise people.Refused("Не сказано, когда согласие подписано: `--date 01.09.2026`.")
    if not said["document"] and any(
        said[option] for option in ("signed_on", "until", "site", "covers", "signed_by")
    ):
        raise people.Refused('Не сказано, где лежит согласие: `--document "согласие № 7, сейф"`.')
    if said["document"] and not said["covers"]:
        raise people.Refused("Не сказано, что согласие разрешает: `--covers имя`.")
    return people.NewPerson(
        id=said["identity"] or free,
        name=said["name"],
        aliases=tuple(said["aliases"]),
        minor=said["minor"],
        born=_born(said["born"]) if said["born"] else None,
        document=said["document"] or "",
        signed_on=_day(said["signed_on"], "--date") if said["signed_on"] else None,
        until=_day(said["until"], "--until") if said["until"] else None,
        site=said["site"] or site,
        signed_by=said["signed_by"] or "сам",
        covers=tuple(said["covers"]),
    )


_QUESTIONS = (
    ("name", "Фамилия, имя, отчество: "),
    ("aliases", "Как ещё зовут, через запятую (можно пусто): "),
    ("minor", "Человеку нет 18 лет? [д/н] "),
    ("born", "День рождения или год (можно пусто): "),
    ("document", "Где лежит согласие на распространение (пусто, если согласия нет): "),
    ("signed_on", "Когда подписано (01.09.2026): "),
    ("until", "До какого дня (можно пусто): "),
    ("site", "Для какого сайта (пусто — {site}): "),
    ("covers", "Что разрешает, через запятую (имя, должность, фотография …): "),
    ("signed_by", "Кто подписал (сам, законный представитель, оба): "),
)
_OF_CONSENT = frozenset({"signed_on", "until", "site", "covers", "signed_by"})


def _born(text: str) -> date:
    """A birthday; of a year alone its last day, which makes the person the youngest they may be."""
    year = text.strip()
    return date(int(year), 12, 31) if len(year) == 4 and year.isdecimal() else _day(text, "--born")


# list, due


@group.command("list", help="Кто в реестре и среди карточек наставников и как обстоит дело с согласием.")
@root_option
@format_option
def list_(root: Path, form: str) -> None:
    loaded = pipeline.load(root, today=date.today())
    found = list(standing.standings(loaded.gate.book, loaded.gate.register, REGISTER))
    if form == "json":
        click.echo(reports.dumped([_as_object(one) for one in found]))
    else:
        for one in found:
            until = f" (до {one.until:%d.%m.%Y})" if one.until else ""
            click.echo(
                reports.visible(
                    f"{_masked(one.id, one)}  {_who(one)}  {one.state.told}{until}  {_masked(one.where, one)}"
                )
            )
        counts = [(state, sum(one.state is state for one in found)) for state in State]
        told = ", ".join(f"{state.told} — {count}" for state, count in counts if count)
        click.echo(f"Всего людей: {len(found)}{f'; {told}' if told else ''}.")
        if not register_file(root).is_file():
            click.echo("Закрытого реестра нет: имена проверяются только по карточкам и по виду.")
    _warn_of_register(loaded)


@group.command(help="Чьи согласия кончились или кончатся скоро.")
@root_option
@click.option(
    "--days",
    metavar="ДНЕЙ",
    type=click.IntRange(0, 3660),
    default=standing.SOON,
    help="На сколько дней вперёд смотреть; по умолчанию 60.",
)
@format_option
def due(root: Path, days: int, form: str) -> None:
    today = date.today()
    loaded = pipeline.load(root, today=today)
    found = standing.due(standing.standings(loaded.gate.book, loaded.gate.register, REGISTER), today, days)
    if form == "json":
        click.echo(
            reports.dumped(
                [{**_as_object(one), "on": end.isoformat(), "days": (end - today).days} for end, one in found]
            )
        )
    else:
        for end, one in found:
            what = "исполнится 18 лет" if one.adult_on == end else "кончилось" if end < today else "кончится"
            click.echo(
                reports.visible(
                    f"{end:%d.%m.%Y}  {what}  {_masked(one.id, one)}  {_who(one)}  {_masked(one.where, one)}"
                )
            )
        click.echo(f"Согласий, которые кончились или кончатся за {days} дн.: {len(found)}.")
    _warn_of_register(loaded)


def _who(one: standing.Standing) -> str:
    return one.role if is_public_log() else f"{one.name} ({one.role})"


def _masked(told: str, one: standing.Standing) -> str:
    """The name of a card may be somebody's surname in Latin letters: not in a public log."""
    return _shown(told, person_of(one.name, "listed"))


def _as_object(one: standing.Standing) -> dict[str, Any]:
    told = {
        "id": _masked(one.id, one),
        "where": _masked(one.where, one),
        "role": one.role,
        "state": str(one.state),
        "until": one.until.isoformat() if one.until else None,
    }
    return told if is_public_log() else {**told, "name": one.name}


def _warn_of_register(loaded: pipeline.Loaded) -> None:
    slips = [problem for problem in loaded.errors if problem.place.path == REGISTER]
    if slips:
        click.echo(reports.text(slips), err=True)
        sys.exit(FINDINGS)


# revoke


@dataclass(frozen=True)
class _Found:
    """Whom a revocation is about: entries of the register, cards of mentors."""

    person: Person
    name: str
    entries: tuple[str, ...]
    cards: tuple[str, ...]
    slugs: tuple[str, ...]


@group.command(
    help="Записать отзыв согласия и перечислить всё, где человек назван. Имя, код записи или имя файла карточки."
)
@click.argument("who", metavar="КТО")
@root_option
@click.option("--date", "on", metavar="ДЕНЬ", help="День отзыва; без параметра — сегодня.")
@click.option(
    "--also",
    metavar="ПУТЬ",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Где ещё искать: папка или архив с прежним выпуском; можно повторять.",
)
@format_option
def revoke(who: str, root: Path, on: str | None, also: tuple[Path, ...], form: str) -> None:
    today = date.today()
    loaded = pipeline.load(root, today=today)
    book = loaded.gate.book
    register = _Register(root)
    day = _day(on, "--date") if on else today
    try:
        text = register.text()
        known = people.read_register(text, book.vocabulary) if text.strip() else Register()
        found = _found(who, known, loaded)
        codes = found.entries or (people.free_id(known.people),)
        if found.entries:
            for code in found.entries:
                text = people.with_revocation(text, code, day, book.vocabulary)
        else:
            text = people.with_person(
                text, people.NewPerson(codes[0], found.name, revoked_on=day), book.vocabulary
            )
        register.write(text)
    except people.Refused as refused:
        _stop(refused)
    held = holdings.holdings(root, found.person, root / "site", holdings.places(root, also), book.looked_at)
    linked = [one for slug in found.slugs for one in holdings.referring(slug, book)]
    told = {(one.path, one.how) for one in held}
    held += [one for one in dict.fromkeys(linked) if (one.path, one.how) not in told]
    held = [replace(one, how="own") if one.path in found.cards else one for one in held]
    outside = letters.unreachable(
        book.school,
        day,
        _addresses(held, book.school.site or ""),
        checkout.commits_with(root, _stems(found.name), letters.COMMITS),
    )
    if is_public_log():
        held = [replace(one, path=holdings.without_name(one.path, found.person)) for one in held]
    if form == "json":
        answer = {
            "register": REGISTER,
            "ids": list(codes),
            "revoked_on": day.isoformat(),
            "cards": [_shown(card, found.person) for card in found.cards],
            "holdings": [
                {
                    "place": one.place,
                    "path": one.path,
                    "kind": one.kind,
                    "how": one.how,
                    "lines": list(one.lines),
                    "after": _after(one),
                }
                for one in held
            ],
            "unreachable": [
                {"id": one.id, "what": one.what, "todo": one.todo, "letter": one.letter} for one in outside
            ],
        }
        click.echo(reports.dumped(answer))
        return
    click.echo(f"Отзыв от {day:%d.%m.%Y} записан: {REGISTER}, код {', '.join(codes)}.")
    _tell(held, outside)


def _found(who: str, register: Register, loaded: pipeline.Loaded) -> _Found:
    """Whom the words of a curator mean, in the register and among the cards.

    Raises:
        Refused: nobody, or several different people.
    """
    book = loaded.gate.book
    slug = who.strip().removesuffix(".md").rpartition("/")[2]
    mentor = book.mentors_by_slug.get(slug)
    entries = people.find(mentor.title if mentor else who, register.people)
    mentors = (
        [mentor]
        if mentor
        else [
            card
            for card in book.mentors
            if russian.folded(card.title) == russian.folded(who)
            or any(entries_of(card.title, [entry]) for entry in entries)
        ]
    )
    if not entries and not mentors:
        mentors = [card for card in book.mentors if _is_part(who, card.title)]
    people_meant = {entry.id for entry in entries}
    if not entries and not mentors:
        raise people.Refused(
            "Такого человека нет ни в реестре, ни среди карточек наставников. Список: `mentoring people list`."
        )
    if len({russian.folded(entry.name) for entry in entries}) > 1 or len(mentors) > 1:
        codes = ", ".join([*sorted(people_meant), *(card.slug for card in mentors)])
        raise people.Refused(f"Таких людей несколько. Назовите код или имя файла карточки: {codes}.")
    name = entries[0].name if entries else mentors[0].title
    aliases = tuple(alias for entry in entries for alias in entry.aliases)
    return _Found(
        replace(person_of(name, "revoked"), aliases=aliases),
        name,
        tuple(entry.id for entry in entries),
        tuple(card.file for card in mentors),
        tuple(card.slug for card in mentors),
    )


def _is_part(who: str, title: str) -> bool:
    words = set(russian.folded(who).split())
    return bool(words) and words <= set(russian.folded(title).split())


def _tell(held: Sequence[holdings.Held], outside: Iterable[letters.Unreachable]) -> None:
    for after, heading in _HEADINGS.items():
        found = [one for one in held if _after(one) == after]
        if found:
            click.echo(f"\n{heading}")
        for one in found:
            lines = f", строки: {', '.join(map(str, one.lines))}" if one.lines else ""
            click.echo(reports.visible(f"  {one.path} — {_KINDS[one.kind]}{lines}"))
    click.echo(
        "\nНа сервере и в наборе для вставки имя остаётся, пока вы не опубликуете сайт заново: соберите его,"
        " выполните `python scripts/site.py deploy`, а потом `deploy --purge` — он удалит с сервера прежние выпуски,"
        " которые сегодня публиковать нельзя."
    )
    if not held:
        click.echo("\nВ карточках, на сайте и в прежних выпусках человек не назван.")
    click.echo("\nЧего не достанет никакая сборка:")
    for place in outside:
        click.echo(f"  {place.what}. {place.todo}")
        if place.letter:
            click.echo("".join(f"      | {line}\n" for line in place.letter.split("\n")), nl=False)


_HEADINGS = {
    "own-card": "Карточка уйдёт с сайта сама, но имя осталось в файле: удалите его.",
    "by-hand": "Исправьте руками: пока имя стоит в тексте, сайт не соберётся.",
    "picture": "На этих картинках человек показан: замените их или удалите.",
    "falls-back": "Здесь вместо имени само встанет «роль»:",
    "next-build": "Исчезнет при следующей сборке сайта:",
    "remove": "Прежние выпуски и архивы сборка не трогает: удалите их или соберите заново.",
    "look": "Прочесть не удалось, проверьте сами:",
}
_KINDS = {
    "card": "карточка или текст",
    "page": "страница",
    "feed": "лента или карта сайта",
    "data": "данные и поиск",
    "picture": "картинка",
    "file": "файл",
    "unread": "не прочитано",
}


def _after(one: holdings.Held) -> str:
    """What becomes of a file that names the person."""
    if one.kind == "unread":
        return "look"
    if one.how == "own":
        return "own-card"
    if one.how == "shown":
        return "picture"
    if one.how == "linked":
        return "falls-back"
    return {"source": "by-hand", "site": "next-build"}.get(one.place, "remove")


def _addresses(held: Iterable[holdings.Held], site: str) -> list[str]:
    """The addresses of the pages of the built site that name the person."""
    base = site.rstrip("/")
    pages = (one.path.partition("/")[2] for one in held if one.place == "site" and one.kind == "page")
    return [f"{base}/{page.removesuffix('index.html')}" for page in sorted(pages)]


def _shown(path: str, person: Person) -> str:
    return holdings.without_name(path, person) if is_public_log() else path


def _stems(name: str) -> list[str]:
    """The surname without its ending, for git: it knows no Russian cases."""
    surname = (name.split() or [""])[0]
    stem = surname.rstrip("аеёийоуыьюя") if len(surname) > 4 else surname
    return [stem if len(stem) > 3 else surname]


# blank


@group.command(
    help="Записать бланки Word: согласие на распространение и его отзыв, с названием школы и адресом сайта."
)
@click.argument("directory", metavar="ПАПКА", type=click.Path(file_okay=False, path_type=Path))
@root_option
def blank(directory: Path, root: Path) -> None:
    from mentoring.exports.blanks import BLANKS  # Word takes a while to import: only where it is needed

    school = pipeline.load(root, today=date.today()).book.school
    directory.mkdir(parents=True, exist_ok=True)
    for name, made in BLANKS.items():
        (directory / name).write_bytes(made(school))
        click.echo(f"{directory / name}")
    if not school.site:
        click.echo("Адрес сайта в cases/school.yml не записан: впишите его в бланк сами.")


# the file


class _Register:
    """The file of the register on disk: read whole, written whole, and only where it may lie."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = register_file(root)
        self.bom = False

    def text(self) -> str:
        """What stands in it; empty where there is none."""
        self._refuse_where_it_may_not_lie()
        try:
            content = self.file.read_bytes() if self.file.exists() else b""
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise people.Refused(
                "Реестр сохранён не в UTF-8. Сохраните его заново в этой кодировке."
            ) from None
        except OSError:
            raise people.Refused("Реестр не открывается. Закройте его в других программах.") from None
        self.bom = text.startswith("\ufeff")
        return text.removeprefix("\ufeff")

    def write(self, text: str) -> None:
        """Put the new text in the place of the old, all at once, for the eyes of the owner only."""
        target = self.file.resolve()
        new = target.with_name(f".{target.name}.new")
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._see_that_git_ignores_it()
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write((("\ufeff" if self.bom else "") + text).encode())
            os.replace(new, target)
        except OSError:
            raise people.Refused(
                "Записать реестр не удалось: нет места или права. Он остался как был."
            ) from None
        finally:
            new.unlink(missing_ok=True)

    def _refuse_where_it_may_not_lie(self) -> None:
        if is_published(self.root, self.file):
            raise people.Refused(
                "Реестр лежит среди того, что публикуется. Укажите в MENTORING_PRIVATE папку вне проекта."
            )
        if checkout.is_tracked(self.root, self.file):
            raise people.Refused(
                "Реестр попал в репозиторий. Уберите его оттуда вместе с историей; новый держите вне проекта."
            )

    def _see_that_git_ignores_it(self) -> None:
        home, file = self.root.resolve(), self.file.resolve()
        if not file.is_relative_to(home) or checkout.is_ignored(self.root, file):
            return
        line = f"/{file.parent.relative_to(home).as_posix()}" if file.parent != home else f"/{file.name}"
        ignored = self.root / ".gitignore"
        before = ignored.read_text("utf-8") if ignored.exists() else ""
        if line in before.splitlines():
            return
        gap = "" if not before or before.endswith("\n") else "\n"
        ignored.write_text(f"{before}{gap}{line}\n", "utf-8")
        click.echo(f"В .gitignore добавлена строка `{line}`: реестр не попадёт в репозиторий.", err=True)


def _stop(refused: people.Refused) -> None:
    click.echo(str(refused), err=True)
    sys.exit(FINDINGS)


def _yes(question: str) -> bool:
    return is_yes(_asked(question))


def _asked(question: str) -> str:
    click.echo(question, nl=False)
    return sys.stdin.readline().strip()


def _day(text: str, option: str) -> date:
    try:
        return russian.parse_day(text)
    except ValueError:
        raise click.BadParameter("это не день. Напишите так: 31.08.2026.", param_hint=option) from None
