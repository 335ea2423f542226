"""How the figures that two versions say otherwise look in a terminal and as a file: those that pages list first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from rich.table import Table

from pipelines.cli.app import out
from pipelines.contracts.called import register_called
from pipelines.kpi.words import NO_CAUSE
from pipelines.periods import Period
from pipelines.publishing.comparison import listed
from pipelines.reference import codes, kommuner
from pipelines.wording import counted, number

#: Rows of a comparison that are printed; the rest are counted.
ROWS_SHOWN = 25
_COLUMNS = ("Nyckeltal", "Uppdelning", "Område", "Period", "Förut", "Nu", "Orsak")
_WIDTHS = (38, 24, 16, 22, 14, 14, 80)
#: The list of codes of a cut, where it has another name.
_CODES = {"form": "placeringsform", "status": "hemstatus"}


def print_differences(differences: pl.DataFrame, *, every: bool = False) -> None:
    """The whole figures of tertials and years that were over, as pages list them, and how many others there are.
    `every`: all of both."""
    first = listed(differences)
    others = differences.join(first, on=["kpi", "cut", "area", "period"], how="anti", maintain_order="left")
    if first.height:
        figures = counted(first.height, "siffra", "siffror")
        _print(f"{figures} skiljer av perioder som var slut, per tertial och år", first, every=every)
    if others.height:
        figures = counted(others.height, "siffra", "siffror")
        also = "till " if first.height else ""
        what = f"{figures} {also}skiljer: uppdelningar, månader, rullande tertial och perioder som pågick"
        if every or not first.height:
            _print(what, others, every=every)
        else:
            out().print(f"{what}.", soft_wrap=True)


def _print(title: str, differences: pl.DataFrame, *, every: bool) -> None:
    table = Table(title=title, title_justify="left")
    for heading in _COLUMNS:
        number = heading in ("Förut", "Nu")
        table.add_column(
            heading,
            justify="right" if number else "left",
            overflow="fold" if heading == "Orsak" else "ellipsis",
        )
    shown = differences if every else differences.head(ROWS_SHOWN)
    for cells in _told(shown):
        table.add_row(*cells)
    out().print(table)
    if differences.height > shown.height:
        out().print(
            f"… och {differences.height - shown.height} till: se alla med --all, eller --xlsx FIL i gfo diff."
        )


def write_differences(differences: pl.DataFrame, path: Path) -> None:
    """All of them as a workbook, those that pages list on the first sheet."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True})
        for name, rows in (("Som sidorna visar", listed(differences)), ("Alla", differences)):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, (heading, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
                sheet.set_column(at, at, width)
                sheet.write_string(0, at, heading, head)
            for row, cells in enumerate(_told(rows), 1):
                for at, cell in enumerate(cells):
                    sheet.write_string(row, at, cell)
            sheet.autofilter(0, 0, max(rows.height, 1), len(_COLUMNS) - 1)


def _told(differences: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """Each as the pages would say it."""
    for row in differences.iter_rows(named=True):
        yield (
            row["name"],
            _cut(row["cut"]),
            kommuner().get(row["area"], row["area"]),
            Period.parse(row["period"]).label,
            *_shown((row["old_value"], row["old_status"]), (row["new_value"], row["new_status"])),
            _causes(row["causes"], certain=row["certain"]),
        )


def _cut(cut: str) -> str:
    """`form=familjehem_gfo` as the code is called: Familjehem via GFO."""
    dimension, _, code = cut.partition("=")
    return codes(_CODES.get(dimension, dimension)).get(code, cut) if code else cut


def _causes(found: Sequence[Mapping[str, Any]], *, certain: bool) -> str:
    """`remisser från GFO, mottagen 2026-09-09; rättelse i remisser från GFO: Fel år.`"""
    if not found:
        return NO_CAUSE
    told = "; ".join(map(_cause, found))
    return told if certain else f"en eller flera av: {told}"


def _cause(one: Mapping[str, Any]) -> str:
    if one["senders"] > 1:
        days = f"{one['first_day']}" + (
            f" till {one['last_day']}" if one["last_day"] != one["first_day"] else ""
        )
        return f"{register_called(one['dataset'])} från {one['senders']} avsändare, mottagna {days}"
    which = f"{register_called(one['dataset'])} från {kommuner().get(one['sender'], one['sender'])}"
    if one["kind"] == "rattelse":
        return f"rättelse i {which}: {one['reason']}"
    return f"{which}, mottagen {one['first_day']}"


def _shown(*sides: tuple[Decimal | None, str]) -> list[str]:
    """Both figures with two decimals at most, and with all they have where that would make them look alike."""
    for decimals in (2, 6):
        told = [_figure(value, status, decimals) for value, status in sides]
        if len(set(told)) == len(told):
            break
    return told


def _figure(value: Decimal | None, status: str, decimals: int) -> str:
    if value is None:
        return {"missing": "uppgift saknas", "hidden": ".."}.get(status, "–")
    return number(value, decimals).rstrip("0").rstrip(",")
