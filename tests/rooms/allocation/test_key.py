from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.allocation import KeyInputs, allocate, membership_months, whole_kronor
from pipelines.errors import ReaderError
from pipelines.reference import Owner
from tests.fixtures.allocation_keys import BUDGET_2023, keys, published_2023


def amounts(inputs: KeyInputs) -> dict[str, int]:
    return {share.kommun_code: share.amount_sek for share in allocate(inputs)}


def small_key(**changes: object) -> KeyInputs:
    """Two kommuner: 1 and 3 of four children, 1 and 1 of two placed; 100 kr, half and half."""
    key = KeyInputs(
        year=2027,
        budget=100,
        weight_population=Fraction(1, 2),
        weight_placed=Fraction(1, 2),
        base_year_population=2025,
        base_year_placed=2025,
        age_to=17,
        population={"2260": 1, "2280": 3},
        placed={"2260": 1, "2280": 1},
        months={"2260": 12, "2280": 12},
    )
    return replace(key, **changes)  # type: ignore[arg-type]


def exact_amount(inputs: KeyInputs, code: str) -> Fraction:
    """The formula of the agreement, written out once more."""
    total = Fraction(0)
    for weight, numbers in (
        (inputs.weight_population, inputs.population),
        (inputs.weight_placed, inputs.placed),
    ):
        weighted = {kommun: numbers[kommun] * months for kommun, months in inputs.months.items()}
        total += inputs.budget * weight * Fraction(weighted[code], sum(weighted.values()))
    return total


def test_derived_inputs_of_2023_give_the_published_amounts_to_the_krona(key: KeyInputs) -> None:
    assert amounts(key) == published_2023()
    assert sum(amounts(key).values()) == BUDGET_2023


def test_each_amount_of_2023_is_its_population_part_and_its_placed_part(key: KeyInputs) -> None:
    timra = next(share for share in allocate(key) if share.kommun_code == "2262")
    assert timra.population_share == Fraction(3621, 28564)
    assert timra.placed_share == Fraction(53, 407)
    # 8 351 119 / 2 · 3 621 / 28 564 = 529 327,15…
    assert timra.population_amount_sek == 529_327
    assert timra.placed_amount_sek == 1_073_073 - 529_327


def test_rows_come_in_the_order_of_kommun_codes_whatever_the_order_of_the_inputs(key: KeyInputs) -> None:
    turned = replace(key, months=dict(sorted(key.months.items(), reverse=True)))
    codes = [share.kommun_code for share in allocate(turned)]
    assert codes == ["2260", "2262", "2280", "2282", "2283", "2284"]


def test_the_last_kronor_go_to_the_largest_remainders() -> None:
    # Thirds of 100 kr by population alone: 16,67 + 50 + 33,33.
    key = small_key(
        weight_population=Fraction(1),
        weight_placed=Fraction(0),
        population={"2260": 1, "2262": 3, "2280": 2},
        placed={"2260": 0, "2262": 0, "2280": 0},
        months={"2260": 12, "2262": 12, "2280": 12},
    )
    assert amounts(key) == {"2260": 17, "2262": 50, "2280": 33}


def test_equal_remainders_go_to_the_lower_kommun_code() -> None:
    key = small_key(budget=101, population={"2260": 1, "2280": 1})
    assert amounts(key) == {"2260": 51, "2280": 50}


def test_a_population_part_of_half_a_krona_is_rounded_up_and_the_placed_part_is_the_rest() -> None:
    # 100 kr · ½ · ¼ = 12,50 kr for the population; 37,50 in all, a tie that the lower code wins.
    first, second = allocate(small_key())
    assert (first.amount_sek, first.population_amount_sek, first.placed_amount_sek) == (38, 13, 25)
    assert (second.amount_sek, second.population_amount_sek, second.placed_amount_sek) == (62, 38, 24)


def test_an_owner_for_four_months_counts_as_a_third() -> None:
    key = small_key(population={"2260": 3, "2280": 1}, months={"2260": 4, "2280": 12}, budget=120)
    # Population 3·4 against 1·12: even. Placed 1·4 against 1·12: a quarter.
    shares = allocate(key)
    assert [share.population_share for share in shares] == [Fraction(1, 2), Fraction(1, 2)]
    assert [share.placed_share for share in shares] == [Fraction(1, 4), Fraction(3, 4)]
    assert amounts(key) == {"2260": 45, "2280": 75}


def test_a_kommun_with_no_placed_children_gets_no_krona_for_placed_children() -> None:
    key = small_key(
        budget=101,
        population={"2260": 1, "2280": 1},
        placed={"2260": 0, "2280": 0},
        weight_population=Fraction(1),
        weight_placed=Fraction(0),
    )
    # 50,50 each: half up would give 51 + 51 and leave the second kommun a placed part of −1 kr.
    assert [(s.population_amount_sek, s.placed_amount_sek) for s in allocate(key)] == [(51, 0), (50, 0)]


def test_figures_of_a_kommun_that_is_no_owner_do_not_count(key: KeyInputs) -> None:
    with_sundsvall = replace(
        key, population={**key.population, "2281": 20_000}, placed={**key.placed, "2281": 200}
    )
    assert allocate(with_sundsvall) == allocate(key)


def test_an_owner_from_september_has_four_months_of_its_first_year_and_twelve_of_the_next() -> None:
    owners = [Owner("2262", date(2022, 9, 1), None), Owner("2260", date(2019, 1, 1), None)]
    assert membership_months(owners, 2022) == {"2260": 12, "2262": 4}
    assert membership_months(owners, 2023) == {"2260": 12, "2262": 12}
    assert membership_months(owners, 2021) == {"2260": 12}


@pytest.mark.parametrize(
    ("joined", "left", "months"),
    [
        (date(2022, 9, 2), None, 3),
        (date(2019, 1, 1), date(2022, 5, 1), 4),
        (date(2019, 1, 1), date(2022, 4, 30), 3),
        (date(2022, 12, 1), None, 1),
        (date(2022, 12, 2), None, 0),
        (date(2019, 1, 1), date(2022, 1, 1), 0),
        (date(2019, 1, 1), date(2023, 1, 1), 12),
    ],
)
def test_only_a_whole_month_of_ownership_counts(joined: date, left: date | None, months: int) -> None:
    expected = {"2262": months} if months else {}
    assert membership_months([Owner("2262", joined, left)], 2022) == expected


def test_a_kommun_that_left_and_came_back_has_the_months_of_both_spells() -> None:
    spells = [Owner("2262", date(2019, 1, 1), date(2022, 3, 1)), Owner("2262", date(2022, 11, 1), None)]
    assert membership_months(spells, 2022) == {"2262": 4}


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"weight_placed": Fraction(2, 5)}, "N002", "blir inte 1"),
        ({"weight_population": Fraction(3, 2), "weight_placed": Fraction(-1, 2)}, "N001", "vikt är negativ"),
        ({"budget": -1}, "N001", "budgeten är negativ"),
        ({"months": {}}, "N003", "ingen kommun"),
        ({"months": {"2260": 0, "2280": 12}}, "N001", "kommun 2260"),
        ({"months": {"2260": 13, "2280": 12}}, "N001", "13 månader"),
        ({"population": {"2260": 1}}, "N004", "folkmängd 2025 saknas för kommun 2280"),
        ({"placed": {"2280": 1}}, "N004", "placerade barn 2025 saknas för kommun 2260"),
        ({"placed": {"2260": -1, "2280": 1}}, "N001", "negativt för kommun 2260"),
        ({"population": {"2260": 0, "2280": 0}}, "N005", "barn i befolkningen är noll"),
        ({"placed": {"2260": 0, "2280": 0}}, "N005", "placerade barn är noll"),
    ],
)
def test_inputs_that_cannot_carry_an_allocation_are_refused_with_a_remedy(
    changes: dict[str, object], code: str, words: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        allocate(small_key(**changes))
    assert caught.value.code == code
    assert words in caught.value.message
    assert "2027" in caught.value.message
    assert caught.value.remedy


def test_a_float_weight_is_our_bug_and_not_the_readers() -> None:
    with pytest.raises(TypeError):
        allocate(small_key(weight_population=0.5))


def test_a_budget_with_oren_is_refused_and_one_without_is_taken() -> None:
    assert whole_kronor(Decimal("8351119.00")) == BUDGET_2023
    with pytest.raises(ReaderError, match="hela kronor") as caught:
        whole_kronor(Decimal("8351119.50"))
    assert caught.value.found == "8351119,50"


@given(keys())
def test_amounts_add_up_exactly_and_no_part_is_negative(key: KeyInputs) -> None:
    shares = allocate(key)
    assert sum(share.amount_sek for share in shares) == key.budget
    assert sum(share.population_share for share in shares) == 1
    assert sum(share.placed_share for share in shares) == 1
    for share in shares:
        assert share.population_amount_sek + share.placed_amount_sek == share.amount_sek
        assert share.population_amount_sek >= 0
        assert share.placed_amount_sek >= 0


@given(keys())
def test_every_amount_is_less_than_a_krona_from_the_exact_one(key: KeyInputs) -> None:
    for share in allocate(key):
        assert abs(share.amount_sek - exact_amount(key, share.kommun_code)) < 1


@given(keys())
def test_every_population_part_is_the_exact_one_rounded_unless_the_amount_holds_no_more(
    key: KeyInputs,
) -> None:
    for share in allocate(key):
        exact = key.budget * key.weight_population * share.population_share
        distance = share.population_amount_sek - exact
        nothing_placed = key.weight_placed * share.placed_share == 0
        if share.population_amount_sek < share.amount_sek and not nothing_placed:
            assert Fraction(-1, 2) < distance <= Fraction(1, 2)
        else:
            assert abs(distance) < 1


@given(keys(), st.randoms())
def test_the_order_of_the_inputs_changes_nothing(key: KeyInputs, random) -> None:  # type: ignore[no-untyped-def]
    def shuffled(numbers: dict[str, int]) -> dict[str, int]:
        pairs = list(numbers.items())
        random.shuffle(pairs)
        return dict(pairs)

    other = replace(
        key,
        population=shuffled(dict(key.population)),
        placed=shuffled(dict(key.placed)),
        months=shuffled(dict(key.months)),
    )
    assert allocate(other) == allocate(key)


@given(keys())
def test_a_larger_exact_amount_never_gets_fewer_kronor(key: KeyInputs) -> None:
    rows = sorted((exact_amount(key, s.kommun_code), s.amount_sek) for s in allocate(key))
    assert all(first[1] <= second[1] for first, second in pairwise(rows))


@given(keys(), st.integers(1, 100))
def test_more_placed_children_never_lower_a_kommuns_amount_by_more_than_a_rounding(
    key: KeyInputs, extra: int
) -> None:
    code = min(key.months)
    more = replace(key, placed={**key.placed, code: key.placed[code] + extra})
    assert exact_amount(more, code) >= exact_amount(key, code)
    assert amounts(more)[code] >= amounts(key)[code] - 1


@given(keys(), st.integers(2, 9))
def test_only_proportions_of_the_figures_matter(key: KeyInputs, factor: int) -> None:
    scaled = replace(key, population={code: factor * number for code, number in key.population.items()})
    assert amounts(scaled) == amounts(key)
