"""Runs migrations on the engine that migrate.py hands over."""

from typing import Any, Literal

from alembic import context

from services.storage.base import UtcDateTime, metadata
from services.storage.database import load_tables

load_tables()


def plain_types(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types into a new migration as what they are in the database."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


with context.config.attributes["engine"].begin() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=plain_types,
    )
    with context.begin_transaction():
        context.run_migrations()
