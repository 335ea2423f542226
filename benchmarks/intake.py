"""How fast a register comes in: 5 million placements, 1 % of them wrong in ten ways, from file to warehouse.

    uv run python benchmarks/intake.py [rows]

Measured: `gfo deliver` (read, check, archive, receipt) and what the build does with it (read and check again,
key the ids, write to DuckDB), with the peak memory of the process and its children; then the same work in pandas
and sqlite as the ratio; then the report of 100 000 findings. The goal: 200 000 rows/s on 2 cores, under 3 GB.
"""

from __future__ import annotations

import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from pipelines.deliveries.active import accepted_rows, active_deliveries
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome

ROWS = 5_000_000
CHILD_OF_ROWS = 0.4
FAULTY = 0.01
RECEIVED = datetime(2026, 9, 3, 12, tzinfo=UTC)
FORMS = ["familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott", "jourhem", "hvb", "sis"]
REASONS = ["planerad", "sammanbrott", "flytt_hem", "annan"]


def write_register(path: Path, rows: int) -> None:
    """A register in `;` and cp1252: placements of 2 children in 5, end to end, and ten kinds of faults."""
    random = np.random.default_rng(1)
    children = max(1, int(rows * CHILD_OF_ROWS))
    child = random.integers(0, children, rows)
    order = np.argsort(child, kind="stable")
    child = child[order]
    # The placements of a child follow each other, so that no two overlap.
    turn = np.arange(rows) - np.searchsorted(child, child)
    start = np.datetime64("2019-01-01") + turn * 60 + random.integers(0, 20, rows)
    end = start + 30
    frame = pl.DataFrame(
        {
            "Placering-ID": pl.Series(np.arange(rows)).cast(pl.String).str.zfill(8),
            "Kommun": pl.repeat("Örnsköldsvik", rows, eager=True),
            "Barn-ID": "B" + pl.Series(child).cast(pl.String),
            "Placeringsform": pl.Series(np.array(FORMS)[random.integers(0, len(FORMS), rows)]),
            "Startdatum": pl.Series(start).cast(pl.Date).dt.to_string("%Y-%m-%d"),
            "Slutdatum": pl.Series(end).cast(pl.Date).dt.to_string("%Y-%m-%d"),
            "Födelseår": pl.Series(2008 + child % 10).cast(pl.String),
            "Kön": pl.Series(np.array(["flicka", "pojke"])[child % 2]),
            "Lagrum": pl.Series(np.array(["sol", "lvu"])[random.integers(0, 2, rows)]),
            "Hem-ID": "H" + pl.Series(random.integers(0, 100_000, rows)).cast(pl.String),
            "Avslutsorsak": pl.Series(np.array(REASONS)[random.integers(0, len(REASONS), rows)]),
        }
    ).with_columns("P" + pl.col("Placering-ID"))
    fault = pl.when(pl.Series(random.random(rows) < FAULTY)).then(pl.Series(random.integers(0, 10, rows)))
    frame = frame.with_columns(fault.otherwise(-1).alias("fault"))
    faults = [
        ("Placeringsform", "slott"),
        ("Placeringsform", ""),
        ("Startdatum", "i våras"),
        ("Startdatum", "2026-02-30"),
        ("Slutdatum", "1999-01-01"),
        ("Kommun", "Atlantis"),
        ("Födelseår", "tolv"),
        ("Kön", "x"),
        ("Barn-ID", "=B1"),
        ("Lagrum", "lagen"),
    ]
    for number, (column, text) in enumerate(faults):
        wrong = pl.when(pl.col("fault") == number).then(pl.lit(text)).otherwise(pl.col(column))
        frame = frame.with_columns(wrong.alias(column))
    text = frame.drop("fault").write_csv(separator=";", line_terminator="\r\n")
    path.write_bytes(text.encode("cp1252"))


def ours(folder: Path, file: Path) -> dict[str, float]:
    """Deliver the file, then bring its accepted rows into a database as the build does."""
    home = DataHome(folder / "hem")
    seconds = {}
    began = time.perf_counter()
    delivery = deliver_file(home, file, Terms(RECEIVED, accept_partial="Mätning."))
    seconds["leverera"] = time.perf_counter() - began
    if not delivery.accepted:
        raise RuntimeError([receipt.reason for receipt in delivery.receipts])
    del delivery
    began = time.perf_counter()
    with duckdb.connect(str(folder / "lager.duckdb")) as con:
        for active in active_deliveries(home, RECEIVED):
            rows = accepted_rows(home, active)  # noqa: F841  (the query reads it by its name)
            con.execute("create or replace table placeringar as select * from rows")
        seconds["rader"] = con.execute("select count(*) from placeringar").fetchone()[0]
    seconds["bygga"] = time.perf_counter() - began
    return seconds


def pandas_and_sqlite(folder: Path, file: Path) -> dict[str, float]:
    """The same work as people usually do it: read, cast, check, hash the ids, write."""
    import hashlib
    import hmac

    import pandas as pd

    began = time.perf_counter()
    frame = pd.read_csv(file, sep=";", encoding="cp1252", dtype=str, keep_default_na=False)
    start = pd.to_datetime(frame["Startdatum"], format="%Y-%m-%d", errors="coerce")
    end = pd.to_datetime(frame["Slutdatum"], format="%Y-%m-%d", errors="coerce")
    year = pd.to_numeric(frame["Födelseår"], errors="coerce")
    right = (
        start.notna()
        & (end.isna() | (end >= start))
        & year.notna()
        & frame["Placeringsform"].isin(FORMS)
        & (frame["Kommun"] == "Örnsköldsvik")
        & frame["Kön"].isin(["flicka", "pojke"])
        & frame["Lagrum"].isin(["sol", "lvu"])
        & ~frame["Barn-ID"].str.startswith("=")
        & ~frame["Placering-ID"].duplicated(keep=False)
    )
    frame = frame[right].assign(Startdatum=start[right], Slutdatum=end[right])
    for column in ("Placering-ID", "Barn-ID", "Hem-ID"):
        texts = {
            t: hmac.digest(b"k" * 32, t.encode(), hashlib.sha256)[:16].hex() for t in frame[column].unique()
        }
        frame[column] = frame[column].map(texts)
    with sqlite3.connect(folder / "lager.sqlite") as con:
        frame.to_sql("placeringar", con, if_exists="replace", index=False, chunksize=100_000)
    return {"allt": time.perf_counter() - began, "rader": len(frame)}


def report_of_many_findings(folder: Path, _: Path) -> dict[str, float]:
    """The report of 100 000 findings."""
    from pipelines.deliveries.checked_file import check_file
    from pipelines.deliveries.reporting import write_check_report

    file = folder / "manga_fel.csv"
    rows = 100_000
    frame = pl.DataFrame({"n": range(rows)}).select(
        ("P" + pl.col("n").cast(pl.String)).alias("placering_id"),
        pl.lit("Timrå").alias("kommun"),
        ("B" + pl.col("n").cast(pl.String)).alias("barn_id"),
        pl.lit("slott").alias("placeringsform"),
        pl.lit("i våras").alias("startdatum"),
        pl.lit("i höstas").alias("slutdatum"),
        pl.lit("tolv").alias("fodelsear"),
        pl.lit("x").alias("kon"),
    )
    file.write_bytes(frame.write_csv(separator=";").encode("cp1252"))
    checked = check_file(file, received=RECEIVED.date())
    began = time.perf_counter()
    write_check_report(folder / "rapport.xlsx", checked, RECEIVED)
    return {"fynd": len(checked.findings), "rapport": time.perf_counter() - began}


def measured(
    work: Callable[[Path, Path], dict[str, float]], folder: Path, file: Path
) -> tuple[dict[str, float], float]:
    """Run in a process of its own; returns what it measured and its peak memory in GB, children included."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, folder, file, send))
    process.start()
    result = receive.recv()
    process.join()
    return result


def _run(work: Callable[[Path, Path], dict[str, float]], folder: Path, file: Path, send: object) -> None:
    found = work(folder, file)
    own, children = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    send.send((found, (own + children) / 1024 / 1024))  # type: ignore[attr-defined]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "placeringar.csv"
        write_register(file, rows)
        print(f"{rows} rader, {file.stat().st_size / 1e6:.0f} MB")
        found, memory = measured(ours, folder, file)
        both = found["leverera"] + found["bygga"]
        print(
            f"leverera {found['leverera']:.1f} s ({rows / found['leverera']:,.0f} rader/s), "
            f"bygga {found['bygga']:.1f} s ({rows / found['bygga']:,.0f} rader/s), "
            f"tillsammans {rows / both:,.0f} rader/s; {found['rader']:.0f} rader in, {memory:.2f} GB"
        )
        other, memory = measured(pandas_and_sqlite, folder, file)
        print(
            f"pandas + sqlite {other['allt']:.1f} s ({rows / other['allt']:,.0f} rader/s); "
            f"{other['rader']:.0f} rader in, {memory:.2f} GB; vi är {other['allt'] / both:.1f} gånger så snabba"
        )
        report, memory = measured(report_of_many_findings, folder, file)
        print(f"rapport med {report['fynd']:.0f} fynd {report['rapport']:.1f} s, {memory:.2f} GB")


if __name__ == "__main__":
    main()
