"""The texts of click in Russian."""

import click
import click.parser


def speak_russian() -> None:
    """Have click speak Russian: all its texts go through `_` or `ngettext` of its modules.

    gettext proper would need a binary catalogue, and the language of the machine rather than that of the curator.
    """

    def one(text: str) -> str:
        return RUSSIAN.get(text, text)

    def many(text: str, texts: str, number: int) -> str:
        return one(text if number == 1 else texts)

    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        for name, translate in (("_", one), ("ngettext", many)):
            if hasattr(module, name):
                setattr(module, name, translate)


RUSSIAN = {
    "Usage:": "Как вызвать:",
    "Options": "Параметры",
    "Commands": "Команды",
    "Show this message and exit.": "Показать эту справку.",
    "Show the version and exit.": "Показать версию программы.",
    "default: {default}": "по умолчанию: {default}",
    "required": "обязательно",
    "Error: {message}": "Ошибка: {message}",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "Missing command.": "Не названа команда.",
    "Missing argument": "Не хватает значения",
    "Missing option": "Не хватает параметра",
    "Missing parameter": "Не хватает параметра",
    "No such command {name!r}.": "Команды {name!r} нет.",
    "No such option {name!r}.": "Параметра {name!r} нет.",
    "Did you mean {possibility}?": "Возможно, вы имели в виду {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Возможно, вы имели в виду одно из: {possibilities}?",
    "Got unexpected extra argument ({args})": "Лишнее слово: {args}. Текст из нескольких слов берут в кавычки.",
    "Got unexpected extra arguments ({args})": "Лишние слова: {args}. Текст из нескольких слов берут в кавычки.",
    "Option {name!r} requires an argument.": "После {name!r} нужно значение.",
    "Option {name!r} does not take a value.": "У {name!r} не бывает значения.",
    "Invalid value: {message}": "Значение не подходит: {message}",
    "Invalid value for {param_hint}: {message}": "Значение для {param_hint} не подходит: {message}",
    "{value!r} is not one of {choices}.": "{value!r} — не одно из слов {choices}.",
    "{value!r} is not {choice}.": "{value!r} — не {choice}.",
    "Choose from:\n\t{choices}": "Подойдёт одно из слов:\n\t{choices}",
    "directory": "папка",
    "file": "файл",
    "path": "путь",
    "{name} {filename!r} does not exist.": "Нет такого места на диске: {filename!r}.",
    "{name} {filename!r} is a file.": "{filename!r} — файл, а нужна папка.",
    "{name} {filename!r} is a directory.": "{filename!r} — папка, а нужен файл.",
    "{name} {filename!r} is not readable.": "{filename!r} нет права читать.",
    "Aborted!": "Остановлено.",
}
"""Texts of click that our commands can show; a test compares them with the installed click."""
