"""`mentoring host`: what it prints works in the real nginx, and gives a proposal neither secrets nor a say in the set-up."""

import http.client
import re
import subprocess
from pathlib import Path

import pytest
import servers
import yaml
from click.testing import CliRunner

from mentoring import cli
from mentoring.deploy.snippets import HEADERS, SNIPPETS, Where, snippet

NGINX = """
daemon off; pid {notes}/nginx.pid; error_log {notes}/error.log;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; image/svg+xml svg; application/json json; }}
  access_log off; client_body_temp_path {notes}/t1; proxy_temp_path {notes}/t2; fastcgi_temp_path {notes}/t3;
  uwsgi_temp_path {notes}/t4; scgi_temp_path {notes}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; {snippet} }}
}}
"""


@pytest.mark.parametrize("path", ["/", "/nastavnichestvo/"])
def test_nginx_serves_the_site_with_the_headers_and_hides_our_own_files(tmp_path: Path, path: str) -> None:
    site = tmp_path / "www/nastavnichestvo"
    beside = tmp_path / "www/.nastavnichestvo.mentoring"
    for file in (
        site / "index.html", site / "404.html", site / "join/index.html", site / "assets/main.1a2b3c4d.min.css",
        site / "media/6fe666be7270.svg", site / ".mentoring-manifest.json", site / ".mentoring/state.json",
        beside / "state.json",
    ):  # fmt: skip
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.name, "utf-8")
    for folder in (tmp_path, *tmp_path.parents[:4]):
        folder.chmod(folder.stat().st_mode | 0o055)
    text = snippet("nginx", Where(f"https://school.example.org{path}", str(site)))
    port = servers.free_port()
    config = tmp_path / "nginx.conf"
    config.write_text(NGINX.format(notes=tmp_path, port=port, root=tmp_path / "www", snippet=text), "utf-8")

    with servers.running([servers.program("nginx"), "-c", str(config)], port):
        home, home_headers, _ = asked(port, path)
        page, page_headers, _ = asked(port, f"{path}join/")
        hashed = [
            asked(port, path + name)[1]["Cache-Control"]
            for name in ("assets/main.1a2b3c4d.min.css", "media/6fe666be7270.svg")
        ]
        lost, lost_headers, lost_body = asked(port, f"{path}net-takoy/")
        own = [asked(port, path + name)[0] for name in (".mentoring-manifest.json", ".mentoring/state.json")]
        old = asked(port, "/.nastavnichestvo.mentoring/state.json")[0]

    assert (home, page, lost, own, old) == (200, 200, 404, [404, 404], 404)
    assert lost_body == "404.html"
    for told in (home_headers, page_headers, lost_headers):
        assert {name: told.get(name) for name in HEADERS} == dict(HEADERS)
    assert page_headers["Cache-Control"] == "no-cache"
    assert hashed == ["public, max-age=31536000, immutable"] * 2


def asked(port: int, path: str) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode()


@pytest.mark.parametrize("forge", ["gitlab", "gitea"])
def test_the_job_of_a_proposal_has_no_secrets(forge: str) -> None:
    told = yaml.safe_load(snippet(forge, Where()))
    jobs = told.get("jobs", told)

    assert not re.search("secrets|PEOPLE|PASSWORD|HOST_KEY|MENTORING_PRIVATE|deploy", str(jobs["proposal"]))
    assert all(word in str(jobs["publish"]) for word in ("PEOPLE", "MENTORING_PRIVATE", "site.py deploy"))


@pytest.mark.parametrize(
    ("forge", "ref"), [("gitlab", "refs/merge-requests/7/head"), ("gitea", "refs/pull/7/head")]
)
def test_a_proposal_gives_its_cards_and_nothing_else(tmp_path: Path, forge: str, ref: str) -> None:
    """What a stranger proposes must not run on the school's machine."""
    source = tmp_path / "source"
    git(tmp_path, "init", "--quiet", "--initial-branch", "main", str(source))
    written(source, {"mkdocs.yml": "главная", "cases/a.md": "было", "cases/gone.md": "было"})
    git(source, "checkout", "--quiet", "-b", "proposal")
    (source / "cases/gone.md").unlink()
    written(
        source,
        {"mkdocs.yml": "чужая", "cases/a.md": "стало", "cases/media/b.svg": "новое", "hook.py": "чужое"},
    )
    git(source, "update-ref", ref, "proposal")

    done = taken(forge, tmp_path, source)

    assert done.returncode == 0, done.stderr
    there = tmp_path / "site-of-main"
    found = {
        str(path.relative_to(there)): path.read_text("utf-8")
        for path in there.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    assert found == {"mkdocs.yml": "главная", "cases/a.md": "стало", "cases/media/b.svg": "новое"}


@pytest.mark.parametrize(
    ("forge", "ref"), [("gitlab", "refs/merge-requests/7/head"), ("gitea", "refs/pull/7/head")]
)
def test_a_link_in_a_proposal_stops_the_job(tmp_path: Path, forge: str, ref: str) -> None:
    """A link could show a file of the machine as a card."""
    source = tmp_path / "source"
    git(tmp_path, "init", "--quiet", "--initial-branch", "main", str(source))
    written(source, {"cases/a.md": "было"})
    git(source, "checkout", "--quiet", "-b", "proposal")
    (source / "cases/b.md").symlink_to("/etc/hostname")
    written(source, {})
    git(source, "update-ref", ref, "proposal")

    assert taken(forge, tmp_path, source).returncode != 0


def taken(forge: str, folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Run the steps of the proposal's job up to the program itself."""
    told = yaml.safe_load(snippet(forge, Where()))
    steps = (
        told["proposal"]["script"]
        if forge == "gitlab"
        else told["jobs"]["proposal"]["steps"][0]["run"].splitlines()
    )
    before = [step for step in steps if not step.startswith("python")]
    assert len(before) == len(steps) - 2
    environ = {
        "PATH": "/usr/bin:/bin", "HOME": str(folder), "SOURCE": str(source), "SERVER": str(source), "BASE": "main", "NUMBER": "7",
        "TOKEN": "t", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_IID": "7",
    }  # fmt: skip
    return subprocess.run(
        ["bash", "-ec", "\n".join(before)],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def written(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    git(root, "add", "--all")
    git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "x")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True)


def test_every_snippet_is_printed_with_the_address_of_the_school(project) -> None:
    root = project(
        {"cases/school.yml": "full_name: Школа\nshort_name: Школа\nsite: https://school.example.org/dir/\n"}
    )

    for name in SNIPPETS:
        done = CliRunner().invoke(cli.main, ["host", name, "--root", str(root), "--folder", "/srv/www/dir"])
        assert done.exit_code == 0
        assert {"nginx": "location /dir/ {", "apache": "ErrorDocument 404 /dir/404.html"}.get(
            name, ""
        ) in done.output


@pytest.mark.parametrize("folder", ["/srv/a b", "/srv/a;}", "/srv/$x", '/srv/"'])
def test_what_could_break_out_of_a_configuration_is_refused(project, folder: str) -> None:
    done = CliRunner().invoke(cli.main, ["host", "nginx", "--root", str(project({})), "--folder", folder])

    assert done.exit_code == 2
