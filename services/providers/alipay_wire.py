"""Requests to Alipay signed with RSA2, and its answers and notifications verified."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alipay import AliPay
from alipay.exceptions import AliPayException, AliPayValidationError

from services.clock import Clock
from services.providers.cashier import CashierError
from services.providers.http_client import (
    NO_ANSWER,
    AnswerTooLong,
    AnswerTooSlow,
    open_session,
    read_answer,
    safe_address,
)

GATEWAY = "https://openapi.alipay.com/gateway.do"
# Alipay reads and writes times without a zone; they are China's.
CHINA = ZoneInfo("Asia/Shanghai")
_TIMEOUT_S = (3.05, 8.0)
_WHOLE_S = 12.0


@dataclass(frozen=True)
class AlipayKeys:
    """Our private key and Alipay's public key, each PEM text or the path of a PEM file."""

    private: str
    alipay_public: str


class _Sdk(AliPay):  # type: ignore[misc]  # the library ships no types
    """The library's signatures without its transport, which bounds neither size nor time."""

    def checked_answer(self, raw: str, method: str) -> dict[str, Any]:
        """The signed part of an answer. Raises the library's exceptions, or ValueError."""
        part = method.replace(".", "_") + "_response"
        answer = self._verify_and_return_sync_response(raw, part)
        return dict(answer)


class AlipayWire:
    """One application at Alipay. Raises ValueError for keys or an address that can't be used."""

    def __init__(
        self,
        app_id: str,
        keys: AlipayKeys,
        clock: Clock,
        *,
        gateway: str = GATEWAY,
        ca_file: str | None = None,
    ) -> None:
        safe_address(gateway)
        self._gateway = gateway
        self._clock = clock
        self._session = open_session(ca_file)
        self._sdk = _open_sdk(app_id, keys)

    def address(self, method: str, content: Mapping[str, Any], **urls: str) -> str:
        """An address of the gateway for the payer's browser, signed."""
        return f"{self._gateway}?{self._signed(method, content, **urls)}"

    def ask(self, method: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """The verified answer to a call. Raises CashierError if there is none."""
        try:
            with self._session.post(
                f"{self._gateway}?charset=utf-8",
                data=self._signed(method, content),
                headers={
                    "Content-Type": "application/x-www-form-urlencoded;charset=utf-8",
                    "Accept-Encoding": "identity",
                },
                timeout=_TIMEOUT_S,
                allow_redirects=False,
                stream=True,
            ) as response:
                raw = read_answer(response, time.monotonic() + _WHOLE_S)
        except (AnswerTooLong, AnswerTooSlow, *NO_ANSWER) as error:
            raise CashierError(f"no answer from Alipay: {type(error).__name__}") from error
        try:
            return self._sdk.checked_answer(raw.decode(), method)
        except (AliPayException, AliPayValidationError, ValueError, AttributeError, TypeError):
            # The cause would quote the answer, which may name the payer.
            raise CashierError("an answer that is not Alipay's") from None

    def is_signed(self, fields: Mapping[str, str]) -> bool:
        """Whether a notification's fields carry Alipay's signature over all the others."""
        rest = dict(fields)
        if rest.pop("sign_type", "") != "RSA2":
            return False
        try:
            return bool(self._sdk.verify(rest, rest.pop("sign", "")))
        except ValueError:
            return False

    def _signed(self, method: str, content: Mapping[str, Any], **urls: str) -> str:
        now = china_time(self._clock.now())
        return str(self._sdk.client_api(method, dict(content), timestamp=now, **urls))


def china_time(moment: datetime) -> str:
    """A moment as Alipay writes it."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def _open_sdk(app_id: str, keys: AlipayKeys) -> _Sdk:
    private, public = _pem(keys.private), _pem(keys.alipay_public)
    try:
        sdk = _Sdk(app_id, None, private, public, sign_type="RSA2")
    except (ValueError, IndexError, TypeError):
        # The cause could quote the key.
        raise ValueError("an Alipay key is not an RSA key in PEM") from None
    if not sdk.app_private_key.has_private():
        raise ValueError("the Alipay private key is a public one")
    return sdk


def _pem(key: str) -> str:
    if "-----BEGIN" in key:
        return key
    try:
        return Path(key).read_text(encoding="ascii")
    except (OSError, ValueError):
        # The cause could quote the key.
        raise ValueError("an Alipay key is neither PEM text nor a file") from None
