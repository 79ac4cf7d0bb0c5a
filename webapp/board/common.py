"""Questions of the board that became common ones of a guide, for its page and its editions."""

from __future__ import annotations

from services.storage import StorageUnavailable
from services.storage.board_public import CommonQuestion
from webapp.viewing import viewing
from webapp.wiring import parts


def common_questions(slug: str) -> list[CommonQuestion]:
    """Those in the language of the request, whichever script; none when the records are away.

    A guide is worth reading without them.
    """
    language = viewing().locale.tag[:2]
    try:
        found = parts().board.reader.common_questions(slug)
    except StorageUnavailable:
        return []
    return [each for each in found if each.locale[:2] == language]
