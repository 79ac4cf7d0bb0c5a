"""The worker's nightly look at the trail: whole? And an end to what is over its time."""

from __future__ import annotations

import structlog

from services.retention import Retention
from webapp.wiring import Parts

log = structlog.get_logger()


def check_and_erase(joined: Parts) -> None:
    """Tells the log where the trail is not as it was written; the desk shows that it is not.

    Nothing is erased then: whoever looks into it needs all there is. Raises StorageUnavailable.
    """
    checked = joined.audit.verify()
    if checked.found:
        log.error("trail", wrong=len(checked.found), first=checked.found[0].number)
        return
    Retention(joined.db, joined.clock).sweep()
