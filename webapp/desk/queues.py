"""The queues of the desk: rows with the next step, who does it and by when; overdue ones first."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, request, url_for
from werkzeug.wrappers import Response

from services.cases import shown_reference
from services.desk.queues import thing_of
from services.desk.todos import MOST_COUNTED, QUEUES, Queue
from services.staff.roles import Permission
from services.words import words
from webapp.attempts import attempt_here, send_back
from webapp.desk.guard import clerk_here, need
from webapp.desk.queue_rows import LARGEST_ID, days_late, read_spot, row_of, spot_in_address
from webapp.desk.queue_sheet import MIME, Line, sheet
from webapp.journeys.run import service_name
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

# Where a view sets no bound.
ON_A_PAGE = 20

queues = Blueprint("queues", __name__, url_prefix="/desk/queues")
exports = Blueprint("queue_exports", __name__, url_prefix="/desk/queues")
exports.before_request(need(Permission.EXPORT))


@queues.before_request
def _guard() -> Response | None:
    """Each queue has addresses of its own, so that each asks for its own permission."""
    defaults = request.url_rule.defaults if request.url_rule else None
    return need(QUEUES[Queue((defaults or {})["queue"])].permission)()


def show(queue: str) -> Response:
    """A page of a queue, or of what I have taken of it."""
    here, mine, clerk = Queue(queue), "mine" in request.args, clerk_here()
    listed = parts().desk.queues.page(
        here,
        viewing().mode.max_choices or ON_A_PAGE,
        clerk if mine else None,
        after=read_spot(request.args.get("after")),
        before=read_spot(request.args.get("before")),
    )
    return render(
        "pages/desk/queue.html",
        queue=here,
        title=QUEUES[here].title,
        page=url_for(f"queues.show_{here}"),
        rows=[row_of(todo, listed.services, listed.today, clerk) for todo in listed.rows],
        listed=listed,
        spot=spot_in_address,
        mine=mine,
        clerk=clerk,
        most=MOST_COUNTED,
        may_free=clerk.may(Permission.OVERSEE),
        may_export=clerk.may(Permission.EXPORT),
        attempt=attempt_here(),
    )


def take(queue: str) -> Response:
    """I do it, or give it back."""
    here, number = Queue(queue), request.form.get("id", 0, type=int)
    if not 0 < number <= LARGEST_ID:
        abort(400)
    page, desk = url_for(f"queues.show_{here}"), parts().desk.queues
    if request.form.get("do") == "give-back":
        desk.give_back(here, number, clerk_here())
        return send_back(page, {}, notice=words("放下了，别的同事可以接。"))
    if desk.take(here, number, clerk_here()):
        return send_back(page, {}, notice=words("接下了。它在“我接的”里。"))
    return send_back(page, {}, notice=words("晚了一步：别的同事已经接了，或者已经办完了。"))


for _queue in Queue:
    _of: dict[str, Any] = {"defaults": {"queue": _queue.value}}
    queues.add_url_rule(f"/{_queue}/", f"show_{_queue}", show, **_of)
    queues.add_url_rule(f"/{_queue}/", f"take_{_queue}", take, methods=["POST"], **_of)


@exports.get("/<queue>/table.xlsx")
def export(queue: str) -> Response:
    """The whole queue as a table for Excel."""
    if queue not in set(Queue):
        abort(404)
    here, desk, clerk = Queue(queue), parts().desk.queues, clerk_here()
    today, names = desk.today(), {slug: service_name(slug) for slug in parts().services}
    lines = (
        Line(
            todo,
            names.get(service, ""),
            shown_reference(thing_of(todo)) if service else "",
            days_late(todo, today),
        )
        for todo, service in desk.everything(here, clerk)
    )
    response = make_response(sheet(QUEUES[here].title, lines, viewing().locale))
    response.content_type = MIME
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = f'attachment; filename="{here}.xlsx"'
    return response
