"""Allocation keys to test with: the one behind 2023's published amounts, and random ones for Hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from pipelines.allocation import KeyInputs
from pipelines.reference import read_reference

CODES = ["2260", "2262", "2280", "2281", "2282", "2283", "2284"]
BUDGET_2023 = 8_351_119


def key_2023() -> KeyInputs:
    rows = read_reference("key_2023_inputs")
    return KeyInputs(
        year=2023,
        budget=BUDGET_2023,
        weight_population=Fraction(1, 2),
        weight_placed=Fraction(1, 2),
        base_year_population=2020,
        base_year_placed=2020,
        age_to=17,
        population={row["kommun_code"]: int(row["children_0_17_2020_derived"]) for row in rows},
        placed={row["kommun_code"]: int(row["placed_children_2020_derived"]) for row in rows},
        months={row["kommun_code"]: 12 for row in rows},
    )


def published_2023() -> dict[str, int]:
    return {row["kommun_code"]: int(row["amount_sek"]) for row in read_reference("cost_allocation_2023")}


@st.composite
def keys(draw: st.DrawFn, owners: list[str] | None = None, least: int = 0) -> KeyInputs:
    """Any valid key; `owners` fixes who takes part, `least` the smallest number of children of each."""
    codes = owners or draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    weight = Fraction(draw(st.integers(0, 1000)), 1000)

    def figures(largest: int) -> dict[str, int]:
        numbers = draw(st.lists(st.integers(least, largest), min_size=len(codes), max_size=len(codes)))
        numbers[0] = max(numbers[0], 1)
        return dict(zip(codes, numbers, strict=True))

    return KeyInputs(
        year=2027,
        budget=draw(st.integers(0, 20_000_000)),
        weight_population=weight,
        weight_placed=1 - weight,
        base_year_population=2025,
        base_year_placed=2025,
        age_to=17,
        population=figures(20_000),
        placed=figures(200),
        months={code: draw(st.integers(1, 12)) for code in codes},
    )
