"""The engine knows measures, never KPIs: what holds whichever KPIs there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from pipelines.kpi.definitions import DefinitionError, KpiDefinition
from pipelines.warehouse.assemble import build_models
from pipelines.warehouse.inputs import WarehouseInputs
from tests.fixtures.matrix import rest_slow
from tests.fixtures.tables import read_table, stage_frame
from tests.fixtures.warehouse import delivered, with_parts

ECONOMY = """
    ar   | tertial | post     | budget | utfall
    2023 | 1       | personal | 1000   | 900
"""


def _build(
    definitions: dict[str, KpiDefinition], tables: dict[str, str], *, sender: str = "GFO"
) -> duckdb.DuckDBPyConnection:
    """A warehouse of these KPIs and rows, every table delivered by the sender through 2023."""
    inputs = WarehouseInputs(
        as_of=datetime(2024, 1, 1),
        reporting_date=date(2023, 12, 31),
        stage={name: stage_frame(name, read_table(name, table)) for name, table in tables.items()},
        deliveries=delivered({(name, sender): date(2023, 12, 31) for name in tables}),
    )
    con = duckdb.connect()
    build_models(con, inputs, definitions=definitions)
    return con


def test_two_differences_are_each_their_own():
    definitions = with_parts(["gfo_deviation"])
    known = definitions["gfo_deviation"]
    definitions["overdraft"] = replace(
        known, kpi="overdraft", minuend="gfo_outcome", subtrahend="gfo_budget", sums_to=""
    )
    with _build(definitions, {"ekonomi": ECONOMY}) as con:
        found = con.execute(
            "select kpi, value from kpi.resolved where cut = '' and period = '2023T1' order by kpi"
        ).fetchall()
    assert found == [
        ("gfo_budget", Decimal(1000)),
        ("gfo_deviation", Decimal(100)),
        ("gfo_outcome", Decimal(900)),
        ("overdraft", Decimal(-100)),
    ]


@pytest.mark.parametrize("among", [["gfo_budget"], ["referrals_received", "referrals_decided", "matches"]])
def test_query_that_fails_names_its_file_also_among_those_it_is_asked_with(among):
    definitions = with_parts(among)
    failing = among[-1]
    definitions[failing] = replace(definitions[failing], query="select nothing from core.economy")
    with pytest.raises(DefinitionError, match=f"^{failing}: the query failed"):
        _build(definitions, {"ekonomi": ECONOMY})


@pytest.mark.parametrize("late", rest_slow(["gfo_budget", "gfo_outcome"], "gfo_outcome".__eq__))
@pytest.mark.parametrize("measure", ["difference", "ratio"])
def test_what_is_made_of_a_preliminary_part_is_preliminary(measure, late):
    definitions = with_parts(["gfo_deviation"])
    definitions[late] = replace(definitions[late], follow_up_days=365)
    made = definitions["gfo_deviation"]
    if measure == "ratio":
        made = replace(
            made,
            measure="ratio",
            numerator=made.minuend,
            denominator=made.subtrahend,
            minuend="",
            subtrahend="",
        )
    definitions["gfo_deviation"] = made
    with _build(definitions, {"ekonomi": ECONOMY}) as con:
        found = con.execute(
            "select kpi, preliminary from kpi.resolved where cut = '' and period = '2023T1' order by kpi"
        ).fetchall()
    assert dict(found) == {
        "gfo_budget": late == "gfo_budget",
        "gfo_deviation": True,
        "gfo_outcome": late == "gfo_outcome",
    }


def test_level_within_its_period_may_stand_on_the_first_day():
    definitions = with_parts(["gfo_prognosis"])
    definitions["gfo_prognosis"] = replace(
        definitions["gfo_prognosis"],
        query="select cast(null as varchar) as kommun_code, day, participants as value from core.training",
        source=("utbildning",),
        grain="month",
    )
    table = """
        datum      | typ     | deltagare
        2023-01-01 | connect | 7
        2023-03-31 | connect | 9
        """
    with _build(definitions, {"utbildning": table}) as con:
        found = con.execute(
            "select period, value from kpi.resolved where period like '2023-0_' and status = 'ok' order by period"
        ).fetchall()
    assert found == [("2023-01", Decimal(7)), ("2023-03", Decimal(9))]


def test_level_of_gfo_waits_for_its_kommuner_cut_by_cut():
    definitions = with_parts(["children_0_20"])
    definitions["children_0_20"] = replace(
        definitions["children_0_20"],
        query="""
            select kommun_code, make_date(year, 12, 31) as day, children as value,
                case when age < 7 then 'hvb' else 'sis' end as form
            from core.population
        """,
        cuts=("form",),
    )
    kommuner = ("Ånge", "Härnösand", "Kramfors", "Sollefteå", "Örnsköldsvik", "Timrå")
    rows = [f"{kommun} | 2022 | 0 | 1" for kommun in kommuner] + ["Ånge | 2022 | 20 | 5"]
    table = "\n".join(["kommun | ar | alder | antal", *rows])
    with _build(definitions, {"befolkning": table}) as con:
        found = con.execute(
            "select cut, value from kpi.resolved where area = 'GFO' and period = '2023' and cut <> '' "
            "and cut in ('form=hvb', 'form=sis') order by cut"
        ).fetchall()
    assert found == [("form=hvb", Decimal(6)), ("form=sis", None)]


GAP = {
    "measure": "difference",
    "query": "",
    "source": (),
    "cuts": (),
    "sums_to": "",
    "part_of": "",
}


def _with_gap(minuend: str, subtrahend: str) -> dict[str, KpiDefinition]:
    """The two KPIs and `gap`, the first less the second."""
    definitions = with_parts([minuend, subtrahend])
    source = tuple(dict.fromkeys((*definitions[minuend].source, *definitions[subtrahend].source)))
    definitions["gap"] = replace(
        definitions[minuend], kpi="gap", **{**GAP, "source": source}, minuend=minuend, subtrahend=subtrahend
    )
    return {kpi: replace(d, sums_to="", part_of="") for kpi, d in definitions.items()}


REFERRALS = """
    kommun | inkommen   | utfall      | avslutad
    Ånge   | 2023-01-01 | matchad_gfo | 2023-01-11
    Ånge   | 2023-01-01 | pagaende    |
    Timrå  | 2023-01-01 | pagaende    |
    Timrå  | 2023-05-01 | pagaende    |
"""


def _gap(con: duckdb.DuckDBPyConnection, period: str) -> dict[str, tuple[object, ...]]:
    return {
        area: tuple(rest)
        for area, *rest in con.execute(
            "select area, value, status, reason from kpi.resolved where kpi = 'gap' and period = $period "
            "and area in ('2260', '2262', 'GFO')",
            {"period": period},
        ).fetchall()
    }


def test_difference_is_taken_area_by_area():
    with _build(_with_gap("referrals_received", "referrals_decided"), {"remisser": REFERRALS}) as con:
        assert _gap(con, "2023") == {
            "2260": (Decimal(1), "ok", None),
            "2262": (Decimal(2), "ok", None),
            "GFO": (Decimal(3), "ok", None),
        }


@pytest.mark.parametrize(
    "parts", [("days_to_match", "referrals_received"), ("referrals_received", "days_to_match")]
)
def test_difference_is_missing_when_either_part_is(parts):
    with _build(_with_gap(*parts), {"remisser": REFERRALS}) as con:
        found = _gap(con, "2023")
    assert found["2262"] == (None, "missing", "inga_fall")
    assert found["2260"][1] == "ok"


@pytest.mark.parametrize(
    "parts", [("placements_started", "referrals_received"), ("referrals_received", "placements_started")]
)
def test_difference_is_published_when_either_part_is(parts):
    old = """
        nyckeltal          | omrade | period | varde | kalla
        placements_started | GFO    | 2023   | 10    | Årsbokslut 2023
        """
    with _build(_with_gap(*parts), {"remisser": REFERRALS, "publicerat": old}) as con:
        value, status, _ = _gap(con, "2023")["GFO"]
    assert status == "published"
    assert abs(Decimal(str(value))) == 6


def test_during_is_counted_cut_by_cut():
    definitions = with_parts(["placed_children"])
    care_days = with_parts(["care_days"])["care_days"]
    definitions["placed_children"] = replace(
        definitions["placed_children"],
        query=care_days.query.replace("placement_id", "child_id"),
        cuts=("form",),
    )
    table = """
        kommun | barn_id | placeringsform | startdatum | slutdatum
        Ånge   | b1      | hvb            | 2023-01-05 | 2023-02-01
        Ånge   | b1      | sis            | 2023-03-01 |
        Ånge   | b1      | sis            | 2022-11-01 | 2022-12-01
        Ånge   | b2      | jourhem        | 2022-11-01 | 2022-12-01
        """
    with _build(definitions, {"placeringar": table}, sender="2260") as con:
        found = con.execute(
            "select cut, value from kpi.resolved where area = '2260' and period = '2023' and value > 0 order by cut"
        ).fetchall()
        rolling = con.execute(
            "select cut, value from kpi.resolved where area = '2260' and period = '2023T1R3' and value > 0 order by cut"
        ).fetchall()
    assert found == [("", Decimal(1)), ("form=hvb", Decimal(1)), ("form=sis", Decimal(1))]
    assert rolling == [
        ("", Decimal(2)),
        ("form=hvb", Decimal(1)),
        ("form=jourhem", Decimal(1)),
        ("form=sis", Decimal(1)),
    ]
