"""Changes the keys: a new one seals from now on, and every sealed row is brought over to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Row, Table, select, update

from services.storage.base import metadata
from services.storage.crypto import Keyring, Keys, fresh_key, parse_keys, write_key_file
from services.storage.database import Database, load_tables
from services.storage.work import Work

# A batch is one transaction: short enough that a resident's own write does not wait for it.
# A table of larger rows says in its info how many of them go together.
BATCH = 200


@dataclass(frozen=True)
class Rotation:
    """What a rotation did: how many rows it changed, and the id of the key that now seals."""

    rows: int
    key_id: str


def rotate_keys(db: Database, keyring_file: Path) -> Rotation:
    """Put a new sealing and a new index key into the key file and bring every row over to them.

    Safe while the site is up: a running site notices the new file, opens with old keys, and looks
    up by both index keys. Safe to break off: no key is dropped before every row was read and
    re-sealed, so calling it again finishes the work. The keys in use until now stay in the file,
    for a page that was just being kept with them.

    Without a key file the keys come from settings, where the new one has been put first by hand;
    then only the rows are brought over. Raises StorageUnavailable, UnknownKey, SealBroken.
    """
    load_tables()
    if not keyring_file.exists():
        return Rotation(bring_over(db, db.keys), db.keys.keys.active)
    before = parse_keys(keyring_file.read_text())
    fresh = Keys({_next_id(before): fresh_key(), **before.sealing}, (fresh_key(), *before.index))
    write_key_file(keyring_file, fresh, replace=True)
    rows = bring_over(db, Keyring(fresh))
    kept = {fresh.active: fresh.sealing[fresh.active], before.active: before.sealing[before.active]}
    write_key_file(keyring_file, Keys(kept, (fresh.index[0], before.index[0])), replace=True)
    return Rotation(rows, fresh.active)


def bring_over(db: Database, keys: Keyring) -> int:
    """Seal every private value with the active key and renew look-up values; return rows changed.

    A fingerprint is renewed where its column names the private column it is made of.
    """
    return sum(_bring_over_table(db, keys, table) for table in metadata.sorted_tables)


def _bring_over_table(db: Database, keys: Keyring, table: Table) -> int:
    private = [column for column in table.c if column.info.get("private")]
    if not private:
        return 0
    changed = 0
    for first, last in _spans(db, table):
        with db.write() as work:
            changed += _bring_over_span(work, keys, table, first, last)
    return changed


def _spans(db: Database, table: Table) -> Iterator[tuple[Any, Any]]:
    """Yield first and last id (a number or a text) of each batch of rows."""
    together = table.info.get("batch", BATCH)
    query = select(table.c.id).order_by(table.c.id).limit(together)
    rest = query
    while True:
        with db.read() as work:
            ids = list(work.conn.scalars(rest))
        if not ids:
            return
        yield ids[0], ids[-1]
        rest = query.where(table.c.id > ids[-1])


def _bring_over_span(work: Work, keys: Keyring, table: Table, first: Any, last: Any) -> int:
    rows = work.conn.execute(
        select(table).where(table.c.id.between(first, last)).with_for_update()
    ).all()
    changed = 0
    for row in rows:
        values = _renewed(row, keys, table)
        if values:
            work.conn.execute(update(table).where(table.c.id == row.id).values(values))
            changed += 1
    return changed


def _renewed(row: Row[Any], keys: Keyring, table: Table) -> dict[str, bytes]:
    """Return the columns of a row that are not yet under the new keys."""
    kept: dict[str, bytes | None] = dict(row._mapping)
    values: dict[str, bytes] = {}
    for column in table.c:
        blob = kept[column.name]
        if blob is None:
            continue
        if column.info.get("private") and not keys.is_current(blob):
            place = _place(table, column)
            values[column.name] = keys.seal(keys.open(blob, place), place)
        kind, of = column.info.get("fingerprint", (None, None))
        source = kept.get(of) if of else None
        if kind is not None and of is not None and source is not None:
            fingerprint = keys.fingerprint(kind, keys.open(source, _place(table, table.c[of])))
            if fingerprint != blob:
                values[column.name] = fingerprint
    return values


def _place(table: Table, column: Column[Any]) -> str:
    return f"{table.name}.{column.name}"


def _next_id(keys: Keys) -> str:
    used = [int(name[1:]) for name in keys.sealing if name[0] == "k" and name[1:].isdigit()]
    return f"k{max(used, default=0) + 1}"
