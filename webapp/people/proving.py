"""Who are you, once more: after a long pause, and before money and personal records."""

from __future__ import annotations

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from services.sessions import Found, Standing, owner_key
from services.words import words
from webapp.attempts import keep_typed, typed_fields
from webapp.browsers import SESSION_COOKIE, session_here
from webapp.people.acting import PUBLIC
from webapp.people.way_back import with_next
from webapp.security import is_form_of, its_page
from webapp.visitors import ACTING_COOKIE, ensure_visitor
from webapp.wiring import parts

# Rooms whose pages would show a stranger nothing, or begin anew: there a pause is noticed by
# looking. Elsewhere only by sending something.
_OWN = frozenset(
    {
        *("journeys", "photos", "cases", "opinions", "notices", "case_editions", "appointments"),
        *(
            "cards",
            "payments",
            "demo_cashier",
            "contact",
            "delegations",
            "family_phones",
            "looked",
            "weeks",
        ),
        *("board_asking", "board_mine", "inbox_editions", "post"),
    }
)
# These ask by themselves who is there.
_APART = frozenset({"people", "proving", "oidc", "by_card", "signing_out"})
_PRESS_AGAIN = words("确认好了。您填的内容都还在，请再按一次。")
_PHOTO_AGAIN = words("确认好了。请再选一次照片，再按一次。别的都还在。")


def need_proof() -> Response | None:
    """Ask a signed-in resident to prove again who they are, if the last time is too long ago.

    None: go on. What was typed is kept and its page shown again afterwards. Whoever has not signed
    in has nothing on record here, and a clerk has shown a code of their own.
    """
    session = session_here()
    if session.standing is not Standing.LIVE:
        return None
    if session.proved_until is not None and parts().clock.now() < session.proved_until:
        return None
    return _ask_again(ensure_visitor().key)


def _notice_pause() -> Response | None:
    """After a long pause: sign in again, then the same step with what was typed."""
    # Whoever acts for somebody is asked by webapp.people.acting.
    acts = ACTING_COOKIE in request.cookies
    session = session_here() if not acts and _concerns_owner() else None
    if session is None or session.standing not in (Standing.LAPSED, Standing.ELSEWHERE):
        return None
    if request.method == "POST" and not _is_their_form(session):
        return None
    return _ask_again(owner_key(session.person.id) if session.person else None)


def _concerns_owner() -> bool:
    room = (request.endpoint or "").partition(".")[0]
    if not room or room in PUBLIC or room in _APART or request.path.startswith("/desk/"):
        return False
    return request.method == "POST" or room in _OWN


def _is_their_form(session: Found) -> bool:
    return session.person is not None and is_form_of(request.cookies.get(SESSION_COOKIE, ""))


def _ask_again(owner: bytes | None) -> Response:
    wanted = request.full_path.rstrip("?")
    if request.method == "POST":
        wanted = its_page()
        if owner is not None:
            photo = any(file.filename for file in request.files.values())
            notice = _PHOTO_AGAIN if photo else _PRESS_AGAIN
            wanted = keep_typed(owner, wanted, typed_fields(), notice=notice)
    return redirect(with_next(url_for("proving.ask"), wanted), 303)


def register_proving(app: Flask) -> None:
    """Notice pauses before each request, and before forms are checked."""
    app.before_request(_notice_pause)
