"""Reading the board: what is shown to everybody, found by its words; and one's own."""

from __future__ import annotations

from dataclasses import dataclass

from services.actors import Actor, ActorKind
from services.board.asking import todo_name
from services.clock import Clock
from services.deeds import Deed
from services.desk.todos import Queue, settle
from services.finding.query import Query
from services.finding.sayings import sayings
from services.finding.text import normal as plain_text
from services.finding.text import pairs, pieces, runs
from services.journey import Applicant
from services.storage import Database, Work
from services.storage.board import Post, PostState
from services.storage.board_public import CommonQuestion
from services.storage.errors import Conflict
from services.storage.trail import TrailEntry

LISTED = 20
MOST_FOUND = 40
# A sentence is known by its beginning; what is longer is read on its page.
HEADLINE = 36


@dataclass(frozen=True)
class BoardPage:
    """Some posts, the newest first, and before which number the next page begins, if any."""

    posts: list[Post]
    before: int | None


def headline(post: Post) -> str:
    """The beginning of what was written, in its author's words."""
    first = " ".join(post.said.split())
    return first if len(first) <= HEADLINE else first[:HEADLINE] + "…"


def words_of(text: str) -> set[str]:
    """The pieces by which a text is found: its words, and neighbouring hanzi."""
    found = set(pieces(text))
    for run in runs(plain_text(text)):
        if not run.isascii():
            found |= set(pairs(run))
    return found - sayings().idle


class BoardReader:
    """Posts as their readers see them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def page(self, topic: str = "", before: int | None = None, size: int = LISTED) -> BoardPage:
        """Posts shown to everybody, of one topic or of all."""
        with self._db.read() as work:
            found = work.board.shown(size + 1, topic, before)
        return BoardPage(found[:size], found[size - 1].id if len(found) > size else None)

    def find(self, typed: str, limit: int = MOST_FOUND, least: int = 1) -> list[Post]:
        """Posts shown to everybody in which stands what was typed, the best first.

        ``least`` is how many of its words and pairs of hanzi must stand there, if it has as many.
        """
        asked = Query(typed).right()
        wanted = [piece for piece in asked if piece[0].isalnum()]
        if not wanted:
            return []
        with self._db.read() as work:
            numbers = work.public_board.matching(wanted, min(least, len(wanted)), limit)
            shown = work.board.shown_among(numbers)
        return [shown[number] for number in numbers if number in shown]

    def one(self, number: int, owner: bytes | None) -> Post | None:
        """A post that everybody may read, or one's own; None for any other."""
        with self._db.read() as work:
            post = work.board.find(number)
        if post is None or post.state is PostState.WITHDRAWN:
            return None
        return post if post.shown or (owner is not None and post.owner == owner) else None

    def mine(self, owner: bytes) -> list[Post]:
        """What this visitor wrote, the newest first."""
        with self._db.read() as work:
            return work.board.of(owner, LISTED)

    def common_questions(self, service: str) -> list[CommonQuestion]:
        """Questions that came into the guide of a service from the board."""
        with self._db.read() as work:
            return work.public_board.common_of(service)

    def take_back(self, number: int, applicant: Applicant, name: str) -> bool:
        """Take one's own post back: nobody reads it any more. False if it is not theirs."""
        now = self._clock.now()
        with self._db.write() as work:
            post = work.board.find(number)
            if post is None or post.owner != applicant.owner:
                return False
            if post.state is PostState.WITHDRAWN:
                return True
            self._remove(work, post)
            settle(work, Queue.BOARD, todo_name(number), now)
            actor = Actor(ActorKind.RESIDENT, applicant.person_id, name)
            about = todo_name(number)
            work.trail.add(TrailEntry(actor, Deed.BOARD_TAKEN_BACK, post.person_id, about), now)
        return True

    @staticmethod
    def _remove(work: Work, post: Post) -> None:
        """What was written goes for good; that there was something stays."""
        gone = {"state": PostState.WITHDRAWN.value, "shown": False, "said": "", "answer": ""}
        try:
            work.board.change(post.id, post.version, gone)
        except Conflict:
            # A clerk was quicker by a moment; the author's wish counts all the same.
            newer = work.board.find(post.id)
            assert newer is not None  # posts are never deleted
            work.board.change(post.id, newer.version, gone)
        work.public_board.index(post.id, ())
        work.public_board.drop_common(post.id)
