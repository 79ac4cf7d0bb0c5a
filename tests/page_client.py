"""The one client of the tests: fetches like a plain browser, holds each page to the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from tests.html_rules import require_good
from tests.html_rules.page import Page
from tests.html_rules.safety import PRIVATE
from tests.html_tree import Node
from tests.page_forms import File, Form, Given

REDIRECTS = (301, 302, 303, 307, 308)
# A browser gives up after about twenty; this site needs three at most.
MOST_REDIRECTS = 5
SITE = "localhost"


def browser_of(app: Flask) -> PageClient:
    """A new browser in front of this site: as strict as those that the running test uses."""
    kind: Callable[[Flask], PageClient] = app.extensions.get("browsers", _strict)
    return kind(app)


def _strict(app: Flask) -> PageClient:
    return PageClient(app.test_client())


class PageClient:
    """Fetches pages, fills forms and follows links; ``page`` is what is on the screen now.

    Redirects inside the site are followed. One that leads elsewhere (a cashier's own site) is
    not: ``left_to`` then holds its address.
    """

    def __init__(self, http: FlaskClient) -> None:
        self.http = http
        self.left_to: str | None = None
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The page on the screen. Raises AssertionError before the first one."""
        assert self._page is not None, "fetch a page first"
        return self._page

    def get(
        self, address: str, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> Page:
        """Open an address and follow where it leads; ``status`` is the last answer's."""
        response = self.http.get(address, headers=dict(headers or {}))
        return self._arrive(response, address, status)

    def post(
        self,
        address: str,
        data: Mapping[str, Given] | list[tuple[str, str]],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        files: Mapping[str, File] | None = None,
    ) -> Page:
        """Send fields, and files if any, as a form does and follow where it leads."""
        pairs = list(data.items()) if isinstance(data, Mapping) else data
        body: str | bytes = urlencode(pairs, doseq=True)
        kind = "application/x-www-form-urlencoded"
        if files is not None:
            chosen = [
                (name, FileStorage(BytesIO(file.content), filename=file.name))
                for name, file in files.items()
            ]
            boundary, body = encode_multipart(MultiDict([*pairs, *chosen]))
            kind = f"multipart/form-data; boundary={boundary}"
        response = self.http.post(
            address, data=body, content_type=kind, headers=dict(headers or {})
        )
        if response.status_code in REDIRECTS:
            assert response.status_code == 303, (
                f"POST {address} answers {response.status_code}; redirect with 303, so that "
                "a reload never sends the form again"
            )
        return self._arrive(response, address, status)

    def form(self, selector: str = "form[data-journey]") -> Form:
        """The page's form, to be filled by hand."""
        return Form(self.page, self.page.root.one(selector))

    def submit(
        self,
        answers: Mapping[str, Given] | None = None,
        *,
        button: str | None = None,
        form: str = "form[data-journey]",
        status: int = 200,
    ) -> Page:
        """Fill the page's form, keep what stands in it, press the button."""
        filled = self.form(form).fill(answers or {})
        return self._send(filled, filled.button(button), status)

    def press(self, button: Node, status: int = 200) -> Page:
        """Press one button of the page; its form goes as it stands."""
        form = next(node for node in button.ancestors() if node.tag == "form")
        return self._send(Form(self.page, form), button, status)

    def _send(self, form: Form, pressed: Node | None, status: int) -> Page:
        pairs = form.sent(pressed)
        action = urljoin(self.page.address, form.action)
        if form.method == "get":
            return self.get(f"{action.split('?')[0]}?{urlencode(pairs)}", status=status)
        files = form.files if form.sends_files else None
        return self.post(action, pairs, status=status, files=files)

    def follow(self, words: str, status: int = 200) -> Page:
        """Follow the first link that says ``words``."""
        links = [node for node in self.page.tagged("a") if words in node.label]
        assert links, f"no link says {words!r} on {self.page.address}: {self.page.text[:600]}"
        return self.get(urljoin(self.page.address, links[0]["href"]), status=status)

    def redirect_of(self, address: str) -> str:
        """Where an address redirects to, not followed."""
        response = self.http.get(address)
        assert response.status_code in REDIRECTS, f"{address} answers {response.status_code}"
        return response.headers["Location"]

    def cookie(self, name: str) -> str | None:
        """The value of a cookie kept so far."""
        cookie = self.http.get_cookie(name, SITE)
        return cookie.decoded_value if cookie else None

    def _arrive(self, response: TestResponse, address: str, status: int) -> Page:
        for _ in range(MOST_REDIRECTS):
            if response.status_code not in REDIRECTS:
                return self._show(response, address, status)
            address = urljoin(address, response.headers["Location"])
            assert not PRIVATE.search(urlsplit(address).path), (
                f"redirects to {address}, which carries a private number; keep it in the draft"
            )
            if urlsplit(address).netloc not in ("", SITE):
                self.left_to = address
                return self.page
            response = self.http.get(address)
        raise AssertionError(f"redirects in a circle, at last to {address}")

    def _show(self, response: TestResponse, address: str, status: int) -> Page:
        html = response.get_data(as_text=True)
        fragment = "HX-Request" in response.request.headers
        assert response.status_code == status, (
            f"{address} answers {response.status_code}, not {status}: "
            f"{Page(address, 0, {}, html).main_text[:600]}"
        )
        assert response.mimetype == "text/html", f"{address} is {response.mimetype}, not a page"
        page = Page(address, response.status_code, dict(response.headers), html, fragment)
        self._page = require_good(page)
        return self._page
