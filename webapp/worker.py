"""Work that no page waits for: payments handed to the utilities, refunds, what has run out."""

from __future__ import annotations

from functools import partial

from huey import Huey, RedisHuey, SqliteHuey, crontab

from services.appointments.seats import PastSeats
from services.desk.escalation import Escalation
from webapp.looked.nightly import check_and_erase
from webapp.wiring import Parts


def work_queue(joined: Parts) -> Huey:
    """The queue with its minute-by-minute tasks; in the data folder, or in Redis by URL.

    What is to be done stands in the database's outbox; the queue only says when to look.
    """
    settings = joined.settings
    queue: Huey
    if settings.queue_url:
        queue = RedisHuey("nuanchuang", url=settings.queue_url)
    else:
        queue = SqliteHuey("nuanchuang", filename=str(settings.data_dir / "queue.db"))

    queue.periodic_task(crontab(minute="*"), name="deliver")(joined.outbox.drain)
    queue.periodic_task(crontab(minute="*"), name="expire")(joined.payments.expire)
    queue.periodic_task(crontab(minute="*"), name="remind")(joined.reminders.send_due)
    queue.periodic_task(crontab(minute="17"), name="sweep")(joined.people.sweep)
    queue.periodic_task(crontab(minute="19"), name="desk-sweep")(joined.staff_door.sweep)
    queue.periodic_task(crontab(minute="23"), name="live")(joined.live.sweep)
    nightly = partial(check_and_erase, joined)
    queue.periodic_task(crontab(hour="3", minute="7"), name="trail")(nightly)
    queue.periodic_task(crontab(minute="47"), name="accounts")(joined.weekly.make)
    late = Escalation(joined.db, joined.clock)
    # In office hours: somebody has to be there to answer for it.
    queue.periodic_task(crontab(hour="8-17", minute="7"), name="escalate")(late.run)
    past = PastSeats(joined.db, joined.clock)
    queue.periodic_task(crontab(minute="27"), name="past-seats")(past.close)
    queue.periodic_task(crontab(minute="37"), name="photos")(joined.photos.sweep)
    queue.periodic_task(crontab(hour="3", minute="27"), name="slips")(joined.resume.sweep)
    queue.periodic_task(crontab(hour="3", minute="47"), name="readings")(joined.readings.sweep)

    return queue
