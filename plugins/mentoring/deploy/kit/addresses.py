"""`addresses.yml` of a kit: where on the main site its sheets and files stand. The curator fills it in once."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from mentoring.deploy.failures import Failure
from mentoring.source import SourceError, parse_yaml

NAME = "addresses.yml"

_ADDRESS = re.compile(r"(?:https?://[^\s/\"'<>\\]+|/(?!/))[^\s\"'<>\\]*")


@dataclass(frozen=True)
class Addresses:
    """The main site of the school, and what stands where on it."""

    site: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Name of a sheet → its address; empty while there is none."""
    files_folder: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    """Pages of the site that get a sheet of their own."""

    def of_page(self, sheet: str) -> str:
        return self._on_site(self.pages.get(sheet, ""))

    def of_file(self, name: str) -> str:
        given = self.files.get(name, "")
        if given or not self.files_folder:
            return self._on_site(given)
        return f"{self._on_site(self.files_folder).rstrip('/')}/{name}"

    @property
    def hosts(self) -> set[str]:
        """The hosts the sheets are to stand on, as far as the table tells."""
        return {host for told in (self.site, *self.pages.values()) if (host := urlsplit(told).netloc.lower())}

    def _on_site(self, address: str) -> str:
        """An address of the main site as seen from it."""
        parts, home = urlsplit(address), urlsplit(self.site)
        if parts.netloc and parts.netloc.lower() == home.netloc.lower():
            return parts._replace(scheme="", netloc="", path=parts.path or "/").geturl()
        return address


def parsed(text: str) -> Addresses:
    """Read the table.

    Raises:
        Failure: it cannot be read, or something in it is no address.
    """
    try:
        data = parse_yaml(text, NAME).data
    except SourceError as error:
        raise Failure("kit-addresses", f"строка {error.problem.place.line}: {error.problem.what}") from None
    unknown = sorted(set(data) - {"site", "pages", "files_folder", "files", "own"})
    if unknown:
        raise Failure("kit-addresses", f"поля «{unknown[0]}» здесь нет")
    pages, files = _table(data, "pages"), _table(data, "files")
    for told in (data.get("site"), data.get("files_folder"), *pages.values(), *files.values()):
        if told and not (isinstance(told, str) and _ADDRESS.fullmatch(told)):
            raise Failure("kit-addresses", f"«{str(told)[:80]}» — не адрес")
    own = data.get("own") or ()
    if not isinstance(own, list | tuple) or not all(isinstance(page, str) for page in own):
        raise Failure("kit-addresses", "в поле «own» нужен список страниц")
    return Addresses(data.get("site") or "", pages, data.get("files_folder") or "", files, tuple(own))


def _table(data: Mapping[str, object], key: str) -> dict[str, str]:
    table = data.get(key) or {}
    if not isinstance(table, Mapping) or not all(isinstance(told, str | None) for told in table.values()):
        raise Failure("kit-addresses", f"в поле «{key}» нужны строки «имя: адрес»")
    return {str(name): told or "" for name, told in table.items()}


def with_rows(told: Addresses, sheets: Iterable[str], files: Iterable[str]) -> Addresses:
    """Add a row for each new sheet and file; rows of what is gone stay while they hold an address."""
    return replace(told, pages=_rows(told.pages, sheets), files=_rows(told.files, files))


def _rows(told: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    rows = {name: told.get(name, "") for name in names}
    return rows | {name: address for name, address in told.items() if address and name not in rows}


def written(told: Addresses, titles: Mapping[str, str]) -> str:
    """The table as a file, each sheet with its title."""
    lines = [
        "# Где на сайте школы стоят листы и файлы этого набора.",
        "# Впишите адреса из строки браузера в кавычки и соберите набор ещё раз: ссылки между листами станут живыми.",
        "",
        "# Главный сайт школы.",
        f"site: {_quoted(told.site)}",
        "",
        "# Страницы, в которые вставлены листы.",
        *_block("pages", told.pages, titles),
        "",
        "# Если все файлы лежат в одной папке сайта, хватит её адреса.",
        f"files_folder: {_quoted(told.files_folder)}",
        *_block("files", told.files, {}),
        "",
        "# Страницы собранного сайта, которым нужен свой лист, например glossary/ или practices/urok-vdvoem/.",
        "own: []" if not told.own else "own:",
        *(f"  - {_quoted(page)}" for page in told.own),
    ]
    return "".join(f"{line}\n" for line in lines)


def _block(key: str, rows: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    if not rows:
        return [f"{key}: {{}}"]
    told = [f"  {_quoted(name)}: {_quoted(address)}" for name, address in rows.items()]
    titled = [f"  # {titles[name]}" if name in titles else "" for name in rows]
    return [f"{key}:", *(line for pair in zip(titled, told, strict=True) for line in pair if line)]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
