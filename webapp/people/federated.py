"""Signing in through an identity provider: sent there, and back with its answer."""

from __future__ import annotations

import structlog
from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.identities import TripLost, Trips
from services.people import SignInProblem
from services.providers.oidc import IdentityDown, IdentityRefused
from services.sessions import Standing
from services.storage.oidc_trips import Trip
from services.words import Words, words
from webapp.addresses import absolute
from webapp.attempts import send_back
from webapp.browsers import session_here
from webapp.people.signing_in import arrival, welcome
from webapp.people.way_back import NEXT, wanted_path
from webapp.visitors import ensure_visitor, person
from webapp.wiring import parts

log = structlog.get_logger()
oidc = Blueprint("oidc", __name__, url_prefix="/sign-in/oidc")
# An answer is some hundred signs; nothing longer is looked at.
LONGEST = 4_000


@oidc.get("/")
def leave() -> Response:
    """Off to the provider. Who has to prove anew who they are, is asked there too."""
    again = "again" in request.args and session_here().standing is Standing.LIVE
    wanted = wanted_path()
    try:
        address = _trips().depart(ensure_visitor().key, _back(), wanted, again=again)
    except IdentityDown as down:
        return _failed(Trip("", "", wanted, again), down)
    return redirect(address, 303)


@oidc.get("/back")
def come_back() -> Response:
    """Back from the provider: sign in whom it means, and go where they were."""
    if len(request.query_string) > LONGEST:
        abort(414)
    trips = _trips()
    try:
        trip = trips.take(ensure_visitor().key, request.args.get("state", ""))
    except TripLost:
        notice = words("这次登录隔得太久，或者换了一台机器，已经不能用了。请再登录一次。")
        return send_back(url_for("people.choose"), {}, notice=notice)
    current = person() if trip.again else None
    try:
        shown = trips.arrive(trip, _back(), request.args)
        signed_in = parts().identities.sign_in(shown, arrival(), current)
    except (IdentityDown, IdentityRefused) as failed:
        return _failed(trip, failed)
    except SignInProblem as problem:
        return _said(trip, problem.words)
    return welcome(signed_in, trip.wanted)


def _trips() -> Trips:
    trips = parts().resident_trips
    if trips is None:
        abort(404)
    return trips


def _back() -> str:
    return absolute(url_for("oidc.come_back"))


def _failed(trip: Trip, failed: IdentityDown | IdentityRefused) -> Response:
    log.warning("identity provider", kind=type(failed).__name__, why=str(failed))
    if isinstance(failed, IdentityDown):
        return _said(trip, words("那边现在没有回应。请过几分钟再试，或者用手机号登录。"))
    return _said(trip, words("没有登录成功。可以再试一次，或者用手机号登录。"))


def _said(trip: Trip, notice: Words) -> Response:
    """Back to where the ways to sign in are; where the resident was going is not lost."""
    page = url_for("proving.ask" if trip.again else "people.choose")
    return send_back(page, {NEXT: [trip.wanted]}, notice=notice)
