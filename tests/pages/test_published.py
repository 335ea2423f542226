"""The published file as records: whatever version of the program wrote it, and whatever file lies under the name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.published.figures import Figures
from dashboard.published.otherwise import Otherwise
from dashboard.published.records import Value
from dashboard.published.source import Source
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.kpi.definitions import kpi_definitions
from pipelines.warehouse.assemble import build_models
from pipelines.warehouse.inputs import WarehouseInputs
from tests.conftest import copy_of
from tests.pages.fixtures.opening import OpenPage, figures_of, newest_file, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, Odd, write_published

_COLUMNS = "select table_name, column_name from duckdb_columns() where not internal and schema_name = ?"


def test_the_tests_own_published_file_has_no_column_that_is_not_published(sample_home: DataHome) -> None:
    kpi = "referrals_received"
    with duckdb.connect() as con:
        inputs = WarehouseInputs(datetime(2026, 9, 15), date(2026, 8, 31))
        build_models(con, inputs, definitions={kpi: kpi_definitions()[kpi]})
        published = set(con.execute(_COLUMNS, ["mart"]).fetchall())
    with duckdb.connect() as con:
        con.execute(f"attach '{newest_file(sample_home)}' as ours (read_only)")
        ours = set(con.execute(f"{_COLUMNS} and database_name = 'ours'", ["main"]).fetchall())
    marts = {table for table, _column in published}
    assert len(marts) > 25
    assert {cell for cell in ours if cell[0] in marts} <= published


@pytest.mark.slow
def test_a_file_of_an_older_version_opens_without_what_it_lacks(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("alter table kpi_definition drop baseline_from")
        for table in (
            "published_allocation",
            "capacity_summary",
            "comment",
            "target",
            "crosscheck",
            "signal",
        ):
            con.execute(f"drop table {table}")
    for path in ("", "familjehem", "fordelning", "leveranser", "nyckeltal"):
        said = text_of(open_page(path, {}, home))
        assert "Sidan kunde inte visas" not in said, path
    assert "den publicerade fördelningen" not in text_of(open_page("fordelning", {}, home))


def test_events_explanations_and_actions_are_asked_for_apart(sample_home: DataHome) -> None:
    figures = figures_of(sample_home)
    told = {
        kind: [said.day.day for said in figures.comments("enquiries_received", "2260", kind)]
        for kind in ("handelse", "forklaring", "atgard")
    }
    assert told == {"handelse": [12], "forklaring": [20], "atgard": [27, 28]}
    assert figures.comments("enquiries_received", "2260") == figures.comments(
        "enquiries_received", "2260", "handelse"
    )
    assert [said.day.day for said in figures.actions("2260")] == [27, 28]
    assert [said.day.day for said in figures.actions("2262")] == [27]
    assert [said.day.day for said in figures.actions("GFO")] == [27, 28]


@pytest.mark.slow
def test_however_figures_are_asked_for_they_are_the_files_own_the_oldest_first(
    sample_home: DataHome, tmp_path: Path
) -> None:
    figures, area = figures_of(sample_home), "2262"
    with copy_of(newest_file(sample_home), tmp_path) as con:
        rows = con.execute(
            "select v.kpi, v.cut, p.kind, p.last_day, v.period, v.value from kpi_value as v"
            " inner join period as p on p.period = v.period where v.area = ? order by p.first_day",
            [area],
        ).fetchall()
    since = date(2025, 6, 1)

    def of(kpi: str, cut: str, *kinds: str, since: date = date.min) -> list[tuple[str, Decimal | None]]:
        found = [row for row in rows if row[:2] == (kpi, cut) and row[2] in kinds and row[3] >= since]
        return [(period, value) for *_, period, value in found]

    def told(values: Iterable[Value]) -> list[tuple[str, Decimal | None]]:
        return [(value.period, value.value) for value in values]

    kpis = {row[0] for row in rows}
    every = figures.of_area(area)
    assert list(every) == sorted(kpis)
    assert all(told(every[kpi]) == of(kpi, "", "tertial") != [] for kpi in kpis)
    two = figures.of_area(area, ("month", "tertial"), ("children_in_care", "referrals_received"), since)
    assert {kpi: sorted(told(values)) for kpi, values in two.items()} == {
        kpi: sorted(of(kpi, "", "month", "tertial", since=since))
        for kpi in ("children_in_care", "referrals_received")
    }
    for kpi in ("children_in_care", "placement_cost", "deviations_reported"):
        cuts = {cut for name, cut, *_ in rows if name == kpi}
        assert all(told(figures.series(kpi, area, "tertial", cut)) == of(kpi, cut, "tertial") for cut in cuts)
    among = figures.series_of("replacements", "tertial", (area, "2281"))
    assert told(among[area]) == of("replacements", "", "tertial")
    for period in ("2024", "2026T2", "1999", "2026T9"):
        assert figures.alone("replacements", area, period) == figures.value("replacements", area, period)


def test_a_figure_told_otherwise_is_so_however_it_is_asked_for(sample_home: DataHome) -> None:
    kpi, area, period = "replacements", "2262", "2024"
    source, instead = figures_of(sample_home).source, {(kpi, area, period, ""): Decimal(4813)}
    for known in (False, True):
        figures = Otherwise(source, None, instead)
        series = figures.series_of(kpi, "year", (area,))[area] if known else figures.series(kpi, area, "year")
        found = [figures.alone(kpi, area, period), *(one for one in series if one.period == period)]
        assert [one.value for one in (*found, figures.value(kpi, area, period))] == 3 * [Decimal(4813)]
        assert (kpi, area, period, "") in figures.asked


def test_another_file_under_the_same_name_is_read_anew(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    path = write_published(home, "1")
    assert figures_of(home).value("bank_homes", "2262", "2026T2").value != Decimal(4711)
    fresh = path.with_name("fresh.duckdb")
    fresh.write_bytes(path.read_bytes())
    with duckdb.connect(str(fresh)) as con:
        con.execute("update kpi_value set value = 4711 where kpi = 'bank_homes'")
    fresh.replace(path)
    assert figures_of(home).value("bank_homes", "2262", "2026T2").value == Decimal(4711)


def test_equal_files_are_asked_once_and_a_vanished_one_is_told(sample_home: DataHome, tmp_path: Path) -> None:
    assert figures_of(sample_home).definitions is figures_of(sample_home).definitions
    with pytest.raises(ReaderError) as told:
        Figures(Source.of(tmp_path / "styrgrupp.duckdb", "styrgrupp"))
    assert told.value.code == "G003"


def test_no_band_is_spoken_of_where_none_can_be_drawn(open_page: OpenPage, tmp_path: Path) -> None:
    banded, bare = DataHome(tmp_path / "banded"), DataHome(tmp_path / "bare")
    write_published(banded)
    with duckdb.connect(str(write_published(bare))) as con:
        con.execute("update signal_point set mean = null, lower = null, upper = null")
    assert "blått fält: där" in text_of(open_page("remisser", {}, banded))
    assert "blått fält: där" not in text_of(open_page("remisser", {}, bare))


@pytest.mark.slow
def test_a_declared_baseline_is_told_with_the_definition_and_with_the_band(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(home, odd=Odd(baselines={"replacements": "2022-01-01"}))
    said = text_of(open_page("nyckeltal", {"visa": "replacements"}, home))
    assert "<dt>Det normala räknas från</dt><dd>2022-01-01</dd>" in said
    assert "där minst två av tre tertial har legat, räknat från 2022-01-01" in said
    said = text_of(open_page("placeringar", {}, home))
    card = said.split(f"Om {DEFINITIONS['replacements'].name}", 1)[1].split("</details>", 1)[0]
    assert "<p>Det normala räknas från 2022-01-01.</p>" in card
    assert said.count("Det normala räknas från") == 2


@pytest.mark.parametrize(
    ("path", "files"),
    [
        (
            "familjehem",
            {
                "banken": "familjehem-tillgangliga-familjehem-timra-t2-2026",
                "vagen-in": "familjehem-vagen-in-i-banken-gfo-t2-2026",
                "hemmen": "familjehem-racker-hemmen-gfo-t2-2026",
            },
        ),
        ("kommun", {"jamforelse": "min-kommun-placerade-barn-per-1-000-timra-t2-2026"}),
        ("fordelning", {"fordelning-2023": "fordelning-2023"}),
        ("ekonomi", {"ekonomi": "ekonomi-budget-och-utfall-gfo-t2-2026"}),
    ],
)
def test_a_files_name_has_page_what_area_period_and_version(
    open_page: OpenPage, path: str, files: dict[str, str]
) -> None:
    said = text_of(open_page(path, {"kommun": "timra", "period": "2026T2"}))
    names = dict(re.findall(r'data-key="([^"]+)" data-file="([^"]+)"', said))
    version = "internt-version-20261121t2000-test"
    assert {key: names[key] for key in files} == {key: f"gfo-{name}-{version}" for key, name in files.items()}
