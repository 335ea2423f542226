"""`gfo build` says what does not hold together, where to look, and builds all the same."""

from __future__ import annotations

from datetime import date

import duckdb

from pipelines.cli.verbs import run
from pipelines.warehouse.crosschecks import cross_findings
from tests.fixtures.workplace import Workplace

#: Of a year, every age but the two last; and a key that needs other kommuner's children too.
AGES = "kommun | ar | alder | antal\n" + "".join(f"Timrå | 2021 | {age} | 10\n" for age in range(19))
KEY = """
ar | budget | basar | basar_placerade | vikt_befolkning | vikt_placerade | alder_till
2023 | 1000000 | 2020 | | 0,5 | 0,5 | 17
"""


def test_build_warns_of_each_finding_with_its_remedy_and_exits_0(tmp_path, monkeypatch, capsys):
    workplace = Workplace(tmp_path)
    workplace.deliver("befolkning", AGES)
    workplace.deliver("fordelning", KEY)
    monkeypatch.setenv("GFO_HOME", str(workplace.home.root))
    assert run(["build", "--reporting-date", "2023-08-31"]) == 0
    said = capsys.readouterr()
    told = " ".join(said.err.split())
    assert "Varning, Timrå: Ett år saknar invånare i någon ålder från 0 till 20 år." in told
    assert "1 fynd, till exempel befolkning 2021, 19 av 21 åldrar. Hämta alla åldrar" in told
    assert "Varning, fördelningsnyckeln: Kostnadsfördelningen för 2023 går inte att räkna:" in told
    assert told.count("Varning") == 2
    assert "Version 1 är byggd" in said.out


def test_registers_that_agree_are_nothing_to_warn_of(tmp_path):
    workplace = Workplace(tmp_path)
    workplace.deliver("befolkning", AGES + "Timrå | 2021 | 19 | 10\nTimrå | 2021 | 20 | 10\n")
    built = workplace.build(reporting_date=date(2023, 8, 31), kpis=["care_days"])
    with duckdb.connect(str(built.path), read_only=True) as con:
        assert cross_findings(con) == []
