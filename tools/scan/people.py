"""The cookies with which a scanner goes about as somebody: signed in by the demo's own buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests

TIMEOUT_S = 30
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
# Each role: the page with the button, and what the button sends.
ROLES: Mapping[str, tuple[str, Mapping[str, str]] | None] = {
    "nobody": None,
    "resident": ("/sign-in/", {"resident": "elder"}),
    "helper": ("/sign-in/", {"resident": "helper"}),
    "hall": ("/desk/sign-in/", {"clerk": "hall"}),
    "visitor": ("/desk/sign-in/", {"clerk": "visitor"}),
    "reviewer": ("/desk/sign-in/", {"clerk": "reviewer"}),
    "supervisor": ("/desk/sign-in/", {"clerk": "supervisor"}),
    "editor": ("/desk/sign-in/", {"clerk": "editor"}),
    "operator": ("/desk/sign-in/", {"clerk": "operator"}),
}


def cookies_of(role: str, site: str) -> dict[str, str]:
    """Name and value of each cookie of somebody in this role, signed in anew at ``site``.

    Raises AssertionError where the demo's button is not there or does not let in.
    """
    entrance = ROLES[role]
    with requests.Session() as browser:
        browser.get(f"{site}/", timeout=TIMEOUT_S).raise_for_status()
        if entrance is not None:
            page, fields = entrance
            shown = browser.get(site + page, timeout=TIMEOUT_S)
            token = _TOKEN.search(shown.text)
            assert token, f"{page} has no form"
            sent = browser.post(site + page, {**fields, "form_token": token[1]}, timeout=TIMEOUT_S)
            assert sent.ok, f"{role} is not let in: {sent.status_code}"
            assert urlsplit(sent.url).path != page, f"{role} is not let in"
        return dict(browser.cookies.items())
