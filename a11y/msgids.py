"""Marks labels as source sentences for the catalogues; the web layer translates them."""


def gettext_noop(msgid: str) -> str:
    """The sentence itself."""
    return msgid
