"""Who is asking, and for whom: a signed-in person, a browser with a cookie, or a deputy."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial

from flask import Response, after_this_request, g, request

from services.actors import Actor
from services.delegation.sittings import Acting, SittingOver, helper_actor
from services.journey import Applicant
from services.people import People
from services.sessions import Standing
from services.staff.roles import Permission
from services.storage.people import Person
from webapp.browsers import (
    COOKIE_SECONDS,
    SESSION_COOKIE,
    session_here,
    set_private_cookie,
)
from webapp.wiring import parts

VISITOR_COOKIE = "visitor"
ACTING_COOKIE = "acting"


# Signing in and out is everybody's own affair, and so is a clerk's desk.
_ONESELF = ("/sign-in/", "/sign-out/", "/desk/")


@dataclass(frozen=True)
class Visitor:
    """``key`` owns drafts, attempts and photos; ``secret`` is what form tokens bind to.

    ``person`` is who is signed in. ``acting`` says for whom a deputy acts: then ``key`` is one of
    its own, so that nothing of two people gets mixed. ``over`` when the deputy may not any more,
    and has not yet said who is next: until then nothing belongs to anybody here.
    """

    key: bytes
    secret: str
    person: Person | None = None
    acting: Acting | None = None
    over: SittingOver | None = None

    @property
    def applicant(self) -> Applicant:
        """Whose matter it is, as the services know it."""
        if self.acting is not None:
            helped = self.acting.person
            return Applicant(People.owner_key(helped.id), helped.id, self.acting.deputy)
        if self.over is not None:
            return Applicant(self.key)
        return Applicant(self.key, self.person.id if self.person else None)


def current_visitor() -> Visitor | None:
    """The visitor of this request, or None for a browser that carries no cookie yet."""
    if "visitor" not in g:
        # Stays None when the records can't be read: the page that says so must not ask them again.
        g.visitor = None
        g.visitor = _in_place_of(_from_cookies())
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


def acting() -> Acting | None:
    """For whom the visitor acts, if for anybody else."""
    visitor = current_visitor()
    return visitor.acting if visitor else None


def _in_place_of(own: Visitor | None) -> Visitor | None:
    """The same visitor acting for whom the cookie of a sitting names, if there is one."""
    token = request.cookies.get(ACTING_COOKIE)
    if not token or request.path.startswith(_ONESELF):
        return own
    person = own.person if own else None
    found = parts().sittings.of(token, _deputies(person))
    if isinstance(found, Acting):
        return Visitor(found.key, token, person, acting=found)
    if isinstance(found, SittingOver):
        return Visitor(found.key, token, person, over=found)
    return own


def _deputies(person: Person | None) -> tuple[Actor, ...]:
    """As whom this browser may act for others: its signed-in person, its clerk."""
    from webapp.desk.guard import maybe_clerk

    clerk = maybe_clerk()
    may = clerk is not None and clerk.may(Permission.COUNTER)
    helper = (helper_actor(person),) if person else ()
    return (*helper, clerk.actor) if clerk is not None and may else helper


def _from_cookies() -> Visitor | None:
    session = session_here()
    if session.standing is Standing.LIVE and session.person is not None:
        known = session.person
        return Visitor(People.owner_key(known.id), request.cookies[SESSION_COOKIE], known)
    token = request.cookies.get(VISITOR_COOKIE)
    # A token that we did not make (too short or long) is no owner: it could be guessed.
    if token and len(token) == 32:
        return Visitor(People.visitor_key(token), token)
    return None


def _give_cookie(token: str, response: Response) -> Response:
    set_private_cookie(response, VISITOR_COOKIE, token, COOKIE_SECONDS)
    return response
