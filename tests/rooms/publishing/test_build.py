"""Building: a pure function of what is delivered, swapped in whole."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.errors import ReaderError
from tests.fixtures.command import run_gfo
from tests.fixtures.workplace import REFERRALS, Workplace

FIGURES = "select * from mart.kpi_value order by all"
RECEIVED = """
select value from mart.kpi_value
where kpi = 'referrals_received' and cut = '' and area = '2262' and period = '2023T1'
"""


def test_nothing_delivered_is_said_with_what_to_do(workplace):
    with pytest.raises(ReaderError) as refused:
        workplace.build()
    assert refused.value.code == "W001"
    assert "gfo deliver" in refused.value.remedy


def test_an_unchanged_state_is_recognised_and_not_built_again(workplace):
    workplace.deliver("remisser", REFERRALS)
    first = workplace.build()
    second = workplace.build(as_of=datetime(2023, 9, 21))
    assert not first.unchanged
    assert second.unchanged
    assert second.build.build == first.build.build


def test_another_reporting_date_is_another_build(workplace):
    workplace.deliver("remisser", REFERRALS)
    first = workplace.build()
    second = workplace.build(reporting_date=date(2023, 4, 30))
    assert (second.unchanged, second.build.build) == (False, first.build.build + 1)


def test_other_kpis_are_another_build(workplace):
    workplace.deliver("remisser", REFERRALS)
    first = workplace.build(kpis=["referrals_received"])
    second = workplace.build(kpis=["referrals_received", "referrals_open"])
    assert (second.unchanged, second.build.build) == (False, first.build.build + 1)


def test_two_homes_with_the_same_deliveries_hold_equal_figures(tmp_path, rows):
    found = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        place = Workplace(tmp_path / name)
        place.deliver("remisser", REFERRALS)
        place.key_year(2023, "1000000")
        found.append(rows(place.build().path, FIGURES))
    assert found[0] == found[1]
    assert len(found[0]) > 500


def test_as_of_before_a_correction_gives_the_figures_known_then(workplace, rows):
    workplace.deliver("remisser", REFERRALS, received=datetime(2023, 9, 10))
    later = REFERRALS + "r4 | Timrå | b9 | 2023-01-20 | pagaende |\n"
    workplace.deliver("remisser", later, received=datetime(2023, 9, 15))
    now = workplace.build()
    then = workplace.build(as_of=datetime(2023, 9, 12))
    assert rows(now.path, RECEIVED) == [(2,)]
    assert rows(then.path, RECEIVED) == [(1,)]


def test_a_build_that_fails_leaves_the_former_warehouse_current(workplace, monkeypatch):
    workplace.deliver("remisser", REFERRALS)
    first = workplace.build()
    workplace.deliver("remisser", REFERRALS + "r4 | Timrå | b9 | 2023-01-20 | pagaende |\n")
    damaged = next(p for p in workplace.home.archive.rglob("*.csv") if "r4" in p.read_text("utf-8"))
    damaged.chmod(0o600)
    damaged.write_bytes(damaged.read_bytes()[:-4])
    with pytest.raises(ReaderError):
        workplace.build()
    assert (workplace.home.warehouse / "current").resolve() == first.path.resolve()
    assert not list(workplace.home.warehouse.glob("*.new*"))


def test_a_year_that_cannot_be_shared_is_said_when_it_is_built(workplace):
    workplace.deliver(
        "fordelning",
        """
        ar | budget | basar | basar_placerade | vikt_befolkning | vikt_placerade | alder_till
        2023 | 1000000 | 2020 | | 0,5 | 0,5 | 17
        """,
    )
    built = run_gfo("build", "--reporting-date", "2023-08-31", home=workplace.home.root)
    assert built.returncode == 0
    assert "Varning, fördelningsnyckeln: Kostnadsfördelningen för 2023 går inte att räkna:" in built.stderr
