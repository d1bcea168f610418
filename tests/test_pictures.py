"""Pictures: only what is declared gets out, as pixels alone, and one missing consent keeps a group photograph back."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from mentoring import attachments, pipeline
from mentoring.attachments import pictures
from mentoring.pages import Edition
from mentoring.privacy.texts.pictures import beside_pixels
from mentoring.publish import site
from mentoring.publish.build import Stopped

TODAY = date(2026, 5, 12)
SECRET = "Звонарева"


def saved(kind: str, picture: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (picture or Image.linear_gradient("L").convert("RGB")).save(out, kind, **options)
    return out.getvalue()


def exif(**tags: object) -> Image.Exif:
    made = Image.Exif()
    made[0x013B] = SECRET  # Artist
    made[0x9C9D] = SECRET.encode("utf-16-le")  # XPAuthor
    for tag, value in tags.items():
        made[int(tag[1:], 16)] = value
    return made


def png_notes() -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Zvonareva", zip=True)
    notes.add_itxt("Title", SECRET)
    return notes


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

NOTED = {
    "exif.jpg": saved("JPEG", exif=exif()),
    "comment.jpg": saved("JPEG", comment=SECRET.encode()),
    "profile.jpg": saved("JPEG", icc_profile=PROFILE),
    "after.jpg": saved("JPEG") + SECRET.encode(),
    "xmp.jpg": saved("JPEG", xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()),
    "notes.png": saved("PNG", pnginfo=png_notes(), exif=exif()),
    "after.png": saved("PNG") + SECRET.encode(),
    "exif.webp": saved("WEBP", exif=exif(), xmp=SECRET.encode(), icc_profile=PROFILE),
    "comment.gif": saved("GIF", comment=SECRET.encode()),
}


@pytest.mark.parametrize("name", NOTED)
def test_nothing_but_pixels_is_left_of_a_picture(name: str) -> None:
    """Properties, the place of shooting, notes, profiles, bytes after the end: all go, whatever the program wrote them."""
    made = pictures.cleaned(NOTED[name], attachments.ending_of(name))

    again = Image.open(io.BytesIO(made))
    assert not again.getexif()
    assert {"comment", "icc_profile", "xmp", "exif", "Author", "Title"} & set(again.info) == set()
    assert b"".join(part for part in beside_pixels(made) if not part.startswith(b"JFIF")) == b""


@pytest.mark.parametrize("name", NOTED)
def test_the_same_picture_gives_the_same_bytes(name: str) -> None:
    ending = attachments.ending_of(name)

    assert pictures.cleaned(NOTED[name], ending) == pictures.cleaned(NOTED[name], ending)


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    """The camera was held sideways and said so: the pixels are turned before the note goes."""
    wide = Image.new("RGB", (40, 20), "white")
    wide.paste("black", (0, 0, 20, 20))

    made = Image.open(io.BytesIO(pictures.cleaned(saved("JPEG", wide, exif=exif(x0112=6)), "jpg")))

    assert made.size == (20, 40)
    assert made.convert("L").getpixel((10, 5)) < 50  # type: ignore[operator]


def test_a_large_picture_is_scaled_down() -> None:
    made = pictures.cleaned(saved("PNG", Image.new("RGB", (4000, 1000), "white")), "png")

    assert Image.open(io.BytesIO(made)).size == (1600, 400)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_png_is_made_anew(mode: str) -> None:
    made = pictures.cleaned(saved("PNG", Image.new(mode, (5, 5))), "png")

    assert Image.open(io.BytesIO(made)).size == (5, 5)


def test_a_picture_for_print_gets_the_colours_of_a_screen() -> None:
    made = pictures.cleaned(saved("JPEG", Image.new("CMYK", (5, 5))), "jpg")

    assert Image.open(io.BytesIO(made)).mode == "RGB"


def test_a_transparent_picture_stays_transparent() -> None:
    made = pictures.cleaned(saved("PNG", Image.new("RGBA", (5, 5), (0, 0, 0, 0))), "png")

    assert Image.open(io.BytesIO(made)).convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("white", "black")]
    return saved(kind, frames[0], save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.gif", moving("GIF"), "picture-moving"),
        ("a.png", moving("PNG"), "picture-moving"),
        ("a.webp", moving("WEBP"), "picture-moving"),
        ("a.jpg", saved("JPEG")[:300], "picture-false"),
        ("a.png", saved("PNG")[:-30], "picture-false"),
        ("a.jpg", saved("PNG"), "picture-false"),
        ("a.png", saved("PNG", Image.new("1", (10_000, 5_100))), "picture-too-large"),
        ("a.jpg", b"\0" * 20_000_001, "picture-too-large"),
        ("a.jpg", saved("JPEG", exif=exif(x8825={1: "N", 2: (56.0, 50.0, 0.0)})), "picture-place"),
        ("a.gif", saved("GIF"), None),
    ],
)
def test_what_no_site_can_take_is_told(name: str, content: bytes, rule: str | None) -> None:
    fault = attachments.of_picture(name, content)

    assert (fault.rule if fault else None) == rule


DRAWING = f"""<?xml version="1.0"?><!-- {SECRET} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 inkscape:export-filename="C:\\Users\\{SECRET}\\a.png" data-author="{SECRET}"><title>Мост</title>
<metadata><author>{SECRET}</author></metadata><inkscape:note>{SECRET}</inkscape:note><path d="M0 0h9"/></svg>"""


def test_a_drawing_keeps_its_lines_and_title_only() -> None:
    made = pictures.cleaned(DRAWING.encode(), "svg").decode()

    assert SECRET not in made
    assert "<title>Мост</title>" in made
    assert '<path d="M0 0h9"/>' in made


SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\nsite: https://school.example.org/\n"
MENTOR = """---
title: {title}
role: учитель физики
photo: portret.jpg
publication: опубликован
approved: {{by: директор, on: 01.09.2025}}
consent: {{document: согласие № 7, date: 01.09.2025, site: "https://school.example.org/", covers: [{covers}]}}
---
"""
PICTURE = """---
picture: kruzhok.jpg
alt: Трое за столом с макетом моста
people: {people}
mentors: [{mentors}]
publication: опубликован
---
"""


def group(first: str, second: str) -> dict[str, str | bytes]:
    """A photograph of two mentors, and what the consent of each covers."""
    return {
        "cases/school.yml": SCHOOL,
        "cases/mentors/fizik.md": MENTOR.format(title="Полынина Ольха Петровна", covers=first),
        "cases/mentors/himik.md": MENTOR.format(title="Тысячная Рябина Павловна", covers=second),
        "cases/media/portret.jpg": saved("JPEG"),
        "cases/media/kruzhok.jpg": saved("JPEG", Image.new("RGB", (9, 9), "green")),
        "cases/media/kruzhok.md": PICTURE.format(people="названные наставники", mentors="fizik, himik"),
    }


def test_one_missing_consent_keeps_a_group_photograph_back(load) -> None:
    book, problems = load(group("имя, фотография", "имя"))

    assert [problem.rule for problem in problems if problem.is_error] == ["picture-without-consent"]
    assert "(1 из 2)" in next(problem.what for problem in problems if problem.is_error)
    assert book.pictures == ()


def test_all_consents_let_it_out(load) -> None:
    book, problems = load(group("имя, фотография", "имя, фотография"))

    assert [problem.rule for problem in problems if problem.is_error] == []
    assert [picture.slug for picture in book.pictures] == ["kruzhok"]


@pytest.mark.parametrize(
    ("people", "mentors", "rules"),
    [
        ("нет людей", "", []),
        ("спины или руки", "", []),
        ("общий план", "", []),
        ("названные наставники", "", ["picture-people-unclear"]),
        ("нет людей", "fizik", ["picture-people-unclear"]),
    ],
)
def test_who_is_on_a_picture_is_said_without_contradiction(
    load, people: str, mentors: str, rules: list[str]
) -> None:
    files = group("имя, фотография", "имя, фотография")
    files["cases/media/kruzhok.md"] = PICTURE.format(people=people, mentors=mentors)

    _, problems = load(files)

    assert [problem.rule for problem in problems if problem.is_error] == rules


def assets(root: Path) -> dict[str, bytes]:
    edition = Edition(pipeline.load(root, today=TODAY).book.public)
    return {asset.path: asset.content for asset in site.assets(edition, root)}


def pages(root: Path) -> dict[str, str]:
    return {
        page.path: page.markdown for page in site.pages(Edition(pipeline.load(root, today=TODAY).book.public))
    }


def test_pictures_go_out_under_names_that_say_nothing(project) -> None:
    """The page of the school and that of the mentor lead to the new names."""
    root = project(
        {
            **group("имя, фотография", "имя, фотография"),
            "docs/kruzhki.md": "---\ntitle: Кружки\n---\n![Макет моста](../cases/media/kruzhok.jpg)\n",
        }
    )

    out = {path for path in assets(root) if path.startswith("media/")}
    made = pages(root)

    assert len(out) == 2
    assert all(re.fullmatch(r"media/[0-9a-f]{12}\.jpg", path) for path in out)
    assert any(f"![Макет моста]({path})" in made["kruzhki.md"] for path in out)
    assert any(f'src="../../{path}"' in made["mentors/fizik.md"] for path in out)
    assert not any("portret" in text or "kruzhok" in text for text in made.values())


def test_the_photograph_of_a_mentor_needs_its_own_word_in_the_consent(project) -> None:
    root = project(
        {**group("имя", "имя"), "cases/media/kruzhok.md": PICTURE.format(people="нет людей", mentors="")}
    )

    out = [path for path in assets(root) if path.startswith("media/")]

    assert len(out) == 1  # the declared picture; the portrait stays at home
    assert "<img" not in pages(root)["mentors/fizik.md"]


def test_a_link_to_a_draft_picture_leaves_no_hole(project) -> None:
    files = group("имя, фотография", "имя, фотография")
    files["cases/media/kruzhok.md"] = PICTURE.format(people="нет людей", mentors="").replace(
        "опубликован", "черновик"
    )
    root = project(
        {**files, "docs/kruzhki.md": "---\ntitle: Кружки\n---\n![Макет моста](../cases/media/kruzhok.jpg)\n"}
    )

    assert "media/" not in pages(root)["kruzhki.md"]


def test_a_cleaned_picture_is_kept_for_the_next_build(project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(group("имя, фотография", "имя, фотография"))
    first = assets(root)
    monkeypatch.setattr(pictures, "cleaned", None)  # nothing is cleaned again

    assert assets(root) == first


def test_a_picture_broken_in_the_middle_stops_the_build_with_its_name(project) -> None:
    spoilt = bytearray(saved("PNG", Image.effect_noise((64, 64), 90)))
    spoilt[200:260] = bytes(60)
    root = project({**group("имя, фотография", "имя, фотография"), "cases/media/kruzhok.jpg": saved("JPEG"),
                    "cases/media/shum.png": bytes(spoilt),
                    "cases/media/shum.md": PICTURE.format(people="нет людей", mentors="").replace("kruzhok.jpg", "shum.png")})  # fmt: skip

    with pytest.raises(Stopped, match=r"cases/media/shum\.png повреждён"):
        assets(root)


def test_a_picture_named_in_other_letters_is_one_problem(tmp_path: Path) -> None:
    """A camera writes `Urok.JPG`: the file is renamed, and its card is not asked for a second time."""
    media = tmp_path / "cases/media"
    media.mkdir(parents=True)
    (media / "Urok.JPG").write_bytes(saved("JPEG"))
    card = media / "urok.md"
    card.write_text("---\npicture: Urok.JPG\nalt: Доска с примером\npeople: нет людей\n---\n", "utf-8")

    assert told(tmp_path) == [
        (
            "file-name",
            "cases/media/urok.md",
            "Переименуйте файл и впишите новое имя, например `urok.jpg`.",
        )
    ]

    card.write_text(card.read_text("utf-8").replace("Urok.JPG", "urok.jpg"), "utf-8")
    assert told(tmp_path) == [
        ("file-missing", "cases/media/urok.md", "Переименуйте файл `Urok.JPG` малыми буквами: `urok.jpg`.")
    ]


def test_what_windows_leaves_in_a_folder_is_nobodys_concern(tmp_path: Path) -> None:
    (tmp_path / "cases/pairs").mkdir(parents=True)
    for name in ("Thumbs.db", "desktop.ini"):
        (tmp_path / "cases/pairs" / name).write_bytes(b"\0")

    assert told(tmp_path) == []


def told(root: Path) -> list[tuple[str, str, str]]:
    problems = pipeline.load(root, today=TODAY).problems
    return [
        (problem.rule, problem.place.path, problem.fix)
        for problem in problems
        if problem.rule != "school-missing"
    ]
