"""From an edition to a response: headers and ranges; or the page that says why there is none."""

from __future__ import annotations

from hashlib import blake2b

from flask import Flask, Response, make_response, request

from services.limits import Rule
from webapp.editions.making import MAKERS, SIZES, Made, Why, Withheld
from webapp.editions.offers import offers
from webapp.editions.subject import Subject
from webapp.pages import public
from webapp.rendering import render
from webapp.speech.routes import limit
from webapp.viewing import viewing

# Each may cost seconds of work. A player fetches one file in several parts, and a hall full of
# people shares one address.
EDITIONS = Rule("edition", times=300, minutes=10)
TRY_AGAIN_S = 60
# Opened where they are clicked; the others are for programs of their own.
SHOWN = ("application/pdf", "audio/mpeg", "text/plain; charset=utf-8")


def edition(subject: Subject, file: str) -> Response:
    """One edition by the name of its file. Raises Withheld; aborts with 429."""
    limit(EDITIONS)
    return sent(subject, MAKERS[file](subject, asked_size()))


def sent(subject: Subject, made: Made) -> Response:
    """The file, in parts if the browser asks for parts. What is private stays in no cache."""
    response = make_response(made.content)
    response.content_type = made.mimetype
    response.headers["Content-Language"] = subject.language
    how = "inline" if made.mimetype in SHOWN else "attachment"
    response.headers.set("Content-Disposition", how, filename=made.name)
    if not subject.public:
        response.headers["Cache-Control"] = "no-store"
    else:
        public(response)
        response.vary.update(("Cookie", "Accept-Language"))
        response.set_etag(blake2b(made.content, digest_size=12).hexdigest())
    response.make_conditional(request, accept_ranges=True, complete_length=len(made.content))
    return response


def asked_size() -> int:
    """The points asked for, or those that go with the view."""
    asked = request.args.get("size", "")
    usual = SIZES[1] if viewing().mode.body_px >= SIZES[1] else SIZES[0]
    return next((size for size in SIZES if str(size) == asked), usual)


def _apology(withheld: Withheld) -> Response:
    """The page in place of an edition: why, what to do now, and the other editions."""
    subject = withheld.subject
    response = render(
        "editions/withheld.html",
        503,
        why=withheld.why,
        subject=subject,
        offers=[
            offer
            for offer in offers(subject.text_file)
            if not any(request.path.endswith(file.split("?")[0]) for file, _ in offer.files)
        ],
    )
    if withheld.why is Why.BUSY:
        response.headers["Retry-After"] = str(TRY_AGAIN_S)
    return response


def register_sending(app: Flask) -> None:
    """Answer an edition that is withheld with its page."""
    app.register_error_handler(Withheld, _apology)
