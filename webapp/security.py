"""Headers on every response, and a token on every form."""

from __future__ import annotations

import secrets

from flask import Flask, Response, abort, current_app, request
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner
from markupsafe import Markup

from services.words import words
from webapp.attempts import send_back, typed_fields
from webapp.styles import stylesheet
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

# Twelve hours: a page left open over lunch, or overnight at the desk, still goes through.
TOKEN_SECONDS = 12 * 3600
TOKEN_FIELD = "form_token"  # noqa: S105 - the name of a field


def form_token() -> Markup:
    """The hidden field of every POST form. Bound to the visitor; differs each time (BREACH)."""
    secret = ensure_visitor().secret
    token = _signer(secret).sign(secrets.token_hex(4)).decode()
    return Markup('<input type="hidden" name="form_token" value="{}">').format(token)


def _signer(secret: str) -> TimestampSigner:
    return TimestampSigner(current_app.extensions["form-key"], salt=secret)


def _check_token() -> Response | None:
    """Refuse a forged form; give a stale one back filled in, with one calm sentence."""
    if request.method != "POST" or request.endpoint in current_app.extensions["no-token"]:
        return None
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    visitor = current_visitor()
    token = request.form.get(TOKEN_FIELD, "")
    try:
        _signer(visitor.secret if visitor else "").unsign(token, max_age=TOKEN_SECONDS)
    except (SignatureExpired, BadSignature):
        notice = words("这一页打开得太久了，为了安全请再按一次。您填的内容都还在。")
        return send_back(request.path, typed_fields(), notice=notice)  # type: ignore[return-value]
    return None


def without_token(app: Flask, endpoint: str) -> None:
    """Exempt a route that proves its sender in another way, such as a signed notification."""
    app.extensions["no-token"].add(endpoint)


def _policy(app: Flask) -> str:
    payers = " ".join(parts(app).cashier_origins)
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'self' 'sha256-{stylesheet(app).hash}'",
            "script-src 'self'",
            "img-src 'self' data:",
            "media-src 'self'",
            "connect-src 'self'",
            f"form-action 'self' {payers}".strip(),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def register_security(app: Flask) -> None:
    """Check form tokens before each request; put the security headers on each response."""
    key = parts(app).db.keys.fingerprint("secret", "form tokens")
    app.extensions["form-key"] = key
    app.extensions["no-token"] = set()
    headers = [
        ("Content-Security-Policy", _policy(app)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
    if parts(app).settings.secure_cookies:
        headers.append(("Strict-Transport-Security", "max-age=31536000"))

    def add_headers(response: Response) -> Response:
        response.headers.extend(headers)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.before_request(_check_token)
    app.after_request(add_headers)
    app.jinja_env.globals["form_token"] = form_token
