from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings

from pipelines.allocation import EFFECTS, KeyInputs, KommunChange, allocate, explain_change, scenario
from pipelines.errors import ReaderError
from tests.fixtures.allocation_keys import CODES, keys


def effects(change: KommunChange) -> dict[str, int]:
    return {effect: getattr(change, f"{effect}_sek") for effect in EFFECTS}


def two_kommuner(**changes: object) -> KeyInputs:
    key = KeyInputs(
        year=2026,
        budget=1000,
        weight_population=Fraction(1, 2),
        weight_placed=Fraction(1, 2),
        base_year_population=2024,
        base_year_placed=2024,
        age_to=17,
        population={"2260": 100, "2280": 100},
        placed={"2260": 10, "2280": 10},
        months={"2260": 12, "2280": 12},
    )
    return replace(key, **changes)  # type: ignore[arg-type]


def test_a_larger_budget_alone_is_a_budget_effect_alone() -> None:
    changes = explain_change(two_kommuner(), two_kommuner(budget=1200))
    for change in changes:
        assert change.change_sek == 100
        assert effects(change) == {"budget": 100, "population": 0, "placed": 0, "weights": 0, "membership": 0}


def test_more_placed_children_in_one_kommun_cost_it_what_the_other_saves() -> None:
    after = two_kommuner(placed={"2260": 30, "2280": 10})
    first, second = explain_change(two_kommuner(), after)
    assert (first.placed_sek, second.placed_sek) == (125, -125)
    assert effects(first) | {"placed": 0} == dict.fromkeys(EFFECTS, 0)


def test_two_changes_at_once_share_their_interaction_evenly() -> None:
    # Alone, the budget gives the first kommun 500 kr and its placed children 125 kr; together they give 750.
    # The 125 kr that are neither's own are halved: 562,50 and 187,50.
    after = two_kommuner(budget=2000, placed={"2260": 30, "2280": 10})
    first, second = explain_change(two_kommuner(), after)
    assert first.change_sek == 750
    assert {first.budget_sek, first.placed_sek} in ({562, 188}, {563, 187})
    assert first.budget_sek + second.budget_sek == 1000
    assert first.placed_sek + second.placed_sek == 0


def test_weights_move_kronor_only_where_the_two_shares_differ() -> None:
    before = two_kommuner(placed={"2260": 30, "2280": 10})
    after = replace(before, weight_population=Fraction(1, 4), weight_placed=Fraction(3, 4))
    first, second = explain_change(before, after)
    # The first kommun has half the children and three quarters of the placed: 250 kr · (¾ − ½) = 62,50.
    assert {first.weights_sek, -second.weights_sek} <= {62, 63}
    assert first.weights_sek == -second.weights_sek == first.change_sek


def test_a_new_owner_is_a_membership_effect_for_everybody(key: KeyInputs) -> None:
    after = scenario(key, population={"2281": 19_000}, placed={"2281": 150}, months={"2281": 12})
    changes = {change.kommun_code: change for change in explain_change(key, after)}
    assert changes["2281"].before_sek == 0
    assert changes["2281"].membership_sek == changes["2281"].after_sek > 0
    assert sum(change.membership_sek for change in changes.values()) == 0
    assert all(change.membership_sek == change.change_sek for change in changes.values())


def test_an_owner_that_has_left_pays_nothing_and_the_others_share_its_part(key: KeyInputs) -> None:
    after = scenario(key, months={"2284": 0})
    changes = {change.kommun_code: change for change in explain_change(key, after)}
    assert changes["2284"].change_sek == -3_116_945
    assert changes["2284"].membership_sek == -3_116_945
    assert all(changes[code].membership_sek > 0 for code in key.months if code != "2284")


def test_new_figures_and_a_new_owner_in_one_year_are_told_apart(key: KeyInputs) -> None:
    after = scenario(
        key,
        budget=9_000_000,
        population={"2281": 19_000, "2262": 3_700},
        placed={"2281": 150, "2280": 60},
        months={"2281": 4},
    )
    harnosand = next(row for row in explain_change(key, after) if row.kommun_code == "2280")
    assert harnosand.placed_sek < 0 < harnosand.budget_sek
    assert harnosand.membership_sek < 0
    assert harnosand.weights_sek == 0


def by_every_order(before: KeyInputs, after: KeyInputs, code: str) -> dict[str, Fraction]:
    """The definition of a Shapley value: one walk from before to after for each of the 120 orders."""
    fields = {
        "budget": ("budget",),
        "population": ("population",),
        "placed": ("placed",),
        "weights": ("weight_population", "weight_placed"),
        "membership": ("months",),
    }
    total = dict.fromkeys(EFFECTS, 0)
    orders = list(permutations(EFFECTS))
    for order in orders:
        now = before
        for effect in order:
            step = replace(now, **{name: getattr(after, name) for name in fields[effect]})
            (was,) = (row.amount_sek for row in allocate(now) if row.kommun_code == code)
            (becomes,) = (row.amount_sek for row in allocate(step) if row.kommun_code == code)
            total[effect] += becomes - was
            now = step
    return {effect: Fraction(number, len(orders)) for effect, number in total.items()}


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(keys(CODES[:3]), keys(CODES[:3]))
def test_every_effect_is_the_mean_over_all_orders_within_a_krona(before: KeyInputs, after: KeyInputs) -> None:
    for change in explain_change(before, after):
        for effect, exact in by_every_order(before, after, change.kommun_code).items():
            assert abs(effects(change)[effect] - exact) < 1


@settings(max_examples=60, deadline=None)
@given(keys(CODES[:5], least=1), keys(CODES[2:], least=1))
def test_effects_add_up_to_each_kommuns_change_and_over_kommuner_to_the_budgets(
    before: KeyInputs, after: KeyInputs
) -> None:
    changes = explain_change(before, after)
    paid_before = {row.kommun_code: row.amount_sek for row in allocate(before)}
    paid_after = {row.kommun_code: row.amount_sek for row in allocate(after)}
    assert [change.kommun_code for change in changes] == sorted({*paid_before, *paid_after})
    for change in changes:
        assert change.before_sek == paid_before.get(change.kommun_code, 0)
        assert change.after_sek == paid_after.get(change.kommun_code, 0)
        assert sum(effects(change).values()) == change.change_sek == change.after_sek - change.before_sek
    columns = {effect: sum(effects(change)[effect] for change in changes) for effect in EFFECTS}
    assert columns == dict.fromkeys(EFFECTS, 0) | {"budget": after.budget - before.budget}


@settings(max_examples=20, deadline=None)
@given(keys(CODES[:4]), keys(CODES[:4]))
def test_going_back_again_undoes_every_change(before: KeyInputs, after: KeyInputs) -> None:
    there, back = explain_change(before, after), explain_change(after, before)
    for one, other in zip(there, back, strict=True):
        assert one.change_sek == -other.change_sek
        assert all(abs(effects(one)[e] + effects(other)[e]) <= 1 for e in EFFECTS)


@given(keys())
def test_nothing_changed_is_no_effect_at_all(key: KeyInputs) -> None:
    for change in explain_change(key, key):
        assert effects(change) == dict.fromkeys(EFFECTS, 0)


def test_a_weight_on_a_component_nobody_had_children_in_cannot_be_explained() -> None:
    before = two_kommuner(
        weight_population=Fraction(1), weight_placed=Fraction(0), placed={"2260": 0, "2280": 0}
    )
    with pytest.raises(ReaderError) as caught:
        explain_change(before, two_kommuner())
    assert caught.value.code == "N005"
