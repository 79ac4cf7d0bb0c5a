"""The repositories of the board, for Work."""

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from services.storage.crypto import Keyring

if TYPE_CHECKING:
    from services.storage.board import BoardRecords
    from services.storage.board_public import PublicBoardRecords


class BoardWork:
    """What a transaction sees of the board."""

    conn: Connection
    keys: Keyring

    @cached_property
    def board(self) -> "BoardRecords":
        """Questions and suggestions."""
        from services.storage.board import BoardRecords

        return BoardRecords(self.conn, self.keys)

    @cached_property
    def public_board(self) -> "PublicBoardRecords":
        """What everybody may read and find of them."""
        from services.storage.board_public import PublicBoardRecords

        return PublicBoardRecords(self.conn, self.keys)
