"""Every class of slip: the verdict that was asked for, at the line of the slip, told once."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import slips
from conftest import TODAY
from fuzz import extensions
from markdown import Markdown

from mentoring import mkdocs_plugin, pages, pipeline, reports
from mentoring.pages import Edition
from mentoring.pipeline import Loaded

ROWS = slips.rows()
LIMIT = 5
"""Seconds a file may take to be read and told of."""
PRIVACY = [
    "consent-expired",
    "consent-false",
    "consent-missing",
    "name-in-body-without-consent",
    "name-in-filename",
    "name-in-summary",
    "name-nfd",
]
"""Rows of the privacy gate, which has tests of its own."""
OTHER_VERDICT = ["date-word", "time-sexagesimal", "year-slash"]
"""Rows a remark was thought of for, and that we simply read; each says why in inputs.yml."""
NOT_READ = ["dot-name", "word-lock"]
"""Files that are told of and stay off the site."""
IN_PREVIEW = ["goal-csv-plus-at"]
"""A telephone in a text: a remark in the preview, an error for publishing until somebody has looked at it."""
BY_THE_GATE = {"name-probable", "name-declared", "identifier-in-text"}
"""What the privacy gate says of the same line beside the slip; in one row it is the slip."""


def loaded(root: Path, slip: slips.Slip) -> Loaded:
    slips.write(root, slip)
    started = time.perf_counter()
    result = pipeline.load(root, today=TODAY, preview=slip.name in IN_PREVIEW)
    assert time.perf_counter() - started < LIMIT
    return result


def test_every_row_is_here_or_with_the_privacy_gate() -> None:
    rows = {name: (kind, expect) for name, kind, expect, _ in slips.table()}

    assert len(rows) == 173
    assert sorted(name for name, (kind, _) in rows.items() if kind == "privacy") == PRIVACY
    assert set(ROWS) == set(rows) - set(PRIVACY)
    assert sorted(name for name, slip in ROWS.items() if slip.expect != rows[name][1]) == OTHER_VERDICT


def test_the_school_the_slips_are_put_into_has_none(tmp_path: Path) -> None:
    result = loaded(tmp_path, slips.Slip("base", "valid", "accept", {}))

    assert result.problems == ()


@pytest.mark.parametrize("name", [name for name in ROWS if name != "unreadable"])
def test_a_slip_gets_its_verdict_at_its_line_once(name: str, tmp_path: Path) -> None:
    slip = ROWS[name]

    result = loaded(tmp_path, slip)

    told = [
        (problem.place.path, problem.place.line, str(problem.severity))
        for problem in result.problems
        if problem.rule not in BY_THE_GATE or name == "goal-csv-plus-at"
    ]
    severity = {"error": "error", "warn": "warning"}.get(slip.expect)
    assert told == ([(slip.path, slip.line, severity)] if severity else [])


@pytest.mark.parametrize(
    "name", [name for name, slip in ROWS.items() if slip.expect != "error" and name not in NOT_READ]
)
def test_what_is_no_error_stands_on_the_site_with_its_text(name: str, tmp_path: Path) -> None:
    """The engine's Markdown, the second layer last, says nothing against it."""
    slip = ROWS[name]
    result = loaded(tmp_path, slip)

    made = {page.source: page for page in pages.render(Edition(result.book.public))}

    page = made[slip.path]
    shown = Markdown(extensions=[*extensions(), "mentoring.sanitiser"]).convert(
        page.markdown.partition("\n---\n")[2]
    )
    assert slip.text_on_page in f"{page.title}\n{shown}"


@pytest.mark.parametrize("name", [name for name, slip in ROWS.items() if slip.expect == "error"])
def test_nothing_of_a_refused_file_is_published(name: str, tmp_path: Path) -> None:
    slip = ROWS[name]
    result = loaded(tmp_path, slip)
    if name == "unreadable" and os.geteuid() == 0:
        return  # nothing is unreadable for root; the next test asks somebody else

    book = result.book.public
    assert slip.path not in {page.source for page in pages.render(Edition(book))}
    assert not {path.removeprefix("docs/") for path in slip.files} & book.docs_files
    assert not any(f"cases/media/{picture.picture}" in book.unfit for picture in book.pictures)


def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    """Root may read everything, so somebody else is asked."""
    slip = ROWS["unreadable"]
    slips.write(tmp_path, slip)
    (tmp_path / slip.path).chmod(0)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    program = f"""
        import os
        from datetime import date
        from pathlib import Path
        from mentoring import pipeline, reports
        from mentoring.rules import check
        pipeline.load(Path({str(tmp_path)!r}), today=date(2026, 5, 12))  # modules are imported while they may be
        b"x".decode("utf-8-sig")
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        problems = pipeline.load(Path({str(tmp_path)!r}), today=date(2026, 5, 12)).problems
        print([(p.place.path, p.rule, str(p.severity)) for p in problems])
    """

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == str([(slip.path, "file-unreadable", "error")]), done.stderr


@pytest.mark.parametrize("form", sorted(reports.FORMATS))
@pytest.mark.parametrize(
    "name", ["title-ansi", "title-gha-command", "control-name", "title-lone-surrogate", "nul-byte"]
)
def test_what_drives_a_terminal_never_reaches_it(name: str, form: str, tmp_path: Path) -> None:
    result = loaded(tmp_path, ROWS[name])

    said = reports.FORMATS[form](result.problems, result.lines)

    assert all(letter.isprintable() or letter in "\n\u00a0" for letter in said)
    if form != "github":
        assert not any(line.startswith("::") for line in said.split("\n"))
    said.encode("utf-8")


def test_a_command_in_the_name_of_a_field_stays_within_its_line(tmp_path: Path) -> None:
    case = slips.base()[slips.CASE].replace(b"\n---\n\n", b'\n"a\\n::error file=x::b": 1\n---\n\n')
    result = loaded(tmp_path, slips.Slip("key", "inject", "error", {slips.CASE: case}))

    said = reports.text(result.problems, result.lines)

    assert [problem.rule for problem in result.problems] == ["field-unknown"]
    assert not any(line.startswith("::") for line in said.split("\n"))


# Encodings


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Windows-1251"),
        ("cp866", "CP866"),
        ("koi8-r", "KOI8-R"),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_an_encoding_is_called_by_its_name(encoding: str, name: str, tmp_path: Path) -> None:
    """The name is what the list of a program shows when a file is saved."""
    text = slips.base()[slips.CASE].decode().replace("–", "-").replace("«", '"').replace("»", '"')
    case = slips.Slip(encoding, "encoding", "error", {slips.CASE: text.encode(encoding)})

    (problem,) = loaded(tmp_path, case).problems

    assert problem.rule == "encoding"
    assert name in problem.what
    assert "UTF-8" in problem.fix


@pytest.mark.parametrize(
    ("title", "rules"),
    [
        ("РџСЂРѕРµРєС‚ В«РњРѕСЃС‚В»", ["text-garbled"]),
        ("ÐŸÑ€Ð¾ÐµÐºÑ‚ Ð¾ Ð¼Ð¾ÑÑ‚Ðµ", ["text-garbled"]),
        ("Спoртивный мост", ["alphabets-mixed"]),
        ("Мост\u200b у реки", ["invisible-mark"]),
        ("Мост \u202eу реки", ["control-character"]),
        ("Мост \x85у реки", ["invisible-mark"]),
        ("VK-группа и Python-кружок", []),
        ("SMS-ка от 3D-принтера", []),
        ("«СССР» — «С» и «Р»…", []),
    ],
)
def test_letters_that_only_look_right_are_told(title: str, rules: list[str], tmp_path: Path) -> None:
    case = slips.base()[slips.CASE].decode().replace("Проект «Мост через Каменку»", title).encode()

    result = loaded(tmp_path, slips.Slip("letters", "encoding", "error", {slips.CASE: case}))

    assert [problem.rule for problem in result.problems] == rules


def test_a_header_of_a_roadmap_may_be_long_and_that_of_a_case_may_not(tmp_path: Path) -> None:
    """A roadmap is all card; in a case somebody forgot where the card ends."""
    long = "".join(f"  - пункт {number} о том, что сделано\n" for number in range(2_000))
    case = slips.base()[slips.CASE].replace(
        "products: [макет моста, отчёт]\n".encode(), f"products:\n{long}".encode()
    )
    items = "".join(f"      - title: Дело {number} и всё, что к нему относится\n" for number in range(1_500))
    roadmap = f"---\ntitle: Карта\nschool_year: 2025/26\nsections:\n  - items:\n{items}---\n"

    result = loaded(
        tmp_path,
        slips.Slip(
            "long", "valid", "accept", {slips.CASE: case, "cases/roadmaps/karta.md": roadmap.encode()}
        ),
    )

    assert [(problem.place.path, problem.rule) for problem in result.problems] == [
        (slips.CASE, "card-too-large")
    ]


# Files beside the cards


PICTURE = "---\npicture: {}\nalt: Макет моста.\npeople: нет людей\npublication: опубликован\n---\n"


@pytest.mark.parametrize(
    ("path", "content", "rule"),
    [
        ("cases/media/a.jpg", slips.photograph(gps=False), "picture-undeclared"),
        ("cases/media/a.png", slips.photograph(gps=False), "picture-false"),
        ("cases/media/a.svg", b"<html></html>", "picture-false"),
        ("cases/media/a.svg", b'<svg onload="x()"/>', "picture-active"),
        ("cases/media/a.svg", b'<svg><a xlink:href="https://evil.example/">x</a></svg>', "picture-active"),
        ("cases/media/a.svg", b"<svg><foreignObject/></svg>", "picture-active"),
        ("cases/media/a.svg", b'<svg><a href="&#106;avascript:x()">x</a></svg>', "picture-active"),
        ("cases/media/a.svg", b"<svg><style>@import 'https://evil.example/a.css'</style></svg>", "picture-active"),
        ("cases/media/a.png", slips.drawing(30_000), "picture-too-large"),
        ("cases/media/a.docx", b"PK\x03\x04", "file-kind"),
        ("cases/media/a.html", b"<script>", "file-kind"),
        ("cases/files/a.html", b"<script>", "file-kind"),
        ("docs/a.js", b"x()", "file-kind"),
        ("docs/a.css", b"@import url(x)", "file-kind"),
        ("docs/img/a.png", slips.drawing(), "picture-undeclared"),
        ("docs/img/a.pdf", b"%PDF", "file-kind"),
        ("docs/.htaccess", b"Options +Indexes", None),
        ("docs/robots.txt", b"User-agent: *", None),
        ("docs/dev/a.html", b"<p>", None),
        ("cases/files/a.docx", b"PK\x03\x04", "file-false"),
        ("cases/files/a.txt", b"-", None),
    ],
)  # fmt: skip
def test_a_file_that_may_not_be_published_is_an_error(
    path: str, content: bytes, rule: str | None, tmp_path: Path
) -> None:
    result = loaded(tmp_path, slips.Slip("file", "fs", "error", {path: content}))

    assert [(problem.place.path, problem.rule) for problem in result.problems] == (
        [(path, rule)] if rule else []
    )
    assert (path in result.book.unfit) is bool(rule)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", slips.photograph(gps=False)),
        ("a.png", slips.drawing()),
        ("a.svg", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><path style="fill:url(#b)"/></svg>'),
    ],
)  # fmt: skip
def test_a_clean_picture_that_is_declared_is_accepted(name: str, content: bytes, tmp_path: Path) -> None:
    files = {f"cases/media/{name}": content, "cases/media/a.md": PICTURE.format(name).encode()}

    result = loaded(tmp_path, slips.Slip("picture", "valid", "accept", files))

    assert result.problems == ()


@pytest.mark.slow
def test_what_lies_among_the_pages_is_not_copied_to_the_site(tmp_path: Path) -> None:
    """MkDocs would publish every file under docs/ as it is."""
    bad = {
        "docs/evil.html": b"<script>",
        "docs/a.docx": b"PK",
        "docs/x/a.js": b"x()",
        "docs/a.png": slips.drawing(),
    }
    good = {"docs/robots.txt": b"User-agent: *", "docs/voprosy.md": "# Вопросы\n\nОтветы.\n".encode()}
    slips.write(tmp_path, slips.Slip("site", "fs", "error", {**bad, **good}))
    (tmp_path / "docs/passwd.txt").symlink_to("/etc/passwd")
    settings = (Path(slips.__file__).parent.parent / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")

    mkdocs_plugin.build_site(tmp_path, hold_back=True, quiet=True)

    site = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")}
    assert {"robots.txt", "voprosy/index.html"} <= site
    assert not {"evil.html", "a.docx", "x/a.js", "a.png", "passwd.txt"} & site
