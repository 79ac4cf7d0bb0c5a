"""The desk's own front page: what this clerk has taken on, and where they may go."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from services.desk.todos import MOST_COUNTED
from webapp.desk.guard import clerk_here, need_clerk
from webapp.desk.queue_rows import row_of
from webapp.desk.rooms import ROOMS
from webapp.rendering import render
from webapp.wiring import parts

home = Blueprint("desk_home", __name__, url_prefix="/desk")
home.before_request(need_clerk)

# More are in the queues themselves.
TAKEN_SHOWN = 3


@home.get("/")
def show() -> Response:
    """The clerk's most urgent promises, and the rooms they may enter with what waits there."""
    clerk, desk = clerk_here(), parts().desk.queues
    rooms = [room for room in ROOMS if clerk.may(room.permission)]
    queues = [room.queue for room in rooms if room.queue is not None]
    taken, services = desk.taken_by(clerk, queues, TAKEN_SHOWN)
    day_words = parts().day_words
    return render(
        "pages/desk/home.html",
        clerk=clerk,
        rooms=rooms,
        counts=desk.counts(queues),
        most=MOST_COUNTED,
        taken=[row_of(todo, services, desk.today(), clerk) for todo in taken],
        word=day_words.of(day_words.today()),
    )


@home.get("/queues/")
def queues() -> Response:
    """An address cut short: the queues stand on the front page."""
    return redirect(url_for("desk_home.show"), 303)
