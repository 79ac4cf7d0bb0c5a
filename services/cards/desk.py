"""A resident's e-cards, their day's codes, and what a code is worth at a counter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from services.cards.signing import CardSigner, Claims, NoCode, NotOurs
from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.numbers import clean_typed
from services.providers.cards import Card, CardKind, CardRegistry, DisabilityKind
from services.storage.people import Person
from services.words import Words, words

CODE_HOURS = 24
# Clocks of two machines may differ by this much; beyond it, one of them is set wrong.
CLOCK_SLACK = timedelta(minutes=5)

CARD_NAMES = {CardKind.SENIOR: words("敬老卡"), CardKind.DISABILITY: words("残疾人证")}
DISABILITY_NAMES = {
    DisabilityKind.SIGHT: words("视力残疾"),
    DisabilityKind.HEARING: words("听力残疾"),
    DisabilityKind.SPEECH: words("言语残疾"),
    DisabilityKind.LIMB: words("肢体残疾"),
    DisabilityKind.INTELLECT: words("智力残疾"),
    DisabilityKind.MIND: words("精神残疾"),
    DisabilityKind.SEVERAL: words("多重残疾"),
}
GRADES = {1: words("一级"), 2: words("二级"), 3: words("三级"), 4: words("四级")}


class Verdict(StrEnum):
    """What a code is worth."""

    VALID = "valid"
    EXPIRED = "expired"  # the code is older than a day: the holder opens the card again
    ENDED = "ended"  # the card itself has run out
    EARLY = "early"  # issued in the future: a clock is wrong
    WRONG = "wrong"  # changed, or not signed by this district
    UNREADABLE = "unreadable"  # not a code of an e-card


@dataclass(frozen=True)
class Checked:
    """The verdict on a code, and what it says where its signature is good."""

    verdict: Verdict
    claims: Claims | None = None

    @property
    def expires_at(self) -> datetime | None:
        """Until when the code holds."""
        return datetime.fromtimestamp(self.claims.expires_at, UTC) if self.claims else None


@dataclass(frozen=True)
class ShownCard:
    """A card as its holder shows it, with a code that holds for a day."""

    card: Card
    name: Words
    masked_number: str
    number: str
    code: str
    code_until: datetime
    ended: bool

    @property
    def kind_and_grade(self) -> tuple[Words, Words] | None:
        """A disability's kind and grade in words."""
        if self.card.disability is None:
            return None
        kind, grade = self.card.disability
        return DISABILITY_NAMES[kind], GRADES[grade]


def masked_name(name: str) -> str:
    """A name with its middle hidden: 王*兰, 周*."""
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def masked_number(card: Card) -> str:
    """A card number with only four signs shown: ********0017, or ********0007** of more."""
    return f"********{card.last_four}{'**' if card.disability else ''}"


def grouped_number(number: str) -> str:
    """A card number in fours, for reading and copying."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def read_code(typed: str) -> str:
    """A code as a scanner typed it: white space, full-width signs and small letters mended."""
    pieces = (clean_typed(typed[start : start + 100]) for start in range(0, len(typed), 100))
    return re.sub(r"\s", "", "".join(pieces)).replace("。", ".").upper()


class CardDesk:
    """Shows cards to their holders and checks codes for clerks."""

    def __init__(self, registry: CardRegistry, signer: CardSigner, clock: Clock) -> None:
        self._registry = registry
        self._signer = signer
        self._clock = clock

    @property
    def public_keys(self) -> Mapping[str, list[Mapping[str, str]]]:
        """The keys by which codes are verified, as a JSON Web Key Set."""
        return {"keys": [self._signer.public_key]}

    def cards_of(self, person: Person) -> list[Card]:
        """The cards that a person holds, in the order of CardKind."""
        kinds = list(CardKind)
        return sorted(self._registry.cards_of(person), key=lambda card: kinds.index(card.kind))

    def show(self, person: Person, kind: CardKind) -> ShownCard | None:
        """A person's card with a fresh code; None when there is no such card."""
        card = next((card for card in self.cards_of(person) if card.kind == kind), None)
        if card is None:
            return None
        now = self._clock.now()
        until = now + timedelta(hours=CODE_HOURS)
        claims = Claims(
            card.kind,
            masked_name(card.holder),
            card.last_four,
            card.valid_until,
            int(now.timestamp()),
            int(until.timestamp()),
        )
        return ShownCard(
            card=card,
            name=CARD_NAMES[card.kind],
            masked_number=masked_number(card),
            number=grouped_number(card.number),
            code=self._signer.sign(claims),
            code_until=until,
            ended=self._today() > card.valid_until.toordinal(),
        )

    def check(self, typed: str) -> Checked:
        """What a scanned code is worth now. static/js/verify.js decides the same offline."""
        try:
            claims = self._signer.read(read_code(typed))
        except NoCode:
            return Checked(Verdict.UNREADABLE)
        except NotOurs:
            return Checked(Verdict.WRONG)
        return Checked(self._verdict(claims), claims)

    def _verdict(self, claims: Claims) -> Verdict:
        now = self._clock.now().timestamp()
        if now < claims.issued_at - CLOCK_SLACK.total_seconds():
            return Verdict.EARLY
        if now >= claims.expires_at:
            return Verdict.EXPIRED
        if self._today() > claims.valid_until.toordinal():
            return Verdict.ENDED
        return Verdict.VALID

    def _today(self) -> int:
        return self._clock.now().astimezone(DISTRICT_TIME).date().toordinal()
