"""A talk as pages show it, and as a text to take along."""

from __future__ import annotations

from flask import Response

from services.talking.desk import Line, Shown, Side
from services.words import words
from webapp.formatting import district_time
from webapp.live.marks import mark_of
from webapp.locales import _, current_locale, say

WHO = {Side.CLERK: words("工作人员"), Side.RESIDENT: words("居民")}


def text_of(line: Line, tag: str) -> str:
    """What a line says in a language; what somebody typed stands as it is."""
    texts = line.said.texts or {}
    return texts.get(tag) or texts.get("zh-Hans") or line.said.text


def said_in(shown: Shown | None, side: Side, tag: str) -> str:
    """What is announced when the page changes by itself: the newest line of the other side."""
    latest = shown.latest(side) if shown else None
    if shown is not None and not shown.open:
        return _("谈话结束了。")
    return text_of(latest, tag) if latest else ""


def mark_of_talk(shown: Shown | None) -> str:
    """The mark of a talk's page: whether somebody joined, how many lines, whether it goes on."""
    if shown is None:
        return mark_of("none")
    return mark_of(shown.talk.id, shown.talk.owner, len(shown.lines), shown.talk.ended_at)


def transcript_of(shown: Shown) -> Response:
    """The whole talk as plain text in the language of the reader, never kept on disk."""
    locale = current_locale()
    day = locale.formats.date(district_time(shown.talk.begun_at).date())
    head = _("打字谈话，%(day)s，工作人员：%(name)s", day=day, name=shown.talk.clerk_name)
    lines = [
        _(
            "%(time)s %(who)s：%(text)s",
            time=locale.formats.clock(district_time(line.at)),
            who=say(WHO[line.side]),
            text=text_of(line, locale.tag),
        )
        for line in shown.lines
    ]
    response = Response("\n".join([head, "", *lines, ""]), mimetype="text/plain")
    response.headers["Content-Disposition"] = 'attachment; filename="talk.txt"'
    return response
