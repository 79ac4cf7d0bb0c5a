"""Log lines: one JSON object each, with everything that could name a resident taken out."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# Six digits or more may be a phone, an account, an ID number or a code.
_NUMBERS = re.compile(r"[0-9０-９][0-9０-９ xX-]{4,}[0-9０-９xX]")
_PRIVATE = {"name", "phone", "address", "id_number", "account", "code", "text", "answers", "token"}
_HIDDEN = "[hidden]"


def hide_private(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Hide private fields, and long numbers wherever they stand (also inside tracebacks)."""
    for key, value in event.items():
        if key in _PRIVATE:
            event[key] = _HIDDEN
        elif isinstance(value, str) and key != "timestamp":
            event[key] = _NUMBERS.sub(_HIDDEN, value)
    return event


def start_logging() -> None:
    """Send log lines to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            hide_private,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
