"""No cross-check finds anything in the sample: plain Python over the rows, for every seed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from pipelines.reference import codes, kommuner, owners
from pipelines.synthetic import REPORTING_DATE, SampleRows
from pipelines.synthetic.rows import Row
from tests.fixtures.counting import as_day, care_days

CODES = {name: code for code, name in kommuner().items()}
JOINED = {owner.kommun_code: owner.joined for owner in owners()}


def placements_by_child(sample: SampleRows) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = defaultdict(list)
    for code, rows in sample.placements.items():
        for row in rows:
            found[code, row["barn_id"]].append(row)
    return found


def test_nothing_ends_before_it_starts(sample: SampleRows) -> None:
    spans = [
        (row[first], row[last])
        for rows, first, last in [
            *((rows, "startdatum", "slutdatum") for rows in sample.placements.values()),
            (sample.gfo["remisser"], "inkommen", "avslutad"),
            (sample.gfo["familjehem"], "fran", "till"),
            (sample.gfo["stod"], "startdatum", "slutdatum"),
            (sample.gfo["avvikelser"], "datum", "stangd"),
        ]
        for row in rows
        if row[last] is not None
    ]
    assert len(spans) > 2000
    assert [span for span in spans if as_day(span[1]) < as_day(span[0])] == []


def test_a_child_is_in_one_placement_a_day(sample: SampleRows) -> None:
    for rows in placements_by_child(sample).values():
        ordered = sorted(rows, key=lambda row: as_day(row["startdatum"]))
        for first, second in pairwise(ordered):
            assert first["slutdatum"] is not None, first
            assert as_day(first["slutdatum"]) <= as_day(second["startdatum"]), (first, second)


def test_a_home_has_one_status_a_day(sample: SampleRows) -> None:
    by_home: dict[object, list[Row]] = defaultdict(list)
    for row in sample.gfo["familjehem"]:
        by_home[row["hem_id"]].append(row)
    for rows in by_home.values():
        for first, second in pairwise(sorted(rows, key=lambda row: as_day(row["fran"]))):
            assert first["till"] is not None
            assert as_day(first["fran"]) < as_day(first["till"]) <= as_day(second["fran"])


def test_nothing_happens_after_the_reporting_date(sample: SampleRows) -> None:
    registers = [*sample.placements.values(), *sample.costs.values(), *sample.gfo.values()]
    days = [value for rows in registers for row in rows for value in row.values() if isinstance(value, date)]
    assert max(days) <= REPORTING_DATE
    assert max(days) > REPORTING_DATE - timedelta(days=7)


def test_no_referral_before_its_kommun_joined(sample: SampleRows) -> None:
    for row in sample.gfo["remisser"]:
        assert as_day(row["inkommen"]) >= max(JOINED[str(row["kommun"])], date(2019, 2, 1))
        assert (row["avslutad"] is None) == (row["utfall"] == "pagaende")


def test_every_match_via_gfo_becomes_a_placement_within_90_days(sample: SampleRows) -> None:
    placements = placements_by_child(sample)
    matches = [row for row in sample.gfo["remisser"] if row["utfall"] == "matchad_gfo"]
    assert len(matches) > 200
    for row in matches:
        assert any(
            stay["placeringsform"] == "familjehem_gfo"
            and 0 <= (as_day(stay["startdatum"]) - as_day(row["avslutad"])).days <= 90
            for stay in placements[row["kommun"], row["barn_id"]]
        ), row


def test_costs_stand_in_exactly_the_months_that_had_care_days(sample: SampleRows) -> None:
    for code, rows in sample.costs.items():
        days = care_days(sample.placements[code])
        paid = {(row["manad"], row["placeringsform"]): float(str(row["belopp"])) for row in rows}
        assert len(paid) == len(rows)
        assert paid.keys() == days.keys()
        assert all(400 < paid[key] / days[key] < 13_000 for key in paid)


def test_a_child_is_the_same_person_wherever_it_is_named(sample: SampleRows) -> None:
    known: dict[object, set[object]] = defaultdict(set)
    registers = [*sample.placements.values(), sample.gfo["remisser"]]
    for rows in registers:
        for row in rows:
            known[row["kommun"], row["barn_id"]].add((row["fodelsear"], row["kon"]))
    assert all(len(facts) == 1 for facts in known.values())


def test_no_child_is_placed_or_referred_older_than_20_or_unborn(sample: SampleRows) -> None:
    for rows, first, last in [
        *((rows, "startdatum", "slutdatum") for rows in sample.placements.values()),
        (sample.gfo["remisser"], "inkommen", "avslutad"),
    ]:
        for row in (row for row in rows if row["fodelsear"] is not None):
            born = int(str(row["fodelsear"]))
            assert born <= as_day(row[first]).year, row
            assert (as_day(row[last]) if row[last] else REPORTING_DATE).year - born <= 20, row


def test_enquiries_go_forward_and_a_home_joins_after_its_approval(sample: SampleRows) -> None:
    joined: dict[object, date] = {}
    for home in sample.gfo["familjehem"]:
        joined[home["hem_id"]] = min(joined.get(home["hem_id"], date.max), as_day(home["fran"]))
    stages = ("inkommen", "inledande_samtal", "kartlaggning_start", "kartlaggning_klar", "beslutsdatum")
    approved = [row for row in sample.gfo["rekrytering"] if row["beslut"] == "godkand"]
    for row in sample.gfo["rekrytering"]:
        days = [as_day(row[stage]) for stage in stages if row[stage]]
        assert days == sorted(days), row
        assert (row["beslut"] is None) == (row["beslutsdatum"] is None)
        if row["hem_id"]:
            assert row["beslut"] == "godkand"
            assert as_day(row["beslutsdatum"]) <= joined[row["hem_id"]]
    in_bank = sum(row["hem_id"] is not None for row in approved)
    assert 0.8 < in_bank / len(approved) < 1


def test_support_is_given_to_homes_in_the_bank(sample: SampleRows) -> None:
    spans: dict[object, list[Row]] = defaultdict(list)
    for row in sample.gfo["familjehem"]:
        spans[row["hem_id"]].append(row)
    for row in sample.gfo["stod"]:
        start = as_day(row["startdatum"])
        assert start >= JOINED[CODES[str(row["kommun"])]]
        assert any(
            as_day(span["fran"]) <= start and (span["till"] is None or start < as_day(span["till"]))
            for span in spans[row["hem_id"]]
        )


def test_budget_is_what_the_owners_share(sample: SampleRows) -> None:
    keys = {row["ar"]: int(str(row["budget"])) for row in sample.gfo["fordelning"]}
    assert keys[2023] == 8_351_119
    for year, whole in keys.items():
        rows = [row for row in sample.gfo["ekonomi"] if row["ar"] == year]
        assert {row["post"] for row in rows} == set(codes("post"))
        net = sum(int(str(row["budget"])) * (-1 if row["post"] == "intakter" else 1) for row in rows)
        assert net == whole
    unknown = [row for row in sample.gfo["ekonomi"] if row["utfall"] is None]
    assert {(row["ar"], row["tertial"]) for row in unknown} == {(2026, 3)}
    assert all(row["prognos"] is None for row in unknown)


def test_every_register_speaks_of_every_year(sample: SampleRows) -> None:
    years = set(range(2019, 2027))
    for register, column in [
        ([row for rows in sample.placements.values() for row in rows], "startdatum"),
        *(
            (sample.gfo[name], column)
            for name, column in [
                ("remisser", "inkommen"),
                ("familjehem", "fran"),
                ("rekrytering", "inkommen"),
                ("utbildning", "datum"),
                ("stod", "startdatum"),
                ("avvikelser", "datum"),
            ]
        ),
    ]:
        assert years <= {as_day(row[column]).year for row in register}
    assert {row["ar"] for row in sample.population} == set(range(2018, 2026))
    assert {row["manad"] for row in sample.costs["2284"]} == {
        f"{year}-{month:02d}" for year in years for month in range(1, 13) if (year, month) <= (2026, 8)
    }
