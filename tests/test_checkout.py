"""What git and the environment say of the folder of a school."""

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mentoring import checkout

TODAY = date(2026, 5, 12)


def test_the_day_of_a_published_site_is_the_one_told_else_of_the_commit_else_today() -> None:
    found = checkout.Checkout(date(2026, 4, 1), "")

    assert checkout.as_of(TODAY, found, {"SOURCE_DATE_EPOCH": "1767225600"}) == date(2026, 1, 1)
    assert checkout.as_of(TODAY, found, {}) == date(2026, 4, 1)
    assert checkout.as_of(TODAY, checkout.Checkout(None, ""), {}) == TODAY
    assert checkout.as_of(TODAY, None, {}) == TODAY


@pytest.mark.parametrize("epoch", ["", "вчера", "²", "-1", "9" * 30])
def test_a_day_told_wrongly_is_not_taken(epoch: str) -> None:
    assert checkout.as_of(TODAY, None, {"SOURCE_DATE_EPOCH": epoch}) == TODAY


def _git(root: Path) -> Callable[..., None]:
    def run(*words: str) -> None:
        day = "2026-04-01T12:00:00 +0000"
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
        who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
        environ = {**os.environ, **who, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        subprocess.run(["git", "-C", str(root), *words], env=environ, check=True, capture_output=True)

    return run


@pytest.mark.parametrize(
    ("remote", "edit"),
    [
        ("https://github.com/school/site.git", "https://github.com/school/site/edit/main/"),
        ("https://gitlab.com/school/site", "https://gitlab.com/school/site/-/edit/main/"),
        ("https://git.example.org/school/site", "https://git.example.org/school/site/_edit/main/"),
        ("git@github.com:school/site.git", ""),
        ("https://token@github.com/school/site.git", ""),
    ],
)
def test_git_says_the_day_of_the_commit_and_where_to_edit(tmp_path: Path, remote: str, edit: str) -> None:
    """An address with a name or a password in it is never printed."""
    git = _git(tmp_path)
    git("init", "-b", "main")
    git("remote", "add", "origin", remote)
    git("commit", "--allow-empty", "-m", "Начало")

    assert checkout.of(tmp_path) == checkout.Checkout(date(2026, 4, 1), edit)


def test_without_git_or_without_a_checkout_there_is_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checkout.of(tmp_path) is None

    monkeypatch.setenv("PATH", "")
    assert checkout.of(tmp_path) is None


def test_a_checkout_without_commits_has_no_day(tmp_path: Path) -> None:
    _git(tmp_path)("init", "-b", "main")

    assert checkout.of(tmp_path) == checkout.Checkout(None, "")
