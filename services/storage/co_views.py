"""Looking at a step together: one row a resident, with who looks and what they point at."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    put,
    utc_column,
)
from services.storage.crypto import Keyring

_KIND = "co-view-code"
_views = Table(
    "co_views",
    metadata,
    id_column(),
    Column("owner", LargeBinary(32), nullable=False, unique=True),
    Column("person_id", BigInteger, nullable=True),
    private_column("code"),
    fingerprint_column("code_hash", _KIND, "code", unique=True),
    Column("state", String(12), nullable=False),
    Column("service", String(64), nullable=False),
    Column("step", String(80), nullable=False),
    # How the resident sees it: a question at a time, and whether something was refused there.
    Column("one_question", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("helper_id", BigInteger, nullable=True, index=True),
    private_column("helper_name", nullable=True),
    Column("pointed", String(120), nullable=False),
    utc_column("begun_at"),
    utc_column("expires_at", index=True),
)
_CODE, _NAME = "co_views.code", "co_views.helper_name"


class CoViewState(StrEnum):
    """How far it has come."""

    WAITING = "waiting"  # the code is being read out
    ASKED = "asked"  # somebody gave the code; the resident has to let them look
    LOOKING = "looking"


@dataclass(frozen=True)
class Step:
    """Where the resident is: a step of a service (or the check page), and how it looks there."""

    service: str
    step: str
    one_question: bool
    again: bool = False


@dataclass(frozen=True)
class CoView:
    """Two people at one step. `pointed` is the id of the part pointed at, empty for none."""

    id: int
    owner: bytes
    person_id: int | None
    code: str
    state: CoViewState
    step: Step
    helper_id: int | None
    helper_name: str
    pointed: str
    begun_at: datetime
    expires_at: datetime


class CoViewRecords:
    """The co_views table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def open(
        self,
        owner: bytes,
        person_id: int | None,
        code: str,
        step: Step,
        now: datetime,
        until: datetime,
    ) -> bool:
        """Begin anew for an owner; False where another has the digits."""
        values = {
            "person_id": person_id,
            "code": self._keys.seal(code, _CODE),
            "code_hash": self._keys.fingerprint(_KIND, code),
            "state": CoViewState.WAITING.value,
            **_columns(step),
            "helper_id": None,
            "helper_name": None,
            "pointed": "",
            "begun_at": now,
            "expires_at": until,
        }
        try:
            with self._conn.begin_nested():
                put(self._conn, _views, {"owner": owner}, values)
        except IntegrityError:
            return False
        return True

    def of(self, owner: bytes, now: datetime) -> CoView | None:
        """Return what a resident has open."""
        return self._one(_views.c.owner == owner, now)

    def by_code(self, code: str, now: datetime) -> CoView | None:
        """Return the one with these digits that still waits for somebody."""
        waits = _views.c.state == CoViewState.WAITING.value
        return self._one(_views.c.code_hash.in_(self._keys.fingerprints(_KIND, code)) & waits, now)

    def of_helper(self, helper_id: int, now: datetime) -> CoView | None:
        """Return the newest that somebody looks at or has asked to."""
        return self._one(_views.c.helper_id == helper_id, now)

    def ask(self, number: int, helper_id: int, name: str) -> bool:
        """Note who gave the code; False where somebody was first."""
        values = {
            "state": CoViewState.ASKED.value,
            "helper_id": helper_id,
            "helper_name": self._keys.seal(name, _NAME),
        }
        return self._change(number, CoViewState.WAITING, values)

    def let_look(self, number: int) -> bool:
        """The resident agrees; False where nobody has asked."""
        return self._change(number, CoViewState.ASKED, {"state": CoViewState.LOOKING.value})

    def move(self, owner: bytes, step: Step, until: datetime) -> None:
        """The resident is at another step: what was pointed at is there no more."""
        here = {**_columns(step), "expires_at": until}
        its = _views.c.owner == owner
        elsewhere = its & ((_views.c.service != step.service) | (_views.c.step != step.step))
        self._conn.execute(update(_views).where(elsewhere).values(pointed=""))
        self._conn.execute(update(_views).where(its).values(here))

    def point(self, number: int, part: str) -> bool:
        """Note the part that is pointed at, or none ("")."""
        return self._change(number, CoViewState.LOOKING, {"pointed": part})

    def close(self, number: int) -> None:
        """Forget it."""
        self._conn.execute(delete(_views).where(_views.c.id == number))

    def close_of(self, owner: bytes) -> None:
        """Forget what a resident has open."""
        self._conn.execute(delete(_views).where(_views.c.owner == owner))

    def sweep(self, now: datetime) -> None:
        """Forget what has run out."""
        self._conn.execute(delete(_views).where(_views.c.expires_at <= now))

    def _change(self, number: int, state: CoViewState, values: dict[str, Any]) -> bool:
        its = (_views.c.id == number) & (_views.c.state == state.value)
        return self._conn.execute(update(_views).where(its).values(values)).rowcount == 1

    def _one(self, its: ColumnElement[bool], now: datetime) -> CoView | None:
        query = select(_views).where(its, _views.c.expires_at > now)
        row = self._conn.execute(query.order_by(_views.c.id.desc()).limit(1)).first()
        return None if row is None else self._view(row)

    def _view(self, row: Row[Any]) -> CoView:
        name = "" if row.helper_name is None else self._keys.open(row.helper_name, _NAME)
        step = Step(row.service, row.step, row.one_question, row.again)
        return CoView(
            row.id, row.owner, row.person_id, self._keys.open(row.code, _CODE),
            CoViewState(row.state), step, row.helper_id, name, row.pointed, row.begun_at,
            row.expires_at,
        )  # fmt: skip


def _columns(step: Step) -> dict[str, Any]:
    return {
        "service": step.service,
        "step": step.step,
        "one_question": step.one_question,
        "again": step.again,
    }
