"""The only place that joins services to providers and storage: settings in, Parts out."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from a11y.speech.store import SpeechStore
from a11y.speech.voices import speech_store
from services.cards.desk import CardDesk
from services.cards.signing import CardSigner
from services.case_list import CaseList
from services.cases import CaseDesk
from services.catalogue import GUIDES, Catalogue, load_catalogue
from services.clock import Clock
from services.contact import ContactDesk
from services.delivery import Parcels
from services.drafts import Drafts
from services.finding import Finder
from services.journey import Service
from services.kit import Kit
from services.limits import Limits
from services.notices import Inbox, Teller
from services.offices import HandOver
from services.outbox import Courier
from services.payments import PaymentDesk
from services.people import People
from services.photos import PhotoDesk
from services.popular import Popular
from services.posting import PaymentErrands
from services.providers.cards import CardRegistry
from services.providers.cards_demo import DemoCards
from services.providers.cards_off import NoCards
from services.providers.cashier import Cashier
from services.providers.express import Express
from services.providers.office import Office
from services.providers.records import NoRecords, RecordsGateway
from services.providers.sms import SmsSender
from services.providers.sms_off import NoSms
from services.providers.sms_screen import ScreenSms
from services.providers.utility import UtilityGateway
from services.ratings import RatingDesk
from services.registry import Registry
from services.reminders import Reminders
from services.resume import ResumeDesk
from services.storage import Database
from services.storage.crypto import Keyring
from services.storage.outbox import Task
from services.stories import Stories
from services.words import Words
from webapp.locales import DEFAULT_LOCALE, LOCALES, say
from webapp.places import EVERY_PLACE
from webapp.settings import Settings, blamed_on, require


@dataclass(frozen=True)
class Parts:
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
    people: People
    speech: SpeechStore
    limits: Limits
    cashier_origins: tuple[str, ...]


def parts(app: Flask | None = None) -> Parts:
    """The parts of ``app``, by default the one that answers this request."""
    joined: Parts = (app or current_app).extensions["parts"]
    return joined


def wire(app: Flask, settings: Settings, clock: Clock) -> None:
    """Join the parts. Raises WrongSettings when a part can't work with its settings."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app.extensions["parts"] = _joined(settings, clock)


def _joined(settings: Settings, clock: Clock) -> Parts:
    with blamed_on("keys"):
        keys = _keyring(settings)
    with blamed_on("database_url"):
        db = Database(settings.sqlalchemy_url, keys)
    cashier, origins = _cashier(settings, db, clock)
    gateway = _gateway(settings, db, clock)
    payments = PaymentDesk(db, clock, cashier)
    sms: SmsSender = ScreenSms(db, clock) if settings.sms == "screen" else NoSms()
    with blamed_on("guides_dir"):
        catalogue = load_catalogue(Path(settings.guides_dir) if settings.guides_dir else GUIDES)
    kit = Kit(db, clock, catalogue, gateway, payments, _records(settings), settings.demo)
    with blamed_on("limits_url"):
        limits = Limits(settings.limits_url)
    services = Registry(catalogue, kit)
    finder = Finder(catalogue, EVERY_PLACE, db, settings.data_dir / "search")
    speech = speech_store(settings.speech_engine, settings.data_dir / "speech")
    atexit.register(speech.engine.close)
    return Parts(
        settings=settings,
        clock=clock,
        db=db,
        catalogue=catalogue,
        finder=finder,
        popular=Popular(db, clock, catalogue),
        services=services,
        drafts=Drafts(db, clock),
        resume=ResumeDesk(db, clock, limits, services),
        cards=CardDesk(_card_registry(settings), _card_signer(settings), clock),
        cases=CaseDesk(db, clock),
        case_list=CaseList(db, clock, finder.services_called),
        photos=PhotoDesk(db, clock),
        payments=payments,
        stories=Stories(db),
        inbox=Inbox(db, clock),
        contacts=ContactDesk(db, clock),
        ratings=RatingDesk(db, clock),
        reminders=Reminders(db, clock),
        outbox=Courier(
            db,
            clock,
            {
                **PaymentErrands(db, clock, gateway, cashier, payments).deeds(),
                Task.HAND_OVER: HandOver(db, clock, _office(settings, db, clock)).deliver,
                Task.TELL: Teller(db, sms, _rendered).deliver,
                Task.PARCEL: Parcels(db, clock, _express(settings, db, clock)).deliver,
            },
        ),
        cashier=cashier,
        people=People(db, clock, sms, limits),
        speech=speech,
        limits=limits,
        cashier_origins=origins,
    )


def _rendered(said: Words, tag: str) -> str:
    """Words in the language of a text message; there is no request to tell it."""
    return say(said, LOCALES.get(tag, DEFAULT_LOCALE))


def _office(settings: Settings, db: Database, clock: Clock) -> Office | None:
    if settings.office == "off":
        return None
    from services.providers.office_demo import DemoOffice

    return DemoOffice(db, clock)


def _express(settings: Settings, db: Database, clock: Clock) -> Express | None:
    if settings.express == "off":
        return None
    from services.providers.express_demo import DemoExpress

    return DemoExpress(db, clock)


def _keyring(settings: Settings) -> Keyring:
    text = settings.keys.get_secret_value()
    return Keyring.from_text(text) if text else Keyring.from_file(settings.data_dir / "keys")


def _card_signer(settings: Settings) -> CardSigner:
    text = settings.card_key.get_secret_value()
    with blamed_on("card_key"):
        if text:
            return CardSigner.from_pem(text)
        return CardSigner.from_file(settings.data_dir / "card-key.pem")


def _card_registry(settings: Settings) -> CardRegistry:
    return DemoCards() if settings.demo else NoCards()


def _records(settings: Settings) -> RecordsGateway:
    """The registers: of the demo district they are invented, of a real one nobody asks them yet."""
    if not settings.demo:
        return NoRecords()
    from services.providers.records_demo import DemoRecords

    return DemoRecords()


def _gateway(settings: Settings, db: Database, clock: Clock) -> UtilityGateway:
    # Each provider is imported when chosen: the libraries of the others cost a start half a second.
    if settings.utility_gateway == "embedded":
        from services.providers.utility_embedded import EmbeddedUtility

        return EmbeddedUtility(db, clock)
    from services.providers.http_client import open_session, safe_address
    from services.providers.utility_http import HttpUtilityGateway

    require(settings, "utility_url", "utility_key_id", "utility_secret")
    with blamed_on("utility_url"):
        safe_address(settings.utility_url)
    with blamed_on("utility_ca_file"):
        open_session(settings.utility_ca_file)
    with blamed_on("utility_secret"):
        return HttpUtilityGateway(
            settings.utility_url,
            settings.utility_key_id,
            settings.utility_secret.get_secret_value().encode(),
            clock,
            ca_file=settings.utility_ca_file or None,
        )


def _cashier(settings: Settings, db: Database, clock: Clock) -> tuple[Cashier, tuple[str, ...]]:
    """The cashier, and the origins that a form may lead to."""
    if settings.cashier == "demo":
        from services.providers.cashier_demo import DemoCashier

        return DemoCashier(db, clock), ()
    from services.providers.alipay_wire import GATEWAY, AlipayKeys
    from services.providers.cashier_alipay import AlipayCashier
    from services.providers.http_client import safe_address

    require(settings, "public_url", "alipay_app_id", "alipay_seller_id")
    require(settings, "alipay_private_key", "alipay_public_key")
    with blamed_on("public_url"):
        safe_address(settings.public_url)
    with blamed_on("alipay_gateway"):
        gateway = safe_address(settings.alipay_gateway or GATEWAY)
    site = settings.public_url.rstrip("/")
    keys = AlipayKeys(settings.alipay_private_key.get_secret_value(), settings.alipay_public_key)
    with blamed_on("alipay_private_key", "alipay_public_key"):
        alipay = AlipayCashier(
            settings.alipay_app_id,
            settings.alipay_seller_id,
            keys,
            clock,
            notify_url=f"{site}/payments/notify/alipay",
            return_url=lambda key: f"{site}/payments/return/{key}",
            gateway=gateway.geturl(),
        )
    return alipay, (f"{gateway.scheme}://{gateway.netloc}",)
