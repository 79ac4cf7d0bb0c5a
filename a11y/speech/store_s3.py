"""The same store in an S3-compatible service, for several machines that serve one site."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from obstore.exceptions import BaseError
from obstore.store import S3Store

from a11y.speech.engines.port import Speech
from a11y.speech.store import KEY, Told, packed, unpacked

# A listener waits for this: a service that is slower counts as one that is away.
TIMEOUT = timedelta(seconds=4)
REST_S = 30.0  # after a failure nobody else waits for it so long


class BucketStore:
    """AudioStore in a bucket. A service that is away costs only speed; it is left alone a while."""

    def __init__(
        self,
        url: str,
        key_id: str,
        secret: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """``url``: ``s3://bucket/prefix?endpoint=https://…&region=…``; both words may be left out.

        Raises ValueError for any other address.
        """
        address = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(address.query).items()}
        if address.scheme != "s3" or not address.netloc or asked.keys() - {"endpoint", "region"}:
            raise ValueError("s3://bucket/prefix?endpoint=https://…&region=… is expected")
        endpoint = asked.get("endpoint", "")
        self._bucket = S3Store(
            address.netloc,
            prefix=address.path.strip("/") or None,
            config={
                "access_key_id": key_id,
                "secret_access_key": secret,
                "region": asked.get("region", "us-east-1"),
                **({"endpoint": endpoint} if endpoint else {}),
            },
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": TIMEOUT},
            retry_config={"max_retries": 1, "retry_timeout": TIMEOUT},
        )
        self._monotonic, self._rests_until = monotonic, float("-inf")
        self._told = Told(f"s3://{address.netloc}{address.path}")

    def read(self, key: str) -> Speech | None:
        """What is kept and whole."""
        if self._monotonic() < self._rests_until:
            return None
        try:
            return unpacked(bytes(self._bucket.get(_path(key)).bytes()))
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            self._rest(error)
            return None

    def write(self, key: str, made: Speech) -> bool:
        """Keep it; the service does so whole or not at all."""
        if self._monotonic() < self._rests_until:
            return False
        try:
            self._bucket.put(_path(key), packed(made))
        except (BaseError, OSError) as error:
            self._rest(error)
            return False
        self._told.worked()
        return True

    def _rest(self, error: Exception) -> None:
        self._told.failed(error)
        self._rests_until = self._monotonic() + REST_S


def _path(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("a key is 64 hex digits")
    return f"{key[:2]}/{key}.speech"
