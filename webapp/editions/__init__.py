"""The same facts for other senses: editions of guides and cases in print, braille and sound."""

from __future__ import annotations

from flask import Flask


def register_editions(app: Flask) -> None:
    """Add the addresses of editions, their apology, their list for templates, their command."""
    from webapp.editions import cases, commands, guides, inbox, offers, sending

    app.register_blueprint(guides.guides)
    app.register_blueprint(cases.cases)
    app.register_blueprint(inbox.inbox)
    sending.register_sending(app)
    offers.register_offers(app)
    app.cli.add_command(commands.editions)
