"""What becomes of each table's rows when the data of a person, or of old cases, are erased.

The law asks for it when their purpose or their time is over (个人信息保护法, art. 47), and lets
what another law keeps be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Table, cast, delete, literal, select, update

from services.storage.base import metadata
from services.storage.board import PostState
from services.storage.cases import CaseState
from services.storage.crypto import Keyring
from services.storage.database import load_tables
from services.storage.work import Work

# Cases that nobody works on any more.
OVER = (CaseState.DONE, CaseState.WITHDRAWN, CaseState.CLOSED, CaseState.RETURNED)
Values = Callable[[Table, Keyring], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """Whose a row is, by `column`: the owner's key, a person's id, or a row of the table `of`.

    Rows go, or take `values` that say nothing of anybody.
    """

    column: str
    of: str
    values: Values | None = None


@dataclass(frozen=True)
class Kept:
    """Rows that stay, and why."""

    why: str


def _blank_person(table: Table, keys: Keyring) -> dict[str, Any]:
    empty = dict.fromkeys(("phone_hash", "id_number", "id_number_hash", "birth_date"))
    sealed = {name: keys.seal("", f"persons.{name}") for name in ("name", "phone")}
    return {**empty, **sealed, "demo_key": None}


def _blank_case(table: Table, keys: Keyring) -> dict[str, Any]:
    return {
        # No one can ask for it by this, but its money still belongs to it.
        "reference": literal("erased-") + cast(table.c.id, String),
        "owner": bytes(32),
        "person_id": None,
        "details": keys.seal('{"answers": []}', "cases.details"),
    }


def _blank_post(table: Table, keys: Keyring) -> dict[str, Any]:
    # The row stays: an editor may have made a common question of its answer.
    return {
        "owner": bytes(32),
        "person_id": None,
        "shown": False,
        "state": PostState.WITHDRAWN.value,
        "said": keys.seal("", "board_posts.said"),
        "answer": None,
        "refusal": None,
    }


OWNER, PERSON = "owner", "person"
_SWEPT = Kept("swept after hours or days, as the table of sweeps in webapp/worker.py says")
_DEMO = Kept("invented")
_STAFF = Kept("of the staff, who are no residents")
_MONEY = Kept("books are kept 30 years (会计档案管理办法, 2015)")
RULES: Mapping[str, Rule | Kept] = {
    "persons": Rule("id", PERSON, _blank_person),
    "cases": Rule("person_id", PERSON, _blank_case),
    **{name: Rule("owner", OWNER) for name in (
        "contacts", "notices", "photos", "reminders", "reading_voices", "calls", "co_views",
        "talks",
    )},
    **{name: Rule("owner_key", OWNER) for name in ("drafts", "attempts", "codes")},
    **{name: Rule("person_id", PERSON) for name in (
        "sessions", "identities", "family_phones", "account_links", "weekly_accounts", "sittings",
        "grants",
    )},
    "todos": Rule("subject_id", PERSON),
    **{name: Rule("case_id", "cases") for name in (
        "case_events", "deliveries", "bookings", "ratings", "visits",
    )},
    "visit_reports": Rule("visit_id", "visits"),
    "grant_recordings": Rule("grant_id", "grants"),
    "grant_uses": Rule("grant_id", "grants"),
    "talk_lines": Rule("talk_id", "talks"),
    "board_posts": Rule("owner", OWNER, _blank_post),
    "board_pieces": Rule("post_id", "board_posts"),
    "guide_questions": Kept("written by an editor for everyone"),
    "trail": Kept("its words are erased by TrailRecords.erase, and the chain stays"),
    "payments": _MONEY,
    "ledger_accounts": Kept("the books of the utilities, who erase by their own rules"),
    "ledger_bills": Kept("the books of the utilities, who erase by their own rules"),
    **dict.fromkeys(("resume_slips", "oidc_trips", "screen_messages", "reading_reports"), _SWEPT),
    **dict.fromkeys(("demo_trades",), _DEMO),
    **dict.fromkeys(("clerks", "clerk_sessions", "reading_corrections", "phrases"), _STAFF),
}  # fmt: skip


def erase_person(work: Work, person_id: int, owner: bytes) -> int:
    """Erase all that RULES say of a person and their cases; how many rows."""
    whose: dict[str, list[Any]] = {PERSON: [person_id], OWNER: [owner]}

    def rows_of(name: str) -> ColumnElement[bool]:
        rule = RULES[name]
        assert isinstance(rule, Rule)  # what is kept is asked for by nobody
        column = metadata.tables[name].c[rule.column]
        if rule.of in whose:
            return column.in_(whose[rule.of])
        return column.in_(select(metadata.tables[rule.of].c.id).where(rows_of(rule.of)))

    return _erase(work, tuple(RULES), rows_of)


def erase_old_cases(work: Work, before: datetime, limit: int) -> int:
    """Erase cases that were over before a moment, `limit` at most; how many."""
    cases = metadata.tables["cases"]
    old = [
        cases.c.changed_at < before,
        cases.c.state.in_([state.value for state in OVER]),
        cases.c.person_id.is_not(None) | (cases.c.owner != bytes(32)),
    ]
    ids = list(work.conn.scalars(select(cases.c.id).where(*old).limit(limit)))

    def rows_of(name: str) -> ColumnElement[bool]:
        if name == "cases":
            return cases.c.id.in_(ids)
        rule = RULES[name]
        assert isinstance(rule, Rule)  # only what hangs on a case comes here
        parents = select(metadata.tables[rule.of].c.id).where(rows_of(rule.of))
        return metadata.tables[name].c[rule.column].in_(parents)

    photos = metadata.tables["photos"]
    work.conn.execute(delete(photos).where(photos.c.case_id.in_(ids)))
    _erase(work, [name for name in RULES if _hangs_on_case(name)], rows_of)
    return len(ids)


def erase_old_letters(work: Work, before: datetime) -> int:
    """Erase what stands in inboxes since before a moment; how many."""
    letters = metadata.tables["notices"]
    return work.conn.execute(delete(letters).where(letters.c.at < before)).rowcount


def _hangs_on_case(name: str) -> bool:
    rule = RULES[name]
    if name == "cases":
        return True
    return isinstance(rule, Rule) and rule.of in RULES and _hangs_on_case(rule.of)


def _erase(work: Work, names: Sequence[str], rows_of: Callable[[str], ColumnElement[bool]]) -> int:
    """Children go before what they hang on."""
    load_tables()
    count = 0
    for table in reversed(metadata.sorted_tables):
        rule = RULES.get(table.name)
        if table.name not in names or not isinstance(rule, Rule):
            continue
        its = rows_of(table.name)
        if rule.values is None:
            count += work.conn.execute(delete(table).where(its)).rowcount
        else:
            values = rule.values(table, work.keys)
            count += work.conn.execute(update(table).where(its).values(values)).rowcount
    return count
