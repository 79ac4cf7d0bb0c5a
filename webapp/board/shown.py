"""A post as its page shows it: how it stands, who answers, by when."""

from __future__ import annotations

from typing import Any

from services.board.reading import headline
from services.board.topics import DEPARTMENTS, REFUSALS, TOPICS, WISHES
from services.storage.board import Post, PostState
from services.words import Words, words

# What every template of the board asks.
TABLES: dict[str, Any] = {
    "topics": TOPICS,
    "wishes": WISHES,
    "departments": DEPARTMENTS,
    "refusals": REFUSALS,
    "headline": headline,
}


def standing(post: Post) -> Words:
    """How far a post is, in a sentence."""
    department = DEPARTMENTS[post.department]
    match post.state:
        case PostState.WAITING:
            return words("工作人员还没看，一个工作日内会看。")
        case PostState.OPEN:
            return words(
                "%(department)s会回答，最晚 %(day)s。", department=department, day=post.due
            )
        case PostState.REFUSED:
            return words("没有收下。原因：%(reason)s", reason=REFUSALS[post.refusal])
        case PostState.WITHDRAWN:
            return words("已经收回了。")
    return words("%(department)s回答了。", department=department)
