"""The desk's side of the board: taken or refused, passed on, shown or hidden, answered by a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from services.board.asking import todo_name
from services.board.reading import words_of
from services.board.topics import DEPARTMENTS, REFUSALS
from services.cleaning.masking import mask_people
from services.cleaning.text import read_text
from services.clock import Clock
from services.deeds import Deed
from services.desk.todos import Queue, put, settle
from services.journey import AnswerProblem
from services.notices import Kind, notify
from services.staff.accounts import Clerk
from services.storage import Database, Work
from services.storage.board import Post, PostState
from services.storage.board_public import CommonQuestion
from services.storage.errors import Conflict
from services.storage.trail import TrailEntry
from services.words import Words, words

LISTED = 50
# Longer than what residents write: an answer may name papers, places and steps.
LONGEST_ANSWER = 1_500
LONGEST_QUESTION = 80
_OVER = (PostState.REFUSED, PostState.WITHDRAWN)


class PostRefused(Exception):
    """It can't be done so; ``words`` say why, ``field`` names what to mend, if anything."""

    def __init__(self, said: Words, field: str = "") -> None:
        super().__init__(said.msgid)
        self.words = said
        self.field = field


class BoardDesk:
    """What clerks do with posts. A change names the version of the post that the clerk saw."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def listed(self, state: PostState) -> list[Post]:
        """Posts in one state, the first due first, LISTED at most."""
        with self._db.read() as work:
            return work.board.in_state(state, LISTED)

    def open(self, number: int, clerk: Clerk) -> tuple[Post, CommonQuestion | None] | None:
        """One post and the common question it became; a look at a private one is noted."""
        with self._db.write() as work:
            post = work.board.find(number)
            if post is None or post.state is PostState.WITHDRAWN:
                return None
            if not post.shown:
                self._note(work, post, clerk, Deed.BOARD_SEEN)
            return post, work.public_board.common_from(number)

    def accept(
        self, number: int, version: int, clerk: Clerk, department: str, *, shown: bool
    ) -> None:
        """Give it to a department, and show it to all if its author wishes so and it may be.

        Raises PostRefused: made-up department, or another clerk was quicker.
        """
        if department not in DEPARTMENTS:
            raise PostRefused(words("请选由谁来回答。"), "department")
        with self._changing(number) as (work, post):
            new = post.state is PostState.WAITING
            shown = shown and post.wants_public
            values: dict[str, Any] = {"department": department, "shown": shown}
            if new:
                values["state"] = PostState.OPEN.value
            self._change(work, post, version, values)
            if not shown:
                work.public_board.drop_common(number)
            if post.state is not PostState.ANSWERED:
                self._promise(work, post, department, tell=new or department != post.department)
            self._note(work, post, clerk, Deed.BOARD_TAKEN if new else Deed.BOARD_SHOWN)

    def refuse(self, number: int, version: int, clerk: Clerk, reason: str) -> None:
        """Do not take it, and say why. Raises PostRefused."""
        if reason not in REFUSALS:
            raise PostRefused(words("请选一个原因，写的人会看到。"), "reason")
        with self._changing(number) as (work, post):
            values = {"state": PostState.REFUSED.value, "shown": False, "refusal": reason}
            self._change(work, post, version, values)
            settle(work, Queue.BOARD, todo_name(number), self._clock.now())
            self._note(work, post, clerk, Deed.BOARD_REFUSED)
            said = words("您的留言没有收下。原因：%(reason)s", reason=REFUSALS[reason])
            self._tell(work, post, said)

    def answer(self, number: int, version: int, clerk: Clerk, typed: str) -> None:
        """Answer it, or put a better answer in the place of the one before. Raises PostRefused."""
        text = _read(typed, LONGEST_ANSWER, "answer")
        with self._changing(number) as (work, post):
            if post.state is PostState.WAITING:
                raise PostRefused(words("请先收下这条留言，再回答。"))
            now = self._clock.now()
            values = {"state": PostState.ANSWERED.value, "answer": text, "answered_at": now}
            self._change(work, post, version, values)
            settle(work, Queue.BOARD, todo_name(number), now)
            self._note(work, post, clerk, Deed.BOARD_ANSWERED)
            department = DEPARTMENTS[post.department]
            said = words("%(department)s回答了您的留言。", department=department)
            self._tell(work, post, said)

    def make_common(
        self, number: int, clerk: Clerk, service: str, asked: str, answered: str
    ) -> None:
        """Put it among the common questions of a service's guide. Raises PostRefused.

        Only what everybody may read already; ``service`` is the slug of a guide that there is.
        """
        ask = _read(asked, LONGEST_QUESTION, "ask")
        answer = _read(answered, LONGEST_ANSWER, "common-answer")
        with self._changing(number) as (work, post):
            if not post.shown or post.state is not PostState.ANSWERED:
                raise PostRefused(words("大家都能看、已经回答的，才能放进办事指南。"))
            found = CommonQuestion(service, number, post.locale, ask, answer)
            work.public_board.make_common(found)
            self._note(work, post, clerk, Deed.BOARD_MADE_COMMON)

    def drop_common(self, number: int, clerk: Clerk) -> None:
        """Take it out of the guide again."""
        with self._changing(number) as (work, post):
            if work.public_board.drop_common(number):
                self._note(work, post, clerk, Deed.BOARD_MADE_COMMON)

    @contextmanager
    def _changing(self, number: int) -> Iterator[tuple[Work, Post]]:
        try:
            with self._db.write() as work:
                post = work.board.find(number)
                if post is None or post.state in _OVER:
                    raise PostRefused(words("这条留言已经收回或者没有收下，不用再管了。"))
                yield work, post
        except Conflict as error:
            said = words("刚才有别的工作人员处理过了。请先看看现在是什么样。")
            raise PostRefused(said) from error

    @staticmethod
    def _change(work: Work, post: Post, version: int, values: Mapping[str, Any]) -> None:
        work.board.change(post.id, version, values)
        newer = work.board.find(post.id)
        assert newer is not None  # it was changed just now
        work.public_board.index(
            post.id, words_of(f"{newer.said} {newer.answer}") if newer.shown else ()
        )

    def _promise(self, work: Work, post: Post, department: str, *, tell: bool) -> None:
        """It is answered by its day: so says the ledger, and so its author is told."""
        name = DEPARTMENTS[department]
        now, about = self._clock.now(), todo_name(post.id)
        said = words("由%(department)s回答留言", department=name)
        put(work, Queue.BOARD, about, said, post.due, now, post.person_id)
        if tell:
            told = words(
                "您的留言由%(department)s回答，最晚 %(day)s。", department=name, day=post.due
            )
            self._tell(work, post, told)

    def _note(self, work: Work, post: Post, clerk: Clerk, deed: Deed) -> None:
        entry = TrailEntry(clerk.actor, deed, post.person_id, todo_name(post.id))
        work.trail.add(entry, self._clock.now())

    def _tell(self, work: Work, post: Post, said: Words) -> None:
        now, page = self._clock.now(), f"/board/{post.id}/"
        notify(
            work, post.owner, post.person_id, None, said, now, post.locale,
            kind=Kind.NEWS, page=page,
        )  # fmt: skip


def _read(typed: str, longest: int, field: str) -> str:
    try:
        return mask_people(read_text(typed, longest))
    except AnswerProblem as problem:
        raise PostRefused(problem.words, field) from problem
