"""Writing to the board: four questions, asked together or one by one, and what is kept of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.actors import Actor, ActorKind
from services.appointments.calendar import after_working_days
from services.board.topics import LOOKED_AT_WITHIN, TOPICS, WISHES
from services.cases import DISTRICT_TIME
from services.cleaning.masking import mask_private
from services.cleaning.text import read_text
from services.clock import Clock
from services.deeds import Deed
from services.desk.todos import Queue, put
from services.drafts import Draft
from services.journey import Applicant, Journey, Kind, Option, Question
from services.requests.choosing import one_of
from services.requests.typing_in import shown_lines, typed_by
from services.storage import Database
from services.storage.board import NewPost
from services.storage.trail import TrailEntry
from services.words import words

# What is half done is kept under this name; no service is called so.
DRAFT = "message-board"
WISH, TOPIC, SAID, SEEN_BY = "wish", "topic", "said", "seen-by"
EVERYBODY, ONLY_ME = "everybody", "only-me"


def read_post(typed: str) -> str:
    """What is written to the board, without numbers of people. Raises AnswerProblem."""
    return mask_private(read_text(typed))


QUESTIONS = (
    one_of(
        WISH,
        "post",
        words("您想做什么？"),
        words("想做什么"),
        [Option(slug, wish.label, wish.detail) for slug, wish in WISHES.items()],
        words("请选一个：问事情，还是提建议。"),
    ),
    one_of(
        TOPIC,
        "post",
        words("是哪方面的事？"),
        words("哪方面的事"),
        [Option(slug, topic.label) for slug, topic in TOPICS.items()],
        words("请选一个方面。选得不准也不要紧，我们会转给该管的人。"),
    ),
    Question(
        slug=SAID,
        section="post",
        kind=Kind.LONG,
        label=words("请写下来"),
        name=words("您写的"),
        hint=words(
            "用平常的话写就行。身份证号、电话、卡号会自动遮住；名字和家里的事，请您自己也别写。"
        ),
        example=lambda context: "电费单上的第二档是什么意思？",
        clean=typed_by(read_post),
        show=shown_lines,
    ),
    one_of(
        SEEN_BY,
        "post",
        words("谁可以看？"),
        words("谁可以看"),
        (
            Option(
                EVERYBODY,
                words("大家都可以看"),
                words("不写您的名字。工作人员看过以后才放出来。"),
            ),
            Option(ONLY_ME, words("只有我和工作人员")),
        ),
        words("请选谁可以看。"),
    ),
)
JOURNEY = Journey(QUESTIONS, {"post": words("写留言")})


def todo_name(number: int) -> str:
    """What a post is called in the ledger of promises, and in the trail."""
    return f"board:{number}"


def district_day(now: datetime) -> date:
    """The day in the district."""
    return now.astimezone(DISTRICT_TIME).date()


class BoardDoor:
    """Where residents write to the board, and find again what they wrote."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def send(self, applicant: Applicant, draft: Draft, locale: str, name: str) -> int | None:
        """Keep a post, and promise that somebody looks at it; its number.

        The answers of the draft are complete; ``name`` is the author's, for the trail. None where
        the draft was sent already: by a second press, or in another tab.
        """
        now = self._clock.now()
        post = _post(applicant, draft.answers, locale, district_day(now))
        with self._db.write() as work:
            if not work.drafts.take(applicant.owner, draft.once):
                return None
            number = work.board.add(post, now)
            due = after_working_days(district_day(now), LOOKED_AT_WITHIN)
            said = words("看看这条留言，交给人回答")
            put(work, Queue.BOARD, todo_name(number), said, due, now, applicant.person_id)
            actor = Actor(ActorKind.RESIDENT, applicant.person_id, name)
            entry = TrailEntry(actor, Deed.BOARD_ASKED, applicant.person_id, todo_name(number))
            work.trail.add(entry, now)
        return number


def _post(applicant: Applicant, answers: Mapping[str, Any], locale: str, today: date) -> NewPost:
    wish, topic = WISHES[answers[WISH]], TOPICS[answers[TOPIC]]
    return NewPost(
        owner=applicant.owner,
        person_id=applicant.person_id,
        wish=answers[WISH],
        topic=answers[TOPIC],
        department=topic.department,
        wants_public=answers[SEEN_BY] == EVERYBODY,
        locale=locale,
        due=after_working_days(today, wish.working_days),
        # Once more: what was kept half done may be older than the rules of today.
        said=mask_private(answers[SAID]),
    )
