"""Building: a pure function of what is delivered, swapped in whole."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.errors import ReaderError
from pipelines.publishing.builds import warehouse_file
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


def test_an_unchanged_state_is_recognised_and_not_built_again(built):
    again = built.build(as_of=datetime(2023, 9, 21))
    assert (again.unchanged, again.build.build) == (True, 1)


@pytest.mark.slow
def test_another_reporting_date_is_another_build(built):
    other = built.build(reporting_date=date(2023, 4, 30))
    assert (other.unchanged, other.build.build) == (False, 2)


def test_other_kpis_are_another_build(built):
    other = built.build(kpis=["referrals_received"])
    assert (other.unchanged, other.build.build) == (False, 2)


@pytest.mark.slow
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


@pytest.mark.slow
def test_as_of_before_a_correction_gives_the_figures_known_then(workplace, rows):
    workplace.deliver("remisser", REFERRALS, received=datetime(2023, 9, 10))
    later = REFERRALS + "r4 | Timrå | b9 | 2023-01-20 | pagaende |\n"
    workplace.deliver("remisser", later, received=datetime(2023, 9, 15))
    now = workplace.build()
    then = workplace.build(as_of=datetime(2023, 9, 12))
    assert rows(now.path, RECEIVED) == [(2,)]
    assert rows(then.path, RECEIVED) == [(1,)]


def test_a_build_that_fails_leaves_the_former_warehouse_current(built, monkeypatch):
    first = warehouse_file(built.home, 1)
    built.deliver("remisser", REFERRALS + "r4 | Timrå | b9 | 2023-01-20 | pagaende |\n")
    damaged = next(p for p in built.home.archive.rglob("*.csv") if "r4" in p.read_text("utf-8"))
    damaged.chmod(0o600)
    damaged.write_bytes(damaged.read_bytes()[:-4])
    with pytest.raises(ReaderError):
        built.build()
    assert (built.home.warehouse / "current").resolve() == first.resolve()
    assert not list(built.home.warehouse.glob("*.new*"))
