"""HTTP in, HTML out. Holds no rule of any service; create_app() is its contents page."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from services.clock import Clock, SystemClock
from services.photos import LARGEST_BYTES
from webapp.allowances import register_allowances
from webapp.appointments import register_appointments
from webapp.board import register_board
from webapp.cards import register_cards
from webapp.cases import register_cases
from webapp.cli import register_commands
from webapp.delegations import register_delegations
from webapp.desk import register_desk
from webapp.editions import register_editions
from webapp.errors import register_errors
from webapp.journeys.photos import photos
from webapp.journeys.runner import journeys
from webapp.live import register_live
from webapp.locales import register_locales
from webapp.logs import start_logging
from webapp.looked import register_looked
from webapp.operations import register_operations
from webapp.pages import register_pages
from webapp.payments import register_payments
from webapp.people import register_people
from webapp.people.proving import register_proving
from webapp.public_pages import PublicPages
from webapp.rendering import register_rendering
from webapp.resume import register_resume
from webapp.security import register_security
from webapp.settings import Settings, load_settings
from webapp.speech import register_speech
from webapp.speech.audio import PublicAudio
from webapp.strange import register_strange
from webapp.viewing import register_viewing
from webapp.wiring import parts, wire

ROOT = Path(__file__).parent.parent
# The largest photo with the rest of its form around it.
LARGEST_REQUEST = LARGEST_BYTES + 1024 * 1024


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The site, ready to serve.

    Raises WrongSettings (which ends the process with its message) when a setting is wrong.
    """
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    start_logging()
    wire(app, settings or load_settings(), clock or SystemClock())
    register_locales(app, parts(app).catalogue)
    register_rendering(app)
    register_viewing(app)
    register_strange(app)
    register_proving(app)
    register_security(app)
    register_errors(app)
    register_pages(app)
    app.register_blueprint(journeys)
    register_allowances(app)
    app.register_blueprint(photos)
    register_cases(app)
    register_board(app)
    register_editions(app)
    register_appointments(app)
    register_payments(app)
    register_people(app)
    register_delegations(app)
    register_resume(app)
    register_cards(app)
    register_looked(app)
    register_live(app)
    register_desk(app)
    register_speech(app)
    register_operations(app)
    register_commands(app)
    app.extensions["public-pages"] = kept = PublicPages(app.wsgi_app)
    heard = PublicAudio(kept, parts(app).speech.store)
    app.wsgi_app = _behind_proxies(heard, app)  # type: ignore[method-assign,assignment]
    return app


def _behind_proxies(wsgi: PublicAudio, app: Flask) -> PublicAudio | ProxyFix:
    count = app.extensions["parts"].settings.trusted_proxies
    return ProxyFix(wsgi, x_for=count, x_proto=count, x_host=count) if count else wsgi
