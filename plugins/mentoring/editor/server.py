"""The page of the editor on this machine, and what its forms ask for."""

import json
import mimetypes
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from mentoring.editor import decap, forms, places
from mentoring.editor.answering import Handler, Server
from mentoring.editor.guard import NO_KEY, Guard
from mentoring.editor.places import Refused
from mentoring.editor.saving import Office

_PAGES = frozenset(
    {
        "begin.js", "phrases.js", "dialogs.js", "fields.js", "widgets.js", "school.js", "pane.js",
        "uploads.js", "toolbar.js", "start.js",
        "editor.css", "pane.css",
    }
)  # fmt: skip
_KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


def policy(preview: str) -> str:
    """What the page may load: nothing of any other host. Decap makes its checks of text, hence `unsafe-eval`."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' blob:",
            f"frame-src {preview}",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def bound(office: Office, port: int) -> tuple[Server, Guard]:
    """The server of the editor at a port, and who may ask it.

    Raises:
        OSError: the port is taken.
    """

    class Editing(_Editing):
        pass

    made = Server(("127.0.0.1", port), Editing)
    Editing.office, Editing.guard = office, Guard(made.server_port)
    return made, Editing.guard


def settle(made: Server, preview: str) -> None:
    """Tell the server where the pages beside the forms are; before that it answers nobody."""
    handler: Any = made.RequestHandlerClass
    handler.preview = preview
    handler.fixed = (
        *Handler.fixed,
        ("Content-Security-Policy", policy("/".join(preview.split("/")[:3]))),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    )


class _Editing(Handler):
    office: Office
    guard: Guard
    preview: str

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        try:
            self.guard.check_host(self.headers)
            token = parse_qs(asked.query).get("token", [""])[0]
            if asked.path == "/" and token:
                self._enter(token)
                return
            self.guard.check_session(self.headers)
            self._give(unquote(asked.path))
        except Refused as refused:
            self.refuse(refused)

    do_HEAD = do_GET

    def _enter(self, token: str) -> None:
        cookie = self.guard.cookie_for(token)
        if cookie is None:
            raise NO_KEY
        self.answer(303, "text/plain", b"", Location="/", Set_Cookie=cookie)

    def _give(self, path: str) -> None:
        if path == "/":
            self.answer(200, "text/html; charset=utf-8", _page("index.html"))
        elif path == "/decap.js":
            self.answer(
                200,
                _KINDS["js"],
                decap.packed(),
                Content_Encoding="gzip",
                Cache_Control="private, max-age=86400",
            )
        elif path == "/forms.json":
            told = forms.configuration(self.office.desk.vocabulary())
            self.answer_json({"forms": told, "preview": self.preview, "school": self.office.school()})
        elif path.removeprefix("/page/") in _PAGES:
            name = path.removeprefix("/page/")
            self.answer(200, _KINDS[name.rpartition(".")[2]], _page(name))
        elif path.startswith("/cases/media/"):
            self._picture(path.removeprefix("/cases/media/"))
        else:
            raise Refused("Такой страницы у редактора нет.", "Откройте его начало.", 404)

    def _picture(self, name: str) -> None:
        content = places.read(places.attachment(self.office.root, f"cases/media/{name}"))
        if content is None:
            raise Refused("Такой картинки нет.", "", 404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.answer(200, kind, content)

    def do_POST(self) -> None:
        try:
            self.guard.check_host(self.headers)
            self.guard.check_origin(self.headers)
            self.guard.check_session(self.headers)
        except Refused as refused:
            self.close_connection = True
            self.answer_json(refused.told, refused.status)
            return
        try:
            asked = self._asked()
            action = self.office.actions.get(str(asked.get("action"))) if isinstance(asked, dict) else None
            if urlsplit(self.path).path != "/api" or action is None:
                raise Refused("Редактор не знает такого действия.", "Обновите страницу.", 404)
            self.answer_json(action(asked))
        except Refused as refused:
            self.answer_json(refused.told, refused.status)

    def _asked(self) -> Any:
        content = self.body()
        try:
            return json.loads(content)
        except ValueError:
            raise Refused("Запрос не читается.", "Обновите страницу.", 400) from None


def _page(name: str) -> bytes:
    return resources.files("mentoring").joinpath("editor/page", name).read_bytes()
