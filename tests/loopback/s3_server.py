"""An S3 service on loopback: one bucket, every request's signature (version 4) worked out anew."""

import hashlib
import hmac
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote

from tests.loopback.server import Asked, Reply

KEY_ID, SECRET, REGION = "AKIDEXAMPLE", "wJalrXUtnFEMI+bPxRfiCYEXAMPLEKEY", "cn-north-1"


@dataclass
class Bucket:
    """What is kept by path; ``fault`` answers instead while it is set."""

    kept: dict[str, bytes] = field(default_factory=dict)
    refused: int = 0
    fault: Reply | None = None

    def __call__(self, asked: Asked) -> Reply:
        """Answer GET and PUT of an object."""
        if self.fault:
            return self.fault
        if signature_of(asked) != _named(asked)["Signature"]:
            self.refused += 1
            return Reply(403, {}, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
        if asked.method == "PUT":
            self.kept[asked.path] = asked.body
            return Reply(200, {"ETag": _etag(asked.body)})
        body = self.kept.get(asked.path)
        if body is None:
            return Reply(404, {}, b"<Error><Code>NoSuchKey</Code></Error>")
        modified = "Sun, 22 Nov 2026 01:12:00 GMT"
        return Reply(200, {"ETag": _etag(body), "Last-Modified": modified}, body)


def signature_of(asked: Asked) -> str:
    """The signature this request must carry, by the service's public description of version 4."""
    named = _named(asked)
    scope = named["Credential"].partition("/")[2]
    day, region, service, end = scope.split("/")
    signed = named["SignedHeaders"].split(";")
    assert {"host", "x-amz-date", "x-amz-content-sha256"} <= set(signed)
    assert named["Credential"].startswith(f"{KEY_ID}/")
    digest = asked.headers["x-amz-content-sha256"]
    if digest != "UNSIGNED-PAYLOAD":
        assert digest == hashlib.sha256(asked.body).hexdigest()
    query = sorted((quote(n, "-_.~"), quote(v, "-_.~")) for n, v in parse_qsl(asked.query, True))
    request = [
        asked.method,
        asked.path,
        "&".join(f"{name}={value}" for name, value in query),
        *(f"{name}:{' '.join(asked.headers[name].split())}" for name in signed),
        "",
        named["SignedHeaders"],
        digest,
    ]
    hashed = hashlib.sha256("\n".join(request).encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", asked.headers["x-amz-date"], scope, hashed])
    key = f"AWS4{SECRET}".encode()
    for part in (day, region, service, end, text):
        key = hmac.digest(key, part.encode(), "sha256")
    return key.hex()


def _named(asked: Asked) -> dict[str, str]:
    kind, _, rest = asked.headers.get("authorization", "").partition(" ")
    assert kind == "AWS4-HMAC-SHA256"
    return dict(part.strip().split("=", 1) for part in rest.split(","))


def _etag(body: bytes) -> str:
    return f'"{hashlib.md5(body).hexdigest()}"'
