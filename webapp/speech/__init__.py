"""Pages heard: the script, the sound of a sentence, of a whole page, and a page to listen on."""

from __future__ import annotations

from flask import Flask, request

from webapp.speech.corrections import take_corrections
from webapp.speech.mistakes import pages as mistakes
from webapp.speech.routes import speech
from webapp.speech.whole import listen, whole_page
from webapp.wiring import parts

speech.before_request(lambda: take_corrections(parts().readings))
speech.add_url_rule("/speech/page.mp3", view_func=whole_page)
speech.add_url_rule("/listen/", view_func=listen)


def address_here() -> str:
    """Path and query of the page being shown; on the listening page, of the page it reads."""
    if request.endpoint == "speech.listen":
        return request.args.get("page", "/")
    return request.full_path.rstrip("?")


def register_speech(app: Flask) -> None:
    """Give the app its voice and templates the address to listen at."""
    app.register_blueprint(speech)
    app.register_blueprint(mistakes)
    app.jinja_env.globals["address_here"] = address_here
