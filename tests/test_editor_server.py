"""The editor's real server: who may ask it, what it writes, and that nothing old is lost."""

import base64
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import Project

from mentoring import mkdocs_plugin
from mentoring.editor import decap, running
from mentoring.editor.saving import Office

SCHOOL = "full_name: Заречная школа города Заречного\nshort_name: Заречная школа\n"
PROGRAMME = "---\ntitle: Рядом\nforms: учитель – ученик\nschool_year: 2025/26\npublication: черновик\n---\n"
CASE = """---
title: Солнечные часы  # название утвердил директор
kind: пара
programme: ryadom
form: учитель – ученик
mentors: [{role: учитель физики}]
mentees: [{role: ученик, band: 8–9}]
publication: черновик
---
Мерили тень.
"""
PATH = "cases/pairs/chasy.md"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def text(self) -> str:
        return self.content.decode()


class Curator:
    """A browser that has come by the link of the editor."""

    def __init__(self, root: Path, editor: running.Running) -> None:
        self.root = root
        self.editor = editor
        self.host = editor.address.removeprefix("http://")
        self.cookie = ""
        token = editor.url.partition("?")[2]
        self.cookie = self.get(f"/?{token}").headers["Set-Cookie"].partition(";")[0]

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, {"Cookie": self.cookie, **headers})

    def ask(self, action: str, *, headers: dict[str, str] | None = None, **told: Any) -> Answer:
        sent = {
            "Cookie": self.cookie,
            "Origin": self.editor.address,
            "Content-Type": "application/json",
            **(headers or {}),
        }
        return self._ask("POST", "/api", json.dumps({"action": action, **told}).encode(), sent)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        link = http.client.HTTPConnection(self.host, timeout=60)
        link.putrequest(method, path, skip_host=True)
        for name, value in {"Host": self.host, **headers}.items():
            link.putheader(name, value)
        if body is not None:
            link.putheader("Content-Length", str(len(body)))
        link.endheaders(body)
        answer = link.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    def opened(self, path: str = PATH) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("entry", path=path).json
        return found

    def save(self, path: str = PATH, **changed: Any) -> Answer:
        """Open a file, change some fields, save."""
        found = self.opened(path)
        form = {**found["form"], **changed}
        return self.ask("save", path=path, form=form, was=found["form"], base=found["base"])


@pytest.fixture
def root(project: Project) -> Path:
    root: Path = project(
        {
            "cases/school.yml": SCHOOL,
            "cases/programmes/ryadom.md": PROGRAMME,
            PATH: CASE,
            "private/people.yml": "people: []\n",
            "docs/index.md": "# Наставничество\n",
        }
    )
    shutil.copy(Path(__file__).resolve().parent.parent / "mkdocs.yml", root)
    return root


@pytest.fixture
def curator(root: Path) -> Iterator[Curator]:
    editor = running.start(root, mkdocs_plugin.Press, 0)
    yield Curator(root, editor)
    editor.stop()


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


# Who may ask


def test_a_slip_of_ours_is_not_told_as_a_request_that_cannot_be_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slip(office: Office, asked: dict[str, Any]) -> None:
        raise ValueError("ours")

    monkeypatch.setattr(Office, "check", slip)
    editor = running.start(root, mkdocs_plugin.Press, 0)
    curator = Curator(root, editor)

    with pytest.raises(http.client.RemoteDisconnected):
        curator.ask("check")

    editor.stop()


def test_the_link_is_changed_for_a_cookie_that_other_pages_cannot_use(curator: Curator) -> None:
    answer = curator.get(f"/?{curator.editor.url.partition('?')[2]}", Cookie="")

    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/", "/forms.json", "/decap.js", "/cases/media/x.png", "/?token=wrong"])
def test_without_the_key_nothing_is_given_and_the_reason_is_russian(curator: Curator, path: str) -> None:
    answer = curator.get(path, Cookie="")

    assert answer.status == 403
    assert "по ссылке, которую показала команда edit" in answer.text


def test_a_name_that_a_foreign_page_gave_to_this_machine_is_refused(curator: Curator) -> None:
    assert curator.get("/", Host="school.example.org").status == 421
    assert curator.ask("entry", path=PATH, headers={"Host": "127.0.0.1:1"}).status == 421
    port = curator.host.rpartition(":")[2]
    assert curator.get("/", Host=f"localhost:{port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "text/plain"},
    ],
)
def test_another_page_cannot_write_even_with_the_cookie(curator: Curator, headers: dict[str, str]) -> None:
    before = files(curator.root)

    answer = curator.ask("save", headers=headers, path=PATH, form={}, base="")

    assert (answer.status, answer.json["what"]) == (
        403,
        "Этот запрос пришёл с чужой страницы: редактор на него не отвечает.",
    )
    assert files(curator.root) == before


def test_without_the_cookie_nothing_is_written(curator: Curator) -> None:
    assert curator.ask("save", headers={"Cookie": ""}, path=PATH, form={}, base="").status == 403
    assert (curator.root / PATH).read_text("utf-8") == CASE


def test_it_listens_on_this_machine_only(curator: Curator) -> None:
    port = int(curator.host.rpartition(":")[2])
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", port), timeout=5):
        pass  # who listens on every address answers here too


# What may be read and written


OUTSIDE = [
    "../x.md",
    "cases/pairs/../../x.md",
    "/etc/passwd",
    "cases/pairs/..\\x.md",
    "cases/x.md",
    "cases/pairs/x.txt",
    "cases/pairs/.x.md",
    "cases/pairs/in/x.md",
    "private/people.yml",
    "mkdocs.yml",
    "docs/dev/design.md",
    "docs/curators/README.md",
    ".git/config",
    "cases/pairs/x.md\u0000",
    "",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_only_cards_and_pages_are_read_and_written(curator: Curator, path: str) -> None:
    before = files(curator.root)

    for answer in (
        curator.ask("entry", path=path),
        curator.ask("save", path=path, form={"title": "Чужое"}, base=""),
        curator.ask("text", path=path, text="---\n---\n", base=""),
    ):
        assert answer.status == 403
        assert "редактор не открывает и не меняет" in answer.json["what"]
    assert files(curator.root) == before


@pytest.mark.parametrize("folder", ["..", "private", "cases", "cases/files", "/"])
def test_only_folders_of_cards_are_listed(curator: Curator, folder: str) -> None:
    assert curator.ask("list", folder=folder).status == 403


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("link", [PATH, "cases/pairs"])
def test_a_link_that_leads_out_is_not_followed(
    curator: Curator, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "chasy.md").write_text(CASE, encoding="utf-8")
    place = curator.root / link
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    place.symlink_to(outside if link == "cases/pairs" else outside / "chasy.md")

    answer = curator.ask("save", path=PATH, form={"title": "Чужое"}, base="")

    assert (answer.status, "ярлык" in answer.json["what"]) == (403, True)
    assert (outside / "chasy.md").read_text("utf-8") == CASE


# Saving


def test_a_changed_field_changes_its_line_and_nothing_else(curator: Curator) -> None:
    answer = curator.save(subject="физика")

    assert answer.status == 200
    assert (curator.root / PATH).read_text("utf-8") == CASE.replace(
        "form: учитель – ученик\n", "form: учитель – ученик\nsubject: физика\n"
    )
    assert [path.name for path in (curator.root / PATH).parent.iterdir()] == ["chasy.md"]


def test_a_form_without_a_change_does_not_touch_the_file(curator: Curator) -> None:
    stamp = (curator.root / PATH).stat().st_mtime_ns

    assert curator.save().status == 200
    assert (curator.root / PATH).stat().st_mtime_ns == stamp


def test_a_wrong_value_is_refused_in_the_words_of_the_reader_and_by_its_field(curator: Curator) -> None:
    answer = curator.save(published_on="31.02.2026", mentees=[{"role": "ученик", "band": "8-й"}])

    told = answer.json["problems"]
    assert answer.status == 422
    assert [(one["field"], one["focus"], one["what"]) for one in told] == [
        ("Наставляемые, запись 1, Ступень", "mentees.0.band", "Слова «8-й» нет в списке «Ступени»."),
        ("Опубликовано", "published_on", "«31.02.2026» — не день календаря."),
    ]
    assert (curator.root / PATH).read_text("utf-8") == CASE


def test_what_was_wrong_before_keeps_nobody_from_saving_the_rest(curator: Curator) -> None:
    (curator.root / PATH).write_text(CASE.replace("band: 8–9", "band: 8-й"), encoding="utf-8")

    assert curator.save(subject="физика").status == 200
    assert curator.save(kind="трио").status == 422


def test_rules_of_this_card_are_asked_too(curator: Curator) -> None:
    answer = curator.save(programme="drugaya", request="Пишите ему: ivanov.petr@mail.example.org")

    assert "Карточки «drugaya» нет в cases/programmes." in [one["what"] for one in answer.json["problems"]]


def test_remarks_that_would_go_are_told_before(curator: Curator) -> None:
    found = curator.opened()
    asked = {"path": PATH, "base": found["base"], "form": {**found["form"], "title": "Часы и\nтень"}}

    answer = curator.ask("save", **asked)

    assert (answer.status, answer.json["lost"]) == (428, ["# название утвердил директор"])
    assert (curator.root / PATH).read_text("utf-8") == CASE
    assert curator.ask("save", **asked, lose=True).status == 200


def test_a_new_card_gets_a_name_of_its_title(curator: Curator) -> None:
    form = {"title": "Солнечные часы", "kind": "пара", "programme": "ryadom", "form": "учитель – ученик"}
    (curator.root / "cases/pairs/solnechnye-chasy.md").write_text(CASE, encoding="utf-8")

    slug = curator.ask("name", folder="cases/pairs", form=form).json["slug"]
    answer = curator.ask("save", path=f"cases/pairs/{slug}.md", form=form, base="")

    assert (slug, answer.status) == ("solnechnye-chasy-2", 200)
    assert (curator.root / "cases/pairs/solnechnye-chasy-2.md").is_file()


# Somebody else


def test_a_file_changed_meanwhile_is_not_overwritten_and_both_versions_are_shown(curator: Curator) -> None:
    found = curator.opened()
    theirs = CASE.replace("kind: пара", "kind: пара\nsubject: астрономия").replace("Мерили", "Чертили")
    (curator.root / PATH).write_text(theirs, encoding="utf-8")
    asked = {
        "path": PATH,
        "was": found["form"],
        "base": found["base"],
        "form": {**found["form"], "subject": "физика"},
    }

    answer = curator.ask("save", **asked)

    assert answer.status == 409
    assert answer.json["rows"] == [
        {"field": "Предмет", "theirs": "астрономия", "mine": "физика"},
        {"field": "Рассказ", "theirs": "Чертили тень.\n", "mine": "Мерили тень.\n"},
    ]
    assert answer.json["theirs"] == theirs
    assert (curator.root / PATH).read_text("utf-8") == theirs

    assert curator.ask("save", **asked, onto=answer.json["base"]).status == 200
    assert (curator.root / PATH).read_text("utf-8") == theirs.replace("астрономия", "физика")


def test_a_file_deleted_meanwhile_is_told_of(curator: Curator) -> None:
    found = curator.opened()
    (curator.root / PATH).unlink()

    answer = curator.ask("save", path=PATH, form=found["form"], was=found["form"], base=found["base"])

    assert answer.status == 409
    assert not (curator.root / PATH).exists()


def test_of_two_who_save_at_once_one_is_asked_and_the_file_is_whole(curator: Curator) -> None:
    found = curator.opened()
    answers: list[Answer] = []

    def save(subject: str) -> None:
        form = {**found["form"], "subject": subject}
        answers.append(curator.ask("save", path=PATH, form=form, was=found["form"], base=found["base"]))

    both = [threading.Thread(target=save, args=(subject,)) for subject in ("физика", "химия")]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(answer.status for answer in answers) == [200, 409]
    text = (curator.root / PATH).read_text("utf-8")
    line = "form: учитель – ученик\n"
    assert text in {CASE.replace(line, f"{line}subject: {subject}\n") for subject in ("физика", "химия")}


# A file that cannot be read


BROKEN = CASE.replace("kind: пара", "kind: пара: нет")


def test_a_broken_file_is_listed_and_opens_as_text_with_the_line(curator: Curator) -> None:
    (curator.root / PATH).write_text(BROKEN, encoding="utf-8")

    listed = curator.ask("list", folder="cases/pairs").json
    found = curator.opened()

    assert [one["form"]["title"] for one in listed] == ["Солнечные часы"]
    assert (found["broken"]["line"], found["broken"]["text"]) == (3, BROKEN)
    assert curator.ask("save", path=PATH, form={"title": "Часы"}, base=found["base"]).status == 422
    assert (curator.root / PATH).read_text("utf-8") == BROKEN


def test_a_card_without_its_fences_is_listed_by_its_file(curator: Curator) -> None:
    (curator.root / PATH).write_text("Просто текст.", encoding="utf-8")

    assert (
        curator.ask("list", folder="cases/pairs").json[0]["form"]["title"]
        == "⚠ chasy.md: карточка не читается"
    )


def test_the_text_of_a_broken_file_is_written_once_it_can_be_read(curator: Curator) -> None:
    (curator.root / PATH).write_text(BROKEN, encoding="utf-8")
    base = curator.opened()["base"]

    again = curator.ask("text", path=PATH, text=BROKEN, base=base)
    mended = curator.ask("text", path=PATH, text=CASE, base=base)

    assert (again.status, again.json["line"]) == (422, 3)
    assert mended.status == 200
    assert (curator.root / PATH).read_text("utf-8") == CASE


def test_a_file_in_another_encoding_is_not_lost(curator: Curator) -> None:
    content = CASE.encode("cp1251", "replace")
    (curator.root / PATH).write_bytes(content)
    found = curator.opened()

    assert "Windows-1251" in found["broken"]["what"]
    assert found["broken"]["readable"] is False
    assert curator.ask("save", path=PATH, form={}, base=found["base"]).status == 422
    assert (curator.root / PATH).read_bytes() == content


# Pictures


def picture(name: str = "zanyatie.png", content: bytes = PIXEL) -> dict[str, Any]:
    return {"path": f"cases/media/{name}", "content": base64.b64encode(content).decode()}


def declared(name: str = "zanyatie.png") -> dict[str, str]:
    return {"picture": name, "alt": "Макет моста", "people": "нет людей", "publication": "черновик"}


def test_a_picture_comes_with_what_is_said_of_it(curator: Curator) -> None:
    answer = curator.ask("save", path="cases/media/zanyatie.md", form=declared(), base="", assets=[picture()])

    assert answer.status == 200
    assert (curator.root / "cases/media/zanyatie.png").read_bytes() == PIXEL
    assert "people: нет людей\n" in (curator.root / "cases/media/zanyatie.md").read_text("utf-8")
    assert curator.get("/cases/media/zanyatie.png").content == PIXEL


def test_a_picture_is_not_kept_without_its_declaration(curator: Curator) -> None:
    form = {"picture": "zanyatie.png", "publication": "черновик"}

    answer = curator.ask("save", path="cases/media/zanyatie.md", form=form, base="", assets=[picture()])

    assert [one["field"] for one in answer.json["problems"]] == ["Описание", "Люди"]
    assert not (curator.root / "cases/media").exists()


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (picture(content=b"GIF89a no picture"), "внутри не такая картинка"),
        (picture("zanyatie.exe"), "другого вида"),
        (picture("../../x.png"), "редактор не открывает и не меняет"),
        (picture("Занятие 1.png"), "не годится для адреса"),
        ({"path": "private/x.png", "content": ""}, "редактор не открывает и не меняет"),
        ({"path": "cases/media/x.png", "content": "%%%"}, "передан не до конца"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_card(
    curator: Curator, upload: dict[str, Any], told: str
) -> None:
    before = files(curator.root)

    answer = curator.ask("save", path="cases/media/zanyatie.md", form=declared(), base="", assets=[upload])

    assert told in answer.json["what"]
    assert files(curator.root) == before


@pytest.mark.parametrize("size", [20_500_000, 26_000_000])
def test_a_picture_of_20_megabytes_is_told_of(curator: Curator, size: int) -> None:
    heavy = picture(content=PIXEL + bytes(size))

    answer = curator.ask("save", path="cases/media/zanyatie.md", form=declared(), base="", assets=[heavy])

    assert answer.status == 413
    assert "больше 20 МБ" in answer.json["what"]
    assert not (curator.root / "cases/media").exists()


# A full disk


FULL = """
import resource, signal, sys
from pathlib import Path
from mentoring import mkdocs_plugin
from mentoring.editor import running
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
editor = running.start(Path(sys.argv[1]), mkdocs_plugin.Press, 0)
print(editor.url, flush=True)
editor.wait()
"""


@pytest.mark.skipif(os.name == "nt", reason="no limits of files there")
def test_a_disk_that_is_full_loses_nothing(root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", FULL, str(root)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        curator = Curator(root, running.Running(url, url.partition("/?")[0], ()))
        before = files(root)

        answer = curator.save(body="Длинный рассказ. " * 200)
        process.kill()

    assert (answer.status, answer.json["what"]) == (
        507,
        "На диске кончилось место: файл не записан, прежний цел.",
    )
    assert files(root) == before


# The pages beside the forms


def test_the_page_beside_the_form_shows_what_was_saved(curator: Curator) -> None:
    curator.save(subject="гномоника")
    preview = curator.ask("entry", path=PATH).json["page"]
    address = curator.get("/forms.json").json["preview"]

    answer = shown(address + preview)

    assert "гномоника" in answer.text
    assert "sandbox allow-scripts" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.text  # the site's own policy


def test_the_pages_have_a_key_of_their_own_and_no_private_file(curator: Curator) -> None:
    address = curator.get("/forms.json").json["preview"]
    origin = "/".join(address.split("/")[:3])

    assert shown(f"{origin}/wrong/cases/chasy/").status == 403
    assert shown(f"{address}private/people.yml").status == 404
    assert shown(f"{address}../../private/people.yml").status == 404
    assert shown(f"{address}cases/pairs/chasy.md").status == 404
    assert shown(f"{address}assets/mentoring.css").status == 200


def shown(url: str) -> Answer:
    _, _, host, *path = url.split("/")
    link = http.client.HTTPConnection(host, timeout=60)
    link.request("GET", "/" + "/".join(path))
    answer = link.getresponse()
    return Answer(answer.status, answer.headers, answer.read())


# Decap


def test_the_script_that_ships_has_the_recorded_hash() -> None:
    assert decap.digest() == decap.about()["sha256"]


# Changed past the editor


def test_a_card_that_came_past_the_editor_is_known(curator: Curator) -> None:
    missing = "Карточки «drugaya» нет в cases/programmes."
    form = {**curator.opened()["form"], "programme": "drugaya"}
    assert missing in [one["what"] for one in curator.ask("check", path=PATH, form=form).json["problems"]]

    (curator.root / "cases/programmes/drugaya.md").write_text(PROGRAMME, encoding="utf-8")
    assert curator.ask("check", path=PATH, form=form).json["problems"] == []

    (curator.root / "cases/programmes/drugaya.md").unlink()
    assert missing in [one["what"] for one in curator.ask("check", path=PATH, form=form).json["problems"]]


def test_a_word_added_to_the_list_of_the_school_can_be_chosen_at_once(curator: Curator) -> None:
    words = {"forms": [{"id": "vmeste", "title": "семья – семья"}]}
    assert curator.ask("save", path="cases/vocabulary.yml", form=words, base="").status == 200

    forms = curator.get("/forms.json").json["forms"]["collections"][0]["fields"]

    assert "семья – семья" in next(one for one in forms if one["name"] == "form")["options"]
    assert "нет в списке" not in curator.save(form="семья – семья").text


def test_rules_about_one_file_know_all_others(curator: Curator) -> None:
    (curator.root / "docs/index.md").write_text(
        "# Наставничество\n\n[список: программы; форма: учитель – ученик]\n\n[Программа](../cases/programmes/ryadom.md)\n",
        "utf-8",
    )
    curator.save(
        "cases/programmes/ryadom.md",
        publication="опубликован",
        approved={"by": "директор", "on": "01.09.2025"},
    )

    found = curator.opened("docs/index.md")

    assert curator.ask("check", path="docs/index.md", form=found["form"]).json["problems"] == []
