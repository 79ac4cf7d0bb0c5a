"""Rules of safety: nothing inline that runs, no other site, no private number in an address."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tests.html_rules.page import Page, shown

DATA_SCRIPTS = {"application/json", "application/ld+json"}
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "hx-push-url", "poster")
# A mobile number, an identity number, or an account number of eight digits and more, standing
# free. Case references begin with a letter, and hashes in static names hold letters too.
PRIVATE = re.compile(r"(?<![0-9A-Za-z])(1\d{10}|\d{17}[\dXx]|\d{8,})(?![0-9A-Za-z])")
# On printed and spoken help a phone number is meant to be dialled.
PUBLIC_SCHEMES = ("tel:", "mailto:", "data:")
POLICY, SNIFFING, REFERRER = "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"


def runs_nothing_inline(page: Page) -> Iterator[str]:
    """No script text, event attribute, style attribute or javascript: address."""
    for node in page.all:
        if node.tag == "script" and node.get("type") not in DATA_SCRIPTS and not node.has("src"):
            yield f"has an inline script; move it to static/js: {shown(node)}"
        for name in node.attributes:
            if name.startswith("on"):
                yield f"has {name}=; listen from static/js instead: {shown(node)}"
            if name == "style":
                yield f"has a style attribute; write a class: {shown(node)}"
        if any(node.get(name).strip().lower().startswith("javascript:") for name in ADDRESSES):
            yield f"has a javascript: address: {shown(node)}"


def keeps_its_policy(page: Page) -> Iterator[str]:
    """The Content-Security-Policy is there, is strict, and allows exactly the page's own styles."""
    policy = _directives(page.headers.get(POLICY, ""))
    if "default-src" not in policy or "frame-ancestors" not in policy:
        yield "has no Content-Security-Policy with default-src and frame-ancestors"
        return
    for name, sources in policy.items():
        for loose in {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set(sources):
            yield f"allows {loose} in {name}; name hashes or origins instead"
    allowed = policy.get("style-src", policy["default-src"])
    for node in page.tagged("style"):
        digest = hashlib.sha256((node.element.text or "").encode()).digest()
        if f"'sha256-{base64.b64encode(digest).decode()}'" not in allowed:
            yield "has a <style> whose hash is not in style-src, so browsers drop it"
    if page.headers.get(SNIFFING) != "nosniff":
        yield "lacks X-Content-Type-Options: nosniff"
    if not page.headers.get(REFERRER):
        yield "lacks a Referrer-Policy"


def headers_of(page: Page) -> tuple[str | None, ...]:
    """The headers that these rules look at."""
    return tuple(page.headers.get(name) for name in (POLICY, SNIFFING, REFERRER))


def _directives(policy: str) -> dict[str, list[str]]:
    parts = (directive.split() for directive in policy.split(";"))
    return {words[0]: words[1:] for words in parts if words}


def asks_nobody_else(page: Page) -> Iterator[str]:
    """Pictures, scripts and styles come from this site."""
    for node in page.tagged("script", "img", "link", "audio", "video", "source", "iframe", "use"):
        for name in ("src", "href"):
            if urlsplit(node.get(name)).netloc:
                yield f"asks another site: {shown(node)}; keep a copy in static/"


def keeps_numbers_out_of_addresses(page: Page) -> Iterator[str]:
    """No phone, identity or account number in an address: those end up in logs and histories."""
    addresses = [(page.address, "its own address")]
    for node in page.all:
        # The address of a document elsewhere names its day.
        if node.get("rel") != "noopener":
            addresses += [(node[name], shown(node)) for name in ADDRESSES if node.has(name)]
    for address, where in addresses:
        if not address.startswith(PUBLIC_SCHEMES) and PRIVATE.search(_local(address)):
            yield f"has a private number in an address ({where}); keep it in the draft instead"


def _local(address: str) -> str:
    parts = urlsplit(unquote(address))
    return f"{parts.path}?{parts.query}#{parts.fragment}"


FRAME = (keeps_its_policy,)
ANYWHERE = (runs_nothing_inline, asks_nobody_else, keeps_numbers_out_of_addresses)
