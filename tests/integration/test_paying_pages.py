"""A resident pays at the demo cashier: through the pages, with every way back and round."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from services.clock import FixedClock
from services.demo.district import PAID_UP, demo_number
from services.providers.cashier_demo import DemoCashier
from services.providers.utility import Utility
from services.slips import slip_number
from tests.page_client import PageClient
from tests.residents import BILLS, VIEWS, Resident, first_answers
from tests.sent_cases import sent_cases
from webapp.wiring import parts


def _at_cashier(resident: Resident, service: str = "electricity-bill") -> str:
    """Take the resident to the cashier's page; its address."""
    resident.signs_in("elder").starts(service).takes_what_is_offered().sends()
    resident.sees("演示收银台", "不会动您一分钱")
    return resident.page.address


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("service", BILLS)
def test_each_bill_is_paid_in_each_view(
    app: Flask, clock: FixedClock, resident: Resident, view: str, service: str
) -> None:
    resident.in_view(view).signs_in("blind").starts(service).takes_what_is_offered().pays()
    resident.sees("交好了", "撤回")
    clock.advance(minutes=10)
    with app.app_context():
        parts().outbox.drain()
        assert parts().outbox.waiting() == 0
    resident.client.get(resident.page.address)
    assert not resident.page.root.select('a[href$="/withdraw"]')


def test_back_at_the_cashier_after_paying_shows_the_receipt(resident: Resident) -> None:
    cashier = _at_cashier(resident)
    resident.client.submit(form="form[data-cashier]")
    reference = resident.keeps_receipt()
    resident.client.get(cashier)
    assert resident.keeps_receipt() == reference


def test_paying_twice_in_two_tabs_is_one_payment(app: Flask, resident: Resident) -> None:
    cashier = _at_cashier(resident)
    form = resident.client.form("form[data-cashier]")
    pairs = form.sent(form.button("确认付款"))
    resident.client.post(cashier, pairs)
    reference = resident.keeps_receipt()
    resident.client.post(cashier, pairs)
    assert resident.keeps_receipt() == reference
    assert sent_cases(app) == 1


def test_not_paying_leads_back_and_takes_nothing(resident: Resident) -> None:
    _at_cashier(resident)
    resident.client.submit(form="form[data-cashier]", button="不付了")
    resident.sees("还没有交", "没有扣您的钱")
    resident.starts("electricity-bill").takes_what_is_offered().pays().sees("交好了")


def test_leaving_the_cashier_open_keeps_the_way_to_pay(resident: Resident) -> None:
    _at_cashier(resident)
    resident.client.get("/cases/")
    resident.client.follow("电费")
    resident.sees("您还没有付款")
    resident.client.submit(form='form[action$="/pay"]')
    resident.client.submit(form="form[data-cashier]")
    resident.sees("交好了")


def test_withdrawing_says_that_the_money_comes_back(resident: Resident) -> None:
    resident.signs_in("elder").starts("gas-bill").takes_what_is_offered().pays()
    resident.withdraws().sees("撤回", "退还")


def test_an_address_of_a_cashier_that_is_made_up_is_not_found(
    client: PageClient, resident: Resident
) -> None:
    cashier = _at_cashier(resident)
    client.get(cashier[:-1] + ("a" if cashier[-1] != "a" else "b"), status=404)
    client.get("/payments/return/nobody", status=404)


def test_forged_and_repeated_notifications(app: Flask, resident: Resident) -> None:
    order_key = urlsplit(_at_cashier(resident)).path.split("/")[-1].split("-")[0]
    http = resident.client.http
    with app.app_context():
        cashier = parts().cashier
        assert isinstance(cashier, DemoCashier)
        cashier.pay(order_key)
        headers, body = cashier.notification(order_key)
    forged = http.post("/payments/notify/demo", data=body, headers={"X-Demo-Signature": "0"})
    assert (forged.status_code, forged.text) == (400, "fail")
    assert http.post("/payments/notify/bank", data=body, headers=headers).status_code == 404
    for _ in range(3):
        told = http.post("/payments/notify/demo", data=body, headers=headers)
        assert (told.status_code, told.text) == (200, "success")
    resident.client.get("/cases/")
    resident.client.follow("电费")
    resident.sees("交好了")


def test_a_slip_shows_its_number_as_bars_and_as_digits(resident: Resident) -> None:
    resident.in_view("elder").signs_in("helper").starts("water-bill")
    resident.answers(account=demo_number(5, Utility.WATER))
    resident.client.submit(first_answers(resident.client))
    resident.answers(method="counter").sends()
    resident.sees("缴费单", slip_number(Utility.WATER, demo_number(5, Utility.WATER), 1)[:4])
    assert resident.page.root.one('.barcode[role="img"]')


def test_somebody_elses_bills_show_no_name(resident: Resident) -> None:
    resident.starts("gas-bill").answers(account_number=demo_number(1, Utility.GAS))
    resident.sees("**", "最近 12 个月")
    assert "王秀兰" not in resident.page.text


def test_an_account_that_owes_nothing_is_said_so(resident: Resident) -> None:
    resident.starts("water-bill").answers(account_number=demo_number(PAID_UP, Utility.WATER))
    resident.sees("都交清了")
    assert "error-summary" in resident.page.ids
