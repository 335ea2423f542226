"""`docs/data-model.md` names exactly the tables and columns that exist, in their order, with the types it gives."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts import DATASETS
from pipelines.publishing.builds import warehouse_file
from pipelines.reference import PROJECT_ROOT
from tests.fixtures.workplace import REFERRALS, Workplace

#: column → the type given for it, '' where none is.
Columns = dict[str, str]
#: table → its columns in order.
Tables = dict[str, Columns]

SECTIONS = {
    section.split(":", 1)[0]: section
    for section in (PROJECT_ROOT / "docs" / "data-model.md").read_text("utf-8").split("\n## ")[1:]
}
#: What the warehouse keeps for itself; the document speaks of what is published.
INTERNAL = {"audit_failure"}


def without_remarks(text: str) -> str:
    """The text without what stands in brackets, brackets within them too."""
    while (shorter := re.sub(r"\([^()]*\)", "", text)) != text:
        text = shorter
    return text


def columns_of(text: str) -> Columns:
    """`a bigint, b (a remark), c ← d: what it all is` is the columns a, b and c."""
    named = re.split(r"[:;]", without_remarks(text))[0]
    found: Columns = {}
    for item in named.split(","):
        column, _, kind = item.split("←")[0].strip().partition(" ")
        found[column] = kind.strip()
    return found


def rows_of(section: str) -> list[tuple[str, str]]:
    """(table, what is said of it) for every line of the section's table."""
    return re.findall(r"^\| `(\w+)` \| (.*) \|$", SECTIONS[section], re.MULTILINE)


def told_stage() -> Tables:
    return {table: columns_of(said) for table, said in rows_of("stage")}


def told_core() -> Tables:
    """Some tables are told with their columns; those listed last have a stage table's, in the order of stage."""
    *_, listed = SECTIONS["core"].split("·")
    fields = list(told_stage().values())
    found = {
        table: columns_of(columns) for table, columns in re.findall(r"`(\w+)\(([^`]*)\)`", SECTIONS["core"])
    }
    return found | dict(zip(re.findall(r"`(\w+)`", listed), fields, strict=True))


def told_mart() -> Tables:
    return {table: columns_of(said) for table, said in rows_of("mart")}


def tables_in(path: Path, schema: str) -> Tables:
    query = """
        select table_name, column_name, lower(data_type)
        from duckdb_columns()
        where schema_name = $schema and not internal
        order by table_name, column_index
    """
    found: Tables = {}
    with duckdb.connect(str(path), read_only=True) as con:
        for table, column, kind in con.execute(query, {"schema": schema}).fetchall():
            found.setdefault(table, {})[column] = kind
    return found


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A small home, built and published, so that what publishing adds is there as well."""
    place = Workplace(tmp_path_factory.mktemp("data_model"))
    place.deliver("remisser", REFERRALS)
    place.build(kpis=["referrals_received"])
    place.publish()
    return place


@pytest.fixture(scope="module")
def warehouse(workplace: Workplace) -> Path:
    return warehouse_file(workplace.home, 1)


@pytest.fixture(scope="module")
def published(workplace: Workplace) -> Path:
    return workplace.home.published / "current" / "styrgrupp.duckdb"


def differences(told: Tables, found: Tables) -> list[str]:
    """Tables that are not told as they are, in words."""
    differing = [f"{table}: not told" for table in found.keys() - told.keys()]
    differing += [f"{table}: there is no such table" for table in told.keys() - found.keys()]
    for table in found.keys() & told.keys():
        columns = found[table]
        given = {column: kind for column, kind in told[table].items() if kind}
        if list(told[table]) != list(columns):
            differing.append(f"{table} has {', '.join(columns)}; told are {', '.join(told[table])}")
        elif given != {column: columns[column].split("(")[0] for column in given}:
            differing.append(f"{table} has {columns}; told are {given}")
    return sorted(differing)


@pytest.mark.slow
def test_stage_is_as_told_with_the_two_columns_that_every_table_has(warehouse):
    last = {"source_row": "", "delivery_id": ""}
    told = {table: columns | last for table, columns in told_stage().items()}
    assert differences(told, tables_in(warehouse, "stage")) == []


def test_core_is_as_told(warehouse):
    assert differences(told_core(), tables_in(warehouse, "core")) == []


def test_what_is_published_is_as_told(published):
    assert differences(told_mart(), tables_in(published, "main")) == []


def test_every_mart_but_the_audits_is_published(warehouse, published):
    assert tables_in(warehouse, "mart").keys() - INTERNAL <= tables_in(published, "main").keys()


@pytest.mark.parametrize(("table", "said"), rows_of("stage"))
def test_a_field_comes_from_the_column_it_is_said_to(table, said):
    fields = DATASETS[table].fields
    for field, column in re.findall(r"(\w+) ← (\w+)", said):
        assert fields[field].column == column
