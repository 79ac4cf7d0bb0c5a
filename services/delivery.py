"""双向快递: papers fetched from a resident's home, results brought there; who asks, who follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from services.cleaning.contact import masked_room
from services.clock import Clock
from services.journey import Answers
from services.notices import tell
from services.numbers import grouped
from services.outbox import NotYet
from services.progress import UNDO, parcel_key
from services.providers.express import Express, Parcel
from services.receipts import Fact
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.deliveries import Delivery, Direction, ParcelState
from services.storage.outbox import OutboxRow, Task
from services.words import Words, words

# The answer that calls for a carrier, and the questions that may give it.
COURIER = "courier"
_ASKED_BY = {Direction.FETCH: "papers-by", Direction.BRING: "result-by"}
_ADDRESS = "delivery-address"
LOOK_AGAIN = timedelta(hours=1)

_NAMES = {Direction.FETCH: words("上门取材料"), Direction.BRING: words("寄结果给您")}
_STATES = {
    (Direction.FETCH, ParcelState.ASKED): words("会先和您约好上门的时间"),
    (Direction.FETCH, ParcelState.BOOKED): words("快递员会上门来取"),
    (Direction.FETCH, ParcelState.UNDER_WAY): words("取走了，正送往办事的地方"),
    (Direction.FETCH, ParcelState.ARRIVED): words("材料送到了办事的地方"),
    (Direction.BRING, ParcelState.ASKED): words("办好以后寄"),
    (Direction.BRING, ParcelState.BOOKED): words("交给快递了"),
    (Direction.BRING, ParcelState.UNDER_WAY): words("正送往您的地址"),
    (Direction.BRING, ParcelState.ARRIVED): words("送到了"),
}


def ask_for_parcels(work: Work, case: Case, answers: Answers, now: datetime) -> None:
    """Keep what was wished for when a case is sent; papers are fetched once it stays sent."""
    for direction, question in _ASKED_BY.items():
        if answers.get(question) == COURIER:
            work.deliveries.add(case.id, direction, answers[_ADDRESS], now)
            if direction is Direction.FETCH:
                work.outbox.add(Task.PARCEL, parcel_key(case, direction), now + UNDO)


def delivery_facts(deliveries: Iterable[Delivery]) -> list[Fact]:
    """The parcels of a case as lines of its receipt."""
    facts: list[Fact] = []
    for parcel in deliveries:
        facts.append(Fact(_NAMES[parcel.direction], _STATES[parcel.direction, parcel.state]))
        facts.append(Fact(words("快递地址"), masked_room(parcel.address)))
        if parcel.tracking_number:
            facts.append(Fact(words("运单号"), grouped(parcel.tracking_number)))
    return facts


class Parcels:
    """Calls the carrier for each parcel, and follows it until it has arrived."""

    def __init__(self, db: Database, clock: Clock, express: Express | None) -> None:
        """Without a carrier that machines can reach, a clerk calls one."""
        self._db = db
        self._clock = clock
        self._express = express

    def deliver(self, row: OutboxRow) -> None:
        """Do the next thing about one parcel. Raises NotYet until it arrives, ExpressError."""
        reference, _, direction = row.order_key.partition("-")
        with self._db.read() as work:
            case = work.cases.by_reference(reference)
            wished = work.deliveries.of(case.id) if case else []
        parcel = next((p for p in wished if p.direction.value == direction), None)
        if self._express is None or not case or not parcel or _is_pointless(case, parcel):
            with self._db.write() as work:
                work.outbox.done(row.id)
            return
        state, number = parcel.state, parcel.tracking_number
        if state is ParcelState.ASKED:
            number = self._express.book(Parcel(row.order_key, parcel.direction, parcel.address))
            state = ParcelState.BOOKED
        else:
            state = self._express.where(row.order_key)
        with self._db.write() as work:
            self._note(work, case, parcel.id, state, number)
            if state is ParcelState.ARRIVED:
                work.outbox.done(row.id)
        if state is not ParcelState.ARRIVED:
            raise NotYet(self._clock.now() + LOOK_AGAIN)

    def _note(
        self, work: Work, case: Case, delivery_id: int, state: ParcelState, number: str
    ) -> None:
        held = work.deliveries.find(delivery_id)
        if held is None or held.state is state:
            return
        now = self._clock.now()
        work.deliveries.change(held.id, state, number, now)
        said = _told(held.direction, state, number)
        work.events.add(case.id, now, said)
        tell(work, case, said, now)


def _is_pointless(case: Case, parcel: Delivery) -> bool:
    """Whether a case came to nothing before anybody was called for its parcel."""
    nothing = case.state in (CaseState.WITHDRAWN, CaseState.CLOSED)
    return nothing and parcel.state is ParcelState.ASKED


def _told(direction: Direction, state: ParcelState, number: str) -> Words:
    match direction, state:
        case Direction.FETCH, ParcelState.BOOKED:
            return words("快递员会上门取材料，运单号 %(number)s。", number=grouped(number))
        case Direction.FETCH, ParcelState.UNDER_WAY:
            return words("快递员取走了材料，正送往办事的地方。")
        case Direction.FETCH, _:
            return words("材料送到了办事的地方。")
        case Direction.BRING, ParcelState.BOOKED:
            return words("结果交给快递了，运单号 %(number)s。", number=grouped(number))
        case Direction.BRING, ParcelState.UNDER_WAY:
            return words("结果正在送往您的地址。")
    return words("结果送到了。")
