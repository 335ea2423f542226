"""How the build grows: 290 kommuner × 20 years, at 0 %, 10 % and 100 % of 3 million placements and 1 million referrals.

Prints seconds and peak memory of each, and the ratio that matters: time per row at 100 % against 10 %, both less the
build of empty registers (at most 1 is linear growth). Run: uv run python -m benchmarks.build_scale
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.home.databases import new_database
from pipelines.reference import Owner, codes
from pipelines.warehouse.assemble import build_models
from pipelines.warehouse.inputs import CoverageStart, Kommun, WarehouseInputs

PLACEMENTS, REFERRALS = 3_000_000, 1_000_000
KOMMUNER = [f"{1000 + i}" for i in range(290)]
FIRST, LAST = date(2006, 1, 1), date(2025, 12, 31)


PLACEMENT_ROWS = """
with drawn as (
    select
        i,
        $codes[1 + (random() * 290)::integer % 290] as kommun_code,
        $first::date + (random() * 7300)::integer as start_date,
        (-ln(1 - random()) * 400)::integer as days,
        random() as u,
        random() as v,
        random() as w
    from range($n) as r(i)
)
select
    md5('p' || i) as placement_id,
    kommun_code,
    md5(kommun_code || (v * $n / 580)::integer) as child_id,
    $forms[1 + (w * 9)::integer % 9] as form,
    start_date,
    case when start_date + days <= $last::date then start_date + days end as end_date,
    2010::bigint as birth_year,
    'okant' as sex,
    'sol' as legal_basis,
    md5('h' || (u * 100000)::integer) as home_id,
    case
        when start_date + days <= $last::date then case when u < 0.1 then 'sammanbrott' else 'planerad' end
    end as end_reason,
    i::integer as source_row,
    1::bigint as delivery_id
from drawn
"""
REFERRAL_ROWS = """
with drawn as (
    select
        i,
        $codes[1 + (random() * 290)::integer % 290] as kommun_code,
        $first::date + (random() * 7300)::integer as received,
        (-ln(1 - random()) * 60)::integer as days,
        random() as v,
        random() as w
    from range($n) as r(i)
)
select
    md5('r' || i) as referral_id,
    kommun_code,
    md5(kommun_code || (v * 10000)::integer) as child_id,
    received,
    case when received + days <= $last::date then $outcomes[1 + (w * 5)::integer % 5] else 'pagaende' end as outcome,
    case when received + days <= $last::date then received + days end as decided,
    2010::bigint as birth_year,
    'okant' as sex,
    'familjehem' as sought_form,
    i::integer as source_row,
    2::bigint as delivery_id
from drawn
"""


def frames(share: float) -> dict[str, pl.DataFrame]:
    """Registers of random rows with believable spans; ids as the re-keying gives them, 32 hex digits."""
    common = {"codes": KOMMUNER, "first": FIRST, "last": LAST}
    with duckdb.connect() as con:
        con.execute("select setseed(0.42)").fetchall()
        placed = {**common, "n": int(PLACEMENTS * share), "forms": list(codes("placeringsform"))}
        outcomes = [code for code in codes("utfall") if code != "pagaende"]
        referred = {**common, "n": int(REFERRALS * share), "outcomes": outcomes}
        return {
            "placeringar": con.sql(PLACEMENT_ROWS, params=placed).pl(),
            "remisser": con.sql(REFERRAL_ROWS, params=referred).pl(),
        }


def build_once(share: float) -> dict[str, float]:
    from pipelines.contracts import DATASETS
    from pipelines.contracts.findings import DeliveryStatus
    from pipelines.deliveries.active import ActiveDelivery

    now = datetime(2026, 1, 10)  # noqa: DTZ001
    deliveries = [
        ActiveDelivery(
            n,
            name,
            code,
            code if code != "GFO" else None,
            now,
            LAST,
            "",
            "",
            "",
            0,
            0,
            DeliveryStatus.ACCEPTED,
            "",
        )
        for n, (name, dataset) in enumerate(DATASETS.items())
        for code in (KOMMUNER if dataset.sender == "kommun" else ["GFO"])
    ]
    inputs = WarehouseInputs(
        as_of=now,
        reporting_date=LAST,
        stage=frames(share) if share else {},
        deliveries=tuple(deliveries),
        kommuner=tuple(Kommun(code, f"K{code}", f"K{code}s") for code in KOMMUNER),
        owners=tuple(Owner(code, FIRST, None) for code in KOMMUNER),
        coverage=(CoverageStart("*", "", FIRST),),
    )
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with new_database(Path(folder) / "w.duckdb") as con:
            build_models(con, inputs)
        seconds = time.perf_counter() - began
    return {"seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--share", type=float, help="build once in this process, and print JSON")
    share = arguments.parse_args().share
    if share is not None:
        print(json.dumps(build_once(share)))
        return
    found = {}
    for part in (0.0, 0.1, 1.0):
        # A process each: the peak of one is not the peak of another.
        run = [sys.executable, __file__, "--share", str(part)]
        found[part] = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        print(f"{part:>5.0%}  {found[part]['seconds']:7.1f} s  {found[part]['peak_mb']:7.0f} MB", flush=True)
    empty = found[0.0]["seconds"]
    growth = (found[1.0]["seconds"] - empty) / (10 * (found[0.1]["seconds"] - empty))
    print(f"growth from 10 % to 100 %, less the empty build, per row: {growth:.2f} (1 is linear)")


if __name__ == "__main__":
    main()
