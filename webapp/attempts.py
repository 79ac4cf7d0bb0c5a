"""What was typed and could not be taken, kept so that its page can be shown again, whole, by GET.

A refused POST is answered by a redirect to its own page with ``?again=1``. So the page with its
errors is an address like any other: it can be read aloud, reloaded, and switched in view and
language with nothing lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import redirect, request
from werkzeug.wrappers import Response

from services.words import Words
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

AGAIN = "again"
# A field longer than this is cut in what is kept: no question here needs more.
LONGEST_KEPT = 2_000


@dataclass(frozen=True)
class Attempt:
    """``typed`` by field name, ``problems`` by field name, and a ``notice`` for the whole page."""

    typed: Mapping[str, list[str]] = field(default_factory=dict)
    problems: Mapping[str, Words] = field(default_factory=dict)
    notice: Words | None = None


NONE = Attempt()


def send_back(
    page: str,
    typed: Mapping[str, list[str]],
    problems: Mapping[str, Words] | None = None,
    notice: Words | None = None,
) -> Response:
    """Keep what was typed for ``page`` (a path on this site) and show that page again."""
    return redirect(keep_typed(ensure_visitor().key, page, typed, problems, notice), 303)


def keep_typed(
    owner: bytes,
    page: str,
    typed: Mapping[str, list[str]],
    problems: Mapping[str, Words] | None = None,
    notice: Words | None = None,
) -> str:
    """Keep what was typed for ``page``; return the address that shows it to its owner again."""
    kept = {
        name: [value[:LONGEST_KEPT] for value in values]
        for name, values in typed.items()
        if name != "form_token"
    }
    with parts().db.write() as work:
        now = parts().clock.now()
        work.attempts.keep(owner, page, kept, problems or {}, notice, now)
    return f"{page}?{AGAIN}=1"


def attempt_here() -> Attempt:
    """What was kept for this page, if it is being shown again."""
    if not request.query_string or AGAIN not in request.args:
        return NONE
    return attempt_at(request.path)


def attempt_at(page: str) -> Attempt:
    """What this visitor's last try at ``page`` (a path on this site) has left."""
    visitor = current_visitor()
    if visitor is None:
        return NONE
    with parts().db.read() as work:
        kept = work.attempts.find(visitor.key, page)
    return Attempt(kept.typed, kept.problems, kept.notice) if kept else NONE


def typed_fields() -> dict[str, list[str]]:
    """The submitted fields as lists of strings, without characters that no one can type."""
    return {name: [_printable(value) for value in values] for name, values in request.form.lists()}


def _printable(value: str) -> str:
    return "".join(c for c in value if c.isprintable() or c in "\n\t")
