"""Changing any comparison or dropping any condition in `sql/kpi` and `sql/measure` makes a test fail."""

from __future__ import annotations

import pytest

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import UNCHANGED, all_mutants, mutants_of
from tests.mutation.trial import try_mutants


def test_every_comparison_and_condition_of_a_query_is_changed():
    changes = {mutant.change for mutant in mutants_of("kpi", "enquiries_approved_later")}
    assert {
        UNCHANGED,
        "decision = 'godkand' → decision <> 'godkand'",
        "dropped decision = 'godkand'",
        "decision_date <= received + 365 → decision_date < received + 365",
        "365 → 366 in received + 365",
        "365 → 364 in received + 365",
    } <= changes


def test_change_that_is_excused_is_one_that_can_be_made():
    made = {(f"{mutant.room}/{mutant.name}", mutant.change) for mutant in all_mutants()}
    assert not EQUIVALENT.keys() - made


@pytest.mark.slow
def test_every_change_is_noticed():
    outcome = try_mutants(all_mutants())
    assert [mutant.label for mutant in outcome.broken] == []
    assert [mutant.label for mutant in outcome.unnoticed] == []
    assert len(outcome.noticed) > 300
