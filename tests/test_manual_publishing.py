"""The page for curators about publishing."""

import re
from datetime import date

from click.testing import CliRunner

from mentoring import cli, pipeline
from mentoring.deploy.failures import REASONS
from mentoring.pages import Edition, render

PATH = "curators/publishing.md"


def page(project) -> str:
    loaded = pipeline.load(project({}), today=date(2026, 5, 12))
    return next(page.markdown for page in render(Edition(loaded.book, preview=True)) if page.path == PATH)


def test_every_failure_has_its_row_without_blanks_of_the_message(project) -> None:
    rows = re.findall(
        r"<tr><td data-label=\"Имя\"><code>([a-z-]+)</code></td> <td[^>]*>(.+?)</td> <td[^>]*>(.+?)</td>",
        page(project),
    )

    assert [name for name, _, _ in rows] == list(REASONS)
    assert all(what[-1] not in ":({" and "{" not in what + fix for _, what, fix in rows)


def test_every_command_it_names_exists(project) -> None:
    """A curator types what the page says."""
    named = set(re.findall(r"site\.py ([a-z]+)", page(project)))

    assert {"deploy", "rollback", "status", "links", "host"} <= named
    assert named <= set(cli.main.commands)


def test_every_option_it_names_exists(project) -> None:
    told = page(project)

    for option in {"--dry-run", "--accept-key", "--purge"}:
        assert option in told
        assert option in CliRunner().invoke(cli.main, ["deploy", "--help"]).output


def test_the_manual_leads_there_and_readers_do_not_see_it(project) -> None:
    loaded = pipeline.load(project({}), today=date(2026, 5, 12))

    preview = {page.path: page.markdown for page in render(Edition(loaded.book, preview=True))}
    public = {page.path for page in render(Edition(loaded.book.public))}

    assert re.search(r'href="[./a-z]*publishing/"', preview["curators/index.md"])
    assert PATH not in public
