"""Whatever is sent to whichever address, the site answers calmly and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.fake_voice import give_fake_voice
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident
from webapp import errors
from webapp.wiring import parts

LONG = "9" * 9_000
# One value for every gap in an address.
GAPS = ["%00", "a%00b", "%ff%fe", "%", "%zz", "..", "%2e%2e%2f", "%0d%0aSet-Cookie:%20a=b", LONG]
GAPS += ["%ee%80%80", "%f0%9f%92%a9", "'--", "{{7*7}}", "check"]
QUERIES = ["%00", "q=%00", "page=%00", "again=1&q=a%00b", "q=%ff%fe", "q=%", "q=%zz%", f"q={LONG}"]
QUERIES += ["again=1", "view=%00", "view=pigeon&lang=pigeon", "&&==&", f"n={LONG}&page=/&version=x"]
QUERIES += ["page=/a%2500", "page=//evil.example/", "page=/%ff", f"page=/{LONG}", "page=/%25"]
QUERIES += ["next=//evil.example", "next=%00", "saved=%00"]
HEADERS: list[dict[str, str]] = [
    {"If-None-Match": '",,W/"\\'},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "yesterday"},
    {"Range": "bytes=9-1,,a"},
    {"Accept-Language": "zh;q=,,,*;q=x" * 50},
    {"Accept-Encoding": "zstd;q=pigeon,,"},
    {"Cookie": 'view="; lang=\\777; display=%00; session=%00; visitor=\xff\xfe; =;;'},
    {"Cookie": f"session={LONG}; visitor={'a' * 32}; display={LONG}"},
    {"Host": "a b:door"},
    {"Host": ""},
    {"HX-Request": "true"},
    {"Sec-Fetch-Site": "pigeon"},
    {"Content-Type": "multipart/form-data"},
    {"X-Forwarded-For": "pigeon", "X-Forwarded-Host": "evil.example"},
]
BODIES = [
    (b"a=%00&%00=b&once=%00", "application/x-www-form-urlencoded"),
    (b"\xff\xfe=\xff&account-number=%ff%00", "application/x-www-form-urlencoded"),
    (b"&".join(b"f%d=1" % n for n in range(2_000)), "application/x-www-form-urlencoded"),
    (b"account-number=" + b"9" * 600_000, "application/x-www-form-urlencoded"),
    (b"--x\r\nContent-Disposition: pigeon\r\n\r\n", "multipart/form-data; boundary=x"),
    (b"{", "application/json"),
    (b"\x00\x01", ""),
]


def rules(app: Flask, method: str) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def filled(rule: Rule, value: str) -> str:
    """An address of this rule: ``value`` in each gap, a real service where it names one."""
    pieces = []
    for dynamic, text in rule._trace:
        pieces.append("water-bill" if text == "slug" else value if dynamic else text)
    return "".join(pieces).removeprefix("|")


def calm(response: TestResponse, asked: object) -> None:
    code = response.status_code
    assert code < 500, f"{asked} answers {code}: {response.text[:300]}"
    assert "evil.example" not in response.headers.get("Location", "").split("?")[0]
    assert "Set-Cookie: a=b" not in str(response.headers)
    response.close()


@pytest.fixture
def http(app: Flask, tmp_path: Path) -> FlaskClient:
    """Somebody signed in with a journey begun, so that every page has something to show."""
    give_fake_voice(app, tmp_path / "said")
    Resident(PageClient(client := app.test_client())).signs_in("elder").starts("water-bill")
    return client


def test_any_value_in_any_gap(app: Flask, http: FlaskClient) -> None:
    for rule in rules(app, "GET"):
        for value in GAPS if "<" in rule.rule else []:
            calm(http.get(filled(rule, value)), (rule, value[:20]))
            whole = "/".join("%00" if "<" in part else part for part in rule.rule.split("/"))
            assert http.get(whole).status_code == 404


def test_any_query_of_any_page(app: Flask, http: FlaskClient) -> None:
    for rule in rules(app, "GET"):
        for query in QUERIES:
            response = http.get(f"{filled(rule, 'check')}?{query}")
            calm(response, (rule, query[:20]))
            assert "%00" not in query.split("%2500")[0] or response.status_code in (404, 405)


def test_any_header_to_any_page(app: Flask, http: FlaskClient) -> None:
    for rule in rules(app, "GET"):
        for headers in HEADERS:
            calm(http.get(filled(rule, "check"), headers=headers), (rule, headers))


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "POST"])
def test_any_method_to_any_page(app: Flask, http: FlaskClient, method: str) -> None:
    for rule in rules(app, "GET"):
        fits = "1" if "<int:" in rule.rule else "check"
        response = http.open(filled(rule, fits), method=method)
        calm(response, (method, rule))
        if not any(other.rule == rule.rule for other in rules(app, method)):
            assert response.status_code == 405
            assert "GET" in response.headers["Allow"]


def test_any_body_to_any_form(app: Flask, http: FlaskClient) -> None:
    page = http.get("/services/water-bill/apply/", follow_redirects=True).text
    token = page.split('name="form_token" value="')[1].split('"')[0].encode()
    for rule in rules(app, "POST"):
        for body, kind in BODIES:
            for proof in (b"", b"&form_token=" + token):
                calm(
                    http.post(filled(rule, "check"), data=body + proof, content_type=kind),
                    (rule, body[:20], bool(proof)),
                )
        calm(http.post(filled(rule, LONG), data={"a": "b"}), rule)


def test_a_nul_in_a_field_is_left_out_and_the_rest_kept(client: PageClient) -> None:
    Resident(client).starts("water-bill").answers(account_number="12\0 34")
    assert client.page.root.one('[name="account-number"]')["value"] == "12 34"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_said_in_the_view_and_language(
    client: PageClient, view: str, language: str
) -> None:
    resident = Resident(client).in_view(view).in_language(language)
    for address in (
        "/a%00b",
        "/services/%00/",
        "/search?q=%00",
        "/cases/W%00/",
        "/" + "x" * 9_000,
        "/%ff",
    ):
        page = client.get(address, status=404)
        assert page.root["data-view"] == view
        assert page.language == language
        assert page.root.select('a[href="/"]')
    assert resident.page.h1


def test_no_address_with_nul_reaches_the_records(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("the records were asked")

    monkeypatch.setattr(type(parts(app).db), "read", asked)
    monkeypatch.setattr(type(parts(app).db), "write", asked)
    for address in ("/cases/%00/", "/services/%00/apply/x", "/cashier/demo/%00?a=%00"):
        client.get(address, status=404)
    assert client.http.post("/payments/notify/%00").status_code == 404
    assert client.http.post("/sign-in/?next=%00", data={"phone": "19900000001"}).status_code == 404


@pytest.mark.parametrize("address", ["/nowhere", "/", "/services/water-bill/apply/account"])
def test_when_no_page_can_be_drawn_a_plain_sentence_is_sent(
    app: Flask, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("layouts/page.html: unexpected end of template")

    monkeypatch.setattr("webapp.rendering.render_text", broken)
    response = app.test_client().get(address, follow_redirects=True)
    assert response.status_code == 500
    assert response.mimetype == "text/html"
    assert "这不是您的错" in response.text
    assert "It is not your fault" in response.text
    assert response.text == errors.LAST_RESORT
    assert "Content-Security-Policy" in response.headers
    assert SimpleCookie(response.headers.get("Set-Cookie", "")).get("session") is None
