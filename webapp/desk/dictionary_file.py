"""Accepted readings as a file in the form of phrases.toml, and back: `flask readings`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import click
from flask.cli import AppGroup

from services.readings import ReadingRefused
from webapp.locales import LOCALES, say
from webapp.wiring import parts

readings = AppGroup("readings", help="Readings that clerks have accepted.")

HEAD = "# Accepted at the desk; rows for a11y/speech/pronunciation/phrases.toml, sorted by word.\n"
# Hanzi, and Latin words that are said as a word.
TABLES = ("words", "latin")
BY = "import"


def written(corrections: Mapping[str, str]) -> str:
    """The file's text: the same for the same corrections, whatever their order."""
    text = HEAD
    for table in TABLES:
        rows = [
            f'"{word}" = "{reading}"\n'
            for word, reading in sorted(corrections.items())
            if word.isascii() == (table == "latin")
        ]
        text += f"\n[{table}]\n{''.join(rows)}" if rows else ""
    return text


def entries_in(text: str) -> dict[str, str]:
    """Words and readings of a file. Raises ValueError where it is no such file."""
    tables = tomllib.loads(text)
    entries: dict[str, str] = {}
    for name, rows in tables.items():
        if name not in TABLES or not isinstance(rows, dict):
            raise ValueError(f"only the tables {' and '.join(TABLES)} are taken, not {name!r}")
        for word, reading in rows.items():
            if not isinstance(reading, str):
                raise ValueError(f"the reading of {word!r} is no text")
            entries[word] = reading
    return entries


@readings.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def export(file: Path | None) -> None:
    """Write them to FILE, or to the screen."""
    text = written(parts().readings.corrections())
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, "utf-8")


@readings.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def take_over(file: Path) -> None:
    """Take those of FILE, all or none."""
    try:
        new = parts().readings.take_over(entries_in(file.read_text("utf-8")), BY)
    except ReadingRefused as refused:
        raise click.ClickException(f"{file}: {say(refused.words, LOCALES['en'])}") from refused
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(f"{new} readings are new.")
