"""What everybody may read of the board: by which words it is found, and questions made common."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)

from services.storage.base import id_column, insert_into, metadata
from services.storage.crypto import Keyring

LONGEST_PIECE = 40
_pieces = Table(
    "board_pieces",
    metadata,
    Column("piece", String(LONGEST_PIECE), primary_key=True),
    Column("post_id", BigInteger, ForeignKey("board_posts.id"), primary_key=True, index=True),
)
_common = Table(
    "guide_questions",
    metadata,
    id_column(),
    Column("service", String(60), nullable=False, index=True),
    Column("post_id", BigInteger, ForeignKey("board_posts.id"), nullable=False, unique=True),
    Column("locale", String(12), nullable=False),
    Column("ask", Text, nullable=False),
    Column("answer", Text, nullable=False),
)


@dataclass(frozen=True)
class CommonQuestion:
    """A question of a guide that came from the board; ``service`` is the guide's slug."""

    service: str
    post_id: int
    locale: str
    ask: str
    answer: str


class PublicBoardRecords:
    """The board_pieces and guide_questions tables."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection; nothing here is private."""
        self._conn = conn

    def index(self, post_id: int, pieces: Collection[str]) -> None:
        """Have a post found by these pieces, and by no others."""
        self._conn.execute(delete(_pieces).where(_pieces.c.post_id == post_id))
        rows = [{"piece": piece[:LONGEST_PIECE], "post_id": post_id} for piece in pieces]
        if rows:
            unique = list({row["piece"]: row for row in rows}.values())
            self._conn.execute(insert(_pieces), unique)

    def matching(self, pieces: Sequence[str], least: int, limit: int) -> list[int]:
        """Posts with ``least`` of the pieces or more, those with most first, then the newest."""
        query = select(_pieces.c.post_id).where(_pieces.c.piece.in_(pieces))
        query = query.group_by(_pieces.c.post_id).having(func.count() >= least)
        best = query.order_by(func.count().desc(), _pieces.c.post_id.desc()).limit(limit)
        return list(self._conn.scalars(best))

    def make_common(self, question: CommonQuestion) -> None:
        """Put a question into a guide, in the place of what this post gave before."""
        values = {
            "service": question.service, "locale": question.locale,
            "ask": question.ask, "answer": question.answer,
        }  # fmt: skip
        self._conn.execute(
            insert_into(self._conn, _common)
            .values(post_id=question.post_id, **values)
            .on_conflict_do_update(index_elements=["post_id"], set_=values)
        )

    def drop_common(self, post_id: int) -> bool:
        """Take it out of the guide again; False if it was in none."""
        gone = delete(_common).where(_common.c.post_id == post_id)
        return self._conn.execute(gone).rowcount > 0

    def common_of(self, service: str) -> list[CommonQuestion]:
        """The questions that a guide has from the board."""
        query = select(_common).where(_common.c.service == service).order_by(_common.c.id)
        return [self._question(row) for row in self._conn.execute(query)]

    def common_from(self, post_id: int) -> CommonQuestion | None:
        """The question that came of a post, if one did."""
        query = select(_common).where(_common.c.post_id == post_id)
        row = self._conn.execute(query).first()
        return None if row is None else self._question(row)

    @staticmethod
    def _question(row: Row[Any]) -> CommonQuestion:
        return CommonQuestion(row.service, row.post_id, row.locale, row.ask, row.answer)
