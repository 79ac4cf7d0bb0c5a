"""Commands for those who run the site; `flask --app wsgi --help` lists them.

Each imports what only it needs: a server process that serves pages would pay for Alembic, Huey and
Granian at every start, some 40 % of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from webapp.settings import Settings
from webapp.wiring import parts

if TYPE_CHECKING:
    from webapp.speech.ahead import Made

keys = AppGroup("keys", help="Keys that seal private fields.")


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Bring the database to this version's shape."""
    from services.storage.migrate import upgrade

    upgrade(parts().db)


@click.command("load-demo")
@with_appcontext
def load_demo_district() -> None:
    """Fill an empty database with the invented district."""
    from services.demo.district import load_demo

    load_demo(parts().db, parts().clock)


# How far the worker stands back where the processor is wanted by others (nice(2): 19 at most).
NICE = 10


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do what no page waits for, until told to stop."""
    from webapp.worker import work_queue

    # Pages come first.
    os.nice(NICE)
    # Two: the accounts of a week take half a minute, beside which everything else goes on.
    work_queue(parts()).create_consumer(workers=2, periodic=True).run()


@click.command("start")
@click.option("--host", envvar="HOST", default="127.0.0.1")
@click.option("--port", envvar="PORT", default=8000, type=int)
@click.pass_context
@with_appcontext
def start(context: click.Context, host: str, port: int) -> None:
    """Migrate, load the demo district, and serve with one worker beside."""
    context.invoke(migrate)
    if parts().settings.demo:
        context.invoke(load_demo_district)
    # Built by one process here, the search index is there for all that serve.
    parts().finder.prepare()
    parts().db.dispose()
    beside = subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "worker"])
    click.echo(f"暖窗: http://{host}:{port}/")
    try:
        _serve(host, port)
    finally:
        beside.terminate()
        try:
            beside.wait(timeout=10)
        except subprocess.TimeoutExpired:
            # What it was doing stands in the outbox and is taken up at the next start.
            beside.kill()


# Two may wait for a slow voice (a11y.speech.speaker.WAITING); the others serve pages meanwhile.
BLOCKING_THREADS = 4


def _serve(host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(1, (os.cpu_count() or 1) // 2),
        blocking_threads=BLOCKING_THREADS,
        log_access=False,
    ).serve()


@click.command("voices")
@with_appcontext
def voices() -> None:
    """Say every public sentence ahead of its first listener; goes on where it was stopped."""
    from a11y.speech.engines.port import SpeechFailed
    from webapp.speech.ahead import Made, make, public_sentences
    from webapp.speech.corrections import take_corrections

    take_corrections(parts().readings)
    click.echo("Reading the public pages")
    sentences, so_far = public_sentences(current_app._get_current_object()), Made()  # type: ignore[attr-defined]
    began, stopped = time.monotonic(), ""
    try:
        for text, language in _shown(sentences, so_far):
            make(parts().speech, text, language, so_far)
    except KeyboardInterrupt:
        stopped = "Stopped; what is made is kept. Run it again to go on."
    except (SpeechFailed, OSError) as error:
        stopped = f"Stopped: {error}. What is made is kept."
    minutes = (time.monotonic() - began) / 60
    click.echo(
        f"{so_far.sentences} of {len(sentences)} sentences are there, {so_far.new} of them new:"
        f" {so_far.seconds / 60:.0f} minutes of sound, {so_far.size / 1e6:.1f} MB,"
        f" made in {minutes:.1f} minutes"
    )
    if stopped:
        raise click.ClickException(stopped)


def _shown(sentences: list[tuple[str, str]], so_far: Made) -> Iterator[tuple[str, str]]:
    """The sentences one by one, with a bar on a screen and a line now and then elsewhere."""
    if sys.stdout.isatty():
        with click.progressbar(sentences, label="Voices", show_pos=True) as bar:
            yield from bar
        return
    for number, sentence in enumerate(sentences):
        if number % 100 == 0:
            click.echo(f"{number} of {len(sentences)}, {so_far.new} new")
        yield sentence


@click.command("settings")
def settings() -> None:
    """List every setting with its default."""
    for name, field in Settings.model_fields.items():
        default = "" if "secret" in name or "key" in name else field.default
        click.echo(f"NUANCHUANG_{name.upper()}={default}\n    {field.description}")


@keys.command("rotate")
def rotate() -> None:
    """Make a new key and seal every private field with it, while the site is up."""
    from services.storage.rotation import rotate_keys

    rotate_keys(parts().db, parts().settings.data_dir / "keys")
    click.echo("Keys rotated.")


def register_commands(app: Flask) -> None:
    """Add the commands to `flask`."""
    from webapp.desk.commands import staff
    from webapp.desk.dictionary_file import readings

    served = (migrate, load_demo_district, worker, start, voices)
    for command in (*served, settings, keys, readings, staff):
        app.cli.add_command(command)
