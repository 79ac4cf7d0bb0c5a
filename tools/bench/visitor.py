"""A browser's requests in the fewest lines: fetch, keep cookies, press a form's button."""

import gzip
import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import zstandard

# What a browser of 2026 says it reads.
BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "zh-CN,zh;q=0.9",
}
_MOST_REDIRECTS = 6


@dataclass(frozen=True)
class Answer:
    """An answer as it came over the wire; header names in lower case."""

    address: str
    status: int
    headers: dict[str, str]
    head_bytes: int
    body: bytes

    @property
    def wire_bytes(self) -> int:
        """Bytes of head and body."""
        return self.head_bytes + len(self.body)


@dataclass(frozen=True)
class Tag:
    """A start tag with its attributes, and the number of the form it stands in."""

    name: str
    attributes: dict[str, str]
    form: int


@dataclass
class Visitor:
    """One browser at one server."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> Answer:
        """Fetch an address and follow redirects."""
        return self._follow(self._send("GET", address, b"", headers))

    def press(self, page: Answer, button_attribute: str, value: str) -> Answer:
        """Send the form whose button carries an attribute. Raises LookupError without one."""
        tags = tags_of(page)
        button = next((t for t in tags if t.attributes.get(button_attribute) == value), None)
        if button is None:
            raise LookupError(f"no button {button_attribute}={value} at {page.address}")
        form = next(t for t in tags if t.name == "form" and t.form == button.form)
        fields = [
            (tag.attributes["name"], tag.attributes.get("value", ""))
            for tag in tags
            if tag.form == button.form and "name" in tag.attributes
            if tag is button or tag.attributes.get("type") == "hidden"
        ]
        action = urljoin(page.address, form.attributes.get("action", ""))
        body = urlencode(fields).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._follow(self._send("POST", action, body, kind))

    def request(self, address: str, **headers: str) -> bytes:
        """The bytes of a GET of this visitor, for the loader."""
        lines = {"Host": f"127.0.0.1:{self.port}", **self._headers(), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"GET {address} HTTP/1.1\r\n{head}\r\n".encode()

    def _headers(self) -> dict[str, str]:
        if not self.cookies:
            return dict(BROWSER)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {**BROWSER, "Cookie": kept}

    def _follow(self, answer: Answer) -> Answer:
        for _ in range(_MOST_REDIRECTS):
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            parts = urlsplit(urljoin(answer.address, answer.headers["location"]))
            onward = parts.path + (f"?{parts.query}" if parts.query else "")
            answer = self._send("GET", onward, b"", {})
        raise LookupError(f"redirects without end at {answer.address}")

    def _send(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            given = {**self._headers(), **{n.replace("_", "-"): v for n, v in headers.items()}}
            connection.request(method, address, body or None, given)
            response = connection.getresponse()
            pairs = response.getheaders()
            content = response.read()
        finally:
            connection.close()
        for name, value in pairs:
            if name.lower() == "set-cookie":
                self._keep(value)
        head = sum(len(name) + len(value) + 4 for name, value in pairs)
        status_line = len(f"HTTP/1.1 {response.status} {response.reason}\r\n\r\n")
        named = {name.lower(): value for name, value in pairs}
        return Answer(address, response.status, named, head + status_line, content)

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel.value and morsel["max-age"] != "0":
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)


def tags_of(page: Answer) -> list[Tag]:
    """The start tags of a page in their order."""
    parser = _Tags()
    parser.feed(decoded(page).decode("utf-8"))
    return parser.tags


def decoded(answer: Answer) -> bytes:
    """The body without its content encoding."""
    encoding = answer.headers.get("content-encoding", "")
    if encoding == "zstd":
        return bytes(zstandard.ZstdDecompressor().decompressobj().decompress(answer.body))
    if encoding == "gzip":
        return gzip.decompress(answer.body)
    return answer.body


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._form = 0
        self._forms = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self._forms += 1
            self._form = self._forms
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, self._form))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = 0
