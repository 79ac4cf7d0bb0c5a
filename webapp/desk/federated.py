"""Clerks who sign in through the city's identity provider, once they have linked it."""

from __future__ import annotations

import structlog
from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.identities import TripLost, Trips
from services.people import SignInProblem
from services.providers.oidc import IdentityDown, IdentityRefused, Shown
from services.staff.accounts import Clerk
from services.words import Words, words
from webapp.addresses import absolute
from webapp.attempts import send_back
from webapp.desk.guard import maybe_clerk
from webapp.desk.signing_in import machine_here, welcome
from webapp.people.way_back import wanted_path
from webapp.visitors import ensure_visitor
from webapp.wiring import parts

log = structlog.get_logger()
federated = Blueprint("desk_oidc", __name__, url_prefix="/desk/sign-in/oidc")

# An answer is some hundred signs; nothing longer is looked at.
LONGEST = 4_000
OWN = "/desk/own/"


@federated.get("/")
def leave() -> Response:
    """Off to the provider; a clerk who is signed in links the account, and proves anew there."""
    clerk = maybe_clerk()
    wanted = wanted_path() if clerk is None else OWN
    try:
        again = clerk is not None
        address = _trips().depart(ensure_visitor().key, _back(), wanted, again=again)
    except IdentityDown as down:
        return _failed(clerk, down)
    return redirect(address, 303)


@federated.get("/back")
def come_back() -> Response:
    """Back from the provider: link or sign in whom it means."""
    if len(request.query_string) > LONGEST:
        abort(414)
    clerk, trips = maybe_clerk(), _trips()
    try:
        trip = trips.take(ensure_visitor().key, request.args.get("state", ""))
        # A trip for linking ends with the session it began in.
        if trip.again != (clerk is not None):
            raise TripLost
        shown = trips.arrive(trip, _back(), request.args)
        return _let_in(shown, trip.wanted) if clerk is None else _linked(clerk, shown)
    except TripLost:
        notice = words("这次登录隔得太久，或者换了一台机器，已经不能用了。请再登录一次。")
        return _said(clerk, notice)
    except SignInProblem as problem:
        return _said(clerk, problem.words)
    except (IdentityDown, IdentityRefused) as failed:
        return _failed(clerk, failed)


def _let_in(shown: Shown, wanted: str) -> Response:
    return welcome(parts().staff_door.sign_in_linked(_subject(shown), machine_here()), wanted)


def _linked(clerk: Clerk, shown: Shown) -> Response:
    parts().staff_door.link(clerk, _subject(shown))
    return _said(clerk, words("连上了。以后可以用统一身份认证登录。"))


def _subject(shown: Shown) -> str:
    return f"{shown.issuer} {shown.subject}"


def _trips() -> Trips:
    trips = parts().staff_trips
    if trips is None:
        abort(404)
    return trips


def _back() -> str:
    return absolute(url_for("desk_oidc.come_back"))


def _failed(clerk: Clerk | None, failed: IdentityDown | IdentityRefused) -> Response:
    log.warning("identity provider", kind=type(failed).__name__, why=str(failed))
    if isinstance(failed, IdentityDown):
        return _said(clerk, words("统一身份认证现在没有回应。请过几分钟再试，或者用工号登录。"))
    return _said(clerk, words("没有登录成功。可以再试一次，或者用工号登录。"))


def _said(clerk: Clerk | None, notice: Words) -> Response:
    return send_back(url_for("desk_door.ask") if clerk is None else OWN, {}, notice=notice)
