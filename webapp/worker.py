"""Work that no page waits for: payments handed to the utilities, refunds, what has run out."""

from __future__ import annotations

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from webapp.wiring import parts


def work_queue(app: Flask) -> Huey:
    """The queue with its minute-by-minute tasks; in the data folder, or in Redis by URL.

    What is to be done stands in the database's outbox; the queue only says when to look.
    """
    settings = parts(app).settings
    queue: Huey
    if settings.queue_url:
        queue = RedisHuey("nuanchuang", url=settings.queue_url)
    else:
        queue = SqliteHuey("nuanchuang", filename=str(settings.data_dir / "queue.db"))

    @queue.periodic_task(crontab(minute="*"))
    def deliver() -> None:
        parts(app).outbox.drain()

    @queue.periodic_task(crontab(minute="*/5"))
    def tidy() -> None:
        parts(app).payments.expire()

    return queue
