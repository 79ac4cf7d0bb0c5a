"""Parts of a page that change by themselves: asked for again and again, sent only when changed.

Such a part is an element with ``id``, ``data-live`` (the page that has it) and ``data-mark``.
static/js/live.js asks that page, as a fragment, whether it still has the mark; without scripts the
same page is opened anew by a link.
"""

from __future__ import annotations

from hashlib import blake2b

from flask import Response, request

from webapp.rendering import wants_fragment

MARK = "mark"


def mark_of(*facts: object) -> str:
    """A short name of how things stand; ``facts`` are whatever the part shows."""
    return "m" + blake2b(repr(facts).encode(), digest_size=8).hexdigest()


def nothing_new(mark: str) -> Response | None:
    """The empty answer for a script that has shown this already, else None."""
    if wants_fragment() and request.args.get(MARK) == mark:
        return Response(status=204)
    return None
