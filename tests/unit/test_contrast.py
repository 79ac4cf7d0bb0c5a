"""Every colour scheme is readable: computed from tokens.css itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import tinycss2  # type: ignore[import-untyped]  # ships no types
import tinycss2.color4  # type: ignore[import-untyped]  # ships no types

from a11y.display import ALLOWED, SCHEMES

CSS = Path(__file__).parent.parent.parent / "static" / "css"
TEXTS = ("ink", "soft", "brand", "link", "visited", "bad", "good", "amber")
GROUNDS = ("paper", "panel", "sand", "sun")
EDGES = ("line", "brand", "bad", "good", "ink")
Tokens = dict[str, str]


def rules() -> dict[str, Tokens]:
    """Tokens by selector."""
    sheet = tinycss2.parse_stylesheet(
        (CSS / "tokens.css").read_text("utf-8"), skip_comments=True, skip_whitespace=True
    )
    found: dict[str, Tokens] = {}
    for rule in sheet:
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            found[selector] = {
                each.name.removeprefix("--"): tinycss2.serialize(each.value).strip()
                for each in tinycss2.parse_blocks_contents(rule.content)
                if each.type == "declaration"
            }
    return found


def tokens(scheme: str) -> Tokens:
    """What the tokens are worth in one scheme."""
    found = rules()
    return {**found[":root"], **found.get(f"[data-scheme={scheme}]", {})}


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of a CSS colour."""
    parsed = tinycss2.color4.parse_color(colour)
    assert parsed is not None, f"{colour} is not a colour"
    assert parsed.alpha == 1, f"{colour} is not opaque"
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parsed[:3]]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [scheme.value for scheme in SCHEMES])
def test_every_text_is_readable_on_every_ground(scheme: str) -> None:
    value = tokens(scheme)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("on-brand", "brand"), ("ink", "lamp"), ("bars", "bars-ground")]
    weak = {
        f"{text} on {ground}": round(contrast(value[text], value[ground]), 2)
        for text, ground in pairs
        if contrast(value[text], value[ground]) < 7
    }
    assert not weak, f"{scheme}: below 7 : 1, change tokens.css: {weak}"


@pytest.mark.parametrize("scheme", [scheme.value for scheme in SCHEMES])
def test_every_edge_of_a_control_is_visible(scheme: str) -> None:
    value = tokens(scheme)
    weak = {
        f"{edge} on {ground}": round(contrast(value[edge], value[ground]), 2)
        for edge in EDGES
        for ground in GROUNDS
        if contrast(value[edge], value[ground]) < 4.5
    }
    assert not weak, f"{scheme}: below 4.5 : 1, change tokens.css: {weak}"


def test_each_value_a_resident_can_choose_has_its_rule() -> None:
    found = rules()
    for attribute, values in (
        ("data-scheme", ALLOWED["scheme"]),
        ("data-lines", ALLOWED["line_spacing"]),
        ("data-paragraphs", ALLOWED["paragraph_spacing"]),
    ):
        for value in values[1:]:  # the first is what :root says
            assert f"[{attribute}={value}]" in found
    for percent in ALLOWED["text_percent"][1:]:
        assert found[f'[data-text="{percent}"]'] == {"text": f"{int(percent) / 100:g}"}


def test_a_scheme_gives_every_colour_a_value_or_keeps_the_first() -> None:
    found = rules()
    for scheme in SCHEMES[1:]:
        unknown = set(found[f"[data-scheme={scheme.value}]"]) - set(found[":root"])
        assert unknown <= {"color-scheme"}, f"{scheme.value} invents {unknown}"


def test_colours_stand_in_tokens_only() -> None:
    sheets = [path for path in sorted(CSS.rglob("*.css")) if path.name != "tokens.css"]
    for path in sheets:
        tree = tinycss2.parse_component_value_list(path.read_text("utf-8"), skip_comments=True)
        assert not _colours(tree), f"{path.name}: put {_colours(tree)} into tokens.css"


def _colours(values: list[object]) -> list[str]:
    """Hex colours inside declarations, at any depth."""
    found: list[str] = []
    for value in values:
        found += _colours(getattr(value, "content", None) or [])
        if getattr(value, "type", "") == "hash":
            colour = tinycss2.color4.parse_color(value)
            found += [tinycss2.serialize([value])] if colour else []
    return found
