"""What others did with my records: every line of it, and an account of each week."""

from __future__ import annotations

from flask import Flask

from webapp.looked.commands import trail
from webapp.looked.lines import lines
from webapp.looked.weeks import weeks


def register_looked(app: Flask) -> None:
    """Add the addresses."""
    app.register_blueprint(lines)
    app.register_blueprint(weeks)
    app.cli.add_command(trail)
