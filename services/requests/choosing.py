"""Questions answered by choosing: one or several of some fixed options."""

from collections.abc import Callable, Sequence
from typing import Any

from services.journey import AnswerProblem, Answers, Kind, Option, Question
from services.words import Words, words

Clean = Callable[[list[str], Any, Answers], Any]
Show = Callable[[Any, Any, Answers], Sequence[Words | str]]
Options = Callable[[Any, Answers], Sequence[Option]]


Offered = Sequence[Option] | Options


def options_of(given: Offered) -> Options:
    """The same options for everybody, or those that the answers so far call for."""
    return given if callable(given) else lambda context, answers: given


def choose_one(options: Offered, problem: Words | None = None) -> Clean:
    """Takes one of the options; ``problem`` is what to say when none is chosen."""
    offered = options_of(options)

    def clean(raw: list[str], context: Any, answers: Answers) -> str:
        if not raw or raw[0] not in {option.value for option in offered(context, answers)}:
            raise AnswerProblem(problem or words("请选一个。"))
        return raw[0]

    return clean


def choose_some(options: Offered, problem: Words | None = None) -> Clean:
    """Takes one or more of the options, in their order."""
    offered = options_of(options)

    def clean(raw: list[str], context: Any, answers: Answers) -> list[str]:
        chosen = [each.value for each in offered(context, answers) if each.value in raw]
        if not chosen or len(chosen) != len(set(raw)):
            raise AnswerProblem(problem or words("请选一下，可以选几个。"))
        return chosen

    return clean


def show_chosen(options: Offered) -> Show:
    """The labels of what was chosen, whether one or several."""
    offered = options_of(options)

    def show(value: Any, context: Any, answers: Answers) -> list[Words | str]:
        chosen = [value] if isinstance(value, str) else value
        return [each.label for each in offered(context, answers) if each.value in chosen]

    return show


def one_of(
    slug: str,
    section: str,
    label: Words,
    name: Words,
    options: Offered,
    problem: Words | None = None,
    **more: Any,
) -> Question:
    """A question answered by one of its options; ``more`` are further fields of Question."""
    clean, show = choose_one(options, problem), show_chosen(options)
    offered = options_of(options)
    return Question(slug, section, Kind.CHOICE, label, name, clean, show, options=offered, **more)


def some_of(
    slug: str,
    section: str,
    label: Words,
    name: Words,
    options: Offered,
    problem: Words | None = None,
    **more: Any,
) -> Question:
    """A question answered by one or several of its options, as ``one_of``."""
    clean, show = choose_some(options, problem), show_chosen(options)
    offered = options_of(options)
    return Question(slug, section, Kind.CHOICES, label, name, clean, show, options=offered, **more)
