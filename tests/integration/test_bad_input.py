"""What residents really type, press and leave open: clear words, everything kept, nothing twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from services.clock import FixedClock
from services.demo.district import PAID_UP, demo_number
from services.providers.utility import Bill, GatewayTimeout, Utility
from services.providers.utility_embedded import EmbeddedUtility
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident
from tests.sent_cases import sent_cases
from webapp import create_app
from webapp.settings import Settings, WrongSettings

OWING = demo_number(1, Utility.WATER)


@pytest.fixture
def backend() -> str:
    """What is said of an answer does not depend on the kind of database."""
    return "sqlite"


def _typed(resident: Resident) -> str:
    return resident.page.root.one('input[name="account-number"]').get("value") or ""


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填户号"),
        ("12 34", "您填了 4 位"),
        ("１０００４００３７", "您填了 9 位"),
        ("户号不记得了", "只有数字"),
        ("1000400371", "抄错了"),
        (demo_number(1, Utility.GAS), "燃气费的户号"),
        ("9" * 10_000, "长"),
        ("<script>alert(1)</script>", "只有数字"),
    ],
)
def test_a_wrong_account_number_is_told_and_kept(
    resident: Resident, view: str, typed: str, said: str
) -> None:
    resident.in_view(view).starts("water-bill").answers(account_number=typed)
    resident.sees(said)
    assert resident.page.title.startswith("有误：")
    link = resident.page.root.one("#error-summary a")
    assert link["href"] == "#account-number"
    assert _typed(resident) == typed[:2000].strip() or _typed(resident) == typed[:2000]


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(OWING),
        f"{OWING[:4]}-{OWING[4:8]}-{OWING[8:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in OWING),
        f"\x00{OWING}\x07",
        f"　{OWING[:5]}​{OWING[5:]}　",
    ],
    ids=["spaces", "dashes", "full width", "control characters", "invisible characters"],
)
def test_a_number_is_taken_however_it_is_written(resident: Resident, typed: str) -> None:
    resident.starts("water-bill").answers(account_number=typed)
    assert "error-summary" not in resident.page.ids
    resident.sees("**")


def test_all_errors_of_a_section_are_shown_at_once(resident: Resident) -> None:
    resident.starts("water-bill").answers(account_number=OWING)
    resident.client.post(resident.page.address, resident.client.form().sent(None)[:1])
    links = [link["href"] for link in resident.page.root.select("#error-summary a")]
    assert links == ["#bills", "#method"]


def test_errors_and_typed_words_stay_when_view_and_language_change(resident: Resident) -> None:
    resident.in_view("elder").starts("water-bill").answers(account_number="12 34")
    for view in VIEWS:
        resident.client.get(f"{resident.page.address}&view={view}")
        assert "error-summary" in resident.page.ids
        assert _typed(resident) == "12 34"
    for language in LANGUAGES:
        resident.client.get(f"{resident.page.address}&lang={language}")
        assert "error-summary" in resident.page.ids
        assert _typed(resident) == "12 34"


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_left_open_for_a_day_comes_back_filled_in(
    resident: Resident, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident.in_view(view).starts("water-bill")
    monkeypatch.setattr("webapp.security.TOKEN_SECONDS", -1)
    resident.answers(account_number=OWING)
    resident.sees("打开得太久")
    assert _typed(resident) == OWING
    monkeypatch.undo()
    resident.client.submit()
    resident.sees("**")


def test_a_form_from_another_site_is_refused(resident: Resident) -> None:
    resident.starts("water-bill")
    resident.client.post(
        resident.page.address,
        resident.client.form().sent(None),
        status=403,
        headers={"Sec-Fetch-Site": "cross-site"},
    )


def test_pressing_pay_again_after_paying_leads_to_the_same_receipt(
    app: Flask, resident: Resident
) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered()
    check, form = resident.page.address, resident.client.form()
    pressed = form.sent(form.button(None))
    resident.pays()
    reference = resident.keeps_receipt()
    resident.client.post(check, pressed)
    assert resident.keeps_receipt() == reference
    resident.sees("没有重复办理")
    assert sent_cases(app) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_back_to_the_check_page_after_paying_shows_the_receipt(
    resident: Resident, view: str
) -> None:
    resident.in_view(view).signs_in("elder").starts("gas-bill").takes_what_is_offered()
    check = resident.page.address
    resident.pays()
    reference = resident.keeps_receipt()
    resident.client.get(check)
    assert resident.keeps_receipt() == reference


def test_a_step_that_is_not_reached_yet_leads_to_the_open_one(resident: Resident) -> None:
    resident.in_view("elder").starts("water-bill")
    resident.client.get("/services/water-bill/apply/check")
    assert resident.page.address.endswith("/account-number")


def test_changing_the_account_asks_for_its_bills_anew(resident: Resident) -> None:
    resident.in_view("elder").starts("water-bill").answers(account_number=OWING)
    resident.takes_what_is_offered()
    resident.client.get("/services/water-bill/apply/account-number")
    resident.answers(account_number=demo_number(2, Utility.WATER))
    assert resident.page.address.endswith("/bills")
    assert not resident.page.root.select('input[name="bills"][checked]')


def test_changing_the_view_in_the_middle_loses_nothing(resident: Resident) -> None:
    resident.in_view("elder").starts("water-bill").answers(account_number=OWING)
    resident.answers_page()
    assert resident.page.address.endswith("/method")
    resident.in_view("standard").starts("water-bill")
    assert resident.page.root.select('input[name="bills"][checked]'), "the ticked bill is kept"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_utility_that_does_not_answer_costs_no_entry(
    resident: Resident, view: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident.in_view(view).in_language(language).starts("water-bill")
    resident.answers(account_number=OWING)
    bills = resident.page.address

    def silent(self: EmbeddedUtility, utility: Utility, number: str) -> Sequence[Bill]:
        raise GatewayTimeout("no answer")

    monkeypatch.setattr(EmbeddedUtility, "bills", silent)
    resident.client.get(bills, status=503)
    assert "962740" in resident.page.text
    monkeypatch.undo()
    resident.client.get(bills)
    resident.sees("**")


def test_somebody_elses_receipt_does_not_exist_for_me(app: Flask, resident: Resident) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered().pays()
    receipt = resident.page.address
    other = Resident(PageClient(app.test_client()))
    other.client.get(receipt, status=404)
    other.signs_in("helper").client.get(receipt, status=404)
    other.client.get(f"{receipt}withdraw", status=404)


def test_paid_up_says_so_in_each_view(resident: Resident) -> None:
    for view in VIEWS:
        resident.in_view(view).starts("gas-bill")
        resident.answers(account_number=demo_number(PAID_UP, Utility.GAS)).sees("都交清了")


def test_withdrawing_too_late_is_told(resident: Resident, clock: FixedClock) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered().pays()
    resident.client.get(f"{resident.page.address}withdraw")
    clock.advance(minutes=11)
    resident.client.submit(form='form[action$="/withdraw"]')
    resident.sees("不能撤回了", "12345")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("NUANCHUANG_UTILITY_GATEWAY", "pigeon"),
        ("NUANCHUANG_CASHIER", "pigeon"),
        ("NUANCHUANG_SPEECH_ENGINE", "pigeon"),
        ("NUANCHUANG_TRUSTED_PROXIES", "many"),
    ],
)
def test_an_unknown_settings_word_stops_the_start_and_is_named(
    name: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, word)
    with pytest.raises(WrongSettings, match=name):
        create_app()


def test_a_cashier_without_keys_stops_the_start(settings: Settings) -> None:
    with pytest.raises(WrongSettings, match="Settings"):
        create_app(settings.model_copy(update={"cashier": "alipay"}))
