"""Whose a sentence is: everybody's, or this visitor's."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.exceptions import HTTPException

from a11y.speech.script.lines import Line
from webapp.speech.page import ReadPage, read_page
from webapp.visitors import current_visitor, person

# Browsers without a cookie own nothing; what they hear is kept together, and still in memory only.
NOBODY = "nobody"


def owner_of(public: bool) -> str | None:
    """The owner for the speaker: None for what everyone may hear."""
    if public:
        return None
    visitor = current_visitor()
    return visitor.key.hex() if visitor else NOBODY


def owners_on(page: ReadPage) -> Callable[[Line], str | None]:
    """The owner of each line of a page.

    Who is signed in gets a public page as one's own; what it says to anyone stays everybody's.
    """
    mine = owner_of(page.public)
    said = _said_to_anyone(page.address) if mine is not None and person() else frozenset()
    return lambda line: None if (line.text, line.language) in said else mine


def _said_to_anyone(address: str) -> frozenset[tuple[str, str]]:
    try:
        page = read_page(address, as_anyone=True)
    except HTTPException:
        return frozenset()
    lines = page.script.lines if page.public else ()
    return frozenset((line.text, line.language) for line in lines)
