"""The bench of components: each macro with its examples, for people who build pages (demo only)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from flask import Flask, Response
from markupsafe import Markup

from webapp.folding import environment
from webapp.locales import Locale
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

FOLDER = Path(__file__).parent.parent.parent / "templates" / "components"


def examples() -> list[tuple[str, dict[str, Any]]]:
    """Name of the component and one example of it (``params``, ``expect``), for every example."""
    return [
        (path.name.removesuffix(".examples.toml"), example)
        for path in sorted(FOLDER.glob("*.examples.toml"))
        for example in tomllib.loads(path.read_text("utf-8"))["example"]
    ]


def shown(app: Flask, locale: Locale, name: str, params: dict[str, Any]) -> Markup:
    """A component's macro of its own name, called with ``params``."""
    template = environment(app, locale).get_template(f"components/{name}.html")
    macro = getattr(template.module, params.pop("macro", name))
    return Markup(macro(**params))  # noqa: S704 - a macro's own escaped output


def register(app: Flask) -> None:
    """Give the bench an address where the district is a demonstration."""
    if parts(app).settings.demo:
        app.add_url_rule("/_components", "components", lambda: _bench(app))


def _bench(app: Flask) -> Response:
    locale = viewing().locale
    made = [(name, shown(app, locale, name, dict(each["params"]))) for name, each in examples()]
    return render("pages/components.html", made=made)
