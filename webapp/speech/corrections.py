"""Corrections by clerks, taken from the records before anything is said, in each process."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from a11y.speech.pronunciation import lexicon
from services.storage import StorageUnavailable
from webapp.wiring import Parts

log = structlog.get_logger()


@dataclass
class _Taken:
    """What this process has laid over its dictionary: whose decisions, and how many."""

    database: str = ""
    version: int = 0


_taken = _Taken()


def take_corrections(joined: Parts) -> None:
    """Lay what clerks have decided so far over the dictionary; one count where nothing is new.

    Without its records the site goes on speaking with what it has learned.
    """
    try:
        database, version = joined.settings.sqlalchemy_url, joined.readings.version()
        if (database, version) != (_taken.database, _taken.version):
            lexicon.learn(joined.readings.corrections())
            _taken.database, _taken.version = database, version
    except StorageUnavailable:
        log.warning("corrections", reason="the records can't be read")
    except ValueError as error:
        log.error("corrections", reason=str(error))
