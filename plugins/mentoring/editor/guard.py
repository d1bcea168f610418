"""Who may ask the editor for anything: this browser, on this machine, with the key."""

import hmac
import secrets
from email.message import Message
from http.cookies import CookieError, SimpleCookie

from mentoring.editor.places import Refused

NO_KEY = Refused(
    "Сюда попадают по ссылке, которую показала команда edit.",
    "Откройте ссылку из окна, где она запущена, или запустите её ещё раз.",
    403,
)
STRANGER = Refused("Этот запрос пришёл с чужой страницы: редактор на него не отвечает.", "", 403)
WRONG_HOST = Refused(
    "Редактор открывают по адресу 127.0.0.1.", "Откройте ссылку, которую показала команда edit.", 421
)


class Guard:
    """The key of one run of the editor."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        """Stands in the link; changed for a cookie at once."""
        self._session = secrets.token_urlsafe(32)
        self._cookie = f"mentoring_{port}"
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    def check_host(self, headers: Message) -> None:
        """Refuse a name that somebody else's page has given to this machine (DNS rebinding).

        Raises:
            Refused: the name is not ours.
        """
        if headers.get("Host", "") not in self._hosts:
            raise WRONG_HOST

    def cookie_for(self, token: str) -> str | None:
        """The cookie that a link with the right token is changed for."""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        return f"{self._cookie}={self._session}; Path=/; HttpOnly; SameSite=Strict"

    def check_session(self, headers: Message) -> None:
        """Raises Refused where the browser has no key."""
        try:
            cookies = SimpleCookie(headers.get("Cookie", ""))
        except CookieError:
            raise NO_KEY from None
        held = cookies.get(self._cookie)
        if held is None or not hmac.compare_digest(held.value.encode(), self._session.encode()):
            raise NO_KEY

    def check_origin(self, headers: Message) -> None:
        """Raises Refused where another page asks, whatever cookies come with it."""
        if headers.get("Origin", "") not in {f"http://{host}" for host in self._hosts}:
            raise STRANGER
        if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise STRANGER
        if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            raise STRANGER
