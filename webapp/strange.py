"""Requests that no page of ours leads to: refused, or cleaned, before anything else reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict

# The longest path of this site has some 60 characters, and the records keep a path up to 200.
LONGEST_PATH = 200
NUL = "\0"


class CleanFields(ImmutableMultiDict[str, str]):
    """Query words and form fields without NUL, which PostgreSQL can't keep in text; and files."""

    def __init__(self, pairs: Iterable[tuple[str, str]] | None = None) -> None:
        super().__init__([(_without_nul(name), _without_nul(value)) for name, value in pairs or ()])


class CleanRequest(Request):
    """A request whose fields are clean."""

    parameter_storage_class = CleanFields


def _without_nul(value: Any) -> Any:
    return value.replace(NUL, "") if isinstance(value, str) else value


def _refuse() -> None:
    """Not found: an address that is nobody's, before it is looked up anywhere."""
    if len(request.path) > LONGEST_PATH or not request.path.isprintable():
        # The page that says no links to this address, and HTML can't hold NUL as it is.
        request.path = quote(request.path)
        abort(404)
    if b"%00" in request.query_string:
        abort(404)
    if request.routing_exception is not None:
        # Before the form token is asked for: there is no page to go back to.
        raise request.routing_exception


def register_strange(app: Flask) -> None:
    """Look at each request once its view and language are known, for the page that says no."""
    app.request_class = CleanRequest
    app.before_request(_refuse)
