"""The layouts of Word reports: the school's own where it has one, else ours."""

from importlib import resources

from mentoring.exports.official.order import Order

FOLDER = "templates"
"""Of a project: a file of the same name there is taken instead of ours."""


def template(name: str, order: Order) -> bytes:
    return order.template or packaged(name)


def packaged(name: str) -> bytes:
    return resources.files("mentoring").joinpath("data", "templates", name).read_bytes()
