"""One search for the whole window: from what was typed to what fits, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from html import unescape
from pathlib import Path

from services.catalogue import Catalogue, Entry
from services.finding.documents import EVENT, QUESTION, SERVICE, Place, documents, version
from services.finding.query import Query
from services.finding.ranking import Fit, fitting, nearest
from services.finding.reasons import why_place, why_service
from services.finding.sayings import sayings
from services.shelves import EVENTS
from services.storage import Database
from services.storage.search_index import SearchIndex, open_index
from services.words import Words

__all__ = ["NEAREST", "Finder", "Place", "Result"]

MOST_RESULTS = 24
NEAREST = 3


@dataclass(frozen=True)
class Result:
    """Something that fits. Exactly one of ``entry``, ``event`` and ``address`` says what it is.

    ``name`` and ``note`` are in the language asked for, or Words. ``question`` is the place of the
    question that fits, from 1, in the guide of a service.
    """

    name: str | Words
    note: str | Words
    explain: Callable[[], Words]
    entry: Entry | None = None
    event: str | None = None
    address: str | None = None
    question: int | None = None

    @cached_property
    def why(self) -> Words:
        """Why it fits. Asked only of results that are shown: it takes as long as finding them."""
        return self.explain()


class Finder:
    """Finds services, their questions, life events and pages of the site."""

    def __init__(
        self, catalogue: Catalogue, places: Sequence[Place], db: Database, folder: Path
    ) -> None:
        """``places`` are the site's own pages; an SQLite site keeps its index in ``folder``."""
        self._catalogue = catalogue
        self._entries = {entry.slug: entry for entry in catalogue.entries}
        self._places = {place.address: place for place in places}
        self._db = db
        self._folder = folder

    @cached_property
    def index(self) -> SearchIndex:
        """The index of the words there are now, built if need be. Raises StorageUnavailable."""
        places = tuple(self._places.values())
        return open_index(
            self._db,
            self._folder,
            version(self._catalogue, places),
            lambda: documents(self._catalogue, places),
        )

    def prepare(self) -> None:
        """Build the index now, so that the first who searches need not wait."""
        self.index.size()

    def find(self, typed: str, language: str) -> list[Result]:
        """What fits, best first, MOST_RESULTS at most, told in ``language``."""
        query = Query(typed)
        fits = fitting(self.index, query)[:MOST_RESULTS]
        return [self._result(fit, query, language) for fit in fits]

    def nearest(self, typed: str, language: str) -> list[Result]:
        """What comes nearest where nothing fits, NEAREST at most; nothing when nothing is near."""
        query = Query(typed)
        return [self._result(fit, query, language) for fit in nearest(self.index, query)[:NEAREST]]

    def services_called(self, typed: str) -> list[str]:
        """Slugs of the services that go by this name, as far as it is typed."""
        return [
            fit.key
            for fit in fitting(self.index, Query(typed))
            if fit.kind == SERVICE and fit.named
        ]

    def _result(self, fit: Fit, query: Query, language: str) -> Result:
        if fit.kind == SERVICE:
            return self._service(fit, query, language)
        if fit.kind == EVENT:
            event = EVENTS[fit.key]
            said = sayings().events.get(fit.key, [])
            why = partial(why_place, event.name.msgid, said, fit, query, language)
            return Result(event.name, event.summary, why, event=fit.key)
        place = self._places[fit.key]
        why = partial(why_place, place.name.msgid, place.said, fit, query, language)
        return Result(place.name, place.note, why, address=place.address)

    def _service(self, fit: Fit, query: Query, language: str) -> Result:
        entry = self._entries[fit.key]
        guide = entry.guide(language)
        why = partial(why_service, entry, fit, query, language)
        asked = fit.part.number if fit.part is not None and fit.part.kind == QUESTION else None
        return Result(unescape(guide.name), unescape(guide.note), why, entry=entry, question=asked)
