from copy import deepcopy
from fractions import Fraction

import pytest

from pipelines.allocation import KeyInputs, allocate, scenario
from pipelines.errors import ReaderError


def amounts(inputs: KeyInputs) -> dict[str, int]:
    return {share.kommun_code: share.amount_sek for share in allocate(inputs)}


def test_one_weight_moves_the_other(key: KeyInputs) -> None:
    assert scenario(key, weight_placed=Fraction(7, 10)).weight_population == Fraction(3, 10)
    assert scenario(key, weight_population=Fraction(1)).weight_placed == 0


def test_two_weights_that_do_not_add_up_are_refused(key: KeyInputs) -> None:
    with pytest.raises(ReaderError) as caught:
        scenario(key, weight_placed=Fraction(7, 10), weight_population=Fraction(7, 10))
    assert caught.value.code == "N002"
    assert caught.value.found == "0,7 och 0,7"


def test_another_number_of_placed_children_raises_that_kommuns_amount_and_keeps_the_total(
    key: KeyInputs,
) -> None:
    more = scenario(key, placed={"2262": 70})
    assert amounts(more)["2262"] > amounts(key)["2262"]
    assert sum(amounts(more).values()) == key.budget
    assert more.placed["2284"] == key.placed["2284"]


def test_sundsvall_as_a_new_owner_lowers_everybody_elses_amount(key: KeyInputs) -> None:
    with_sundsvall = scenario(key, population={"2281": 19_000}, placed={"2281": 150}, months={"2281": 12})
    after, before = amounts(with_sundsvall), amounts(key)
    assert sum(after.values()) == key.budget
    assert all(after[code] < before[code] for code in before)
    assert list(after) == sorted(after)


def test_an_owner_that_leaves_in_july_pays_for_six_months(key: KeyInputs) -> None:
    leaving = scenario(key, months={"2260": 6})
    share = next(row for row in allocate(leaving) if row.kommun_code == "2260")
    assert share.months == 6
    assert share.population_share == Fraction(1611 * 6, 28564 * 12 - 1611 * 6)
    assert share.placed_share == Fraction(20 * 6, 407 * 12 - 20 * 6)


def test_zero_months_takes_a_kommun_out(key: KeyInputs) -> None:
    assert "2260" not in amounts(scenario(key, months={"2260": 0}))


def test_another_base_year_comes_with_its_own_figures(key: KeyInputs) -> None:
    figures = {code: number + 10 for code, number in key.population.items()}
    other = scenario(key, base_year_population=2021, population=figures)
    assert (other.base_year_population, other.base_year_placed) == (2021, 2020)
    assert dict(other.population) == figures


def test_figures_for_a_kommun_that_takes_no_part_are_refused_with_what_to_add(key: KeyInputs) -> None:
    with pytest.raises(ReaderError) as caught:
        scenario(key, population={"2281": 19_000}, placed={"2281": 150})
    assert caught.value.code == "N007"
    assert "2281" in caught.value.message
    assert "månader" in caught.value.remedy


def test_a_new_owner_without_figures_is_refused_by_the_name_of_what_is_missing(key: KeyInputs) -> None:
    with pytest.raises(ReaderError) as caught:
        scenario(key, months={"2281": 12}, population={"2281": 19_000})
    assert caught.value.code == "N004"
    assert "placerade barn" in caught.value.message


def test_the_decided_inputs_are_left_as_they_were(key: KeyInputs) -> None:
    untouched = deepcopy(key)
    scenario(key, budget=1, placed={"2262": 1}, months={"2260": 0})
    assert key == untouched


def test_a_scenario_without_changes_is_the_decided_allocation(key: KeyInputs) -> None:
    assert scenario(key) == key
    assert scenario(key, budget=0).budget == 0
