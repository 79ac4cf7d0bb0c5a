"""Every sentence of the tree stands in every language, up to date and in plain words."""

from tools.messages import gates


def test_every_sentence_is_complete_in_every_language() -> None:
    problems = gates.problems()
    assert not problems, "\n".join(["make messages, then fill webapp/translations/en:", *problems])
