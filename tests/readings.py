"""Listeners who hear a wrong reading and clerks who mend it: what both do at a browser."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask.testing import FlaskClient

from tests.clerks import opens_at_desk
from tests.page_client import PageClient

GUIDE = "/services/water-bill/"
MISTAKE, WISH = "form[data-mistake]", "form[data-wish]"
CHOOSE, ACCEPT, SETTLE, UNDO = (
    f"form[data-{name}]" for name in ("choose", "accept", "settle", "undo")
)


def script(browser: FlaskClient, page: str = GUIDE) -> dict:
    heard: dict = browser.get("/speech/script", query_string={"page": page}).get_json()
    return heard


def line_with(heard: dict, word: str) -> dict:
    found: dict = next(line for line in heard["lines"] if word in line["text"])
    return found


def asks(client: PageClient, word: str, page: str = GUIDE) -> dict:
    """The player's link for the first sentence with a word; the sentence."""
    heard = script(client.http, page)
    line = line_with(heard, word)
    query = {"page": page, "n": line["n"], "version": heard["version"]}
    client.get(f"/readings/wrong/?{urlencode(query)}")
    return line


def value_of(client: PageClient, word: str) -> str:
    labels = client.page.root.select("label.choice")
    label = next(label for label in labels if label.one("b").text == word)
    return str(label.one("input")["value"])


def reports(client: PageClient, word: str, page: str = GUIDE) -> int:
    """A listener points at a word; the number of the report."""
    asks(client, word, page)
    client.submit({"word": value_of(client, word)}, form=MISTAKE)
    return int(re.findall(r"/wrong/(\d+)/", client.page.address)[0])


def tries(client: PageClient, number: int, reading: str) -> PageClient:
    opens_at_desk(client, f"/desk/readings/{number}/", "editor")
    client.submit({"reading": reading}, form=CHOOSE)
    return client


def audio_of(browser: FlaskClient, word: str, page: str = GUIDE) -> str:
    """Where the first sentence with a word sounds."""
    heard = script(browser, page)
    query = {"page": page, "n": line_with(heard, word)["n"], "version": heard["version"]}
    address: str = browser.get("/speech/line", query_string=query | {"rate": 100}).get_json()[
        "audio"
    ]
    return address
