"""Changing any comparison or dropping any condition in `sql/kpi` and `sql/measure` makes a test fail."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from pipelines.reference import SQL_ROOT
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import (
    DIALECT,
    ROOMS,
    UNCHANGED,
    all_mutants,
    changes_of,
    mutants_of,
    split_header,
)
from tests.mutation.trial import try_mutants


@pytest.mark.slow
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


#: Whatever compares, and whatever decides which rows count.
DECIDING = (
    exp.Predicate, exp.Connector, exp.Where, exp.Having, exp.Qualify, exp.Filter, exp.Case, exp.Like, exp.NullSafeEQ,
    exp.NullSafeNEQ,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_nothing_that_compares_or_decides_is_left_as_it_is_in_any_file(room):
    paths = sorted((SQL_ROOT / room).rglob("*.sql"))
    tried = {mutant.name for mutant in all_mutants() if mutant.room == room and mutant.change != UNCHANGED}
    for path in paths:
        query = split_header(path.read_text("utf-8"))[1]
        nodes = list(sqlglot.parse_one(query, dialect=DIALECT).walk()) if query.strip() else []
        joins = [node for node in nodes if isinstance(node, exp.Join) and node.args.get("on")]
        deciding = [node for node in nodes if isinstance(node, DECIDING)] + joins
        left = [node.sql(dialect=DIALECT, comments=False) for node in deciding if not list(changes_of(node))]
        assert left == [], path.name
        assert (path.stem in tried) == bool(deciding), path.name


@pytest.mark.slow
def test_change_that_is_excused_is_one_that_can_be_made():
    made = {(f"{mutant.room}/{mutant.name}", mutant.change) for mutant in all_mutants()}
    assert not EQUIVALENT.keys() - made


#: One change in so many is tried in `.ci/run`; all of them take half an hour, by `python -m tests.mutation`.
EVERY = 40


@pytest.mark.slow
def test_every_change_is_noticed():
    changes = [mutant for mutant in all_mutants() if mutant.change != UNCHANGED][::EVERY]
    outcome = try_mutants(changes)
    assert [mutant.label for mutant in outcome.broken] == []
    assert [mutant.label for mutant in outcome.unnoticed] == []
    assert len(outcome.noticed) >= 10
