"""Search by the words people use."""

from __future__ import annotations

from flask import Blueprint, Response, request

from services.finding import find
from webapp.rendering import render
from webapp.wiring import parts

pages = Blueprint("search", __name__)

# Longer than any name of a service in any language; the rest is not searched.
LONGEST_QUERY = 80


@pages.get("/search")
def search() -> Response:
    """Services that fit ``q``; all of them when nothing was asked."""
    query = " ".join(request.args.get("q", "").split())[:LONGEST_QUERY]
    query = "".join(character for character in query if character.isprintable())
    found = find(parts().catalogue, query) if query else ()
    return render(
        "pages/search.html",
        query=query,
        found=found,
        categories=parts().catalogue.by_category(),
    )
