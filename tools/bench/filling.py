"""A site with as many cases as asked for, made by the database itself in one statement."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from services.catalogue import Entry
from services.demo.district import load_demo
from services.guide import Particulars
from services.offices import promise
from services.people import People
from services.sessions import Arrival
from services.storage.cases import CaseState, NewCase
from webapp import create_app
from webapp.browsers import MARK_COOKIE, SESSION_COOKIE
from webapp.settings import Settings
from webapp.wiring import Parts, parts

OWN = 20
RESIDENT = "elder"

# Others' cases: each of an owner of its own, taking turns among the services.
_SQLITE = """
INSERT INTO cases (reference, service, owner, state, note, opened_at, changed_at, details)
WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :last)
SELECT printf('B20250101%06d', i), json_extract(:services, '$[' || (i % :kinds) || ']'),
    randomblob(32), 'open', '', '2025-01-01 00:00:00.000000', '2025-01-01 00:00:00.000000', :details
FROM n"""
_POSTGRESQL = """
INSERT INTO cases (reference, service, owner, state, note, opened_at, changed_at, details)
SELECT 'B20250101' || lpad(i::text, 6, '0'), CAST(:services AS json)->>(i % :kinds),
    decode(md5(i::text) || md5('o' || i::text), 'hex'), 'open', '', '2025-01-01', '2025-01-01',
    CAST(:details AS bytea)
FROM generate_series(:first, :last - 1) AS n(i)"""


@dataclass(frozen=True)
class Filled:
    """A site with many cases, OWN of them of the resident whose browser this is.

    ``demo`` counts those that the demo district came with.
    """

    app: Flask
    client: FlaskClient
    demo: int


def filled(folder: Path, number: int, database_url: str = "") -> Filled:
    """A fresh site with this many cases; the resident's own lie evenly among the others'."""
    folder.mkdir()
    settings = Settings(data_dir=folder, database_url=database_url)
    app = create_app(settings)
    site = parts(app)
    site.db.create_all()
    load_demo(site.db, site.clock)
    demo = site.cases.count()
    signed_in = site.people.sign_in_demo(RESIDENT, Arrival(b"bench" * 6))
    # Services without a module of their own keep nothing in a case but what was answered.
    plain = Particulars.model_fields["module"].default
    entries = [entry for entry in site.catalogue.entries if entry.particulars.module == plain]
    for at in range(OWN):
        _fill(site, entries, number * at // OWN, number * (at + 1) // OWN)
        _open_own(site, entries[at % len(entries)], signed_in.person.id, at)
    with site.db.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    client = app.test_client()
    client.set_cookie(SESSION_COOKIE, signed_in.token)
    client.set_cookie(MARK_COOKIE, signed_in.mark)
    return Filled(app, client, demo)


def _fill(site: Parts, entries: list[Entry], first: int, last: int) -> None:
    if first == last:
        return
    slugs = ", ".join(f'"{entry.slug}"' for entry in entries)
    values = {
        "first": first,
        "last": last,
        "services": f"[{slugs}]",
        "kinds": len(entries),
        "details": site.db.keys.seal('{"answers": []}', "cases.details"),
    }
    with site.db.engine.begin() as connection:
        connection.execute(text(_SQLITE if site.db.is_sqlite else _POSTGRESQL), values)


def _open_own(site: Parts, entry: Entry, person_id: int, at: int) -> None:
    now = site.clock.now() - timedelta(days=30 * (OWN - at))
    owner = People.owner_key(person_id)
    details = {"answers": [], **promise(entry, now)}
    reference = f"{entry.particulars.letter}{now:%Y%m%d}{at:06d}"
    once = f"bench {at}".encode().ljust(32)
    with site.db.write() as work:
        work.cases.add(
            NewCase(reference, entry.slug, owner, person_id, once, CaseState.OPEN, details), now
        )
