"""A resident at a real browser who has only a keyboard: Tab, Space, Enter and the arrows."""

from __future__ import annotations

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect

# More presses than any page here has stops: beyond it, the thing can't be reached.
MOST_TABS = 150
MOST_STEPS = 14
IS_FOCUSED = "element => element === document.activeElement"
# A photo is nobody's duty: a robot has none.
KINDS = ":is(input:not([type=hidden], [type=file]), select, textarea)"
FIELDS = f"#main form[data-journey] {KINDS}:visible:not(:disabled)"


class KeyboardResident:
    """Finds things by role and name, reaches them by Tab alone, and checks each page's width."""

    def __init__(self, page: Page, width: int) -> None:
        self.page = page
        self.width = width

    def opens(self, address: str) -> Self:
        """Type an address."""
        self.page.goto(address)
        return self.arrives()

    def arrives(self) -> Self:
        """The page is there, names itself, and needs no sideways scrolling."""
        expect(self.page.locator("h1")).to_have_count(1)
        heading = self.page.locator("h1").inner_text().strip()
        assert heading, f"{self.page.url} has an empty heading"
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{heading!r} is {wide} px wide; it must fit {self.width}"
        return self

    def in_view(self, view: str, language: str) -> Self:
        """Choose view and language by deep link; both stick."""
        self.opens(f"/?view={view}&lang={language}")
        expect(self.page.locator("html")).to_have_attribute("data-view", view)
        expect(self.page.locator("html")).to_have_attribute("lang", language)
        return self

    def signs_in(self, who: str) -> Self:
        """Reach the button of a demo resident and press it."""
        self.opens("/sign-in/")
        return self.presses(self.page.locator(f'[data-demo-resident="{who}"]'))

    def starts(self, service: str) -> Self:
        """Open the guide, reach its first link into the journey, press it."""
        self.opens(f"/services/{service}/")
        begin = self.page.locator(f'#main a[href$="/services/{service}/apply/"]').first
        self.presses(begin)
        expect(self.page.locator("form[data-journey]")).to_have_count(1)
        return self

    def answers_everything(self) -> Self:
        """Take the first choice or the example of every question, up to the check page."""
        for _ in range(MOST_STEPS):
            if self.page.url.split("?")[0].endswith("/apply/check"):
                return self
            self.answers_this_page()
            expect(self.page.locator("#error-summary")).to_have_count(0)
        raise AssertionError(f"never came to the check page; now at {self.page.url}")

    def answers_this_page(self) -> Self:
        """Answer each question on the page and press its button."""
        self.answers_fields()
        return self.presses(self.page.locator("form[data-journey] button[type=submit]").first)

    def answers_fields(self) -> None:
        """Answer each question on the page."""
        answered: set[str] = set()
        for field in self.page.locator(FIELDS).all():
            name = field.get_attribute("name") or ""
            if name in answered:
                continue
            answered.add(name)
            self._answer(field)

    def _answer(self, field: Locator) -> None:
        kind = field.get_attribute("type") or "text"
        name = field.get_attribute("name")
        if kind in ("radio", "checkbox"):
            if self.page.locator(f'input[name="{name}"]:checked').count() == 0:
                self.reaches(field)
                self.page.keyboard.press("Space")
                expect(field).to_be_checked()
            return
        self.reaches(field)
        if not field.input_value():
            self.page.keyboard.type(self._example(field))

    def _example(self, field: Locator) -> str:
        ids = (field.get_attribute("aria-describedby") or "").split()
        hints = [self.page.locator(f"#{each} [data-example]") for each in ids]
        found = [hint for hint in hints if hint.count()]
        assert found, f"no [data-example] describes {field}"
        return found[0].first.inner_text().strip()

    def presses(self, target: Locator) -> Self:
        """Reach a link or button and press Enter."""
        self.reaches(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.arrives()

    def reaches(self, target: Locator) -> Self:
        """Press Tab until the thing has the focus, and can be seen to have it."""
        expect(target).to_have_count(1)
        for _ in range(MOST_TABS):
            if target.evaluate(IS_FOCUSED):
                return self._sees_focus(target)
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} presses of Tab never reach {target} on {self.page.url}")

    def _sees_focus(self, target: Locator) -> Self:
        style = target.evaluate(
            "e => { const own = getComputedStyle(e), box = e.closest('label');"
            " const outer = box ? getComputedStyle(box) : own;"
            " return [own.outlineStyle, own.boxShadow, outer.outlineStyle, outer.boxShadow]; }"
        )
        assert any(value != "none" for value in style), f"{target} shows no focus"
        covered = target.evaluate(_COVERED)
        assert not covered, f"{target} has the focus but is hidden by {covered}"
        return self

    def sends(self) -> Self:
        """Press the last button; where money is owed, pay at the demo cashier."""
        self.presses(self.page.locator("form[data-journey] button[type=submit]").first)
        pay = self.page.locator("form[data-cashier] button[type=submit]")
        return self.presses(pay.first) if pay.count() else self

    def keeps_receipt(self) -> str:
        """The case reference on the receipt."""
        shown = self.page.locator("[data-case-reference]")
        expect(shown).to_have_count(1)
        expect(self.page).to_have_url(re.compile(r"/cases/[^/]+/"))
        return shown.inner_text().strip()


# No part of the focused thing lies under a pinned bar (WCAG 2.2 2.4.12): what is drawn at its top,
# middle and bottom belongs to it or to its label. Of a tall text area a browser shows the place of
# the caret, which is its top.
_COVERED = """element => {
  const box = element.getBoundingClientRect();
  const whole = element.closest('label') || element;
  const heights = element.matches('textarea') ? [1] : [1, box.height / 2, box.height - 1];
  for (const y of heights.map(height => box.top + height)) {
    const top = document.elementFromPoint(box.left + box.width / 2, y);
    if (top && (whole.contains(top) || top.contains(element))) continue;
    return top ? top.outerHTML.slice(0, 80) : 'the edge of the window';
  }
  return '';
}"""
