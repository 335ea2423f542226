import numpy as np

from pipelines.signals.discovery import discoveries


def told(*chances: float) -> list[bool]:
    return discoveries(np.array(chances)).tolist()


def test_one_of_ten_must_be_as_rare_as_one_in_a_hundred() -> None:
    assert told(0.0099, *[0.5] * 9)[0]
    assert not told(0.0101, *[0.5] * 9)[0]


def test_many_small_chances_vouch_for_each_other() -> None:
    # Benjamini & Hochberg's own example (1995, table 1) at 5 %: four of fifteen, where Bonferroni tells of three.
    chances = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
    ]
    found = discoveries(np.array([*chances, 0.7590, 1.0]), 0.05)
    assert found.sum() == 4
    assert found[:4].all()


def test_what_is_not_judged_counts_neither_as_told_nor_among_all() -> None:
    assert told(0.04, np.nan, np.nan) == [True, False, False]
    assert told(np.nan, np.nan) == [False, False]
