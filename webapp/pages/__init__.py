"""The pages everyone may read: home, catalogue, guides, search, settings, help."""

from __future__ import annotations

from flask import Flask, Response

from webapp.visitors import acting, person


def register_pages(app: Flask) -> None:
    """Give the app these pages."""
    from webapp.pages import (
        aid_settings,
        catalogue,
        components,
        contact,
        help_pages,
        home,
        key_settings,
        post,
        search,
        settings,
        word,
    )

    own = (settings, aid_settings, key_settings, contact, post)
    for pages in (home, catalogue, search, *own, help_pages, word):
        app.register_blueprint(pages.pages)
    components.register(app)


def public(response: Response) -> Response:
    """Marks a page that is the same for everyone in its view and language, so that it is kept."""
    if person() is None and acting() is None:
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
