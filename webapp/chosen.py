"""Which provider each word of the settings chooses; the others are never imported."""

from __future__ import annotations

from pydantic import SecretStr

from services.card_sign_in import CardSignIn
from services.cards.signing import CardSigner
from services.clock import Clock
from services.day_word import DayWords
from services.identities import Trips
from services.providers.cards import CardRegistry
from services.providers.cards_demo import DemoCards
from services.providers.cards_off import NoCards
from services.providers.cashier import Cashier
from services.providers.express import Express
from services.providers.letter import LetterShop
from services.providers.office import Office
from services.providers.records import NoRecords, RecordsGateway
from services.providers.sms import SmsSender
from services.providers.sms_off import NoSms
from services.providers.sms_screen import ScreenSms
from services.providers.utility import UtilityGateway
from services.sessions import Sessions
from services.storage import Database
from services.storage.crypto import Keyring
from webapp.settings import Settings, blamed_on, require


def office(settings: Settings, db: Database, clock: Clock) -> Office | None:
    """The office that takes applications; None where nobody does so by machine."""
    if settings.office == "off":
        return None
    from services.providers.office_demo import DemoOffice

    return DemoOffice(db, clock)


def express(settings: Settings, db: Database, clock: Clock) -> Express | None:
    """The courier service that carries papers; None where there is none."""
    if settings.express == "off":
        return None
    from services.providers.express_demo import DemoExpress

    return DemoExpress(db, clock)


def letter_shop(settings: Settings, db: Database, clock: Clock) -> LetterShop | None:
    """Who prints and posts letters; None where nobody does."""
    if settings.letters == "off":
        return None
    from services.providers.letter_demo import DemoLetterShop

    return DemoLetterShop(db, clock)


def day_words(settings: Settings, clock: Clock) -> DayWords:
    """The words of the days, by a key from the settings or the data folder."""
    text = settings.word_key.get_secret_value()
    with blamed_on("word_key"):
        if text:
            return DayWords(text.encode(), clock)
        return DayWords.from_file(settings.data_dir / "word-key", clock)


def keyring(settings: Settings) -> Keyring:
    """The keys of sealed fields, from the settings or the data folder."""
    text = settings.keys.get_secret_value()
    return Keyring.from_text(text) if text else Keyring.from_file(settings.data_dir / "keys")


def card_signer(settings: Settings) -> CardSigner:
    """What signs e-cards, with a key from the settings or the data folder."""
    text = settings.card_key.get_secret_value()
    with blamed_on("card_key"):
        if text:
            return CardSigner.from_pem(text)
        return CardSigner.from_file(settings.data_dir / "card-key.pem")


def card_registry(settings: Settings) -> CardRegistry:
    """Whose cards there are: invented ones in the demo, of a real district nobody asks yet."""
    return DemoCards() if settings.demo else NoCards()


def records(settings: Settings) -> RecordsGateway:
    """The registers: of the demo district they are invented, of a real one nobody asks them yet."""
    if not settings.demo:
        return NoRecords()
    from services.providers.records_demo import DemoRecords

    return DemoRecords()


def gateway(settings: Settings, db: Database, clock: Clock) -> UtilityGateway:
    """The way to the utilities."""
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


def cashier(settings: Settings, db: Database, clock: Clock) -> tuple[Cashier, tuple[str, ...]]:
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


def card_sign_in(
    settings: Settings, db: Database, clock: Clock, sessions: Sessions
) -> CardSignIn | None:
    """Signing in by ID card: in the demo by invented cards; elsewhere nobody has a reader yet."""
    if not settings.demo:
        return None
    from services.providers.card_reader_demo import DemoCardReader

    return CardSignIn(db, clock, sessions, DemoCardReader())


def resident_trips(settings: Settings, db: Database, clock: Clock) -> Trips | None:
    """The way to the residents' identity provider; None where there is none."""
    names = ("oidc_issuer", "oidc_client_id", "oidc_secret")
    return _trips(settings, db, clock, names, settings.oidc_secret, settings.oidc_id_claim)


def staff_trips(settings: Settings, db: Database, clock: Clock) -> Trips | None:
    """The way to the clerks' identity provider; None where there is none."""
    names = ("staff_oidc_issuer", "staff_oidc_client_id", "staff_oidc_secret")
    return _trips(settings, db, clock, names, settings.staff_oidc_secret, "")


def _trips(
    settings: Settings,
    db: Database,
    clock: Clock,
    names: tuple[str, str, str],
    secret: SecretStr,
    id_claim: str,
) -> Trips | None:
    issuer, client_id = (getattr(settings, name) for name in names[:2])
    if not issuer:
        return None
    from services.providers.oidc_client import OidcProvider

    require(settings, "public_url", *names)
    with blamed_on(names[0], "oidc_ca_file"):
        provider = OidcProvider(
            issuer, client_id, secret.get_secret_value(), clock,
            id_claim=id_claim, ca_file=settings.oidc_ca_file or None,
        )  # fmt: skip
    return Trips(db, clock, provider)


def sms(settings: Settings, db: Database, clock: Clock) -> SmsSender:
    """Text messages: shown on the screen of the demo, or none at all."""
    return ScreenSms(db, clock) if settings.sms == "screen" else NoSms()
