"""What a first view weighs on the wire, and what all its scripts weigh together."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tools.bench.visitor import Answer, Tag, Visitor, decoded, tags_of

_IMPORT = re.compile(r"""(?:\bimport|\bfrom)\s*\(?\s*["']([^"']+)["']""")


@dataclass(frozen=True)
class Weight:
    """Bytes compressed as a browser asks for them; a first view with the heads of its answers."""

    address: str
    first_view: int
    scripts: int


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
    return Weight(address, page.wire_bytes + blocking, _scripts(visitor, page, tags))


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


def _scripts(visitor: Visitor, page: Answer, tags: list[Tag]) -> int:
    waiting = [
        urljoin(page.address, tag.attributes["src"])
        for tag in tags
        if tag.name == "script" and "src" in tag.attributes
    ]
    seen: set[str] = set()
    total = 0
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        script = _fetch(visitor, address)
        total += len(script.body)
        for imported in _IMPORT.findall(decoded(script).decode("utf-8")):
            if imported.startswith((".", "/")) and not urlsplit(imported).netloc:
                waiting.append(urljoin(address, imported))
    return total


def _fetch(visitor: Visitor, address: str) -> Answer:
    answer = visitor.get(address)
    if answer.status != 200:
        raise LookupError(f"{address} answers {answer.status}")
    return answer
