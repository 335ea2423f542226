"""The sample, all the way: every published figure comes out of rows, and the key's amounts to the krona."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest

from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import kommuner, owners, read_reference
from pipelines.synthetic.change import CHANGED_KOMMUN
from tests.conftest import copy_of
from tests.fixtures.command import run_gfo

CODES = {name: code for code, name in kommuner().items()} | {"GFO": "GFO"}
PUBLISHED = read_reference("published_figures")


@pytest.mark.parametrize(
    "figure", PUBLISHED, ids=lambda row: f"{row['figure']}-{row['area']}-{row['period']}"
)
def test_published_figure_comes_out_of_rows(demo_published, figure):
    found = demo_published.execute(
        "select value, status from kpi_value where kpi = $kpi and cut = '' and area = $area and period = $period",
        {"kpi": figure["figure"], "area": CODES[figure["area"]], "period": figure["period"]},
    ).fetchall()
    assert found == [(Decimal(figure["value"]), "ok")]


def test_no_figure_differs_from_the_old_reports(demo_published):
    assert demo_published.execute("select count(*) from published_difference").fetchall() == [(0,)]


def test_allocation_of_2023_is_the_published_one_to_the_krona(demo_published):
    found = demo_published.execute(
        "select area, amount_sek, population_amount_sek + placed_amount_sek from cost_allocation where year = 2023"
    ).fetchall()
    published = {row["kommun_code"]: int(row["amount_sek"]) for row in read_reference("cost_allocation_2023")}
    assert {area: amount for area, amount, _ in found} == published
    assert {area: parts for area, _, parts in found} == published


def test_every_kpi_speaks_for_every_area_and_period(demo_published):
    """A figure, or missing with a reason; nothing hidden in a file for the styrgrupp, nothing left out."""
    (silent,) = demo_published.execute(
        "select count(*) from kpi_value where status not in ('ok', 'published', 'missing') "
        "or (status = 'missing' and coalesce(reason, '') = '') or (status <> 'missing' and value is null)"
    ).fetchall()[0]
    assert silent == 0
    (periods,) = demo_published.execute("select count(*) from period").fetchall()[0]
    for kpi, definition in kpi_definitions().items():
        areas = 1 if definition.gfo_only else 1 + len(owners())
        (rows,) = demo_published.execute(
            "select count(*) from kpi_value where kpi = $kpi and cut = ''", {"kpi": kpi}
        ).fetchall()[0]
        assert (kpi, rows) == (kpi, areas * periods)


def test_the_sample_says_that_it_is_synthetic(demo, demo_published):
    assert demo_published.execute("select sample from release").fetchall() == [(True,)]
    assert "Exempeldata" in demo.result.stdout
    assert demo.home.kind == "sample"


def test_the_demo_says_what_it_did_and_how_to_open_it(demo):
    for words in (
        "remisser",
        "Godkänd",
        "Avvisad",
        "Version 1 är publicerad",
        "Styrgruppen såg version 1 på mötet 2026-06-10 om T1 2026",
        "Version 2 är publicerad",
        "för perioder som redan var klara har ändrats",
        "gfo serve",
    ):
        assert words in demo.result.stdout


def test_the_meeting_saw_the_first_tertial_and_the_newest_version_is_of_the_second(demo, demo_published):
    assert (demo.home.published / "meeting").resolve().name == "1"
    assert demo_published.execute("select build, reporting_date from release").fetchall() == [
        (2, date(2026, 8, 31))
    ]
    assert demo_published.execute("select period, meeting_on, build from meeting").fetchall() == [
        ("2026T1", date(2026, 6, 10), 1)
    ]


def test_a_correction_has_changed_a_figure_of_the_first_tertial_and_is_its_cause(demo_published):
    found = demo_published.execute(
        "select kpi, new_value - old_value, causes from revision where area = 'GFO' and cut = '' "
        "and period = '2026T1' and kpi in ('referrals_returned_gfo', 'referrals_withdrawn_kommun')"
    ).fetchall()
    assert sorted(change for _, change, _ in found) == [-1, 1]
    assert all(
        [(one["kind"], one["dataset"], one["sender"]) for one in causes] == [("rattelse", "remisser", "GFO")]
        for *_, causes in found
    )


def test_a_correction_is_named_only_where_it_changes_a_figure(demo_published):
    behind = dict(
        demo_published.execute(
            "select kpi, list_transform(causes, lambda one: one.kind) from revision "
            "where area = 'GFO' and cut = '' and period = '2026' and certain"
        ).fetchall()
    )
    assert behind["referrals_received"] == ["leverans"]
    assert sorted(behind["referrals_returned_gfo"]) == ["leverans", "rattelse"]


def test_placements_registered_late_have_changed_the_first_tertial(demo_published):
    found = demo_published.execute(
        "select new_value - old_value from revision "
        "where kpi = 'placements_started' and cut = '' and period = '2026T1' and area in ('GFO', '2284')"
    ).fetchall()
    assert len(found) == 2
    assert all(change > 0 for (change,) in found)


def test_the_meeting_missed_the_costs_of_the_kommun_that_was_late(demo, demo_published, tmp_path):
    cost = (
        "select area, status, reason from kpi_value where kpi = 'placement_cost' and cut = '' "
        "and period = '2026T1' and area in ('GFO', '2282') order by area"
    )
    (tmp_path / "seen").mkdir()
    with copy_of(demo.home.published / "1" / "styrgrupp.duckdb", tmp_path / "seen") as seen:
        assert {status for _, status, _ in seen.execute(cost).fetchall()} == {"missing"}
        late = "select dataset, sender from delivery_expected where timeliness = 'sen'"
        assert seen.execute(late).fetchall() == [("kostnader", "2282")]
    assert {status for _, status, _ in demo_published.execute(cost).fetchall()} == {"ok"}


def test_refused_files_are_told_and_the_mended_ones_stand(demo_published):
    refused = demo_published.execute(
        "select dataset, sender, status from delivery_history where status in ('Avvisad', 'Mottagen') order by all"
    ).fetchall()
    assert refused == [("kostnader", "2260", "Mottagen"), ("placeringar", "2283", "Avvisad")]
    standing = demo_published.execute("select distinct status from delivery_status").fetchall()
    assert standing == [("Godkänd",)]


@pytest.mark.parametrize(
    ("kommun", "found"),
    [
        ("2283", [("C003", "startdatum", "stoppar filen")]),
        ("2260", [("V018", "belopp", "stoppar raden")]),
        ("2280", []),
    ],
)
def test_a_kommuns_file_tells_what_was_found_in_its_own_deliveries_and_in_no_other(
    demo, tmp_path, kommun, found
):
    with copy_of(demo.home.published / "current" / f"kommun-{kommun}.duckdb", tmp_path) as own:
        told = own.execute(
            "select code, column_name, severity, what, remedy from delivery_finding"
        ).fetchall()
        assert [row[:3] for row in told] == found
        assert all(what and remedy for *_found, what, remedy in told)


def test_what_is_declared_is_told(demo_published):
    found = demo_published.execute("select kind, dataset, outcome from declaration order by all").fetchall()
    assert found == [
        ("rattelse", "remisser", "applied"),
        ("undantag", "placeringar", "applied"),
        ("undantag", "rekrytering", "applied"),
    ]


def test_events_are_drawn_at_their_dates(demo_published):
    found = demo_published.execute("select day from comment where kind = 'handelse'").fetchall()
    assert {day for (day,) in found} >= {date(2022, 9, 1), date(2023, 8, 19)}


def test_explanations_and_agreed_actions_stand_beside_the_events_and_few_are_public(demo_published):
    counted = dict(demo_published.execute("select kind, count(*) from comment group by all").fetchall())
    assert counted == {"handelse": 7, "forklaring": 3, "atgard": 2}
    assert demo_published.execute("select count(*) from comment where is_public").fetchone() == (3,)


def test_the_kommun_that_refers_twice_as_many_is_told_of(demo_published):
    told = demo_published.execute(
        "select state, side from signal where kpi = 'referrals_received' and area = $area and period = '2026T2'",
        {"area": CHANGED_KOMMUN},
    ).fetchall()
    assert told == [("level", 1)]
    others = demo_published.execute(
        "select count(*) from signal where kpi = 'referrals_received' and period = '2026T2' and sentence <> '' "
        "and area not in ($area, 'GFO')",
        {"area": CHANGED_KOMMUN},
    ).fetchone()
    assert others == (0,)


@pytest.mark.slow
def test_the_second_demo_finds_nothing_to_do(demo, tmp_path):
    shutil.copytree(demo.home.root, tmp_path / "home", symlinks=True)
    again = run_gfo("demo", "--no-serve", home=tmp_path / "home")
    assert again.returncode == 0, again.stderr
    assert "Inget har ändrats sedan version 2" in again.stdout
    assert "Version 2 är redan publicerad" in again.stdout
    assert "Version 1" not in again.stdout


@pytest.mark.slow
def test_a_sample_of_another_seed_replaces_the_former(demo, tmp_path):
    shutil.copytree(demo.home.root, tmp_path / "home", symlinks=True)
    other = run_gfo("demo", "--no-serve", "--seed", "2", home=tmp_path / "home")
    assert other.returncode == 0, other.stderr
    assert "Styrgruppen såg version 3" in other.stdout
    assert "Version 4 är publicerad" in other.stdout
    assert "siffror skiljer" in run_gfo("diff", "2", "4", home=tmp_path / "home").stdout


@pytest.mark.slow
def test_a_home_with_real_deliveries_refuses_the_sample(tmp_path):
    from pipelines.home import DataHome

    DataHome(tmp_path).claim("real")
    refused = run_gfo("demo", "--no-serve", home=tmp_path)
    assert refused.returncode == 1
    assert "H001" in refused.stderr
    assert "GFO_HOME" in refused.stderr
    assert not (tmp_path / "exempelfiler").exists()
