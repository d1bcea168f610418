"""Pass every check of the project: `python scripts/test.py [arguments of pytest]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import audit
import environment

NAME = ".venv-test"


def main(arguments: list[str]) -> int:
    """Run all tools, whatever the first ones say; 1 when any of them found something.

    An audit that could ask nobody is told as such: it is no failure of the project, and it is not «ok».
    """
    environment.speak_utf8()
    try:
        environment.ready(NAME, "requirements-dev.lock")
    except environment.NotReady as reason:
        environment.tell(str(reason))
        return environment.STOPPED
    except KeyboardInterrupt:
        return 130
    results = []
    for name, command in tools(environment.ROOT / NAME, arguments):
        print(f"\n=== {name}", flush=True)
        start = time.monotonic()
        code = environment.run(command)
        if code == 130:
            return code
        results.append((name, code, time.monotonic() - start))
    print()
    for name, code, seconds in results:
        print(f"{verdict(name, code):<8}{name} ({seconds:.1f} s)")
    return int(any(verdict(name, code) == "FAILED" for name, code, _ in results))


def verdict(name: str, code: int) -> str:
    if name == "pip-audit" and code == audit.NOT_RUN:
        return "NOT RUN"
    return "FAILED" if code else "ok"


def tools(folder: Path, arguments: list[str]) -> list[tuple[str, list[str]]]:
    """The checks and their commands; pytest comes last, so that its closing line stays in sight."""
    python = str(environment.python_of(folder))
    return [
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy", "--strict"]),
        ("import-linter", [str(environment.program_of(folder, "lint-imports")), "--no-logo"]),
        ("sbom", [python, str(environment.ROOT / "scripts" / "sbom.py")]),
        ("pip-audit", [python, str(environment.ROOT / "scripts" / "audit.py")]),
        ("pytest", [python, "-m", "pytest", *arguments]),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
