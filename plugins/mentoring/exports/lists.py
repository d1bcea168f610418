"""The catalogues for the script of the site: `assets/cases.js` and its neighbours.

They are scripts and not JSON, because a page opened from a disk may load a script and may not fetch a file.
"""

import json
from collections.abc import Mapping

from mentoring.pages import Edition, catalogues, comparisons, situations


def cases(edition: Edition) -> bytes:
    return _script(catalogues.data(catalogues.cases(edition), edition))


def programmes(edition: Edition) -> bytes:
    return _script(catalogues.data(catalogues.programmes(edition), edition))


def practices(edition: Edition) -> bytes:
    """With what comparison and «Моя ситуация» need beside the list."""
    catalogue = catalogues.practices(edition)
    told = dict(catalogues.data(catalogue, edition))
    told["rows"] = [title for title, _ in comparisons.ROWS]
    told["questions"] = [vars(question) for question in situations.questions(edition)]
    items = told["items"]
    assert isinstance(items, list)
    for item, practice in zip(items, catalogue.cards, strict=True):
        item["rows"] = [of(practice, edition) for _, of in comparisons.ROWS]
        item["meets"] = situations.meets(practice, edition)
    return _script(told)


def _script(data: Mapping[str, object]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"mentoringCatalogue({text});\n".encode()
