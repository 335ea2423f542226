"""The auditor's own way from a home's archive to rows: which file stands, what is in its cells, what they mean.

Nothing of the product is used: the ledger's rows are read as they stand, CSV by the standard library, a workbook as the
XML that it is, Parquet by polars. It knows the files that a test delivers and no others: no mappings, no waivers that
change a value, no file of which a row was refused.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import polars as pl

from tests.twins.plain.figures import SENT_BY_KOMMUNER, Membership, World
from tests.twins.plain.observations import Register

Cells = dict[str, str]
#: Delivered column → the field's name and what its cells hold.
COLUMNS: dict[str, str] = {
    "remisser": "remiss_id:referral_id kommun:kommun_code:kommun barn_id:child_id inkommen:received:day "
    "utfall:outcome avslutad:decided:day fodelsear:birth_year:whole",
    "placeringar": "placering_id:placement_id kommun:kommun_code:kommun barn_id:child_id placeringsform:form "
    "startdatum:start_date:day slutdatum:end_date:day fodelsear:birth_year:whole kon:sex lagrum:legal_basis "
    "hem_id:home_id avslutsorsak:end_reason",
    "familjehem": "hem_id:home_id status:status fran:from_date:day till:to_date:day hemtyp:home_type "
    "hemkommun:home_kommun_code:kommun",
    "rekrytering": "arende_id:enquiry_id inkommen:received:day kanal:channel beslut:decision "
    "beslutsdatum:decision_date:day hemkommun:home_kommun_code:kommun",
    "utbildning": "tillfalle_id:event_id datum:day:day typ:training_type deltagare:participants:whole "
    "kommun:kommun_code:kommun",
    "stod": "uppdrag_id:assignment_id kommun:kommun_code:kommun typ:support_type startdatum:start_date:day "
    "slutdatum:end_date:day",
    "kostnader": "kommun:kommun_code:kommun manad:month:month placeringsform:form belopp:amount:number",
    "ekonomi": "ar:year:whole tertial:tertial:whole post:item budget:budget:number utfall:outcome:number "
    "prognos:prognosis:number",
    "avvikelser": "avvikelse_id:deviation_id kommun:kommun_code:kommun datum:day:day kategori:category "
    "status:status stangd:closed:day",
    "befolkning": "kommun:kommun_code:kommun ar:year:whole alder:age:whole antal:children:whole",
    "publicerat": "nyckeltal:kpi omrade:area:kommun period:period varde:value:number",
}
_OPEN = "9999"
_XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Standing:
    """The newest accepted delivery of one dataset and sender."""

    dataset: str
    sender: str
    through: date
    sheet: str
    path: Path


def world_of(home: Path, reference: Path, reporting_date: date) -> World:
    """What the figures of a home are made of, read from its archive; `reference` holds owners, kommuner, coverage."""
    kommuner = {row["kommun"]: row["kommun_code"] for row in _table(reference / "kommuner.csv")}
    owners = tuple(
        Membership(row["kommun_code"], _day(row["joined"]) or date.min, _day(row["left"]))
        for row in _table(reference / "owners.csv")
    )
    register: Register = {dataset: [] for dataset in COLUMNS}
    through: dict[tuple[str, str], date] = {}
    corrections = _corrections(home, kommuner)
    for file in standing_files(home):
        if file.dataset not in COLUMNS:
            continue
        for cells in _cells_of(file):
            register[file.dataset].append(_row(file.dataset, cells, kommuner, corrections))
        for kommun in (
            (file.sender,) if file.dataset in SENT_BY_KOMMUNER else (*(o.kommun for o in owners), "GFO")
        ):
            through[file.dataset, kommun] = file.through
    own = home / "coverage.csv"
    starts: dict[tuple[str, str], date] = {}
    lines = _table(own if own.is_file() else reference / "coverage.csv")
    for dataset in COLUMNS:
        for kommun in (*(owner.kommun for owner in owners), "GFO"):
            for line in sorted(lines, key=lambda line: (line["dataset"] != "*", line["kommun_code"] != "")):
                if line["dataset"] in ("*", dataset) and line["kommun_code"] in ("", kommun):
                    starts[dataset, kommun] = date.fromisoformat(line["starts"])
    return World(register, owners, starts, through, reporting_date)


def standing_files(home: Path) -> list[Standing]:
    """By the ledger's rows as they stand: of every dataset and sender the accepted one that was received last."""
    with duckdb.connect(str(home / "ledger.duckdb"), read_only=True) as ledger:
        told = ledger.execute(
            "select dataset, sender, through, sheet, sha256, file_name, status, rows_refused, received, delivery_id "
            "from delivery"
        ).fetchall()
    newest: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in sorted(told, key=lambda row: (row[8], row[9])):
        if row[6] in ("Godkänd", "Godkänd med varningar", "Delvis godkänd"):
            newest[row[0], row[1]] = row
    for row in newest.values():
        assert row[7] == 0, f"{row[0]} from {row[1]} has refused rows, which this reader does not know"
    return [
        Standing(dataset, sender, through, sheet, home / "archive" / sha256 / name)
        for dataset, sender, through, sheet, sha256, name, *_ in newest.values()
    ]


def _corrections(home: Path, kommuner: dict[str, str]) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """(dataset, sender, row, column) → what stands there and what should."""
    path = home / "corrections.toml"
    if not path.is_file():
        return {}
    told = tomllib.loads(path.read_text("utf-8")).get("correction", [])
    return {
        (one["dataset"], kommuner.get(one["sender"], one["sender"]), one["row"], one["column"]): (
            one["old"],
            one["new"],
        )
        for one in told
    }


def _table(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def _row(
    dataset: str, cells: Cells, kommuner: dict[str, str], corrections: dict[Any, tuple[str, str]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    first = cells[COLUMNS[dataset].split(":")[0]]
    sender = "GFO"
    if dataset in SENT_BY_KOMMUNER:
        sender = kommuner.get(cells["kommun"], cells["kommun"])
    for told in COLUMNS[dataset].split():
        column, field, kind = (*told.split(":"), "text")[:3]
        text = cells.get(column, "")
        old, new = corrections.get((dataset, sender, first, column), (text, text))
        assert text in (old, new), f"{dataset} {first} {column}: {text} is neither {old} nor {new}"
        found[field] = _value(new, kind, kommuner)
    return found


def _value(text: str, kind: str, kommuner: dict[str, str]) -> Any:
    if text == "":
        return None
    match kind:
        case "day":
            return _day(text)
        case "month":
            return date(int(text[:4]), int(text[5:7]), 1)
        case "whole":
            return int(Decimal(text))
        case "number":
            return Decimal(re.sub(r"\s", "", text).replace(",", "."))
        case "kommun":
            return kommuner.get(text, text)
    return text


def _day(text: str) -> date | None:
    if text == "" or text.startswith(_OPEN):
        return None
    return date.fromisoformat(text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}")


def _cells_of(file: Standing) -> Iterator[Cells]:
    if file.path.suffix == ".xlsx":
        lines: list[list[str]] = _sheet(file.path, file.sheet)
    elif file.path.suffix == ".parquet":
        frame = pl.read_parquet(file.path)
        lines = [frame.columns, *([_told(cell) for cell in row] for row in frame.rows())]
    else:
        content = file.path.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        if lines[0][0].startswith("Exempeldata"):
            del lines[0]
    header = [_folded(name) for name in lines[0]]
    for line in lines[1:]:
        cells = dict(zip(header, (cell.strip() for cell in line), strict=False))
        # A workbook of SCB's has both senders' years; each stands as its own delivery.
        if file.dataset == "befolkning" and (int(cells["ar"]) > 2024) != (file.sender == "SCB-CKM"):
            continue
        yield cells


def _folded(name: str) -> str:
    """`Återlämnad-ID` → `aterlamnad_id`."""
    plain = unicodedata.normalize("NFD", name.strip().lower())
    return re.sub(r"[ -]", "_", "".join(c for c in plain if not unicodedata.combining(c)))


def _told(cell: object) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def _sheet(path: Path, wanted: str) -> list[list[str]]:
    """One sheet's cells as text, by the markup alone; a cell in a style of days is a day."""
    with zipfile.ZipFile(path) as package:
        shared = [
            "".join(part.text or "" for part in item.iter(f"{_XLSX}t"))
            for item in ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
        ]
        styles = ElementTree.fromstring(package.read("xl/styles.xml"))
        of_days = {
            fmt.get("numFmtId")
            for fmt in styles.iter(f"{_XLSX}numFmt")
            if "yy" in (fmt.get("formatCode") or "")
        }
        formats = styles.find(f"{_XLSX}cellXfs")
        assert formats is not None
        dated = [xf.get("numFmtId") in of_days for xf in formats]
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target") for link in links}
        part = next(
            targets[sheet.get(_LINKS)] for sheet in book.iter(f"{_XLSX}sheet") if sheet.get("name") == wanted
        )
        found = []
        for row in ElementTree.fromstring(package.read(f"xl/{part}")).iter(f"{_XLSX}row"):
            line: dict[int, str] = {}
            for cell in row:
                value = cell.find(f"{_XLSX}v")
                if value is None or value.text is None:
                    continue
                text = value.text
                if cell.get("t") == "s":
                    text = shared[int(text)]
                elif dated[int(cell.get("s", "0"))]:
                    text = (datetime(1899, 12, 30) + timedelta(days=int(text))).date().isoformat()
                line[_column(cell.get("r", ""))] = text
            found.append([line.get(at, "") for at in range(max(line, default=-1) + 1)])
        return found


def _column(place: str) -> int:
    """`C7` → 2."""
    number = 0
    for letter in re.match(r"[A-Z]+", place)[0]:  # type: ignore[index]
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
