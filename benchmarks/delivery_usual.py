"""The work of the delivery benchmark as it is usually done: pandas, `re` and sqlite.

The same rows are refused for the same reasons; what it leaves out (which file this is and whether it is whole, every
spelling of a number or a day, what a person should do about it) would only make it slower.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import re
import sqlite3
from pathlib import Path

import pandas as pd  # type: ignore[import-untyped]

from pipelines.identity import passes_luhn
from pipelines.reference import codes

_NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d{6})[-+ ]?(\d{4})(?!\d)")
_IDS = ("Placering-ID", "Barn-ID", "Hem-ID")


def check_and_store(file: Path, database: Path) -> int:
    """Read, look for identity, check every row and rows with each other, key the ids, store; returns the rows kept."""
    frame, refused = _read(file)
    _refuse_identity(frame)
    start = pd.to_datetime(frame["Startdatum"], format="%Y-%m-%d", errors="coerce")
    end = pd.to_datetime(frame["Slutdatum"], format="%Y-%m-%d", errors="coerce")
    year = pd.to_numeric(frame["Födelseår"], errors="coerce")
    right = (
        start.notna()
        & (end.notna() | (frame["Slutdatum"] == ""))
        & (year.notna() | (frame["Födelseår"] == ""))
    )
    right &= ~(end < start) & ~(year > start.dt.year)
    for column, words in (
        ("Placeringsform", codes("placeringsform")),
        ("Kön", codes("kon")),
        ("Lagrum", codes("lagrum")),
        ("Avslutsorsak", codes("avslutsorsak")),
    ):
        right &= frame[column].isin([*words, ""] if column != "Placeringsform" else [*words])
    right &= frame["Kommun"] == "Örnsköldsvik"
    for column in _IDS:
        right &= ~frame[column].str.startswith(("=", "+", "-", "@"))
    right &= (
        (frame["Placering-ID"] != "")
        & (frame["Barn-ID"] != "")
        & ~frame["Placering-ID"].duplicated(keep=False)
    )
    frame = frame.assign(Startdatum=start, Slutdatum=end, Födelseår=year)
    findings = [(int(row), "fel") for row in frame["rad"][~right]] + refused + _between_rows(frame)
    frame = frame[right]
    for column in _IDS:
        keyed = {text: _keyed(text) for text in frame[column].unique()}
        frame = frame.assign(**{column: frame[column].map(keyed)})
    with sqlite3.connect(database) as con:
        frame.to_sql("placeringar", con, if_exists="replace", index=False, chunksize=100_000)
        con.execute("create table fynd (rad int, fel text)")
        con.executemany("insert into fynd values (?, ?)", findings)
    return len(frame)


def _read(file: Path) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """Every row of the right width, with its row number; pandas itself pads short rows in silence."""
    with file.open(encoding="cp1252", newline="") as text:
        reader = csv.reader(text, delimiter=";")
        header = next(reader)
        short = [(number, "för kort") for number, row in enumerate(reader, 2) if len(row) != len(header)]
    frame = pd.read_csv(file, sep=";", encoding="cp1252", dtype=str, keep_default_na=False)
    frame = frame.fillna("").assign(rad=range(2, len(frame) + 2))
    return frame[~frame["rad"].isin([number for number, _ in short])], short


def _refuse_identity(frame: pd.DataFrame) -> None:
    for column in frame.columns.drop("rad"):
        likely = frame[column][frame[column].str.contains(_NUMBER.pattern.replace("(\\d", "(?:\\d"))]
        for text in likely:
            match = _NUMBER.search(text)
            if match and passes_luhn(match[1] + match[2]):
                raise ValueError("identity")


def _between_rows(frame: pd.DataFrame) -> list[tuple[int, str]]:
    ordered = frame.sort_values(["Barn-ID", "Startdatum"])
    same = ordered["Barn-ID"] == ordered["Barn-ID"].shift(1)
    overlap = same & (ordered["Startdatum"] < ordered["Slutdatum"].shift(1))
    other_year = same & (ordered["Födelseår"] != ordered["Födelseår"].shift(1))
    other_sex = same & (ordered["Kön"] != ordered["Kön"].shift(1))
    return [(int(row), "mellan rader") for row in ordered["rad"][overlap | other_year | other_sex]]


def _keyed(text: str) -> str:
    return hmac.digest(b"k" * 32, text.encode(), hashlib.sha256)[:16].hex()
