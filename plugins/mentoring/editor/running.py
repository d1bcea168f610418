"""One run of the editor: two servers and the cards between them."""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mentoring.editor import previewing, server
from mentoring.editor.answering import Server
from mentoring.editor.desk import Desk, Press
from mentoring.editor.guard import Guard
from mentoring.editor.saving import Office
from mentoring.pages import Edition

PORT = 8765
"""The same every time, because a browser keeps unsaved forms by address."""


@dataclass(frozen=True)
class Running:
    """The editor at work."""

    url: str
    """With the key."""
    address: str
    """Without it."""
    _servers: tuple[Server, ...]

    def wait(self) -> None:
        """Work until somebody stops it."""
        threading.Event().wait()

    def stop(self) -> None:
        for each in self._servers:
            each.shutdown()
            each.server_close()


def start(root: Path, press: Callable[[Path, Edition], Press], port: int | None = None) -> Running:
    """Start the editor; without `port` at the usual one, or, where that is taken, at any.

    Raises:
        OSError: the port that was asked for is taken.
    """
    sys.setswitchinterval(0.0005)  # a list of a thousand files must not wait its turn a thousand times
    desk = Desk(root, press)
    bound, guard = _bound(Office(desk), port)
    address = f"http://127.0.0.1:{bound.server_port}"
    preview, pages = previewing.serving(desk, 0, f"{address} http://localhost:{bound.server_port}")
    server.settle(bound, pages)
    for each in (bound, preview):
        threading.Thread(target=each.serve_forever, daemon=True).start()
    desk.open()
    return Running(f"{address}/?token={guard.token}", address, (bound, preview))


def _bound(office: Office, port: int | None) -> tuple[Server, Guard]:
    for wanted in (PORT, 0) if port is None else (port,):
        try:
            return server.bound(office, wanted)
        except OSError:
            if wanted == port or wanted == 0:
                raise
    raise AssertionError  # the last port is any
