"""A KPI that has a twin in Kolada: its kommuner beside the country, and our figure beside Kolada's."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import downloads, pictures, text
from dashboard.blocks.country import beside_the_country
from dashboard.blocks.style import palette
from dashboard.charts.country import YearLine, draw_years
from dashboard.published.country import Country
from dashboard.published.country_records import CountryFigure, CountryValue
from dashboard.published.records import Definition, Value
from dashboard.reader.reader import Reader
from dashboard.words import country as words
from dashboard.words.grammar import lowered
from dashboard.words.tables import Amount, Sheet, Table, figure
from pipelines.reference import GFO

_OURS, _THEIRS = "GFO Insikt", "Kolada"


def sections(reader: Reader, kpi: str) -> None:
    """Whichever of the two the KPI has; nothing where Kolada's figures have never been fetched."""
    found = Country(reader.figures.source)
    compared, twin = found.on_page_of(kpi), found.twin_of(kpi)
    if compared or twin:
        text.heading("Jämför", anchor="jamfor")
    if compared:
        beside_the_country(reader, compared, "mot-riket")
    if twin and reader.selection.area == GFO:
        _of_every_kommun(reader, kpi, twin)
    elif twin:
        _of_one(reader, kpi, twin)


def _whole_years(reader: Reader, kpi: str, area: str) -> dict[int, Value]:
    """Our figures of years that are over."""
    return {
        int(value.period): value
        for value in reader.figures.series(kpi, area, "year")
        if not value.preliminary and value.status != "missing"
    }


def _of_one(reader: Reader, kpi: str, twin: CountryFigure) -> None:
    """The chosen kommun's two figures as two lines that are never mixed."""
    area = reader.area
    every = _whole_years(reader, kpi, area.area)
    ours = {year: value for year, value in every.items() if value.shown}
    hidden = sorted(every.keys() - ours.keys())
    found = Country(reader.figures.source).series(twin.kolada_kpi).get(area.area, {})
    theirs = {year: value for year, value in found.items() if year not in hidden}
    if not ours or not theirs:
        return
    definition = reader.figures.definition(kpi)
    # Of years before our registers begin there is nothing to set beside.
    years = sorted(year for year in ours.keys() | theirs.keys() if year >= min(ours))
    lines = [
        YearLine(_OURS, {year: (v.value, v.status) for year, v in ours.items()}, "own"),
        YearLine(
            _THEIRS, {year: (v.value, v.shown_as) for year, v in theirs.items() if year in years}, "alike"
        ),
    ]
    numbers = [float(value) for line in lines for value, _status in line.values.values() if value is not None]
    title = words.beside_kolada(area.name, definition, ours, theirs, twin)
    pictures.chart(
        reader,
        draw_years(lines, definition, palette(), (min(numbers, default=0), max(numbers, default=1))),
        name=words.BOTH,
        title=title,
        sub=f"{area.name}, per år. Heldraget: GFO Insikt. Streckat: Koladas {twin.kolada_kpi}, {lowered(twin.name)}.",
        describe=title,
        said=_why(
            kpi,
            words.protected([str(year) for year in hidden if year in found], years=True),
            [value for year, value in theirs.items() if year in years],
        ),
        tertials=False,
        table=_table_of_one(definition, twin, years, ours, theirs),
        area=area.area,
        key="kolada",
        kpis=[kpi],
    )


def _why(kpi: str, left_out: str, theirs: Sequence[CountryValue]) -> str:
    """Why the two differ, what is left out, and what the dots of Kolada's mean."""
    withheld = any(value.status == "withheld" for value in theirs)
    return " ".join(filter(None, (words.DIFFERS[kpi], left_out, words.WITHHELD if withheld else "")))


def _table_of_one(
    definition: Definition,
    twin: CountryFigure,
    years: Sequence[int],
    ours: dict[int, Value],
    theirs: dict[int, CountryValue],
) -> Table:
    return Table(
        ("År", _OURS, _THEIRS),
        tuple(
            (
                str(year),
                figure(ours[year], definition) if year in ours else None,
                _amount(theirs[year], twin) if year in theirs else None,
            )
            for year in reversed(years)
        ),
    )


def _amount(value: CountryValue, twin: CountryFigure) -> Amount:
    return Amount(value.value, twin.unit, twin.decimals, value.shown_as)


def _of_every_kommun(reader: Reader, kpi: str, twin: CountryFigure) -> None:
    """The kommuner's two figures, the newest year that both have."""
    figures = reader.figures
    definition, theirs = figures.definition(kpi), Country(figures.source).series(twin.kolada_kpi)
    ours = {area.area: _whole_years(reader, kpi, area.area) for area in figures.owners if area.area != GFO}
    common = {
        year
        for area, values in ours.items()
        for year, value in values.items()
        if value.shown and year in theirs.get(area, {})
    }
    if not common:
        return
    year = max(common)
    owners = [area for area in figures.owners if area.area in ours]
    hidden = [area for area in owners if year in ours[area.area] and not ours[area.area][year].shown]
    listed = [area for area in owners if area not in hidden]
    table = Table(
        ("Kommun", _OURS, _THEIRS),
        tuple(
            (
                area.name,
                figure(ours[area.area][year], definition) if year in ours[area.area] else None,
                _amount(theirs[area.area][year], twin) if year in theirs.get(area.area, {}) else None,
            )
            for area in listed
        ),
    )
    title = f"{words.BOTH} {year}"
    why = _why(
        kpi,
        words.protected([area.name for area in hidden]),
        [theirs[area.area][year] for area in listed if year in theirs.get(area.area, {})],
    )
    text.heading(
        title, f"{definition.name} i GFO Insikt, och Koladas {twin.kolada_kpi}, {lowered(twin.name)}."
    )
    text.show_table(table, title)
    text.note(why)
    downloads.offer(reader, Sheet(words.BOTH, title, table, said=(why,), kpis=(kpi,)), "kolada")
