"""The public board: what residents ask or suggest, sealed, and what is answered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    insert,
    select,
    update,
)

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.errors import Conflict

# What is shown to everybody is sealed too: it was private until somebody had looked at it.
posts = Table(
    "board_posts",
    metadata,
    id_column(),
    Column("owner", LargeBinary(32), nullable=False),
    Column("person_id", BigInteger, nullable=True, index=True),
    Column("wish", String(12), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("department", String(20), nullable=False),
    Column("wants_public", Boolean, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    # The language in which it is written.
    Column("locale", String(12), nullable=False),
    Column("due", Date, nullable=False),
    utc_column("asked_at"),
    utc_column("answered_at", nullable=True),
    private_column("said"),
    private_column("answer", nullable=True),
    private_column("refusal", nullable=True),
    Index("ix_board_posts_owner_id", "owner", "id"),
    Index("ix_board_posts_shown_id", "shown", "id"),
    Index("ix_board_posts_shown_topic_id", "shown", "topic", "id"),
)
_PRIVATE = {name: f"board_posts.{name}" for name in ("said", "answer", "refusal")}


class PostState(StrEnum):
    """How far a post is."""

    WAITING = "waiting"  # nobody has looked at it yet
    OPEN = "open"  # a department has it
    ANSWERED = "answered"
    REFUSED = "refused"  # not taken, with a reason
    WITHDRAWN = "withdrawn"  # taken back by its author


@dataclass(frozen=True)
class NewPost:
    """What somebody wrote. ``wish``, ``topic`` and ``department`` are slugs of services.board.

    ``said`` is already without private numbers; ``due`` is the day by which it is answered.
    """

    owner: bytes
    person_id: int | None
    wish: str
    topic: str
    department: str
    wants_public: bool
    locale: str
    due: date
    said: str


@dataclass(frozen=True)
class Post:
    """A post as it stands. ``shown``: to everybody. ``refusal`` is a slug of services.board."""

    id: int
    owner: bytes
    person_id: int | None
    wish: str
    topic: str
    department: str
    wants_public: bool
    shown: bool
    state: PostState
    version: int
    locale: str
    due: date
    asked_at: datetime
    answered_at: datetime | None
    said: str
    answer: str
    refusal: str


class BoardRecords:
    """The board_posts table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, post: NewPost, now: datetime) -> int:
        """Keep a post that nobody has looked at; return its number."""
        row = {
            "owner": post.owner, "person_id": post.person_id, "wish": post.wish,
            "topic": post.topic, "department": post.department,
            "wants_public": post.wants_public, "shown": False,
            "state": PostState.WAITING.value, "version": 1, "locale": post.locale,
            "due": post.due, "asked_at": now, "said": self._seal("said", post.said),
        }  # fmt: skip
        inserted = self._conn.execute(insert(posts).values(row)).inserted_primary_key
        assert inserted is not None  # an insert of one row always has one
        number: int = inserted[0]
        return number

    def change(self, number: int, version: int, values: Mapping[str, Any]) -> None:
        """Change columns of a post that stands at ``version``. Raises Conflict where it does not.

        Private columns are given as text.
        """
        kept = {
            name: self._seal(name, value) if name in _PRIVATE else value
            for name, value in values.items()
        }
        here = (posts.c.id == number) & (posts.c.version == version)
        changed = update(posts).where(here).values(**kept, version=version + 1)
        if self._conn.execute(changed).rowcount != 1:
            raise Conflict("board_posts")

    def find(self, number: int) -> Post | None:
        """Return one post."""
        row = self._conn.execute(select(posts).where(posts.c.id == number)).first()
        return None if row is None else self._post(row)

    def of(self, owner: bytes, limit: int) -> list[Post]:
        """The newest posts of an owner, those taken back left out."""
        query = select(posts).where(
            posts.c.owner == owner, posts.c.state != PostState.WITHDRAWN.value
        )
        return self._posts(query.order_by(posts.c.id.desc()).limit(limit))

    def shown(self, limit: int, topic: str = "", before: int | None = None) -> list[Post]:
        """Posts that everybody may read, the newest first; only those before a number."""
        query = select(posts).where(posts.c.shown.is_(True))
        if topic:
            query = query.where(posts.c.topic == topic)
        if before is not None:
            query = query.where(posts.c.id < before)
        return self._posts(query.order_by(posts.c.id.desc()).limit(limit))

    def shown_among(self, numbers: Collection[int]) -> dict[int, Post]:
        """Those of these posts that everybody may read, by number."""
        query = select(posts).where(posts.c.id.in_(numbers), posts.c.shown.is_(True))
        return {post.id: post for post in self._posts(query)}

    def in_state(self, state: PostState, limit: int) -> list[Post]:
        """Posts in one state, the first due first."""
        query = select(posts).where(posts.c.state == state.value)
        return self._posts(query.order_by(posts.c.due, posts.c.id).limit(limit))

    def adopt(self, old: bytes, new: bytes, person_id: int) -> None:
        """Hand a browser's posts to the person who has signed in there."""
        mine = update(posts).where(posts.c.owner == old)
        self._conn.execute(mine.values(owner=new, person_id=person_id))

    def _posts(self, query: Select[Any]) -> list[Post]:
        return [self._post(row) for row in self._conn.execute(query)]

    def _seal(self, name: str, text: str) -> bytes:
        return self._keys.seal(text, _PRIVATE[name])

    def _open(self, row: Row[Any], name: str) -> str:
        sealed: bytes | None = row._mapping[name]
        return "" if sealed is None else self._keys.open(sealed, _PRIVATE[name])

    def _post(self, row: Row[Any]) -> Post:
        return Post(
            row.id, row.owner, row.person_id, row.wish, row.topic, row.department,
            row.wants_public, row.shown, PostState(row.state), row.version, row.locale, row.due,
            row.asked_at, row.answered_at, *(self._open(row, name) for name in _PRIVATE),
        )  # fmt: skip
