"""Many releases one after another, with corrections between them: leaks, what is shown, and what it costs.

    uv run python -m benchmarks.protection --seeds 10 --releases 20
    uv run python -m benchmarks.protection --exact 10

For each register, from sparse to dense: how many of the public cells are shown, how many figures had to be withdrawn
after a correction, the seconds of the last protection and of the attack on all releases, how many figures are shown
that are not so, how many were hidden and are shown later or the other way round, and how many small counts somebody
learnt. Of these three there must be none, or the command ends with 1. With `--exact`, instead: how many counts of as
many registers are small, how many are hidden, and how few an integer program hides.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl

from tests.fixtures.exact_hiding import FAMILIES, Hidden, random_register
from tests.fixtures.protected_releases import Releases, revised_truths


def month_ends(count: int) -> list[date]:
    """The last days of as many months, from December 2023 on."""
    found = []
    for number in range(count):
        year, month = divmod(12 + number, 12)
        found.append(date(2023 + year, month + 1, 1) - timedelta(days=1))
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=10)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--releases", type=int, default=20)
    asked.add_argument("--exact", type=int, default=0)
    options = asked.parse_args()
    if options.exact:
        return _beside_the_exact_program(options.first, options.exact)
    wrong = 0
    print("seed rows cells shown% kommun-shown% withdrawn protect-s attack-s false back leaks", flush=True)
    for seed in range(options.first, options.first + options.seeds):
        rows = Random(seed).choice([10, 40, 150, 500])
        with tempfile.TemporaryDirectory() as folder:
            releases = Releases(Path(folder))
            for truth in revised_truths(seed, rows, days=month_ends(options.releases), lost=0.003):
                found = releases.release(truth)
            started = time.process_time()
            learnt = releases.leaks().height
            attacked = time.process_time() - started
        false, back = releases.untrue().height, releases.taken_back().height
        wrong += learnt + false + back
        known = found.values.filter(pl.col("status") != "missing")
        of_kommuner = known.filter(pl.col("area") != "GFO")
        print(
            seed,
            rows,
            known.height,
            _shown(known),
            _shown(of_kommuner),
            len(releases.rule.withdrawn),
            f"{found.seconds:.1f}",
            f"{attacked:.1f}",
            false,
            back,
            learnt,
            flush=True,
        )
    return 1 if wrong else 0


def _beside_the_exact_program(first: int, seeds: int) -> int:
    total = Hidden(0, 0, 0)
    print("seed rows small hidden fewest", flush=True)
    for family in FAMILIES:
        for seed in range(first, first + seeds):
            rows = Random(seed).choice([40, 150, 500, 1000])
            found = random_register(seed, rows, family).compared()
            print(seed, rows, found.small, found.protected, found.fewest, flush=True)
            total = Hidden(
                total.small + found.small,
                total.protected + found.protected,
                total.fewest + found.fewest,
            )
    print(total)
    return 0


def _shown(values: pl.DataFrame) -> str:
    share = 1 - values.filter(pl.col("status") == "hidden").height / max(1, values.height)
    return f"{100 * share:.0f}"


if __name__ == "__main__":
    raise SystemExit(main())
