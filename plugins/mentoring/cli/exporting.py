"""`mentoring export`: the reports of the school's office."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from mentoring import checkout, pipeline, reports, russian
from mentoring.casebook import Casebook
from mentoring.cli.group import ENVIRONMENT, FINDINGS, is_public_log, main, root_option
from mentoring.exports.official import REPORTS, Report, find
from mentoring.exports.official.pdf import NotPrinted, NoTypst
from mentoring.exports.official.request import Figures, Quarter, Request, quarter_before
from mentoring.exports.official.templates import FOLDER as TEMPLATES
from mentoring.exports.word import TemplateSpoilt
from mentoring.pages import Edition
from mentoring.school_year import SchoolYear
from mentoring.shelf import is_published, register_file

OUT = "exports"
"""Where reports are written; git is told to leave it out."""
PRIVATE = "reports"
"""In the folder of the private register, for reports with every number."""


class QuarterType(click.ParamType[Quarter]):
    """`3/2026` or `III/2026`."""

    name = "quarter"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:
        if isinstance(value, Quarter):
            return value
        number, _, year = str(value).partition("/")
        number = {"I": "1", "II": "2", "III": "3", "IV": "4"}.get(number.strip().upper(), number.strip())
        if (
            number not in {"1", "2", "3", "4"}
            or not year.strip().isdecimal()
            or not 2000 <= int(year) <= 2100
        ):
            self.fail("квартал пишут так: 3/2026.", param, ctx)
        return Quarter(int(year), int(number))


class YearType(click.ParamType[SchoolYear]):
    """`2025/26`."""

    name = "year"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> SchoolYear:
        if isinstance(value, SchoolYear):
            return value
        try:
            return SchoolYear.parse(str(value))
        except ValueError:
            self.fail("учебный год пишут так: 2025/26.", param, ctx)


@main.command(
    help="Сделать из карточек официальный отчёт: Word, Excel, PDF, календарь, базу.\n\n"
    "Без имени отчёта показывает, какие они есть. Отчёт кладётся в папку exports/ и говорит, на какой день данные и "
    "что в нём не показано. Своя форма ведомства: положите её в папку templates/ под именем из списка."
)
@click.argument("name", metavar="[ОТЧЁТ]", required=False)
@click.option("--list", "listed", is_flag=True, help="Показать все отчёты.")
@click.option(
    "--of",
    "slugs",
    metavar="КАРТОЧКА",
    multiple=True,
    help="О какой карточке: имя файла без .md; можно несколько.",
)
@click.option("--all", "every", is_flag=True, help="О каждой карточке этого вида.")
@click.option("--format", "form", metavar="ВИД", help="Какой файл: docx, xlsx, pdf, csv, json, ics.")
@click.option(
    "--year", type=YearType(), metavar="ГОД", help="Учебный год, например 2025/26; без параметра — текущий."
)
@click.option(
    "--quarter",
    type=QuarterType(),
    metavar="КВАРТАЛ",
    help="Квартал, например 3/2026; без параметра — прошедший.",
)
@click.option(
    "--out", metavar="ПАПКА", type=click.Path(file_okay=False, path_type=Path), help="Куда положить."
)
@click.option(
    "--template",
    metavar="ФАЙЛ",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Своя форма Word.",
)
@click.option(
    "--internal",
    is_flag=True,
    help="Для служебного пользования: не скрывать малые числа и взять неопубликованное. Пишет только в закрытую папку.",
)
@root_option
def export(
    name: str | None,
    listed: bool,
    slugs: tuple[str, ...],
    every: bool,
    form: str | None,
    year: SchoolYear | None,
    quarter: Quarter | None,
    out: Path | None,
    template: Path | None,
    internal: bool,
    root: Path,
) -> None:
    if name is None or listed:
        click.echo(_list())
        return
    report = find(name)
    if report is None:
        near = russian.nearest(name, [each.name for each in REPORTS])
        hint = f" Может быть, {near}?" if near else ""
        raise click.BadParameter(
            f"такого отчёта нет: {name}.{hint} Все отчёты: python scripts/site.py export --list.",
            param_hint="ОТЧЁТ",
        )
    form = form or next(iter(report.makers))
    if form not in report.makers:
        raise click.BadParameter(
            f"этот отчёт бывает таким: {', '.join(report.makers)}.", param_hint="--format"
        )
    _refuse(report, year, quarter, internal)
    folder = _folder(root, out, internal)
    today = date.today()
    version = checkout.version(root)
    as_of = today if version is None or version.is_changed else checkout.as_of(today, checkout.of(root))
    loaded = pipeline.load(root, today=today, as_of=as_of)
    if loaded.errors:
        click.echo(reports.text(loaded.errors, None if is_public_log() else loaded.lines), err=True)
        click.echo("Отчёт не сделан: сначала исправьте ошибки в карточках.", err=True)
        sys.exit(FINDINGS)
    book = loaded.book if internal else loaded.book.public
    left_out = len(list(loaded.book.cards)) - len(list(book.cards))
    quarter = quarter or quarter_before(as_of)
    with _before(root, quarter, report, internal) as before:
        request = Request(
            Edition(book),
            year=year,
            quarter=quarter,
            before=before,
            commit=version.told if version else "",
            left_out=left_out,
            template=_template(root, report, template),
        )
        for slug in _chosen(report, book, slugs, every):
            whole = replace(request, slug=slug, figures=Figures(internal))
            _write(report, form, whole, folder)


def _refuse(report: Report, year: SchoolYear | None, quarter: Quarter | None, internal: bool) -> None:
    """Tell what this report has no use for, rather than leave it out of account."""
    for name, given in (("year", year), ("quarter", quarter)):
        if given and name not in report.periods:
            able = ", ".join(each.name for each in REPORTS if name in each.periods)
            raise click.BadParameter(f"у этого отчёта такого нет; есть у {able}.", param_hint=f"--{name}")
    if internal and not report.is_internal:
        able = ", ".join(each.name for each in REPORTS if each.is_internal)
        raise click.BadParameter(
            f"малые числа в этом отчёте скрыты всегда; со всеми числами бывают {able}.",
            param_hint="--internal",
        )


def _list() -> str:
    rows = []
    for report in REPORTS:
        layout = f"; форма: {TEMPLATES}/{report.template}" if report.template else ""
        rows.append(f"{report.name:<12} {report.title} ({report.about}): {', '.join(report.makers)}{layout}")
    return "\n".join([*rows, "", "Сделать: python scripts/site.py export ИМЯ, например export january."])


def _folder(root: Path, out: Path | None, internal: bool) -> Path:
    """Where the report goes; one with every number goes nowhere but the private folder."""
    private = register_file(root).parent
    if not internal:
        return out or root / OUT
    folder = out or private / PRIVATE
    inside = private.resolve()
    if folder.resolve() != inside and inside not in folder.resolve().parents:
        raise click.BadParameter(
            "отчёт со всеми числами пишется только в закрытую папку.", param_hint="--out"
        )
    if is_published(root, folder / "otchet") or checkout.is_ignored(root, folder / "otchet") is False:
        raise click.UsageError(
            "Закрытая папка попадёт в git или на сайт. Добавьте строку private/ в .gitignore или назовите другую папку"
            " в MENTORING_PRIVATE."
        )
    return folder


@contextmanager
def _before(root: Path, quarter: Quarter, report: Report, internal: bool) -> Iterator[Casebook | None]:
    """The cards as git has them from before the quarter."""
    if "quarter" not in report.periods:
        yield None
        return
    with checkout.before(root, quarter.first) as old:
        if old is None:
            yield None
            return
        book = pipeline.load(old, today=quarter.first, as_of=quarter.first).book
        yield book if internal else book.public


def _template(root: Path, report: Report, named: Path | None) -> bytes | None:
    if named and not report.template:
        raise click.BadParameter("у этого отчёта нет формы Word.", param_hint="--template")
    own = named or (root / TEMPLATES / report.template if report.template else None)
    return own.read_bytes() if own and own.is_file() else None


def _chosen(report: Report, book: Casebook, slugs: tuple[str, ...], every: bool) -> list[str]:
    """The cards a report is made of, one file each."""
    titles = report.titles(book)
    if not report.of:
        if slugs:
            raise click.BadParameter("этот отчёт — о школе целиком.", param_hint="--of")
        return [""]
    if not titles:
        raise click.UsageError(
            f"Этот отчёт — {report.about}, а опубликованных карточек такого вида нет. Черновики в отчёт не входят:"
            " согласовать и опубликовать карточку — mentoring review."
        )
    known = "\n".join(f"  {slug} — {title}" for slug, title in titles.items())
    if unknown := [slug for slug in slugs if slug not in titles]:
        raise click.BadParameter(f"карточки {unknown[0]} нет. Есть:\n{known}", param_hint="--of")
    if slugs or every or len(titles) == 1:
        return list(slugs or titles)
    raise click.UsageError(f"О какой карточке? Добавьте --of ИМЯ (или --all — о каждой). Есть:\n{known}")


def _write(report: Report, form: str, request: Request, folder: Path) -> None:
    """Write a report whole or not at all, and say where it is."""
    quarter = request.quarter if report.name == "quarter" else None
    year = request.school_year if "year" in report.periods else None
    period = f"{quarter.year}-{quarter.number}" if quarter else str(year).replace("/", "-") if year else ""
    words = (report.name, request.slug, period, "internal" if request.figures.internal else "")
    file = folder / f"{'-'.join(word for word in words if word)}.{form}"
    try:
        content = report.makers[form](request)
        folder.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        try:
            new.write_bytes(content)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
    except TemplateSpoilt as spoilt:
        click.echo(f"Форма {report.template} не заполняется: {reports.visible(str(spoilt))}", err=True)
        click.echo("Сравните её с нашей: имена полей — в руководстве «Отчёты».", err=True)
        sys.exit(FINDINGS)
    except NotPrinted as refused:
        click.echo(f"PDF не получился: {reports.visible(str(refused))}", err=True)
        click.echo(
            "Чаще всего мешает значок (эмодзи), которого нет в шрифте: уберите его из карточки.", err=True
        )
        sys.exit(FINDINGS)
    except NoTypst:
        click.echo(
            "Для PDF нужна добавка pdf: она ставится вместе с программой, если запускать без --no-ner. Или сохраните файл Word как PDF.",
            err=True,
        )
        sys.exit(ENVIRONMENT)
    except PermissionError:
        click.echo(f"Файл {file.name} не записывается: закройте его в Word или Excel и повторите.", err=True)
        sys.exit(ENVIRONMENT)
    except OSError as error:
        click.echo(f"Файл {file.name} не записался: {error.strerror}. Прежний на месте.", err=True)
        sys.exit(ENVIRONMENT)
    click.echo(f"{report.title}: {file.as_posix()}")
    for line in request.about():
        click.echo(f"  {line}")
