"""A whole new school: every file of its repository, and nothing of the example school."""

import os
import shutil
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from mentoring import carried
from mentoring.block_yaml import Value
from mentoring.cards import FOLDERS, School
from mentoring.cards.school import SCHEMA
from mentoring.starters.asking import Asked, Question, choices_of, first_of
from mentoring.starters.blank import blank
from mentoring.starters.wheel import FOLDER, LOCK, Wheel
from mentoring.undoable import Refused

QUESTIONS: tuple[Question, ...] = (
    Question("full_name", "Полное название школы, как в уставе", needed=True),
    Question("short_name", "Краткое название", proposal=lambda asked: asked.first("full_name"), needed=True),
    Question(
        "kind",
        "Тип",
        choices_of("school_kinds"),
        first_of(choices_of("school_kinds")),
        needed=True,
        free=False,
    ),
    Question("place", "Населённый пункт"),
    Question(
        "curator",
        "Кто отвечает за наставничество (должность)",
        proposal=lambda asked: "заместитель директора по воспитательной работе",
        needed=True,
    ),
    Question("site", "По какому адресу будет сайт (https://…)"),
)


def files(asked: Asked, wheel: Wheel) -> Mapping[str, bytes]:
    """Every file by its path from the root of the new repository."""
    values: dict[str, Value] = {
        "schema": str(SCHEMA),
        **{
            key: asked.first(key)
            for key in ("full_name", "short_name", "kind", "place", "site")
            if asked.first(key)
        },
        "curator": {"post": asked.first("curator")},
    }
    empty = {f"cases/{folder}/.gitkeep": b"" for folder in (*FOLDERS, "files")}
    readme = resources.files("mentoring").joinpath("data/school-readme.md").read_text("utf-8")
    return {
        **{name: carried.content(name) for name in carried.OF_A_SCHOOL},
        **empty,
        "docs/.gitkeep": b"",
        "README.md": readme.replace("{school}", asked.first("short_name")).encode(),
        "cases/school.yml": f"{blank(School, 'cases/school.yml', values)}\n".encode(),
        f"{FOLDER}/{wheel.name}": wheel.content,
        LOCK: wheel.lock.encode(),
    }


def write(folder: Path, made: Mapping[str, bytes]) -> None:
    """Put a new repository where nothing lies yet, all at once.

    Raises:
        Refused: something lies there, or nothing can be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"Папка {folder} не пустая: она остаётся как была. Назовите новую или пустую папку.")
    new = folder.resolve().with_name(f".{folder.resolve().name}.new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        for name, content in made.items():
            file = new / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            if name.endswith(".sh"):
                file.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        os.replace(new, folder)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise Refused(
            f"Папка {folder} не записана ({error.strerror or error}). Проверьте место на диске и права."
        ) from None
