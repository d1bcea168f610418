"""What a reader on a telephone waits for: Lighthouse, and what a first visit weighs over the wire."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environment
from figures import Figure

TOOLS = environment.ROOT / "scripts/lighthouse"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Of a hundred, on every page that is asked."""
WEIGHT = 150_000
"""The most a first visit of a case page may load, in bytes with headers, before the search is opened."""
SAME = 1.02
"""How many times heavier that visit may be in the largest school than in the smallest: a longer story, nothing else."""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    " --disable-sync --disable-features=PaintHolding"
)
"""Held paint: after a navigation this Chromium shows the page before for one or two whole seconds, and that would be measured."""
NGINX = """
daemon off; pid {notes}/nginx.pid; error_log {notes}/error.log; {user}
events {{ worker_connections 256; }}
http {{
  types {{
    text/html html; text/css css; application/javascript js; application/json json; image/svg+xml svg;
    image/webp webp; image/png png; image/jpeg jpg; font/woff2 woff2; application/xml xml; text/plain txt;
  }}
  gzip on; gzip_types text/css application/javascript application/json image/svg+xml application/xml text/plain;
  access_log off; client_body_temp_path {notes}/t1; proxy_temp_path {notes}/t2; fastcgi_temp_path {notes}/t3;
  uwsgi_temp_path {notes}/t4; scgi_temp_path {notes}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; error_page 404 /404.html; }}
}}
"""
"""A usual host: packed as nginx packs when nobody has told it how well."""


def figures(schools: dict[int, Path], example: Path, runs: int) -> Iterator[Figure]:
    """Look at the example site, and weigh a case page in built sites of so many cases."""
    with served(example) as address:
        for name, path in pages(example).items():
            environment.tell(f"{name} …")
            seen = [lighthouse(address + path) for _ in range(runs)]
            for category, least in LEAST.items():
                score = statistics.median(round(each["categories"][category]["score"] * 100) for each in seen)
                yield Figure(f"{category} of {name}", score, least, f"Lighthouse, mobile; /{path}", True)
            if name == "a case":
                yield _weight(name, weight(seen[0]), path)
    weights = {}
    for size, site in sorted(schools.items()):
        environment.tell(f"a case of {size} …")
        with served(site) as address:
            path = pages(site)["a case"]
            weights[size] = weight(lighthouse(address + path))
        yield _weight(f"a case of {size}", weights[size], path)
    if len(weights) > 1:
        small, large = min(weights), max(weights)
        how = f"bytes at {large} cases / at {small}"
        yield Figure("weight at any number", round(weights[large] / weights[small], 3), SAME, how)


def pages(site: Path) -> dict[str, str]:
    """One page of each kind that is judged; of cases, practices and roadmaps the heaviest."""
    found = {"home": ""}
    for name, folder in {"a case": "cases", "a practice": "practices", "a roadmap": "roadmaps"}.items():
        files = list((site / folder).glob("*/index.html"))
        if files:
            heaviest = max(files, key=lambda file: (file.stat().st_size, file))
            found[name] = f"{heaviest.parent.relative_to(site).as_posix()}/"
    return found


def weight(seen: dict[str, Any]) -> int:
    """Bytes over the wire, headers and all."""
    return int(seen["audits"]["total-byte-weight"]["numericValue"])


def lighthouse(address: str) -> dict[str, Any]:
    """What Lighthouse says of a page on a slow telephone.

    Raises:
        SystemExit: it could not be run; what it said is the message.
    """
    program = TOOLS / "node_modules/.bin/lighthouse"
    if not program.exists():
        environment.tell("npm ci --prefix scripts/lighthouse …")
        install = [
            "npm",
            "ci",
            "--prefix",
            str(TOOLS),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--silent",
        ]
        subprocess.run([_found("npm"), *install[1:]], check=True)
    command = [str(program), address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    variables = {**os.environ, "CHROME_PATH": _found("chromium")}
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=variables, check=False
    )
    if done.returncode:
        raise SystemExit(f"lighthouse {address}\n{done.stderr}")
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site behind the real nginx."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="mentoring-nginx-") as notes:
        config = Path(notes, "nginx.conf")
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        config.write_text(NGINX.format(notes=notes, port=port, root=site, user=user), "utf-8")
        server = subprocess.Popen([_found("nginx"), "-c", str(config)], stderr=subprocess.DEVNULL)
        try:
            _await(lambda: socket.create_connection(("127.0.0.1", port), 1).close())
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(10)


def _weight(name: str, value: int, path: str) -> Figure:
    return Figure(f"first visit of {name}", value, WEIGHT, f"bytes over the wire, gzip; /{path}")


def _await(answers: Callable[[], None]) -> None:
    for _ in range(50):
        try:
            return answers()
        except OSError:
            time.sleep(0.1)
    raise SystemExit("nginx does not answer")


def _found(name: str) -> str:
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if path is None:
        raise SystemExit(f"{name} is not installed: .ci/run does it")
    return path
