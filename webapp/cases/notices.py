"""The resident's inbox: what is new about the things they have sent in."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from webapp.rendering import render
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

notices = Blueprint("notices", __name__, url_prefix="/cases/notices")


@notices.get("/")
def show() -> Response:
    """The letters, the newest first; in a demo also what the text messages would say."""
    visitor = current_visitor()
    letters = parts().inbox.of(visitor.key) if visitor else []
    person = visitor.person if visitor else None
    return render(
        "pages/cases/notices.html",
        notices=letters,
        unread=parts().inbox.unread(visitor.key) if visitor else 0,
        texts=parts().people.texts_on_screen(person) if person else (),
    )


@notices.post("/")
def mark_read() -> Response:
    """All of them were read."""
    parts().inbox.mark_read(ensure_visitor().key)
    return redirect(url_for("notices.show"), 303)
