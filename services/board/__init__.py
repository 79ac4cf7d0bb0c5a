"""The public board: questions and suggestions, looked at first, answered by a day."""

from __future__ import annotations

from dataclasses import dataclass

from services.board.answering import BoardDesk
from services.board.asking import BoardDoor
from services.board.reading import BoardReader
from services.clock import Clock
from services.storage import Database


@dataclass(frozen=True)
class Board:
    """The three sides of the board: writing, reading, and the desk."""

    door: BoardDoor
    reader: BoardReader
    desk: BoardDesk


def open_board(db: Database, clock: Clock) -> Board:
    """The board of one site."""
    return Board(BoardDoor(db, clock), BoardReader(db, clock), BoardDesk(db, clock))
