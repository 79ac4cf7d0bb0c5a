"""What was done under each grant: the case it opened and the money it was about."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Table,
    func,
    insert,
    select,
)

from services.storage.base import id_column, metadata, utc_column
from services.storage.cases import CaseState, cases
from services.storage.crypto import Keyring
from services.storage.grants import grants

grant_uses = Table(
    "grant_uses",
    metadata,
    id_column(),
    Column("grant_id", BigInteger, ForeignKey(grants.c.id), nullable=False),
    Column("case_id", BigInteger, ForeignKey(cases.c.id), nullable=False, unique=True),
    Column("amount_fen", BigInteger, nullable=False),
    utc_column("at"),
    Index("ix_grant_uses_grant_id_at", "grant_id", "at"),
)
# As many as either database takes in one list.
MOST_LISTED = 500
# What came to nothing took no money in the end.
_NOTHING = [CaseState.WITHDRAWN.value, CaseState.CLOSED.value, CaseState.RETURNED.value]


class GrantUseRecords:
    """The grant_uses table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn

    def add(self, grant_id: int, case_id: int, amount_fen: int, now: datetime) -> None:
        """Note a case that was opened under a grant."""
        row = {"grant_id": grant_id, "case_id": case_id, "amount_fen": amount_fen, "at": now}
        self._conn.execute(insert(grant_uses).values(row))

    def tally(self, grant_id: int, since: datetime | None = None) -> tuple[int, int]:
        """How often, and for how many fen, a grant was used since a moment; not what was undone."""
        fits = [grant_uses.c.grant_id == grant_id, cases.c.state.not_in(_NOTHING)]
        if since is not None:
            fits.append(grant_uses.c.at >= since)
        both = grant_uses.join(cases, cases.c.id == grant_uses.c.case_id)
        sums = select(func.count(), func.coalesce(func.sum(grant_uses.c.amount_fen), 0))
        times, fen = self._conn.execute(sums.select_from(both).where(*fits)).one()
        return int(times), int(fen)

    def opened_by(
        self, helper_id: int, owner: bytes, services: Collection[str] | None
    ) -> tuple[int, ...]:
        """The ids of this owner's newest cases that the helper opened, in these services."""
        both = grant_uses.join(grants, grants.c.id == grant_uses.c.grant_id)
        fits = [grants.c.helper_id == helper_id, cases.c.owner == owner]
        if services is not None:
            fits.append(cases.c.service.in_(services))
        found = (
            select(cases.c.id)
            .select_from(both.join(cases, cases.c.id == grant_uses.c.case_id))
            .where(*fits)
            .order_by(cases.c.id.desc())
            .limit(MOST_LISTED)
        )
        return tuple(self._conn.execute(found).scalars())
