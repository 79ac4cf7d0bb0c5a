"""The pseudo-locale finds words that no translator would ever see."""

import pytest

from tests.pseudo_locale import PSEUDO, unmarked
from webapp.locales import say


def page(body: str) -> str:
    return (
        f'<!doctype html><html lang="xx"><head><title>⟦好⟧</title></head><body>{body}</body></html>'
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>⟦已交 ⟦31.05 元⟧⟧</p>",
        '<p translate="no">王秀兰</p>',
        '<a lang="en">English</a>',
        "<p>3 · 5</p>",
        "<p>户号印在账单上。</p>",
    ],
)
def test_marked_words_and_names_and_guides_pass(body: str) -> None:
    assert unmarked(page(body), guides="户号印在账单上。") == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>⟦好⟧ 忘了</p>", "忘了"),
        ('<p aria-label="忘了">⟦好⟧</p>', "忘了"),
        ("<p>Oops</p>", "Oops"),
    ],
)
def test_forgotten_words_are_found(body: str, found: str) -> None:
    assert unmarked(page(body), guides="") == [found]


def test_the_pseudo_locale_marks_what_it_says() -> None:
    assert say("下一步", PSEUDO) == "⟦下一步⟧"
