"""Signing in through a real identity provider, a process of its own, with all that can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from pydantic import SecretStr

from services.cleaning.identity import with_check_sign
from services.clock import FixedClock
from services.deeds import Deed
from services.demo.residents import RESIDENTS
from services.storage.trail import Wanted
from tests.databases import TEST_KEYS
from tests.loopback.identity import LoopbackIdentity, identity_provider
from tests.page_client import PageClient
from tests.site import Districts, demo_site
from webapp.settings import Settings
from webapp.wiring import parts

ELDER, BLIND = RESIDENTS[0], RESIDENTS[1]
WAY_IN = "用统一身份认证登录"


class RealClock(FixedClock):
    """Goes with the provider's own clock, which no test can stop, and can be put forward."""

    def __init__(self) -> None:
        super().__init__(datetime.now(UTC))
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the real time and what was added to it."""
        return datetime.now(UTC) + self._ahead

    def advance(self, **parts: float) -> datetime:
        """Put it forward; return the new moment."""
        self._ahead += timedelta(**parts)
        return self.now()


@pytest.fixture(scope="module")
def provider() -> Iterator[LoopbackIdentity]:
    with identity_provider() as running:
        yield running


@pytest.fixture
def app(provider: LoopbackIdentity, districts: Districts, tmp_path: Path) -> Iterator[Flask]:
    """A site on the day of the provider's own clock, whose residents may sign in there."""
    site = site_with(provider, districts, tmp_path)
    yield site
    parts(site).db.dispose()


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app.test_client())


def site_with(provider: LoopbackIdentity, districts: Districts, folder: Path) -> Flask:
    url = districts.sqlite(folder / "data")
    settings = Settings(
        data_dir=folder / "data",
        database_url=url,
        keys=SecretStr(TEST_KEYS),
        speech_engine="off",
        public_url="http://localhost",
        oidc_issuer=provider.origin,
        oidc_client_id="nuanchuang",
        oidc_secret=SecretStr("agreed"),
    )
    return demo_site(settings, RealClock())


def leaves(client: PageClient, start: str = "/sign-in/") -> str:
    """Choose the provider on a page that offers it; return its address."""
    client.get(start)
    client.follow(WAY_IN)
    assert client.left_to is not None
    return client.left_to


def comes_back(client: PageClient, address: str) -> str:
    """Follow the provider's answer; return what is on the screen then."""
    parts_of = urlsplit(address)
    assert parts_of.netloc == "localhost"
    client.get(f"{parts_of.path}?{parts_of.query}")
    return client.page.text


def who(client: PageClient) -> str:
    """What the tools of the page call the signed-in person."""
    return client.get("/").root.one("nav.tools").text


def changed(address: str, **fields: str) -> str:
    """An address with fields of its query changed."""
    there = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(there.query).items()} | fields
    return there._replace(query=urlencode(query)).geturl()


def knows(provider: LoopbackIdentity, subject: str, **claims: str) -> str:
    """Somebody has an account at the provider; a phone it tells is verified."""
    verified = {"phone_number_verified": True} if "phone_number" in claims else {}
    provider.knows(subject, **claims, **verified)
    return subject


def test_an_id_number_leads_to_whom_we_know_and_the_subject_alone_from_then_on(
    client: PageClient, provider: LoopbackIdentity, app: Flask
) -> None:
    subject = knows(provider, "wang", name=ELDER.name, id_number=ELDER.id_number)
    comes_back(client, provider.signs_in(leaves(client, "/sign-in/?next=/help/"), subject))
    assert client.page.address == "/help/"
    assert ELDER.name in who(client)
    knows(provider, "wang")
    later = PageClient(app.test_client())
    comes_back(later, provider.signs_in(leaves(later), subject))
    assert ELDER.name in who(later)


def test_somebody_new_is_kept_by_phone_and_gets_a_name(
    client: PageClient, provider: LoopbackIdentity
) -> None:
    subject = knows(provider, "new", name="何安", phone_number="+86 138 0013 8111")
    comes_back(client, provider.signs_in(leaves(client), subject))
    assert "何安" in who(client)


def test_a_phone_that_was_not_verified_leads_to_nobody(
    client: PageClient, provider: LoopbackIdentity
) -> None:
    provider.knows("sly", phone_number=ELDER.phone, phone_number_verified=False)
    assert "认不出您" in comes_back(client, provider.signs_in(leaves(client), "sly"))
    assert ELDER.name not in who(client)


def test_a_token_that_answers_another_question_signs_nobody_in(
    client: PageClient, provider: LoopbackIdentity
) -> None:
    subject = knows(provider, "wang", id_number=ELDER.id_number)
    asked = changed(leaves(client, "/sign-in/?next=/help/"), nonce="another")
    assert "没有登录成功" in comes_back(client, provider.signs_in(asked, subject))
    assert ELDER.name not in who(client)
    assert client.get("/sign-in/?next=/help/").root.select("[name=next]")[0]["value"] == "/help/"


def test_an_answer_counts_in_its_own_browser_once_and_with_its_own_state(
    client: PageClient, provider: LoopbackIdentity, app: Flask
) -> None:
    subject = knows(provider, "wang", id_number=ELDER.id_number)
    answer = provider.signs_in(leaves(client), subject)
    assert "换了一台机器" in comes_back(client, changed(answer, state="guess"))
    thief = PageClient(app.test_client())
    assert "换了一台机器" in comes_back(thief, answer)
    comes_back(client, answer)
    assert ELDER.name in who(client)
    assert "换了一台机器" in comes_back(client, answer)


def test_a_code_of_somebody_else_cannot_be_slipped_in(
    client: PageClient, provider: LoopbackIdentity, app: Flask
) -> None:
    thief = PageClient(app.test_client())
    subject = knows(provider, "li", id_number=BLIND.id_number)
    stolen = parse_qs(urlsplit(provider.signs_in(leaves(thief), subject)).query)["code"][0]
    own = provider.signs_in(leaves(client), knows(provider, "wang", id_number=ELDER.id_number))
    assert "没有登录成功" in comes_back(client, changed(own, code=stolen))


def test_an_answer_that_comes_too_late_is_asked_for_again(
    client: PageClient, provider: LoopbackIdentity, app: Flask
) -> None:
    answer = provider.signs_in(leaves(client), knows(provider, "wang", id_number=ELDER.id_number))
    clock = parts(app).clock
    assert isinstance(clock, FixedClock)
    clock.advance(minutes=21)
    assert "隔得太久" in comes_back(client, answer)


def test_saying_no_at_the_provider_leads_back_calmly(
    client: PageClient, provider: LoopbackIdentity
) -> None:
    comes_back(client, provider.is_refused(leaves(client)))
    assert client.page.address.startswith("/sign-in/?")


def test_the_provider_means_another_person_than_the_records(
    client: PageClient, provider: LoopbackIdentity
) -> None:
    subject = knows(provider, "wang", id_number=ELDER.id_number)
    comes_back(client, provider.signs_in(leaves(client), subject))
    client.get("/sign-out/")
    client.submit(form="form[data-sign-out]")
    knows(provider, "wang", id_number=BLIND.id_number)
    assert "对不上" in comes_back(client, provider.signs_in(leaves(client), subject))
    assert "退出登录" not in who(client)


def test_an_id_number_of_somebody_else_never_opens_the_phone_s_records(
    client: PageClient, provider: LoopbackIdentity
) -> None:
    # The phone has changed hands since the elder had it.
    strange = with_check_sign("11010119850808000")
    knows(provider, "other", name="何安", phone_number=ELDER.phone, id_number=strange)
    assert "对不上" in comes_back(client, provider.signs_in(leaves(client), "other"))
    knows(provider, "other", name="何安", phone_number=ELDER.phone, id_number=BLIND.id_number)
    comes_back(client, provider.signs_in(leaves(client), "other"))
    assert BLIND.name in who(client)


def test_a_second_subject_for_the_same_person_is_refused(
    client: PageClient, provider: LoopbackIdentity
) -> None:
    for subject in ("wang", "twin"):
        knows(provider, subject, id_number=ELDER.id_number)
    comes_back(client, provider.signs_in(leaves(client), "wang"))
    client.get("/sign-out/")
    client.submit(form="form[data-sign-out]")
    assert "对不上" in comes_back(client, provider.signs_in(leaves(client), "twin"))


def test_a_provider_that_goes_down_and_returns_with_new_keys(
    client: PageClient, provider: LoopbackIdentity, districts: Districts, tmp_path: Path
) -> None:
    subject = knows(provider, "wang", id_number=ELDER.id_number)
    answer = provider.signs_in(leaves(client), subject)
    provider.stop()
    try:
        assert "现在没有回应" in comes_back(client, answer)
        assert client.page.root.select("form[data-sign-in]")
        # Another server of the site, which starts only now and has never heard of the provider.
        site = site_with(provider, districts, tmp_path / "other")
        stranger = PageClient(site.test_client())
        stranger.get("/sign-in/?next=/help/")
        stranger.follow(WAY_IN)
        assert "现在没有回应" in stranger.page.text
        assert stranger.page.root.select("[name=next]")[0]["value"] == "/help/"
        parts(site).db.dispose()
    finally:
        provider.start()
    comes_back(client, provider.signs_in(leaves(client), subject))
    assert ELDER.name in who(client)


def test_a_token_that_has_run_out_signs_nobody_in(districts: Districts, tmp_path: Path) -> None:
    with identity_provider(life_s=-300) as late:
        site = site_with(late, districts, tmp_path)
        client = PageClient(site.test_client())
        answer = late.signs_in(leaves(client), knows(late, "wang", id_number=ELDER.id_number))
        assert "没有登录成功" in comes_back(client, answer)
        assert ELDER.name not in who(client)
        parts(site).db.dispose()


def test_a_proof_through_the_provider_must_be_one_s_own(
    client: PageClient, provider: LoopbackIdentity, app: Flask
) -> None:
    knows(provider, "wang", id_number=ELDER.id_number)
    knows(provider, "li", id_number=BLIND.id_number)
    comes_back(client, provider.signs_in(leaves(client), "wang"))
    clock = parts(app).clock
    assert isinstance(clock, FixedClock)
    clock.advance(minutes=31)
    client.get("/cards/senior-card/?show=number")
    client.follow("用统一身份认证确认")
    assert client.left_to is not None
    assert "prompt=login" in client.left_to
    clock.advance(minutes=-31)  # the provider's own clock was not put forward
    assert "对不上" in comes_back(client, provider.signs_in(client.left_to, "li"))
    client.follow("用统一身份认证确认")
    comes_back(client, provider.signs_in(client.left_to, "wang"))
    assert client.page.address == "/cards/senior-card/?show=number"
    assert ELDER.name in who(client)
    with parts(app).db.read() as work:
        me = work.people.by_demo_key("elder")
        assert me is not None
        lines = work.trail.page(Wanted(subject=me.id), 9)
    assert {line.entry.deed for line in lines} >= {Deed.IDENTITY_LINKED, Deed.SIGNED_IN}
