import pytest

from pipelines.signals import Kind, Method, how_it_is_judged, how_it_varies


@pytest.mark.parametrize(
    ("measures", "kind", "carries_over", "method"),
    [
        (("flow",), Kind.COUNT, False, Method.COUNTED),
        (("unique_flow",), Kind.COUNT, False, Method.COUNTED),
        (("during",), Kind.COUNT, True, Method.CARRIED_COUNT),
        (("stock",), Kind.COUNT, True, Method.CARRIED_COUNT),
        (("ratio", "flow", "flow"), Kind.PROPORTION, False, Method.SHARE),
        (("ratio", "flow", "level"), Kind.RATE, False, Method.COUNTED),
        (("ratio", "during", "level"), Kind.RATE, True, Method.CARRIED_COUNT),
        (("ratio", "sum", "sum"), Kind.AMOUNT, True, Method.CARRIED_AMOUNT),
        (("ratio", "days", "days"), Kind.AMOUNT, True, Method.CARRIED_AMOUNT),
        (("sum",), Kind.AMOUNT, False, Method.MEASURED),
        (("median",), Kind.AMOUNT, False, Method.MEASURED),
        (("days",), Kind.AMOUNT, True, Method.CARRIED_COUNT),
    ],
)
def test_a_measure_tells_how_its_figures_vary_and_are_judged(
    measures: tuple[str, ...], kind: Kind, carries_over: bool, method: Method
) -> None:
    assert how_it_varies(*measures) == (kind, carries_over)
    assert how_it_is_judged("barn", *measures) is method


@pytest.mark.parametrize(
    ("unit", "measures"),
    [
        ("kr", ("sum",)),
        ("kr", ("difference",)),
        ("kr per vårddygn", ("ratio", "sum", "days")),
        ("invånare", ("level",)),
    ],
)
def test_kronor_and_levels_are_not_judged(unit: str, measures: tuple[str, ...]) -> None:
    assert how_it_is_judged(unit, *measures) is None
