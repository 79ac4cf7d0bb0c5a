"""Links: which water, electricity and gas accounts a signed-in resident need not type."""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    select,
)

from services.providers.utility import Utility
from services.storage.base import fingerprint_column, id_column, metadata, private_column
from services.storage.crypto import Keyring
from services.storage.quick import QuickSelect


@dataclass(frozen=True)
class AccountLink:
    """One account of one resident."""

    person_id: int
    utility: Utility
    account_number: str


_links = Table(
    "account_links",
    metadata,
    id_column(),
    Column("person_id", BigInteger, nullable=False),
    Column("utility", String(12), nullable=False),
    private_column("number"),
    fingerprint_column("number_hash", kind="account", of="number"),
    UniqueConstraint("person_id", "utility", "number_hash"),
)
_PLACE = "account_links.number"
# Asked for every page of a bill service.
_OF = QuickSelect(
    select(_links.c.number)
    .where(_links.c.person_id == bindparam("person_id"), _links.c.utility == bindparam("utility"))
    .order_by(_links.c.id)
)


class LinkRecords:
    """Account links in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        self._conn = conn
        self._keys = keys

    def of(self, person_id: int, utility: Utility) -> list[AccountLink]:
        """The accounts of a resident at one utility, the oldest link first."""
        rows = _OF.rows(self._conn, person_id=person_id, utility=utility.value)
        return [
            AccountLink(person_id, utility, self._keys.open(number, _PLACE)) for (number,) in rows
        ]

    def add(self, link: AccountLink) -> None:
        """Keep a link; one that is there already stays as it is."""
        if any(
            known.account_number == link.account_number
            for known in self.of(link.person_id, link.utility)
        ):
            return
        row = {
            "person_id": link.person_id,
            "utility": link.utility.value,
            "number": self._keys.seal(link.account_number, _PLACE),
            "number_hash": self._keys.fingerprint("account", link.account_number),
        }
        self._conn.execute(insert(_links).values(row))
