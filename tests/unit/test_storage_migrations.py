"""The migrations lead to exactly the tables that the program declares, on both databases."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.storage import Database
from services.storage.base import metadata
from services.storage.database import load_tables
from services.storage.migrate import upgrade
from tests.databases import keyring


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, keyring())
    yield opened
    opened.dispose()


def test_migrations_make_the_declared_tables_and_can_be_repeated(empty: Database) -> None:
    upgrade(empty)
    upgrade(empty)
    load_tables()
    with empty.engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        missing = compare_metadata(context, metadata)
    assert missing == [], "a table was changed: write a migration with alembic's revision command"
