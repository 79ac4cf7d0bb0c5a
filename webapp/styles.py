"""The style sheet: in the page for whoever comes first, one kept file for whoever is signed in."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import rcssmin
from flask import Flask, Response, current_app
from markupsafe import Markup

STYLES = Path(__file__).parent.parent / "static" / "css"
# tokens first, then the ground rules, then each component, then paper.
ORDER = ("tokens.css", "base.css", "components/*.css", "print.css")
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Stylesheet:
    """The whole sheet, minified.

    A first view carries it inside, so nothing blocks rendering. It is two thirds of a page, so a
    signed-in resident, who looks at many pages, gets it once under an address of its own.
    """

    text: str

    @property
    def hash(self) -> str:
        """SHA-256 in base64, as the Content-Security-Policy names it."""
        return base64.b64encode(sha256(self.text.encode()).digest()).decode()

    @property
    def version(self) -> str:
        """Part of its address: a changed sheet has another one."""
        return sha256(self.text.encode()).hexdigest()[:16]


def stylesheet(app: Flask) -> Stylesheet:
    """The style sheet of an app."""
    made: Stylesheet = app.extensions["stylesheet"]
    return made


def _serve(version: str) -> Response:
    sheet = stylesheet(current_app)
    response = Response(sheet.text, mimetype="text/css")
    # A page from before an update still gets a sheet, but must not keep the new one as the old.
    response.headers["Cache-Control"] = FOREVER if version == sheet.version else "no-store"
    return response


def register_styles(app: Flask) -> None:
    """Join the files of static/css, once, and give the result to the templates and an address."""
    files = [path for pattern in ORDER for path in sorted(STYLES.glob(pattern))]
    text = "\n".join(path.read_text("utf-8") for path in files)
    sheet = app.extensions["stylesheet"] = Stylesheet(str(rcssmin.cssmin(text)))
    app.add_url_rule("/static/css/all-<version>.css", "styles", _serve)
    app.jinja_env.globals.update(
        stylesheet=Markup(sheet.text),  # noqa: S704 - our own file, no input
        stylesheet_address=f"/static/css/all-{sheet.version}.css",
    )
