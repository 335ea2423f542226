"""What is said of one KPI on its own view: when, how much, and of which kommuner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.published.records import Definition, Goal, PartialFigure, PeriodInfo, Status, Value
from dashboard.views.kpi import sentences
from dashboard.words import attention
from dashboard.words.periods import when
from dashboard.words.targets import how_far
from tests.pages.fixtures.published_file import DEFINITIONS
from tests.pages.fixtures.records import BEFORE, T2, T3, definition_of, plain, value_of


@pytest.mark.parametrize(
    ("period", "measure", "said"),
    [
        (T2, "flow", "under T2 2026"),
        (T2, "during", "någon gång under T2 2026"),
        (T2, "stock", "den 31 augusti 2026"),
        (T2, "level", "för T2 2026"),
        (T3, "flow", "under T3 2026 till och med 15 oktober"),
        (T3, "stock", "den 15 oktober 2026"),
    ],
)
def test_when_a_figure_is_of(period: PeriodInfo, measure: str, said: str) -> None:
    assert when(period, measure, date(2026, 10, 15)) == said


@pytest.mark.parametrize(
    ("definition", "number", "said"),
    [
        (definition_of(), "5", "5 namn"),
        (definition_of(), "1", "1 remiss"),
        (definition_of(), "0", "inga namn"),
        (definition_of("kr", "sum"), "21400000", "21,40 mnkr"),
        (definition_of("kr", "sum"), "0", "0 kr"),
        (definition_of("kr", "difference"), "71021", "71 tkr under budget"),
        (definition_of("procent", "ratio"), "0", "0 %"),
        (definition_of("dagar", "median", 1), "42.5", "42,5 dagar"),
    ],
)
def test_a_figure_in_a_sentence(definition: Definition, number: str, said: str) -> None:
    assert plain(sentences.amount(Decimal(number), definition)) == said


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [
        ("5", ("0", "14", "3"), "Timrå: 5 namn under 2022; övriga kommuner högst 14"),
        ("0", ("2", "14"), "Timrå: inga namn under 2022; övriga kommuner från 2 till 14"),
        ("5", ("3", "3"), "Timrå: 5 namn under 2022; övriga kommuner 3 vardera"),
        ("5", ("0", "0"), "Timrå: 5 namn under 2022; övriga kommuner inga"),
        ("5", (None,), "Timrå: 5 namn under 2022"),
        (None, ("2", "14", "14"), "Flest namn under 2022: Kramfors och Sollefteå, 14"),
        (None, ("0", "4"), "För få fall för att jämföra kommunerna under 2022: högst 4 namn"),
        (None, ("0", "5"), "Flest namn under 2022: Kramfors, 5"),
        (None, ("3", "3"), "Kommunerna under 2022: 3 namn vardera"),
        (None, (None,), "Kommunerna var för sig"),
    ],
)
def test_kommuner_are_told_without_an_order(
    own: str | None, others: tuple[str | None, ...], said: str
) -> None:
    values = {
        name: value_of(number, "ok" if number else "missing")
        for name, number in zip(("Ånge", "Kramfors", "Sollefteå"), others, strict=False)
    }
    chosen = None if own is None else ("Timrå", value_of(own))
    found = sentences.kommuner_title(chosen, values, definition_of(), "under 2022", "övriga kommuner")
    assert plain(found) == said


def test_kommuner_that_are_protected_are_none_of_those_spoken_of() -> None:
    values = {name: value_of(None, "hidden") for name in ("Härnösand", "Sollefteå", "Ånge")}
    values |= {"Kramfors": value_of("9"), "Timrå": value_of("9")}

    def told(own: str | None) -> str:
        chosen = None if own is None else ("Örnsköldsvik", value_of(own))
        return plain(
            sentences.kommuner_title(chosen, values, definition_of(), "2023–2025", "övriga kommuner")
        )

    assert told("11") == "Örnsköldsvik: 11 namn 2023–2025; Kramfors och Timrå 9 vardera"
    assert told(None) == "Kommunerna 2023–2025 bland de kommuner som visas: 9 namn vardera"
    values["Timrå"] = value_of("14")
    assert told(None) == "Flest namn 2023–2025 bland de kommuner som visas: Timrå, 14"
    for name in ("Härnösand", "Sollefteå"):
        values[name] = value_of("6")
    assert told("11") == "Örnsköldsvik: 11 namn 2023–2025; de andra som visas från 6 till 14"
    values["Timrå"] = value_of(None, "hidden")
    assert told("11") == "Örnsköldsvik: 11 namn 2023–2025; Härnösand, Sollefteå och Kramfors från 6 till 9"


def test_the_kommun_with_most_is_named_as_its_figure_is_spoken_of() -> None:
    values = {"Ånge": value_of("92"), "Timrå": value_of("43")}

    def told(*definition: str) -> str:
        return plain(
            sentences.kommuner_title(None, values, definition_of(*definition), "under 2022", "övriga")
        )

    assert told("dagar", "median") == "Längst under 2022: Ånge, 92 dagar"
    assert told("procent", "ratio") == "Högst under 2022: Ånge, 92 %"
    assert told("kr", "sum") == "Högst under 2022: Ånge, 92 kr"


def test_a_kommun_whose_median_or_share_is_of_a_few_cases_is_not_named() -> None:
    values = {"Ånge": replace(value_of("92"), n=1, denominator=Decimal(1)), "Timrå": value_of("43")}

    def told(*definition: str) -> str:
        return plain(
            sentences.kommuner_title(None, values, definition_of(*definition), "under 2022", "övriga")
        )

    alone = "För få fall för att jämföra kommunerna under 2022"
    assert told("dagar", "median") == told("procent", "ratio") == alone
    values["Kramfors"] = value_of("39")
    assert told("dagar", "median") == "Längst under 2022 bland kommuner med minst 5 fall: Timrå, 43 dagar"
    assert told("remisser", "flow") == "Flest namn under 2022: Ånge, 92"
    # A share of fewer than 21 is spoken of with the others, and names nobody.
    for name in values:
        values[name] = replace(values[name], n=20, denominator=Decimal(20))
    assert told("procent", "ratio") == alone
    values["Ånge"] = replace(values["Ånge"], denominator=Decimal(21))
    assert told("procent", "ratio") == "Högst under 2022: Ånge, 92 %"
    rates = {name: replace(value, numerator=Decimal(4)) for name, value in values.items()}
    values.update(rates)
    few = "För få fall för att jämföra kommunerna under 2022: högst 92 placeringar per 1 000 barn"
    assert told("placeringar per 1 000 barn", "ratio") == few


def test_who_is_left_out_for_its_few_cases_is_told_by_the_rule() -> None:
    values = {
        "Ånge": replace(value_of("92"), n=1, denominator=Decimal(1)),
        "Timrå": value_of("43"),
        "Kramfors": value_of("39"),
    }

    def told(own: tuple[str, Value] | None, *definition: str) -> str:
        described = definition_of(*definition)
        return plain(
            sentences.kommuner_title(
                own, values, described, "under 2022", "övriga kommuner", "Avslutade remisser"
            )
        )

    among = "kommuner med minst 5 avslutade remisser"
    assert told(None, "procent", "ratio") == f"Högst under 2022 bland {among}: Timrå, 43 %"
    own = ("Sollefteå", value_of("50"))
    assert told(own, "procent", "ratio") == f"Sollefteå: 50 % under 2022; övriga {among} från 39 % till 43 %"
    del values["Ånge"]
    assert told(None, "procent", "ratio") == "Högst under 2022: Timrå, 43 %"


def test_a_newest_figure_that_waits_for_the_meeting_says_so() -> None:
    assert attention.awaited(["GFO"], ["T2 2026"]) == "GFO: T2 2026 visas när styrgruppen har haft möte."
    assert attention.awaited([], []) == ""


def test_one_kommun_has_nothing_to_be_set_beside_and_it_is_said_why() -> None:
    assert (
        sentences.only_one("Timrå", "Timrå", "year", [])
        == "Bara Timrå visas: de andra kommunernas siffror ingår inte i Timrås fil. De finns i styrgruppens."
    )
    assert sentences.only_one("Timrå", "", "year", []) == "Av kommunerna har bara Timrå siffror."
    assert (
        sentences.only_one("Timrå", "Timrå", "month", ["year", "block"])
        == "Per månad visas bara Timrå; de andra kommunernas siffror finns per år och för tre år i taget."
    )


@pytest.mark.parametrize(
    ("gfo", "kommuner", "said"),
    [
        (value_of("8"), (value_of("5"), value_of("3")), ""),
        (value_of("8"), (value_of("8"), value_of(None, "missing", "ej_med")), ""),
        (
            value_of("9"),
            (value_of("5"), value_of("3")),
            (
                "Kommunerna har tillsammans 8 namn, GFO 9. Skillnaden, 1, hör inte till någon av kommunerna, till"
                " exempel hem som ligger utanför dem."
            ),
        ),
        (
            value_of("9"),
            (value_of("5", "published"), value_of("3")),
            "Kommunerna har tillsammans 8 namn, GFO 9. Någon av siffrorna är ur en äldre rapport.",
        ),
        (
            value_of("9"),
            (value_of("5"), value_of(None, "hidden")),
            "B visas inte, så kommunerna går inte att lägga ihop till GFO:s siffra.",
        ),
        (value_of(None, "missing"), (value_of("5"), value_of("3")), ""),
    ],
)
def test_why_kommuner_do_not_add_up(gfo: Value, kommuner: tuple[Value, Value], said: str) -> None:
    homes = definition_of("hem", "stock", source="familjehem")
    assert plain(sentences.sums(gfo, dict(zip("AB", kommuner, strict=True)), homes)) == said
    assert (
        sentences.sums(gfo, dict(zip("AB", kommuner, strict=True)), definition_of("procent", "ratio")) == ""
    )


def test_one_kommun_that_has_delivered_is_told_in_the_singular() -> None:
    found = PartialFigure("2262", 1, Decimal(3), None)
    assert plain(sentences.partial(found, {"2262": "Timrå"}, definition_of(), BEFORE)) == (
        "GFO:s siffra väntar på Timrå. Den kommun som har levererat har 3 namn."
    )


def test_a_remark_of_all_kommuner_is_said_once_and_that_of_one_with_its_name() -> None:
    values = {
        "Timrå": value_of("5", reason="med_fran:2022-09-01"),
        "Ånge": value_of("2"),
        "Kramfors": value_of(None, "missing", "ej_med"),
    }
    assert sentences.remarks_of(values) == "Timrå: räknas från 2022-09-01, då kommunen gick med i GFO."
    everyone = dict.fromkeys(("A", "B"), value_of("1", reason="per:2025-12-31"))
    assert sentences.of_children(everyone) == (
        "Antalet barn: bygger på uppgiften per 2025-12-31."
        " Från 2025 lägger SCB in små slumpmässiga ändringar i folkmängden."
    )


@pytest.mark.parametrize(
    ("kpi", "aim", "value", "beside", "said"),
    [
        ("bank_homes_available", ("2026T2", 30), 27, "2026T2", "○ inte nått, 3 hem under målet"),
        ("bank_homes_available", ("2026T2", 30), 31, "2026T2", "● nått"),
        ("days_to_match", ("2026", 45), 50, "2026T2R3", "◔ ligger efter, 5 dagar över målet"),
        ("days_to_match", ("2026", 45), 40, "2026T2R3", "◐ på väg"),
        ("match_rate", ("2026", 55), 48, "2026T2R3", "◔ ligger efter, 7 procentenheter under målet"),
        (
            "homes_approved",
            ("2026", 28),
            10,
            "2026T2Y",
            "◔ ligger efter, 18 hem kvar; väntas bli 15 i den här takten",
        ),
        ("homes_approved", ("2026", 28), 20, "2026T2Y", "◐ på väg, 8 hem kvar"),
        ("homes_approved", ("2026", 12), 12, "2026T2Y", "● nått"),
        ("breakdowns", ("2026", 18), 13, "2026T2Y", "◔ ligger efter; väntas bli 20 i den här takten"),
        ("homes_approved", ("2026", 28), None, "2026", ""),
        ("referrals_received", ("2026", 28), 20, "2026", ""),
    ],
)
def test_how_far_a_target_is(
    kpi: str, aim: tuple[str, int], value: int | None, beside: str, said: str
) -> None:
    status: Status = "missing" if value is None else "ok"
    number = None if value is None else Decimal(value)
    held = Value(kpi, "", "GFO", beside, number, None, None, None, status, "", False)
    goal = Goal(Decimal(aim[1]), aim[0], held)
    assert plain(how_far(goal, DEFINITIONS[kpi])) == said  # type: ignore[arg-type]
