"""Residents: a test tells what a person does, and the plain client does it without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self
from urllib.parse import urlencode

from tests.html_rules.page import Page
from tests.page_client import PageClient
from tests.page_forms import Given, example_for

VIEWS = ("standard", "elder", "care")
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
BILLS = ("water-bill", "electricity-bill", "gas-bill")
# A journey here asks no more questions than this; more means that it runs in a circle.
MOST_STEPS = 14


class Resident:
    """Somebody at a browser. Each step returns the resident, so that a test reads as a story."""

    def __init__(self, client: PageClient) -> None:
        self.client = client

    @property
    def page(self) -> Page:
        """What is on the screen."""
        return self.client.page

    @property
    def case_reference(self) -> str:
        """The reference on the receipt on the screen. Raises AssertionError on other pages."""
        return self.page.root.one("[data-case-reference]").text

    def in_view(self, view: str, language: str = "") -> Self:
        """Choose a view, and perhaps a language with it; they stick."""
        chosen = {"view": view, "lang": language} if language else {"view": view}
        self.client.get(f"/?{urlencode(chosen)}")
        assert self.page.root["data-view"] == view, "?view= must choose the view"
        assert language in ("", self.page.language), "?lang= must choose the language"
        return self

    def in_language(self, language: str) -> Self:
        """Choose a language; it sticks."""
        self.client.get(f"/?{urlencode({'lang': language})}")
        assert self.page.language == language, "?lang= must choose the language"
        return self

    def signs_in(self, who: str) -> Self:
        """Press the button of a demo resident: elder, blind, wheelchair, deaf or helper."""
        self.client.get("/sign-in/")
        self.client.press(self.page.root.one(f'[data-demo-resident="{who}"]'))
        assert not self.page.root.select("[data-demo-resident]"), "one press must sign in"
        return self

    def starts(self, service: str) -> Self:
        """Open a service's journey: its first open page."""
        self.client.get(f"/services/{service}/apply/")
        assert self.page.root.select("form[data-journey]"), f"{service} must begin with a question"
        return self

    def answers(self, **given: Given) -> Self:
        """Answer what is asked on this page and go on; answers are named by question."""
        self.client.submit({name.replace("_", "-"): value for name, value in given.items()})
        return self

    def takes_what_is_offered(self) -> Self:
        """Answer every page with its first choice or its example, up to the check page."""
        for _ in range(MOST_STEPS):
            if self.at_check:
                return self
            self.answers_page()
        raise AssertionError(f"never came to the check page; now at {self.page.address}")

    def answers_page(self) -> Self:
        """Answer this page with the first choice or the example of each question."""
        self.client.submit(first_answers(self.client))
        assert "error-summary" not in self.page.ids, f"example refused: {self.page.text[:600]}"
        return self

    @property
    def at_check(self) -> bool:
        """Whether the check page is on the screen."""
        return self.page.address.split("?")[0].endswith("/apply/check")

    def sends(self) -> Self:
        """Press the last button of the check page."""
        assert self.at_check, f"not at the check page but at {self.page.address}"
        self.client.submit()
        return self

    def finishes(self, service: str) -> Self:
        """Do a service from its first question to its receipt, paying where money is owed."""
        self.starts(service).takes_what_is_offered().sends()
        if self.page.root.select("form[data-cashier]"):
            self.client.submit(form="form[data-cashier]")
        return self

    def pays(self) -> Self:
        """Send, then pay at the demo cashier."""
        self.sends()
        self.client.submit(form="form[data-cashier]")
        return self

    def keeps_receipt(self) -> str:
        """The case reference; the receipt is on the screen."""
        return self.case_reference

    def withdraws(self) -> Self:
        """Take it back, from the receipt."""
        self.client.get(f"{self.page.address.split('?')[0].rstrip('/')}/withdraw")
        self.client.submit(form='form[action$="/withdraw"]')
        return self

    def sees(self, *pieces: str) -> Self:
        """Each piece of text is on the screen."""
        for piece in pieces:
            assert piece in self.page.text, (
                f"{piece!r} is not on the screen: {self.page.text[:900]}"
            )
        return self


def first_answers(client: PageClient) -> dict[str, Given]:
    """For each question on the page, the first choice or the example of its hint."""
    form = client.form()
    given: dict[str, Given] = {}
    for control in form.controls():
        name, kind = control.get("name"), control.get("type", "text")
        if not name or name in given or kind in ("hidden", "submit", "file"):
            continue
        if kind in ("radio", "checkbox"):
            chosen: Sequence[str] = [
                node["value"] for node in form.named(name) if node.has("checked")
            ]
            given[name] = chosen or [control["value"]]
        elif not control.get("value"):
            given[name] = example_for(form.page, control)
    return given
