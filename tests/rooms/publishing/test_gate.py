"""The gate: what stops public files, and what the home has said is told already."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.disclosure.keys import Key, Secret
from pipelines.disclosure.rule import Rule
from pipelines.errors import ReaderError
from pipelines.publishing.gate import guard
from pipelines.publishing.protecting import protecting
from tests.fixtures.handmade_files import Handmade

BREAKDOWNS = Key("breakdowns", "", "GFO", "2024T3")
SECRET = Secret(*BREAKDOWNS)


def test_a_small_count_that_files_tell_stops_them_unless_the_home_says_that_it_is_told(tmp_path):
    file = Handmade().grid("breakdowns", "area | 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | 9 | 9 | .. | 21")
    targets = [pl.DataFrame([{**SECRET._asdict(), "value": 3.0}])]
    public = [file.write(tmp_path / "publik.duckdb")]
    with pytest.raises(ReaderError, match=r"Sammanbrott.*GFO T3 2024") as stopped:
        guard(public, (), targets, Rule(), None)
    assert stopped.value.code == "P011"
    guard(public, (), targets, Rule(told=frozenset({SECRET})), None)


def test_what_is_right_by_a_guess_about_a_corrected_figure_stops_nothing(tmp_path):
    # Whoever takes the first tertial for what it was before knows the third; nobody can know that it was not corrected.
    rows = ("9 | 9 | |", ".. | 9 | .. | 21")
    public = [
        Handmade(build=build)
        .grid("breakdowns", f"area | 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | {row}")
        .write(tmp_path / f"{build}.duckdb")
        for build, row in enumerate(rows, 1)
    ]
    small = pl.DataFrame([{**SECRET._asdict(), "value": 3.0}])
    targets = [small.clear(), small]
    with pytest.raises(ReaderError, match=r"Sammanbrott.*GFO T3 2024"):
        guard(public, (), targets, Rule(), None)
    guard(public, (), targets, Rule(), None, frozenset({(1, *BREAKDOWNS._replace(period="2024T1"))}))


@pytest.mark.slow
def test_attackers_in_processes_of_their_own_find_the_same(tmp_path):
    file = Handmade().grid("breakdowns", "area | 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | 9 | 9 | .. | 21")
    small = {**SECRET._asdict(), "value": 3.0}
    others = [{**small, "period": f"{year}T{number}"} for year in range(1900, 2000) for number in (1, 2, 3)]
    public = [file.write(tmp_path / "publik.duckdb")]
    with pytest.raises(ReaderError, match=r"Sammanbrott.*GFO T3 2024"):
        guard(public, (), [pl.DataFrame([*others, small])], Rule(), None)
    assert guard(public, (), [pl.DataFrame([*others, small])], Rule(told=frozenset({SECRET})), None) > 0


@pytest.mark.parametrize(("listed", "figure"), [("withdrawn", BREAKDOWNS), ("told", SECRET)])
def test_figures_that_the_homes_settings_name_are_followed_or_refused(workplace, listed, figure):
    settings = workplace.home.root / "protection.toml"
    settings.write_text(
        f'{listed} = [{{kpi = "breakdowns", area = "GFO", period = "2024T3"}}]\n', encoding="utf-8"
    )
    assert getattr(protecting(workplace.home).rule, listed) == {tuple(figure)}
    settings.write_text(f'{listed} = [{{kpi = "breakdowns"}}]\n', encoding="utf-8")
    with pytest.raises(ReaderError, match=f"{listed}: .*går inte att följa") as refused:
        protecting(workplace.home)
    assert refused.value.code == "P013"


def test_what_is_told_may_be_the_rest_of_a_whole_and_what_is_withdrawn_is_a_figure(workplace):
    settings = workplace.home.root / "protection.toml"
    line = '{kpi = "breakdowns", area = "GFO", period = "2024T3", part_of = "placements_ended"}'
    settings.write_text(f"told = [{line}]\n", encoding="utf-8")
    assert protecting(workplace.home).rule.told == {SECRET._replace(part_of="placements_ended")}
    settings.write_text(f"withdrawn = [{line}]\n", encoding="utf-8")
    with pytest.raises(ReaderError, match=r"withdrawn: .*går inte att följa"):
        protecting(workplace.home)
