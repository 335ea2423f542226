"""A figure of Kolada's: the chosen kommun over the years beside the others, its like, the county and the country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.blocks import pictures
from dashboard.blocks.style import palette
from dashboard.charts.country import Kind, YearLine, draw_years
from dashboard.published.country import Country, first_year
from dashboard.published.country_records import COUNTRY, COUNTY, CountryFigure, CountryValue, Series
from dashboard.published.records import Status
from dashboard.reader.reader import Reader
from dashboard.words import country as words
from dashboard.words.grammar import capitalised, joined
from dashboard.words.tables import Amount, Cell, Table
from pipelines.reference import GFO

# There is no room for the whole of it at a line's end.
_ALIKE = "Liknande"


def beside_the_country(reader: Reader, figure: CountryFigure, key: str) -> None:
    """The chart with its sentence, where its figures come from, and its table; nothing where no kommun has any."""
    found = Country(reader.figures.source)
    series, own = found.series(figure.kolada_kpi), reader.selection.area
    kommuner = [area for area in reader.figures.owners if area.area != GFO and area.area in series]
    if not kommuner:
        return
    group = found.group_of(own)
    beside = None if own == GFO else found.beside(figure.kolada_kpi, own, reader.area.name)
    areas: list[tuple[str, str, Kind, str]] = [
        (area.area, area.name, "other", "") for area in kommuner if area.area != own
    ]
    areas += [(own, reader.area.name, "own", "")] if own in series else []
    areas += (
        [(group.area, capitalised(words.ALIKE), "alike", _ALIKE)] if group and group.area in series else []
    )
    areas += [(COUNTY, capitalised(words.COUNTY), "county", "")] if COUNTY in series else []
    areas += [(COUNTRY, capitalised(words.COUNTRY), "country", "")] if COUNTRY in series else []
    shown = [(code, name) for code, name, _kind, _short in areas]
    years = sorted({year for code, _name in shown for year in series[code]})
    first = first_year(series.get(own, {}))
    then = None if first is None else found.beside(figure.kolada_kpi, own, reader.area.name, first)
    others = [series[area.area].get(beside.year) for area in kommuner if area.area != own] if beside else []
    told = " ".join(
        filter(
            None,
            (
                words.numbers(beside),
                words.course(then, beside) if then else "",
                words.between(then, beside, series[own]) if then else "",
                words.place(beside, others),
            ),
        )
        if beside
        else ()
    )
    title = words.title(beside) if beside else _of_all(series, [area.area for area in kommuner])
    lines = [YearLine(name, _by_year(series[code]), kind, short) for code, name, kind, short in areas]
    means = _means(series, shown)
    withheld = any(value.status == "withheld" for code, _name in shown for value in series[code].values())
    said = [
        words.where_from(
            figure, means, group.members if group else "", years, sample=reader.figures.release.sample
        ),
        *(
            words.left_out(name, {v.year: found.left_out(figure.kolada_kpi, v.area, v.year) for v in values})
            for name, values in means
        ),
        words.WITHHELD if withheld else "",
    ]
    pictures.chart(
        reader,
        draw_years(lines, figure, palette(), _reach(series)),
        name="Jämfört med riket",
        title=title,
        sub=f"{figure.name}, per år. {told}".strip(),
        describe=f"{title}. {told}".strip(),
        said=" ".join(sentence for sentence in said if sentence),
        tertials=False,
        table=_table(series, _in_order(shown, own), years, figure),
        area="" if own == GFO else own,
        key=key,
    )


def _by_year(series: Series) -> dict[int, tuple[Decimal | None, Status]]:
    return {year: (value.value, value.shown_as) for year, value in series.items()}


def _of_all(series: Mapping[str, Series], kommuner: Sequence[str]) -> str:
    """How many kommuner lie above the country, the newest year that it has a figure for."""
    country = {year: one.value for year, one in series.get(COUNTRY, {}).items() if one.value is not None}
    if not country:
        return "Kolada har ingen siffra för riket"
    year = max(country)
    found = [series[code][year].value for code in kommuner if year in series[code]]
    known = [value for value in found if value is not None]
    return words.of_kommuner(sum(value > country[year] for value in known), len(known), len(kommuner), year)


def _means(series: Mapping[str, Series], shown: Sequence[tuple[str, str]]) -> list[words.Mean]:
    """The areas whose figures are means of ours, and these figures."""
    found: list[words.Mean] = []
    for code, name in shown:
        ours = [value for value in series[code].values() if value.kommuner is not None]
        if ours:
            found.append((name.lower(), ours))
    return found


def _reach(series: Mapping[str, Series]) -> tuple[float, float]:
    """The lowest and highest figure of any area."""
    numbers = [
        float(one.value) for of_area in series.values() for one in of_area.values() if one.value is not None
    ]
    return min(numbers, default=0.0), max(numbers, default=1.0)


def _in_order(shown: Sequence[tuple[str, str]], own: str) -> list[tuple[str, str]]:
    """The chosen kommun first, then its like, the county and the country, and the other kommuner last."""
    wide = [area for area in shown if area[0] == own]
    wide += [area for area in shown if area[0] in (COUNTY, COUNTRY) or area[0].startswith("G")]
    return wide + [area for area in shown if area not in wide]


def _table(
    series: Mapping[str, Series],
    shown: Sequence[tuple[str, str]],
    years: Sequence[int],
    figure: CountryFigure,
) -> Table:
    """A row an area, a column a year, the newest first; and whose figures they are."""
    newest = list(reversed(years))
    rows: list[tuple[Cell, ...]] = []
    for code, name in shown:
        cells = [_cell(series[code].get(year), figure) for year in newest]
        rows.append((name, *cells, _whose(list(series[code].values()))))
    return Table(("Område", *map(str, newest), "Uppgift från"), tuple(rows), chosen=0 if shown else None)


def _cell(value: CountryValue | None, figure: CountryFigure) -> Cell:
    return None if value is None else Amount(value.value, figure.unit, figure.decimals, value.shown_as)


def _whose(values: Sequence[CountryValue]) -> str:
    whose = ["Kolada"] if any(value.kommuner is None for value in values) else []
    return joined(
        [*whose, "egen beräkning"] if any(value.kommuner is not None for value in values) else whose
    )
