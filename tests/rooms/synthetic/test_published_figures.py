"""The sample's rows add up to what has been published, for every seed."""

from __future__ import annotations

from pipelines.periods import Period
from pipelines.reference import kommuner, read_reference
from pipelines.synthetic import SampleRows
from tests.fixtures.counting import KOMMUN_MATCHED, MATCHED, Register, as_day, children, inside, touches

CODES = {name: code for code, name in kommuner().items()}


def test_every_published_figure_comes_out_of_rows(sample: SampleRows) -> None:
    registers = {"GFO": Register(sample)}
    wrong = []
    for row in read_reference("published_figures"):
        area = row["area"]
        if area not in registers:
            registers[area] = Register(sample, CODES[area])
        counted = registers[area].count(row["figure"], Period.parse(row["period"]))
        if counted != int(row["value"]):
            wrong.append((row["figure"], area, row["period"], row["value"], counted))
    assert wrong == []


def test_children_placed_at_any_time_in_2020_are_the_407_behind_the_key(sample: SampleRows) -> None:
    year = Period.whole_year(2020)
    counted = {
        kommun: len(children(row for row in rows if touches(row, year)))
        for kommun, rows in sample.placements.items()
    }
    key = read_reference("key_2023_inputs")
    assert counted == {row["kommun_code"]: int(row["placed_children_2020_derived"]) for row in key}
    assert sum(counted.values()) == 407


def test_agreed_number_of_placed_children_is_that_of_the_rows(sample: SampleRows) -> None:
    counted = {
        (kommuner()[kommun], year): len(
            children(row for row in rows if touches(row, Period.whole_year(year)))
        )
        for kommun, rows in sample.placements.items()
        for year in range(2019, 2026)
    }
    agreed = {(row["kommun"], row["ar"]): row["antal"] for row in sample.gfo["placerade_barn"]}
    assert {key: agreed[key] for key in counted} == counted


def test_referrals_of_2022_balance(sample: SampleRows) -> None:
    year = Period.whole_year(2022)
    referrals = sample.gfo["remisser"]
    decided = [row for row in referrals if row["avslutad"] and inside(row["avslutad"], year)]
    assert len(decided) == 110
    assert any(as_day(row["inkommen"]).year == 2021 for row in decided)
    assert len(children(row for row in decided if row["utfall"] in MATCHED)) == 41 + 11
    assert len(children(row for row in decided if row["utfall"] in KOMMUN_MATCHED)) == 11


def test_timrå_opened_and_closed_the_first_tertials_of_2023_with_nothing_waiting(sample: SampleRows) -> None:
    timrå = Register(sample, CODES["Timrå"])
    for tertial in ("2022T3", "2023T1", "2023T2"):
        last = Period.parse(tertial).last_day
        waiting = [
            row
            for row in timrå.referrals
            if as_day(row["inkommen"]) <= last and (row["avslutad"] is None or as_day(row["avslutad"]) > last)
        ]
        assert waiting == []
    first = [row for row in timrå.referrals if inside(row["inkommen"], Period.tertial(2023, 1))]
    assert len(children(first)) == 11


def test_population_adds_up_to_scb_and_to_the_derived_key(sample: SampleRows) -> None:
    def total(kommun: str, year: int, oldest: int) -> int:
        return sum(
            int(str(row["antal"]))
            for row in sample.population
            if row["kommun"] == kommun and row["ar"] == year and int(str(row["alder"])) <= oldest
        )

    for row in read_reference("key_2023_inputs"):
        assert total(row["kommun"], 2019, 17) == int(row["children_0_17_2019"])
        assert total(row["kommun"], 2019, 20) == int(row["children_0_20_2019"])
        assert total(row["kommun"], 2020, 17) == int(row["children_0_17_2020_derived"])


def test_the_population_has_the_whole_county_and_sundsvalls_is_seen_to_be_made_up(sample: SampleRows) -> None:
    assert {row["kommun"] for row in sample.population} == set(kommuner().values())
    for year in (2019, 2020):
        young = [
            int(str(row["antal"]))
            for row in sample.population
            if row["kommun"] == "Sundsvall" and row["ar"] == year and int(str(row["alder"])) <= 17
        ]
        assert sum(young) == 20_000
