"""`mentoring deploy kit:DIR`: what a school pastes and uploads where it may put no files of its own."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree, html

import environment
from mentoring import cli
from mentoring.deploy import kit
from mentoring.deploy.failures import Failure
from mentoring.deploy.kit.fragments import PASSING, Way, fragment

ROOT = environment.ROOT

PLAIN = frozenset(
    "h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td blockquote hr pre a img br strong em b i sub sup code".split()  # noqa: SIM905 - read as a list of tags
)


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Path:
    """The example school with its site, built once."""
    root: Path = tmp_path_factory.mktemp("school")
    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    assert run("build", "--quiet", "--root", root).exit_code == 0
    return root


@pytest.fixture
def made(school: Path, tmp_path: Path):
    """Make a kit of the example school, or of another site, into the same folder each time."""

    def make(site: Path | None = None, *, pasted: bool = False) -> kit.Made:
        return kit.made(site or school / "site", tmp_path / "kit", gate=lambda folder: [], pasted=pasted)

    return make


def run(*words: object) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def sheets(folder: Path) -> dict[str, str]:
    return {file.stem: file.read_text("utf-8") for file in (folder / "sheets").iterdir()}


def address(folder: Path, name: str, value: str) -> None:
    """Fill in a row of the table, as a curator does."""
    table = folder / "addresses.yml"
    text = table.read_text("utf-8")
    assert f'"{name}": ""' in text
    table.write_text(text.replace(f'"{name}": ""', f'"{name}": "{value}"'), "utf-8")


def changed(site: Path, tmp_path: Path, page: str, old: str, new: str) -> Path:
    copy = tmp_path / "site"
    if not copy.exists():
        shutil.copytree(site, copy)
    file = copy / page
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return copy


# The sheets


def test_a_sheet_is_plain_html_without_scripts_styles_classes_and_ids(made, tmp_path: Path) -> None:
    made()

    for name, text in sheets(tmp_path / "kit").items():
        parser = etree.HTMLParser(recover=False)
        tree = etree.fromstring(f"<html><body>{text}</body></html>", parser)
        tags = {element.tag for element in tree.find("body").iter()} - {"body"}
        given = {key for element in tree.iter() for key in element.attrib}
        assert tags <= PLAIN, name
        assert given <= {"href", "src", "alt", "colspan", "rowspan"}, name
        assert html.fragments_fromstring(text)


def test_headings_begin_below_the_title_and_skip_no_level(made, tmp_path: Path) -> None:
    made()

    for text in sheets(tmp_path / "kit").values():
        levels = [int(level) for level in re.findall(r"<h(\d)>", text)]
        assert all(below - above <= 1 for above, below in zip([1, *levels], levels, strict=False))
        assert not re.search(r"<h(\d)>[^\n]*\n<h\1>", text)  # a heading with nothing under it


def test_few_big_sheets_hold_every_programme_case_practice_and_roadmap(
    made, school: Path, tmp_path: Path
) -> None:
    """Each sheet is pasted by hand: the example school has 73 pages and 10 sheets."""
    result = made()

    text = "".join(sheets(tmp_path / "kit").values())
    pages = [
        page
        for folder in ("programmes", "cases", "practices", "roadmaps")
        for page in (school / "site" / folder).glob("*/index.html")
    ]
    titles = [
        " ".join(html.parse(str(page)).findtext(".//h1").split())
        for page in pages
        if page.parent.name != "evidence"
    ]
    named = {row.title for row in result.sheets}
    assert len(titles) > 30
    assert [title for title in titles if f">{title}</h2>" not in text and title not in named] == []
    assert len(result.sheets) == 10


def test_what_every_build_changes_is_not_in_a_sheet(made, tmp_path: Path) -> None:
    """A sheet that changes with the day would have to be pasted every day."""
    made()

    text = "".join(sheets(tmp_path / "kit").values())
    assert not re.search("Обновлено|Что нового|Шкала времени|Где мы сейчас", text)


def test_sections_that_are_left_out_are_known_by_their_anchors(school: Path) -> None:
    """Should a page give such a section another heading, this list has to follow."""
    text = "".join(file.read_text("utf-8") for file in (school / "site").rglob("*.html"))

    assert [anchor for anchor in sorted(PASSING) if f'<h2 id="{anchor}">' not in text] == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('<h1>Страница</h1><p class="a" id="b" style="c">да</p>', "<p>да</p>\n"),
        ("<p>до<script>x()</script><style>y</style><svg><text>z</text></svg> после</p>", "<p>до после</p>\n"),
        ('<p><a href="javascript:x()">нет</a>, <a href="plan.html">план</a></p>', "<p>нет, план</p>\n"),
        ('<p><a href="https://example.org/?a=1&amp;b=2">туда</a></p>', '<p><a href="https://example.org/?a=1&amp;b=2">туда</a></p>\n'),
        ("<div>а<p>б</p>в</div>", "<p>а</p>\n<p>б</p>\n<p>в</p>\n"),
        ("<h2>Пусто</h2><h2>Есть</h2><p>да</p><h2>Пусто</h2>", "<h2>Есть</h2>\n<p>да</p>\n"),
        ("<h2>Есть</h2><h3>Ниже</h3><p>да</p>", "<h2>Есть</h2>\n<h3>Ниже</h3>\n<p>да</p>\n"),
        ("<dl><div><dt>Срок</dt><dd>год</dd></div></dl>", "<ul><li><strong>Срок:</strong> год</li></ul>\n"),
        ('<table><tr><th colspan="2">а</th></tr></table>', '<table><tr><th colspan="2">а</th></tr></table>\n'),
        ("<table><tr><td><p>а</p>б</td></tr></table>", "<table><tr><td><p>а</p>б</td></tr></table>\n"),
        ('<p>а<a class="footnote-backref" href="#fnref:1">↩</a></p>', "<p>а</p>\n"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>\n"),
        ('<p><img src="a.png" alt="Пара &quot;А&quot;"></p>', "<p><em>Здесь картинка: Пара &quot;А&quot;</em></p>\n"),
    ],
)  # fmt: skip
def test_mark_up_becomes_plain(given: str, told: str) -> None:
    page = html.document_fromstring(f"<article>{given}</article>")

    assert fragment(page, lambda href: Way(href if href.startswith("https:") else "")) == told


# Links


def test_links_lead_where_the_table_says_and_are_text_before(made, tmp_path: Path) -> None:
    made()
    before = sheets(tmp_path / "kit")
    address(tmp_path / "kit", "join", "https://mayak.example.org/kak-uchastvovat")
    address(tmp_path / "kit", "plan-pary.docx", "/upload/17/plan-pary.docx")

    made()

    after = sheets(tmp_path / "kit")
    assert "<p>Как принять участие · " in before["home"]
    assert '<p><a href="/kak-uchastvovat">Как принять участие</a> · ' in after["home"]
    assert "(файл plan-pary.docx)" in before["practices"]
    assert '<a href="/upload/17/plan-pary.docx">' in after["practices"]
    assert "(файл plan-pary.docx)" not in after["practices"]


def test_a_picture_is_uploaded_and_stands_in_the_sheet_when_its_address_is_known(
    made, school: Path, tmp_path: Path
) -> None:
    picture = '<p><img src="../../media/6fe666be7270.svg" alt="Маяк" width="40"></p><h2'
    site = changed(school / "site", tmp_path, "practices/urok-vdvoem/index.html", "<h2", picture)
    made(site)
    before = sheets(tmp_path / "kit")["practices"]
    address(tmp_path / "kit", "6fe666be7270.svg", "https://mayak.example.org/upload/m.svg")

    made(site)

    assert (tmp_path / "kit/files/6fe666be7270.svg").is_file()
    assert "<em>Здесь картинка: Маяк (файл 6fe666be7270.svg)</em>" in before
    assert '<img src="/upload/m.svg" alt="Маяк">' in sheets(tmp_path / "kit")["practices"]


def test_no_link_of_a_sheet_leads_into_the_site_it_was_made_of(made, tmp_path: Path) -> None:
    made()

    for text in sheets(tmp_path / "kit").values():
        assert all(re.match("https?:|mailto:|tel:|/", href) for href in re.findall(r'href="([^"]*)"', text))


def test_files_lie_in_the_kit_with_latin_names(made, school: Path, tmp_path: Path) -> None:
    site = changed(
        school / "site",
        tmp_path,
        "library/index.html",
        'href="../files/plan-pary.docx"',
        'href="../files/План пары.docx"',
    )
    shutil.copy(site / "files/plan-pary.docx", site / "files/План пары.docx")

    result = made(site)

    names = {file.name for file in (tmp_path / "kit/files").iterdir()}
    assert names == {row.name for row in result.files}
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in names)
    assert len(names) == 12  # one name of the two, with letters after it


def test_a_large_file_is_named(made, school: Path, tmp_path: Path) -> None:
    site = changed(school / "site", tmp_path, "index.html", "<h1", "<h1")
    with (site / "files/plan-pary.docx").open("r+b") as file:
        file.truncate(kit.LARGE + 1)

    result = made(site)

    assert [row.name for row in result.large] == ["plan-pary.docx"]
    assert "конструктор может не принять: <code>plan-pary.docx</code> — 5 МБ" in (
        tmp_path / "kit/index.html"
    ).read_text("utf-8")


# Since the last kit


def test_only_what_changed_has_to_be_pasted_again(made, school: Path, tmp_path: Path) -> None:
    made()
    site = changed(school / "site", tmp_path, "practices/urok-vdvoem/index.html", "<h2", "<p>Новое.</p><h2")

    result = made(site, pasted=True)

    assert [(row.name, row.state) for row in result.to_paste] == [("practices", "changed")]
    assert result.to_upload == ()
    page = html.parse(str(tmp_path / "kit/index.html"))
    first, *others = page.xpath("//section/@class")
    assert first.strip() == "sheet"
    assert {one.split()[-1] for one in others} == {"sheet--same"}


def test_what_nobody_has_pasted_stays_in_the_list(made) -> None:
    """The kit is made twice before the first paste: to learn the titles, and with the addresses."""
    made()

    assert len(made().to_paste) == 10
    assert made(pasted=True).to_paste == ()


def test_a_sheet_that_is_gone_is_named_with_its_address(made, school: Path, tmp_path: Path) -> None:
    made()
    address(tmp_path / "kit", "documents", "/dokumenty")
    site = changed(school / "site", tmp_path, "index.html", "<h1", "<h1")
    for name in ("documents", "library"):
        shutil.rmtree(site / name)

    result = made(site, pasted=True)

    assert result.gone == ("documents",)
    assert "<code>documents</code>: /dokumenty" in (tmp_path / "kit/index.html").read_text("utf-8")


def test_a_page_named_in_the_table_gets_a_sheet_of_its_own(made, tmp_path: Path) -> None:
    made()
    table = tmp_path / "kit/addresses.yml"
    table.write_text(
        table.read_text("utf-8").replace("own: []", "own:\n  - glossary/\n  - practices/urok-vdvoem/"),
        "utf-8",
    )

    named = [row.name for row in made().sheets]

    assert named[-2:] == ["glossary", "practices-urok-vdvoem"]
    assert "Урок вдвоём</h2>" not in sheets(tmp_path / "kit")["practices"]


def test_the_same_site_gives_the_same_bytes(school: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other/deep"]
    folders[1].parent.mkdir()
    for folder in folders:
        kit.made(school / "site", folder, gate=lambda made: [])

    one, other = (
        {
            file.relative_to(folder): file.read_bytes()
            for folder in [top]
            for file in folder.rglob("*")
            if file.is_file()
        }
        for top in folders
    )
    assert one == other


# Whole or not at all


@pytest.mark.parametrize("there", ["фото.jpg", "index.html", "sheets/home.html"])
def test_a_folder_with_something_else_is_not_touched(made, tmp_path: Path, there: str) -> None:
    file = tmp_path / "kit" / there
    file.parent.mkdir(parents=True)
    file.write_text("чужое", "utf-8")

    with pytest.raises(Failure, match="kit-foreign"):
        made()

    assert [path for path in (tmp_path / "kit").rglob("*") if path.is_file()] == [file]


def test_a_foreign_file_in_a_kit_stops_the_next_one(made, tmp_path: Path) -> None:
    made()
    (tmp_path / "kit/заметки.txt").write_text("позвонить", "utf-8")

    with pytest.raises(Failure, match=r"заметки\.txt"):
        made()


def test_a_kit_that_the_gate_refuses_does_not_replace_the_old_one(school: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kit"
    kit.made(school / "site", folder, gate=lambda made: [])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    with pytest.raises(Failure, match="kit-refused"):
        kit.made(school / "site", folder, gate=lambda made: ["sheets/home.html: назван человек"])

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('pages: {home: "javascript:x()"}', "не адрес"),
        ('files: {a.docx: "/a\\" onclick=\\"x"}', "не адрес"),
        ("pages: [home]", "нужны строки"),
        ("стр: {}", "поля «стр» здесь нет"),
        ("pages: {home: [", "строка 2"),
        ("own: glossary", "нужен список"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_and_nothing_is_written(
    made, tmp_path: Path, text: str, told: str
) -> None:
    made()
    (tmp_path / "kit/addresses.yml").write_text(text, "utf-8")

    with pytest.raises(Failure, match=told):
        made()

    assert (tmp_path / "kit/addresses.yml").read_text("utf-8") == text


def test_mentors_who_consented_for_one_address_are_not_pasted_on_another(made, tmp_path: Path) -> None:
    """A consent holds for the address it names: law 152-FZ, article 10.1."""
    made()
    address(tmp_path / "kit", "home", "https://mayak.drugoy.example.org/nastavnichestvo")

    with pytest.raises(Failure, match=r"даны для mayak\.example\.org"):
        made()


# The command


def test_the_command_makes_a_kit_that_passes_the_gate(school: Path, tmp_path: Path) -> None:
    target = f"kit:{tmp_path / 'kit'}"

    dry = run("deploy", target, "--root", school, "--dry-run")
    assert not (tmp_path / "kit").exists()
    first = run("deploy", target, "--root", school)
    second = run("deploy", target, "--root", school, "--pasted")

    assert "Вставить листы: 10" in dry.output
    assert "Вставить листы: 10" in first.output
    assert (second.exit_code, "вставлять нечего" in second.output) == (0, True)
    assert "[rollback-none]" in run("rollback", target, "--root", school).output


def test_purge_deletes_a_kit_that_may_not_be_published_any_more(school: Path, tmp_path: Path) -> None:
    target = f"kit:{tmp_path / 'kit'}"
    kit.made(school / "site", tmp_path / "kit", gate=lambda folder: [])

    assert "проходят сегодняшнюю проверку" in run("deploy", target, "--root", school, "--purge").output
    sheet = tmp_path / "kit/sheets/home.html"
    sheet.write_text(sheet.read_text("utf-8") + "<p>Телефон мамы: 8 912 345-67-89.</p>", "utf-8")
    run("deploy", target, "--root", school, "--purge")

    assert not (tmp_path / "kit").exists()


def test_purge_leaves_a_folder_that_is_no_kit(school: Path, tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()

    done = run("deploy", f"kit:{tmp_path / 'kit'}", "--root", school, "--purge")

    assert "[kit-foreign]" in done.output
    assert (tmp_path / "kit").exists()


def test_a_purge_leaves_files_of_others_in_the_folder_of_a_kit(made, tmp_path: Path) -> None:
    made()
    (tmp_path / "kit/letters.txt").write_text("чужое", "utf-8")

    assert kit.purged(tmp_path / "kit", lambda _: ["нельзя"])

    assert [file.name for file in (tmp_path / "kit").rglob("*")] == ["letters.txt"]


def test_the_table_of_addresses_outlives_a_run_killed_between_two_renames(made, tmp_path: Path) -> None:
    """Systems without an exchange in one step put the kit before aside first."""
    first = made()
    sheet = first.sheets[0].name
    address(tmp_path / "kit", sheet, "https://mayak.example.org/nastavnichestvo")
    (tmp_path / "kit").rename(tmp_path / ".kit.old")

    made()

    assert "https://mayak.example.org/nastavnichestvo" in (tmp_path / "kit/addresses.yml").read_text("utf-8")


def test_a_kit_goes_where_a_link_leads(school: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    for _ in range(3):
        kit.made(school / "site", tmp_path / "link", gate=lambda folder: [])

    assert (tmp_path / "link").is_symlink()
    assert sheets(tmp_path / "real")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]
