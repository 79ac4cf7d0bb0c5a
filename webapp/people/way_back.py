"""Where a resident wanted to go before signing in: a path on this site, carried along safely."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request

from webapp.attempts import Attempt

NEXT = "next"
HOME = "/"
LONGEST = 300
# Coming back to these would ask a signed-in resident to sign in again.
_NOT_BACK_TO = ("/sign-in/", "/sign-out/")


def safe_path(wanted: str) -> str:
    """Return the path if it leads to a page of this site, else home.

    Browsers read a backslash as a slash and drop tabs and line ends, so "/\\\\evil" and
    "/<tab>/evil" are other sites; so is "//evil".
    """
    good = (
        wanted.startswith("/")
        and not wanted.startswith("//")
        and len(wanted) <= LONGEST
        and "\\" not in wanted
        and wanted.isprintable()
        and not wanted.startswith(_NOT_BACK_TO)
    )
    return wanted if good else HOME


def wanted_path(attempt: Attempt | None = None) -> str:
    """The path that came with this request, or with the attempt that is being shown again."""
    kept = attempt.typed.get(NEXT, []) if attempt else []
    return safe_path(request.values.get(NEXT) or (kept[0] if kept else HOME))


def with_next(address: str, path: str) -> str:
    """An address of this site that carries the path along."""
    return address if path == HOME else f"{address}?{urlencode({NEXT: path})}"
