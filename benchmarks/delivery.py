"""How fast a register is checked and keyed into the warehouse, and how much memory that takes.

    uv run python -m benchmarks.delivery [--rows 5000000]

The register: `;` and cp1252, two placements of five begin a new child, 1 % of the rows wrong in ten ways. Ours: read,
identity gate, every check of the contract, keying, the warehouse's stage table. Beside it the same work as it is
usually done, in pandas and sqlite, in the same run; and the report of 100 000 findings. Each runs in a process of its
own whose memory is sampled together with its children's. The goals: 200 000 rows/s on two cores, under 3 GB, under
10 s for the report. Times vary with what else the machine does, processor seconds and the ratio hardly do.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.delivery_register import FAULTS, write_many_faults, write_register
from pipelines.reference import PROJECT_ROOT

ROWS = 5_000_000
FINDINGS = 100_000
RECEIVED = datetime(2026, 9, 3, 12, tzinfo=UTC)
GOAL_ROWS_A_SECOND, GOAL_GB, GOAL_REPORT_SECONDS = 200_000, 3.0, 10.0
SAMPLED_EVERY = 0.05


def ours(folder: Path) -> dict[str, float]:
    """The way of a delivery, from the file to the stage table."""
    import duckdb
    import polars as pl

    from pipelines.checking.files import check_file
    from pipelines.contracts import DATASETS
    from pipelines.deliveries.keying import key_ids
    from pipelines.warehouse.stage import write_stage

    began = time.perf_counter()
    checked = check_file(folder / "placeringar.csv", received=RECEIVED.date())
    at_check = time.perf_counter()
    (part,) = checked.parts
    found = {finding.code for finding in checked.findings}
    if found != set(FAULTS) or checked.failed_checks:
        raise RuntimeError(f"found {sorted(found)}, put in {sorted(FAULTS)}")
    del checked
    rows = key_ids(part.accepted, DATASETS["placeringar"].keyed_ids, b"k" * 32)
    at_key = time.perf_counter()
    with duckdb.connect(str(folder / "lager.duckdb")) as con:
        write_stage(con, {"placeringar": rows.with_columns(pl.lit(1, pl.Int64).alias("delivery_id"))})
        con.execute("checkpoint")
    ended = time.perf_counter()
    return {
        "seconds": ended - began,
        "accepted": rows.height,
        "läsa och kontrollera": at_check - began,
        "nyckla": at_key - at_check,
        "skriva": ended - at_key,
    }


def usual(folder: Path) -> dict[str, float]:
    """The same in pandas and sqlite."""
    from benchmarks.delivery_usual import check_and_store

    began = time.perf_counter()
    accepted = check_and_store(folder / "placeringar.csv", folder / "lager.sqlite")
    return {"seconds": time.perf_counter() - began, "accepted": accepted}


def report(folder: Path) -> dict[str, float]:
    """The report of a file in which nearly everything is wrong."""
    from pipelines.checking.files import check_file
    from pipelines.deliveries.reports import write_check_report

    checked = check_file(folder / "fel.csv", received=RECEIVED.date())
    began = time.perf_counter()
    write_check_report(folder / "rapport.xlsx", checked, RECEIVED)
    return {"seconds": time.perf_counter() - began, "findings": len(checked.findings)}


WORK = {"ours": ours, "usual": usual, "report": report}


def measured(work: str, folder: Path) -> dict[str, float]:
    """Do one of them in a process of its own; what it says of itself, and `gb`, its peak with children."""
    command = [sys.executable, "-m", "benchmarks.delivery", "--work", work, "--folder", str(folder)]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_of_tree(process.pid))
        time.sleep(SAMPLED_EVERY)
    assert process.stdout
    said = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{work} failed")
    return {**json.loads(said), "gb": peak / 1e9}


def memory_of_tree(pid: int) -> int:
    """Resident bytes of a process and everything it has started."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                said = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended since
            children.setdefault(int(said[1]), []).append(int(entry.name))
            resident[int(entry.name)] = int(said[21]) * os.sysconf("SC_PAGE_SIZE")
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        total += resident.get(one, 0)
        waiting += children.get(one, [])
    return total


def compare(rows: int) -> None:
    """Measure all three and print them as a table."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_register(folder / "placeringar.csv", rows)
        write_many_faults(folder / "fel.csv", FINDINGS)
        size = (folder / "placeringar.csv").stat().st_size
        print(f"{rows} rader, {size / 1e6:.0f} MB; {os.cpu_count()} kärnor, last {load:.1f}\n")
        own, other, said = (measured(work, folder) for work in WORK)
    if own["accepted"] != other["accepted"]:
        raise SystemExit(f"the two accepted {own['accepted']} and {other['accepted']} rows")
    print("| | s | processor-s | rader/s | GB | kvot |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for label, one in (("GFO Insikt", own), ("pandas + sqlite", other)):
        ratio = f"{other['seconds'] / one['seconds']:.1f}"
        print(_line(label, one["seconds"], one["cpu"], rows / one["seconds"], one["gb"], ratio))
    for step in ("läsa och kontrollera", "nyckla", "skriva"):
        print(_line(f"– {step}", own[step], None, rows / own[step], None, ""))
    print(_line(f"rapport, {said['findings']:.0f} fynd", said["seconds"], None, None, said["gb"], "") + "\n")
    print(f"{own['accepted']:.0f} rader godtagna av båda.")
    reached = {
        f"minst {GOAL_ROWS_A_SECOND} rader/s": rows / own["seconds"] >= GOAL_ROWS_A_SECOND,
        f"under {GOAL_GB:.0f} GB": own["gb"] < GOAL_GB,
        f"rapporten under {GOAL_REPORT_SECONDS:.0f} s": said["seconds"] < GOAL_REPORT_SECONDS,
    }
    for goal, is_reached in reached.items():
        print(f"{'nått' if is_reached else 'INTE NÅTT'}: {goal}")


def _line(
    label: str, seconds: float, cpu: float | None, speed: float | None, gb: float | None, ratio: str
) -> str:
    cells = [label, f"{seconds:.1f}"]
    cells += [
        "" if number is None else f"{number:,.{places}f}"
        for number, places in ((cpu, 1), (speed, 0), (gb, 2))
    ]
    return "| " + " | ".join([*cells, ratio]) + " |"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--work", choices=WORK, help="do one of them in this process, and print JSON")
    arguments.add_argument("--folder", type=Path)
    asked = arguments.parse_args()
    if asked.work:
        said = WORK[asked.work](asked.folder)
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(json.dumps({**said, "cpu": sum(one.ru_utime + one.ru_stime for one in used)}))
    else:
        compare(asked.rows)


if __name__ == "__main__":
    main()
