"""The registers that the delivery benchmark reads, made by code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

CHILDREN_A_ROW = 0.4
FAULTY = 0.01
FORMS = ("familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott", "jourhem", "hvb", "sis")
REASONS = ("planerad", "sammanbrott", "flytt_hem", "annan")
HEADER = (
    "Placering-ID;Kommun;Barn-ID;Placeringsform;Startdatum;Slutdatum;Födelseår;Kön;Lagrum;Hem-ID;Avslutsorsak"
)
COLUMNS = HEADER.split(";")
FAULTS: dict[str, tuple[str, str]] = {
    "V002": ("Placeringsform", "slott"),
    "V001": ("Startdatum", ""),
    "V003": ("Startdatum", "i våras"),
    "V004": ("Startdatum", "2026-02-30"),
    "R011": ("Slutdatum", "1999-01-01"),
    "V009": ("Kommun", "Atlantis"),
    "V005": ("Födelseår", "tolv"),
    "V011": ("Barn-ID", "=B1"),
    "B001": ("Placering-ID", "P-samma"),
    "F020": ("", ""),  # cut after the third field
}
"""The finding of each kind of fault, and what stands where."""


def write_register(path: Path, rows: int) -> None:
    """Placements of one kommun, in `;` and cp1252; a child's follow each other and no two overlap."""
    random = np.random.default_rng(1)
    child = np.sort(random.integers(0, max(1, int(rows * CHILDREN_A_ROW)), rows))
    turn = np.arange(rows) - np.searchsorted(child, child)
    start = np.datetime64("2019-01-01") + turn * 60 + random.integers(0, 20, rows)
    form, home = random.integers(0, len(FORMS), rows), random.integers(0, 100_000, rows)
    law, reason = random.integers(0, 2, rows), random.integers(0, len(REASONS), rows)
    law[form == FORMS.index("sis")] = 1  # by consent it would be a warning
    fault = np.where(random.random(rows) < FAULTY, random.integers(0, len(FAULTS), rows), -1)
    with path.open("wb") as out:
        out.write((HEADER + "\r\n").encode("cp1252"))
        for at in range(0, rows, 500_000):
            cut = slice(at, min(at + 500_000, rows))
            number = pl.Series(np.arange(cut.start, cut.stop))
            frame = pl.DataFrame(
                {
                    "Placering-ID": "P" + number.cast(pl.String).str.zfill(8),
                    "Kommun": pl.repeat("Örnsköldsvik", len(number), eager=True),
                    "Barn-ID": "B" + pl.Series(child[cut]).cast(pl.String),
                    "Placeringsform": pl.Series(np.array(FORMS)[form[cut]]),
                    "Startdatum": _days(start[cut]),
                    "Slutdatum": _days(start[cut] + 30),
                    "Födelseår": pl.Series(2008 + child[cut] % 10).cast(pl.String),
                    "Kön": pl.Series(np.array(["flicka", "pojke"])[child[cut] % 2]),
                    "Lagrum": pl.Series(np.array(["sol", "lvu"])[law[cut]]),
                    "Hem-ID": "H" + pl.Series(home[cut]).cast(pl.String),
                    "Avslutsorsak": pl.Series(np.array(REASONS)[reason[cut]]),
                }
            )
            out.write(_lines(frame, pl.Series(fault[cut])).encode("cp1252"))


def _days(days: np.ndarray) -> pl.Series:
    return pl.Series(days).cast(pl.Date).dt.to_string("%Y-%m-%d")


def _lines(frame: pl.DataFrame, fault: pl.Series) -> str:
    for number, (column, text) in enumerate(FAULTS.values()):
        if column:
            wrong = pl.when(fault == number).then(pl.lit(text)).otherwise(pl.col(column))
            frame = frame.with_columns(wrong.alias(column))
    short = list(FAULTS).index("F020")
    line = pl.when(fault == short).then(pl.concat_str(COLUMNS[:3], separator=";"))
    lines = frame.select(line.otherwise(pl.concat_str(COLUMNS, separator=";"))).to_series()
    return "\r\n".join(lines.to_list()) + "\r\n"


def write_many_faults(path: Path, findings: int) -> None:
    """A register that gives that many findings: five faults a row."""
    rows = (f"P{n};Timrå;B{n};slott;i våras;i höstas;tolv;x;sol;;" for n in range(findings // 5))
    path.write_bytes("\r\n".join([HEADER, *rows, ""]).encode("cp1252"))
