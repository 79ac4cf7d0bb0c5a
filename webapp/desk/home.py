"""The desk's own front page: what this clerk may do."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from webapp.desk.guard import clerk_here, need_clerk
from webapp.desk.rooms import ROOMS
from webapp.rendering import render

home = Blueprint("desk_home", __name__, url_prefix="/desk")
home.before_request(need_clerk)


@home.get("/")
def show() -> Response:
    """The rooms this clerk may enter."""
    clerk = clerk_here()
    rooms = [room for room in ROOMS if clerk.may(room.permission)]
    return render("pages/desk/home.html", clerk=clerk, rooms=rooms)
