"""The rules that every page any test fetches is held to, one module per kind."""

from __future__ import annotations

from tests.html_rules import controls, language, safety, structure, tables
from tests.html_rules.page import Page

ANYWHERE = (
    *structure.ANYWHERE,
    *controls.ANYWHERE,
    *tables.ANYWHERE,
    *safety.ANYWHERE,
    *language.ANYWHERE,
)
FRAME = (*structure.FRAME, *safety.FRAME)
# Marks of pages that were looked through and found good: many tests begin on the same few pages.
_GOOD: set[int] = set()


def problems(page: Page) -> list[str]:
    """What is to be mended on a page, a sentence each; a fragment has no frame to hold to rules."""
    rules = ANYWHERE if page.fragment else (*FRAME, *ANYWHERE)
    return [problem for rule in rules for problem in rule(page)]


def require_good(page: Page) -> Page:
    """The page itself. Raises AssertionError naming all there is to mend."""
    seen = hash((page.address, page.fragment, page.html, safety.headers_of(page)))
    if seen in _GOOD:
        return page
    found = problems(page)
    listed = "\n".join(f"  - it {problem}" for problem in found[:12])
    assert not found, f"{page.address} ({page.language}):\n{listed}"
    _GOOD.add(seen)
    return page
