"""Corrections by clerks, taken from the records before anything is said, in each process."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from a11y.speech.pronunciation import lexicon
from services.readings import ReadingDesk
from services.storage import StorageUnavailable

log = structlog.get_logger()


@dataclass
class _Taken:
    """What this process has laid over its dictionary: from which desk, how many decisions."""

    desk: ReadingDesk | None = None
    version: int = 0


_taken = _Taken()


def take_corrections(desk: ReadingDesk) -> None:
    """Lay what clerks have decided so far over the dictionary; one count where nothing is new.

    Without its records the site goes on speaking with what it has learned.
    """
    try:
        version = desk.version()
        if _taken.desk is not desk or _taken.version != version:
            lexicon.learn(desk.corrections())
            _taken.desk, _taken.version = desk, version
    except StorageUnavailable:
        log.warning("corrections", reason="the records can't be read")
    except ValueError as error:
        log.error("corrections", reason=str(error))
