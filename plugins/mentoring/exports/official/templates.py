"""The layouts of Word reports: the school's own where it has one, else ours."""

from importlib import resources

from mentoring.exports.official.request import Request

FOLDER = "templates"
"""Of a project: a file of the same name there is taken instead of ours."""


def template(name: str, request: Request) -> bytes:
    return request.template or packaged(name)


def packaged(name: str) -> bytes:
    return resources.files("mentoring").joinpath("data", "templates", name).read_bytes()
