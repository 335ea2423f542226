"""Every figure of the published file, as one workbook and as a package of CSV files. Knows no Streamlit.

A workbook of all of them would take a minute and have more rows than anyone scrolls. It has the whole figures of
tertials, years and months; the package has everything, with the codes that other files are joined by.
"""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterable, Iterator

from dashboard.blocks import files
from dashboard.blocks.files import Page, Said
from dashboard.blocks.standing_deliveries import standing_deliveries
from dashboard.published.every_value import every_value
from dashboard.published.figures import Figures
from dashboard.published.records import Value
from dashboard.reader.selection import slug
from dashboard.words.absence import PROTECTED, absence
from dashboard.words.definitions import called, facts
from dashboard.words.grammar import joined
from dashboard.words.periods import KINDS
from dashboard.words.tables import Amount, Cell, figure
from pipelines.kpi.definitions import CUT_LISTS
from pipelines.kpi.words import remarks
from pipelines.reference import PUBLIK, STYRGRUPP

_IN_WORKBOOK = ("tertial", "year", "month")
_STATUS = {"ok": "finns", "published": "ur äldre rapport", "hidden": "skyddad", "missing": "saknas"}
_KINDS = {**KINDS, "same_days": "Samma dagar året före"}


def workbook(figures: Figures) -> bytes:
    """A sheet a table, the whole figures first."""
    kinds = [_KINDS[kind].lower() for kind in _IN_WORKBOOK]
    left_out = (
        f"Bladet Nyckeltal har hela nyckeltal per {joined(kinds)}. Uppdelningar (till exempel per placeringsform)"
        " och andra slags perioder finns i CSV-paketet, som har alla siffror."
    )
    said = [*_read_me(figures), ("Utelämnat", left_out)]
    return files.workbook(_pages(figures, whole=True), said)


def csv_package(figures: Figures) -> bytes:
    """A zip with a CSV file a table, and what they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        told = "".join(f"{word}: {text}\r\n" for word, text in _read_me(figures))
        package.writestr("las-mig.txt", told.encode("utf-8-sig"))
        for page in _pages(figures, whole=False):
            with package.open(f"{slug(page.name)}.csv", "w") as file:
                file.write(codecs.BOM_UTF8)
                for lines in files.csv_lines(page.columns, page.rows):
                    file.write(lines.encode())
    return buffer.getvalue()


def _read_me(figures: Figures) -> Said:
    return (
        ("Innehåll", f"Alla siffror i GFO Insikt, version {figures.release.build}"),
        *files.source(figures),
        ("Publicerad", f"{figures.release.published_at:%Y-%m-%d %H:%M}"),
        (
            "Nyckeltal",
            "En rad för varje nyckeltal, område och period, med läge, orsak och om den är preliminär.",
        ),
        ("Definitioner", "Vad varje nyckeltal räknar, hur och ur vilka uppgifter."),
        ("Fördelning", "Vad varje kommun betalar av GFO:s budget, år för år, och nyckelns delar."),
        *(
            ()
            if figures.source.audience == PUBLIK
            else (("Leveranser", "Den senast godkända leveransen från varje avsändare."),)
        ),
        ("Perioder", "Varje period med första och sista dag."),
        ("Preliminär", "Siffran kan ändras: perioden är inte slut, eller uppföljningen av den är inte slut."),
        ("Läge", f"finns; ur äldre rapport; skyddad ({PROTECTED}); saknas (orsaken står intill)."),
    )


def _pages(figures: Figures, *, whole: bool) -> Iterator[Page]:
    """The tables of the version, in the order that a reader wants them; `whole` as in the workbook."""
    told = (
        "Område",
        "Period",
        "Slag av period",
        "Värde",
        "Enhet",
        "Läge",
        "Orsak eller förbehåll",
        "Preliminär",
    )
    if whole:
        values = every_value(figures.source, cuts=False, kinds=_IN_WORKBOOK)
        yield Page("Nyckeltal", ("Nyckeltal", *told), (row for _value, row in _values(figures, values)))
    else:
        columns = ("Nyckeltal", "Del", *told, "Beteckning", "Uppdelning", "Områdeskod", "Periodkod")
        yield Page("Nyckeltal", columns, tidy_rows(figures, every_value(figures.source, cuts=True)))
    yield definitions_page(figures)
    yield _allocation(figures)
    if figures.source.audience != PUBLIK:
        deliveries = standing_deliveries(figures)
        yield Page("Leveranser", deliveries.columns, deliveries.rows)
    periods = [period for kind in _KINDS for period in figures.periods(kind)]
    yield Page(
        "Perioder",
        ("Period", "Slag av period", "Första dag", "Sista dag", "Preliminär", "Periodkod"),
        [
            (p.label, _KINDS[p.kind], p.first_day, p.last_day, _yes_or_no(p.preliminary), p.period)
            for p in periods
        ],
    )


def _values(figures: Figures, values: Iterable[Value]) -> Iterator[tuple[Value, tuple[Cell, ...]]]:
    """Each figure, and its row."""
    areas = {area.area: area for area in figures.areas}
    periods = {period.period: period for kind in _KINDS for period in figures.periods(kind)}
    definitions, names = figures.definitions, figures.names
    for value in values:
        definition, area, period = definitions[value.kpi], areas[value.area], periods[value.period]
        if value.shown:
            why = " ".join(remarks(value.reason)) if value.reason else ""
        else:
            why = absence(value, area, period.label, names, figures.source.audience)
        yield (
            value,
            (
                called(definition),
                area.name,
                period.label,
                _KINDS[period.kind],
                figure(value, definition),
                definition.unit,
                _STATUS[value.status],
                why,
                _yes_or_no(value.preliminary),
            ),
        )


# What the program asked: blank of a quotient, which is asked for by its parts.
_QUERY = "Fråga till databasen (SQL)"


def definitions_page(figures: Figures) -> Page:
    """What each KPI counts, a row each; for those who work with the program also what it asks."""
    with_query = figures.source.audience == STYRGRUPP
    every = figures.definitions
    datasets = figures.codes("dataset")
    described = [(definition, facts(definition, every, datasets)) for definition in every.values()]
    words = next((tuple(word for word, _text in rows) for _of, rows in described), ())
    rows = [
        (called(of), *(text for _word, text in told), *((of.sql,) if with_query else ()))
        for of, told in described
    ]
    words += (_QUERY,) if with_query else ()
    return Page("Definitioner", ("Nyckeltal", *words), rows)


def tidy_rows(figures: Figures, values: Iterable[Value]) -> Iterator[tuple[Cell, ...]]:
    """A row a figure, with what part it is of and the codes behind the words."""
    parts = {"": ""}
    for value, (name, *told) in _values(figures, values):
        if value.cut not in parts:
            parts[value.cut] = _part(figures, value.cut)
        yield (name, parts[value.cut], *told, value.kpi, value.cut, value.area, value.period)


def _part(figures: Figures, cut: str) -> str:
    """What a cut holds, in words: `form=hvb` → `HVB`."""
    dimension, _, code = cut.partition("=")
    return figures.codes(CUT_LISTS.get(dimension, dimension)).get(code, code)


def _allocation(figures: Figures) -> Page:
    """A row a year and kommun."""
    columns = (
        "År", "Kommun", "Belopp", "Månader som ägare", "Barn", "Andel av barnen", "Del efter barn",
        "Placerade barn", "Andel av placerade", "Del efter placerade", "Områdeskod",
    )  # fmt: skip
    rows = [
        (
            str(year),
            figures.names.get(row.area, row.area),
            Amount(row.amount_sek, "kr"),
            row.months,
            row.children,
            Amount(row.population_share * 100, "%", 1),
            Amount(row.population_amount_sek, "kr"),
            row.placed,
            Amount(row.placed_share * 100, "%", 1),
            Amount(row.placed_amount_sek, "kr"),
            row.area,
        )
        for year in figures.allocations.years
        for row in figures.allocations.of(year)
    ]
    return Page("Fördelning", columns, rows)


def _yes_or_no(yes: bool) -> str:
    return "ja" if yes else "nej"
