"""The guard of acting for somebody: only what is listed here is open, and only while it holds."""

from __future__ import annotations

from flask import Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.actors import ActorKind
from services.delegation.sittings import Acting, Over, SittingOver
from services.storage.people import Person
from webapp.attempts import send_back, typed_fields
from webapp.browsers import COOKIE_SECONDS, set_private_cookie
from webapp.people.way_back import with_next
from webapp.rendering import render
from webapp.security import its_page
from webapp.visitors import ACTING_COOKIE, current_visitor
from webapp.wiring import parts

# Rooms that concern nobody in particular.
PUBLIC = frozenset(
    {
        *("static", "styles", "components", "home", "catalogue", "editions", "search", "settings"),
        *("aid_settings", "key_settings", "help", "speech", "operations", "helping", "stopping"),
        *("word", "board"),
    }
)
# What a deputy may open for the resident. Each looks up its case, photo or draft as the deputy's.
OPEN = frozenset(
    {
        *("journeys.start", "journeys.show_step", "journeys.take_step", "photos.show"),
        *("cases.mine", "cases.show", "cases.on_paper", "cases.pay"),
        *("cases.ask_withdraw", "cases.withdraw"),
        "cards.keys",
        *("case_editions.as_text", "case_editions.large-print-pdf"),
        *("case_editions.braille-brf", "case_editions.braille-txt"),
        *("case_editions.audio-mp3", "case_editions.audio-epub"),
        *("appointments.ask_change", "appointments.change", "appointments.calendar"),
        # Calling somebody over harms nobody; looking on is for whoever is signed in, as themselves.
        *("calls.ask", "calls.make", "calls.over"),
        *("looking.show", "looking.ask", "looking.point", "looking.leave"),
        *("demo_cashier.show", "demo_cashier.press", "payments.come_back", "payments.notify"),
    }
)
# What a clerk may open besides, for the resident who stands there; no helper may.
AT_COUNTER = frozenset(f"family_phones.{name}" for name in ("mine", "register", "end"))


def landing(person: Person, wanted: str) -> str:
    """Where somebody goes after signing in: a helper first says for whom.

    Whoever was acting in this browser when the session ended goes on where it was.
    """
    token = request.cookies.get(ACTING_COOKIE)
    if token and parts().sittings.is_of(token, person):
        return wanted
    if wanted.startswith("/together/"):
        # Somebody waits on the telephone to be looked at.
        return wanted
    helps = parts().delegation.helping.helps_somebody(person.id)
    return with_next(url_for("helping.choose"), wanted) if helps else wanted


def sit_down(response: Response, token: str) -> Response:
    """Give the browser the cookie of a sitting."""
    set_private_cookie(response, ACTING_COOKIE, token, COOKIE_SECONDS)
    return response


def get_up(response: Response) -> Response:
    """End the sitting of this browser, if there is one, and forget its cookie."""
    token = request.cookies.get(ACTING_COOKIE)
    if token:
        parts().sittings.end(token)
        response.delete_cookie(ACTING_COOKIE)
    return response


def _guard() -> AnyResponse | None:
    visitor = current_visitor()
    if visitor is None or request.endpoint is None or _is_public(request.endpoint):
        return None
    if visitor.over is not None:
        return _ask_again(visitor.over)
    if visitor.acting is not None and not _may(visitor.acting, request.endpoint):
        return render("pages/helping/not_open.html", 403, acting_for=visitor.acting.person)
    return None


def _is_public(endpoint: str) -> bool:
    return endpoint.partition(".")[0] in PUBLIC


def _may(acting: Acting, endpoint: str) -> bool:
    slug = (request.view_args or {}).get("slug")
    if endpoint in AT_COUNTER:
        return acting.deputy.actor.kind is ActorKind.CLERK
    return endpoint in OPEN and (slug is None or acting.deputy.covers(slug))


def _ask_again(over: SittingOver) -> AnyResponse:
    """Nothing is done any more; what was just typed stays until it may go on."""
    if request.method == "POST":
        return send_back(its_page(), typed_fields())
    here = request.full_path.rstrip("?")
    if over.why is Over.SIGNED_OUT:
        return redirect(with_next(url_for("people.choose"), here), 303)
    return redirect(with_next(url_for("helping.choose"), here), 303)


def register_acting(app: Flask) -> None:
    """Ask the guard before each request."""
    app.before_request(_guard)
