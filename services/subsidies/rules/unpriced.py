"""Four kinds of help whose sums no document we have names: who may ask, and a person decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from numpy import array, full_like, maximum, minimum, select, where

from services.subsidies.ages import age_on
from services.subsidies.calculation import Answer
from services.subsidies.rules.base import required, rule

transport_certificate = required(
    "transport_certificate", "certificate", "transport", "certificate", Answer.NO
)
transport_hukou = required("transport_hukou", "shanghai", "transport", "shanghai_hukou", Answer.NO)
device_certificate = required(
    "device_certificate", "certificate", "device", "certificate", Answer.NO
)


@rule
def sum_by_district(person: Any, period: Any, parameters: Any) -> Any:
    """How much and how it is paid: the district's to say."""
    return full_like(person("grade", period), Answer.PERSON)


@rule
def transport_verdict(person: Any, period: Any, parameters: Any) -> Any:
    """All of these hold."""
    found = minimum(person("not_yet", period), person("transport_certificate", period))
    found = minimum(found, person("transport_hukou", period))
    return minimum(found, person("sum_by_district", period))


@rule
def relief_household(person: Any, period: Any, parameters: Any) -> Any:
    """A household on subsistence support gets some relief; near to it, a person looks."""
    asked = parameters(period).relief.household
    household = person("household", period)
    near = (household == "margin") | (household == "severe") | (household == "unsure")
    other = Answer.NO if asked else Answer.PERSON
    return select([household == "dibao", near], [Answer.YES, Answer.PERSON], other)


@rule
def relief_certificate(person: Any, period: Any, parameters: Any) -> Any:
    """Somebody at home holds a disability certificate: some places give relief for that."""
    holds = parameters(period).relief.certificate
    return where(person("certificate", period) & holds, Answer.PERSON, Answer.NO)


@rule
def relief_verdict(person: Any, period: Any, parameters: Any) -> Any:
    """One of the two is enough."""
    found = person("not_yet", period)
    either = maximum(person("relief_household", period), person("relief_certificate", period))
    found = minimum(found, either)
    return minimum(found, person("sum_by_district", period))


@rule
def device_fitting(person: Any, period: Any, parameters: Any) -> Any:
    """Which device fits is found by trying: somebody comes or one goes there."""
    asked = parameters(period).device.fitting
    answer = Answer.PERSON if asked else Answer.YES
    return full_like(person("grade", period), answer)


@rule
def device_verdict(person: Any, period: Any, parameters: Any) -> Any:
    """A certificate, then the fitting."""
    found = minimum(person("device_certificate", period), person("device_fitting", period))
    return minimum(found, person("sum_by_district", period))


@rule
def adaptation_certificate(person: Any, period: Any, parameters: Any) -> Any:
    """A disabled person's home may be made barrier-free."""
    holds = parameters(period).adaptation.certificate
    return where(person("certificate", period) & holds, Answer.YES, Answer.NO)


@rule
def adaptation_age(person: Any, period: Any, parameters: Any) -> Any:
    """An old person's home may be made fit for age."""
    needed = parameters(period).adaptation.age
    day = date(*period.start)
    ages = array([age_on(born, day) for born in person("born", period).astype(object)])
    return where(ages >= needed, Answer.YES, Answer.NO)


@rule
def adaptation_verdict(person: Any, period: Any, parameters: Any) -> Any:
    """One of the two is enough."""
    either = maximum(person("adaptation_certificate", period), person("adaptation_age", period))
    return minimum(either, person("sum_by_district", period))


VARIABLES = (
    transport_certificate, transport_hukou, sum_by_district, transport_verdict,
    relief_household, relief_certificate, relief_verdict, device_certificate, device_fitting,
    device_verdict, adaptation_certificate, adaptation_age, adaptation_verdict,
)  # fmt: skip
