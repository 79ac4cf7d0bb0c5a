"""Search by the words people use: what fits, why, and the way straight into it."""

from __future__ import annotations

from flask import Blueprint, Response, request

from services.board.reading import headline
from services.finding import NEAREST
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

pages = Blueprint("search", __name__)

# Longer than any question worth reading; the rest is not shown again.
LONGEST_SHOWN = 80
# Where a view sets no bound.
ON_A_PAGE = 12
MOST_POSTS, SHARED = 3, 2


@pages.get("/search")
def search() -> Response:
    """What fits ``q``, the first few of it or ``more``; all services when nothing was asked."""
    query = " ".join(request.args.get("q", "").split())[:LONGEST_SHOWN]
    query = "".join(character for character in query if character.isprintable())
    seen = viewing()
    found = parts().finder.find(query, seen.locale.tag) if query else []
    near = parts().finder.nearest(query, seen.locale.tag) if query and not found else []
    # Beside the services, only what says nearly the same is worth showing.
    asked = parts().board.reader.find(query, MOST_POSTS, SHARED) if query else []
    room = len(found) if "more" in request.args else seen.mode.max_choices or ON_A_PAGE
    return render(
        "pages/search.html",
        query=query,
        count=len(found),
        found=found[:room],
        near=near,
        posts=asked,
        headline=headline,
        often=parts().popular.top(NEAREST) if query and not found and not near else (),
        categories=parts().catalogue.by_category(),
    )
