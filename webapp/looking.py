"""Looks at a resident's records by whoever acts in the resident's place: each leaves a line."""

from __future__ import annotations

from flask import request

from services.deeds import Deed
from services.storage.trail import TrailEntry
from webapp.visitors import current_visitor
from webapp.wiring import parts


def note_look(deed: Deed, about: str = "") -> None:
    """Write down that a deputy reads this page; a resident's own looks concern nobody else.

    Raises StorageUnavailable: what cannot be written down is not shown.
    """
    visitor = current_visitor()
    if visitor is None or visitor.acting is None or request.method != "GET":
        return
    applicant = visitor.applicant
    with parts().db.write() as work:
        entry = TrailEntry(applicant.actor, deed, applicant.person_id, about)
        work.trail.add(entry, parts().clock.now())
