"""The verb that explains a figure by the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import duckdb
import typer
import xlsxwriter
from rich.table import Table

from pipelines.checking.suggestions import nearest
from pipelines.cli.app import app, out, used_home
from pipelines.cli.building import built
from pipelines.cli.days import parse_period
from pipelines.cli.delivering import writable
from pipelines.cli.differences import ROWS_SHOWN
from pipelines.contracts.called import register_called
from pipelines.kpi.definitions import KpiDefinition, read_definitions
from pipelines.kpi.words import is_money
from pipelines.reference import GFO, SQL_ROOT, kommuner
from pipelines.warehouse.rows_behind import UNCOUNTED, RowBehind, rows_behind
from pipelines.wording import counted, joined, number

_COLUMNS = ("Register", "Leverans", "Från", "Mottagen", "Rad i filen", "Dag", "Till", "Värde")


@app.command("rows")
def rows_command(
    kpi: Annotated[
        str, typer.Argument(metavar="NYCKELTAL", help="Koden, till exempel referrals_returned_gfo.")
    ],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="Perioden, till exempel 2026T2.")],
    kommun: Annotated[
        str, typer.Option("--kommun", help="Kommunen, med namn eller kod. Utan: hela GFO.")
    ] = GFO,
    version: Annotated[
        int, typer.Option("--version", help="Versionens nummer. Utan: den senast byggda.")
    ] = 0,
    every: Annotated[bool, typer.Option("--all", help="Visa varje rad.")] = False,
    workbook: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FIL", help="Skriv varje rad hit (Excel).")
    ] = None,
) -> None:
    """Visa vilka rader i vilka leveranser som en siffra är räknad av."""
    definitions = read_definitions(SQL_ROOT / "kpi")
    if kpi not in definitions:
        like = nearest(kpi, {one: one for one in definitions})
        meant = f" Menar du {like}?" if like else " Koderna står i docs/indicators.md."
        raise typer.BadParameter(f"Inget nyckeltal heter {kpi}.{meant}", param_hint="NYCKELTAL")
    asked = parse_period(period)
    area = _area(kommun)
    home = used_home()
    current = home.warehouse / "current"
    path = built(home, version) if version or not current.exists() else current.resolve()
    with duckdb.connect(str(path), read_only=True) as con:
        definition = _as_built(con, definitions[kpi])
        figure = con.execute(
            "select value, status from kpi.resolved"
            " where kpi = $kpi and area = $area and period = $period and cut = ''",
            {"kpi": kpi, "area": area, "period": asked.id},
        ).fetchone()
        found = rows_behind(con, definition, area, asked.id)
    whose = kommuner().get(area, area)
    named = f"{definition.name}, {whose}, {asked.label} (version {path.stem})"
    if definition.measure in UNCOUNTED:
        made = joined([f"{definitions[part].name} ({part})" for part in definition.parts])
        why = f"räknas av {made}: fråga efter raderna bakom dem" if made else "är det senast kända värdet"
        out().print(f"{named}: siffran {why}.", soft_wrap=True)
        return
    if figure is None or figure[0] is None:
        out().print(f"{named}: siffran finns inte.", soft_wrap=True)
    else:
        size = number(figure[0], definition.decimals or 0)
        rows = counted(len(found), "rad", "rader")
        # What is counted the name has said, and a unit would be of one or of several.
        unit = f" {definition.unit}" if is_money(definition.unit) else ""
        out().print(f"{named}: {size}{unit}, räknat av {rows}.", soft_wrap=True)
    if workbook is not None:
        _write(found, writable(workbook, "--xlsx"))
        out().print(f"Varje rad står i {workbook}", soft_wrap=True)
    elif found:
        _print(found, every=every)


def _area(kommun: str) -> str:
    for code, name in {**kommuner(), GFO: GFO}.items():
        if kommun.strip().casefold() in (code.casefold(), name.casefold()):
            return code
    raise typer.BadParameter(
        f"Ingen kommun heter {kommun}. Skriv namnet eller koden, till exempel Ånge eller 2260.",
        param_hint="--kommun",
    )


def _as_built(con: duckdb.DuckDBPyConnection, definition: KpiDefinition) -> KpiDefinition:
    """The KPI with the query that the version was built with."""
    row = con.execute("select sql from input.kpi where kpi = $kpi", {"kpi": definition.kpi}).fetchone()
    return replace(definition, query=row[0]) if row else definition


def _print(found: Sequence[RowBehind], *, every: bool) -> None:
    table = Table()
    for heading in _COLUMNS:
        table.add_column(
            heading, justify="right" if heading in ("Leverans", "Rad i filen", "Värde") else "left"
        )
    shown = found if every else found[:ROWS_SHOWN]
    for row in shown:
        table.add_row(*_cells(row))
    out().print(table)
    if len(found) > len(shown):
        out().print(f"… och {len(found) - len(shown)} till: se alla med --all, eller --xlsx FIL.")


def _write(found: Sequence[RowBehind], path: Path) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Rader")
        sheet.freeze_panes(1, 0)
        for at, heading in enumerate(_COLUMNS):
            sheet.set_column(at, at, 16)
            sheet.write_string(0, at, heading, book.add_format({"bold": True}))
        for line, row in enumerate(found, 1):
            for at, cell in enumerate(_cells(row)):
                sheet.write_string(line, at, cell)


def _cells(row: RowBehind) -> tuple[str, ...]:
    return (
        register_called(row.dataset),
        str(row.delivery_id or ""),
        kommuner().get(row.sender, row.sender),
        str(row.received or ""),
        str(row.row or ""),
        str(row.day),
        str(row.until or ""),
        "" if row.value is None else number(row.value, 2 if row.value % 1 else 0),
    )
