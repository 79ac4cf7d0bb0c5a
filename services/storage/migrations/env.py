"""Runs migrations on the engine that migrate.py hands over."""

from alembic import context

from services.storage.base import metadata
from services.storage.database import load_tables

load_tables()

with context.config.attributes["engine"].begin() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
