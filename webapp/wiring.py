"""The only place that joins services to providers and storage: settings in, Parts out."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from a11y.formats.kept import KeptPrints
from a11y.formats.press import Press
from a11y.speech.pronunciation import lexicon
from a11y.speech.speaker import Speaker
from a11y.speech.voices import speaker_for, store_at
from services.audit import Audit
from services.board import Board, open_board
from services.card_sign_in import CardSignIn
from services.cards.desk import CardDesk
from services.case_list import CaseList
from services.cases import CaseDesk
from services.catalogue import GUIDES, Catalogue, load_catalogue
from services.clock import Clock
from services.contact import ContactDesk
from services.day_word import DayWords
from services.delegation.desks import Delegation, open_delegation
from services.delegation.sittings import Sittings
from services.desk.desk import Desk, open_desk
from services.drafts import Drafts
from services.family_phones import FamilyPhones
from services.finding import Finder
from services.heads import Heads
from services.identities import Identities, Trips
from services.journey import Service
from services.kit import Kit
from services.limits import Limits
from services.live import Live, open_live
from services.looked import Looked
from services.notices import Inbox
from services.outbox import Courier, Deed
from services.payments import PaymentDesk
from services.people import People
from services.photos import PhotoDesk
from services.popular import Popular
from services.providers.cashier import Cashier
from services.ratings import RatingDesk
from services.readings import ReadingDesk
from services.registry import Registry
from services.reminders import Reminders
from services.resume import ResumeDesk
from services.sessions import Sessions
from services.staff.door import StaffDoor
from services.staff.register import StaffRegister
from services.staff.setting_up import SettingUp
from services.storage import Database
from services.storage.outbox import Task
from services.stories import Stories
from services.visits.ledger import VisitDesk
from services.weekly import Weekly
from webapp import chosen
from webapp.errands import errands
from webapp.places import EVERY_PLACE
from webapp.settings import Settings, blamed_on


@dataclass(frozen=True)
class PeopleParts:
    """Who residents are, who acts for them, and what they read of that."""

    people: People
    sessions: Sessions
    looked: Looked
    weekly: Weekly
    identities: Identities
    family_phones: FamilyPhones
    card_sign_in: CardSignIn | None
    resident_trips: Trips | None
    sittings: Sittings
    delegation: Delegation


@dataclass(frozen=True)
class DeskParts:
    """The clerks' side."""

    staff_door: StaffDoor
    staff: StaffRegister
    setting_up: SettingUp
    staff_trips: Trips | None
    audit: Audit
    desk: Desk
    visits: VisitDesk


@dataclass(frozen=True)
class HeardParts:
    """How pages are heard and printed."""

    speech: Speaker
    readings: ReadingDesk
    press: Press
    prints: KeptPrints


@dataclass(frozen=True)
class Parts(PeopleParts, DeskParts, HeardParts):
    """Everything a page may ask for; one of these an app."""

    settings: Settings
    clock: Clock
    db: Database
    catalogue: Catalogue
    finder: Finder
    popular: Popular
    services: Mapping[str, Service]
    drafts: Drafts
    resume: ResumeDesk
    live: Live
    cards: CardDesk
    cases: CaseDesk
    case_list: CaseList
    photos: PhotoDesk
    payments: PaymentDesk
    stories: Stories
    inbox: Inbox
    contacts: ContactDesk
    ratings: RatingDesk
    outbox: Courier
    reminders: Reminders
    cashier: Cashier
    day_words: DayWords
    board: Board
    limits: Limits
    cashier_origins: tuple[str, ...]


def parts(app: Flask | None = None) -> Parts:
    """The parts of ``app``, by default the one that answers this request."""
    joined: Parts = (app or current_app).extensions["parts"]
    return joined


def wire(app: Flask, settings: Settings, clock: Clock) -> None:
    """Join the parts. Raises WrongSettings when a part can't work with its settings."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app.extensions["parts"] = _joined(app, settings, clock)


def _joined(app: Flask, settings: Settings, clock: Clock) -> Parts:
    with blamed_on("keys"):
        keys = chosen.keyring(settings)
    with blamed_on("database_url"):
        db = Database(settings.sqlalchemy_url, keys)
    cashier, origins = chosen.cashier(settings, db, clock)
    kit = _kit(settings, db, clock, cashier)
    with blamed_on("limits_url"):
        limits = Limits(settings.limits_url)
    services = Registry(kit.catalogue, kit)
    finder = Finder(kit.catalogue, EVERY_PLACE, db, settings.data_dir / "search")
    heard = _heard(settings, db, clock)
    deeds = errands(app, settings, kit, cashier) | _spoken_errands(db, heard)
    day_words = chosen.day_words(settings, clock)
    people = _people(settings, db, clock, limits, day_words)
    return Parts(
        **vars(people),
        **vars(heard),
        **vars(_at_desk(settings, kit, limits, services, people.sittings)),
        settings=settings,
        clock=clock,
        db=db,
        catalogue=kit.catalogue,
        finder=finder,
        popular=Popular(db, clock, kit.catalogue),
        services=services,
        drafts=Drafts(db, clock),
        resume=ResumeDesk(db, clock, limits, services),
        live=open_live(db, clock),
        cards=CardDesk(chosen.card_registry(settings), chosen.card_signer(settings), clock),
        cases=CaseDesk(db, clock),
        case_list=CaseList(db, clock, finder.services_called),
        photos=PhotoDesk(db, clock),
        payments=kit.payments,
        stories=Stories(db),
        inbox=Inbox(db, clock),
        contacts=ContactDesk(db, clock),
        ratings=RatingDesk(db, clock),
        reminders=Reminders(db, clock),
        outbox=Courier(db, clock, deeds),
        cashier=cashier,
        day_words=day_words,
        board=open_board(db, clock),
        limits=limits,
        cashier_origins=origins,
    )


def _kit(settings: Settings, db: Database, clock: Clock, cashier: Cashier) -> Kit:
    with blamed_on("guides_dir"):
        catalogue = load_catalogue(Path(settings.guides_dir) if settings.guides_dir else GUIDES)
    gateway, records = chosen.gateway(settings, db, clock), chosen.records(settings)
    payments = PaymentDesk(db, clock, cashier)
    return Kit(db, clock, catalogue, gateway, payments, records, settings.demo)


def _heard(settings: Settings, db: Database, clock: Clock) -> HeardParts:
    press = Press()
    atexit.register(press.close)
    return HeardParts(
        speech=_speaker(settings),
        readings=ReadingDesk(db, clock, lexicon),
        press=press,
        prints=KeptPrints(settings.data_dir / "editions"),
    )


def _people(
    settings: Settings, db: Database, clock: Clock, limits: Limits, day_words: DayWords
) -> PeopleParts:
    sessions, sittings = Sessions(db, clock), Sittings(db, clock)
    return PeopleParts(
        people=People(db, clock, chosen.sms(settings, db, clock), limits, sessions, day_words),
        sessions=sessions,
        looked=Looked(db, clock),
        weekly=Weekly(db, clock),
        identities=Identities(db, clock, sessions),
        family_phones=FamilyPhones(db, clock),
        card_sign_in=chosen.card_sign_in(settings, db, clock, sessions),
        resident_trips=chosen.resident_trips(settings, db, clock),
        sittings=sittings,
        delegation=open_delegation(db, clock, limits, sittings),
    )


def _at_desk(
    settings: Settings, kit: Kit, limits: Limits, services: Registry, sittings: Sittings
) -> DeskParts:
    db, clock = kit.db, kit.clock
    return DeskParts(
        staff_door=StaffDoor(db, clock, limits),
        staff=StaffRegister(db, clock),
        setting_up=SettingUp(db, clock, limits),
        staff_trips=chosen.staff_trips(settings, db, clock),
        audit=Audit(db, clock, Heads(_heads_file(settings))),
        desk=open_desk(db, clock, limits, sittings),
        visits=VisitDesk(db, clock, kit.catalogue, services),
    )


def _heads_file(settings: Settings) -> Path:
    return Path(settings.trail_heads) if settings.trail_heads else settings.data_dir / "trail.heads"


def _speaker(settings: Settings) -> Speaker:
    """The voices chosen, and where what they said is kept."""
    with blamed_on("speech_store"):
        store = store_at(
            settings.speech_store,
            settings.data_dir / "speech",
            settings.speech_store_key_id,
            settings.speech_store_secret.get_secret_value(),
        )
    voice, own = settings.speech_engine, (settings.piper_dir, settings.recordings_dir)
    speaker = speaker_for(voice, store, *own)
    atexit.register(speaker.close)
    return speaker


def _spoken_errands(db: Database, heard: HeardParts) -> dict[Task, Deed]:
    # That room asks this one for its parts, so it can't be imported before this one is there.
    from webapp.speech.again import ReadAgain

    return {Task.SAY_AGAIN: ReadAgain(db, heard.readings, heard.speech).deliver}
