"""Checks between rows, held against plain loops over all pairs."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.between import Agree, Overlap, SameTwice, duplicate_pairs
from pipelines.contracts.findings import Severity
from tests.fixtures.sheets import check_rows, check_table, found, right_row

OVERLAP = Overlap("B002", Severity.WARNING, "", "", "start", of=("kommun", "child"), start="start", end="end")
AGREE = Agree("B004", Severity.WARNING, "", "", "year", of=("kommun", "child"), value="year")
DAY_0 = date(2024, 1, 1)

days = st.integers(0, 12).map(lambda day: DAY_0 + timedelta(days=day))
spans = st.tuples(
    st.sampled_from(["a", "b"]), st.sampled_from(["1", "2", None]), st.none() | days, st.none() | days
)


def frame_of(rows: list[tuple]) -> pl.DataFrame:
    schema = {"kommun": pl.String, "child": pl.String, "start": pl.Date, "end": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def share_a_day(one: tuple, other: tuple) -> bool:
    """Two right spans of the same child that share a day which is no handover."""
    for _kommun, child, start, end in (one, other):
        if child is None or start is None or (end is not None and end < start):
            return False
    if one[:2] != other[:2]:
        return False
    far = date(9999, 1, 1)
    first, second = sorted([(one[2], one[3] or far), (other[2], other[3] or far)])
    return second[0] < first[1]


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(spans, max_size=9))
def test_overlaps_are_those_that_a_loop_over_all_pairs_finds(rows: list[tuple]) -> None:
    pairs = OVERLAP.pairs(frame_of(rows))
    for at, other in pairs.iter_rows():
        assert at != other
        assert share_a_day(rows[at], rows[other])
    touched = {
        frozenset(rows[at][:2])
        for at in range(len(rows))
        if any(share_a_day(rows[at], rows[other]) for other in range(len(rows)) if other != at)
    }
    assert {frozenset(rows[at][:2]) for at in pairs["at"]} == touched
    # In every clash the later of the two is named: what is left after taking the named rows away has none.
    left = [row for at, row in enumerate(rows) if at not in set(pairs["at"])]
    assert not any(share_a_day(left[a], left[b]) for a in range(len(left)) for b in range(a))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["1", "2", None])), max_size=8))
def test_a_repeated_key_is_found_in_every_row_that_has_it(rows: list[tuple[str, str | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"kommun": pl.String, "id": pl.String}, orient="row")
    pairs = dict(duplicate_pairs(frame, ("kommun", "id")).iter_rows())
    expected = {at for at, row in enumerate(rows) if row[1] is not None and rows.count(row) > 1}
    assert set(pairs) == expected
    for at, other in pairs.items():
        assert at != other
        assert rows[at] == rows[other]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]), st.sampled_from(["1", "2"]), st.sampled_from([2010, 2011, None])
        ),
        max_size=8,
    )
)
def test_rows_that_disagree_with_the_first_of_their_group_are_found(rows: list[tuple]) -> None:
    schema = {"kommun": pl.String, "child": pl.String, "year": pl.Int32}
    pairs = AGREE.pairs(pl.DataFrame(rows, schema=schema, orient="row"))
    first: dict[tuple, int] = {}
    expected = []
    for at, row in enumerate(rows):
        if row[2] is not None:
            other = first.setdefault(row[:2], at)
            if rows[other][2] != row[2]:
                expected.append((at, other))
    assert pairs.rows() == expected


PLACEMENTS = "placering_id | kommun | barn_id | placeringsform | startdatum | slutdatum\n"


def test_the_same_child_in_two_placements_on_a_day_is_a_warning_that_names_the_other_row() -> None:
    check = check_table(
        PLACEMENTS
        + "p1 | Timrå | b1 | hvb | 2024-01-01 | 2024-02-10\np2 | Timrå | b1 | jourhem | 2024-02-09 | "
    )
    (finding,) = check.all_findings
    assert (finding.code, finding.place.row, finding.severity) == ("B002", 3, Severity.WARNING)
    assert "rad 2" in finding.message
    assert check.parts[0].rows_refused == 0


def test_a_handover_day_and_a_placement_of_no_days_are_no_overlap() -> None:
    check = check_table(
        PLACEMENTS
        + "p1 | Timrå | b1 | hvb | 2024-01-01 | 2024-02-10\n"
        + "p2 | Timrå | b1 | jourhem | 2024-02-10 | 2024-02-10\n"
        + "p3 | Timrå | b1 | jourhem | 2024-02-10 | \n"
        + "p4 | Kramfors | b1 | hvb | 2024-01-01 | "
    )
    assert found(check) == []


def test_an_overlap_is_not_judged_where_an_end_could_not_be_read() -> None:
    check = check_table(
        PLACEMENTS + "p1 | Timrå | b1 | hvb | 2024-01-01 | i våras\np2 | Timrå | b1 | jourhem | 2024-02-09 | "
    )
    assert found(check) == [("V003", 2, "slutdatum")]


def test_a_home_with_two_statuses_on_a_day_is_refused() -> None:
    check = check_table(
        "hem_id | status | fran | till\n"
        "h1 | tillgangligt | 2024-01-01 | \n"
        "h1 | upptaget | 2024-03-01 | 2024-04-01\n"
        "h2 | tillgangligt | 2024-01-01 | 2024-03-01\n"
        "h2 | upptaget | 2024-03-01 | "
    )
    assert found(check) == [("B003", 3, "fran")]
    assert check.parts[0].rows_refused == 1


def test_a_child_with_two_birth_years_or_sexes_is_a_warning_unless_the_sex_is_unknown() -> None:
    check = check_table(
        "placering_id | kommun | barn_id | placeringsform | startdatum | slutdatum | fodelsear | kon\n"
        "p1 | Timrå | b1 | hvb | 2024-01-01 | 2024-02-10 | 2010 | okant\n"
        "p2 | Timrå | b1 | hvb | 2024-03-01 | 2024-04-10 | 2011 | flicka\n"
        "p3 | Timrå | b1 | hvb | 2024-05-01 | 2024-06-10 |      | pojke\n"
        "p4 | Kramfors | b1 | hvb | 2024-05-01 | 2024-06-10 | 2004 | pojke"
    )
    assert found(check) == [("B004", 3, "fodelsear"), ("B005", 4, "kon")]


def test_the_same_child_referred_twice_on_a_day_is_a_warning() -> None:
    check = check_rows(
        "remisser", right_row("remisser", remiss_id="r1"), right_row("remisser", remiss_id="r2")
    )
    assert found(check) == [("B006", 2, "inkommen"), ("B006", 3, "inkommen")]
    assert check.parts[0].rows_refused == 0


def test_the_same_comment_twice_is_a_warning() -> None:
    row = right_row("kommentarer")
    assert found(check_rows("kommentarer", row, row)) == [("B007", 2, "text"), ("B007", 3, "text")]


@pytest.mark.parametrize("dataset", ["remisser", "familjehem", "ekonomi", "befolkning", "publicerat"])
def test_a_repeated_key_refuses_every_row_that_has_it_and_names_another(dataset: str) -> None:
    row = right_row(dataset)
    check = check_rows(dataset, row, row)
    repeated = [finding for finding in check.all_findings if finding.code == "B001"]
    assert [finding.place.row for finding in repeated] == [2, 3]
    assert {finding.message.partition(": ")[2] for finding in repeated} == {"rad 2 och 3."}
    assert check.parts[0].rows_refused == 2


def test_two_kommuner_may_use_the_same_placement_id() -> None:
    check = check_table(
        PLACEMENTS + "p1 | Timrå | b1 | hvb | 2024-01-01 |\np1 | Kramfors | b1 | hvb | 2024-01-01 | "
    )
    assert found(check) == []
    assert {part.kommun_code: part.rows_total for part in check.parts} == {"2262": 1, "2282": 1}


def test_the_same_row_twice_by_any_fields() -> None:
    twice = SameTwice("B006", Severity.WARNING, "", "", "child", of=("kommun", "child"))
    frame = frame_of([("a", "1", DAY_0, None), ("a", "2", DAY_0, None), ("a", "1", None, None)])
    assert twice.pairs(frame).rows() == [(0, 2), (2, 0)]
