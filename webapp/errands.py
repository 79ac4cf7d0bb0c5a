"""What the courier does about each task of the outbox: the one table of errands."""

from __future__ import annotations

from flask import Flask

from services.delivery import Parcels
from services.kit import Kit
from services.letters import Letters
from services.messages import quiet_hours
from services.notices import Teller
from services.offices import HandOver
from services.outbox import Deed
from services.posting import PaymentErrands
from services.providers.cashier import Cashier
from services.storage.outbox import Task
from services.words import Words
from webapp import chosen
from webapp.locales import DEFAULT_LOCALE, LOCALES, say
from webapp.settings import Settings, blamed_on


def errands(app: Flask, settings: Settings, kit: Kit, cashier: Cashier) -> dict[Task, Deed]:
    """The errands of payments, of cases, and of what residents are told."""
    db, clock = kit.db, kit.clock
    return {
        **PaymentErrands(db, clock, kit.gateway, cashier, kit.payments).deeds(),
        Task.HAND_OVER: HandOver(db, clock, chosen.office(settings, db, clock)).deliver,
        Task.PARCEL: Parcels(db, clock, chosen.express(settings, db, clock)).deliver,
        **_telling(app, settings, kit),
    }


def _telling(app: Flask, settings: Settings, kit: Kit) -> dict[Task, Deed]:
    # That room asks the wiring for its parts, so it can't be imported before that is there.
    from webapp.letters import Scribe

    db, clock = kit.db, kit.clock
    day_words = chosen.day_words(settings, clock)
    with blamed_on("quiet_hours"):
        quiet = quiet_hours(settings.quiet_hours)
    sms = chosen.sms(settings, db, clock)
    shop = chosen.letter_shop(settings, db, clock)
    return {
        Task.TELL: Teller(db, clock, sms, _rendered, day_words, quiet).deliver,
        Task.LETTER: Letters(db, clock, shop, Scribe(app).compose, day_words).deliver,
    }


def _rendered(said: Words, tag: str) -> str:
    """Words in the language of a text message; there is no request to tell it."""
    return say(said, LOCALES.get(tag, DEFAULT_LOCALE))
