"""The SQL models of `sql/core` and `sql/mart`: read, put in dependency order and run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from pipelines.reference import SQL_ROOT

_COMMENT_OR_TEXT = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_TABLE = re.compile(r"(?<!\bdistinct )\b(?:from|join)\s+([a-z_]+\.[a-z_]+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Model:
    """One file: `create table <schema>.<name> as <query>`."""

    schema: str
    name: str
    query: str
    reads: frozenset[str]

    @property
    def table(self) -> str:
        return f"{self.schema}.{self.name}"


def tables_read(query: str) -> frozenset[str]:
    """The schema-qualified tables a query reads; names of its own CTEs carry no schema and fall out.

    Our SQL names every table after `from` or `join`, so a parser is not waited for; the tests hold it against one.
    """
    plain = _COMMENT_OR_TEXT.sub(" ", query)
    return frozenset(found.lower() for found in _TABLE.findall(plain))


@cache
def read_models(schema: str, root: Path = SQL_ROOT) -> tuple[Model, ...]:
    """Every model of a folder, each after the ones it reads; graphlib.CycleError when they go in a circle."""
    models = {}
    for path in sorted((root / schema).glob("*.sql")):
        query = path.read_text("utf-8")
        models[f"{schema}.{path.stem}"] = Model(schema, path.stem, query, tables_read(query))
    # Sorted twice, so that equal trees give equal orders on every machine.
    graph = {table: sorted(model.reads & models.keys()) for table, model in sorted(models.items())}
    return tuple(models[table] for table in TopologicalSorter(graph).static_order())


@cache
def read_query(room: str, name: str) -> str:
    """One file of `sql/engine`, `sql/measure` or `sql/audit`."""
    return (SQL_ROOT / room / f"{name}.sql").read_text("utf-8")


def create_models(
    con: duckdb.DuckDBPyConnection,
    schema: str,
    *,
    only: frozenset[str] | None = None,
    skip: frozenset[str] = frozenset(),
) -> None:
    """Create the schema's tables: every one, or `only` some, or all but `skip`."""
    con.execute(f"create schema if not exists {schema}")
    for model in read_models(schema):
        if model.name not in skip and (only is None or model.name in only):
            con.execute(f"create table {model.table} as {model.query}")
