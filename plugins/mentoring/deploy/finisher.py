"""Sends a file to its end, whatever becomes of the program that publishes.

A host that cannot rename shows a file while it arrives: were the sender closed or killed in its middle, the public page
would stay cut off. So there every file is handed over whole to a process in a session of its own.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass

from mentoring.deploy.failures import Failure

APART: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""In Windows: neither a window of its own nor an end with the window it was started from."""


@dataclass(frozen=True)
class Login:
    """What an FTP host is asked for a connection with."""

    server: str
    port: int
    user: str
    password: str
    tls: bool


class Finisher:
    """A second connection to a host, held by a process that outlives ours for the length of a file."""

    def __init__(self, login: Login) -> None:
        """Start it.

        Raises:
            Failure: the host allows no second connection.
            OSError: no process can be started.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "mentoring.deploy.finishing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            creationflags=APART,
        )
        try:
            self._ask(asdict(login))
        except Failure:
            self.close()
            raise

    def store(self, target: str, content: bytes) -> None:
        """Put a file there; raises `Failure` as a call of the host itself does."""
        self._ask({"target": target, "size": len(content)}, content)

    def close(self) -> None:
        self._process.communicate()

    def _ask(self, what: dict[str, object], content: bytes = b"") -> None:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        try:
            asked.write(json.dumps(what).encode() + b"\n" + content)
            asked.flush()
            answer = answers.readline()
        except OSError:
            answer = b""
        if not answer:
            raise Failure("host-lost")
        if failed := json.loads(answer):
            raise Failure(failed["name"], failed["detail"], code=failed["code"])
