"""How a resident wants to be reached: asked once, kept, shown to the resident and every clerk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Protocol

from services.actors import ActorKind
from services.cleaning.contact import masked_room, read_address, read_any_phone
from services.clock import Clock
from services.deeds import Deed
from services.journey import Answers, Applicant, Kind, Option, Question
from services.phones import masked_phone
from services.requests.choosing import one_of
from services.requests.typing_in import typed_by
from services.storage import Database, Work
from services.storage.trail import TrailEntry
from services.words import Words, words

BY, HELPER, LETTERS = "contact-by", "contact-helper", "contact-letters"
CONTACT_TITLE = words("怎么联系您")
_HELPER = "helper"

WAYS = (
    Option("phone", words("打电话给我")),
    Option("text", words("发文字给我"), words("只发短信和网上消息，不打电话")),
    Option("sign", words("手语视频")),
    Option(_HELPER, words("找我的帮手"), words("家人、邻居，或者您信得过的人")),
)
FORMS = (
    Option("ordinary", words("平常的就好")),
    Option("large", words("大字的")),
    Option("braille", words("盲文的")),
    Option("audio", words("录音的")),
)
_USUAL = {BY: "phone", LETTERS: "ordinary"}


@dataclass(frozen=True)
class Contact:
    """How to reach somebody: values of WAYS and FORMS, and the helper's number if one is asked.

    ``post`` is the address to which news also goes by post; empty: it does not.
    """

    by: str
    letters: str
    helper: str = ""
    post: str = ""

    @property
    def way(self) -> Words:
        """How to reach them, in words."""
        return _label(WAYS, self.by)

    def lines(self, *, masked: bool = True) -> list[tuple[Words, Words | str]]:
        """It in words: a name and what was chosen. An office has to call, so it is not masked."""
        told: list[tuple[Words, Words | str]] = [(words("联系您"), self.way)]
        if self.helper:
            shown = masked_phone(self.helper) if masked else self.helper
            told.append((words("帮手的电话"), shown))
        told.append((words("寄给您的信"), _label(FORMS, self.letters)))
        if self.post:
            told.append((words("信寄到"), masked_room(self.post) if masked else self.post))
        return told


class ContactDesk:
    """Where the choice is kept and found."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def of(self, applicant: Applicant) -> Contact | None:
        """What this resident has chosen, if anything."""
        with self._db.read() as work:
            return contact_of(work, applicant.owner)

    def keep(self, applicant: Applicant, answers: Answers) -> None:
        """Keep what was chosen instead of what was before."""
        with self._db.write() as work:
            keep_contact(work, applicant, answers, self._clock.now())

    def post_to(self, applicant: Applicant, address: str) -> None:
        """Send news by post, too, from now on; to no address: stop it."""
        with self._db.write() as work:
            known = contact_of(work, applicant.owner) or Contact(_USUAL[BY], _USUAL[LETTERS])
            _keep(work, applicant, replace(known, post=address), self._clock.now())


def contact_for(work: Work, applicant: Applicant) -> Contact | None:
    """The same for whoever asks in the resident's name; None where it is still to be asked.

    A helper is never asked: else letters and calls could be led away from the resident.
    """
    kept = contact_of(work, applicant.owner)
    deputy = applicant.deputy
    if kept is None and deputy is not None and deputy.actor.kind is ActorKind.HELPER:
        return Contact(_USUAL[BY], _USUAL[LETTERS])
    return kept


def contact_of(work: Work, owner: bytes) -> Contact | None:
    """How the owner of a case wants to be reached."""
    kept = work.contacts.of(owner)
    if kept is None:
        return None
    # Those kept before letters went by post have no address.
    return Contact(kept["by"], kept["letters"], kept["helper"], kept.get("post", ""))


def keep_contact(work: Work, applicant: Applicant, answers: Answers, now: datetime) -> None:
    """Keep what was told about it, if anything was; what was not asked stays as it is."""
    if BY not in answers and LETTERS not in answers:
        return
    before = contact_of(work, applicant.owner)
    known = {**_USUAL, **as_answers(before), **answers}
    helper = known.get(HELPER, "") if known[BY] == _HELPER else ""
    chosen = Contact(known[BY], known[LETTERS], helper, before.post if before else "")
    _keep(work, applicant, chosen, now)


def _keep(work: Work, applicant: Applicant, contact: Contact, now: datetime) -> None:
    work.contacts.keep(applicant.owner, asdict(contact), now)
    work.trail.add(TrailEntry(applicant.actor, Deed.CONTACT_CHANGED, applicant.person_id), now)


def as_answers(contact: Contact | None) -> Mapping[str, str]:
    """What is kept, as answers to the questions."""
    if contact is None:
        return {}
    return {BY: contact.by, HELPER: contact.helper, LETTERS: contact.letters}


def _label(options: Sequence[Option], value: str) -> Words:
    return next(option.label for option in options if option.value == value)


class Asked(Protocol):
    """What the questions look at; the context of every service that asks them has it."""

    @property
    def contact(self) -> Contact | None:
        """What is kept already: then nothing is asked."""


@dataclass(frozen=True)
class Anew:
    """The context of the page where the choice is changed."""

    contact: Contact | None = None


def _asked(context: Asked, answers: Answers) -> bool:
    return context.contact is None


def _needs_helper(context: Asked, answers: Answers) -> bool:
    return _asked(context, answers) and answers.get(BY) == _HELPER


QUESTIONS = (
    one_of(
        BY,
        "contact",
        words("有事怎么联系您？"),
        words("联系您"),
        WAYS,
        words("请选一个联系您的办法。"),
        hint=words("只问这一次。以后在“怎么联系我”里可以改。"),
        applies=_asked,
    ),
    Question(
        slug=HELPER,
        section="contact",
        kind=Kind.DIGITS,
        label=words("帮手的电话是多少？"),
        name=words("帮手的电话"),
        hint=words("手机、家里的座机都可以。请先跟帮手说一声。"),
        example=lambda context: "199 0000 0005",
        clean=typed_by(read_any_phone),
        show=lambda value, context, answers: [masked_phone(value)],
        applies=_needs_helper,
        revealed_by=BY,
        private=True,
    ),
    one_of(
        LETTERS,
        "contact",
        words("寄给您的信，要什么样的？"),
        words("寄给您的信"),
        FORMS,
        words("请选信要什么样的。"),
        applies=_asked,
    ),
)
POST = Question(
    slug="contact-post",
    section="contact",
    kind=Kind.TEXT,
    label=words("信寄到哪里？"),
    name=words("寄信的地址"),
    hint=words("写清楚路名、门牌号、几号楼、几室。不想收信了，就把这里清空。"),
    example=lambda context: "暖阳路 12 弄 3 号 402 室",
    clean=typed_by(read_address),
    show=lambda value, context, answers: [masked_room(value)],
    optional=True,
    private=True,
    autocomplete="address-line1",
)
# On a page of their own, where a view asks for little at a time.
ABOUT_CALLS, ABOUT_LETTERS = QUESTIONS[:2], QUESTIONS[2:]
