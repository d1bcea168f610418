"""The whole site: built for real, swapped in whole, without what must not be there, and seen in preview."""

import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import jsonschema
import pytest

import environment
from mentoring import pipeline

pytestmark = pytest.mark.slow

Done = subprocess.CompletedProcess[str]


# Projects


def start(*command: str, cwd: Path, output: int = subprocess.PIPE) -> subprocess.Popen[str]:
    variables = {**environment.clean(dict(os.environ)), "SOURCE_DATE_EPOCH": "1790000000"}
    variables.pop("CI", None)
    return subprocess.Popen(
        [sys.executable, "-m", *command], cwd=cwd, env=variables, stdout=output, stderr=output, text=True
    )


def run(*command: str, cwd: Path) -> Done:
    child = start(*command, cwd=cwd)
    said, errors = child.communicate(timeout=120)
    return Done(command, child.returncode, said, errors)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def copied(folder: Path) -> Path:
    """The example school in a folder of its own."""
    for name in ("cases", "docs"):
        shutil.copytree(environment.ROOT / name, folder / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(environment.ROOT / "mkdocs.yml", folder)
    return folder


SCHOOL = "full_name: Школа посёлка Ясный\nshort_name: Ясная школа\n"
PROGRAMME = """---
title: Старшие – младшим
forms: [ученик – ученик]
school_year: 2025/26
publication: опубликован
approved: {by: директор, on: 01.09.2025}
---
"""
CASE = """---
title: {title}
kind: пара
programme: starshie
form: ученик – ученик
publication: {publication}
approved: {{by: директор, on: 01.09.2025}}
---
{body}
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school of one programme and one case, with a site that was built before."""
    for path, text in {
        "cases/school.yml": SCHOOL,
        "cases/programmes/starshie.md": PROGRAMME,
        "cases/pairs/shahmaty.md": CASE.format(title="Шахматы", publication="опубликован", body="Играли."),
        "docs/index.md": "Мы только начали.\n",
        "site/index.html": "the old site",
        "site/old/page.html": "an old page",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    shutil.copy(environment.ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


OLD_SITE = {"index.html": b"the old site", "old/page.html": b"an old page"}

BUILDS = [("mentoring", "build"), ("mkdocs", "build"), ("mkdocs", "build", "--strict")]
"""Whichever way a site is built, the same rule holds."""


def left_over(project: Path) -> list[str]:
    """Folders beside the site that a build should have taken away."""
    return [path.name for path in project.iterdir() if path.name.startswith(".site")]


# The old site is safe


@pytest.mark.parametrize("command", [*BUILDS, ("properdocs", "build", "-f", "mkdocs.yml")], ids=" ".join)
def test_errors_stop_before_the_old_site_is_touched(school: Path, command: tuple[str, ...]) -> None:
    (school / "cases/pairs/slomano.md").write_text("---\ntitle: Сломано\n---\n", "utf-8")

    done = run(*command, cwd=school)

    assert done.returncode == 1
    assert "cases/pairs/slomano.md:1:1: ошибка [field-missing]" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(school / "site") == OLD_SITE
    assert left_over(school) == []


@pytest.mark.parametrize("command", BUILDS, ids=" ".join)
def test_a_good_build_replaces_the_old_site(school: Path, command: tuple[str, ...]) -> None:
    """Nothing of the old site stays: a page that is gone is gone."""
    done = run(*command, cwd=school)

    assert done.returncode == 0, done.stderr
    site = files(school / "site")
    assert "Шахматы" in site["cases/shahmaty/index.html"].decode()
    assert "old/page.html" not in site
    assert left_over(school) == []


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_warning_of_the_engine_stops_a_strict_build_only(school: Path, engine: str) -> None:
    """Even the last plugin may warn in the last event: the site is not swapped in before."""
    hook(
        school,
        "import logging\n\n\ndef on_post_build(**kwargs):\n"
        f"    logging.getLogger('{engine}.hooks').warning('a warning at the end')\n",
    )

    strict = run(engine, "build", "-f", "mkdocs.yml", "--strict", cwd=school)
    after_strict = files(school / "site")
    plain = run(engine, "build", "-f", "mkdocs.yml", cwd=school)

    assert strict.returncode == 1
    assert "a warning at the end" in strict.stderr
    assert after_strict == OLD_SITE
    assert plain.returncode == 0, plain.stderr
    assert "cases/shahmaty/index.html" in files(school / "site")
    assert left_over(school) == []


@pytest.mark.parametrize("event", ["on_page_content", "on_post_page", "on_post_build"])
@pytest.mark.parametrize("command", BUILDS[:2], ids=" ".join)
def test_a_fault_of_another_plugin_leaves_the_old_site(
    school: Path, command: tuple[str, ...], event: str
) -> None:
    """Even in the last of all events: ours comes after those of the others."""
    hook(school, f"def {event}(*args, **kwargs):\n    raise ValueError('a fault of another plugin')\n")

    done = run(*command, cwd=school)

    assert done.returncode != 0
    assert "a fault of another plugin" in done.stderr
    assert files(school / "site") == OLD_SITE
    assert left_over(school) == []


def test_other_plugins_finish_before_the_site_is_swapped_in(school: Path) -> None:
    """What they write at the end, as `search` does, goes along with the new site."""
    hook(
        school,
        "from pathlib import Path\n\n\ndef on_post_build(*, config):\n"
        "    Path(config.site_dir, 'last.txt').write_text(Path('site/index.html').read_text())\n",
    )

    done = run("mkdocs", "build", cwd=school)

    assert done.returncode == 0, done.stderr
    assert files(school / "site")["last.txt"] == b"the old site"


def test_a_killed_build_leaves_the_old_site_and_the_next_one_works(school: Path) -> None:
    hook(
        school,
        "import time\nfrom pathlib import Path\n\n\ndef on_post_page(output, **kwargs):\n"
        "    Path('reached').touch()\n    time.sleep(60)\n",
    )
    child = start("mkdocs", "build", cwd=school, output=subprocess.DEVNULL)
    wait(lambda: (school / "reached").exists())

    child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    child.wait()

    assert files(school / "site") == OLD_SITE
    assert left_over(school) != []
    shutil.copy(environment.ROOT / "mkdocs.yml", school)
    assert run("mentoring", "build", cwd=school).returncode == 0
    assert "cases/shahmaty/index.html" in files(school / "site")
    assert left_over(school) == []


def test_a_build_killed_between_the_two_renames_gives_the_old_site_back(school: Path) -> None:
    """The one moment when there is no site: the next build repairs it even where it stops at an error."""
    (school / "site").rename(school / ".site.old")
    (school / "cases/pairs/slomano.md").write_text("---\ntitle: Сломано\n---\n", "utf-8")

    done = run("mentoring", "build", cwd=school)

    assert done.returncode == 1
    assert files(school / "site") == OLD_SITE


def hook(project: Path, code: str) -> None:
    """Give a project another plugin, as MkDocs' `hooks` allow."""
    (project / "hook.py").write_text(code, "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [hook.py]\n")


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


# What must not get out


def test_drafts_and_broken_cards_are_nowhere_on_the_site(school: Path) -> None:
    """Not in pages, nor in the search, the data or the list of addresses."""
    draft = CASE.format(title="Карандашница", publication="черновик", body="Зюйдвестовка.")
    review = CASE.format(title="Простокваша", publication="на согласовании", body="Кукурузница.")
    broken = CASE.format(title="Балалайка", publication="опубликован", body="Мясорубка.") + "\n"
    for name, text in {
        "karandash": draft,
        "prostokvasha": review,
        "balalayka": broken.replace("starshie", "net-takoy"),
    }.items():
        (school / f"cases/pairs/{name}.md").write_text(text, "utf-8")

    done = run("mentoring", "build", "--hold-back", cwd=school)

    assert done.returncode == 0, done.stderr
    assert "cases/pairs/balalayka.md" in done.stdout
    assert "karandash" not in done.stdout
    words = ["Карандашниц", "Зюйдвест", "Простокваш", "Кукурузниц", "Балалайк", "Мясорубк"]
    secret = [*words, "karandash", "prostokvasha", "balalayka", "net-takoy"]
    for path, content in files(school / "site").items():
        text = (gzip.decompress(content) if path.endswith(".gz") else content).decode("utf-8", "replace")
        for word in secret:
            assert word not in path
            assert word not in text, path
            assert json.dumps(word)[1:-1] not in text, path  # the index of the search writes \u0431
    assert "Шахматы" in files(school / "site")["cases/shahmaty/index.html"].decode()


def test_a_school_that_has_only_its_own_card_has_a_site(tmp_path: Path) -> None:
    """The first evening: the menu shows only what has something behind it, and no link is dead."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "cases/school.yml").write_text(SCHOOL, "utf-8")
    shutil.copy(environment.ROOT / "mkdocs.yml", tmp_path)

    done = run("mentoring", "build", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    site = Site(tmp_path / "site")
    home = site.html["index.html"]
    assert "Ясная школа" in home
    menu = re.sub(r"<[^>]+>", " ", home[home.index("md-nav--primary") : home.index("md-content")])
    assert "Главная" in menu
    assert "Программы" not in menu
    assert "Кейсы" not in menu
    assert "Наставники" not in menu
    assert list(site.dead_links()) == []


# The example school


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """The example school with its site; not to be changed."""
    project = copied(tmp_path_factory.mktemp("example"))
    done = run("mentoring", "build", cwd=project)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def site(example: Path) -> "Site":
    return Site(example / "site")


@pytest.fixture(scope="module")
def flat(tmp_path_factory) -> "Site":
    """The same with `.html` addresses, for folders that no server stands before."""
    project = copied(tmp_path_factory.mktemp("flat"))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    assert "use_directory_urls: true" in settings
    (project / "mkdocs.yml").write_text(
        settings.replace("use_directory_urls: true", "use_directory_urls: false"), "utf-8"
    )
    done = run("mkdocs", "build", cwd=project)
    assert done.returncode == 0, done.stderr
    return Site(project / "site")


def test_the_same_cards_on_the_same_day_give_the_same_bytes(example: Path) -> None:
    """By `mkdocs build` as by `mentoring build`; SOURCE_DATE_EPOCH says the day."""
    again = run("mkdocs", "build", "-d", "again", cwd=example)

    assert again.returncode == 0, again.stderr
    first, second = files(example / "site"), files(example / "again")
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_every_page_is_russian_and_tells_whom_to_ask(site: "Site") -> None:
    """The school's own site, «Сведения» and the policy are one step away from everywhere."""
    assert len(site.pages) > 50
    for path, page in site.pages.items():
        assert page.language == "ru", path
        assert page.headings == 1, path
        for address in ("", "sveden/", "politika-personalnyh-dannyh/"):
            assert f"https://mayak.example.org/{address}" in page.links, path
        assert "Обновлено" in site.html[path], path
        assert "Спросить о наставничестве" in site.html[path], path


def test_nothing_is_fetched_from_elsewhere(site: "Site", flat: "Site") -> None:
    """No font, script, style or picture of another host: a school answers for whom its visitors are told to."""
    for which in (site, flat):
        for path, page in which.pages.items():
            assert [address for address in page.fetched if is_foreign(address)] == [], path
        for path, content in which.files.items():
            if path.endswith(".css"):
                fetched = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)", content.decode())
                assert [address for address in fetched if is_foreign(address)] == [], path


def test_every_link_leads_somewhere(site: "Site", flat: "Site") -> None:
    """Files are compared by the exact case of their letters: servers differ from home computers in that."""
    assert list(site.dead_links()) == []
    assert list(flat.dead_links()) == []


def test_the_catalogue_fits_its_schema_and_holds_every_published_card(example: Path, site: "Site") -> None:
    catalogue = json.loads(site.files["catalogue.json"])
    schema = json.loads(site.files["catalogue.schema.json"])
    book = pipeline.load(example, today=date(2026, 9, 21)).book.public

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(catalogue, schema, jsonschema.Draft202012Validator)
    for name in ("programmes", "roadmaps", "cases", "practices"):
        told = [card["slug"] for card in catalogue[name]]
        assert sorted(told) == sorted(card.slug for card in getattr(book, name))
        assert all(f"{card['url']}index.html" in site.files for card in catalogue[name])
    assert [paper["id"] for paper in catalogue["documents"]] == [p.id for p in book.documents.documents]


def is_foreign(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"} or address.startswith("//")


@dataclass
class Seen:
    """What a page of HTML holds."""

    language: str = ""
    headings: int = 0
    """How many of the first order."""
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    """Where a reader may go."""
    fetched: list[str] = field(default_factory=list)
    """What a browser asks for by itself."""


class Reader(HTMLParser):
    """Reads a page into what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        seen = self.seen
        if tag == "html":
            seen.language = given.get("lang", "")
        seen.headings += tag == "h1"
        seen.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag in {"a", "area"} and "href" in given:
            seen.links.append(given["href"])
        if tag == "link" and not set(given.get("rel", "").split()) & {
            "canonical",
            "prev",
            "next",
            "alternate",
        }:
            seen.fetched.append(given.get("href", ""))
        if tag in _FETCHING:
            seen.fetched += [given[name] for name in ("src", "data", "poster") if name in given]
            seen.fetched += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]


_FETCHING = {"script", "img", "iframe", "audio", "video", "source", "track", "embed", "object", "input"}


class Site:
    """A built site, read once."""

    def __init__(self, folder: Path) -> None:
        self.files = files(folder)
        self.html = {path: text.decode() for path, text in self.files.items() if path.endswith(".html")}
        del self.html["404.html"]  # made by the theme, shown under any address
        self.pages = {path: self._read(text) for path, text in self.html.items()}

    def dead_links(self) -> Iterator[tuple[str, str]]:
        """Pages and the addresses on them that lead nowhere."""
        for path, page in self.pages.items():
            for address in {*page.links, *page.fetched}:
                if not urlsplit(address).scheme and not self._leads(path, address):
                    yield path, address

    def _leads(self, path: str, address: str) -> bool:
        whole, anchor = urldefrag(urljoin(f"http://site/{path}", address))
        target = unquote(urlsplit(whole).path).lstrip("/")
        if not target or target.endswith("/"):
            target += "index.html"
        if target not in self.files:
            return False
        if "=" in anchor:  # what a list is narrowed down to; its script reads it
            return target in {f"{kind}/index.html" for kind in ("cases", "practices", "programmes")}
        return not anchor or target not in self.pages or unquote(anchor) in self.pages[target].anchors

    @staticmethod
    def _read(text: str) -> Seen:
        reader = Reader()
        reader.feed(text)
        return reader.seen


# Preview


def test_a_preview_shows_what_is_broken_and_follows_the_author(school: Path) -> None:
    """A broken card is left out and told of on every page; an edited one is seen at once."""
    (school / "cases/pairs/slomano.md").write_text("---\ntitle: Сломано\n---\n", "utf-8")
    (school / "cases/pairs/chernovik.md").write_text(
        CASE.format(title="Черновое дело", publication="черновик", body="Пока не решили."), "utf-8"
    )

    with preview(school) as get:
        home = get("/")
        assert "Предпросмотр" in home
        assert "Не показаны файлы с ошибками: 1" in home
        assert "cases/pairs/slomano.md" in get("/problems/")
        assert "Пока не решили" in get("/cases/chernovik/")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get("/cases/slomano/")

        (school / "cases/pairs/shahmaty.md").write_text(
            CASE.format(title="Шахматы", publication="опубликован", body="Играли и разбирали партии."),
            "utf-8",
        )
        wait(lambda: "разбирали партии" in get("/cases/shahmaty/"))

        (school / "cases/pairs/slomano.md").unlink()
        wait(lambda: "Не показаны файлы" not in get("/"))

    assert files(school / "site") == OLD_SITE


@contextmanager
def preview(project: Path) -> Iterator[Callable[[str], str]]:
    """A running `mkdocs serve`; gives what fetches a page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = start("mkdocs", "serve", "-a", f"127.0.0.1:{port}", cwd=project, output=subprocess.DEVNULL)

    def get(address: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=30) as answer:
            return str(answer.read().decode())

    def is_up() -> bool:
        assert child.poll() is None, "the preview has stopped"
        try:
            get("/")
        except urllib.error.HTTPError:
            raise
        except OSError:
            return False
        return True

    try:
        wait(is_up)
        yield get
    finally:
        child.terminate()
        child.wait()
