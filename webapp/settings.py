"""Typed settings from NUANCHUANG_* variables; a wrong value stops start-up, naming it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from a11y.msgids import gettext_noop


class WrongSettings(SystemExit):
    """Start-up stops: the message names each variable and what is wrong with it."""


class Settings(BaseSettings):
    """Everything that may differ between two districts. Secrets come only from here."""

    model_config = SettingsConfigDict(env_prefix="NUANCHUANG_", extra="ignore", frozen=True)

    data_dir: Path = Field(default=Path("var"), description="folder for database, keys and audio")
    database_url: str = Field(
        default="", description="PostgreSQL URL; empty: SQLite in the data folder"
    )
    guides_dir: str = Field(
        default="", description="folder of the guides, changed by editors; empty: those that came"
    )
    keys: SecretStr = Field(
        default=SecretStr(""),
        description="key ring k2:…,k1:…;index:…; empty: a file in the data folder",
    )
    card_key: SecretStr = Field(
        default=SecretStr(""),
        description="P-256 key that signs e-cards, PEM text; empty: a file in the data folder",
    )
    public_url: str = Field(
        default="", description="address residents use, for links sent to others"
    )
    district: str = Field(
        default=gettext_noop("示范区"), description="name of the district as shown in the header"
    )
    utility_gateway: Literal["embedded", "http"] = Field(
        default="embedded", description="embedded demo ledger, or a company's HTTP gateway"
    )
    utility_url: str = Field(default="", description="address of the utility gateway")
    utility_key_id: str = Field(default="", description="key name agreed with the utility gateway")
    utility_secret: SecretStr = Field(
        default=SecretStr(""), description="key shared with the gateway"
    )
    utility_ca_file: str = Field(
        default="", description="PEM file of the only authorities trusted for the utility gateway"
    )
    cashier: Literal["demo", "alipay"] = Field(default="demo", description="who takes the money")
    alipay_gateway: str = Field(
        default="", description="address of Alipay, for its sandbox; empty: the real one"
    )
    alipay_app_id: str = Field(default="", description="Alipay application number")
    alipay_seller_id: str = Field(default="", description="Alipay seller number")
    alipay_private_key: SecretStr = Field(
        default=SecretStr(""), description="our RSA key, PEM text"
    )
    alipay_public_key: str = Field(default="", description="Alipay's RSA key, PEM text")
    sms: Literal["screen", "off"] = Field(
        default="screen", description="screen: the code is shown, demo only; off: no codes"
    )
    oidc_issuer: str = Field(
        default="", description="identity provider of residents (OpenID Connect); empty: none"
    )
    oidc_client_id: str = Field(default="", description="name agreed with that provider")
    oidc_secret: SecretStr = Field(default=SecretStr(""), description="secret shared with it")
    oidc_name: str = Field(
        default=gettext_noop("统一身份认证"), description="what residents call that provider"
    )
    oidc_id_claim: str = Field(
        default="id_number", description="claim in which that provider tells the ID number"
    )
    staff_oidc_issuer: str = Field(
        default="", description="identity provider of clerks (OpenID Connect); empty: none"
    )
    staff_oidc_client_id: str = Field(default="", description="name agreed with that provider")
    staff_oidc_secret: SecretStr = Field(default=SecretStr(""), description="secret shared with it")
    oidc_ca_file: str = Field(
        default="", description="PEM file of the only authorities trusted for both providers"
    )
    office: Literal["demo", "off"] = Field(
        default="demo", description="demo: takes applications at once; off: they wait for a clerk"
    )
    express: Literal["demo", "off"] = Field(
        default="demo", description="demo: an invented carrier; off: clerks call one for parcels"
    )
    letters: Literal["demo", "off"] = Field(
        default="demo", description="demo: an invented printing shop; off: nothing goes by post"
    )
    quiet_hours: str = Field(
        default="21:00-08:00",
        description="when no phone rings but for codes and dangers, like 21:00-08:00; empty: never",
    )
    word_key: SecretStr = Field(
        default=SecretStr(""),
        description="secret behind the word of the day, 32 signs or more; empty: a file in the"
        " data folder",
    )
    speech_engine: Literal["kokoro", "espeak", "gtts", "off"] = Field(
        default="kokoro",
        description="kokoro: human-sounding, made here; espeak: plain, made here; gtts: public"
        " text goes to Google for a voice; or off",
    )
    piper_dir: str = Field(
        default="", description="folder with a Piper voice (.onnx and .json) to use instead"
    )
    recordings_dir: str = Field(
        default="", description="folder of recorded sentences, which come before any voice"
    )
    speech_store: str = Field(
        default="",
        description="where public audio is kept: s3://bucket/prefix?endpoint=https://…; empty: in"
        " the data folder",
    )
    speech_store_key_id: str = Field(default="", description="key name at the S3 service")
    speech_store_secret: SecretStr = Field(
        default=SecretStr(""), description="key shared with the S3 service"
    )
    trail_heads: str = Field(
        default="",
        description="file outside the database that keeps the newest lines of the trail, best on"
        " another machine; empty: trail.heads in the data folder",
    )
    limits_url: str = Field(
        default="memory://", description="where rate limits are counted; redis://…"
    )
    queue_url: str = Field(
        default="", description="Redis for background work; empty: in the data folder"
    )
    secure_cookies: bool = Field(
        default=False, description="set when the site is served over https"
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="reverse proxies in front of the site"
    )

    @property
    def demo(self) -> bool:
        """Invented district: some part of the outside world is embedded, and every page says so."""
        embedded = ("embedded", "demo", "screen")
        parts = (
            self.utility_gateway, self.cashier, self.sms, self.office, self.express, self.letters,
        )  # fmt: skip
        return any(part in embedded for part in parts)

    @property
    def sqlalchemy_url(self) -> str:
        """Database address in SQLAlchemy's form."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'nuanchuang.db'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)


def load_settings() -> Settings:
    """Settings of this process. Raises WrongSettings naming each bad variable."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [(str(problem["loc"][0]), problem["msg"]) for problem in error.errors()]
        raise _wrong(wrong) from None


def require(settings: Settings, *names: str) -> None:
    """Raise WrongSettings naming each of these settings that is empty."""
    missing = [name for name in names if str(getattr(settings, name)) == ""]
    if missing:
        raise _wrong([(name, "is needed here and is empty") for name in missing])


@contextmanager
def blamed_on(*names: str) -> Iterator[None]:
    """A ValueError in here is the fault of these settings: WrongSettings names them."""
    try:
        yield
    except ValueError as error:
        raise _wrong([(name, str(error)) for name in names]) from error


def _wrong(problems: list[tuple[str, str]]) -> WrongSettings:
    told = [f"NUANCHUANG_{name.upper()}: {what}" for name, what in problems]
    return WrongSettings("Settings can't be used:\n  " + "\n  ".join(told))
