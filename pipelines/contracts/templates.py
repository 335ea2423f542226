"""Templates to fill in: one XLSX a dataset, with headers, drop-down lists, checks while typing, and instructions.

A filled-in template is delivered as it is: its headers and codes are the canonical ones, and the instruction
sheet has no row that could be taken for headers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from pipelines.contracts import DATASETS, Dataset, FieldSpec
from pipelines.contracts.fields import FIRST_DAY, LAST_DAY, allowed_values
from pipelines.errors import ReaderError

# How far down the checks while typing reach; rows below are checked on delivery like any others.
_ROWS = 20_000
# A longer list stands in the instruction alone.
_LONGEST_LIST = 255
_SENDERS = {"gfo": "GFO", "kommun": "kommunen", "scb": "GFO, ur SCB:s statistik", "kolada": "GFO, ur Kolada"}
_INTRODUCTION = (
    "Skriv en rad per post på bladet {label}. Ändra inte rubrikerna på rad 1; kolumner som inte krävs får tas bort.",
    "Skicka alltid hela registret, inte bara det som är nytt: leveransen ersätter den förra.",
    "Skriv aldrig namn, personnummer, adress eller annat som pekar ut någon. En sådan fil avvisas.",
    "Datum skrivs ÅÅÅÅ-MM-DD. Lämna cellen tom när något pågår eller inte är känt.",
    "Skicka filen som den är. Det här bladet läses inte.",
)


def write_template(dataset: str, path: Path, *, remark: str = "") -> None:
    """Write the template of a dataset, with a `remark` among its properties. C008 when there is no such dataset."""
    if dataset not in DATASETS:
        raise ReaderError(
            "C008",
            f"Datasetet {dataset} finns inte.",
            remedy="Ange ett av de tillåtna.",
            found=dataset,
            allowed=", ".join(DATASETS),
        )
    chosen = DATASETS[dataset]
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(
            {"title": f"Mall för {chosen.label.lower()}", "author": "GFO Insikt", "comments": remark}
        )
        _write_register(book, chosen)
        _write_instruction(book, chosen)


def _write_register(book: xlsxwriter.Workbook, dataset: Dataset) -> None:
    sheet = book.add_worksheet(dataset.label)
    required = book.add_format({"bold": True, "bg_color": "#CFE3EA", "bottom": 1})
    optional = book.add_format({"bold": True, "bg_color": "#F0F0F0", "bottom": 1})
    formats = {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "kronor": book.add_format({"num_format": "#,##0.00"}),
        "number": book.add_format({"num_format": "General"}),
        "whole": book.add_format({"num_format": "0"}),
    }
    as_text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for column, spec in enumerate(dataset.fields.values()):
        width = max(14, len(spec.column) + 3, *(len(code) + 3 for code in (*spec.codes, "")))
        sheet.set_column(column, column, width, formats.get(spec.kind, as_text))
        sheet.write_string(0, column, spec.column, optional if spec.nullable else required)
        sheet.data_validation(1, column, _ROWS, column, _typing_check(spec))


def _typing_check(spec: FieldSpec) -> dict[str, Any]:
    """What Excel checks while typing, and says. Its messages may hold 255 characters, titles 32."""
    said: dict[str, Any] = {
        "ignore_blank": True,
        "input_title": spec.column[:32],
        "input_message": f"{spec.about} {'Får lämnas tom.' if spec.nullable else 'Måste fyllas i.'}"[:255],
        "error_title": "Värdet går inte att använda",
        "error_message": f"Tillåtet: {allowed_values(spec)}."[:255] if allowed_values(spec) else "",
    }
    if spec.kind == "code" and len(",".join(spec.codes)) <= _LONGEST_LIST:
        return said | {"validate": "list", "source": list(spec.codes)}
    if spec.kind in ("kommun", "area"):
        return said | {"validate": "list", "source": [name for _, name in spec.words]}
    if spec.kind == "day":
        return said | {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    if spec.kind == "whole":
        return said | {
            "validate": "integer",
            "criteria": "between",
            "minimum": spec.low,
            "maximum": spec.high,
        }
    if spec.kind in ("kronor", "number"):
        return said | {"validate": "decimal", "criteria": "between", "minimum": -(10**12), "maximum": 10**12}
    if spec.kind == "month":
        return said | {"validate": "length", "criteria": "==", "value": len("2026-05")}
    return said | {"validate": "any"}


def _write_instruction(book: xlsxwriter.Workbook, dataset: Dataset) -> None:
    sheet = book.add_worksheet("Instruktion")
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#E6EEF2", "bottom": 1, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for column, width in enumerate((26, 10, 56, 60, 24)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"Så fyller ni i mallen för {dataset.label.lower()}", title)
    lines = [line.format(label=dataset.label) for line in _INTRODUCTION]
    lines.append(f"Uppgifterna skickas av {_SENDERS[dataset.sender]}.")
    for row, line in enumerate(lines, 2):
        sheet.write_string(row, 0, line)
    top = len(lines) + 3
    for column, name in enumerate(
        ("Rubrik", "Krävs", "Vad den betyder", "Tillåtna värden", "Så kan det se ut")
    ):
        sheet.write_string(top, column, name, head)
    for row, spec in enumerate(dataset.fields.values(), top + 1):
        values = (
            spec.column,
            "nej" if spec.nullable else "ja",
            spec.about,
            _allowed_with_words(spec),
            spec.example,
        )
        for column, value in enumerate(values):
            sheet.write_string(row, column, value, wrapped)


def _allowed_with_words(spec: FieldSpec) -> str:
    if spec.kind == "code":
        return ", ".join(code if code == label.lower() else f"{code} ({label})" for code, label in spec.words)
    return allowed_values(spec)
