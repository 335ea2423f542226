"""The first sentences of the pages on placements, homes and support: in the right number, and only of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from dashboard.published.records import Area, Value
from dashboard.words import leads
from pipelines.reference import GFO
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.records import BEFORE, T2, T3, plain, value_of

WHOLE = Area(GFO, "GFO", True)
TIMRA = Area("2262", "Timrå", True)
REACHED = date(2026, 10, 15)
UNKNOWN = value_of(None, "missing", "uppgift_saknas")


def _told(names: str, known: Mapping[str, str]) -> dict[str, tuple[Value, Value]]:
    return {kpi: (value_of(known[kpi]) if kpi in known else UNKNOWN, UNKNOWN) for kpi in names.split()}


def _placements(area: Area = WHOLE, **known: str) -> str:
    names = "children_in_care placements_started placements_ended breakdowns placement_cost"
    return plain(leads.placements(_told(names, known), area, T2, BEFORE, REACHED))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"placements_started": "52", "placements_ended": "56", "breakdowns": "4"},
            "Under T2 2026 påbörjades 52 placeringar och avslutades 56, 4 av dem genom sammanbrott.",
        ),
        (
            {"placements_started": "1", "placements_ended": "1", "breakdowns": "0"},
            "Under T2 2026 påbörjades 1 placering och avslutades 1, inte genom sammanbrott.",
        ),
        ({"placements_started": "0"}, "Under T2 2026 påbörjades inga placeringar."),
        (
            {"placements_ended": "2", "breakdowns": "2"},
            "Under T2 2026 avslutades 2 placeringar, båda genom sammanbrott.",
        ),
        ({"children_in_care": "270"}, "Den 31 augusti 2026 var 270 barn i vård."),
        ({"placement_cost": "63300000"}, "Placeringarna kostade 63,3 miljoner kronor under T2 2026."),
        ({}, ""),
    ],
)
def test_placements_are_told_by_what_is_known(known: dict[str, str], said: str) -> None:
    assert _placements(**known) == said


def test_a_kommuns_children_are_called_its_own() -> None:
    assert _placements(TIMRA, children_in_care="43") == "Den 31 augusti 2026 var 43 barn från Timrå i vård."


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"homes_approved": "6", "homes_left_bank": "11"},
            "Under T2 2026 godkändes 6 hem, och 11 hem lämnade banken.",
        ),
        ({"homes_approved": "0"}, "Under T2 2026 godkändes inget hem."),
        ({"homes_left_bank": "1"}, "Under T2 2026 lämnade 1 hem banken."),
        ({}, ""),
    ],
)
def test_homes_that_came_and_left_are_told_by_what_is_known(known: dict[str, str], said: str) -> None:
    told = _told("homes_approved homes_left_bank", known)
    assert leads.homes(told, "", T2, REACHED) == said
    bank = "Den 31 augusti fanns 23 tillgängliga familjehem i banken."
    assert leads.homes(told, bank, T2, REACHED) == f"{bank} {said}".rstrip()


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("8", "Den 31 augusti 2026 var 8 avvikelser inte avslutade."),
        ("1", "Den 31 augusti 2026 var 1 avvikelse inte avslutad."),
        ("0", "Den 31 augusti 2026 var alla avvikelser avslutade."),
    ],
)
def test_deviations_that_stand_are_told_of_the_last_day(left: str, said: str) -> None:
    told = _told(
        "emergency_placements_started deviations_reported deviations_open", {"deviations_open": left}
    )
    assert leads.support(told, T2, REACHED) == said


def test_a_period_under_way_is_told_up_to_its_day() -> None:
    told = _told(
        "emergency_placements_started deviations_reported deviations_open",
        {"emergency_placements_started": "5", "deviations_reported": "13", "deviations_open": "2"},
    )
    assert leads.support(told, T3, REACHED) == (
        "Under T3 2026 till och med 15 oktober påbörjades jourhemsplaceringar för 5 barn, och 13 avvikelser"
        " rapporterades. Den 15 oktober 2026 var 2 avvikelser inte avslutade."
    )


@pytest.mark.parametrize(
    ("begun", "reported", "said"),
    [
        # None began, which does not say that nobody lives in one.
        ("0", "3", "Under T2 2026 påbörjades ingen jourhemsplacering, och 3 avvikelser rapporterades."),
        ("1", "0", "Under T2 2026 påbörjades en jourhemsplacering, och inga avvikelser rapporterades."),
        ("", "1", "Under T2 2026 rapporterades 1 avvikelse."),
        ("2", "", "Under T2 2026 påbörjades jourhemsplaceringar för 2 barn."),
        ("", "", ""),
    ],
)
def test_acute_placements_are_those_that_began(begun: str, reported: str, said: str) -> None:
    names = ("emergency_placements_started", "deviations_reported")
    known = {name: size for name, size in zip(names, (begun, reported), strict=True) if size}
    assert leads.support(_told(" ".join((*names, "deviations_open")), known), T2, REACHED) == said


def test_a_month_is_told_as_in_it() -> None:
    month = replace(T2, period="2026-08", kind="month", label="augusti 2026")
    told = _told("children_in_care placements_started placements_ended breakdowns placement_cost", {})
    told["placements_started"] = (value_of("3"), UNKNOWN)
    said = leads.placements(told, WHOLE, month, BEFORE, REACHED)
    assert said == "I augusti 2026 påbörjades 3 placeringar."


@pytest.mark.parametrize("page", ["placeringar", "familjehem", "stod"])
def test_the_page_begins_with_them(open_page: OpenPage, page: str) -> None:
    said = text_of(open_page(page))
    assert said.index('class="lead"') < said.index("<h2>")
