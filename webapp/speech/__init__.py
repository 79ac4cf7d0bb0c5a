"""Pages heard: the script, the sound of a sentence, of a whole page, and a page to listen on."""

from __future__ import annotations

from flask import Flask, request

from webapp.speech.routes import speech


def address_here() -> str:
    """Path and query of the page being shown; on the listening page, of the page it reads."""
    if request.endpoint == "speech.listen":
        return request.args.get("page", "/")
    return request.full_path.rstrip("?")


def register_speech(app: Flask) -> None:
    """Give the app its voice and templates the address to listen at."""
    app.register_blueprint(speech)
    app.jinja_env.globals["address_here"] = address_here
