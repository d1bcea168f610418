"""The project's own Python environments, made from the locks: needs nothing but Python and its library."""

# Read by every Python from 3.7 on, so that an old one is answered in words and not with a traceback.
from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
MARKER = "made-from.txt"
STOPPED = 3
"""The exit code when the machine is not ready: see README, «Что делать, если»."""
VENDORED = "vendor/program.lock"
"""Where a school's repository names the wheel of the program in `vendor/` with its hash; a checkout has pyproject.toml."""
EVERY = 10
"""How many packages go by between two lines of progress."""


class NotReady(Exception):
    """The environment cannot be made; the text is a Russian sentence with the way out."""


def ready(name: str, lock: str, root: Path = ROOT) -> Path:
    """Give the Python of the environment `name`, made anew unless it fits the lock.

    Raises:
        NotReady: Python is too old or incomplete, there is no network, or the folder cannot be written.
    """
    check_python(sys.version_info[:2])
    folder = root / name
    try:
        wanted = fingerprint(root, lock)
    except FileNotFoundError as error:
        raise NotReady(
            f"В папке проекта нет файла {Path(error.filename).name}: без него программу не поставить. Верните его, "
            "например командой «git checkout -- vendor requirements.lock», или скопируйте из соседнего проекта."
        ) from error
    if fits(folder, wanted):
        return python_of(folder)
    check_library()
    tell("Готовлю окружение (первый раз — несколько минут)…")
    try:
        if folder.exists():
            shutil.rmtree(folder)
        _make(folder, root / lock, root)
        # Written last: an environment without it was interrupted and is made again.
        (folder / MARKER).write_text(wanted, encoding="utf-8")
    except OSError as error:
        raise NotReady(
            f"Не удалось записать папку {folder} ({error.strerror or error}). Закройте программы, "
            "которые её используют (например, предпросмотр), проверьте место на диске и повторите команду."
        ) from error
    tell("Окружение готово.")
    return python_of(folder)


def fits(folder: Path, wanted: str) -> bool:
    """Tell whether a finished environment made from the same files stands in the folder."""
    try:
        made_from = (folder / MARKER).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return made_from == wanted and python_of(folder).is_file()


def fingerprint(root: Path, lock: str) -> str:
    """Sum up what an environment depends on: lock, program, Python, and where the project lies.

    Raises:
        FileNotFoundError: there is no lock, or nothing says which program this is.
    """
    digest = hashlib.sha256()
    for name in (lock, _program(root)):
        digest.update((root / name).read_bytes())
    # An environment knows its Python and its folder by their paths, so a move makes it useless.
    digest.update("\0".join((sys.version, sys.base_prefix, str(root))).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _program(root: Path) -> str:
    """What says which program this is."""
    return "pyproject.toml" if (root / "pyproject.toml").is_file() else VENDORED


def python_of(folder: Path, windows: bool = os.name == "nt") -> Path:
    return program_of(folder, "python", windows)


def program_of(folder: Path, name: str, windows: bool = os.name == "nt") -> Path:
    """Where an environment keeps its programs."""
    return folder / "Scripts" / f"{name}.exe" if windows else folder / "bin" / name


def check_python(version: tuple[int, ...]) -> None:
    """Stop at a Python that is too old.

    Raises:
        NotReady: older than 3.11.
    """
    if version < OLDEST:
        raise NotReady(
            f"Нужен Python 3.11 или новее, а команду выполняет Python {'.'.join(map(str, version))}. "
            "Установите новый Python с python.org и запустите команду им, например: "
            "python3.12 scripts/site.py (в Windows — py -3.12 scripts\\site.py)."
        )


def check_library(modules: tuple[str, ...] = ("venv", "ensurepip")) -> None:
    """Stop at a Python that cannot make environments: Debian and Ubuntu ship that part separately.

    Raises:
        NotReady: one of the modules is missing.
    """
    if any(importlib.util.find_spec(module) is None for module in modules):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise NotReady(
            "В этом Python нет модулей для создания окружений. В Debian и Ubuntu их ставит команда "
            f"«sudo apt install python{version}-venv»; после неё повторите запуск."
        )


def advice(output: str) -> str:
    """The Russian sentence for what pip printed when it failed."""
    for signs, sentence in ADVICE:
        if re.search(signs, output, re.IGNORECASE):
            return sentence
    return (
        "Не удалось установить пакеты; выше — последние строки pip. Повторите команду, а если не поможет, "
        "пришлите эти строки разработчикам."
    )


# From the particular to the general: pip ends almost every failure with «No matching distribution».
ADVICE = (
    (
        r"DO NOT MATCH THE HASHES",
        "Скачанный пакет не совпал с контрольной суммой и не установлен. Повторите команду; если ошибка "
        "останется, сообщите разработчикам и ничего не отключайте: суммы защищают от подмены.",
    ),
    (
        r"No space left|not enough space|Errno 28",
        "На диске не хватает места для пакетов (нужно около 500 МБ). Освободите место и повторите команду.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "Сервер пакетов не прошёл проверку сертификата: так бывает за школьным фильтром и при неверной "
        "дате на компьютере. Проверьте дату или повторите команду в другой сети.",
    ),
    (
        r"Failed to establish a new connection|NewConnectionError|NameResolution|name resolution|getaddrinfo"
        r"|ProxyError|timed out|Connection (refused|reset|aborted|broken)|unreachable|Max retries",
        "Не удалось скачать пакеты: нет связи с сервером. Проверьте интернет (и прокси, если он есть "
        "в школе) и повторите команду.",
    ),
    (
        r"No matching distribution",
        "Для этого компьютера не нашлось нужных пакетов. Проверьте интернет, запустите команду Python "
        "версии 3.11–3.13 и повторите.",
    ),
)


def clean(variables: dict[str, str]) -> dict[str, str]:
    """The variables for a program of the environment: UTF-8 everywhere, nothing of another Python."""
    kept = {
        name: value
        for name, value in variables.items()
        if name not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    }
    return {**kept, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


def tell(sentence: str) -> None:
    # On the error stream: what a command prints for other programs stays alone on the output.
    print(sentence, file=sys.stderr, flush=True)


def speak_utf8() -> None:
    """Let Russian through to a console of Windows, which may expect another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def run(command: list[str], root: Path = ROOT) -> int:
    """Run a program to its end and give its exit code; Ctrl-C reaches it and is not told twice."""
    child = subprocess.Popen(command, cwd=root, env=clean(dict(os.environ)))
    stopped = False
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            stopped = True  # the terminal has told the child too; let it put its things in order
        else:
            if code and stopped:
                return 130
            return code if code >= 0 else 128 - code  # a signal, told as a shell tells it


def _make(folder: Path, lock: Path, root: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean(dict(os.environ)),
    )
    if made.returncode:
        _show(made.stdout.decode("utf-8", "replace").splitlines())
        raise NotReady(
            f"Не удалось создать окружение в папке {folder}. Проверьте, что в папку проекта можно писать, "
            "и повторите команду."
        )
    is_vendored = _program(root) == VENDORED
    if is_vendored:  # first: a program that is not what it was is told before anything is downloaded
        _pip(folder, root, "--require-hashes", "--no-deps", "-r", str(root / VENDORED))
    _pip(folder, root, "--require-hashes", "--no-deps", "-r", str(lock))
    if not is_vendored:
        _pip(folder, root, "--no-deps", "--no-build-isolation", "-e", str(root))


def _pip(folder: Path, root: Path, *arguments: str) -> None:
    install = [str(python_of(folder)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    child = subprocess.Popen(
        [*install, "--progress-bar", "off", *arguments],
        cwd=root,
        env=clean(dict(os.environ)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert child.stdout is not None  # a pipe was asked for
    total = sum("==" in argument for argument in _lines(arguments))
    seen: list[str] = []
    done = 0
    try:
        for line in child.stdout:
            seen.append(line.rstrip())
            # «Ignoring» is for other systems; «Processing» comes from a mirror in a folder
            if line.startswith(("Collecting ", "Ignoring ", "Processing ")):
                done += 1
                if total and done % EVERY == 0:
                    tell(f"  пакеты: {done} из {total}")
            elif line.startswith("Installing collected") and total:
                tell("  устанавливаю")
        code = child.wait()
    except BaseException:  # Ctrl-C: pip must not go on alone
        child.kill()
        child.wait()
        raise
    if code:
        _show(seen[-8:])
        raise NotReady(advice("\n".join(seen)))


def _lines(arguments: tuple[str, ...]) -> list[str]:
    """The lines of the lock among the arguments of pip."""
    if "-r" not in arguments:
        return []
    return Path(arguments[arguments.index("-r") + 1]).read_text(encoding="utf-8").splitlines()


def _show(lines: list[str]) -> None:
    for line in lines:
        tell(f"  | {line}")
