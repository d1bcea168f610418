"""The pages beside the forms: another address, no key of the editor, nothing to write."""

import hmac
import mimetypes
import secrets
from urllib.parse import unquote, urlsplit

from mentoring.editor.answering import Handler, Server
from mentoring.editor.desk import Desk
from mentoring.editor.places import Refused
from mentoring.publish.build import Stopped


def serving(desk: Desk, port: int, editor: str) -> tuple[Server, str]:
    """The server of the preview and its address; only pages of `editor` may frame it."""

    class Showing(_Showing):
        pass

    Showing.desk = desk
    Showing.token = secrets.token_urlsafe(24)
    server = Server(("127.0.0.1", port), Showing)
    Showing.hosts = frozenset({f"127.0.0.1:{server.server_port}"})
    Showing.fixed = (
        *Handler.fixed,
        ("Content-Security-Policy", f"frame-ancestors 'self' {editor}; sandbox allow-scripts"),
        # the sandbox makes the page a stranger to its own fonts; only who knows the token gets here
        ("Access-Control-Allow-Origin", "*"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
    )
    return server, f"http://127.0.0.1:{server.server_port}/{Showing.token}/"


class _Showing(Handler):
    desk: Desk
    token: str
    hosts: frozenset[str]

    def do_GET(self) -> None:
        try:
            if self.headers.get("Host", "") not in self.hosts:
                raise Refused("Предпросмотр открывают из редактора.", "", 421)
            _, token, *rest = unquote(urlsplit(self.path).path).split("/", 2)
            if not hmac.compare_digest(token.encode(), self.token.encode()):
                raise Refused("Предпросмотр открывают из редактора.", "", 403)
            self._give(rest[0] if rest else "")
        except Refused as refused:
            self.refuse(refused)
        except Stopped as stopped:
            self.refuse(Refused("Страницу показать нельзя.", str(stopped), 500))

    do_HEAD = do_GET

    def _give(self, path: str) -> None:
        if ".." in path.split("/"):
            raise Refused("Такой страницы нет.", "", 404)
        if not path or path.endswith("/"):
            page = self.desk.html(f"{path.rstrip('/')}.md" if path else "index.md")
            page = page or self.desk.html(f"{path}index.md")
            if page is None:
                raise Refused(
                    "Такой страницы на сайте нет.",
                    "Возможно, карточку держит ошибка или согласие: замечания стоят выше.",
                    404,
                )
            self.answer(200, "text/html; charset=utf-8", page.encode())
            return
        content = self.desk.press.asset(path)
        if content is None:
            raise Refused("Такого файла на сайте нет.", "", 404)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        self.answer(200, kind, content, Cache_Control="max-age=3600")
