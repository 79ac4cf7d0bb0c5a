"""The one sanitiser: rich text of guides becomes Markup that may stand in a page."""

from __future__ import annotations

import bleach
from markupsafe import Markup

TAGS = frozenset({"a", "br", "em", "li", "ol", "p", "strong", "ul"})
ATTRIBUTES = {"a": ["href"]}
PROTOCOLS = frozenset({"https", "tel"})


def rich(text: str) -> Markup:
    """``text`` with only the allowed tags, attributes and link protocols; the rest is escaped."""
    cleaned = bleach.clean(text, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS)
    return Markup(cleaned)  # noqa: S704 - bleach has just cleaned it


def plain(text: str) -> Markup:
    """``text`` without any tags: all markup is shown as characters."""
    return Markup(bleach.clean(text, tags=frozenset(), attributes={}))  # noqa: S704
