"""The command that sets large print before anybody asks for it."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.editions.guides import guide_subject
from webapp.editions.making import SIZES, Withheld, printed
from webapp.locales import LOCALES
from webapp.wiring import parts


@click.command("editions")
@with_appcontext
def editions() -> None:
    """Set the large print of every guide, in each language and size; keeps what is there."""
    site = parts().settings.public_url
    if not site:
        # Each sheet ends with the address of its page, which else is that of whoever asks.
        raise click.ClickException("set NUANCHUANG_PUBLIC_URL first: it stands on every sheet")
    entries = parts().catalogue.entries
    wanted = [(entry, tag, size) for tag in LOCALES for entry in entries for size in SIZES]
    withheld = []
    with click.progressbar(wanted, label="大字版") as bar:
        for entry, tag, size in bar:
            with current_app.test_request_context(f"/?lang={tag}", base_url=site):
                current_app.preprocess_request()
                try:
                    printed(guide_subject(entry), size)
                except Withheld as error:
                    withheld.append(f"{entry.slug} {tag} {size}: {error.why}")
    if withheld:
        raise click.ClickException("\n".join(withheld))
