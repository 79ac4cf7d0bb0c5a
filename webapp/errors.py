"""What went wrong, in plain words: what was kept, what to do, and who helps."""

from __future__ import annotations

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from services.providers.utility import GatewayError
from services.storage.errors import StorageUnavailable
from webapp.rendering import render

log = structlog.get_logger()

PAGES = {403: "forbidden", 404: "not_found", 405: "not_found", 413: "too_large", 429: "too_many"}


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    page = PAGES.get(status)
    if page is None:
        page = "not_understood" if status < 500 else "our_fault"
    response = render(f"errors/{page}.html", status)
    if error.response is None:
        for name, value in error.get_headers():
            if name.lower() in ("retry-after", "allow"):
                response.headers[name] = value
    return response


def _storage(error: StorageUnavailable) -> Response:
    log.error("storage", kind=type(error).__name__)
    return render("errors/storage.html", 503)


def _gateway(error: GatewayError) -> Response:
    log.warning("gateway", kind=type(error).__name__)
    return render("errors/gateway.html", 503)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected", kind=type(error).__name__)
    return render("errors/our_fault.html", 500)


def register_errors(app: Flask) -> None:
    """Give every failure a page in the resident's view and language."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StorageUnavailable, _storage)
    app.register_error_handler(GatewayError, _gateway)
    app.register_error_handler(Exception, _unexpected)
