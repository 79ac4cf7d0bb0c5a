"""A photo that was added, shown to whoever added it and to nobody else."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from webapp.visitors import current_visitor
from webapp.wiring import parts

photos = Blueprint("photos", __name__, url_prefix="/photos")


@photos.get("/<key>")
def show(key: str) -> Response:
    """The picture as it was kept; never stored by a browser or a proxy."""
    visitor = current_visitor()
    photo = parts().photos.mine(visitor.key, key) if visitor else None
    if photo is None:
        abort(404)
    response = Response(photo.picture, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = "inline"
    return response
