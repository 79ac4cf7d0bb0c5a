"""What a first view weighs on the wire, what its scripts weigh, and what they fetch when asked."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tools.bench.visitor import Answer, Tag, Visitor, decoded, tags_of

_IMPORT = re.compile(r"""(?:\bimport|\bfrom)\s*["']([^"']+)["']""")
_WISHED = re.compile(r"""\bimport\s*\(\s*["']([^"']+)["']""")


@dataclass(frozen=True)
class Weight:
    """Bytes compressed as a browser asks for them; a first view with the heads of its answers.

    ``scripts`` come with the page; ``on_demand`` is what they import when somebody wants it.
    """

    address: str
    first_view: int
    scripts: int
    on_demand: int


def weigh(port: int, address: str) -> Weight:
    """The weight of a page for somebody who comes for the first time.

    Raises LookupError if the page or one of its parts is not there.
    """
    visitor = Visitor(port)
    page = _fetch(visitor, address)
    tags = tags_of(page)
    blocking = sum(
        _fetch(visitor, urljoin(page.address, source)).wire_bytes for source in _blocking(tags)
    )
    scripts = _with_imports(visitor, _sources(page, tags))
    wished = {each for address, code in scripts.items() for each in _named(_WISHED, address, code)}
    later = _with_imports(visitor, wished)
    return Weight(
        address,
        page.wire_bytes + blocking,
        sum(len(script.body) for script in scripts.values()),
        sum(len(later[each].body) for each in later.keys() - scripts.keys()),
    )


def _blocking(tags: list[Tag]) -> list[str]:
    sheets = [
        tag.attributes["href"]
        for tag in tags
        if tag.name == "link" and "stylesheet" in tag.attributes.get("rel", "").split()
    ]
    scripts = [
        tag.attributes["src"]
        for tag in tags
        if tag.name == "script"
        and "src" in tag.attributes
        and tag.attributes.get("type") != "module"
        and not {"async", "defer"} & tag.attributes.keys()
    ]
    return sheets + scripts


def _sources(page: Answer, tags: list[Tag]) -> set[str]:
    sources = [
        tag.attributes["src"] for tag in tags if tag.name == "script" and "src" in tag.attributes
    ]
    return {urljoin(page.address, source) for source in sources}


def _with_imports(visitor: Visitor, addresses: set[str]) -> dict[str, Answer]:
    """These scripts and all that they import, by address."""
    found: dict[str, Answer] = {}
    waiting = set(addresses)
    while waiting:
        address = waiting.pop()
        found[address] = _fetch(visitor, address)
        waiting |= _named(_IMPORT, address, found[address]) - found.keys()
    return found


def _named(how: re.Pattern[str], address: str, script: Answer) -> set[str]:
    """Addresses of our own that a script imports in one of the two ways."""
    named = how.findall(decoded(script).decode("utf-8"))
    own = [each for each in named if each.startswith((".", "/")) and not urlsplit(each).netloc]
    return {urljoin(address, each) for each in own}


def _fetch(visitor: Visitor, address: str) -> Answer:
    answer = visitor.get(address)
    if answer.status != 200:
        raise LookupError(f"{address} answers {answer.status}")
    return answer
