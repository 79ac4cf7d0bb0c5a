"""Questions answered by choosing: one or several of some fixed options."""

from collections.abc import Callable, Sequence
from typing import Any

from services.journey import AnswerProblem, Answers, Option
from services.words import Words, words

Clean = Callable[[list[str], Any, Answers], Any]
Show = Callable[[Any, Any, Answers], Sequence[Words | str]]
Options = Callable[[Any, Answers], Sequence[Option]]


def options_of(given: Sequence[Option]) -> Options:
    """The same options for everybody."""
    return lambda context, answers: given


def choose_one(options: Sequence[Option], problem: Words | None = None) -> Clean:
    """Takes one of the options; ``problem`` is what to say when none is chosen."""
    values = {option.value for option in options}

    def clean(raw: list[str], context: Any, answers: Answers) -> str:
        if not raw or raw[0] not in values:
            raise AnswerProblem(problem or words("请选一个。"))
        return raw[0]

    return clean


def choose_some(options: Sequence[Option], problem: Words | None = None) -> Clean:
    """Takes one or more of the options, in their order."""

    def clean(raw: list[str], context: Any, answers: Answers) -> list[str]:
        chosen = [option.value for option in options if option.value in raw]
        if not chosen or len(chosen) != len(set(raw)):
            raise AnswerProblem(problem or words("请选一下，可以选几个。"))
        return chosen

    return clean


def show_chosen(options: Sequence[Option]) -> Show:
    """The labels of what was chosen, whether one or several."""

    def show(value: Any, context: Any, answers: Answers) -> list[Words | str]:
        chosen = [value] if isinstance(value, str) else value
        return [option.label for option in options if option.value in chosen]

    return show
