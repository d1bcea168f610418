"""Official reports: what stands in each file, what is held back, and where it may be written."""

import csv
import importlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from mentoring import pipeline
from mentoring.casebook import Casebook
from mentoring.cli import main
from mentoring.exports.offered import offered
from mentoring.exports.official import REPORTS, find
from mentoring.exports.official.request import Figures, Quarter, Request, quarter_before
from mentoring.exports.official.texts import prose
from mentoring.exports.word import TemplateSpoilt, filled
from mentoring.pages import Edition

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)

SCHOOL = """full_name: Школа «Проба»
short_name: Школа «Проба»
kind: школа
site: https://proba.example.org/mentors
demonstration: да
"""
PROGRAMME = """---
title: Рядом
kind: программа по форме
forms: [ученик – ученик]
school_year: 2025/26
participants:
  - {role: наставник, who: ученики, form: ученик – ученик, band: 8–9, count: 18}
  - {role: наставляемый, who: ученики, form: ученик – ученик, band: 5–7, count: 3}
  - {role: наставляемый, who: ученики, form: ученик – ученик, band: 1–4}
indicators:
  - {indicator: средний балл по предмету, before: 3.4, after: 3.9, n: 18, of: 20, target: 3.8, method: журнал, before_on: 15.09.2025, after_on: 20.05.2026}
  - {indicator: школьная тревожность, before: 8, after: 5, n: 3, method: тест, before_on: 15.09.2025, after_on: 20.05.2026}
publication: опубликован
approved: {by: директор, on: 31.08.2025}
---
"""
ROADMAP = """---
title: "=1+1 «Рядом»"
school_year: 2025/26
programmes: [ryadom]
columns: [number, title, schedule, responsible]
sections:
  - title: Подготовка
    items:
      - {number: 1, title: "=СУММ(A1) — приказ", schedule: сентябрь 2025, responsible: директор, status: выполнено, done_on: 12.09.2025, actual_result: "Приказ **подписан** в срок."}
      - {number: 2, title: Опрос, schedule: октябрь 2025, responsible: [куратор, психолог], status: выполняется}
  - title: Работа
    items:
      - {number: 3, title: Встречи пар, schedule: март 2026, responsible: наставники}
publication: опубликован
approved: {by: директор, on: 31.08.2025}
---
"""
DRAFT = ROADMAP.replace("опубликован", "черновик").replace("=1+1 «Рядом»", "Черновик карты")
FILES = {
    "cases/school.yml": SCHOOL,
    "cases/programmes/ryadom.md": PROGRAMME,
    "cases/roadmaps/ryadom.md": ROADMAP,
    "cases/roadmaps/chernovik.md": DRAFT,
}

Make = Callable[..., bytes]


@pytest.fixture
def make(load) -> Make:
    """A report of the small school as bytes."""

    def made(name: str, form: str, *, internal: bool = False, **of: Any) -> bytes:
        book, problems = load(FILES)
        assert not [problem for problem in problems if problem.is_error]
        edition = Edition(book if internal else book.public)
        report = find(name)
        assert report
        return report.makers[form](
            Request(edition, left_out=1, commit="1a2b3c4d5e", figures=Figures(internal), **of)
        )

    return made


@pytest.fixture(scope="module")
def example() -> Casebook:
    return pipeline.load(ROOT, today=TODAY, as_of=TODAY).book


def words(content: bytes) -> str:
    """All text of a Word file, tables included."""
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    made = openpyxl.load_workbook(io.BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in made}


def test_the_yearly_report_is_the_roadmap_with_what_came_of_it(make: Make) -> None:
    made = docx.Document(io.BytesIO(make("year", "docx", slug="ryadom")))

    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert rows[0] == ["№", "Мероприятие", "Сроки", "Ответственные", "Состояние", "Что сделано"]
    assert set(rows[1]) == {"Подготовка"}
    assert rows[2][2:] == ["сентябрь 2025", "директор", "выполнено", "Приказ подписан в срок."]
    assert rows[3][3] == "куратор, психолог"
    assert len(rows) == 6


def test_every_report_says_of_what_day_it_is_and_what_is_not_in_it(make: Make) -> None:
    told = words(make("year", "docx", slug="ryadom"))

    assert re.search(r"Данные на \d{1,2}\s[а-я]+ 2026\sгода\.", told)
    assert "Версия карточек: 1a2b3c4d5e." in told
    assert "Не вошло неопубликованных карточек: 1." in told


@pytest.mark.parametrize(
    ("name", "form"), [(report.name, form) for report in REPORTS for form in report.makers]
)
def test_every_report_of_the_example_is_made_twice_the_same(example: Casebook, name: str, form: str) -> None:
    report = find(name)
    assert report
    slug = next(iter(report.titles(example.public)), "")

    def once() -> bytes:
        return report.makers[form](Request(Edition(example.public), slug=slug, commit="1a2b3c4d5e"))

    made = once()
    assert made == once()
    assert len(made) > 1000
    start = {
        "docx": b"PK",
        "xlsx": b"PK",
        "pdf": b"%PDF",
        "csv": "\ufeff".encode(),
        "json": b"{",
        "ics": b"BEGIN",
    }
    assert made.startswith(start[form])


def test_january_counts_are_typed_and_a_blank_says_why(make: Make) -> None:
    told = sheets(make("january", "xlsx"))

    lines = {(row[1], row[5]): row[6:] for row in told["Участники по программам"][1:]}
    assert lines["наставник", "8–9 классы"] == (18, None)
    assert lines["наставляемый", "5–7 классы"] == (None, "менее 5: не показываем")
    assert lines["наставляемый", "1–4 классы"] == (None, "в карточке не сказано")


def test_january_indicators_have_formula_people_fact_and_own_target(make: Make) -> None:
    told = sheets(make("january", "xlsx"))["Показатели"]

    found = {row[0]: dict(zip(told[0], row, strict=True)) for row in told[1:]}
    mark, anxiety = found["средний балл по предмету"], found["школьная тревожность"]
    assert (mark["Стало"], mark["Измерено человек"], mark["Своя цель"], mark["Цель достигнута"]) == (
        3.9,
        18,
        3.8,
        "да",
    )
    assert mark["Как считается"] == "сумма отметок / число отметок"
    assert (anxiety["Было"], anxiety["Стало"], anxiety["Измерено человек"]) == (None, None, None)
    assert anxiety["Почему пусто"] == "измерено мало детей: цифры не показываем"


def test_the_totals_of_january_do_not_give_a_small_number_away(make: Make) -> None:
    told = sheets(make("january", "xlsx"))["Участники по формам"]

    assert [row[3:] for row in told[1:]] == [
        (18, None),
        (None, "менее 5"),
        (None, "в карточке не сказано"),
    ]


def test_for_the_schools_own_eyes_every_number_stands(make: Make) -> None:
    told = sheets(make("january", "xlsx", internal=True))

    assert 3 in [row[6] for row in told["Участники по программам"]]
    assert ("Для служебного пользования: малые числа не скрыты, неопубликованные карточки вошли.",) in told[
        "О файле"
    ]


def test_an_indicator_without_a_number_of_people_says_what_is_missing(load) -> None:
    """Nobody may say that few were measured where nobody was counted."""
    programme = PROGRAMME.replace(", n: 18, of: 20", "").replace("before: 8, after: 5, n: 3, ", "")
    book, _ = load({**FILES, "cases/programmes/ryadom.md": programme})
    report = find("january")
    assert report

    told = sheets(report.makers["xlsx"](Request(Edition(book))))["Показатели"]

    assert [row[-1] for row in told[1:]] == [
        "в карточке не сказано: число измеренных; без числа измеренных детей цифры не показываем",
        "в карточке не сказано: «было», «стало» и число измеренных",
    ]


def test_what_is_held_back_is_counted_once(make: Make) -> None:
    """One small count of children, one measurement of three."""
    for name, form in (("january", "xlsx"), ("base", "xlsx")):
        assert ("Не показано малых чисел: 2.",) in sheets(make(name, form))["О файле"], name


def test_the_calendar_has_roadmaps_without_a_programme(load) -> None:
    book, _ = load({**FILES, "cases/roadmaps/ryadom.md": ROADMAP.replace("programmes: [ryadom]\n", "")})
    report = find("calendar")
    assert report

    assert b"BEGIN:VEVENT" in report.makers["ics"](Request(Edition(book.public)))


def test_a_sign_no_typeface_has_is_told_and_no_pdf_is_made(tmp_path: Path) -> None:
    (school(tmp_path) / "cases/roadmaps/ryadom.md").write_text(ROADMAP.replace("Опрос", "Опрос 🎉"), "utf-8")

    told = run(tmp_path, "year", "--format", "pdf")

    assert told.exit_code == 1
    assert "эмодзи" in told.output
    assert not (tmp_path / "exports/year-ryadom.pdf").exists()


def test_marks_of_markdown_go_and_signs_of_the_author_stay() -> None:
    assert prose("## Итог\n**Язык** C# и 2*3, [план](https://example.org)") == "Итог\nЯзык C# и 2*3, план"


def test_what_looks_like_a_formula_is_a_text(make: Make) -> None:
    book = openpyxl.load_workbook(io.BytesIO(make("base", "xlsx")))
    rows = csv.reader(io.StringIO(make("base", "csv").decode("utf-8-sig")), delimiter=";")
    quarter = openpyxl.load_workbook(io.BytesIO(make("quarter", "xlsx", quarter=Quarter(2025, 3))))

    types = {cell.data_type for page in (*book, *quarter) for row in page.iter_rows() for cell in row}
    assert "f" not in types
    assert "=СУММ(A1) — приказ" in [row[2] for row in book["Мероприятия"].iter_rows(values_only=True)]
    cells = [cell for row in rows for cell in row]
    assert "'=1+1 «Рядом»" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_quarter_tells_what_was_due_and_what_was_done(make: Make) -> None:
    told = words(make("quarter", "docx", quarter=Quarter(2025, 3)))

    assert "III квартал 2025 года" in told
    assert "выполнено 12.09.2025" in told
    assert "Встречи пар" not in told
    assert "Версии карточек до начала квартала нет" in told


def test_a_quarter_tells_what_changed_since_it_began(load) -> None:
    before, _ = load({**FILES, "cases/roadmaps/ryadom.md": ROADMAP.replace(", status: выполняется", "")})
    now, _ = load(FILES)
    report = find("quarter")
    assert report

    told = words(report.makers["docx"](Request(Edition(now.public), quarter=Quarter(2025, 4), before=before)))

    assert "было «нет сведений», стало «в работе»" in told


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 9), "IV квартал 2025 года"),
        (date(2026, 4, 1), "I квартал 2026 года"),
        (date(2026, 12, 31), "III квартал 2026 года"),
    ],
)
def test_the_quarter_that_is_over(day: date, quarter: str) -> None:
    assert str(quarter_before(day)) == quarter


def test_the_programme_of_a_pair_names_nobody(example: Casebook) -> None:
    case = next(case for case in example.public.cases if any(person.mentor for person in case.mentors))
    report = find("pair")
    assert report

    told = words(report.makers["docx"](Request(Edition(example.public), slug=case.slug)))

    names = {word for mentor in example.mentors for word in mentor.title.split() if len(word) > 3}
    assert not [name for name in names if name in told]
    assert "впишите от руки" in told


def test_the_score_sheet_has_five_criteria_and_room_for_the_scores(example: Casebook) -> None:
    report = find("scores")
    assert report
    slug = next(iter(report.titles(example.public)))

    table = docx.Document(
        io.BytesIO(report.makers["docx"](Request(Edition(example.public), slug=slug)))
    ).tables[1]

    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0].split("\n")[0] for row in rows] == [
        "Критерий",
        "Результативность",
        "Эффективность",
        "Уникальность",
        "Тиражируемость",
        "Масштабируемость",
        "Всего",
    ]
    assert {row[2] for row in rows[1:]} == {""}
    assert all(row[1] for row in rows[1:-1])


def test_a_practice_for_print_is_a_tagged_page(example: Casebook) -> None:
    report = find("practice")
    assert report
    practice = example.public.practices[0]

    made = PdfReader(io.BytesIO(report.makers["pdf"](Request(Edition(example.public), slug=practice.slug))))

    assert made.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]  # pypdf: any object of a PDF
    assert practice.title in made.pages[0].extract_text()


def test_the_base_carries_its_schema_and_version(make: Make) -> None:
    told = json.loads(make("base", "json"))

    assert told["data"]["schema_version"] == 1
    assert told["commit"] == "1a2b3c4d5e"
    assert "Catalogue" in told["schema"]["title"]


# Layouts of one's own


def test_a_text_is_no_markup_in_a_layout(make: Make) -> None:
    own = docx.Document()
    own.add_paragraph("Отчёт школы {{ school }}: {{ title }}")
    content = io.BytesIO()
    own.save(content)

    told = words(make("year", "docx", slug="ryadom", template=content.getvalue()))

    assert told == "Отчёт школы Школа «Проба»: =1+1 «Рядом»"


def test_a_layout_with_a_table_of_merged_cells_is_filled(make: Make) -> None:
    own = docx.Document()
    table = own.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "{{ title }}"
    content = io.BytesIO()
    own.save(content)

    assert "=1+1 «Рядом»" in words(make("year", "docx", slug="ryadom", template=content.getvalue()))


@pytest.mark.parametrize("name", ["roadmap", "quarter", "scores", "application", "pair"])
def test_the_manual_lists_every_name_a_layout_may_ask_for(
    example: Casebook, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}
    report = next(each for each in REPORTS if each.template == f"{name}.docx")
    module = importlib.import_module(report.makers["docx"].__module__)
    monkeypatch.setattr(module, "filled", lambda _, values, __: asked.update(values) or b"")
    slug = next(iter(report.titles(example.public)), "")

    report.makers["docx"](Request(Edition(example.public), slug=slug))

    manual = (ROOT / "docs/curators/reports.md").read_text("utf-8")
    line = next(line for line in manual.splitlines() if line.startswith("- ") and f"`{name}.docx`" in line)
    assert {each for each in asked if f"`{each}`" not in line} == set()


@pytest.mark.parametrize("tag", ["{{ no_such_name }}", "{% for x in %}", "{{ ''.__class__.__mro__ }}"])
def test_a_slip_in_a_layout_is_told_and_nothing_is_made(tag: str) -> None:
    own = docx.Document()
    own.add_paragraph(tag)
    content = io.BytesIO()
    own.save(content)

    with pytest.raises(TemplateSpoilt):
        filled(content.getvalue(), {"title": "а"}, "а")


# The command


def school(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text("site_name: Проба\n", "utf-8")
    (root / ".gitignore").write_text("/private\n/exports/\n", "utf-8")
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--root", str(root)])


def test_the_list_names_every_report(tmp_path: Path) -> None:
    told = run(school(tmp_path), "--list").output

    assert [line.split()[0] for line in told.splitlines()[: len(REPORTS)]] == [
        report.name for report in REPORTS
    ]


def test_a_report_is_written_and_says_where(tmp_path: Path) -> None:
    told = run(school(tmp_path), "year")

    assert told.exit_code == 0, told.output
    assert (tmp_path / "exports/year-ryadom.docx").is_file()
    assert "Не вошло неопубликованных карточек: 1." in told.output
    assert not list((tmp_path / "exports").glob(".*"))


def test_a_school_puts_its_own_layout_beside_the_cards(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("Форма управления: {{ title }}")
    (school(tmp_path) / "templates").mkdir()
    own.save(str(tmp_path / "templates/roadmap.docx"))

    run(tmp_path, "year")

    assert words((tmp_path / "exports/year-ryadom.docx").read_bytes()) == "Форма управления: =1+1 «Рядом»"


def test_every_number_goes_nowhere_but_the_private_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MENTORING_PRIVATE", raising=False)
    subprocess.run(["git", "init", "-q", str(school(tmp_path))], check=True)

    outside = run(tmp_path, "january", "--internal", "--out", str(tmp_path / "exports"))
    inside = run(tmp_path, "january", "--internal", "--year", "2025/26")

    assert outside.exit_code == 2
    assert "только в закрытую папку" in outside.output
    assert not (tmp_path / "exports").exists()
    assert inside.exit_code == 0, inside.output
    assert (tmp_path / "private/reports/january-2025-26-internal.xlsx").is_file()


def test_a_private_folder_git_would_take_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MENTORING_PRIVATE", raising=False)
    subprocess.run(["git", "init", "-q", str(school(tmp_path))], check=True)
    (tmp_path / ".gitignore").write_text("", "utf-8")

    told = run(tmp_path, "january", "--internal")

    assert told.exit_code == 2
    assert "попадёт в git" in told.output
    assert not (tmp_path / "private").exists()


def test_errors_in_the_cards_stop_a_report(tmp_path: Path) -> None:
    (school(tmp_path) / "cases/programmes/ryadom.md").write_text(
        PROGRAMME.replace("18}", "много}", 1), "utf-8"
    )

    told = run(tmp_path, "january")

    assert told.exit_code == 1
    assert "ryadom.md:" in told.output
    assert not (tmp_path / "exports").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("yaer",), "Может быть, year?"),
        (("year", "--format", "odt"), "бывает таким: docx, pdf"),
        (("year", "--of", "drugaya"), "карточки drugaya нет"),
        (("quarter", "--quarter", "5/2026"), "квартал пишут так: 3/2026"),
        (("january", "--year", "2026"), "учебный год пишут так: 2025/26"),
        (("year", "--year", "2025/26"), "у этого отчёта такого нет; есть у january"),
        (("january", "--quarter", "1/2026"), "у этого отчёта такого нет; есть у quarter"),
        (("base", "--internal"), "со всеми числами бывают year, quarter, january"),
    ],
)
def test_a_wrong_call_is_told_how_to_write_it(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    told = run(school(tmp_path), *arguments)

    assert told.exit_code == 2
    assert says in told.output.replace("\n", " ")


def test_a_quarter_is_held_against_git(tmp_path: Path) -> None:
    school(tmp_path)
    (tmp_path / "cases/roadmaps/ryadom.md").write_text(ROADMAP.replace(", status: выполняется", ""), "utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    old = "2025-09-20T10:00:00"
    subprocess.run(
        [*git, "commit", "-q", "-m", "старое", "--date", old],
        check=True,
        env={"GIT_COMMITTER_DATE": old, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    (tmp_path / "cases/roadmaps/ryadom.md").write_text(ROADMAP, "utf-8")

    told = run(tmp_path, "quarter", "--quarter", "4/2025")

    assert told.exit_code == 0, told.output
    assert "и правки после неё" in told.output
    assert "стало «в работе»" in words((tmp_path / "exports/quarter-2025-4.docx").read_bytes())


# On the site


def test_the_site_offers_what_is_public_with_its_size(example_site: Path) -> None:
    page = (example_site / "downloads/index.html").read_text("utf-8")
    files = [file for file in sorted((example_site / "downloads").iterdir()) if file.suffix != ".html"]

    assert {file.suffix for file in files} == {".docx", ".xlsx", ".csv", ".ics"}
    for file in files:
        assert re.search(
            rf'href="{re.escape(file.name)}">[^<]+</a> <span class="m-quiet">{file.suffix}, {round(file.stat().st_size / 1024)}\xa0КБ',
            page,
        ), file


def test_the_page_of_a_roadmap_leads_to_its_file(example_site: Path) -> None:
    offered = sorted((example_site / "downloads").glob("*.docx"))
    assert offered
    for file in offered:
        assert f"downloads/{file.name}" in (example_site / "roadmaps" / file.stem / "index.html").read_text(
            "utf-8"
        )


def test_a_file_of_the_site_holds_published_cards_only(load) -> None:
    book, _ = load(FILES)

    made = {one.path: one.content for one in offered(Edition(book.public))}

    assert sorted(path for path in made if path.endswith(".docx")) == ["downloads/ryadom.docx"]
    assert "Черновик" not in made["downloads/nastavnichestvo.csv"].decode()


# In an office


def test_libreoffice_opens_every_report_again(example: Casebook, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "apt-get install libreoffice-writer libreoffice-calc"
    edition = Edition(example.public)
    for report in REPORTS:
        slug = next(iter(report.titles(example.public)), "")
        for form in report.makers.keys() & {"docx", "xlsx"}:
            (tmp_path / f"{report.name}.{form}").write_bytes(report.makers[form](Request(edition, slug=slug)))
    made = sorted([*tmp_path.glob("*.docx"), *tmp_path.glob("*.xlsx")])

    for ending in ("docx", "xlsx"):
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / ending), *(str(file) for file in made if file.suffix == f".{ending}")],
            check=True,
            capture_output=True,
            timeout=300,
        )  # fmt: skip

    for file in made:
        opened = PdfReader(tmp_path / file.suffix[1:] / f"{file.stem}.pdf")
        assert "Данные на" in "".join(page.extract_text() for page in opened.pages), file


def test_a_word_file_carries_no_author_and_no_clock(make: Make) -> None:
    with zipfile.ZipFile(io.BytesIO(make("year", "docx", slug="ryadom"))) as packed:
        about = packed.read("docProps/core.xml").decode()

    assert "<dc:creator></dc:creator>" in about or "<dc:creator/>" in about
    assert "2021-09-01" in about
