"""From a draft to a release: every step with a post and a day, and what a deputy head is shown before it."""

from datetime import date
from pathlib import Path

import pytest
from talking import call, golden, on

from mentoring import mkdocs_plugin, pipeline
from mentoring.pages import Edition
from mentoring.publish import changes
from mentoring.publish.site import with_downloads

PROGRAMME = """\
---
title: Старшие – младшим, 2026/27
school_year: 2026/27
forms:
  - ученик – ученик
publication: опубликован
approved: {by: директор, on: 01.09.2026}
---

Пятиклассники нашли себе старших друзей. Встречи идут по вторникам.
"""
CASE = """\
---
title: Чтение вслух  # рабочее название
kind: пара
programme: starshie
form: ученик – ученик
written_by: учитель литературы
# approved: {by: директор, on: 31.08.2026}  # Согласовано
publication: черновик
---

Читали по десять минут.
"""
FILES = {
    "cases/programmes/starshie.md": PROGRAMME,
    "cases/pairs/chtenie.md": CASE,
    "cases/practices/vmeste.md": (
        "---\ntitle: Читаем вместе\npublication: опубликован\napproved: {by: директор, on: 01.09.2026}\n---\n\nСуть.\n"
    ),
}
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, TODAY, "reviewing")


# review


def test_a_card_goes_from_draft_to_the_site_by_two_people(project, request: pytest.FixtureRequest) -> None:
    """Every other line of the card stays as it was."""
    root = project(FILES)

    sent = call("review", "chtenie", "--root", root, "--by", "учитель литературы", "--on", "20.11.2026")
    allowed = call("review", root / "cases/pairs/chtenie.md", "--root", root, "--by", "директор")
    assert allowed.exit_code == 1  # the file is named from the root of the project
    allowed = call("review", "cases/pairs/chtenie.md", "--root", root, "--by", "директор")

    assert sent.output == "cases/pairs/chtenie.md: черновик → на согласовании\n"
    assert allowed.output.startswith("cases/pairs/chtenie.md: на согласовании → опубликован\n")
    golden("review.md", (root / "cases/pairs/chtenie.md").read_text("utf-8"), request)
    assert [problem for problem in pipeline.load(root, today=TODAY).problems if problem.is_error] == []


def test_without_a_name_the_cards_that_wait_are_listed(project) -> None:
    root = project(FILES)

    answer = call("review", "--root", root, typed=["1", "учитель литературы"])

    assert answer.exit_code == 0, answer.output
    assert "  1. черновик: cases/pairs/chtenie.md\n" in answer.output
    assert "publication: на согласовании" in (root / "cases/pairs/chtenie.md").read_text("utf-8")


SENT = CASE.replace("publication: черновик", "publication: на согласовании").replace(
    "---\n\nЧ", "submitted: {by: куратор, on: 20.11.2026}\n---\n\nЧ"
)


@pytest.mark.parametrize(
    ("card", "words", "told"),
    [
        (
            CASE,
            ["--to", "опубликован", "--by", "директор"],
            "нельзя в «опубликован». Можно: «на согласовании».",
        ),
        (CASE, ["--yes"], "Не сказано, кто: `--by директор`."),
        (SENT, ["--by", "Учитель  литературы"], "не тот, кто написал карточку"),
        (SENT, ["--by", "куратор"], "не тот, кто написал карточку или отправил её"),
        (SENT, ["--by", "директор", "--on", "19.11.2026"], "отправили на согласование только 20.11.2026"),
        (SENT, ["--by", "директор", "--on", "19.13.2026"], "не день календаря"),
        (SENT, ["--to", "готово", "--by", "директор"], "Состояния «готово» нет."),
    ],
)
def test_a_step_that_is_none_is_refused_and_changes_nothing(
    card: str, words: list[str], told: str, project
) -> None:
    root = project({**FILES, "cases/pairs/chtenie.md": card})

    answer = call("review", "chtenie", "--root", root, *words)

    assert answer.exit_code == 1
    assert told in answer.stderr
    assert (root / "cases/pairs/chtenie.md").read_text("utf-8") == card


def test_a_card_nobody_knows_is_told_with_a_near_one(project) -> None:
    answer = call("review", "chtenye", "--root", project(FILES), "--by", "директор")

    assert "Карточки «chtenye» нет или в ней ошибка" in answer.stderr
    assert "«chtenie»?" in answer.stderr


def test_a_draft_again_forgets_who_allowed_it(project) -> None:
    root = project(FILES)

    call("review", "vmeste", "--root", root, "--to", "черновик", "--yes")

    assert "approved" not in (root / "cases/practices/vmeste.md").read_text("utf-8")


# ready


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school whose site has been built."""
    root = tmp_path_factory.mktemp("built")
    menu = (Path(__file__).parents[1] / "mkdocs.yml").read_text("utf-8")
    school = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"
    for path, text in {**FILES, "cases/school.yml": school, "mkdocs.yml": menu}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)  # a curator's build remembers what it published
        mkdocs_plugin.build_site(root, quiet=True)
    return root


@pytest.mark.slow
def test_what_a_release_changes_is_told_in_sentences(
    built: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing at first; then a page that appears, one that changes, one that vanishes, one that nobody allowed."""
    monkeypatch.setattr(changes, "built_on", lambda site: date(2026, 11, 20))
    before = call("ready", "--root", built)
    assert "На сайте ничего не изменится." in before.output
    assert before.exit_code == 0

    allowed = SENT.replace("на согласовании", "опубликован").replace(
        "# approved: {by: директор, on: 31.08.2026}", "approved: {by: директор, on: 21.11.2026}"
    )
    (built / "cases/pairs/chtenie.md").write_text(allowed, "utf-8")
    changed = PROGRAMME.replace("по вторникам", "по средам")
    (built / "cases/programmes/starshie.md").write_text(changed, "utf-8")
    (built / "cases/practices/vmeste.md").unlink()
    (built / "cases/practices/novaya.md").write_text(
        "---\ntitle: Новая\npublication: опубликован\n---\n", "utf-8"
    )

    answer = call("ready", "--root", built)

    assert answer.exit_code == 1
    golden("ready.txt", answer.output, request)


def test_a_site_that_was_never_built_is_all_new(project) -> None:
    answer = call("ready", "--root", project(FILES))

    assert answer.exit_code == 0
    assert answer.output.startswith("Собранного сайта ещё нет: все страницы будут новыми")
    assert (
        "programmes/starshie/ — Старшие – младшим, 2026/27 (программа; разрешил директор, 01.09.2026)"
        in answer.output
    )


def test_errors_stand_in_the_way(project) -> None:
    root = project({**FILES, "cases/pairs/b.md": "---\ntitel: x\n---\n"})

    answer = call("ready", "--root", root)

    assert answer.exit_code == 1
    assert "ошибки в файлах (их назовёт `python scripts/site.py check`): cases/pairs/b.md" in answer.output


def test_the_words_of_our_pages_are_those_of_the_engine(built: Path) -> None:
    """What is compared is made without the engine; a difference would be told as a change of every page."""
    book = pipeline.load(built, today=TODAY).book  # as the test before left it, or not
    said = changes.of_edition(Edition(book.public))

    assert {"", "glossary/", "programmes/"} <= said.keys()
    assert sum(len(page.sentences) for page in said.values()) > 100


@pytest.mark.slow
def test_the_example_school_changes_nothing_by_being_built(example_site: Path) -> None:
    """All its pages, as MkDocs wrote them, say what `ready` expects them to say."""
    root = Path(__file__).parents[1]
    loaded = pipeline.load(root, today=date.today())

    edition = with_downloads(Edition(loaded.book.public), example_site.parent)
    found = changes.difference(changes.of_site(example_site), changes.of_edition(edition))

    assert (found.appear, found.vanish, found.changed) == ({}, {}, ())
