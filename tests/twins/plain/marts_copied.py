"""Twins of the tables that carry something over: kommuner, periods, comments and definitions."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tests.twins.plain.calendar import Span, last_day_of_month, started_by

Row = dict[str, Any]
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
#: How a question says for how many days after it a cohort is followed.
FOLLOWED = {0: "", 365: "ett år"}


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def area(kommuner: Path, owning: dict[str, date | None]) -> set[tuple[str, str, str, bool, date | None]]:
    """area, name, genitive, is_owner, left_on: the kommuner of the county, and GFO."""
    found = {
        (
            row["kommun_code"],
            row["kommun"],
            row["genitive"],
            row["kommun_code"] in owning,
            owning.get(row["kommun_code"]),
        )
        for row in _lines(kommuner)
    }
    return found | {("GFO", "GFO", "GFO:s", True, None)}


def published_allocation(amounts: Path, key: Path) -> set[tuple[int, str, int, int]]:
    """year, area, amount_sek, derived_children: the one year whose amounts an annual report published."""
    children = {row["kommun_code"]: int(row["children_0_17_2020_derived"]) for row in _lines(key)}
    return {
        (2023, row["kommun_code"], int(row["amount_sek"]), children[row["kommun_code"]])
        for row in _lines(amounts)
    }


def period(periods: list[Span], reporting_date: date) -> set[tuple[str, str, str, date, date, bool]]:
    """period, kind, label, first_day, last_day, preliminary: those that have begun."""
    return {
        (p.id, p.kind, _label(p), p.first_day, p.last_day, p.last_day > reporting_date)
        for p in started_by(periods, reporting_date)
    }


def _label(span: Span) -> str:
    if span.kind == "year":
        return str(span.first_day.year)
    if span.kind == "month":
        return f"{MONTHS[span.first_day.month - 1]} {span.first_day.year}"
    if span.kind == "tertial":
        return _tertial(span.last_day)
    if span.kind == "ytd":
        return f"januari–{MONTHS[span.last_day.month - 1]} {span.last_day.year}"
    if span.kind == "block":
        return f"{span.first_day.year}–{span.last_day.year}"
    if span.kind == "same_days":
        return _days(span)
    first_tertial_ends = last_day_of_month(span.first_day.year, min(12, span.first_day.month + 3))
    return f"{_tertial(first_tertial_ends)}–{_tertial(span.last_day)}"


def _days(span: Span) -> str:
    first, last = span.first_day, span.last_day
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year}–{end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]}–{end}"
    return f"{first.day}–{end}"


def _tertial(last_day: date) -> str:
    return f"T{last_day.month // 4} {last_day.year}"


def comment(rows: list[Row], reporting_date: date) -> list[tuple[Any, ...]]:
    """Comments up to the day the figures speak of. A register without kinds, whatever its days, is all events."""
    unsaid = "forklaring" if any(row.get("kind") for row in rows) else "handelse"
    return sorted(
        (
            *(row[name] for name in ("day", "period", "kpi", "area", "text")),
            row.get("kind") or unsaid,
            row.get("public") == "ja",
        )
        for row in rows
        if row["day"] <= reporting_date
    )


def kpi_definition(folder: Path) -> dict[str, Row]:
    """What each KPI's file says, with what a KPI made of two others takes from them."""
    files = {}
    for path in folder.glob("*.sql"):
        text = path.read_text("utf-8").strip()
        header, query = text.removeprefix("/* kpi").split("*/", 1)
        files[path.stem] = {**tomllib.loads(header), "sql": query.strip()}
    return {kpi: _definition(kpi, files) for kpi in files}


def _definition(kpi: str, files: dict[str, Row]) -> Row:
    told = files[kpi]
    sources, cuts = list(told.get("source", [])), list(told.get("cuts", []))
    for first, second in (("numerator", "denominator"), ("minuend", "subtrahend")):
        if first in told:
            one, other = (_definition(told[name], files) for name in (first, second))
            sources = one["source"].split(", ")
            sources += [source for source in other["source"].split(", ") if source not in sources]
            cuts = [cut for cut in one["cuts"].split(", ") if cut and cut in other["cuts"].split(", ")]
    return {
        "kpi": kpi,
        "name": told["name"],
        "question": told["question"].replace("{follow_up}", FOLLOWED[told.get("follow_up_days", 0)]),
        "unit": told["unit"],
        "measure": told["measure"],
        "direction": told["direction"],
        "caveat": told["caveat"],
        "source": ", ".join(sources),
        "owner": told["owner"],
        "reviewed": told["reviewed"],
        "next_review": told["next_review"],
        "decimals": told.get("decimals", 0),
        "numerator": told.get("numerator", ""),
        "denominator": told.get("denominator", ""),
        "scale": told.get("scale", 1),
        "part_of": told.get("part_of", ""),
        "sums_to": told.get("sums_to", ""),
        "cuts": ", ".join(cuts),
        "additive": told["measure"] in ("flow", "days", "sum"),
        "baseline_from": told.get("baseline_from", ""),
        "sql": told["sql"],
    }
