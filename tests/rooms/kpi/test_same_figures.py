"""KPIs that mostly say the same: each names one that there is, and that is set beside others itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.kpi.definitions import DefinitionError, kpi_definitions, read_definitions, same_figures
from pipelines.kpi.equations import wholes
from pipelines.reference import SQL_ROOT


def test_who_says_the_same_as_another_is_no_other_kpis_pattern() -> None:
    found = same_figures()
    assert found["matches"] == "referrals_matched"
    assert found.keys() | set(found.values()) <= kpi_definitions().keys()
    assert not found.keys() & set(found.values())


def test_a_kpi_that_says_the_same_as_none_that_there_is_is_refused(tmp_path: Path) -> None:
    shutil.copy(SQL_ROOT / "kpi" / "matches.sql", tmp_path)
    with pytest.raises(DefinitionError, match="matches: there is no KPI 'referrals_matched'"):
        read_definitions(tmp_path)


def test_a_sum_of_other_kpis_knows_its_parts_and_a_cut_or_an_opening_is_no_part() -> None:
    assert wholes() == {
        "referrals_decided": {"matches", "referrals_returned_gfo", "referrals_withdrawn_kommun"},
    }
