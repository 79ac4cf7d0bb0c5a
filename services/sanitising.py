"""The one sanitiser: rich text of guides becomes Markup that may stand in a page."""

from __future__ import annotations

import bleach
from markupsafe import Markup

TAGS = frozenset({"a", "br", "em", "li", "ol", "p", "strong", "ul"})
ATTRIBUTES = {"a": ["href"]}
PROTOCOLS = frozenset({"https", "tel"})


# Text without any of these has no markup, and cleaning it (0.3 ms) would change nothing: most of
# some four thousand texts of guides are so.
_MARKUP = frozenset("<>&")


def rich(text: str) -> Markup:
    """``text`` with only the allowed tags, attributes and link protocols; the rest is escaped."""
    if _MARKUP.isdisjoint(text):
        return Markup(text)  # noqa: S704 - there is nothing in it that marks up
    cleaned = bleach.clean(text, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS)
    return Markup(cleaned)  # noqa: S704 - bleach has just cleaned it


def plain(text: str) -> Markup:
    """``text`` without any tags: all markup is shown as characters."""
    if _MARKUP.isdisjoint(text):
        return Markup(text)  # noqa: S704 - there is nothing in it that marks up
    return Markup(bleach.clean(text, tags=frozenset(), attributes={}))  # noqa: S704
