"""Brings a database to the shape of this version of the program."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from services.storage.database import Database
from services.storage.errors import plain_errors

FOLDER = Path(__file__).parent / "migrations"


def alembic_config(database: Database) -> Config:
    """Alembic's settings, made here so that no second file tells where the database is."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = database.engine
    return config


def upgrade(database: Database) -> None:
    """Apply what is missing; nothing to do on a database of this version.

    Raises StorageUnavailable when the database can't be reached or written.
    """
    config = alembic_config(database)
    if database.is_sqlite and database.url.database:
        Path(database.url.database).parent.mkdir(parents=True, exist_ok=True)
    with plain_errors():
        with database.engine.connect() as conn:
            current = MigrationContext.configure(conn).get_current_revision()
        if current != ScriptDirectory.from_config(config).get_current_head():
            command.upgrade(config, "head")
