"""Headers on every response, and a token on every form."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

from flask import Flask, Response, abort, current_app, request
from markupsafe import Markup

from services.words import words
from webapp.attempts import send_back, typed_fields
from webapp.public_pages import Environ, Start
from webapp.styles import stylesheet
from webapp.visitors import Visitor, current_visitor, ensure_visitor
from webapp.wiring import parts

Wsgi = Callable[[Environ, Start], Iterable[bytes]]
# Twelve hours: a page left open over lunch, or overnight at the desk, still goes through.
TOKEN_SECONDS = 12 * 3600
TOKEN_FIELD = "form_token"  # noqa: S105 - the name of a field
# Begins the token of a form made while acting for somebody; our other tokens begin with a digit
# or a letter up to f.
FOR_ANOTHER = "x"


def form_token() -> Markup:
    """The hidden field of every POST form. Bound to the visitor; differs each time (BREACH)."""
    visitor = ensure_visitor()
    made = f"{FOR_ANOTHER if visitor.acting else ''}{secrets.token_hex(4)}.{int(time.time())}"
    token = f"{made}.{_mark(made, visitor.secret)}"
    return Markup(f'<input type="hidden" name="form_token" value="{token}">')  # noqa: S704 - ours


def _mark(made: str, secret: str) -> str:
    """What only we can put under a token: BLAKE2b (RFC 7693) keyed with the form key."""
    key: bytes = current_app.extensions["form-key"]
    return blake2b(f"{made}.{secret}".encode(), key=key, digest_size=20).hexdigest()


def is_form_of(secret: str) -> bool:
    """Whether the form that was sent was made for the holder of this secret, however long ago."""
    same_site = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    return same_site and _is_ours(request.form.get(TOKEN_FIELD, ""), secret)


def _is_ours(token: str, secret: str) -> bool:
    made, _, mark = token.rpartition(".")
    # Two parts, as we make them: so nothing of the secret can pass for a part of the token.
    same = hmac.compare_digest(_mark(made, secret).encode(), mark.encode())
    return same and made.count(".") == 1


def _is_fresh(token: str) -> bool:
    return int(token.split(".")[1]) >= time.time() - TOKEN_SECONDS


def _of_somebody_else(token: str, visitor: Visitor | None) -> bool:
    """Whether the form was made before the deputy turned to somebody else, or to themselves."""
    turned = visitor is not None and (visitor.acting or visitor.over)
    return bool(turned) or token.startswith(FOR_ANOTHER)


def _check_token() -> Response | None:
    """Refuse a forged form; give a stale one back filled in, with one calm sentence."""
    if request.method != "POST" or request.endpoint in current_app.extensions["no-token"]:
        return None
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    visitor = current_visitor()
    token = request.form.get(TOKEN_FIELD, "")
    ours = _is_ours(token, visitor.secret if visitor else "")
    if not ours and _of_somebody_else(token, visitor):
        # What was typed for one person must never stand in another's form.
        notice = words("这一页是换人以前打开的，没有送出。请先看清楚，现在替谁办。")
        return send_back("/helping/", {}, notice=notice)  # type: ignore[return-value]
    if not ours or not _is_fresh(token):
        notice = words("这一页打开得太久了，为了安全请再按一次。您填的内容都还在。")
        if any(file.filename for file in request.files.values()):
            notice = words("这一页打开得太久了，为了安全请再选一次照片，再按一次。别的都还在。")
        return send_back(its_page(), typed_fields(), notice=notice)  # type: ignore[return-value]
    return None


def its_page() -> str:
    """Where the form stands: at the address it posts to, or above it for a button on its own."""
    routes = current_app.create_url_adapter(request)
    has_page = routes is not None and routes.test(request.path, "GET")
    return request.path if has_page else request.path.rpartition("/")[0] + "/"


def without_token(app: Flask, endpoint: str) -> None:
    """Exempt a route that proves its sender in another way, such as a signed notification."""
    app.extensions["no-token"].add(endpoint)


def _policy(app: Flask) -> str:
    payers = " ".join(parts(app).cashier_origins)
    return "; ".join(
        (
            "default-src 'none'",
            "object-src 'none'",
            f"style-src 'self' 'sha256-{stylesheet(app).hash}'",
            "script-src 'self'",
            "img-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            f"form-action 'self' {payers}".strip(),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _with_headers(wsgi: Wsgi, always: list[tuple[str, str]]) -> Wsgi:
    """The app, with these headers on each answer.

    Here they are joined as a list; through Flask each would be checked anew at each request.
    """

    def answer(environ: Environ, start: Start) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            if not any(name == "Cache-Control" for name, _ in headers):
                headers = [*headers, ("Cache-Control", "no-store")]
            return start(status, headers + always)

        return wsgi(environ, begin)

    return answer


def register_security(app: Flask) -> None:
    """Check form tokens before each request; put the security headers on each response."""
    key = parts(app).db.keys.fingerprint("secret", "form tokens")
    app.extensions["form-key"] = key
    app.extensions["no-token"] = set()
    headers = [
        ("Content-Security-Policy", _policy(app)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)"),
    ]
    if parts(app).settings.secure_cookies:
        headers.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))

    app.before_request(_check_token)
    app.wsgi_app = _with_headers(app.wsgi_app, headers)  # type: ignore[method-assign,assignment]
    app.jinja_env.globals["form_token"] = form_token
