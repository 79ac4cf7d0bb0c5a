"""What a visit is about: the service that somebody is visited for."""

from __future__ import annotations

from services.catalogue import SOURCE, Catalogue, Entry
from services.storage.cases import Case
from services.visits.planning import BOOKED
from services.words import Words, words

_SOMETHING = words("别的事，到了再说")


def matter_of(catalogue: Catalogue, case: Case) -> Entry | None:
    """The service to be seen to at home; None where the resident could not name it."""
    wanted = case.service
    if wanted == BOOKED:
        wanted = case.details.get("given", {}).get("matter", "")
    return catalogue.entry(wanted)


def matter_name(entry: Entry | None) -> Words:
    """How residents call it."""
    return Words(str(entry.guide(SOURCE).name)) if entry else _SOMETHING
