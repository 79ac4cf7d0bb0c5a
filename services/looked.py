"""谁看过我的资料: the trail as its resident reads it, what is the same told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from services.actors import Actor, ActorKind
from services.cases import DISTRICT_TIME, read_reference
from services.clock import Clock
from services.deeds import LOOKS, SAID, Deed
from services.storage import Database, Work
from services.storage.trail import TrailLine, Wanted
from services.words import Money, Words, words

_UNNAMED = {
    ActorKind.HELPER: words("您的一位帮手"),
    ActorKind.CLERK: words("一位工作人员"),
    ActorKind.SYSTEM: words("电脑自动"),
    ActorKind.RESIDENT: words("您自己"),
}


@dataclass(frozen=True)
class Told:
    """What somebody did, `times` in a day; `line` is the last time.

    `service` is the slug of the service it was about and `reference` the case, if it was about
    one.
    """

    line: TrailLine
    times: int
    service: str | None
    reference: str | None

    @property
    def deed(self) -> Deed:
        """What kind of thing it was."""
        return self.line.entry.deed

    @property
    def what(self) -> Words:
        """The same in words, to be read after who()."""
        return SAID[self.deed]

    @property
    def look(self) -> bool:
        """Whether it changed nothing."""
        return self.deed in LOOKS

    @property
    def who(self) -> Words:
        """Whose hand it was."""
        return who(self.line.entry.actor)

    @property
    def paid(self) -> Money | None:
        """What was paid, where something was."""
        why = self.line.entry.why
        if self.deed is not Deed.CASE_PAID or why is None:
            return None
        return next((value for _, value in why.values if isinstance(value, Money)), None)


@dataclass(frozen=True)
class LookedPage:
    """A page of it, the newest first; `older` is the line from which older ones go on."""

    told: Sequence[Told]
    older: int | None


class Looked:
    """Where residents read what others did with their records."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def page(self, person_id: int, size: int, before: int | None = None) -> LookedPage:
        """At most `size` lines, those older than line `before`. Raises StorageUnavailable."""
        with self._db.read() as work:
            lines = work.trail.page(Wanted(subject=person_id, others=True), size + 1, before)
            shown = lines[:size]
            told = tell_all(work, shown)
        return LookedPage(told, shown[-1].id if len(lines) > size else None)


def tell_all(work: Work, lines: Sequence[TrailLine]) -> list[Told]:
    """Lines in their order; neighbours of one day that say the same are one."""
    references = {line.entry.about for line in lines if read_reference(line.entry.about)}
    services = work.cases.services_of(references)
    return gathered(lines, services)


def gathered(lines: Iterable[TrailLine], services: Mapping[str, str] | None = None) -> list[Told]:
    """The same with the services of cases that are known, by reference."""
    return list(_gathered(lines, services or {}))


def _gathered(lines: Iterable[TrailLine], services: Mapping[str, str]) -> Iterator[Told]:
    for _, same in groupby(lines, _sameness):
        found = list(same)
        about = found[0].entry.about
        reference = about if about in services else None
        slug = services.get(about) or (about if found[0].entry.deed is Deed.STEP_SEEN else None)
        newest = max(found, key=lambda line: line.id)
        yield Told(newest, len(found), slug, reference)


def _sameness(line: TrailLine) -> tuple[object, ...]:
    entry = line.entry
    by = (entry.actor.kind, entry.actor.id, entry.actor.name)
    day = line.at.astimezone(DISTRICT_TIME).date()
    return (by, entry.deed, entry.about, entry.why, day, line.erased)


def who(actor: Actor) -> Words:
    """How a resident reads somebody: what they are, and their name as far as it is known."""
    if actor.name and actor.kind is ActorKind.HELPER:
        return words("帮手 %(name)s", name=actor.name)
    if actor.name and actor.kind is ActorKind.CLERK:
        return words("工作人员 %(name)s", name=actor.name)
    return _UNNAMED[actor.kind]
