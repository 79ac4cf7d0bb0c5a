"""These pages are about a person who is known: whoever signs in reads their own."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from services.storage.people import Person
from webapp.people.way_back import with_next
from webapp.visitors import person


def to_sign_in() -> Response | None:
    """For Blueprint.before_request: whoever is not signed in does so first."""
    if person() is not None:
        return None
    return redirect(with_next(url_for("people.choose"), request.path), 303)


def resident_here() -> Person:
    """Who reads; only behind to_sign_in()."""
    found = person()
    assert found is not None  # nobody else is let in
    return found
