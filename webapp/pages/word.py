"""今日暗号: the word of today, by which a caller, a visitor or a message shows to be ours."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response

from services.words import Day
from webapp.rendering import render
from webapp.ruby import with_pinyin
from webapp.visitors import person
from webapp.wiring import parts

pages = Blueprint("word", __name__)
# A letter is read some days after it was written.
DAYS_SHOWN = 10


@pages.get("/word/")
def show() -> Response:
    """The word of today, one's own beside it, and those of the days before, for letters.

    Never kept whole like other public pages: an old word would be a wrong one.
    """
    day_words = parts().day_words
    today = day_words.today()
    before = [today - timedelta(days=days) for days in range(1, DAYS_SHOWN)]
    known = person()
    return render(
        "pages/word.html",
        today=today,
        word=with_pinyin(day_words.of(today), "zh-Hans"),
        own=with_pinyin(day_words.own(known.id, today), "zh-Hans") if known else None,
        before=[
            (Day(day), day_words.of(day), day_words.own(known.id, day) if known else "")
            for day in before
        ],
    )
