"""The kommuner beside each other by our own figures: children in foster homes per 1 000 children, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboard.blocks import pictures
from dashboard.blocks.near import beside
from dashboard.blocks.rates import rates
from dashboard.blocks.style import palette
from dashboard.charts.country import YearLine, draw_years
from dashboard.published.country import Country
from dashboard.published.records import Status, Value
from dashboard.reader.reader import Reader
from dashboard.views.kommun import sentences
from dashboard.words import per_thousand
from dashboard.words.absence import BROKEN_LINE
from dashboard.words.tables import Cell, Table, figure
from pipelines.reference import GFO

KPI = per_thousand.FOSTER
# A kommun alone has nobody to stand beside.
_SEVERAL = 2


def is_known(reader: Reader) -> bool:
    """Whether the file has the figure of several kommuner, by whole years."""
    return len(_of_kommuner(_by_year(reader))) >= _SEVERAL


def compared(reader: Reader) -> None:
    """The chosen kommun's years beside the others' and GFO's, each named at its line's end."""
    figures, own = reader.figures, reader.selection.area
    every_area = _by_year(reader)
    found, gfo = _of_kommuner(every_area), every_area.get(GFO, {})
    years = sorted({year for values in found.values() for year in values})
    definition = per_thousand.as_rate(figures.definition(KPI))
    in_order = sorted(found, key=lambda code: code == own)
    lines = [
        YearLine(figures.names[code], _drawn(found[code]), "own" if code == own else "other")
        for code in in_order
    ]
    lines += [YearLine(figures.names[GFO], _drawn(gfo), "country")] if gfo else []
    every = [value for values in (*found.values(), gfo) for value in values.values()]
    known = [float(value.value) for value in every if value.value is not None]
    newest = {figures.names[code]: values[years[-1]] for code, values in found.items() if years[-1] in values}
    title = per_thousand.foster_title(newest, reader.area.name, gfo.get(years[-1]), years[-1])
    rows: list[tuple[Cell, ...]] = [
        (name, *(figure(of[year], definition) if year in of else None for year in reversed(years)))
        for name, of in (
            *((figures.names[code], found[code]) for code in reversed(in_order)),
            *([(figures.names[GFO], gfo)] if gfo else []),
        )
    ]
    pictures.chart(
        reader,
        draw_years(lines, definition, palette(), (min(known, default=0.0), max(known, default=1.0))),
        name="Kommunerna per 1 000 barn",
        title=title,
        sub=f"{sentences.RATES}, per år. {beside(reader)[1]}".strip(),
        describe=per_thousand.of_each(newest, years[-1]),
        said=" ".join(
            filter(
                None,
                (
                    per_thousand.of_each(newest, years[-1]),
                    _kolada(reader, years[-1], every_area.get(own, {})),
                    BROKEN_LINE if any(value.status == "hidden" for value in every) else "",
                ),
            )
        ),
        tertials=False,
        table=Table(("Område", *map(str, reversed(years))), tuple(rows), chosen=0 if own in found else None),
        area="" if own == GFO else own,
        key="per-barn",
        kpis=[KPI],
    )


def _by_year(reader: Reader) -> Mapping[str, Mapping[int, Value]]:
    """The whole years of the kommuner near the chosen one in size, and of GFO."""
    if not all(reader.figures.has(kpi) for kpi in (KPI, per_thousand.CHILDREN)):
        return {}
    found = rates(reader.figures, KPI, "year", (*beside(reader)[0], GFO))
    whole = {
        code: {int(one.period): one for one in values if not one.preliminary and one.status != "missing"}
        for code, values in found.items()
    }
    return {code: values for code, values in whole.items() if values}


def _of_kommuner(every_area: Mapping[str, Mapping[int, Value]]) -> dict[str, Mapping[int, Value]]:
    """Those of the kommuner that any year is shown of."""
    return {
        code: values
        for code, values in every_area.items()
        if code != GFO and any(value.shown for value in values.values())
    }


def _drawn(values: Mapping[int, Value]) -> dict[int, tuple[Decimal | None, Status]]:
    return {year: (value.value, value.status) for year, value in values.items()}


def _kolada(reader: Reader, year: int, own: Mapping[int, Value]) -> str:
    """What Kolada has of the same, which is another year until it has been published."""
    country = Country(reader.figures.source)
    theirs = country.on_page_of(KPI)
    found = country.beside(theirs.kolada_kpi, reader.selection.area, reader.area.name) if theirs else None
    return sentences.beside_kolada(found, own.get(found.year), year) if found else ""
