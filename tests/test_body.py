"""The author's Markdown: what is told of it, how it is made fit to stand on a page, and that no text takes long."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring import body


def told(text: str) -> list[tuple[str, int, int]]:
    return [(slip.rule, slip.line, slip.column) for slip in body.slips(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Обычный рассказ: 5 > 3, a<b, «С & В».\n\n---\n\n| а | б |\n|---|---|\n| 1 | 2 |\n", []),
        ("<details markdown><summary>Ещё</summary>\n\nТекст\n\n</details>\n", []),
        ("Код: `<script>` и\n\n```\n<script>\n{{ x }}\n```\n", []),
        ("Два\n\n<script>x()</script>", [("html-forbidden", 3, 1)]),
        ('а <b onclick="x()">б</b>', [("html-forbidden", 1, 3)]),
        ('<div style="color: red">а</div>', [("html-forbidden", 1, 1)]),
        ('<a href="java&#10;script:x()">а</a>', [("html-forbidden", 1, 1)]),
        ("рассказ<div>ещё</div>", [("html-in-line", 1, 8)]),
        ("- <p>пункт</p>\n", []),
        ("![а](б.png){ onerror=x }", [("attributes-in-braces", 1, 12)]),
        ("Множество {1, 2} и {а: б}", []),
        ("а <!-- скрыто --> б", [("comment-in-text", 1, 3)]),
        ("[а](javascript:x())", [("link-forbidden", 1, 3)]),
        ("[а](file:///C:/a.docx)", [("link-forbidden", 1, 3)]),
        ("<http://localhost:8000/>", [("link-forbidden", 1, 1)]),
        ("[а](<план на год.md>)", []),
        ("[а](план на год.md)", [("link-with-spaces", 1, 3)]),
        ("<<<<<<< HEAD\nа\n=======\nб\n>>>>>>> b", [("merge-conflict", 1, 1)]),
        ("\ntitle: Б\nform: учитель – учитель\n---\nтекст", [("card-second", 2, 1)]),
        ("текст\n\n---\ntitle: Б\n---\n# текст\n", [("card-second", 3, 1)]),
        ("текст\n\n---\nИтог: стало лучше\n", []),
        ("# Название\n\n# Второе\n", [("heading-first-level", 3, 1)]),
        ("<div>\n\nтекст\n", [("html-unclosed", 1, 1)]),
        ("| а | б |\n|---|\n| 1 | 2 |\n", [("table-broken", 2, 1)]),
        ("| а | б |\n|---|---|\n| 1 | 2 | 3 |\n| 1 |\n", [("table-broken", 3, 1)]),
        ("текст\n| а | б |\n|---|---|\n", [("table-broken", 3, 1)]),
        ("а | б\n--|:-:\n1 | `2|3`\n", []),
        ("| а | б |\n| 1 | 2 |\n", [("table-broken", 1, 1)]),
        ("слова\n\nа\tб\n1\t2\n", [("table-broken", 3, 1)]),
        ("а\tб\n", []),
        ("Нужны:\n- клей\n", [("list-broken", 2, 1)]),
        ("Нужны\n1. клей\n2. картон\n", [("list-broken", 2, 1)]),
        ("Нужны:\n\n•\tклей\n•\tкартон\n", [("list-broken", 3, 1)]),
        ("## Нужны\n- клей\n- картон\nи нитки\n- игла\n", []),
        ("Он вышел в\n2026 году\n- и вернулся.\n", []),
        ("> Нужны:\n> - клей\n\n```\nа:\n- б\n```\n", []),
        ("{{ config }}", [("template-marks", 1, 1)]),
        ("> " * 13 + "а", [("nesting-too-deep", 1, 1)]),
        ("<div>\n" * 41, [("nesting-too-deep", 41, 1)]),
    ],
)  # fmt: skip
def test_each_slip_is_told_once_at_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert [slip for slip in told(text) if slip[0] != "html-unclosed" or slip in expected] == expected


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("# Название\n\nтекст", "\nтекст"),
        ("текст\n\n# Второе\n\n## Третье", "текст\n\n## Второе\n\n### Третье"),
        ("<div>\n\nтекст", "<div>\n\nтекст\n\n</div>"),
        ("a<b и <3", "a&lt;b и &lt;3"),
        ("`a<b` и <b>б</b> и <https://example.org>", "`a<b` и <b>б</b> и <https://example.org>"),
        ("код &#x и &#1072;", "код &amp;#x и &#1072;"),
        ("\ufeff## Ход\u200b работы", "## Ход работы"),
        ("<p class=MsoNormal style='mso-a:b'>Проект<o:p></o:p></p>", "<p>Проект</p>"),
    ],
)
def test_a_body_is_made_fit_to_stand_on_a_page(text: str, fit: str) -> None:
    assert body.fit(text) == fit


@pytest.mark.parametrize(
    "text",
    [
        "[" + "![a](b)" * 390,
        "[a" * 390,
        "[a](" * 390,
        "<a " + 'b="c" ' * 20_000,
        '<a b="' * 390,
        "{: " + "a " * 5_000 + "}",
        "](a " + "b " * 5_000,
        "---\n" + " \n" * 50_000,
        "---\ntitle\n" * 20_000,
        "<!-- a\n" * 20_000,
        "<div>\n" * 20_000,
        "<div>\n</p>\n" * 10_000,
        "[a]: <b\n" * 20_000,
        "a<b " * 100_000,
        "&#" * 100_000,
        "# a\n" * 20_000,
        "|a|b|\n" * 20_000,
        "`a ``b " * 190,
    ],
    ids=lambda text: text[:12],
)
def test_no_body_takes_long(text: str) -> None:
    """A file of a megabyte may be made of one sign."""
    started = time.process_time()
    list(body.slips(text))
    list(body.links(text))
    list(body.headings(text))
    body.relinked(body.fit(text), lambda address, raw: None)

    assert time.process_time() - started < 3


SIGNS = st.text(alphabet=st.sampled_from("аa<>[]()!\"'`*_#&;:{}|=-/\\ \n\t.x1"), max_size=300)


@given(SIGNS)
@settings(max_examples=300, deadline=2_000)
def test_every_slip_stands_inside_the_body(text: str) -> None:
    lines = text.split("\n")

    for rule, line, column in told(text):
        assert rule
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@given(SIGNS)
@settings(max_examples=300, deadline=2_000)
def test_code_is_masked_letter_by_letter(text: str) -> None:
    masked = body.masked(text)

    assert len(masked) == len(text)
    assert all(shade in (sign, " ") for shade, sign in zip(masked, text, strict=True))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("До <img src=\"../media/ivan_petrov.jpg\" alt='У доски'> после", "До У доски после"),
        ("<IMG alt='' src=../media/ivan_petrov.jpg>", ""),
        ('<a href="../mentors/petrov.md">учитель</a>', "<a>учитель</a>"),
        ('<video controls src="../media/petrov.mp4"></video>', "<video controls></video>"),
        ("![У доски](../media/ivan_petrov.jpg)", "У доски"),
    ],
)
def test_the_address_of_what_is_not_on_the_site_goes_with_it(text: str, left: str) -> None:
    """A file's name may say who is on the picture."""
    assert body.relinked(text, lambda address, raw: None) == left


@given(SIGNS)
@settings(max_examples=200, deadline=2_000)
def test_links_are_led_on_and_nothing_else_changes(text: str) -> None:
    assert body.relinked(text, lambda address, raw: address) == text
