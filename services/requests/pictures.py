"""The question for a photo: kept before the page is answered, named on every page after it."""

from typing import Any

from services.journey import AnswerProblem, Answers, Kind, Question
from services.words import Words, words


def take_photo(raw: list[str], context: Any, answers: Answers) -> list[str]:
    """Key and file name of a photo that was kept (services/photos.py). Raises AnswerProblem."""
    if len(raw) != 2:
        raise AnswerProblem(words("请选一张照片，或者现在照一张。"))
    return raw


def show_photo(value: list[str], context: Any, answers: Answers) -> list[Words | str]:
    """The name of the file."""
    return [value[1]]


PHOTO = Question(
    slug="photo",
    section="result",
    kind=Kind.PHOTO,
    label=words("要附一张照片吗？"),
    name=words("照片"),
    hint=words("手机可以当场照一张，最大 8 兆。照片里记的地点和时间，我们会去掉。"),
    clean=take_photo,
    show=show_photo,
    optional=True,
    private=True,
)
