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

# When even the page that says so can't be drawn: no template, no translation, no record.
LAST_RESORT = """<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>我们这边出了点问题 - 暖窗</title></head>
<body><main>
<h1>我们这边出了点问题</h1>
<p>这不是您的错，钱也不会多交。请过几分钟再试，或者打 <a href="tel:12345">12345</a>。</p>
<p lang="en">Something went wrong on our side. It is not your fault, and nothing is paid twice.
Please try again in a few minutes, or call <a href="tel:12345">12345</a>.</p>
<p><a href="/">回首页 <span lang="en">Home</span></a></p>
</main></body>
</html>
"""


def _page(name: str, status: int) -> Response:
    try:
        return render(f"errors/{name}.html", status)
    except Exception as error:
        log.exception("error page", kind=type(error).__name__)
        return Response(LAST_RESORT, status if status >= 500 else 500)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    page = PAGES.get(status)
    if page is None:
        page = "not_understood" if status < 500 else "our_fault"
    response = _page(page, status)
    if error.response is None:
        for name, value in error.get_headers():
            if name.lower() in ("retry-after", "allow"):
                response.headers[name] = value
    return response


def _storage(error: StorageUnavailable) -> Response:
    log.error("storage", kind=type(error).__name__)
    return _page("storage", 503)


def _gateway(error: GatewayError) -> Response:
    log.warning("gateway", kind=type(error).__name__)
    return _page("gateway", 503)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected", kind=type(error).__name__)
    return _page("our_fault", 500)


def register_errors(app: Flask) -> None:
    """Give every failure a page in the resident's view and language."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StorageUnavailable, _storage)
    app.register_error_handler(GatewayError, _gateway)
    app.register_error_handler(Exception, _unexpected)
