"""An Alipay-like gateway: checks our RSA2 signature, keeps trades, signs what it says."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pydantic import SecretStr

from tests.loopback.server import Asked, Reply, serve

APP_ID = "2021000100000001"
SELLER_ID = "2088000100000001"


@cache
def new_key(owner: str) -> rsa.RSAPrivateKey:
    """An RSA key for this run of the tests; `owner` only tells keys apart."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(owner: str) -> str:
    """The private key of an owner, as PEM text."""
    return (
        new_key(owner)
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
        .decode()
    )


def public_pem(owner: str) -> str:
    """The public key of an owner, as PEM text."""
    public = new_key(owner).public_key()
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    return public.public_bytes(serialization.Encoding.PEM, spki).decode()


def sign(owner: str, text: str) -> str:
    """RSA2: SHA-256 with PKCS #1 v1.5, in Base64."""
    signature = new_key(owner).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signature).decode()


def is_signed_by(owner: str, fields: Mapping[str, str]) -> bool:
    """Whether `sign` covers all other fields, sorted by name."""
    text = "&".join(f"{name}={fields[name]}" for name in sorted(fields) if name != "sign")
    try:
        new_key(owner).public_key().verify(
            base64.b64decode(fields["sign"]), text.encode(), padding.PKCS1v15(), hashes.SHA256()
        )
    except InvalidSignature:
        return False
    return True


def notification(signer: str = "alipay", **changed: str) -> bytes:
    """The body of a message about a paid trade; `changed` fields are signed too."""
    fields = {
        "app_id": APP_ID,
        "seller_id": SELLER_ID,
        "charset": "utf-8",
        "notify_type": "trade_status_sync",
        "out_trade_no": "order-0001",
        "trade_no": "2026112222001",
        "total_amount": "31.05",
        "trade_status": "TRADE_SUCCESS",
        "subject": "水费 演示",
        "body": "",
        **changed,
    }
    text = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
    return urlencode({**fields, "sign_type": "RSA2", "sign": sign(signer, text)}).encode()


def alipay_settings() -> dict[str, object]:
    """Settings of a site that takes its money by Alipay."""
    return {
        "cashier": "alipay",
        "public_url": "https://district.example",
        "alipay_app_id": APP_ID,
        "alipay_seller_id": SELLER_ID,
        "alipay_private_key": SecretStr(private_pem("district")),
        "alipay_public_key": public_pem("alipay"),
    }


@dataclass
class Trade:
    """A trade at Alipay; `moved` counts how often its money went back."""

    amount: str
    state: str = "WAIT_BUYER_PAY"
    refunds: dict[str, str] = field(default_factory=dict)
    moved: int = 0


@dataclass
class LoopbackAlipay:
    """The gateway's books, by order key. `signer` and `spoil` make it lie."""

    trades: dict[str, Trade] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    signer: str = "alipay"
    spoil: Reply | None = None
    about: str | None = None

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve these books; the gateway's address is handed out."""
        with serve(self._answer) as origin:
            yield origin + "/gateway.do"

    def _answer(self, asked: Asked) -> Reply:
        fields = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        self.asked.append(fields)
        if self.spoil is not None:
            return self.spoil
        if not is_signed_by("district", fields):
            said = {"code": "40002", "sub_code": "isv.invalid-signature"}
        else:
            said = self._act(fields["method"], json.loads(fields["biz_content"]))
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        part = fields["method"].replace(".", "_") + "_response"
        body = f'{{"{part}":{text},"sign":"{sign(self.signer, text)}"}}'
        return Reply(200, {"Content-Type": "text/html;charset=utf-8"}, body.encode())

    def _act(self, method: str, content: dict[str, Any]) -> dict[str, str]:
        key = content["out_trade_no"]
        trade = self.trades.get(key)
        if trade is None:
            return {"code": "40004", "sub_code": "ACQ.TRADE_NOT_EXIST", "sub_msg": "交易不存在"}
        said = {"code": "10000", "out_trade_no": self.about or key, "trade_no": "2026112222001"}
        match method:
            case "alipay.trade.query":
                return {**said, "trade_status": trade.state, "total_amount": trade.amount}
            case "alipay.trade.close" if trade.state != "WAIT_BUYER_PAY":
                return {"code": "40004", "sub_code": "ACQ.TRADE_STATUS_ERROR"}
            case "alipay.trade.close":
                trade.state = "TRADE_CLOSED"
            case "alipay.trade.refund":
                return {**said, **self._refund(trade, content)}
            case "alipay.trade.fastpay.refund.query":
                if content["out_request_no"] in trade.refunds:
                    return {**said, "refund_status": "REFUND_SUCCESS"}
        return said

    @staticmethod
    def _refund(trade: Trade, content: dict[str, Any]) -> dict[str, str]:
        if content["out_request_no"] in trade.refunds:
            return {"fund_change": "N"}
        if trade.state != "TRADE_SUCCESS" or content["refund_amount"] != trade.amount:
            return {"code": "40004", "sub_code": "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"}
        trade.refunds[content["out_request_no"]] = content["refund_amount"]
        trade.moved += 1
        return {"fund_change": "Y"}
