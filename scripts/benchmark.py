"""How much the plugin costs beside plain MkDocs, and what a reader waits for: `python scripts/benchmark.py [--quick | --reader | --curator] [--json]`.

Plain is the same `mkdocs.yml` without our plugin, over the pages that `mentoring pages` writes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import environment
from figures import Figure

SIZES = (250, 1000, 4000)
QUICK = (100,)
READER = (250, 1000)
"""The schools in which the first visit of a case page is weighed."""
JUDGED = 1000
"""The size at which the cost and the weight of a case page are judged."""

COST = 0.35
"""What the plugin may add to plain, in CPU time, the privacy gate apart."""
CHECK = 0.3
"""What checking all cards may take of plain, the privacy gate apart."""
SCAN = 1.0
"""What the gate may add to a build that has never been made before."""
SCAN_AGAIN = 0.2
"""What it may add after one card has been edited."""
SEARCH = 0.25
"""What the index of the search may take of plain, in seconds."""
GROWTH = 1.1
"""How many times more than linear the added cost may grow from the smallest size to the largest."""
CASE_PAGE = 45_000
"""The heaviest HTML of a case page, in bytes."""


@dataclass(frozen=True)
class Measured:
    """One program run to its end."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time, of the program and of what it started."""
    memory: int
    """Bytes, at the peak, of the largest process."""


@dataclass(frozen=True)
class Row:
    """One kind of build at one size: medians of the runs, and what came out."""

    cases: int
    build: str
    wall: float
    cpu: float
    memory: int
    output: int
    """Bytes of all files that were written."""


@dataclass(frozen=True)
class Shape:
    """What the case pages of a site are like."""

    heaviest: int
    """Bytes of HTML of the heaviest case page."""
    programme_links: int
    """The most links to pages of programmes on one case page."""


def main(arguments: list[str]) -> int:
    """Measure, print, and give 1 when a figure does not hold."""
    environment.speak_utf8()
    if importlib.util.find_spec("mentoring") is None:
        return _in_the_environment_of_the_tests(arguments)
    options = _options(arguments)
    if options.reader:
        return _of_the_reader(options)
    if options.curator:
        return _of_the_curator(options)
    sizes = QUICK if options.quick else tuple(options.sizes)
    rows: list[Row] = []
    shapes: dict[int, Shape] = {}
    with tempfile.TemporaryDirectory(prefix="mentoring-benchmark-") as folder:
        for size in sizes:
            environment.tell(f"{size} cases …")
            project = Path(folder) / str(size)
            _make(project, size, options.seed)
            rows += measure(project, size, options.runs)
            shapes[size] = shape(project / "site")
            shutil.rmtree(project)
    found = list(figures(rows, shapes))
    if options.json:
        told = {
            "python": platform.python_version(),
            "seed": options.seed,
            "runs": options.runs,
            "rows": [asdict(row) for row in rows],
            "case_pages": {str(size): asdict(seen) for size, seen in shapes.items()},
            "figures": [{**asdict(figure), "holds": figure.holds} for figure in found],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(table(rows, shapes, found))
    return int(not all(figure.holds for figure in found))


def _of_the_curator(options: Any) -> int:
    import curator

    with tempfile.TemporaryDirectory(prefix="mentoring-curator-") as folder:
        _make(Path(folder), JUDGED, options.seed)
        found = list(curator.figures(Path(folder), JUDGED, options.runs))
    told = [{**asdict(figure), "holds": figure.holds} for figure in found]
    print(json.dumps(told, ensure_ascii=False, indent=2) if options.json else "\n".join(map(str, found)))
    return int(not all(figure.holds for figure in found))


def _of_the_reader(options: Any) -> int:
    import reader

    sizes = READER if options.sizes == SIZES else options.sizes
    with tempfile.TemporaryDirectory(prefix="mentoring-reader-") as folder:
        example = Path(folder) / "example"
        for name in ("cases", "docs"):
            ignored = shutil.ignore_patterns("dev")
            shutil.copytree(environment.ROOT / name, example / name, ignore=ignored)
        shutil.copy(environment.ROOT / "mkdocs.yml", example)
        schools = {size: Path(folder) / str(size) for size in sizes}
        for size, project in schools.items():
            _make(project, size, options.seed)
        for project in (example, *schools.values()):
            environment.tell(f"{project.name}: mentoring build …")
            run([sys.executable, *BUILDS["open"][0]], project)
        sites = {size: project / "site" for size, project in schools.items()}
        found = list(reader.figures(sites, example / "site", options.runs))
    told = [{**asdict(figure), "holds": figure.holds} for figure in found]
    print(json.dumps(told, ensure_ascii=False, indent=2) if options.json else "\n".join(map(str, found)))
    return int(not all(figure.holds for figure in found))


# Measuring


def measure(project: Path, size: int, runs: int) -> Iterator[Row]:
    """Run every kind of build by turns, so that a busy moment of the machine meets all of them."""
    taken: dict[str, list[Measured]] = {name: [] for name in BUILDS}
    for _ in range(runs):
        for name, (command, output) in BUILDS.items():
            if name.endswith("again"):
                _edit(project)
            else:
                _clear(project, output)
            taken[name].append(run([sys.executable, *command], project))
    for name, (_, output) in BUILDS.items():
        done = taken[name]
        yield Row(
            size,
            name,
            statistics.median(each.wall for each in done),
            statistics.median(each.cpu for each in done),
            max(each.memory for each in done),
            sum(file.stat().st_size for file in (project / output).rglob("*") if file.is_file())
            if output
            else 0,
        )


def _clear(project: Path, output: str) -> None:
    """Take away what an earlier build made and what it remembered."""
    for folder in (output, ".cache"):
        if folder:
            shutil.rmtree(project / folder, ignore_errors=True)


def _edit(project: Path) -> None:
    """Add a paragraph to one case."""
    case = min((project / "cases/pairs").glob("*.md"))
    case.write_text(f"{case.read_text('utf-8')}\nВстречи продолжаются и летом.\n", "utf-8")


_OPEN = """
import sys
from mentoring.cli import main
from mentoring import pipeline
from mentoring.publish import build
pipeline.names.slips = lambda *_, **__: ()
build.AFTER_RENDER = tuple(step for step in build.AFTER_RENDER if step not in (build.scan, build.index))
main(sys.argv[1:])
"""
"""The same program without the privacy gate and the index of the search."""

_SEARCH = """
from pathlib import Path
from mentoring.publish import search
from mentoring.reading import federal_vocabulary
search.index(Path("site"), federal_vocabulary())
"""
"""The index of the search alone, over the finished site."""

BUILDS: dict[str, tuple[list[str], str]] = {
    # name: what Python is to run, and the folder it fills, if any
    "check": (["-c", _OPEN, "check"], ""),
    "pages": (["-c", _OPEN, "pages", "pages"], "pages"),
    "pages again": (["-c", _OPEN, "pages", "pages"], "pages"),
    "plain": (["-m", "mkdocs", "build", "--quiet", "-f", "plain.yml"], "plain"),
    "open": (["-c", _OPEN, "build", "--quiet"], "site"),
    "search": (["-c", _SEARCH], ""),
    "plugin": (["-m", "mkdocs", "build", "--quiet"], "site"),
    "plugin again": (["-m", "mkdocs", "build", "--quiet"], "site"),
}
"""`open` is a build without the privacy gate and the search; before `… again` one card is edited."""


def run(command: list[str], folder: Path) -> Measured:
    """Run a program and take its measure.

    Raises:
        SystemExit: the program failed; what it said is the message.
    """
    variables = {
        **environment.clean(dict(os.environ)),
        "SOURCE_DATE_EPOCH": "1790000000",
        "MENTORING_NER": "off",
    }
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=variables, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)  # reaped here: Popen must not wait for it again
        if child.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode('utf-8', 'replace')}")
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, kilobytes on Linux
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def shape(site: Path) -> Shape:
    """Look at every case page of a site."""
    pages = list((site / "cases").glob("*/index.html"))
    texts = [page.read_text("utf-8") for page in pages]
    return Shape(
        max(page.stat().st_size for page in pages),
        max(len(re.findall(r'href="[^"]*programmes/[^"/]+/"', text)) for text in texts),
    )


# Judging


def figures(rows: list[Row], shapes: dict[int, Shape]) -> Iterator[Figure]:
    """The numbers that have limits; those that need larger sizes than were measured are left out."""
    cpu = {(row.cases, row.build): row.cpu for row in rows}
    sizes = sorted(shapes)
    added = {size: cpu[size, "open"] - cpu[size, "plain"] for size in sizes}
    small, large = sizes[0], sizes[-1]
    if JUDGED in added:
        plain, ours = cpu[JUDGED, "plain"], cpu[JUDGED, "open"]
        at = f"CPU, {JUDGED} cases"
        yield Figure("added cost", round(added[JUDGED] / plain, 3), COST, f"(open − plain) / plain, {at}")
        yield Figure("check", round(cpu[JUDGED, "check"] / plain, 3), CHECK, f"check / plain, {at}")
        wall = {row.build: row.wall for row in rows if row.cases == JUDGED}
        how = f"search / plain, seconds, {JUDGED} cases"
        yield Figure("search index", round(wall["search"] / wall["plain"], 3), SEARCH, how)
        for name, build, limit in (
            ("gate", "plugin", SCAN),
            ("gate after an edit", "plugin again", SCAN_AGAIN),
        ):
            cost = (cpu[JUDGED, build] - ours - cpu[JUDGED, "search"]) / ours
            yield Figure(name, round(cost, 3), limit, f"({build} − open − search) / open, {at}")
    if large >= 4 * small:
        grown = (added[large] / large) / (added[small] / small)
        how = f"added CPU per case at {large} / at {small} cases"
        yield Figure("growth", round(grown, 3), GROWTH, how)
    links = shapes[large].programme_links
    how = f"links to programmes on a case page at {large} cases; limit: at {small}"
    yield Figure("programme links", links, shapes[small].programme_links, how)
    size = JUDGED if JUDGED in shapes else large
    yield Figure(
        "case page", shapes[size].heaviest, CASE_PAGE, f"bytes of HTML, the heaviest at {size} cases"
    )


def _plain(rows: list[Row], cases: int) -> Row:
    return next(row for row in rows if row.build == "plain" and row.cases == cases)


# Telling


def table(rows: list[Row], shapes: dict[int, Shape], found: list[Figure]) -> str:
    """What was measured, and PASS or FAIL for every figure."""
    lines = [
        f"{'cases':>6}  {'build':<12}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'output MB':>11}  plugin adds"
    ]
    for row in rows:
        lines.append(
            f"{row.cases:>6}  {row.build:<12}{row.wall:>8.2f}{row.cpu:>8.2f}"
            f"{row.memory / 1e6:>9.0f}{row.output / 1e6:>11.1f}"
        )
        if row.build in {"open", "plugin", "plugin again"}:
            plain_cpu = _plain(rows, row.cases).cpu
            added = row.cpu - plain_cpu
            lines[-1] += f"  {added / plain_cpu:+.2f} of plain, {added / row.cases * 1000:.1f} ms a case"
    lines.append("")
    for size, seen in shapes.items():
        lines.append(
            f"{size:>6}  case page: {seen.heaviest:,} bytes at most, {seen.programme_links} links to programmes"
        )
    lines.append("")
    for figure in found:
        lines.append(str(figure))
    return "\n".join(lines)


# Making


def _make(project: Path, size: int, seed: int) -> None:
    import cases  # needs PyYAML, which the environment has and any Python may not

    cases.write(project, size, seed)
    settings = (environment.ROOT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    (project / "plain.yml").write_text(plain(settings), "utf-8")


def plain(settings: str) -> str:
    """The same `mkdocs.yml` with the search of the theme and without our plugin, for pages that are on the disk already."""
    changes = (
        (r"(?m)^  - mentoring\n", "  - search:\n      lang: ru\n"),
        (r"(?m)^docs_dir: .*$", "docs_dir: pages"),
        (r"(?m)^site_dir: .*$", "site_dir: plain"),
    )
    for pattern, new in changes:
        settings, count = re.subn(pattern, new, settings)
        assert count == 1, f"mkdocs.yml has changed: {pattern}"
    return settings


def _options(arguments: list[str]) -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help=f"{QUICK[0]} cases only: no figure of time is judged"
    )
    parser.add_argument(
        "--reader", action="store_true", help="Lighthouse and the weight of a first visit instead of builds"
    )
    parser.add_argument(
        "--curator", action="store_true", help="what the editor of a large school lets wait instead of builds"
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="numbers of cases, with commas")
    parser.add_argument("--runs", type=int, default=3, help="how often everything is run; medians are told")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--json", action="store_true", help="for other programs")
    return parser.parse_args(arguments)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.split(",")))


def _in_the_environment_of_the_tests(arguments: list[str]) -> int:
    try:
        python = environment.ready(".venv-test", "requirements-dev.lock")
    except environment.NotReady as reason:
        environment.tell(str(reason))
        return environment.STOPPED
    return environment.run([str(python), __file__, *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
