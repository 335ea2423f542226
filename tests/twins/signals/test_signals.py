"""Every judgement, chart point and sentence of `mart.signal` and `mart.signal_point` is what plain Python gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isclose, sin
from random import Random
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.kpi.definitions import kpi_definitions
from pipelines.warehouse.kpi_engine import register_definitions
from pipelines.warehouse.signal_mart import write_signals
from pipelines.warehouse.tables import create_table
from tests.fixtures.matrix import rest_slow
from tests.fixtures.quickly import QUICKLY, examples
from tests.twins.plain import signals as twin
from tests.twins.plain.calendar import calendar_of
from tests.twins.plain.catalogue import CATALOGUE
from tests.twins.plain.signal_words import Shown, sentence

#: One or more of each kind: counted anew and carried over, shares, rates, days, amounts, and what is not judged
#: (kronor, levels).
KPIS = (
    "referrals_received", "referrals_matched", "bank_homes", "foster_children", "match_rate", "breakdown_rate",
    "placed_per_1000", "enquiry_conversion", "days_to_match", "cost_per_care_day", "care_days", "gfo_deviation",
    "placement_cost", "children_0_20", "consultant_cost_share", "training_participants", "exit_interviews",
    "homes_left_bank", "placements_started",
)  # fmt: skip
UNITS = {"cost_per_care_day": "kr per vårddygn", "gfo_deviation": "kr", "placement_cost": "kr"}
SERVICES = {"remisser", "stod", "avvikelser", "rekrytering", "utbildning"}
AREAS = {"GFO": "GFO", "2262": "Timrå", "2260": "Ånge"}
OWNERS = {"2260": (date(2015, 1, 1), None), "2262": (date(2022, 9, 1), None)}
TERTIALS = [period for period in calendar_of(range(2015, 2027)) if period.kind == "tertial"]
NAMES = [period.id for period in TERTIALS]
REPORTING_DATE = TERTIALS[-1].last_day
Owners = Mapping[str, tuple[date, date | None]]


@dataclass(frozen=True)
class Cell:
    """One tertial as it stands in `kpi_value`."""

    column: int
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str = "ok"
    preliminary: bool = False


@dataclass(frozen=True)
class Drawn:
    """The tertials of one KPI and area."""

    kpi: str
    area: str
    cells: list[Cell]


def method_of(kpi: str) -> str:
    """As the assignment's own table says, not as the KPI files do."""
    entry = CATALOGUE[kpi]
    measures = [CATALOGUE[part].measure for part in entry.parts or ()]
    numerator, denominator = measures if entry.measure == "ratio" else ("", "")
    return twin.method_of(UNITS.get(kpi, ""), entry.measure, numerator, denominator)


def random_series(random: Random, kpi: str, area: str) -> Drawn:
    """A level with chance around it, that may leap, climb or cease; with holes, and a beginning that is missing."""
    length = random.choice([4, 9, 12, 20, 34])
    mean = random.choice([0.0, 0.4, 1.5, 6.0, 30.0, 200.0])
    season = random.choice([0.0, 0.0, 0.8])
    leap = random.choice([0.0, 0.0, 1.0, 4.0, -0.6, -1.0])
    newest = random.choice([1.0, 1.0, 1.0, 6.0, 0.0])
    ceases = length // 3 if random.randrange(6) == 0 else length
    waver = random.choice([0.0, 0.2])
    whole = random.choice([2, 12, 60])
    missing_first = random.choice([0, 0, 3])
    scale = CATALOGUE[kpi].scale
    found = []
    for i in range(length):
        level = mean * (1 + season * sin(2.1 * i)) * (1 + (leap if i >= length - 3 else 0))
        level = max(0.0, level * (1 + waver * random.gauss(0, 1)) * (newest if i == length - 1 else 1))
        count = _poisson(random, level) if i < ceases else 0.0
        value: float | None = count
        numerator = denominator = None
        if CATALOGUE[kpi].measure == "ratio":
            if method_of(kpi) in ("share", "counted", "carried_count"):
                size = whole if method_of(kpi) == "share" else 4000
                denominator = float(random.randrange(size + 1))
                numerator = min(count, denominator)
                value = numerator / denominator * scale if denominator else None
            else:
                numerator, denominator = count * 1000, 10_000.0
                value = round(10 * level + random.gauss(0, 1), 2)
        elif method_of(kpi) == "measured":
            value = round(random.choice([level, count]), 1)
        status = "ok" if value is not None else "missing"
        if i < missing_first or random.randrange(25) == 0:
            status = random.choice(["missing", "hidden"])
            value = numerator = denominator = None
        elif random.randrange(20) == 0:
            # Of an old report only the figure itself is known.
            status, numerator, denominator = "published", None, None
            value = 12.5
        preliminary = i == length - 1 and random.randrange(3) == 0
        column = len(TERTIALS) - length + i
        found.append(Cell(column, value, numerator, denominator, status, preliminary))
    return Drawn(kpi, area, found)


def _poisson(random: Random, level: float) -> float:
    """A count with that mean, by as many rare chances."""
    if level > 60:
        return float(max(0, round(random.gauss(level, level**0.5))))
    return float(sum(random.random() < level / 200 for _ in range(200)))


Baselines = Mapping[str, tuple[tuple[str, date], ...]]


def judged_by_product(
    drawn: list[Drawn], baselines: Baselines, owners: Owners
) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The two marts of these series, by KPI, area and period; other cuts and periods beside them, not to be judged."""
    every = dict(kpi_definitions())
    for kpi, days in baselines.items():
        every[kpi] = replace(every[kpi], baseline_from=days)
    parts = {part for kpi in KPIS for part in CATALOGUE[kpi].parts or ()}
    definitions = {kpi: every[kpi] for kpi in every if kpi in KPIS or kpi in parts}
    con = duckdb.connect()
    con.execute("create schema input; create schema core; create schema mart;")
    register_definitions(con, definitions)
    create_table(con, "mart.area", {"area": pl.String, "name": pl.String}, list(AREAS.items()))
    create_table(con, "core.run", {"reporting_date": pl.Date}, [(REPORTING_DATE,)])
    create_table(
        con,
        "core.owner",
        {"kommun_code": pl.String, "joined": pl.Date, "left_on": pl.Date},
        [(code, *days) for code, days in owners.items()],
    )
    spans = [(p.id, p.kind, p.first_day, p.last_day) for p in [*TERTIALS, *calendar_of(range(2019, 2021))]]
    create_table(
        con,
        "mart.period",
        {"period": pl.String, "kind": pl.String, "first_day": pl.Date, "last_day": pl.Date},
        sorted(set(spans), key=lambda row: Random(row[0]).random()),
    )
    create_table(con, "mart.kpi_value", VALUE_SCHEMA, _value_rows(drawn))
    write_signals(con, definitions)
    signals = con.execute("select * from mart.signal").fetchall()
    points = con.execute("select * from mart.signal_point").fetchall()
    con.close()
    told = [{row[:3]: row[3:] for row in rows} for rows in (signals, points)]
    assert [len(rows) for rows in told] == [len(signals), len(points)]
    return told[0], told[1]


VALUE_SCHEMA: dict[str, Any] = {
    "kpi": pl.String, "cut": pl.String, "area": pl.String, "period": pl.String, "value": pl.Decimal(18, 6),
    "numerator": pl.Decimal(18, 6), "denominator": pl.Decimal(18, 6), "status": pl.String, "reason": pl.String,
    "preliminary": pl.Boolean,
}  # fmt: skip


def _value_rows(drawn: list[Drawn]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for each in drawn:
        rows += [
            (
                each.kpi, "", each.area, NAMES[cell.column], cell.value, cell.numerator, cell.denominator, cell.status,
                None, cell.preliminary,
            )
            for cell in each.cells
        ]  # fmt: skip
        for cut, period in (("form=hvb", NAMES[-1]), ("", "2020"), ("", "2020T2R3")):
            rows.append((each.kpi, cut, each.area, period, 999, None, None, "ok", None, False))
    return sorted(rows, key=lambda row: Random(str(row)).random())


def judged_by_hand(
    drawn: list[Drawn], baselines: Baselines, owners: Owners
) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What the two marts should say of all these series."""
    stretches = [
        (each, start, end, because)
        for each in drawn
        if method_of(each.kpi)
        for start, end, because in _stretches(each, baselines, owners)
    ]
    rows = [
        twin.Row(method_of(each.kpi), CATALOGUE[each.kpi].scale, _told(each, start, end))
        for each, start, end, _ in stretches
    ]
    verdicts = twin.judge_meetings(rows, len(TERTIALS))
    signals: dict[Any, Any] = {}
    points: dict[Any, Any] = {}
    for (each, start, end, because), row, by_column in zip(stretches, rows, verdicts, strict=True):
        definition = kpi_definitions()[each.kpi]
        unit = "\u00a0%" if definition.unit == "procent" else ""
        shown = Shown(AREAS[each.area], definition.decimals, unit, because)
        last = row.told[-1].column if row.told else -1
        latest = by_column.get(last, twin.Verdict("not_judged"))
        compared = {told.column for told in row.told[:-3] if 0 <= latest.since <= told.column}
        filled = {column for column, verdict in by_column.items() if verdict.side}
        for column in [column for column in filled if by_column[column].state == "level"]:
            until = [told.column for told in row.told if told.column <= column]
            filled |= set(until[-3:])
        for cell in each.cells:
            if not start <= cell.column < end:
                continue
            key = (each.kpi, each.area, NAMES[cell.column])
            verdict = by_column.get(cell.column, twin.Verdict("not_judged"))
            until = [told for told in row.told if told.column <= cell.column]
            signals[key] = (
                verdict.state,
                verdict.side,
                verdict.chance,
                verdict.mean,
                verdict.lower,
                verdict.upper,
                NAMES[verdict.since] if verdict.since >= 0 else "",
                sentence(until, verdict, NAMES, shown),
            )
            usual = (
                (latest.mean, latest.lower, latest.upper) if cell.column in by_column else (None, None, None)
            )
            points[key] = (*usual, cell.column in compared, cell.column in filled)
    return signals, points


def _stretches(each: Drawn, baselines: Baselines, owners: Owners) -> list[tuple[int, int, str]]:
    """From which column to which the level of a series is one, and why it begins where it does."""
    words: dict[date, list[str]] = {
        day: [] for area, day in baselines.get(each.kpi, ()) if area in ("", each.area)
    }
    sources = set(kpi_definitions()[each.kpi].source)
    concerned = owners if each.area == "GFO" and sources <= SERVICES else {}
    if each.area in owners and sources <= SERVICES | {"familjehem"}:
        concerned = {each.area: owners[each.area]}
    if sources:
        events = []
        for code, (joined, left) in concerned.items():
            events.append((joined, False, AREAS[code]))
            if left is not None and left <= REPORTING_DATE:
                events.append((left, True, AREAS[code]))
        for day, gone, name in sorted(events):
            words.setdefault(day, []).append(f"{name} {'lämnade' if gone else 'kom med'}")
    because = {0: ""}
    for day in sorted(words):
        whole = [n for n, period in enumerate(TERTIALS) if period.first_day >= day]
        if whole and whole[0]:
            because[whole[0]] = f"då {' och '.join(words[day])}" if words[day] else ""
    starts = sorted(because)
    known = [told.column for told in _told(each, 0, len(TERTIALS))]
    return [
        (start, end, because[start] if known and known[0] < start else "")
        for start, end in zip(starts, [*starts[1:], len(TERTIALS)], strict=True)
    ]


def _told(each: Drawn, start: int, end: int) -> list[twin.Told]:
    found = []
    of_parts = CATALOGUE[each.kpi].measure == "ratio" and method_of(each.kpi) != "carried_amount"
    for cell in each.cells:
        known = cell.status in ("ok", "published") and cell.value is not None and not cell.preliminary
        if not known or not start <= cell.column < end:
            continue
        assert cell.value is not None
        value, exposure = cell.value, 1.0
        if of_parts:
            if cell.numerator is None or not cell.denominator:
                continue
            value, exposure = cell.numerator, cell.denominator
        elif CATALOGUE[each.kpi].measure == "days":
            value /= len(TERTIALS[cell.column].days)
        found.append(twin.Told(cell.column, value, exposure, round(cell.value, 6)))
    return found


def signal_differences(
    drawn: list[Drawn], baselines: Baselines | None = None, owners: Owners = OWNERS
) -> list[str]:
    """Where the marts and the twin disagree, in words."""
    found = []
    computed = judged_by_product(drawn, baselines or {}, owners)
    expected = judged_by_hand(drawn, baselines or {}, owners)
    for mart, told, want in zip(("signal", "signal_point"), computed, expected, strict=True):
        found += [f"{mart} {cell} in one of the two only" for cell in told.keys() ^ want.keys()]
        for cell in told.keys() & want.keys():
            if not all(map(_same, told[cell], want[cell])):
                found.append(f"{mart} {cell}: computed {told[cell]}, by hand {want[cell]}")
    return found


def _same(told: Any, want: Any) -> bool:
    if isinstance(told, float) and isinstance(want, float):
        return isclose(told, want, rel_tol=1e-7, abs_tol=1e-9)
    return bool(told == want)


def drawn_series(random: Random) -> list[Drawn]:
    return [random_series(random, kpi, area) for kpi in KPIS for area in AREAS]


def test_random_series_hold_every_state_on_either_side():
    seen = set()
    for seed in range(12):
        signals, _ = judged_by_hand(drawn_series(Random(seed)), {}, OWNERS)
        seen |= {(method_of(kpi), row[0], row[1]) for (kpi, _, _), row in signals.items()}
    states = {
        "counted": {("level", 1), ("level", -1), ("outside", 1), ("outside", -1), ("pause", -1)},
        "share": {("level", 1), ("level", -1)},
        "measured": {("level", 1), ("outside", 1)},
        "carried_count": {("year", 1), ("year", -1), ("step", 1), ("step", -1)},
        "carried_amount": {("year", 1), ("step", 1)},
    }
    for method, expected in states.items():
        told = {row[1:] for row in seen if row[0] == method}
        assert expected | {("inside", 0), ("too_short", 0), ("not_judged", 0)} <= told, method


@pytest.mark.parametrize("seed", rest_slow(range(6), lambda seed: seed < 3))
def test_judgements_of_these_series_are_those_made_by_hand(seed):
    assert not signal_differences(drawn_series(Random(seed)))[:5]


def test_judgements_with_owners_that_come_and_go_and_levels_declared_are_those_made_by_hand():
    owners = {"2260": (date(2015, 1, 1), date(2020, 6, 30)), "2262": (date(2018, 2, 1), None)}
    baselines = {
        "bank_homes": (("", date(2019, 1, 1)),),
        "match_rate": (("GFO", date(2021, 5, 1)), ("2262", date(2022, 3, 3))),
    }
    for seed in (50, 51):
        assert not signal_differences(drawn_series(Random(seed)), baselines, owners)[:5]


@pytest.mark.slow
@given(seed=st.integers(1_000, 2**32))
@settings(QUICKLY, max_examples=examples(10, 24))
def test_judgements_of_any_series_are_those_made_by_hand(seed):
    assert not signal_differences(drawn_series(Random(seed)))[:5]


def counted(kpi: str, area: str, values: list[float]) -> Drawn:
    first = len(TERTIALS) - len(values)
    return Drawn(kpi, area, [Cell(first + n, value, None, None) for n, value in enumerate(values)])


def told_last(series: Drawn, baselines: Baselines, owners: Owners) -> tuple[str, str]:
    """State and sentence of the newest tertial."""
    state, *_, words = judged_by_product([series], baselines, owners)[0][series.kpi, series.area, NAMES[-1]]
    return state, words


def test_a_level_declared_to_have_changed_for_good_is_usual_from_then_on():
    series = counted("exit_interviews", "2262", [10.0] * 12 + [30.0] * 3)
    changed = TERTIALS[-3].first_day
    assert told_last(series, {}, OWNERS)[0] == "level"
    assert told_last(series, {"exit_interviews": (("2262", changed),)}, OWNERS)[0] == "too_short"
    assert told_last(series, {"exit_interviews": (("GFO", changed),)}, OWNERS)[0] == "level"


def test_another_owner_gives_what_gfo_does_for_its_owners_another_baseline_and_the_sentence_says_so():
    values = [20.0] * 20 + [30.0] * 9 + [60.0] * 3
    joined = {"2260": (date(2015, 1, 1), None), "2262": (TERTIALS[-12].first_day, None)}
    state, words = told_last(counted("referrals_received", "GFO", values), {}, joined)
    assert state == "level"
    assert words == (
        "Högre än vanligt för GFO tre tertial i rad: 60, 60 och 60, mot vanligen 30 sedan 2023, då Timrå kom med."
    )
    gone = {"2260": (date(2015, 1, 1), TERTIALS[-12].first_day)}
    assert told_last(counted("referrals_received", "GFO", values), {}, gone)[1].endswith("då Ånge lämnade.")
    # Another kommun's goes on.
    assert "kom med" not in told_last(counted("referrals_received", "2260", values), {}, joined)[1]


def test_a_kommuns_part_of_gfos_registers_is_compared_from_the_day_it_joined_and_what_it_keeps_itself_from_the_first():
    values = [1.0] * 20 + [30.0] * 9 + [60.0] * 3
    joined = {"2260": (date(2015, 1, 1), None), "2262": (TERTIALS[-12].first_day, None)}
    state, words = told_last(counted("homes_left_bank", "2262", values), {}, joined)
    assert state == "level"
    assert words.endswith("mot vanligen 30 sedan 2023, då Timrå kom med.")
    assert "kom med" not in told_last(counted("placements_started", "2262", values), {}, joined)[1]
