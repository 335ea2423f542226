"""What is hidden, by hand: small counts, what would give them away, and what goes with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

import polars as pl
import pytest

from pipelines.disclosure.catalogue import read_catalogue
from pipelines.disclosure.keys import Secret
from pipelines.disclosure.protect import MOST_CONFLICTS, Former, Protected, protect
from pipelines.disclosure.refusals import ProtectionConflict
from pipelines.disclosure.rule import Rule
from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import Owner
from tests.fixtures.handmade_files import Handmade

EXACT = Rule(slack=0)
STARTED = """
           | 2024
    Ånge   | 3
    Timrå  | 9
    Kramfors | 12
    Härnösand | 30
    GFO    | 54
"""


def protected(
    file: Handmade, rule: Rule = EXACT, *, formers: tuple[Former, ...] = (), **more: object
) -> Protected:
    definitions = kpi_definitions()
    return protect(
        file.values(),
        definitions,
        read_catalogue(definitions),
        rule,
        formers=formers,
        **more,  # type: ignore[arg-type]
    )


def grid(kpi: str, text: str) -> Handmade:
    return Handmade().grid(kpi, text)


def hidden(found: Protected) -> set[str]:
    """Kpi, area and period of what is hidden."""
    rows = found.values.filter(pl.col("status") == "hidden")
    return {" ".join(row) for row in rows.select("kpi", "area", "period").iter_rows()}


def test_a_small_count_takes_the_two_cheapest_of_its_row_with_it() -> None:
    # With one alone, Timrå's own people would know Ånge's three.
    found = protected(grid("placements_started", STARTED))
    assert hidden(found) == {f"placements_started {area} 2024" for area in ("2260", "2262", "2282")}
    assert (found.hidden, found.complements) == (3, 2)


def test_what_is_shown_is_true_and_what_is_hidden_has_nothing_but_its_name() -> None:
    file = grid("placements_started", STARTED)
    found = protected(file).values
    shown = found.filter(pl.col("status") != "hidden").join(
        file.values(), on=["kpi", "cut", "area", "period"], suffix="_true"
    )
    assert shown.height == 2
    assert shown.filter(pl.col("value") != pl.col("value_true")).is_empty()
    blank = found.filter(pl.col("status") == "hidden").select(
        "value", "numerator", "denominator", "n", "reason"
    )
    assert blank.null_count().row(0) == (3,) * 5


def test_a_row_without_small_counts_is_shown_whole() -> None:
    assert (
        hidden(protected(grid("placements_started", STARTED.replace("| 3", "| 5").replace("54", "56"))))
        == set()
    )


def test_two_small_counts_whose_sum_is_small_take_others() -> None:
    found = protected(
        grid("placements_started", "| 2024\nÅnge | 1\nTimrå | 2\nKramfors | 12\nHärnösand | 30\nGFO | 45")
    )
    assert {"placements_started 2260 2024", "placements_started 2262 2024"} < hidden(found)


def test_what_is_left_of_a_whole_without_the_own_kommun_bounds_what_is_left_of_its_part() -> None:
    # Of six started five are Ånge's, and none of Ånge's was a replacement: Ånge would know that at most one was.
    file = grid("placements_started", "| 2024T3\nÅnge | 5\nGFO | 6").grid(
        "replacements", "| 2024T3\nÅnge | 0\nGFO | 0"
    )
    assert hidden(protected(file)) == {"replacements GFO 2024T3", "placements_started GFO 2024T3"}


def test_a_small_tertial_takes_another_of_its_year() -> None:
    found = protected(grid("breakdowns", "| 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | 2 | 9 | 8 | 19"))
    assert "breakdowns GFO 2024T1" in hidden(found)
    assert len(hidden(found)) == 2


def test_the_rest_of_a_whole_beside_its_part_is_a_target() -> None:
    file = grid("foster_children", "| 2024\nGFO | 40").grid("placed_children", "| 2024\nGFO | 42")
    found = protected(file)
    assert found.targets.filter(pl.col("of") != "").select("kpi", "of", "value").rows() == [
        ("foster_children", "placed_children", 2.0)
    ]
    assert len(hidden(found)) == 1


def test_an_amount_goes_with_its_count() -> None:
    file = grid("placed_children", STARTED).grid(
        "placement_cost",
        "| 2024\nÅnge | 900000\nTimrå | 2700000\nKramfors | 3600000\nHärnösand | 9000000\nGFO | 16200000",
    )
    by_kpi: dict[str, set[str]] = {"placed_children": set(), "placement_cost": set()}
    for row in hidden(protected(file)):
        by_kpi[row.split()[0]].add(row.split()[1])
    assert by_kpi["placed_children"] == by_kpi["placement_cost"] == {"2260", "2262", "2282"}


def test_a_ratio_goes_with_its_parts_and_a_median_with_its_cases() -> None:
    file = (
        grid("matches", "| 2023 | 2024\nGFO | 30 | 3")
        .grid("referrals_decided", "| 2023 | 2024\nGFO | 60 | 50")
        .grid("match_rate", "| 2023 | 2024\nGFO | 50 | 6")
        .grid("days_to_match", "| 2023 | 2024\nGFO | 44 n 30 | 51 n 3")
    )
    assert hidden(protected(file)) == {"matches GFO 2024", "match_rate GFO 2024", "days_to_match GFO 2024"}


def test_a_rate_of_few_is_hidden_though_its_parts_are_shown() -> None:
    file = (
        grid("matches", "| 2024\nGFO | 8")
        .grid("referrals_decided", "| 2024\nGFO | 20")
        .grid("match_rate", "| 2024\nGFO | 40")
    )
    assert hidden(protected(file)) == {"match_rate GFO 2024"}


def test_zeros_are_small_unless_the_home_says_otherwise() -> None:
    file = grid("placements_started", "| 2024\nÅnge | 0\nTimrå | 9\nKramfors | 12\nGFO | 21")
    assert "placements_started 2260 2024" in hidden(protected(file))
    assert hidden(protected(file, replace(EXACT, show_zeros=True))) == set()


def test_what_is_public_elsewhere_is_shown_and_is_nobodys_secret() -> None:
    known = pl.DataFrame(
        [("placements_started", "", "2260", "2024", 3.0, 3.0)],
        schema=["kpi", "cut", "area", "period", "lower", "upper"],
        orient="row",
    )
    found = protected(grid("placements_started", STARTED), known=known)
    assert hidden(found) == set()
    assert found.targets.is_empty()


def test_bounds_from_elsewhere_ask_for_more_to_be_hidden() -> None:
    at_least = pl.DataFrame(
        [("placements_started", "", "2262", "2024", 8.0, 10.0)],
        schema=["kpi", "cut", "area", "period", "lower", "upper"],
        orient="row",
    )
    assert len(hidden(protected(grid("placements_started", STARTED), known=at_least))) > 2


def test_bounds_from_elsewhere_that_do_not_hold_of_a_former_release_say_nothing_of_it() -> None:
    # All were counted anew since: what is known now of the foster children was not so of those made public before.
    before = placed_and_foster((20, 17), (30, 20), (90, 23))
    former = Former(protected(before).values, before.values())
    after = placed_and_foster((40, 8), (60, 19), (96, 31))
    known = pl.DataFrame(
        [
            ("foster_children", "", area, "2024", 5.0, upper)
            for area, upper in (("2260", 9.0), ("2262", 25.0))
        ],
        schema=["kpi", "cut", "area", "period", "lower", "upper"],
        orient="row",
    )
    found = protected(after, formers=(former,), known=known)
    assert former.shown.filter(kpi="placed_children", area="2260")["status"].to_list() == ["ok"]
    assert {"foster_children 2260 2024", "foster_children 2262 2024"} <= hidden(found)


def test_a_rest_that_former_releases_tell_tells_nothing_of_the_part() -> None:
    # Ånge had three placed children who were no foster children: Timrå's bound tells it. Now three are foster children.
    before = placed_and_foster((20, 17), (30, 20), (90, 23))
    former = Former(protected(before).values, before.values())
    after = placed_and_foster((40, 3), (60, 19), (96, 31))
    known = pl.DataFrame(
        [("foster_children", "", "2262", "2024", 5.0, 21.0)],
        schema=["kpi", "cut", "area", "period", "lower", "upper"],
        orient="row",
    )
    with pytest.raises(
        ProtectionConflict, match=r"”Placerade barn” utom ”Barn i familjehem” för Ånge 2024 går att räkna ut"
    ) as refused:
        protected(after, formers=(former,), known=known)
    line = tomllib.loads(re.search(r"told = \[.*?\]", refused.value.remedy)[0])["told"]
    told = replace(EXACT, told=frozenset(Secret(**figure) for figure in line))
    found = protected(after, told, formers=(former,), known=known)
    assert found.targets.select("kpi", "area", "of").rows() == [("foster_children", "2260", "")]


def placed_and_foster(*kommuner: tuple[int, int]) -> Handmade:
    """Placed children of Ånge, Timrå and Kramfors, and how many of them are foster children."""
    names = ("Ånge", "Timrå", "Kramfors")
    file = Handmade()
    for number, kpi in enumerate(("placed_children", "foster_children")):
        counts = [one[number] for one in kommuner]
        rows = [f"{name} | {count}" for name, count in zip(names, counts, strict=True)]
        file = file.grid(kpi, "\n".join(["| 2024", *rows, f"GFO | {sum(counts)}"]))
    return file


def test_what_was_hidden_stays_hidden_though_it_has_grown() -> None:
    before = grid("placements_started", STARTED)
    first = protected(before)
    after = grid("placements_started", STARTED.replace("| 3", "| 8").replace("54", "59"))
    assert hidden(protected(after, formers=(Former(first.values, before.values()),))) == hidden(first)


def test_a_new_period_hides_nothing_that_was_shown() -> None:
    before = grid("breakdowns", "| 2024T1 | 2024T2\nGFO | 2 | 9")
    first = protected(before)
    after = grid("breakdowns", "| 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | 2 | 9 | 8 | 19")
    second = protected(after, formers=(Former(first.values, before.values()),))
    assert hidden(first) == {"breakdowns GFO 2024T1"}
    assert hidden(second) - hidden(first) <= {"breakdowns GFO 2024T3", "breakdowns GFO 2024"}
    assert len(hidden(second)) == 2


def test_what_was_shown_and_has_become_small_is_a_conflict_until_it_is_withdrawn() -> None:
    before = grid("breakdowns", "| 2024T1 | 2024T2 | 2024T3\nGFO | 5 | 9 | 8")
    former = Former(protected(before).values, before.values())
    after = grid("breakdowns", "| 2024T1 | 2024T2 | 2024T3\nGFO | 4 | 9 | 3")
    with pytest.raises(
        ProtectionConflict, match=r"Sammanbrott.*GFO T1 2024.*visades vid en tidigare"
    ) as refused:
        protected(after, formers=(former,))
    assert refused.value.code == "P010"
    assert "Detsamma gäller 1 siffra till." in refused.value.message
    line = tomllib.loads(re.search(r"withdrawn = \[.*?\]", refused.value.remedy)[0])["withdrawn"]
    assert {figure["period"] for figure in line} == {"2024T1", "2024T3"}
    withdrawn = replace(EXACT, withdrawn=frozenset(tuple(figure.values()) for figure in line))
    found = protected(after, withdrawn, formers=(former,))
    assert found.values["period"].to_list() == ["2024T2"]


def test_of_very_many_conflicts_the_first_are_named_and_the_rest_not_looked_for() -> None:
    periods = [f"{year}T{tertial}" for year in range(2008, 2024) for tertial in (1, 2, 3)]
    shown, small = (f"| {' | '.join(periods)}\nGFO | {' | '.join([count] * len(periods))}" for count in "54")
    before = grid("breakdowns", shown)
    former = Former(protected(before).values, before.values())
    with pytest.raises(ProtectionConflict, match="Detsamma gäller minst 39 siffror till") as refused:
        protected(grid("breakdowns", small), formers=(former,))
    assert len(refused.value.keys) == MOST_CONFLICTS < len(periods)


def test_what_former_releases_tell_stops_nothing_once_it_is_said_to_be_told() -> None:
    # The third tertial was not there yet; what was shown of the others and of the year tells it.
    before = grid("breakdowns", "| 2024T1 | 2024T2 | 2024\nGFO | 9 | 9 | 21")
    former = Former(protected(before).values, before.values())
    after = grid("breakdowns", "| 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | 9 | 9 | 3 | 21")
    with pytest.raises(ProtectionConflict, match=r"Sammanbrott.*GFO T3 2024.*vad som än döljs nu") as refused:
        protected(after, formers=(former,))
    assert "dra tillbaka" not in refused.value.remedy
    line = tomllib.loads(re.search(r"told = \[.*?\]", refused.value.remedy)[0])["told"]
    told = replace(EXACT, told=frozenset(Secret(**figure) for figure in line))
    found = protected(after, told, formers=(former,))
    assert hidden(found) == {"breakdowns GFO 2024T3"}
    assert found.targets.is_empty()


@pytest.mark.parametrize("elsewhere", [15, 20])
def test_that_nothing_lies_outside_the_kommuner_is_taken_for_known(elsewhere: int) -> None:
    # All fifteen of the kommuner's year came in its first tertial, so that none is left for the others; in another
    # year some came from outside.
    file = grid(
        "placements_started",
        f"""
        | 2023T1 | 2023 | 2024T1 | 2024T2 | 2024T3 | 2024
        Ånge  | 5 | 5 | 5 | 0 | 0 | 5
        Timrå | 10 | 10 | 10 | 0 | 0 | 10
        GFO   | {elsewhere} | {elsewhere} | 15 | 0 | 0 |
        """,
    )
    names = {name for name in hidden(protected(file)) if not name.endswith(("T2", "T3"))}
    assert names & {
        "placements_started GFO 2024T1",
        "placements_started 2260 2024",
        "placements_started 2262 2024",
    }


def test_equally_cheap_figures_are_chosen_by_the_homes_secret() -> None:
    file = grid(
        "placements_started",
        "| 2024\nÅnge | 3\nTimrå | 9\nKramfors | 9\nHärnösand | 9\nSollefteå | 9\nÖrnsköldsvik | 9\nGFO | 48",
    )
    chosen = {frozenset(hidden(protected(file, seed=bytes([seed])))) for seed in range(12)}
    assert {len(one) for one in chosen} == {3}
    assert len(chosen) > 1


def _patterns(counts: dict[str, int]) -> Iterator[frozenset[str]]:
    """Every set of kommuner, the smallest sets first, that hides the small ones of one row for everybody."""
    small = {area for area, count in counts.items() if count < EXACT.least}
    others = sorted(counts.keys() - small)
    for size in range(len(others) + 1):
        for more in combinations(others, size):
            pattern = small | set(more)
            if all(
                sum(counts[area] for area in pattern - {insider}) >= EXACT.least
                for insider in ("", *counts)
                if small - {insider}
            ):
                yield frozenset(pattern)


@pytest.mark.parametrize("seed", range(40))
def test_no_other_choice_hides_more_than_one_figure_fewer(seed: int) -> None:
    random = Random(seed)
    names = ["Ånge", "Timrå", "Kramfors", "Härnösand", "Sollefteå", "Örnsköldsvik"]
    counts = {name: random.choice([0, 1, 3, 4, 6, 9, 20, 60]) for name in names}
    lines = "\n".join(f"{name} | {count}" for name, count in counts.items())
    found = protected(grid("placements_started", f"| 2024\n{lines}\nGFO | {sum(counts.values())}"))
    best = next(_patterns(counts), None)
    shown_total = "placements_started GFO 2024" not in hidden(found)
    if best is None or not shown_total:
        assert found.hidden <= len(counts) + 1
    else:
        assert found.hidden <= len(best) + 1


@pytest.mark.parametrize("day", [date(2024, 5, 1), date(2024, 7, 1)])
def test_a_kommun_that_left_knows_what_it_had_open(day: date) -> None:
    # Ten were open, of which Kramfors's four left with it; seven came and three were matched: who knows the four knows
    # how many were decided, and three of them at the most were matched.
    members = [Owner("2260", date(2019, 1, 1), None), Owner("2282", date(2019, 1, 1), day)]
    file = grid("referrals_open", "| 2024T1 | 2024T2\nGFO | 10 | 10\nKramfors | 4 | 0\nÅnge | 6 | 10")
    file.grid("referrals_received", "| 2024T2\nGFO | 7").grid("referrals_decided", "| 2024T2\nGFO | 3")
    for kpi, count in {"matches": 3, "referrals_returned_gfo": 0, "referrals_withdrawn_kommun": 0}.items():
        file.grid(kpi, f"| 2024T2\nGFO | {count}")
    assert len(hidden(protected(file, members=members))) > 1
    assert hidden(protected(file)) == {"matches GFO 2024T2"}


def test_who_is_in_care_of_a_form_cannot_be_added_from_who_came_and_went() -> None:
    file = grid("children_in_care[form=sis]", "| 2023 | 2024\nGFO | 6 | 4")
    file.grid("placements_ended[form=sis]", "| 2024\nGFO | 14")
    alone = hidden(protected(file))
    file.grid("placements_started[form=sis]", "| 2024\nGFO | 12")
    assert len(hidden(protected(file))) > len(alone) > 0


def test_what_is_open_cannot_be_added_from_what_came_and_went() -> None:
    file = grid("deviations_open", "| 2023 | 2024\nGFO | 6 | 4").grid("deviations_closed", "| 2024\nGFO | 14")
    assert hidden(protected(file)) == {"deviations_open GFO 2024"}
    file.grid("deviations_reported", "| 2024\nGFO | 12")
    found = hidden(protected(file))
    assert "deviations_open GFO 2024" in found
    assert len(found) > 1
