"""Keeps the database itself from changing or removing rows of a table that only ever grows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import DDL, Table, event

# Its own words, so that whoever meets them in a log knows that a rule and no fault spoke.
REFUSED = "this table only grows: its rows are neither changed nor removed"


def append_only(table: Table, may_change: Collection[str] = ()) -> None:
    """Guard a table, numbered by ``id``, from when it is made; columns ``may_change`` may.

    Nobody can lay the guard down by a statement on rows; whoever may change tables can.
    """
    fixed = [column.name for column in table.c if column.name not in may_change]
    for dialect, statements in (
        ("sqlite", sqlite_guard(table.name, fixed)),
        ("postgresql", postgresql_guard(table.name, fixed)),
    ):
        for statement in statements:
            # A percent sign would be a place to fill in.
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def sqlite_guard(table: str, fixed: Sequence[str]) -> list[str]:
    """The statements that guard a table of SQLite, also for a migration."""
    # Compared by value: a list of columns would overlook "SET rowid = ...".
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in fixed)
    # REPLACE removes the old row without asking the trigger for removals.
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    return [
        f"CREATE TRIGGER {table}_keeps BEFORE UPDATE ON {table} WHEN {differs} {refuse}",
        f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_grows BEFORE INSERT ON {table} WHEN {taken} {refuse}",
    ]


def postgresql_guard(table: str, fixed: Sequence[str]) -> list[str]:
    """The statements that guard a table of PostgreSQL, also for a migration."""
    differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in fixed)
    refuse = f"EXECUTE FUNCTION {table}_refuse()"
    return [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
        f"CREATE TRIGGER {table}_keeps BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({differs}) {refuse}",
        f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]
