"""The browser that asks: whose session its cookies open, and the cookies it gets back."""

from __future__ import annotations

import re
from functools import partial

from flask import Response as FlaskResponse
from flask import after_this_request, g, request
from werkzeug.wrappers import Response

from services.sessions import Browser, Found, SignedIn, Standing
from webapp.wiring import parts

SESSION_COOKIE = "session"
MARK_COOKIE = "browser"
# Thirty days: as long as a half-done task is kept.
COOKIE_SECONDS = 30 * 24 * 3600
_OVER = Found(Standing.OVER)
# Only these: a phone asked for the "desktop page" names another device, and players and
# downloads of the same machine name other programs, but not another system.
_SYSTEMS = (
    ("windows", re.compile("Windows")),
    ("apple", re.compile("iPhone|iPad|iPod|Macintosh|AppleCoreMedia")),
    ("linux", re.compile("Android|Linux|X11|CrOS|Harmony")),
)


def system_here() -> str:
    """The operating system that this browser names, in one word; "" for none that we know."""
    named = request.headers.get("User-Agent", "")
    return next((system for system, sign in _SYSTEMS if sign.search(named)), "")


def session_here() -> Found:
    """What the cookies of this browser are worth; asked of the records once a request."""
    if "session" not in g:
        # Stays so when the records can't be read: the page that says so must not ask them again.
        g.session = _OVER
        token = request.cookies.get(SESSION_COOKIE)
        if token:
            mark = request.cookies.get(MARK_COOKIE, "")
            g.session = parts().sessions.look(Browser(token, mark, system_here()))
            if g.session.new_mark:
                after_this_request(partial(_give_mark, g.session.new_mark))
    found: Found = g.session
    return found


def remember(response: Response, signed_in: SignedIn) -> None:
    """Give the browser the cookies of a session."""
    set_private_cookie(response, SESSION_COOKIE, signed_in.token, COOKIE_SECONDS)
    set_private_cookie(response, MARK_COOKIE, signed_in.mark, COOKIE_SECONDS)


def forget(response: Response) -> None:
    """Take the cookies of a session back."""
    response.delete_cookie(SESSION_COOKIE)
    response.delete_cookie(MARK_COOKIE)


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


def _give_mark(mark: str, response: FlaskResponse) -> FlaskResponse:
    # Signing in or out in this very request has given or taken the cookies already.
    if not any(c.startswith(f"{MARK_COOKIE}=") for c in response.headers.getlist("Set-Cookie")):
        set_private_cookie(response, MARK_COOKIE, mark, COOKIE_SECONDS)
    return response
