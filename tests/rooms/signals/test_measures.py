import pytest

from pipelines.signals import Kind, how_it_varies


@pytest.mark.parametrize(
    ("measures", "kind", "carries_over"),
    [
        (("flow",), Kind.COUNT, False),
        (("unique_flow",), Kind.COUNT, False),
        (("during",), Kind.COUNT, True),
        (("stock",), Kind.COUNT, True),
        (("ratio", "flow", "flow"), Kind.PROPORTION, False),
        (("ratio", "during", "level"), Kind.RATE, True),
        (("ratio", "sum", "days"), Kind.AMOUNT, False),
        (("ratio", "sum", "level"), Kind.AMOUNT, False),
        (("sum",), Kind.AMOUNT, False),
        (("median",), Kind.AMOUNT, False),
        (("difference",), Kind.AMOUNT, False),
        (("days",), Kind.AMOUNT, True),
    ],
)
def test_a_measure_tells_which_limits_its_figures_get(
    measures: tuple[str, ...], kind: Kind, carries_over: bool
) -> None:
    assert how_it_varies(*measures) == (kind, carries_over)
