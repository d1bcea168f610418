"""The casebook as data: every export is a function from an edition to bytes."""

from collections.abc import Callable

from mentoring.exports import catalogue, lists
from mentoring.pages import Edition

Export = Callable[[Edition], bytes]

EXPORTS: dict[str, Export] = {
    "catalogue.json": catalogue.catalogue,
    "catalogue.schema.json": catalogue.schema,
    "assets/practices.js": lists.practices,
    "assets/cases.js": lists.cases,
    "assets/programmes.js": lists.programmes,
}
"""What stands on the site beside the pages, by its address."""
