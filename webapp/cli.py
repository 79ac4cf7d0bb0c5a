"""Commands for those who run the site; `flask --app wsgi --help` lists them."""

from __future__ import annotations

import os
import subprocess
import sys

import click
from flask import Flask
from flask.cli import AppGroup
from granian.constants import Interfaces
from granian.server import Server

from services.demo.district import load_demo
from services.storage.migrate import upgrade
from services.storage.rotation import rotate_keys
from webapp.settings import Settings
from webapp.wiring import parts
from webapp.worker import work_queue

keys = AppGroup("keys", help="Keys that seal private fields.")


@click.command("migrate")
def migrate() -> None:
    """Bring the database to this version's shape."""
    upgrade(parts().db)


@click.command("load-demo")
def load_demo_district() -> None:
    """Fill an empty database with the invented district."""
    load_demo(parts().db, parts().clock)


@click.command("worker")
def worker() -> None:
    """Do what no page waits for, until told to stop."""
    work_queue(parts()).create_consumer(workers=1, periodic=True).run()


@click.command("start")
@click.option("--host", envvar="HOST", default="127.0.0.1")
@click.option("--port", envvar="PORT", default=8000, type=int)
def start(host: str, port: int) -> None:
    """Migrate, load the demo district, and serve with one worker beside."""
    upgrade(parts().db)
    if parts().settings.demo:
        load_demo(parts().db, parts().clock)
    parts().db.dispose()
    beside = subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "worker"])
    click.echo(f"暖窗: http://{host}:{port}/")
    try:
        Server(
            "wsgi:app",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=max(1, (os.cpu_count() or 1) // 2),
            blocking_threads=2,
            log_access=False,
        ).serve()
    finally:
        beside.terminate()
        beside.wait(timeout=10)


@click.command("settings")
def settings() -> None:
    """List every setting with its default."""
    for name, field in Settings.model_fields.items():
        default = "" if "secret" in name or "key" in name else field.default
        click.echo(f"NUANCHUANG_{name.upper()}={default}\n    {field.description}")


@keys.command("rotate")
def rotate() -> None:
    """Make a new key and seal every private field with it, while the site is up."""
    rotate_keys(parts().db, parts().settings.data_dir / "keys")
    click.echo("Keys rotated.")


def register_commands(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in (migrate, load_demo_district, worker, start, settings, keys):
        app.cli.add_command(command)
