"""What the forms ask for: lists, one file, a check, a save. Every answer is JSON; every refusal is Russian."""

import base64
import binascii
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from filelock import FileLock, Timeout

from mentoring import attachments
from mentoring.addresses import address
from mentoring.attachments import ending_of
from mentoring.attachments.fault import PICTURES
from mentoring.cards import FILES
from mentoring.editor import changes, drafts, places, titles, views
from mentoring.editor.desk import Desk
from mentoring.editor.findings import Finding, findings, new_errors
from mentoring.editor.places import Refused
from mentoring.shelf import taken_apart
from mentoring.source import Document, SourceError, decode

Answer = dict[str, Any]
Asked = Mapping[str, Any]

_WRITING = threading.Lock()


class Office:
    """The work of the editor, on one school."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.root = desk.root
        self.actions: Mapping[str, Callable[[Asked], Any]] = {
            "list": self.list,
            "entry": self.entry,
            "name": self.name,
            "check": self.check,
            "save": self.save,
            "text": self.text,
            "media": self.media,
            "upload-name": self.upload_name,
        }

    def school(self) -> str:
        """What the window is called."""
        return str(self._shown("cases/school.yml").get("short_name") or "школа")

    # Lists

    def list(self, asked: Asked) -> Any:
        """The cards of a folder, or the files that are all card."""
        folder, words = _text(asked, "folder"), self.desk.vocabulary()
        if folder == "files":
            return [{"path": f"cases/{name}", "form": self._shown(f"cases/{name}")} for name in FILES]
        places.model_of(f"{folder}/x.md")
        found = [{"path": path, "form": form} for path, form in titles.of_folder(self.root, folder, words)]
        self.desk.wanted.set()
        return found

    def _shown(self, path: str) -> views.Form:
        """A file as its form shows it; an empty form of one that cannot be read."""
        content = places.read(places.card(self.root, path))
        try:
            document = self._document(path, content)
        except SourceError:
            return {}
        return views.shown(document, places.model_of(path), self.desk.vocabulary())

    def _document(self, path: str, content: bytes | None) -> Document:
        if not content:
            return Document(path, {})
        return taken_apart(decode(content, path), path, places.model_of(path))

    def media(self, _: Asked) -> Any:
        """The pictures there are; their content is asked for one by one."""
        folder = self.root / "cases/media"
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return [
            {"name": file.name, "path": f"cases/media/{file.name}", "size": file.stat().st_size}
            for file in found
            if file.is_file() and not file.is_symlink() and ending_of(file.name) in PICTURES
        ]

    def upload_name(self, asked: Asked) -> Answer:
        """What a picture or a document that was chosen will be called."""
        return {"name": places.file_name(self.root, _text(asked, "name"))}

    # One file

    def entry(self, asked: Asked) -> Answer:
        """A file for its form; of one that cannot be read its text, with what is wrong."""
        path = _text(asked, "path")
        content = places.read(places.card(self.root, path))
        if content is None and not path.endswith(".yml"):
            raise Refused(f"Файла {path} нет.", "Возможно, его переименовали: откройте список заново.", 404)
        answer: Answer = {"path": path, "base": places.mark(content), "page": self._address(path)}
        try:
            document = self._document(path, content)
        except SourceError as error:
            problem = error.problem
            told = {"what": problem.what, "fix": problem.fix, "line": problem.place.line}
            text = (content or b"").decode("utf-8", "replace")
            return {**answer, "form": {}, "broken": {"text": text, "readable": _is_text(content), **told}}
        form = views.shown(document, places.model_of(path), self.desk.vocabulary())
        return {**answer, "form": form}

    def _address(self, path: str) -> str | None:
        page = self.desk.page_of(path)
        return address(page) if page else None

    def name(self, asked: Asked) -> Answer:
        """What a new card's file will be called."""
        folder, form = _text(asked, "folder"), _form(asked)
        places.model_of(f"{folder}/x.md")
        title = str(form.get("title") or form.get("alt") or "")
        return {"slug": places.new_path(self.root, folder, title)[len(folder) + 1 :].removesuffix(".md")}

    def check(self, asked: Asked) -> Answer:
        """What would be wrong with a file after its form, and which remarks would go."""
        path, form = _text(asked, "path"), _form(asked)
        before = places.read(places.card(self.root, path))
        try:
            draft = self._draft(path, form, before)
        except SourceError as error:
            told = findings([error.problem], None, places.model_of(path))
            return {"problems": [each.told for each in told], "lost": [], "changed": False}
        found = self.desk.findings(path, draft.content)
        return {
            "problems": [each.told for each in found],
            "lost": list(draft.lost),
            "changed": draft.content != before,
        }

    def _draft(self, path: str, form: Mapping[str, Any], before: bytes | None) -> drafts.Draft:
        return drafts.drafted(before, path, places.model_of(path), form, self.desk.vocabulary())

    # Saving

    def save(self, asked: Asked) -> Answer:
        """Write a file after its form, and the pictures that came with it.

        Raises:
            Refused: something is wrong with it, or somebody else has changed the file.
        """
        path, form = _text(asked, "path"), _form(asked)
        file = places.card(self.root, path)
        uploads = [_upload(each) for each in asked.get("assets") or ()]
        with self._writing():
            before = places.read(file)
            try:
                form = self._onto(path, form, before, asked)
                draft = self._draft(path, form, before)
            except SourceError as error:
                raise Refused(error.problem.what, error.problem.fix, 422) from None
            attached = [self._attachment(name, content) for name, content in uploads]
            found = self.desk.findings(path, draft.content, frozenset(each.name for each, _ in attached))
            self._refuse_new_errors(path, before, draft.content, found)
            if draft.lost and not asked.get("lose"):
                raise Refused("Пропадут примечания из файла.", "", 428, lost=draft.lost)
            for target, content in attached:
                places.write(target, content)
                self.desk.put_attached(target, content)
            if draft.content != before:
                places.write(file, draft.content)
                self.desk.put(path, draft.content)
        return {**self.entry({"path": path}), "problems": [each.told for each in found]}

    def _onto(
        self, path: str, form: Mapping[str, Any], before: bytes | None, asked: Asked
    ) -> Mapping[str, Any]:
        """The form to save: as it came, or, where the file has changed meanwhile, what the form changed put onto that.

        Raises:
            Refused: the file has changed, and nobody has chosen yet.
        """
        mark = places.mark(before)
        if mark == asked.get("base"):
            return form
        theirs = self._shown(path)
        was = asked.get("was")
        was = was if isinstance(was, Mapping) else {}
        changed = {name for name in {*form, *was} if not views.same(form.get(name), was.get(name))}
        if asked.get("onto") == mark:
            return {**theirs, **{name: form.get(name) for name in changed}}
        rows = changes.rows(places.model_of(path), was, theirs, form)
        text = (before or b"").decode("utf-8", "replace")
        raise Refused(
            "Этот файл изменили, пока вы его правили.",
            "Выберите, что оставить.",
            409,
            rows=rows,
            theirs=text,
            base=mark,
        )

    def _refuse_new_errors(
        self, path: str, before: bytes | None, after: bytes, found: Sequence[Finding]
    ) -> None:
        if after == before or not any(each.problem.is_error for each in found):
            return
        errors = new_errors(found, self.desk.findings(path, before))
        if errors:
            told = [error.told for error in errors]
            raise Refused("Не сохранено: исправьте то, что отмечено.", "", 422, problems=told)

    def _attachment(self, path: str, content: bytes) -> tuple[Any, bytes]:
        """A picture or a document that comes with a card, fit to be kept."""
        file = places.attachment(self.root, path)
        picture = path.startswith("cases/media/")
        old = places.read(file)
        if old is not None and old != content:
            raise Refused(
                f"Файл «{file.name}» в этой папке уже есть, и он другой.", "Переименуйте новый файл.", 409
            )
        fault = (
            attachments.of_picture(file.name, content)
            if picture
            else attachments.of_file(file.name, content, True)
        )
        if fault:
            raise Refused(fault.what, fault.fix, 422)
        return file, content

    def text(self, asked: Asked) -> Answer:
        """Write the whole text of a file that no form could show; it must be readable now."""
        path, text, base = _text(asked, "path"), _text(asked, "text"), _text(asked, "base")
        file = places.card(self.root, path)
        content = text.replace("\r\n", "\n").encode()
        with self._writing():
            before = places.read(file)
            if places.mark(before) != base:
                raise Refused(
                    "Этот файл изменили, пока вы его правили: ничего не записано.",
                    "Скопируйте свой текст и откройте файл заново.",
                    409,
                )
            try:
                self._document(path, content)
            except SourceError as error:
                raise Refused(
                    error.problem.what, error.problem.fix, 422, line=error.problem.place.line
                ) from None
            places.write(file, content)
            self.desk.put(path, content)
        return {"base": places.mark(content)}

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One save at a time, of all editors on this school."""
        lock = self.root / ".cache/mentoring/editor.lock"
        with _WRITING:
            try:
                lock.parent.mkdir(parents=True, exist_ok=True)
                held = FileLock(lock, timeout=5)
                held.acquire()
            except (Timeout, OSError):
                raise Refused(
                    "Сейчас пишет другой редактор этой школы.",
                    "Подождите и нажмите «Сохранить» ещё раз.",
                    423,
                ) from None
            try:
                yield
            finally:
                held.release()


def _text(asked: Asked, name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str):
        raise Refused("Запрос записан не так, как его пишет редактор.", "Обновите страницу.")
    return value


def _form(asked: Asked) -> Mapping[str, Any]:
    form = asked.get("form")
    if not isinstance(form, Mapping):
        raise Refused("Запрос записан не так, как его пишет редактор.", "Обновите страницу.")
    return form


def _upload(each: Any) -> tuple[str, bytes]:
    try:
        content = base64.b64decode(each["content"], validate=True)
        path = each["path"]
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise Refused("Файл передан не до конца.", "Выберите его ещё раз.") from None
    if len(content) > places.MAX_PICTURE:
        raise Refused("Файл больше 20 МБ.", "Уменьшите его и выберите ещё раз.", 413)
    return str(path), content


def _is_text(content: bytes | None) -> bool:
    try:
        (content or b"").decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
