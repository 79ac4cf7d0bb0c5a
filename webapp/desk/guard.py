"""Who may enter which room of the desk: asked anew at each press, by role."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from services.staff.accounts import Clerk
from services.staff.roles import Permission
from services.words import words
from webapp.attempts import send_back, typed_fields
from webapp.browsers import system_here
from webapp.people.way_back import with_next
from webapp.rendering import render
from webapp.security import its_page
from webapp.wiring import parts

COOKIE = "desk"


def need(permission: Permission) -> Callable[[], Response | None]:
    """For Blueprint.before_request: lets in clerks who may do this, and nobody else.

    Whoever is not signed in goes to the desk's sign-in first (303), and what they typed stays.
    A clerk without the permission reads why (403).
    """

    def let_in() -> Response | None:
        clerk = maybe_clerk()
        if clerk is None:
            return _to_sign_in()
        return None if clerk.may(permission) else render("pages/desk/not_yours.html", 403)

    return let_in


def need_clerk() -> Response | None:
    """The same for what every clerk may do, whatever the role."""
    return _to_sign_in() if maybe_clerk() is None else None


def clerk_here() -> Clerk:
    """The clerk who asks; sends a browser without one to the desk's sign-in."""
    clerk = maybe_clerk()
    if clerk is None:
        abort(_to_sign_in())
    return clerk


def maybe_clerk() -> Clerk | None:
    """The clerk who asks, if one is signed in here and the account is still open."""
    if "clerk" not in g:
        # Stays None when the records can't be read: the page that says so must not ask again.
        g.clerk = None
        token = request.cookies.get(COOKIE)
        if token:
            door, demo = parts().staff_door, parts().settings.demo
            g.clerk = door.clerk_of_session(token, system_here(), demo=demo)
    clerk: Clerk | None = g.clerk
    return clerk


def _to_sign_in() -> Response:
    if request.method == "POST":
        # Its page is shown again with what was typed, once somebody has signed in.
        notice = words("刚才需要重新登录。您填的内容都还在，请再按一次。")
        return send_back(its_page(), typed_fields(), notice=notice)
    wanted = request.full_path if request.query_string else request.path
    return redirect(with_next(url_for("desk_door.ask"), wanted), 303)
