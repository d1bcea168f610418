"""The two commands: their environments, what they run, and what they say when the machine is not ready."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import audit
import environment

SCRIPTS = environment.ROOT / "scripts"
WINDOWS = os.name == "nt"


def script(name: str) -> ModuleType:
    """A script by its path: `import site` would give the module of Python's own library."""
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose lock needs a package that is nowhere."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n', encoding="utf-8")
    digest = "0" * 64
    (tmp_path / "some.lock").write_text(f"no-such-thing==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
    return tmp_path


def finished(folder: Path, marker: str) -> Path:
    """An environment that looks finished."""
    python = environment.python_of(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / environment.MARKER).write_text(marker, encoding="utf-8")
    return folder


# Where programs lie


@pytest.mark.parametrize(
    ("name", "windows", "path"),
    [
        ("python", False, "bin/python"),
        ("lint-imports", False, "bin/lint-imports"),
        ("python", True, "Scripts/python.exe"),
        ("lint-imports", True, "Scripts/lint-imports.exe"),
    ],
)
def test_programs_lie_where_the_system_keeps_them(name: str, windows: bool, path: str) -> None:
    assert environment.program_of(Path("env"), name, windows) == Path("env") / path


# When an environment is used again


def test_a_finished_environment_of_the_same_lock_is_used_again(project: Path, monkeypatch) -> None:
    """The second run neither makes an environment nor asks the network."""
    finished(project / ".venv", environment.fingerprint(project, "some.lock"))
    monkeypatch.setattr(environment, "_make", lambda *_: pytest.fail("made again"))

    python = environment.ready(".venv", "some.lock", project)

    assert python == environment.python_of(project / ".venv")


@pytest.mark.parametrize("changed", ["some.lock", "pyproject.toml"])
def test_a_changed_file_makes_a_new_environment(project: Path, changed: str, monkeypatch) -> None:
    folder = finished(project / ".venv", environment.fingerprint(project, "some.lock"))
    (folder / "stale").touch()
    with (project / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    monkeypatch.setattr(
        environment, "_make", lambda folder, *_: environment.python_of(folder).parent.mkdir(parents=True)
    )

    environment.ready(".venv", "some.lock", project)

    assert not (folder / "stale").exists()
    assert (folder / environment.MARKER).read_text(encoding="utf-8") == environment.fingerprint(
        project, "some.lock"
    )


def test_a_school_depends_on_the_wheel_its_lock_names(project: Path) -> None:
    """A school's repository has no pyproject.toml: another hash of the program is another environment."""
    (project / "pyproject.toml").unlink()
    lock = project / environment.VENDORED
    lock.parent.mkdir()
    lock.write_text("./vendor/x.whl --hash=sha256:0\n", encoding="utf-8")
    before = environment.fingerprint(project, "some.lock")

    lock.write_text("./vendor/x.whl --hash=sha256:1\n", encoding="utf-8")

    assert environment.fingerprint(project, "some.lock") != before


def test_a_school_without_its_program_is_told_so(project: Path) -> None:
    (project / "pyproject.toml").unlink()

    with pytest.raises(environment.NotReady, match=r"нет файла program\.lock"):
        environment.ready(".venv", "some.lock", project)


def test_a_moved_project_makes_a_new_environment(project: Path, tmp_path_factory) -> None:
    """An environment knows its folder by path, so a copied or renamed project cannot use it."""
    moved = tmp_path_factory.mktemp("moved")
    for name in ("some.lock", "pyproject.toml"):
        (moved / name).write_bytes((project / name).read_bytes())

    assert environment.fingerprint(moved, "some.lock") != environment.fingerprint(project, "some.lock")


def test_an_environment_whose_python_is_gone_is_not_used(project: Path) -> None:
    """Removing the Python it was made from leaves a dead link behind."""
    folder = finished(project / ".venv", "same")
    environment.python_of(folder).unlink()

    assert not environment.fits(folder, "same")


def test_an_interrupted_environment_is_made_again(project: Path, monkeypatch) -> None:
    """The marker is written last, so half an environment never passes for a whole one."""

    def interrupted(folder: Path, *_: object) -> None:
        environment.python_of(folder).parent.mkdir(parents=True)
        environment.python_of(folder).touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "_make", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.ready(".venv", "some.lock", project)

    assert not environment.fits(project / ".venv", environment.fingerprint(project, "some.lock"))


# What is said when the machine is not ready


@pytest.mark.parametrize("version", [(3, 10), (3, 7)])
def test_an_old_python_is_told_in_words(version: tuple[int, int]) -> None:
    with pytest.raises(environment.NotReady, match=r"Нужен Python 3\.11 или новее.* Python 3\.\d+\."):
        environment.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 14)])
def test_a_new_python_is_enough(version: tuple[int, int]) -> None:
    environment.check_python(version)


@pytest.mark.parametrize("name", ["environment", "site", "test"])
def test_an_old_python_can_read_the_commands(name: str) -> None:
    """Otherwise it would answer with a SyntaxError before a word is said."""
    ast.parse((SCRIPTS / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_python_without_venv_is_told_the_command_of_debian() -> None:
    with pytest.raises(environment.NotReady, match=r"sudo apt install python3\.\d+-venv"):
        environment.check_library(("venv", "no_such_module"))


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying … NewConnectionError('…: Failed to establish a new connection')", "нет связи"),
        (
            "Temporary failure in name resolution\nERROR: No matching distribution found for babel",
            "нет связи",
        ),
        ("ProxyError('Cannot connect to proxy.')", "нет связи"),
        ("Max retries exceeded … SSLError(SSLCertVerificationError(…))", "сертификата"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "контрольной суммой"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left", "не хватает места"),
        ("ERROR: No matching distribution found for pydantic-core==2.50.4", "не нашлось нужных пакетов"),
        ("something new", "пришлите эти строки"),
    ],
)
def test_a_failure_of_pip_is_told_with_what_to_do(output: str, sentence: str) -> None:
    assert sentence in environment.advice(output)


def test_packages_that_cannot_be_had_leave_no_marker(project: Path, monkeypatch, capfd) -> None:
    """The one test that makes a real environment; pip is told to ask no index."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    with pytest.raises(environment.NotReady, match="не нашлось нужных пакетов"):
        environment.ready(".venv", "some.lock", project)

    assert not (project / ".venv" / environment.MARKER).exists()
    said = capfd.readouterr().err
    assert said.startswith("Готовлю окружение (первый раз — несколько минут)…\n")
    assert "no-such-thing" in said


def test_a_folder_that_cannot_be_written_is_told_in_words(project: Path, monkeypatch) -> None:
    """In Windows a running preview holds its Python, and the folder cannot be removed."""

    def held(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(environment, "_make", held)

    with pytest.raises(environment.NotReady, match=r"Не удалось записать папку .*\(Access is denied\)"):
        environment.ready(".venv", "some.lock", project)


@pytest.mark.parametrize("name", ["site", "test"])
def test_a_machine_that_is_not_ready_ends_with_3(name: str, monkeypatch, capsys) -> None:
    def refuse(*_: object) -> None:
        raise environment.NotReady("Нет связи.")

    monkeypatch.setattr(environment, "ready", refuse)

    assert script(name).main([]) == 3
    assert capsys.readouterr().err == "Нет связи.\n"


# What is run


@pytest.mark.parametrize(
    ("arguments", "command", "address"),
    [
        ([], "-m mentoring build", ""),
        (["build", "--hold-back"], "-m mentoring build --hold-back", ""),
        (["--hold-back"], "-m mentoring build --hold-back", ""),
        (["check", "--format", "json"], "-m mentoring check --format json", ""),
        (["--help"], "-m mentoring --help", ""),
        (["serve"], "-m mkdocs serve --dev-addr 127.0.0.1:8000", "127.0.0.1:8000"),
        (["serve", "--dirty"], "-m mkdocs serve --dev-addr 127.0.0.1:8000 --dirty", "127.0.0.1:8000"),
        (["serve", "-a", "localhost:9000"], "-m mkdocs serve -a localhost:9000", "localhost:9000"),
        (["serve", "--dev-addr=[::1]:80"], "-m mkdocs serve --dev-addr=[::1]:80", "[::1]:80"),
        (["serve", "--help"], "-m mkdocs serve --help", ""),
    ],
)
def test_the_site_command_runs_mentoring_or_a_preview(
    arguments: list[str], command: str, address: str
) -> None:
    assert script("site").plan(arguments) == (command.split(), address)


def test_pytest_is_the_last_of_the_tools() -> None:
    """Its closing line is what a person looks for."""
    tools = script("test").tools(Path("env"), ["-k", "dates"])

    assert [name for name, _ in tools] == [
        "ruff check", "ruff format", "mypy", "import-linter", "sbom", "pip-audit", "pytest",
    ]  # fmt: skip
    assert tools[-1][1][-2:] == ["-k", "dates"]


def test_every_tool_runs_whatever_the_first_ones_say(monkeypatch, capsys) -> None:
    ran: list[list[str]] = []

    def first_fails(command: list[str]) -> int:
        ran.append(command)
        return int(len(ran) == 1)

    monkeypatch.setattr(environment, "ready", lambda *_: Path("python"))
    monkeypatch.setattr(environment, "run", first_fails)

    code = script("test").main([])

    assert code == 1
    assert len(ran) == 7
    assert re.findall(r"^(ok|FAILED) ", capsys.readouterr().out, re.MULTILINE) == ["FAILED", *["ok"] * 6]


def test_an_audit_that_asked_nobody_is_neither_ok_nor_a_failure(monkeypatch, capsys) -> None:
    monkeypatch.setattr(environment, "ready", lambda *_: Path("python"))
    monkeypatch.setattr(environment, "run", lambda command: 75 if command[-1].endswith("audit.py") else 0)

    code = script("test").main([])

    told = capsys.readouterr().out
    assert (code, "NOT RUN pip-audit" in told, told.count("\nok ")) == (0, True, 6)


@pytest.mark.parametrize("code", [0, 1, 3])
def test_the_exit_code_of_the_program_is_handed_on(code: int) -> None:
    assert environment.run([sys.executable, "-c", f"raise SystemExit({code})"]) == code


@pytest.mark.skipif(WINDOWS, reason="Windows has no signals to end by")
def test_a_killed_program_is_a_failure() -> None:
    assert environment.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 137


def test_programs_speak_utf8_and_know_nothing_of_another_python() -> None:
    variables = environment.clean({"PATH": "/bin", "PYTHONPATH": "/other", "PYTHONHOME": "/other"})

    assert variables == {"PATH": "/bin", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


def test_the_second_search_for_names_is_installed_unless_told_not_to(tmp_path: Path) -> None:
    """The two environments lie side by side: neither is made again when the other was used."""
    chosen = script("site").chosen
    (tmp_path / "requirements-ner.lock").touch()

    assert chosen(["build"], tmp_path) == (".venv-site", "requirements-ner.lock", ["build"])
    assert chosen(["--no-ner", "build"], tmp_path) == (".venv-site-no-ner", "requirements.lock", ["build"])


# The locks


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-ner.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    """Where packages come from is the business of the machine: a school may have a mirror of its own."""
    text = (environment.ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)

    assert "python scripts/lock.py" in packages[0]
    assert [package for package in packages[1:] if "--hash=sha256:" not in package] == []
    assert re.findall(r"https?:|file:|index-url|find-links|\S+ @ ", text) == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """A dependency added to pyproject.toml comes with `python scripts/lock.py`."""
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for_use = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    extras = project["project"]["optional-dependencies"]
    with_ner = [*for_use, *extras["ner"]]

    for lock, requirements in (
        ("requirements.lock", for_use),
        ("requirements-ner.lock", with_ner),
        ("requirements-dev.lock", [*with_ner, *extras["dev"]]),
    ):
        text = (environment.ROOT / lock).read_text(encoding="utf-8")
        locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
        wanted = {re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower() for requirement in requirements}
        assert wanted - locked == set()


# What the program is made of

AUDITED = '{"name": "click", "version": "8.1.0", "vulns": []}'
FAULTY = '{"name": "pillow", "version": "9.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["9.0.1"]}]}'
SKIPPED = '{"name": "lxml", "skip_reason": "Dependency not found on PyPI"}'


@pytest.mark.parametrize(
    ("code", "packages", "errors", "ends", "told"),
    [
        (0, [AUDITED], "No known vulnerabilities found", 0, "clean, 1 packages"),
        (1, [AUDITED, FAULTY], "Found 1 known vulnerability", 1, "pillow 9.0.0: PYSEC-1, fixed in 9.0.1"),
        (1, [FAULTY, SKIPPED], "Found 1 known vulnerability", 1, "PYSEC-1"),
        (0, [AUDITED, SKIPPED], "No known vulnerabilities found", 75, "NOT RUN for 1 of 2 packages: lxml"),
        (0, [], "No known vulnerabilities found", 75, "NOT RUN"),
        (
            1,
            None,
            "Traceback\nProxyError: Max retries exceeded\n",
            75,
            "NOT RUN: ProxyError: Max retries exceeded",
        ),
        (1, None, "ERROR: Dependency not found on PyPI", 75, "NOT RUN: ERROR: Dependency not found on PyPI"),
        (1, None, "", 75, "NOT RUN: no report"),
        (0, None, "No known vulnerabilities found", 75, "NOT RUN"),
    ],
)
def test_an_audit_is_clean_only_if_every_package_was_asked_about(
    code: int, packages: list[str] | None, errors: str, ends: int, told: str
) -> None:
    out = "" if packages is None else f'{{"dependencies": [{", ".join(packages)}], "fixes": []}}'

    answer = audit.answer(code, out, errors)

    assert answer.code == ends
    assert told in answer.told
    assert ("clean" in answer.told) == (ends == 0)


def test_an_audit_without_a_network_says_that_it_was_not_run(monkeypatch, capsys) -> None:
    """The real pip-audit, with a proxy where nothing listens."""
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    code = audit.main(["requirements.lock"])

    told = capsys.readouterr().out
    assert code == 75
    assert told.startswith("requirements.lock: NOT RUN: ")
    assert "clean" not in told


def test_the_bill_of_materials_names_every_locked_package_with_its_hashes(tmp_path: Path) -> None:
    bills = [tmp_path / "one.json", tmp_path / "dist" / "other.json"]

    assert [script("sbom").main([str(bill)]) for bill in bills] == [0, 0]

    told = json.loads(bills[0].read_text("utf-8"))
    lock = (environment.ROOT / "requirements-ner.lock").read_text("utf-8")
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert {f"{part['name']}=={part['version']}" for part in told["components"]} == set(
        re.findall(r"^[a-z0-9._-]+==[^ ;]+", lock, re.MULTILINE)
    )
    assert all(part["externalReferences"][0]["hashes"] for part in told["components"])
    assert bills[0].read_bytes() == bills[1].read_bytes()


@pytest.mark.parametrize(("ci", "code", "told"), [("", 0, "SKIPPED"), ("1", 1, "ERROR")])
def test_a_machine_without_a_browser_or_java_is_told_what_did_not_run(
    tmp_path: Path, ci: str, code: int, told: str
) -> None:
    """The rest is tested; in CI it is a failure."""
    variables = {**os.environ, "CI": ci, "PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    tests = ("test_browser_view.py::test_pictures_can_be_hidden_and_everything_brought_back", "test_html.py")

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            *(f"tests/{name}" for name in tests),
        ],
        cwd=environment.ROOT,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == code, done.stdout
    for program in ("chromium", "java"):
        assert f"{program} is not installed: .ci/run does it" in done.stdout
    assert told in done.stdout
