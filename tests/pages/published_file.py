"""A believable published file by the schema of docs/data-model.md, for the pages' tests.

Every figure is a plain function of KPI, area and period, so a test can say what it expects. `Odd` makes the
states that the sample has too few of: hidden, missing, an empty period.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zlib import crc32

import duckdb
import polars as pl

from pipelines.home import DataHome
from pipelines.periods import Period, periods_between
from pipelines.reference import REFERENCE_ROOT, kommuner, read_reference
from tests.pages.published_marts import MARTS

FIRST_DAY = date(2019, 1, 1)
REPORTING_DATE = date(2026, 8, 31)
FORMS = ("familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott", "jourhem", "hvb", "sis")
# id: (name, unit, measure, direction, scale of one kommun's figure, cuts)
KPIS: dict[str, tuple[str, str, str, str, float, str]] = {
    "referrals_received": ("Inkomna remisser", "remisser", "flow", "neither", 6, ""),
    "referrals_decided": ("Avgjorda remisser", "remisser", "flow", "neither", 6, ""),
    "matches": ("Matchningar", "matchningar", "flow", "better", 3, ""),
    "referrals_matched": ("Matchade barn", "barn", "unique_flow", "better", 3, ""),
    "referrals_matched_gfo": ("Matchade via GFO", "barn", "unique_flow", "better", 2, ""),
    "referrals_matched_kommun": ("Matchade av kommun", "barn", "unique_flow", "neither", 1, ""),
    "referrals_matched_network": ("Nätverksplaceringar", "barn", "unique_flow", "neither", 1, ""),
    "referrals_returned_gfo": ("Återlämnade av GFO", "remisser", "flow", "worse", 2, ""),
    "referrals_withdrawn_kommun": ("Återtagna av kommun", "remisser", "flow", "neither", 1, ""),
    "referrals_open": ("Pågående remisser", "remisser", "stock", "worse", 3, ""),
    "match_rate": ("Andel matchade", "procent", "ratio", "better", 45, ""),
    "days_to_match": ("Dagar till matchning", "dagar", "median", "worse", 40, ""),
    "bank_homes_available": ("Tillgängliga familjehem", "familjehem", "stock", "better", 5, "hemtyp"),
    "bank_homes": ("Familjehem i banken", "familjehem", "stock", "better", 12, "hemtyp"),
    "enquiries_received": ("Intresseanmälningar", "anmälningar", "flow", "better", 8, "kanal"),
    "enquiries_approved_later": ("Godkända ur kohorten", "anmälningar", "flow", "better", 1, "kanal"),
    "enquiry_conversion": ("Andel godkända", "procent", "ratio", "better", 14, "kanal"),
    "homes_approved": ("Godkända hem", "familjehem", "flow", "better", 1, ""),
    "days_to_approval": ("Dagar till godkännande", "dagar", "median", "worse", 150, ""),
    "foster_parents_trained": ("Utbildade familjehemsföräldrar", "deltagare", "sum", "better", 2, ""),
    "training_participants": ("Deltagare i utbildning", "deltagare", "sum", "better", 8, "utbildningstyp"),
    "placed_children": ("Placerade barn", "barn", "during", "neither", 60, "form"),
    "children_in_care": ("Barn placerade på sista dagen", "barn", "stock", "neither", 50, "form"),
    "foster_children": ("Barn i familjehem", "barn", "during", "neither", 40, ""),
    "foster_children_consultant": ("Barn i konsulentstödda hem", "barn", "during", "worse", 8, ""),
    "emergency_placements_started": (
        "Påbörjade jourhemsplaceringar",
        "barn",
        "unique_flow",
        "neither",
        2,
        "",
    ),
    "emergency_placements_akutfamilj": ("Varav i akutfamilj", "barn", "unique_flow", "neither", 1, ""),
    "placements_started": ("Påbörjade placeringar", "placeringar", "flow", "neither", 7, "form"),
    "placements_ended": ("Avslutade placeringar", "placeringar", "flow", "neither", 6, "form"),
    "replacements": ("Omplaceringar", "placeringar", "flow", "worse", 2, "form"),
    "breakdowns": ("Sammanbrott", "placeringar", "flow", "worse", 1, "form"),
    "breakdown_rate": ("Andel sammanbrott", "procent", "ratio", "worse", 9, ""),
    "care_days": ("Vårddygn", "dygn", "days", "neither", 5500, "form"),
    "children_0_20": ("Barn 0–20 år", "barn", "level", "neither", 5000, ""),
    "placed_per_1000": (
        "Placerade barn per 1 000 barn",
        "per 1 000 barn 0–20 år",
        "ratio",
        "neither",
        12,
        "",
    ),
    "support_assignments": ("Individuellt stöd", "uppdrag", "flow", "neither", 2, ""),
    "mentorships": ("Mentorskap", "uppdrag", "flow", "better", 1, ""),
    "exit_interviews": ("Avslutssamtal", "samtal", "flow", "neither", 1, ""),
    "deviations_reported": ("Avvikelser", "avvikelser", "flow", "worse", 2, "kategori"),
    "deviations_open": ("Öppna avvikelser", "avvikelser", "stock", "worse", 1, ""),
    "placement_cost": ("Placeringskostnad", "kr", "sum", "neither", 5_200_000, "form"),
    "cost_per_care_day": ("Kostnad per vårddygn", "kr per vårddygn", "ratio", "worse", 1300, "form"),
    "consultant_cost": ("Kostnad konsulentstödda hem", "kr", "sum", "worse", 900_000, ""),
    "foster_cost": ("Kostnad familjehem", "kr", "sum", "neither", 2_600_000, ""),
    "consultant_cost_share": ("Konsulentstöddas andel", "procent", "ratio", "worse", 34, ""),
    "cost_per_child_0_20": ("Kostnad per barn 0–20", "kr", "ratio", "neither", 1100, ""),
    "gfo_budget": ("GFO:s budget", "kr", "sum", "neither", 2_900_000, "post"),
    "gfo_outcome": ("GFO:s utfall", "kr", "sum", "neither", 2_800_000, "post"),
    "gfo_prognosis": ("GFO:s prognos", "kr", "level", "neither", 8_600_000, ""),
    "gfo_deviation": ("Avvikelse mot budget", "kr", "difference", "better", 100_000, "post"),
}
# The two counts behind a share or a rate, and its scale.
PARTS = {
    "match_rate": ("matches", "referrals_decided", 100),
    "placed_per_1000": ("placed_children", "children_0_20", 1000),
}
_MONEY = pl.Decimal(18, 6)
_VALUE_SCHEMA = {
    "kpi": pl.String,
    "cut": pl.String,
    "area": pl.String,
    "period": pl.String,
    "value": _MONEY,
    "numerator": _MONEY,
    "denominator": _MONEY,
    "n": pl.Int32,
    "status": pl.String,
    "reason": pl.String,
    "preliminary": pl.Boolean,
}
# Their figures are final a year after the period.
FOLLOWED_UP = frozenset({"enquiries_approved_later", "enquiry_conversion"})
_GFO_ONLY = frozenset({"gfo_budget", "gfo_outcome", "gfo_prognosis", "gfo_deviation"})
_CUT_CODES = {
    "form": FORMS,
    "kanal": ("webb", "sociala_medier", "annons"),
    "kategori": ("samverkan", "matchning"),
    "hemtyp": ("familjehem", "jourhem", "akutfamilj"),
    "utbildningstyp": ("grundutbildning", "connect"),
    "post": ("personal", "lokaler", "ovrigt"),
}
_SIZES = {"2260": 0.4, "2262": 0.8, "2280": 1.2, "2282": 0.8, "2283": 0.9, "2284": 2.4}
_KIND_WEIGHT = {"month": 0.25, "tertial": 1.0, "year": 2.6, "rolling": 2.6}


@dataclass(frozen=True)
class Odd:
    """States put on top: (kpi, area, period) cells hidden or missing, periods with no rows at all."""

    hidden: frozenset[tuple[str, str, str]] = frozenset()
    missing: dict[tuple[str, str, str], str] = field(default_factory=dict)
    empty_periods: frozenset[str] = frozenset()
    sample: bool = True
    html_in_names: bool = False
    reporting_date: date = REPORTING_DATE


def expected(kpi: str, area: str, period: Period) -> Decimal:
    """The figure the file holds: a wave over the years around the KPI's scale, by the kommun's size."""
    _name, unit, measure, _direction, scale, _cuts = KPIS[kpi]
    phase = crc32(f"{kpi}{area}".encode()) % 100
    tertial = (period.first_day.year - 2019) * 3 + period.first_day.month // 4
    wave = 1 + 0.25 * math.sin(tertial / 2.3 + phase) + 0.015 * tertial
    relative = measure in ("ratio", "median")
    size = 1.0 if relative or kpi in _GFO_ONLY else (sum(_SIZES.values()) if area == "GFO" else _SIZES[area])
    weight = 1.0 if relative or measure in ("stock", "level") else _KIND_WEIGHT[period.kind]
    value = Decimal(str(round(scale * size * wave * weight, 1 if relative else 0)))
    return min(value, Decimal(100)) if unit in ("%", "procent") else value


def write_published(home: DataHome, build: str = "20261121T2000-test", odd: Odd | None = None) -> Path:
    """Write `published/<build>/styrgrupp.duckdb`, point `current` at it, and return the file."""
    odd = odd or Odd()
    folder = home.published / build
    folder.mkdir(parents=True)
    path = folder / "styrgrupp.duckdb"
    connection = duckdb.connect(str(path))
    _write_frame_tables(connection, build, odd)
    _write_values(connection, odd)
    _write_allocation(connection)
    _write_marts(connection, odd)
    connection.execute("checkpoint")
    connection.close()
    fresh = home.published / "current.new"
    fresh.symlink_to(build)
    fresh.replace(home.published / "current")
    return path


def _write_frame_tables(connection: duckdb.DuckDBPyConnection, build: str, odd: Odd) -> None:
    connection.execute(
        "create table release (build varchar, as_of timestamp, reporting_date date, published_at timestamp,"
        " sample boolean, reason varchar, deliveries json)"
    )
    connection.execute(
        "insert into release values (?, ?, ?, ?, ?, '', '[]')",
        [build, datetime(2026, 9, 15, 8), REPORTING_DATE, datetime(2026, 9, 15, 9), odd.sample],
    )
    connection.execute("create table area (area varchar, name varchar, genitive varchar, is_owner boolean)")
    genitives = {row["kommun_code"]: row["genitive"] for row in read_reference("kommuner")}
    connection.executemany(
        "insert into area values (?, ?, ?, ?)",
        [("GFO", "GFO", "GFO:s", True)]
        + [(code, name, genitives[code], code in _SIZES) for code, name in kommuner().items()],
    )
    connection.execute(
        "create table period (period varchar, kind varchar, label varchar, first_day date, last_day date,"
        " preliminary boolean)"
    )
    connection.executemany(
        "insert into period values (?, ?, ?, ?, ?, ?)",
        [
            (p.id, p.kind, p.label, p.first_day, p.last_day, p.last_day > odd.reporting_date)
            for p in periods_between(FIRST_DAY, odd.reporting_date)
        ],
    )
    connection.execute("create table code (list varchar, code varchar, label varchar, position integer)")
    connection.executemany(
        "insert into code values (?, ?, ?, ?)",
        [(row["list"], row["code"], row["label"], n) for n, row in enumerate(read_reference("codes"))],
    )
    connection.execute(
        "create table kpi_definition (kpi varchar, name varchar, question varchar, unit varchar, measure varchar,"
        " direction varchar, caveat varchar, source varchar, owner varchar, reviewed date, next_review date,"
        " decimals integer, numerator varchar, denominator varchar, scale decimal(18,6), part_of varchar,"
        " sums_to varchar, cuts varchar, additive boolean, sql varchar)"
    )
    connection.executemany(
        "insert into kpi_definition values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                kpi,
                f"<b>{name}</b>" if odd.html_in_names else name,
                f"Fråga om {name.lower()}?",
                unit,
                measure,
                direction,
                "Ett förbehåll.",
                "remisser",
                "GFO",
                date(2026, 11, 21),
                date(2027, 11, 21),
                1 if measure in ("ratio", "median") and not unit.startswith("kr") else 0,
                *PARTS.get(kpi, (None, None))[:2],
                1,
                None,
                None,
                cuts,
                measure in ("flow", "sum", "days"),
                f"select kommun_code, day, item -- {kpi}\nfrom core.referral",
            )
            for kpi, (name, unit, measure, direction, _scale, cuts) in KPIS.items()
        ],
    )
    connection.execute(
        "create table delivery_status (dataset varchar, sender varchar, kommun_code varchar, received timestamp,"
        " through date, rows_accepted integer, rows_refused integer, status varchar, reason varchar,"
        " file_sha256 varchar)"
    )
    connection.execute(
        "insert into delivery_status select 'placeringar', 'Timrå', '2262', timestamp '2026-09-03 10:00:00',"
        " date '2026-08-31', 412, 3, 'Delvis godkänd', 'Tre rader utan form', repeat('a1', 32)"
    )
    connection.execute(
        "create table published_difference (kpi varchar, area varchar, period varchar,"
        " published_value decimal(18,6), computed_value decimal(18,6), source varchar)"
    )


def _write_values(connection: duckdb.DuckDBPyConnection, odd: Odd) -> None:
    connection.execute(
        "create table kpi_value (kpi varchar, cut varchar, area varchar, period varchar, value decimal(18,6),"
        " numerator decimal(18,6), denominator decimal(18,6), n integer, status varchar, reason varchar,"
        " preliminary boolean)"
    )
    found: list[tuple[object, ...]] = []
    periods = [p for p in periods_between(FIRST_DAY, odd.reporting_date) if p.kind != "month"]
    for kpi, (*_words, cuts) in KPIS.items():
        cut_codes = [(d, code) for d in cuts.split(",") for code in _CUT_CODES.get(d, ())]
        for area in ("GFO",) if kpi in _GFO_ONLY else ("GFO", *_SIZES):
            for period in periods:
                if period.id in odd.empty_periods:
                    continue
                followed = timedelta(days=365 if kpi in FOLLOWED_UP else 0)
                preliminary = period.last_day + followed > odd.reporting_date
                value = expected(kpi, area, period)
                cell = (kpi, area, period.id)
                # Timrå joined in September 2022: its referrals before then are nobody's to report.
                if area == "2262" and kpi.startswith("referrals") and period.last_day < date(2022, 9, 1):
                    found.append(
                        (kpi, "", area, period.id, None, None, None, None, "missing", "ej_med", False)
                    )
                elif cell in odd.hidden:
                    found.append(
                        (kpi, "", area, period.id, None, None, None, None, "hidden", "", preliminary)
                    )
                elif cell in odd.missing:
                    reason = odd.missing[cell]
                    found.append(
                        (kpi, "", area, period.id, None, None, None, None, "missing", reason, preliminary)
                    )
                else:
                    above = below = None
                    if kpi in PARTS:
                        _above, denominator, scale = PARTS[kpi]
                        below = expected(denominator, area, period)
                        above = value * below / scale
                    found.append((kpi, "", area, period.id, value, above, below, 9, "ok", None, preliminary))
                for dimension, code in cut_codes:
                    share = Decimal(1 + crc32(code.encode()) % 5) / Decimal(3 * len(cut_codes))
                    part = value if KPIS[kpi][2] in ("ratio", "median") else round(value * share)
                    cut = f"{dimension}={code}"
                    found.append((kpi, cut, area, period.id, part, None, None, 9, "ok", None, preliminary))
    # One frame, since executemany takes twenty seconds for these rows.
    frame = pl.DataFrame(found, schema=_VALUE_SCHEMA, orient="row")
    connection.register("frame", frame)
    connection.execute("insert into kpi_value select * from frame")


def _write_allocation(connection: duckdb.DuckDBPyConnection) -> None:
    """2023 as decided: half by children, half by placed children, whole kronor by the published file."""
    connection.execute(
        "create table cost_allocation (year integer, area varchar, months integer, children integer, placed integer,"
        " population_share decimal(18,12), placed_share decimal(18,12), population_amount_sek bigint,"
        " placed_amount_sek bigint, amount_sek bigint)"
    )
    connection.execute(
        "create table allocation_input (year integer, component varchar, base_year integer, area varchar,"
        " value decimal(18,6), dated date, source varchar)"
    )
    with (REFERENCE_ROOT / "cost_allocation_2023.csv").open(encoding="utf-8") as handle:
        amounts = {
            row["kommun_code"]: int(row["amount_sek"]) for row in csv.DictReader(handle, delimiter=";")
        }
    key = {row["kommun_code"]: row for row in read_reference("key_2023_inputs")}
    children = {code: int(row["children_0_17_2020_derived"]) for code, row in key.items()}
    placed = {code: int(row["placed_children_2020_derived"]) for code, row in key.items()}
    budget = sum(amounts.values())
    rows: list[tuple[object, ...]] = []
    for code, whole in amounts.items():
        population_share = Decimal(children[code]) / sum(children.values())
        placed_share = Decimal(placed[code]) / sum(placed.values())
        part = round(population_share * budget / 2)
        rows.append(
            (
                2023,
                code,
                12,
                children[code],
                placed[code],
                population_share,
                placed_share,
                part,
                whole - part,
                whole,
            )
        )
    connection.executemany("insert into cost_allocation values (?,?,?,?,?,?,?,?,?,?)", rows)
    derived = "härledd ur de publicerade beloppen"
    inputs: list[tuple[object, ...]] = [(2023, "budget", None, "GFO", budget, date(2022, 12, 1), "beslut")]
    inputs += [(2023, "population", 2020, c, n, date(2022, 12, 1), derived) for c, n in children.items()]
    inputs += [(2023, "placed", 2020, c, n, date(2022, 12, 1), derived) for c, n in placed.items()]
    inputs += [
        (2023, w, None, "GFO", Decimal("0.5"), date(2022, 12, 1), "beslut")
        for w in ("weight_population", "weight_placed")
    ]
    connection.executemany("insert into allocation_input values (?,?,?,?,?,?,?)", inputs)


def _write_marts(connection: duckdb.DuckDBPyConnection, odd: Odd) -> None:
    """The page-shaped tables: small, but of the right shape and with figures in every area and tertial."""
    for statement in MARTS:
        connection.execute(statement)
    connection.execute(
        "insert into comment values (date '2022-09-01', '2022T3', null, '2262', 'Timrå gick med i GFO.'),"
        " (date '2026-05-12', '2026T2', 'enquiries_received', 'GFO', 'Kampanj i sociala medier.')"
    )
    connection.execute("insert into target values ('bank_homes_available', 'GFO', '2026T2', 30, 'Exempel')")
    connection.execute(
        "insert into allocation_change values (2023, '2262', 'membership', 900), (2023, '2260', 'budget', -5)"
    )
    for period in sorted(odd.empty_periods):
        for table in ("referral_flow", "waiting", "time_to_match", "home_bank", "deviation_closing"):
            connection.execute(f"delete from {table} where period = ?", [period])
