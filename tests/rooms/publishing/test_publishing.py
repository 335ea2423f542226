"""Publishing: one file an audience, never a silent change."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.errors import ReaderError
from pipelines.kpi.definitions import kpi_definitions
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.builds import warehouse_file
from tests.fixtures.workplace import ADDED, NOW, REFERRALS

AMOUNTS = "select year, sum(amount_sek) from cost_allocation group by year order by year"


def test_published_file_holds_figures_definitions_and_the_release(built, rows):
    publication = built.publish()
    path = published_file(built.home)
    assert path == (publication.folder / "styrgrupp.duckdb").resolve()
    assert rows(path, "select build, reporting_date, sample from release") == [(1, date(2023, 8, 31), False)]
    figures = rows(
        path,
        "select value, status from kpi_value "
        "where kpi = 'referrals_open' and cut = '' and area = '2260' and period = '2023T2'",
    )
    assert figures == [(1, "ok")]
    definitions = {kpi: kpi_definitions()[kpi].query for kpi in ("referrals_received", "referrals_open")}
    assert dict(rows(path, "select kpi, sql from kpi_definition")) == definitions


def test_no_id_of_a_child_or_home_reaches_the_published_file(published):
    with duckdb.connect(str(published_file(published.home)), read_only=True) as con:
        columns = con.execute(
            "select column_name, data_type from duckdb_columns() where not internal"
        ).fetchall()
    assert not [name for name, _ in columns if name.endswith("_id") and name != "delivery_id"]
    assert "UUID" not in {kind for _, kind in columns}


@pytest.mark.slow
def test_publishing_the_same_build_again_says_so(built):
    assert not built.publish().unchanged
    assert built.publish().unchanged


def test_a_changed_figure_of_a_complete_period_needs_a_reason(published):
    former = published_file(published.home)
    published.deliver("remisser", REFERRALS + ADDED, received=datetime(2023, 9, 15))
    published.build()
    with pytest.raises(ReaderError) as refused:
        published.publish()
    assert refused.value.code == "P002"
    assert published_file(published.home).parent == former.parent
    publication = published.publish(reason="Timrå lade till en remiss som hade fallit bort.")
    changed = publication.revisions.filter(kpi="referrals_received", area="2262", period="2023T1", cut="")
    assert changed.select("old_value", "new_value").row(0) == (1, 2)


def costs(*months: tuple[str, int]) -> str:
    lines = (f"Timrå | {month} | hvb | {amount}\n" for month, amount in months)
    return "kommun | manad | placeringsform | belopp\n" + "".join(lines)


@pytest.mark.slow
def test_new_months_in_another_unit_are_published_only_with_a_reason(workplace):
    known = [(f"2023-{month:02}", 2_400_000) for month in range(1, 7)]
    kpis = ("placement_cost",)
    workplace.deliver("kostnader", costs(*known), through=date(2023, 6, 30))
    workplace.build(as_of=datetime(2023, 9, 15), reporting_date=date(2023, 6, 30), kpis=kpis)
    workplace.publish()
    workplace.deliver("kostnader", costs(*known, ("2023-07", 2_671)), received=NOW, through=date(2023, 7, 31))
    workplace.build(reporting_date=date(2023, 7, 31), kpis=kpis)
    with pytest.raises(ReaderError, match=r"leverans 2 \(kostnader från Timrå\)") as refused:
        workplace.publish()
    assert refused.value.code == "P027"
    assert workplace.publish(reason="Timrå har nästan inga kostnader i juli.").differences.height
    # Once somebody has said why, the same rows ask no more.
    workplace.deliver("remisser", REFERRALS)
    workplace.build(reporting_date=date(2023, 7, 31), kpis=kpis)
    workplace.publish()


@pytest.mark.slow
def test_a_figure_of_a_period_under_way_may_change_without_a_reason(workplace):
    workplace.deliver("remisser", REFERRALS, through=date(2023, 6, 30))
    workplace.build(reporting_date=date(2023, 6, 30))
    workplace.publish()
    workplace.deliver(
        "remisser", REFERRALS + "r4 | Ånge | b9 | 2023-07-05 | pagaende |\n", through=date(2023, 7, 15)
    )
    workplace.build(reporting_date=date(2023, 7, 15))
    publication = workplace.publish()
    assert publication.differences.filter(kpi="referrals_received", period="2023T2", area="2260").height == 1


def test_a_broken_audit_stops_publishing_and_names_the_rows(built, monkeypatch):
    with duckdb.connect(str(warehouse_file(built.home, 1))) as con:
        con.execute(
            "insert into mart.audit_failure values ('x', 'Delarna blev större än helheten.', 1, '[{\"kpi\": \"k\"}]')"
        )
    with pytest.raises(ReaderError) as refused:
        built.publish()
    assert refused.value.code == "P001"
    assert "Delarna blev större än helheten." in refused.value.message
    assert published_file(built.home) is None


@pytest.mark.slow
def test_a_key_year_keeps_the_budget_it_was_first_published_with(workplace, rows):
    workplace.deliver("remisser", REFERRALS)
    workplace.key_year(2023, "1000000")
    workplace.build()
    assert workplace.publish().frozen == (2023,)
    workplace.key_year(2023, "2000000")
    result = workplace.build()
    assert not result.unchanged
    workplace.publish()
    assert rows(published_file(workplace.home), AMOUNTS) == [(2023, 1_000_000)]


@pytest.mark.slow
def test_freezing_a_key_is_no_reason_to_build_again(workplace):
    workplace.deliver("remisser", REFERRALS)
    workplace.key_year(2023, "1000000")
    workplace.build()
    workplace.publish()
    assert workplace.build().unchanged


@pytest.mark.slow
def test_a_reader_keeps_the_file_it_has_open_while_a_new_one_is_published(published):
    path = published_file(published.home)
    with duckdb.connect(str(path), read_only=True) as reader:
        published.deliver("remisser", REFERRALS + ADDED, received=datetime(2023, 9, 15))
        published.build()
        published.publish(reason="En remiss till.")
        assert reader.execute("select build from release").fetchall() == [(1,)]
    newest = published_file(published.home)
    assert isinstance(newest, Path)
    with duckdb.connect(str(newest), read_only=True) as reader:
        assert reader.execute("select build from release").fetchall() == [(2,)]
