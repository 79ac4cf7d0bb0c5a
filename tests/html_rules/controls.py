"""Rules of what is pressed and filled in: names, references, tab order, forms, links."""

from __future__ import annotations

from collections.abc import Iterator

from tests.html_rules.page import Page, shown
from tests.html_tree import Node

UNLABELLED_INPUTS = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = (
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-errormessage",
    "aria-details", "aria-activedescendant", "for", "form", "list", "headers", "popovertarget",
)  # fmt: skip
TOKEN = "form_token"


def labels_every_field(page: Page) -> Iterator[str]:
    """Each field has a label and a name to be sent under."""
    labelled = {node.get("for") for node in page.tagged("label") if node.text}
    for node in page.tagged("input", "select", "textarea"):
        if node.get("type") in UNLABELLED_INPUTS:
            continue
        named = node.get("id") in labelled or node.inside("label")
        if not (named or node.get("aria-label") or node.get("aria-labelledby")):
            yield f"has a field without a label: {shown(node)}; add <label for>"
        if not node.get("name") and node.inside("form"):
            yield f"has a field without a name, so its answer is never sent: {shown(node)}"


def names_groups_and_buttons(page: Page) -> Iterator[str]:
    """Each group begins with a legend, each button has words, each picture alt."""
    for node in page.tagged("fieldset"):
        if not node.children or node.children[0].tag != "legend" or not node.children[0].text:
            yield f"has a fieldset that does not begin with a legend: {shown(node)}"
    for node in page.tagged("button"):
        if not (node.label or node.get("aria-labelledby")):
            yield f"has a button without words: {shown(node)}"
    for node in page.tagged("img"):
        if not node.has("alt"):
            yield f"has an image without alt: {shown(node)}"
    for node in page.tagged("iframe"):
        yield f"has a frame; pages here carry none: {shown(node)}"


def names_its_choices(page: Page) -> Iterator[str]:
    """Radio buttons and groups of checkboxes stand in a named group."""
    for node in page.tagged("input"):
        if node.get("type") != "radio":
            continue
        if not node.inside("fieldset"):
            yield f"has a radio button outside a fieldset: {shown(node)}"


def resolves_references(page: Page) -> Iterator[str]:
    """Every id another element points to is on the page."""
    known = set(page.ids)
    for node in page.all:
        for name in REFERENCES:
            missing = set(node.get(name).split()) - known
            if missing and node.has(name):
                yield f"points with {name} at {sorted(missing)}, which is not there: {shown(node)}"
        href = node.get("href")
        if node.tag == "a" and len(href) > 1 and href.startswith("#") and href[1:] not in known:
            yield f"links to {href}, which is not on this page: {shown(node)}"


def leaves_tab_order_alone(page: Page) -> Iterator[str]:
    """No positive tabindex, no key twice, no new windows."""
    keys = [node["accesskey"] for node in page.all if node.has("accesskey")]
    if len(keys) != len(set(keys)):
        yield f"gives an access key twice: {sorted(keys)}"
    for node in page.all:
        if node.get("tabindex", "0").lstrip("-") != "0" and node.get("tabindex") != "-1":
            yield f"has tabindex={node['tabindex']}; only 0 and -1 keep the reading order"
        if node.has("target"):
            yield f"opens a new window; leave target out: {shown(node)}"


def sends_forms_safely(page: Page) -> Iterator[str]:
    """Forms name their method; what changes something carries a token; each can be sent."""
    for form in page.tagged("form"):
        method = form.get("method").lower()
        if method not in ("get", "post", "dialog"):
            yield f"has a form without method: {shown(form)}"
        tokens = [n for n in form.walk() if n.get("name") == TOKEN and n.get("value")]
        if method == "post" and _stays_here(form) and len(tokens) != 1:
            yield f"has a POST form with {len(tokens)} tokens; call form_token() in it once"
        if method == "get" and tokens:
            yield f"would put a form token into an address: {shown(form)}"
        if method != "dialog" and not _can_be_sent(form, page):
            yield f"has a form without a submit button: {shown(form)}"


def _stays_here(form: Node) -> bool:
    return not form.get("action").startswith(("http:", "https:", "//"))


def _can_be_sent(form: Node, page: Page) -> bool:
    inner = [n for n in form.walk() if n.tag in ("button", "input")]
    outer = [n for n in page.tagged("button") if n.get("form") and n["form"] == form.get("id")]
    kinds = {"button": ("submit", ""), "input": ("submit", "image")}
    return any(n.get("type") in kinds[n.tag] for n in [*inner, *outer])


def names_every_link(page: Page) -> Iterator[str]:
    """Links go somewhere and say where."""
    for node in page.tagged("a"):
        if not node.has("href"):
            yield f"has <a> without href; use a button or plain text: {shown(node)}"
        if node.get("href").strip() in ("", "#"):
            yield f"has a link that goes nowhere: {shown(node)}"
        if not (node.label or node.get("aria-labelledby")):
            yield f"has a link without words: {shown(node)}"


ANYWHERE = (
    labels_every_field,
    names_groups_and_buttons,
    names_its_choices,
    resolves_references,
    leaves_tab_order_alone,
    sends_forms_safely,
    names_every_link,
)
