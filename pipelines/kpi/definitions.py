"""Reads the KPI files of `sql/kpi/`: a TOML header in a comment, then one query of observations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipelines.kpi.words import DIRECTIONS
from pipelines.reference import GFO, SQL_ROOT, codes, kommuner
from pipelines.wording import length_of_time

#: What each measure's query returns beside its cut columns; `ratio` and `difference` have no query.
MEASURE_COLUMNS: dict[str, tuple[str, ...]] = {
    "flow": ("kommun_code", "day", "item"),
    "unique_flow": ("kommun_code", "day", "item"),
    "during": ("kommun_code", "first_day", "last_day", "item"),
    "stock": ("kommun_code", "first_day", "last_day", "item"),
    "days": ("kommun_code", "first_day", "last_day", "item"),
    "sum": ("kommun_code", "day", "value", "item"),
    "median": ("kommun_code", "day", "value", "item"),
    "level": ("kommun_code", "day", "value"),
    "ratio": (),
    "difference": (),
}
#: Measures whose months add up to tertials, tertials to years, and kommuner to GFO.
ADDITIVE = frozenset({"flow", "days", "sum"})
#: Cut dimension → list of `data/reference/codes.csv`; a dimension of the same name needs no entry.
CUT_LISTS = {
    "form": "placeringsform",
    "utfall": "avgjort",
    "status": "hemstatus",
    "lagrum": "rattslig_grund",
    "orsak": "slutorsak",
}
_HEADER = re.compile(r"\A\s*/\*\s*kpi\b(?P<header>.*?)\*/\s*(?P<query>.*)\Z", re.DOTALL)


class DefinitionError(Exception):
    """A KPI file that breaks the house's rules; ours to mend, so it names the file."""


@dataclass(frozen=True)
class KpiDefinition:
    """One KPI as its file states it; `query` is the SQL below the header, exactly as it runs.

    `follow_up_days`: how long after a period its figures still change, said in the question as `{follow_up}`.
    `same_as`: the KPI beside it that it mostly says the same as, counted in other units, months or ages.
    `baseline_from`: the days from which what is normal is counted anew, a decision that the level has changed for
    good; each with its area, blank for all of them. In the header a day alone, or a table of area and day.
    """

    kpi: str
    name: str
    question: str
    unit: str
    measure: str
    direction: str
    caveat: str
    owner: str
    reviewed: date
    next_review: date
    source: tuple[str, ...] = ()
    query: str = ""
    decimals: int = 0
    numerator: str = ""
    denominator: str = ""
    scale: int = 1
    minuend: str = ""
    subtrahend: str = ""
    part_of: str = ""
    same_as: str = ""
    sums_to: str = ""
    cuts: tuple[str, ...] = ()
    total_cut: str = ""
    areas: str = "all"
    grain: str = "month"
    follow_up_days: int = 0
    baseline_from: tuple[tuple[str, date], ...] = ()
    level_day: str = "period_end"
    within_period: bool = False
    whole_months: bool = False
    cover: bool = True
    example: str = ""

    @property
    def of_spans(self) -> bool:
        """Whether it counts spans of days rather than what happened on a day."""
        return "last_day" in MEASURE_COLUMNS[self.measure]

    @property
    def additive(self) -> bool:
        return self.measure in ADDITIVE

    @property
    def gfo_only(self) -> bool:
        return self.areas == GFO

    @property
    def parts(self) -> tuple[str, ...]:
        """The two KPIs a ratio or difference is made of, first the one above or before."""
        return tuple(kpi for kpi in (self.numerator, self.denominator, self.minuend, self.subtrahend) if kpi)

    @property
    def baseline_words(self) -> str:
        """From when what is normal is counted, as a reader sees it: `2024-01-01`, `2022-09-01 (GFO)`; blank: always."""
        return ", ".join(
            f"{day} ({kommuner().get(area, area)})" if area else str(day) for area, day in self.baseline_from
        )

    @property
    def cut_values(self) -> tuple[str, ...]:
        """The closed list of cuts: '' (all) first, then `dimension=code`."""
        return ("", *(f"{name}={code}" for name in self.cuts for code in codes(CUT_LISTS.get(name, name))))


_FIELDS = {f.name for f in fields(KpiDefinition)} - {"kpi", "query"}


def parse_definition(kpi: str, text: str) -> KpiDefinition:
    """Read one KPI file; DefinitionError names what is wrong with it."""
    match = _HEADER.match(text)
    if not match:
        raise DefinitionError(f"{kpi}: the file does not start with a /* kpi … */ header")
    try:
        header: dict[str, Any] = tomllib.loads(match["header"])
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{kpi}: the header is not TOML: {error}") from error
    unknown = sorted(header.keys() - _FIELDS)
    if unknown:
        raise DefinitionError(f"{kpi}: unknown keys {unknown}")
    for name in ("source", "cuts"):
        header[name] = tuple(header.get(name, ()))
    baseline = header.get("baseline_from", {})
    header["baseline_from"] = tuple((baseline if isinstance(baseline, dict) else {"": baseline}).items())
    try:
        definition = KpiDefinition(kpi=kpi, query=match["query"].strip(), **header)
    except TypeError as error:
        raise DefinitionError(f"{kpi}: {error}") from error
    _check(definition)
    # The one word of a header that another key decides.
    follow_up = length_of_time(definition.follow_up_days)
    return replace(definition, question=definition.question.replace("{follow_up}", follow_up))


def _check(definition: KpiDefinition) -> None:
    problems = []
    if definition.measure not in MEASURE_COLUMNS:
        problems.append(f"unknown measure {definition.measure!r}")
    elif bool(MEASURE_COLUMNS[definition.measure]) != bool(definition.query):
        problems.append("a measure with observations needs a query, a ratio or difference has none")
    if definition.direction not in DIRECTIONS:
        problems.append(f"unknown direction {definition.direction!r}")
    if (definition.measure in ("ratio", "difference")) != (len(definition.parts) == 2):
        problems.append("a ratio or difference names two KPIs, the other measures none")
    if not all(type(day) is date for _, day in definition.baseline_from):
        problems.append(f"baseline_from is no day, or areas with a day each: {definition.baseline_from!r}")
    days = definition.follow_up_days
    if days and f"{days} dagar" not in definition.caveat:
        problems.append(f"the caveat does not speak of the {days} days of follow-up")
    if days and definition.query and not re.search(rf"\+ {days}\b", definition.query):
        problems.append(f"the query does not follow for {days} days")
    if problems:
        raise DefinitionError(f"{definition.kpi}: {'; '.join(problems)}")


def read_definitions(folder: Path) -> dict[str, KpiDefinition]:
    """Every KPI of a folder by id; parts before the ratios and differences made of them."""
    found = {
        path.stem: parse_definition(path.stem, path.read_text("utf-8"))
        for path in sorted(folder.glob("*.sql"))
    }
    ordered: dict[str, KpiDefinition] = {}

    def place(kpi: str, wanted_by: tuple[str, ...]) -> None:
        if kpi in ordered:
            return
        if kpi not in found:
            raise DefinitionError(f"{wanted_by[-1]}: there is no KPI {kpi!r}")
        if kpi in wanted_by:
            raise DefinitionError(f"{kpi}: made of itself by way of {' → '.join(wanted_by)}")
        for part in found[kpi].parts:
            place(part, (*wanted_by, kpi))
        ordered[kpi] = _with_parts(found[kpi], ordered)

    for kpi, definition in found.items():
        place(kpi, ())
        if definition.same_as and definition.same_as not in found:
            raise DefinitionError(f"{kpi}: there is no KPI {definition.same_as!r}")
    return ordered


def _with_parts(definition: KpiDefinition, ordered: dict[str, KpiDefinition]) -> KpiDefinition:
    """A ratio or difference rests on the sources, cuts and limits of its parts."""
    if not definition.parts:
        return definition
    first, second = (ordered[part] for part in definition.parts)
    if definition.follow_up_days != max(first.follow_up_days, second.follow_up_days):
        raise DefinitionError(f"{definition.kpi}: its parts are followed for another number of days")
    return replace(
        definition,
        source=tuple(dict.fromkeys((*first.source, *second.source))),
        cuts=tuple(name for name in first.cuts if name in second.cuts),
        areas=GFO if first.gfo_only or second.gfo_only else "all",
        grain="tertial" if "tertial" in (first.grain, second.grain) else "month",
    )


@cache
def kpi_definitions() -> dict[str, KpiDefinition]:
    """The product's own KPIs."""
    return read_definitions(SQL_ROOT / "kpi")


@cache
def same_figures() -> Mapping[str, str]:
    """Of each KPI that mostly says the same as another, the one that others are set beside."""
    return MappingProxyType({kpi: one.same_as for kpi, one in kpi_definitions().items() if one.same_as})
