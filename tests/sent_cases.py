"""What was sent in during a test, beside the cases that the demo district came with."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from services.storage.base import metadata
from tests.site import NOW
from webapp.wiring import parts


def sent_cases(app: Flask) -> int:
    """How many cases were opened since the test began."""
    cases = metadata.tables["cases"]
    with parts(app).db.read() as work:
        since = select(func.count()).select_from(cases).where(cases.c.opened_at >= NOW)
        return work.conn.execute(since).scalar_one()
