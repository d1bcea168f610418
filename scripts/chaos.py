"""Faults while a site is built and published: `python scripts/chaos.py [--times N] [--pages N] [--only NAME…]`.

Every row kills, cuts or fills up something many times and counts what readers would have seen. Needs Linux, sshd and nginx.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import servers  # noqa: E402  # the same servers as those of the tests

FOREIGN = "google1234.html"

DEPLOY = """
import sys
from pathlib import Path
from mentoring.deploy import deploying, targets
text, site, password, way = sys.argv[1:]
host = targets.opened(targets.parsed(text), password or None)
print("start", flush=True)
outcome = deploying.deploy(
    host, targets.parsed(text).path, Path(site), tell=lambda _: None, way=way, break_lock=True
)
print(len(outcome.sent), flush=True)
host.close()
"""
"""A deploy in a process of its own, so that it can be killed; it says when the connection stands."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    value: str
    holds: bool


@dataclass(frozen=True)
class Target:
    """A place under test and the folder on this disk that readers see."""

    text: str
    folder: Path
    password: str = ""
    way: str = ""

    def command(self, site: Path) -> list[str]:
        return [sys.executable, "-c", DEPLOY, self.text, str(site), self.password, self.way]

    def deploy(self, site: Path) -> int:
        """Publish to the end; gives how many files were sent."""
        done = subprocess.run(self.command(site), capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        return int(done.stdout.split()[-1])


def main(arguments: list[str]) -> int:
    """Run the faults and print the table; 1 when a figure does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", nargs="*", default=list(FAULTS), choices=list(FAULTS))
    options = parser.parse_args(arguments)
    failed = False
    for name in options.only:
        with tempfile.TemporaryDirectory(prefix="mentoring-chaos-") as folder:
            random.seed(options.seed)
            for row in FAULTS[name](Path(folder), options):
                failed |= not row.holds
                print(f"{'PASS' if row.holds else 'FAIL'}  {row.name}: {row.value}", flush=True)
    return int(failed)


# The site


def make_site(folder: Path, pages: int, mark: str) -> Path:
    """A site whose every page and asset carries the mark of its release, in several folders."""
    for number in range(pages):
        page = folder / f"cases/{number}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            f'<link rel=stylesheet href="../../assets/{mark}-{number % 50}.css">{mark}\n' + "текст " * 3000
        )
    assets = folder / "assets"
    assets.mkdir()
    for number in range(50):
        (assets / f"{mark}-{number}.css").write_text(f"/* {mark} */" + "a{color:#123}" * 500)
    (folder / "index.html").write_text(f'<link rel=stylesheet href="assets/{mark}-0.css">{mark}')
    (folder / "catalogue.json").write_text(json.dumps({"release": mark}))
    return folder


def seen(folder: Path) -> dict[str, str]:
    """What readers can get: path → hash; our own notes and files of others left out."""
    if not folder.exists():
        return {}
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".mentoring" not in str(file.relative_to(folder)) and file.name != FOREIGN
    }


def judged(now: dict[str, str], old: dict[str, str], new: dict[str, str]) -> str:
    return "old" if now == old else "new" if now == new else "gone" if not now else "mixed"


# Building


def build(folder: Path, options: Any) -> Iterator[Row]:
    """A build killed at random moments, two at once, a full disk, a file that cannot be read."""
    school = folder / "school"
    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, school / name, ignore=shutil.ignore_patterns("dev"))
    shutil.copy(ROOT / "mkdocs.yml", school)
    command = [sys.executable, "-m", "mentoring", "build", "--quiet", "--root", str(school)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000"}
    started = time.monotonic()
    subprocess.run(command, check=True, env=variables, capture_output=True)
    lasts = time.monotonic() - started
    old = seen(school / "site")
    case = next((school / "cases/pairs").glob("*.md"))
    text = case.read_text("utf-8")
    case.write_text(f"{text}\nВстречи продолжаются и летом.\n", "utf-8")
    subprocess.run(command, check=True, env=variables, capture_output=True)
    new = seen(school / "site")
    counted: Counter[str] = Counter()
    for _ in range(options.times):
        case.write_text(text, "utf-8")
        subprocess.run(command, check=True, env=variables, capture_output=True)
        case.write_text(f"{text}\nВстречи продолжаются и летом.\n", "utf-8")
        _killed(command, random.uniform(0, lasts * 1.1), variables)
        counted[judged(seen(school / "site"), old, new)] += 1
    yield _none_mixed("build killed", counted, options.times)
    subprocess.run(command, check=True, env=variables, capture_output=True)

    both = [
        subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in "12"
    ]
    ended = sorted(process.wait() for process in both)
    whole = seen(school / "site") == new
    yield Row("two builds at once", f"exit codes {ended}, site whole: {whole}", whole and 0 in ended)

    case.unlink()
    os.mkfifo(case)  # whose permissions stop even the root
    code = subprocess.run(command, env=variables, capture_output=True, check=False).returncode
    whole = seen(school / "site") == new
    yield Row("a file that cannot be read", f"exit code {code}, site whole: {whole}", whole and code != 0)
    case.unlink()
    case.write_text(text, "utf-8")

    small = folder / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], check=False).returncode:
        yield Row("full disk", "NOT RUN: no right to mount a small disk", False)
        return
    try:
        for name in ("cases", "docs", "mkdocs.yml"):
            target = small / name
            shutil.copytree(school / name, target) if (school / name).is_dir() else shutil.copy(
                school / name, target
            )
        shutil.copytree(
            school / "site", small / "site", ignore=shutil.ignore_patterns("javascripts", "stylesheets")
        )
        before = seen(small / "site")
        (small / "filler").write_bytes(b"x" * (shutil.disk_usage(small).free - 400_000))
        told = subprocess.run(
            [*command[:-1], str(small)], env=variables, capture_output=True, text=True, check=False
        )
        whole, plain = seen(small / "site") == before, "Traceback" not in told.stderr
        yield Row(
            "full disk", f"exit code {told.returncode}, site whole: {whole}, told in words: {plain}",
            whole and plain and told.returncode != 0,
        )  # fmt: skip
    finally:
        subprocess.run(["umount", str(small)], check=True)


def _killed(command: list[str], after: float, variables: dict[str, str] | None = None) -> bool:
    """Start a program and kill it; whether it was still running."""
    process = subprocess.Popen(
        command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def _none_mixed(name: str, counted: Counter[str], times: int) -> Row:
    told = ", ".join(f"{what} {count}" for what, count in sorted(counted.items()))
    return Row(name, f"{told} of {times}", counted["old"] + counted["new"] == times)


# Deploying


@contextmanager
def places(folder: Path) -> Iterator[dict[str, Callable[[str], Target]]]:
    """Every kind of host: from the name of a fresh folder to a target."""
    with ExitStack() as stack:
        folders = {name: folder / name for name in ("file", "ssh", "ftp", "plain")}
        for each in folders.values():
            each.mkdir()
        ssh = stack.enter_context(servers.ssh(folders["ssh"]))
        ftp = stack.enter_context(servers.ftp(folders["ftp"]))
        plain = stack.enter_context(servers.ftp(folders["plain"], rights="elradmwMT"))
        os.environ["HOME"] = str(folders["ssh"] / "home")
        host_key = (folders["ssh"] / "host_key.pub").read_text().split()
        (folders["ssh"] / "home/.ssh/known_hosts").write_text(
            f"[127.0.0.1]:{ssh} {host_key[0]} {host_key[1]}\n"
        )
        yield {
            "file": lambda name: Target(f"file://{folders['file']}/{name}", folders["file"] / name),
            "sftp": lambda name: Target(
                f"sftp://127.0.0.1:{ssh}{folders['ssh']}/{name}", folders["ssh"] / name
            ),
            "ftp": lambda name: Target(
                f"ftp://school@127.0.0.1:{ftp}/{name}", folders["ftp"] / name, "secret"
            ),
            "ftp without rename": lambda name: Target(
                f"ftp://school@127.0.0.1:{plain}/{name}", folders["plain"] / name, "secret"
            ),
        }


def deploy(folder: Path, options: Any) -> Iterator[Row]:
    """A deploy of a site whose every page has changed, killed between its first write and its end."""
    site = make_site(folder / "site", options.pages, "r0")
    with places(folder) as kinds:
        for kind, fresh in kinds.items():
            target = fresh("www")
            target.deploy(site)
            (target.folder / FOREIGN).write_text("не наш", "utf-8")
            lasts = 0.0
            counted: Counter[str] = Counter()
            whole = finished = lost = 0
            for number in range(options.times + 1):
                old = seen(target.folder)
                shutil.rmtree(site)
                new = seen(make_site(site, options.pages, f"{kind[:4]}{number}"))
                if not number:
                    lasts = _cut(target.command(site), None)
                    continue
                _cut(target.command(site), random.uniform(0, lasts))
                now = seen(target.folder)
                counted[judged(now, old, new)] += 1
                whole += _is_usable(target.folder, now, old, new)
                lost += not (target.folder / FOREIGN).exists()
                target.deploy(site)
                finished += new.items() <= seen(target.folder).items()
            if kind == "ftp without rename":
                told = f"every file whole and no asset missing {whole} of {options.times}"
                yield Row(f"deploy cut, {kind}", told, whole == options.times)
            else:
                yield _none_mixed(f"deploy cut, {kind}", counted, options.times)
            yield Row(
                f"completed by the next run, {kind}",
                f"{finished} of {options.times}",
                finished == options.times,
            )
            yield Row(f"foreign files lost, {kind}", str(lost), lost == 0)
    yield from _archive(folder, options)


def _archive(folder: Path, options: Any) -> Iterator[Row]:
    code = "import sys; from pathlib import Path; from mentoring.deploy.archive import pack; print(flush=True); pack(Path(sys.argv[1]), Path(sys.argv[2]))"
    archive = folder / "site.zip"

    def pack(site: Path) -> list[str]:
        return [sys.executable, "-c", code, str(site), str(archive)]

    sites = [make_site(folder / mark, options.pages, mark) for mark in ("before", "after")]
    contents = []
    for site in sites:
        lasts = _cut(pack(site), None)
        contents.append(archive.read_bytes())
    counted: Counter[str] = Counter()
    for _ in range(options.times):
        archive.write_bytes(contents[0])
        _cut(pack(sites[1]), random.uniform(0, lasts))
        now = archive.read_bytes()
        counted["old" if now == contents[0] else "new" if now == contents[1] else "mixed"] += 1
    yield _none_mixed("deploy cut, zip", counted, options.times)


def _cut(command: list[str], after: float | None) -> float:
    """Kill a program so many seconds after it said that it begins, or let it end; gives how long it took."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    started = time.monotonic()
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.3)  # what the server has received it works off
    process.stdout.close()
    return time.monotonic() - started


def _is_usable(folder: Path, now: dict[str, str], old: dict[str, str], new: dict[str, str]) -> bool:
    """Every file is the old or the new one, and every page finds its assets."""
    if any(
        digest not in {old.get(path), new.get(path)}
        for path, digest in now.items()
        if not path.endswith(".part")
    ):
        return False
    for path in now:
        if path.endswith(".html"):
            page = folder / path
            style = re.search('href="([^"]+)"', page.read_text("utf-8"))
            if style and not (page.parent / style[1]).exists():
                return False
    return True


def few(folder: Path, options: Any) -> Iterator[Row]:
    """Four files changed: what travels."""
    site = make_site(folder / "site", options.pages, "old")
    with places(folder) as kinds:
        for kind, fresh in kinds.items():
            target = fresh("few")
            target.deploy(site)
            for number, path in enumerate(
                ("index.html", "catalogue.json", "cases/1/index.html", "cases/2/index.html")
            ):
                (site / path).write_text((site / path).read_text() + f"{kind}{number}")
            sent = target.deploy(site)
            yield Row(
                f"four of {options.pages + 52} files changed, {kind}",
                f"{sent} sent and the manifest",
                sent == 4,
            )


def swaps(folder: Path, options: Any) -> Iterator[Row]:
    """Readers ask a real nginx while releases take turns."""
    sites = [make_site(folder / mark, 40, mark) for mark in ("old", "new")]
    with places(folder) as kinds:
        for kind in ("file", "sftp"):
            target = kinds[kind]("served")
            target.deploy(sites[0])
            counted: Counter[str] = Counter()
            with servers.nginx(target.folder, folder) as port:
                stop = threading.Event()
                readers = [
                    threading.Thread(target=_reads, args=(port, stop, counted, threading.Lock()))
                    for _ in range(2)
                ]
                for reader in readers:
                    reader.start()
                for turn in range(20):
                    target.deploy(sites[(turn + 1) % 2])
                while counted.total() < 2000:
                    time.sleep(0.05)
                stop.set()
                for reader in readers:
                    reader.join()
            told = ", ".join(f"{what} {count}" for what, count in sorted(counted.items()))
            bad = counted.total() - counted["whole"]
            yield Row(f"20 swaps under load, {kind}", told, bad == 0 and counted.total() >= 2000)


def _reads(port: int, stop: threading.Event, counted: Counter[str], lock: threading.Lock) -> None:
    while not stop.is_set():
        number = random.randrange(40)
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/cases/{number}/index.html", timeout=5
            ) as answer:
                page = answer.read().decode()
            marks = set(re.findall(r"old|new", page))
            what = "whole" if len(marks) == 1 and page.endswith("текст ") else "mixed"
        except (urllib.error.URLError, OSError) as error:
            what = f"error {getattr(error, 'code', type(error).__name__)}"
        with lock:
            counted[what] += 1


def same(folder: Path, options: Any) -> Iterator[Row]:
    """Builds of one commit on two days, in two zones, locales, folders and hash seeds."""
    digests = []
    for name, changed in (
        ("one", {"TZ": "Asia/Kamchatka", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        ("two/deeper", {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "77"}),
    ):
        school = folder / name
        for part in ("cases", "docs"):
            shutil.copytree(ROOT / part, school / part, ignore=shutil.ignore_patterns("dev"))
        shutil.copy(ROOT / "mkdocs.yml", school)
        command = [sys.executable, "-m", "mentoring", "build", "--quiet", "--root", str(school)]
        if name != "one" and shutil.which("faketime"):
            command = ["faketime", "+2 days", *command]
        subprocess.run(
            command,
            check=True,
            env={**os.environ, **changed, "SOURCE_DATE_EPOCH": "1790000000"},
            capture_output=True,
        )
        digests.append(seen(school / "site"))
    days = "two days, " if shutil.which("faketime") else ""
    differ = [
        path for path in digests[0].keys() | digests[1].keys() if digests[0].get(path) != digests[1].get(path)
    ]
    told = f"{len(digests[0])} files, {len(differ)} differ ({days}zones, locales, folders, hash seeds) {differ[:3]}"
    yield Row("byte-identical builds", told, not differ)


FAULTS: dict[str, Callable[[Path, Any], Iterator[Row]]] = {
    "build": build,
    "deploy": deploy,
    "few": few,
    "swaps": swaps,
    "same": same,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
