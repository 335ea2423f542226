"""The gate: an attack on what is about to be published, by everybody who can read a part of it.

The attack reads published files alone and knows nothing of how they were protected. What it proves is held against the
small counts that nobody may learn, of every release so far.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipelines.disclosure.attack import attack
from pipelines.disclosure.keys import Key
from pipelines.disclosure.refusals import named
from pipelines.disclosure.rule import Rule
from pipelines.errors import ReaderError
from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import kommuner
from pipelines.wording import counted


def guard(
    publik: Sequence[Path],
    kommuner_files: Mapping[str, Sequence[Path]],
    targets: Sequence[pl.DataFrame],
    rule: Rule,
    known: pl.DataFrame | None,
) -> float:
    """Attack as an outsider and as each kommun, and give the CPU seconds that it took.

    `publik` and `targets` (kpi, cut, area, period, part_of, value): of every release, the oldest first;
    `kommuner_files`: by kommun code, every file that the kommun has been given. P011 when a target is learnt.
    """
    started = time.process_time()
    wanted = pl.concat(
        [
            found.with_columns(pl.lit(release).cast(pl.Int64).alias("release"))
            for release, found in enumerate(targets)
        ]
    )
    for insider in ("", *kommuner_files):
        found = attack(publik, own=kommuner_files.get(insider, ()), insider=insider, known=known)
        learnt = _learnt(found, wanted.filter(pl.col("area") != insider), rule)
        if learnt.height:
            raise _leak(learnt, insider)
    return time.process_time() - started


def _learnt(found: pl.DataFrame, wanted: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The targets that the attack proves to be small, or to be one of too few values.

    What it believes and is not so (of figures that were corrected between two releases) is nobody's secret.
    """
    keys = ["release", "kpi", "cut", "area", "period", "part_of"]
    proved = found.rename({"of": "part_of"}).cast({"release": pl.Int64})
    return wanted.join(proved, on=keys, how="inner").filter(
        pl.col("upper").is_not_null()
        & (pl.col("upper") >= pl.col("value"))
        & (pl.col("lower").fill_null(0) <= pl.col("value"))
        & ((pl.col("upper") < rule.least) | (pl.col("upper") - pl.col("lower") + 1 < rule.width))
    )


def _leak(learnt: pl.DataFrame, insider: str) -> ReaderError:
    first = learnt.row(0, named=True)
    who = kommuner().get(insider, insider) if insider else "vem som helst"
    key = Key(*(first[name] for name in Key._fields))
    return ReaderError(
        "P011",
        f"De offentliga siffrorna förnyas inte, för {who} skulle kunna räkna ut "
        f"{counted(learnt.height, 'skyddad siffra', 'skyddade siffror')}, till exempel "
        f"{named(key, kpi_definitions())}.",
        remedy="Det är ett fel i programmet: anmäl det till den som sköter det. De offentliga siffror som visas står "
        "kvar, och allt annat går vidare som vanligt.",
    )
