"""Who is asking: a signed-in person, or a browser with a random cookie. Owns drafts and cases."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial

from flask import Response, after_this_request, g, request

from services.journey import Applicant
from services.people import People
from services.storage.people import Person
from webapp.wiring import parts

VISITOR_COOKIE = "visitor"
SESSION_COOKIE = "session"
# Thirty days: as long as a half-done task is kept.
VISITOR_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class Visitor:
    """``key`` owns drafts, attempts and cases; ``secret`` is what form tokens bind to."""

    key: bytes
    secret: str
    person: Person | None = None

    @property
    def applicant(self) -> Applicant:
        """The same, as the services know it."""
        return Applicant(self.key, self.person.id if self.person else None)


def current_visitor() -> Visitor | None:
    """The visitor of this request, or None for a browser that carries no cookie yet."""
    if "visitor" not in g:
        # Stays None when the records can't be read: the page that says so must not ask them again.
        g.visitor = None
        g.visitor = _from_cookies()
    visitor: Visitor | None = g.visitor
    return visitor


def ensure_visitor() -> Visitor:
    """The visitor of this request; a new one gets its cookie with the response."""
    visitor = current_visitor()
    if visitor is None:
        token = secrets.token_urlsafe(24)
        visitor = g.visitor = Visitor(People.visitor_key(token), token)
        after_this_request(partial(_give_cookie, token))
    return visitor


def person() -> Person | None:
    """The signed-in person, if any."""
    visitor = current_visitor()
    return visitor.person if visitor else None


def _from_cookies() -> Visitor | None:
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        known = parts().people.person_of_session(token)
        if known is not None:
            return Visitor(People.owner_key(known.id), token, known)
    token = request.cookies.get(VISITOR_COOKIE)
    # A token that we did not make (too short or long) is no owner: it could be guessed.
    if token and len(token) == 32:
        return Visitor(People.visitor_key(token), token)
    return None


def set_private_cookie(response: Response, name: str, value: str, seconds: int) -> None:
    """A cookie that no script reads and no other site sends."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure or parts().settings.secure_cookies,
    )


def _give_cookie(token: str, response: Response) -> Response:
    set_private_cookie(response, VISITOR_COOKIE, token, VISITOR_SECONDS)
    return response
