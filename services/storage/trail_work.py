"""The part of Work that tells residents who did what with their records."""

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from services.storage.crypto import Keyring

if TYPE_CHECKING:
    from services.storage.accounts import AccountRecords
    from services.storage.trail import TrailRecords


class TrailWork:
    """Repositories of the trail and of what is told from it."""

    conn: Connection
    keys: Keyring

    def finish(self) -> None:
        """Write what waits for the end of a transaction: the lines of the trail."""
        if "trail" in self.__dict__:
            self.trail.finish()

    @cached_property
    def trail(self) -> "TrailRecords":
        """What was done and looked at, by whom."""
        from services.storage.trail import TrailRecords

        return TrailRecords(self.conn, self.keys)

    @cached_property
    def accounts(self) -> "AccountRecords":
        """Weeks of which residents were given an account."""
        from services.storage.accounts import AccountRecords

        return AccountRecords(self.conn, self.keys)
