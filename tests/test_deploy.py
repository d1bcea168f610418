"""Deploys to real servers: readers have the old site or the new one, files of others stay."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import servers

from mentoring.deploy import deploying, ftp, sftp, targets
from mentoring.deploy import place as places
from mentoring.deploy.failures import Failure
from mentoring.deploy.folder import Folder
from mentoring.deploy.host import Host
from mentoring.deploy.manifest import NAME, Manifest


@dataclass
class Place:
    """A host under test and the folder on this disk that its readers see."""

    open: Callable[[], Host]
    public: str
    folder: Path
    way: str = ""

    def deploy(self, site: Path, **more: object) -> deploying.Outcome:
        host = self.open()
        try:
            return deploying.deploy(host, self.public, site, tell=lambda _: None, way=self.way, **more)  # type: ignore[arg-type]
        finally:
            host.close()

    def ask(self, what: Callable[..., Any], **more: object) -> Any:
        host = self.open()
        try:
            return what(host, self.public, **more)
        finally:
            host.close()


def target(text: str, password: str | None = None, key: str = "") -> Callable[[], Host]:
    return lambda: targets.opened(targets.parsed(text), password, key)


HOSTS = ("link", "exchange", "sftp", "sftp-exchange", "ftp", "ftp-files", "ftp-no-rename", "ftps")
KEEPING = ("link", "exchange", "sftp", "sftp-exchange", "ftp", "ftps")
"""Those that keep the release before."""


@pytest.fixture(scope="module")
def accounts(tmp_path_factory) -> Iterator[dict[str, tuple[Path, str]]]:
    """Every kind of server, started once: the folder it serves and its address."""
    with ExitStack() as stack:
        folders = {name: tmp_path_factory.mktemp(name) for name in ("ssh", "ftp", "plain", "vsftpd", "keys")}
        ssh = stack.enter_context(servers.ssh(folders["ssh"]))
        plain_ftp = stack.enter_context(servers.ftp(folders["ftp"]))
        plain = stack.enter_context(servers.ftp(folders["plain"], rights="elradmwMT"))
        certificate, authority = servers.certificates(folders["keys"])
        for folder in (folders["vsftpd"], *folders["vsftpd"].parents[:2]):
            folder.chmod(0o755)
        secure = stack.enter_context(servers.vsftpd(folders["vsftpd"], certificate))
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("HOME", str(folders["ssh"] / "home"))
        os.environ["SSL_CERT_FILE"] = str(authority)
        yield {
            "sftp": (folders["ssh"], f"sftp://127.0.0.1:{ssh}{folders['ssh']}"),
            "ftp": (folders["ftp"], f"ftp://school@127.0.0.1:{plain_ftp}"),
            "ftp-no-rename": (folders["plain"], f"ftp://school@127.0.0.1:{plain}"),
            "ftps": (folders["vsftpd"] / "www", f"ftps://anonymous@localhost:{secure}/www"),
        }
        del os.environ["SSL_CERT_FILE"]


@pytest.fixture
def on(accounts, tmp_path: Path, request) -> Callable[[str], Place]:
    """A fresh place on a kind of host."""
    name = f"{request.node.name.partition('[')[0][-30:]}-{time.monotonic_ns()}"

    def fresh(kind: str) -> Place:
        if kind in {"link", "exchange"}:
            folder = tmp_path / "www/school"
            folder.parent.mkdir(exist_ok=True)
            return Place(Folder, str(folder), folder, kind)
        protocol = kind if kind in accounts else kind.split("-")[0]
        folder, address = accounts[protocol]
        text = f"{address}/{name}"
        password = "secret" if protocol != "sftp" else None
        key = ""
        if protocol == "sftp":
            with pytest.raises(Failure) if not _confirmed() else ExitStack() as refused:
                target(text)().close()
            key = refused.value.detail if isinstance(refused, pytest.ExceptionInfo) else ""
        way = {"sftp-exchange": "exchange", "ftp-files": "files"}.get(kind, "")
        return Place(target(text, password, key), targets.parsed(text).path, folder / name, way)

    return fresh


def _confirmed() -> bool:
    return (Path(os.environ["HOME"]) / ".ssh/known_hosts").is_file()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site: pages, an asset each, a catalogue."""
    folder = tmp_path / "site"
    for number in range(12):
        page = folder / f"cases/{number}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<link href="../../assets/{number}.css">Случай {number}', "utf-8")
        (folder / "assets").mkdir(exist_ok=True)
        (folder / f"assets/{number}.css").write_text(f"a{{order:{number}}}")
    (folder / "index.html").write_text("Главная", "utf-8")
    (folder / "catalogue.json").write_text("{}")
    return folder


def read(folder: Path) -> dict[str, bytes]:
    """What readers get: everything but our own notes."""
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != NAME
    }
    return {path: content for path, content in files.items() if not path.startswith(".mentoring/")}


def edit(site: Path, *names: str) -> None:
    for name in names:
        file = site / name
        file.write_bytes(file.read_bytes() + b"!")


@pytest.mark.parametrize("kind", HOSTS)
def test_a_site_gets_there_whole_and_only_what_changed_travels_again(on, site: Path, kind: str) -> None:
    place = on(kind)

    place.deploy(site)
    assert read(place.folder) == read(site)

    changed = ("index.html", "cases/3/index.html", "assets/3.css", "catalogue.json")
    edit(site, *changed)
    outcome = place.deploy(site)

    assert sorted(outcome.sent) == sorted(changed)
    assert read(place.folder) == read(site)
    assert place.deploy(site).sent == ()


@pytest.mark.parametrize("kind", HOSTS)
def test_files_of_others_stay_and_ours_that_are_gone_go(on, site: Path, kind: str) -> None:
    place = on(kind)
    place.deploy(site)
    (place.folder / "google1234.html").write_text("не наш файл")
    (place.folder / "cases/stary.html").write_text("тоже не наш")
    shutil.rmtree(site / "cases/5")

    for _ in range(2):
        edit(site, "index.html")
        outcome = place.deploy(site)

    assert sorted(outcome.foreign) == ["cases/stary.html", "google1234.html"]
    foreign = {
        "google1234.html": "не наш файл".encode(),
        "cases/stary.html": "тоже не наш".encode(),
    }
    assert read(place.folder) == read(site) | foreign


@pytest.mark.parametrize("kind", HOSTS)
def test_a_site_that_somebody_else_edited_is_not_written_over(on, site: Path, kind: str) -> None:
    place = on(kind)
    place.deploy(site)
    victim = place.folder / "cases/2/index.html"
    content = victim.read_bytes()
    victim.write_bytes(content[:-1] + b"?")  # of the same size
    os.utime(victim, (time.time() + 90,) * 2)  # vsftpd tells the time of a change in minutes
    edit(site, "index.html")

    with pytest.raises(Failure, match=r"cases/2/index\.html — изменён") as stopped:
        place.deploy(site)

    assert (stopped.value.name, stopped.value.code) == ("site-changed", 4)
    assert victim.read_bytes().endswith(b"?")
    place.deploy(site, overwrite=True)
    assert read(place.folder) == read(site)


@pytest.mark.parametrize("kind", KEEPING)
def test_the_release_before_comes_back_if_it_passes_the_gate_of_today(on, site: Path, kind: str) -> None:
    place = on(kind)
    place.deploy(site)
    before = read(site)
    edit(site, "index.html", "assets/1.css")
    place.deploy(site)
    seen: list[set[str]] = []

    def gate(folder: Path) -> list[str]:
        seen.append(set(read(folder)))
        return []

    place.ask(deploying.rollback, gate=gate, tell=lambda _: None)

    assert read(place.folder) == before
    assert seen == [set(before)]
    place.ask(deploying.rollback, gate=gate, tell=lambda _: None)
    assert read(place.folder) == read(site)


@pytest.mark.parametrize("kind", KEEPING)
def test_a_release_the_gate_refuses_neither_comes_back_nor_stays(on, site: Path, kind: str) -> None:
    place = on(kind)
    place.deploy(site)
    edit(site, "index.html")
    place.deploy(site)

    def gate(folder: Path) -> list[str]:
        return ["index.html: назван человек без согласия"]

    with pytest.raises(Failure) as stopped:
        place.ask(deploying.rollback, gate=gate, tell=lambda _: None)
    assert stopped.value.name == "release-refused"
    assert read(place.folder) == read(site)

    assert len(place.ask(deploying.purge, gate=gate)) == 1
    with pytest.raises(Failure) as stopped:
        place.ask(deploying.rollback, gate=lambda _: [], tell=lambda _: None)
    assert stopped.value.name == "release-missing"
    edit(site, "assets/2.css")
    place.deploy(site)
    assert read(place.folder) == read(site)


@pytest.mark.parametrize("kind", HOSTS)
def test_the_status_finds_what_was_changed_lost_or_added(on, site: Path, kind: str) -> None:
    place = on(kind)
    place.deploy(site)
    assert place.ask(deploying.status).is_well

    (place.folder / "index.html").write_text("Взломано!!", "utf-8")
    (place.folder / "assets/4.css").unlink()
    (place.folder / "shell.php").write_text("?")
    health = place.ask(deploying.status)

    assert isinstance(health, deploying.Health)
    assert (health.changed, health.missing, health.foreign) == (
        ("index.html",),
        ("assets/4.css",),
        ("shell.php",),
    )


@pytest.mark.parametrize("kind", HOSTS)
def test_two_do_not_publish_at_once(on, site: Path, kind: str) -> None:
    place = on(kind)
    place.deploy(site)
    edit(site, "index.html")
    host = place.open()
    found = places.looked_up(host, place.public)
    host.make(found.lock)
    host.close()

    with pytest.raises(Failure) as stopped:
        place.deploy(site)

    assert stopped.value.name == "lock-held"
    assert place.deploy(site, break_lock=True).sent == ("index.html",)


@pytest.mark.parametrize("kind", HOSTS)
def test_a_folder_with_files_of_others_takes_the_site_too(on, site: Path, kind: str) -> None:
    """A hosting makes the folder, and puts a file of its own there."""
    place = on(kind)
    place.folder.mkdir()
    (place.folder / ".htaccess").write_text("Options -Indexes")
    if kind == "ftps":
        for path in (place.folder, place.folder / ".htaccess"):
            shutil.chown(path, "ftp")
    place.way = "" if kind == "link" else place.way

    place.deploy(site)

    assert read(place.folder) == read(site) | {".htaccess": b"Options -Indexes"}


def test_the_root_of_an_account_is_published_file_by_file(accounts, site: Path, tmp_path: Path) -> None:
    """Nothing can be renamed around it."""
    folder = tmp_path / "account"
    folder.mkdir()
    with servers.ftp(folder) as port:
        place = Place(target(f"ftp://school@127.0.0.1:{port}/", "secret"), "/", folder)

        outcome = place.deploy(site)

    assert outcome.way == "files"
    assert read(folder) == read(site)


def test_without_rename_a_page_on_its_way_arrives_whole_though_the_program_is_killed(tmp_path: Path) -> None:
    page = b"<p>\n" + bytes(range(32, 127)) * 8_000
    (tmp_path / "account").mkdir()
    code = (
        "import sys; from mentoring.deploy import targets;"
        "host = targets.opened(targets.parsed(sys.argv[1]), 'secret');"
        "host.write('', [('index.html', sys.stdin.buffer.read())])"
    )
    with servers.ftp(tmp_path / "account", rights="elradmwMT", speed=150_000) as port:
        shown = tmp_path / "account/index.html"
        sender = subprocess.Popen(
            [sys.executable, "-c", code, f"ftp://school@127.0.0.1:{port}/"],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        assert sender.stdin is not None
        sender.stdin.write(page)
        sender.stdin.close()
        _await(shown.exists)

        os.killpg(sender.pid, signal.SIGKILL)

        assert sender.wait() == -signal.SIGKILL
        assert shown.read_bytes() != page
        _await(lambda: shown.read_bytes() == page)


def _await(happens: Callable[[], bool]) -> None:
    for _ in range(600):
        if happens():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in half a minute")


@pytest.mark.parametrize("kind", ["sftp", "ftp"])
def test_what_a_cut_deploy_has_sent_is_not_sent_again(on, site: Path, kind: str, tmp_path: Path) -> None:
    place = on(kind)
    place.deploy(site)
    before = read(place.folder)
    for number in range(400):
        (site / f"assets/new-{number}.css").write_text(f"b{{order:{number}}}")
    host = place.open()

    class Cut(BaseException):
        """The machine goes down: nothing of the program runs on."""

    def falls(done: int, total: int) -> None:
        if done == 300:
            raise Cut

    with pytest.raises(Cut):
        deploying.deploy(host, place.public, site, tell=lambda _: None, progress=falls)
    host.close()
    assert read(place.folder) == before

    outcome = place.deploy(site, break_lock=True)

    assert read(place.folder) == read(site)
    assert 0 < len(outcome.sent) <= 120


@pytest.mark.parametrize("kind", ["link", "sftp"])
def test_readers_of_a_real_server_meet_no_error_while_releases_take_turns(
    on, site: Path, kind: str, tmp_path: Path
) -> None:
    place = on(kind)
    place.deploy(site)
    answers: list[str] = []
    stop = threading.Event()

    def reads() -> None:
        while not stop.is_set():
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/cases/3/index.html", timeout=5) as answer:
                answers.append(answer.read().decode())

    with servers.nginx(place.folder, tmp_path) as port, ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(reads) for _ in range(2)]
        for turn in range(6):
            page = site / "cases/3/index.html"
            page.write_text(f"Выпуск {turn} " + "текст " * 500 + "конец", "utf-8")
            place.deploy(site)
        stop.set()
        for reader in readers:
            reader.result()  # an answer with an error would be raised here

    assert len(answers) > 100
    assert all(answer.endswith(("конец", "Случай 3")) for answer in answers)


# What a host can refuse


def name_of(opening: Callable[[], object]) -> str:
    with pytest.raises(Failure) as stopped:
        opening()
    assert stopped.value.code == 4
    return stopped.value.name


@pytest.mark.parametrize("scheme", ["sftp", "ftp", "ftps"])
def test_a_closed_port_and_an_unknown_name_are_told(accounts, scheme: str) -> None:
    assert name_of(target(f"{scheme}://a@127.0.0.1:{servers.free_port()}/www", "x")) == "host-refused"
    assert name_of(target(f"{scheme}://a@net-takogo-servera.invalid/www", "x")) == "host-name"


def test_a_wrong_password_is_told(accounts) -> None:
    assert name_of(target(f"{accounts['ftp'][1]}/www", "неверный")) == "login"
    assert name_of(target(accounts["ftps"][1].replace("anonymous", "nobody"), "x")) == "login"


def test_a_key_that_nobody_confirmed_and_one_that_changed_are_refused(
    accounts, tmp_path: Path, monkeypatch
) -> None:
    text = accounts["sftp"][1]
    monkeypatch.setenv("HOME", str(tmp_path))
    keys = tmp_path / ".ssh"
    shutil.copytree(accounts["sftp"][0] / "home/.ssh", keys, ignore=shutil.ignore_patterns("known_hosts"))

    with pytest.raises(Failure) as unknown:
        target(text)()
    assert unknown.value.name == "host-key-unknown"
    assert unknown.value.detail.startswith("SHA256:")

    target(text, key=unknown.value.detail)().close()
    target(text)().close()  # confirmed once, known from then on

    known = keys / "known_hosts"
    other = (keys / "id_ed25519.pub").read_text().split()[1]
    known.write_text(f"{known.read_text().split()[0]} ssh-ed25519 {other}\n")
    assert name_of(target(text)) == "host-key-changed"


@pytest.mark.parametrize("days", [-1, 30])
def test_a_certificate_that_ran_out_or_is_not_trusted_is_refused(
    accounts, tmp_path: Path, days: int, monkeypatch
) -> None:
    certificate, authority = servers.certificates(tmp_path, days=days)
    if days < 0:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    folder = tmp_path / "account"
    folder.mkdir()
    with servers.vsftpd(folder, certificate) as port:
        assert name_of(target(f"ftps://anonymous@localhost:{port}/www", "x")) == "certificate"


def test_a_folder_without_the_right_to_write_is_told(tmp_path: Path, site: Path) -> None:
    folder = tmp_path / "account"
    folder.mkdir()
    with servers.ftp(folder, rights="elr") as port:
        place = Place(target(f"ftp://school@127.0.0.1:{port}/www", "secret"), "/www", folder / "www")
        assert name_of(lambda: place.deploy(site)) == "permission"


def test_a_full_hosting_is_told(tmp_path: Path, site: Path) -> None:
    folder = tmp_path / "account"
    folder.mkdir()
    with servers.ftp(folder, full=True) as port:
        place = Place(target(f"ftp://school@127.0.0.1:{port}/www", "secret"), "/www", folder / "www")
        assert name_of(lambda: place.deploy(site)) == "quota"


@pytest.mark.parametrize("scheme", ["sftp", "ftp", "ftps"])
def test_a_server_that_says_nothing_is_told(accounts, scheme: str, monkeypatch) -> None:
    for module in (ftp, sftp):
        monkeypatch.setattr(module, "TIMEOUT", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert name_of(target(f"{scheme}://a@127.0.0.1:{port}/www", "x")) == "host-timeout"


def test_a_server_whose_clock_is_wrong_is_told_and_published_to(tmp_path: Path, site: Path) -> None:
    class Slow(Folder):
        """A drive of a machine that is ten minutes behind."""

        def clock(self, path: str) -> float | None:
            return (super().clock(path) or 0) - 630

    told: list[str] = []
    deploying.deploy(Slow(), str(tmp_path / "www"), site, tell=told.append)

    assert told[0].startswith("Часы сервера отстают на 10 мин.")
    assert read(tmp_path / "www") == read(site)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("school.ru", "target-unknown"),
        ("http://school.ru/www", "target-unknown"),
        ("sftp://school.ru", "target-unknown"),
        ("sftp://school.ru:port/www", "target-unknown"),
        ("file://school.ru/www", "target-unknown"),
        ("zip:", "target-unknown"),
        ("ftp://school:secret@host/www", "target-password"),
    ],
)
def test_an_address_that_is_none_is_told(text: str, name: str) -> None:
    with pytest.raises(Failure) as stopped:
        targets.parsed(text)

    assert stopped.value.name == name
    assert "secret" not in str(stopped.value)


def test_an_unbuilt_site_is_not_published(tmp_path: Path, on) -> None:
    (tmp_path / "empty").mkdir()

    assert name_of(lambda: on("link").deploy(tmp_path / "empty")) == "site-missing"


def test_a_spoilt_manifest_names_nothing_to_delete() -> None:
    assert Manifest.parsed(b"{") is None
    assert Manifest.parsed(b'{"files": {"a": 1}}') is None
    inside = Manifest.parsed(b'{"files": {"../a": ["x", 1], "/b": ["x", 1], "c": ["x", 1]}}')
    assert inside is not None
    assert list(inside.files) == ["c"]
