"""How any provider is reached over HTTP: verified TLS, no cookies, bounded answers."""

import ssl
import time
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import SplitResult, urlsplit

import requests
from urllib3.exceptions import HTTPError

MAX_ANSWER_BYTES = 1 << 20
# What a call that got no whole answer raises.
NO_ANSWER = (requests.RequestException, HTTPError, OSError)
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class AnswerTooLong(Exception):
    """The answer is longer than any that makes sense."""


class AnswerTooSlow(Exception):
    """The answer was still coming in when its time was over."""


def safe_address(url: str) -> SplitResult:
    """The parts of an address with TLS, or on this machine. Raises ValueError for any other."""
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in _LOOPBACK):
        raise ValueError("the address of a gateway must begin with https://")
    return parts


def open_session(ca_file: str | None = None) -> requests.Session:
    """A session that trusts the public authorities, or only those in `ca_file` (PEM).

    Raises ValueError for a file without certificates.
    """
    if ca_file:
        try:
            ssl.create_default_context(cafile=ca_file)
        except OSError as error:
            raise ValueError("the file of trusted certificates can't be used") from error
    session = requests.Session()
    # Neither .netrc nor REQUESTS_CA_BUNDLE may change who is trusted or what is sent.
    session.trust_env = False
    session.verify = ca_file or True
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


def read_answer(
    response: requests.Response, deadline: float, monotonic: Callable[[], float] = time.monotonic
) -> bytes:
    """The raw body of a streamed answer. Raises AnswerTooLong, AnswerTooSlow, or NO_ANSWER."""
    body = b""
    # read1 returns what has arrived: a trickle can't outlive the deadline.
    while chunk := response.raw.read1(16384, decode_content=False):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise AnswerTooLong
        if monotonic() > deadline:
            raise AnswerTooSlow
    return body
