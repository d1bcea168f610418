"""A local server's answers: whole, with their length, and nothing said on the terminal."""

import html
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from mentoring.editor.places import Refused

MOST = 30_000_000
"""The largest request: a picture of 20 MB in base64."""
_DRAINED = 200_000_000


class Server(ThreadingHTTPServer):
    """A server of this machine only."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no fault; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    allow_reuse_address = False
    request_queue_size = 32


class Handler(BaseHTTPRequestHandler):
    """What both servers share."""

    protocol_version = "HTTP/1.1"
    server_version = "mentoring"
    sys_version = ""
    fixed: tuple[tuple[str, str], ...] = (
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    )

    def answer(self, status: int, kind: str, content: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in self.fixed:
            self.send_header(name, value)
        headers.setdefault("Cache_Control", "no-store")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def answer_json(self, told: Any, status: int = 200) -> None:
        self.answer(status, "application/json; charset=utf-8", json.dumps(told, ensure_ascii=False).encode())

    def refuse(self, refused: Refused) -> None:
        """Tell a person who opened a page why not."""
        self.close_connection = True
        page = (
            '<!doctype html><html lang="ru"><meta charset="utf-8"><title>Редактор</title>'
            f"<p>{html.escape(refused.what)}</p><p>{html.escape(refused.fix)}</p></html>"
        )
        self.answer(refused.status, "text/html; charset=utf-8", page.encode())

    def body(self) -> bytes:
        """What came with a request.

        Raises:
            Refused: it is too large; it is read all the same, or the browser would not hear the answer.
        """
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            self.close_connection = True
            raise Refused("Запрос без длины.", "Обновите страницу.", 411) from None
        if length <= MOST:
            return self.rfile.read(max(0, length))
        left = min(length, _DRAINED)
        while left > 0 and (piece := self.rfile.read(min(left, 1_000_000))):
            left -= len(piece)
        self.close_connection = True
        raise Refused(
            "Файл больше 20 МБ: он не сохранён.",
            "Уменьшите картинку: для сайта хватит 2000 точек в ширину.",
            413,
        )

    def log_message(self, *_: object) -> None:
        """The terminal is for the curator."""
