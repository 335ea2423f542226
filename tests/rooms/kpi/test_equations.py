"""The small language in which KPI files state identities."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.kpi.definitions import DefinitionError, kpi_definitions
from pipelines.kpi.equations import Term, equations_of, parse_equation


def test_the_balance_of_referrals_opens_with_the_stock_before():
    assert parse_equation("received + opening(waiting) = decided + waiting") == (
        Term("received", "", False, 1),
        Term("waiting", "", True, 1),
        Term("decided", "", False, -1),
        Term("waiting", "", False, -1),
    )


def test_an_equals_sign_within_brackets_belongs_to_the_cut():
    assert parse_equation("trained = participants[typ=grund]") == (
        Term("trained", "", False, 1),
        Term("participants", "typ=grund", False, -1),
    )


@pytest.mark.parametrize("text", ["a + b", "a = b = c", "a - b = c", "a = opening b", "a =", "a = b[typ]"])
def test_what_is_no_equation_is_refused(text):
    with pytest.raises(ValueError, match=r"two sides|not a term"):
        parse_equation(text)


def test_every_identity_of_the_product_can_be_read():
    assert set(equations_of(kpi_definitions())) == {
        "consultant_care_days",
        "consultant_cost",
        "foster_care_days",
        "foster_cost",
        "foster_parents_trained",
        "recruitment_cost",
        "referrals_decided",
        "referrals_open",
    }


@pytest.mark.parametrize(
    ("equation", "complaint"),
    [
        ("referrals_open = opening(matches)", "only a stock"),
        ("referrals_open = placement_cost[form=slott]", "no cut"),
        ("referrals_open", "two sides"),
    ],
)
def test_an_identity_that_cannot_hold_names_its_file(equation, complaint):
    definitions = dict(kpi_definitions())
    definitions["referrals_open"] = replace(definitions["referrals_open"], sums_to=equation)
    with pytest.raises(DefinitionError, match=rf"referrals_open: .*{complaint}"):
        equations_of(definitions)
