"""Ask for known vulnerabilities of the locked packages: `python scripts/audit.py [LOCK…]`."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements-ner.lock", "requirements-dev.lock")
"""They hold every package that any of our environments installs."""

CLEAN, VULNERABLE, NOT_RUN = 0, 1, 75
"""Exit codes; 75 is EX_TEMPFAIL of sysexits.h: nobody was asked, so nothing is known."""
LONGEST = 600
"""Seconds after which an answer is not waited for."""


@dataclass(frozen=True)
class Answer:
    """What the audit of one lock said."""

    code: int
    told: str


def main(arguments: list[str]) -> int:
    """Audit the locks; vulnerabilities of one are told although another could not be audited."""
    answers = [audited(lock) for lock in arguments or LOCKS]
    for lock, answer in zip(arguments or LOCKS, answers, strict=True):
        print(f"{lock}: {answer.told}", flush=True)
    codes = {answer.code for answer in answers}
    return VULNERABLE if VULNERABLE in codes else NOT_RUN if NOT_RUN in codes else CLEAN


def audited(lock: str) -> Answer:
    """Ask about every package of a lock."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--strict", "--format", "json", "--progress-spinner", "off"),
        *("--require-hashes", "--disable-pip", "--requirement", lock),
    ]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return Answer(NOT_RUN, f"NOT RUN: no answer in {LONGEST} seconds")
    return answer(done.returncode, done.stdout, done.stderr)


def answer(code: int, out: str, errors: str) -> Answer:
    """Understand pip-audit: without a whole report of every package nothing is clean.

    Where a service cannot be reached, or does not know a package, pip-audit ends as with a vulnerability, but prints no report.
    """
    try:
        packages = json.loads(out)["dependencies"]
        skipped = [package["name"] for package in packages if "skip_reason" in package]
        found = [
            f"{package['name']} {package['version']}: {fault['id']}, fixed in {', '.join(fault['fix_versions']) or 'no version'}"
            for package in packages
            for fault in package.get("vulns", ())
        ]
    except (ValueError, KeyError, TypeError):
        reason = next((line for line in reversed(errors.splitlines()) if line.strip()), "no report")
        return Answer(NOT_RUN, f"NOT RUN: {reason.strip()}")
    if found:
        return Answer(VULNERABLE, "\n  ".join(("VULNERABLE", *found)))
    if skipped or code or not packages:
        return Answer(
            NOT_RUN, f"NOT RUN for {len(skipped)} of {len(packages)} packages: {', '.join(skipped[:5])}"
        )
    return Answer(CLEAN, f"clean, {len(packages)} packages")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
