"""The gate: an attack on what is about to be published, by everybody who can read a part of it.

The attack reads published files alone and knows nothing of how they were protected. What it proves is held against the
small counts that nobody may learn, of every release so far.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from itertools import chain
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

#: What names a target, of some release.
_NAMED = ("kpi", "cut", "area", "period", "part_of")


def guard(
    publik: Sequence[Path],
    insiders: Iterable[tuple[str, Sequence[Path]]],
    targets: Sequence[pl.DataFrame],
    rule: Rule,
    known: pl.DataFrame | None,
) -> float:
    """Attack as an outsider and as each kommun, and give the CPU seconds that it took.

    `publik` and `targets` (kpi, cut, area, period, part_of, value): of every release, the oldest first;
    `insiders`: kommun codes with every file that the kommun has been given; each is asked for when the one before has
    been tried, so that files can be written meanwhile. P011 when a target is learnt.
    """
    started = time.thread_time()
    wanted = pl.concat(
        [
            found.with_columns(pl.lit(release).cast(pl.Int64).alias("release"))
            for release, found in enumerate(targets)
        ]
    )
    # What former releases tell is told: the home has said so.
    told = pl.DataFrame(sorted(rule.told), schema=dict.fromkeys(Key._fields, pl.String), orient="row")
    wanted = wanted.join(told, on=list(Key._fields), how="anti")
    asked = frozenset(wanted.select(_NAMED).iter_rows())
    for insider, own in chain([("", ())], insiders):
        found = attack(
            publik, own=own, insider=insider, known=known, asked=asked, wide=(rule.least, rule.width)
        )
        learnt = _learnt(found, wanted.filter(pl.col("area") != insider), rule)
        if learnt.height:
            raise _leak(learnt, insider)
    return time.thread_time() - started


def _learnt(found: pl.DataFrame, wanted: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The targets that the attack proves to be small, or to be one of too few values.

    What it believes and is not so (of figures that were corrected between two releases) is nobody's secret.
    """
    proved = found.rename({"of": "part_of"}).cast({"release": pl.Int64})
    return wanted.join(proved, on=["release", *_NAMED], how="inner").filter(
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
