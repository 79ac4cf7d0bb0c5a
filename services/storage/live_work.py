"""The part of Work that serves people who are there at this moment: calls, talks, looking on."""

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from services.storage.crypto import Keyring

if TYPE_CHECKING:
    from services.storage.calls import CallRecords
    from services.storage.co_views import CoViewRecords
    from services.storage.phrases import PhraseRecords
    from services.storage.talks import TalkRecords


class LiveWork:
    """Repositories for what happens between people who are both there."""

    conn: Connection
    keys: Keyring

    @cached_property
    def calls(self) -> "CallRecords":
        """Calls for help in a hall."""
        from services.storage.calls import CallRecords

        return CallRecords(self.conn, self.keys)

    @cached_property
    def talks(self) -> "TalkRecords":
        """Talks in writing at the counter."""
        from services.storage.talks import TalkRecords

        return TalkRecords(self.conn, self.keys)

    @cached_property
    def phrases(self) -> "PhraseRecords":
        """Set sentences that an editor has changed."""
        from services.storage.phrases import PhraseRecords

        return PhraseRecords(self.conn, self.keys)

    @cached_property
    def co_views(self) -> "CoViewRecords":
        """Steps that two people look at together."""
        from services.storage.co_views import CoViewRecords

        return CoViewRecords(self.conn, self.keys)
