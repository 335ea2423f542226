"""Models run in the order of what they read, whatever their files are called."""

from __future__ import annotations

from graphlib import CycleError

import pytest
import sqlglot
from sqlglot import exp

from pipelines.reference import SQL_ROOT
from pipelines.warehouse.models import read_models, tables_read


def test_a_model_runs_after_the_ones_it_reads(tmp_path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "a.sql").write_text("select x from core.z")
    (tmp_path / "core" / "z.sql").write_text("with y as (select 1 as x) select x from y")
    assert [model.name for model in read_models("core", tmp_path)] == ["z", "a"]


def test_models_in_a_circle_are_refused(tmp_path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "a.sql").write_text("select x from core.b")
    (tmp_path / "core" / "b.sql").write_text("select x from core.a")
    with pytest.raises(CycleError):
        read_models("core", tmp_path)


def test_a_cte_is_no_table():
    query = "with seen as (select 1 as x) select s.x from seen as s inner join core.run as r on s.x = r.x"
    assert tables_read(query) == {"core.run"}


def test_what_is_compared_is_no_table():
    assert tables_read("select a from core.run where a is distinct from b.c -- from core.x") == {"core.run"}


@pytest.mark.parametrize("room", ["core", "mart", "engine", "measure", "audit", "crosscheck", "kpi"])
def test_the_tables_found_are_those_that_a_parser_finds(room):
    for path in sorted((SQL_ROOT / room).glob("*.sql")):
        query = path.read_text("utf-8")
        tables = sqlglot.parse_one(query, dialect="duckdb").find_all(exp.Table)
        assert tables_read(query) == {f"{t.db}.{t.name}" for t in tables if t.db}, path.name


@pytest.mark.parametrize("schema", ["core", "mart"])
def test_every_model_of_the_product_has_its_place(schema):
    models = read_models(schema)
    done: set[str] = set()
    own = {model.table for model in models}
    for model in models:
        assert (model.reads & own) <= done
        done.add(model.table)
    assert len(models) > 5
