"""The demo district's one open call for help, so that a clerk who looks around finds somebody."""

from collections.abc import Mapping
from datetime import datetime

from services.calls import Need, halls
from services.desk import todos
from services.desk.todos import Queue
from services.sessions import owner_key
from services.storage import Work
from services.storage.calls import NewCall
from services.storage.people import Person
from services.words import words


def load_call(work: Work, people: Mapping[str, Person], now: datetime) -> None:
    """Have the resident in the wheelchair wait in the first hall, unless she ever called."""
    person = people["wheelchair"]
    owner = owner_key(person.id)
    if work.calls.latest_of(owner) is not None:
        return
    call = NewCall(owner, person.id, halls()[0].slug, "大门里面，坐轮椅", Need.MOVE)
    number = work.calls.add(call, now)
    next_step = words("推轮椅过去")
    todos.put(work, Queue.CALLS, str(number), next_step, todos.today(now), now, person.id)
