"""The gate: an attack on what is about to be published, by everybody who can read a part of it.

The attack reads published files alone and knows nothing of how they were protected. What it proves is held against the
small counts that nobody may learn, of every release so far. What it found by guessing that something beside a
correction was not corrected is asked again without the guess: of that alone the protection tells.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from pipelines.disclosure.attack import attack
from pipelines.disclosure.keys import Secret
from pipelines.disclosure.refusals import named
from pipelines.disclosure.rule import Rule
from pipelines.errors import ReaderError
from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import kommuner
from pipelines.wording import counted

#: A process takes a second to come up; so many targets of all releases take longer.
_MANY = 300
_PROCESSES = 2


def guard(
    publik: Sequence[Path],
    insiders: Iterable[tuple[str, Sequence[Path]]],
    targets: Sequence[pl.DataFrame],
    rule: Rule,
    known: pl.DataFrame | None,
    renewed: frozenset[tuple[int, str, str, str, str]] = frozenset(),
) -> float:
    """Attack as an outsider and as each kommun, two at a time, and give the CPU seconds that it took.

    `publik` and `targets` (kpi, cut, area, period, part_of, value): of every release, the oldest first;
    `insiders`: kommun codes with every file that the kommun has been given; each is asked for when the one before has
    been tried, so that files can be written meanwhile. `renewed`: what nobody can rightly take for the same as in the
    release before; what is learnt by doing so is chance. P011 when a target is learnt.
    """
    wanted = pl.concat(
        [
            found.with_columns(pl.lit(release).cast(pl.Int64).alias("release"))
            for release, found in enumerate(targets)
        ]
    )
    # What former releases tell is told: the home has said so.
    told = pl.DataFrame(sorted(rule.told), schema=dict.fromkeys(Secret._fields, pl.String), orient="row")
    wanted = wanted.join(told, on=list(Secret._fields), how="anti")
    asked = frozenset(wanted.select(Secret._fields).iter_rows())
    everybody = chain([("", ())], insiders)
    wide = rule.least, rule.width
    seconds = 0.0
    with _tries(wanted.height) as tries:
        tried = [
            (insider, own, tries.submit(_tried, publik, own, insider, known, asked, wide))
            for insider, own in everybody
        ]
        for insider, own, trial in tried:
            found, took = trial.result()
            learnt = _learnt(found, wanted.filter(pl.col("area") != insider), rule)
            if learnt.height and renewed:
                of_it = frozenset(learnt.select(Secret._fields).iter_rows())
                found, _ = _tried(publik, own, insider, known, of_it, wide, renewed)
                learnt = _learnt(found, learnt.select(wanted.columns), rule)
            if learnt.height:
                tries.shutdown(cancel_futures=True)
                raise _leak(learnt, insider)
            seconds += took
    return seconds


def _tries(targets: int) -> Executor:
    """Where attackers work: with much to do in processes of their own, as many as there are cores, two at the most."""
    processes = min(_PROCESSES, os.cpu_count() or 1) if targets >= _MANY else 1
    if processes == 1:
        return ThreadPoolExecutor(1)
    return ProcessPoolExecutor(
        processes, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    )


def _tried(
    publik: Sequence[Path],
    own: Sequence[Path],
    insider: str,
    known: pl.DataFrame | None,
    asked: frozenset[tuple[str, ...]],
    wide: tuple[float, float],
    renewed: frozenset[tuple[int, str, str, str, str]] = frozenset(),
) -> tuple[pl.DataFrame, float]:
    """What one attacker proves, and the CPU seconds that it took."""
    started = time.thread_time()
    found = attack(publik, own=own, insider=insider, known=known, asked=asked, wide=wide, renewed=renewed)
    return found, time.thread_time() - started


def _learnt(found: pl.DataFrame, wanted: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The targets that the attack proves to be small, or to be one of too few values.

    What it believes and is not so (of figures that were corrected between two releases) is nobody's secret.
    """
    proved = found.rename({"of": "part_of"}).cast({"release": pl.Int64})
    return wanted.join(proved, on=["release", *Secret._fields], how="inner").filter(
        pl.col("upper").is_not_null()
        & (pl.col("upper") >= pl.col("value"))
        & (pl.col("lower").fill_null(0) <= pl.col("value"))
        & ((pl.col("upper") < rule.least) | (pl.col("upper") - pl.col("lower") + 1 < rule.width))
    )


def _leak(learnt: pl.DataFrame, insider: str) -> ReaderError:
    first = learnt.row(0, named=True)
    who = kommuner().get(insider, insider) if insider else "vem som helst"
    secret = Secret(*(first[name] for name in Secret._fields))
    return ReaderError(
        "P011",
        f"De offentliga siffrorna förnyas inte, för {who} skulle kunna räkna ut "
        f"{counted(learnt.height, 'skyddad siffra', 'skyddade siffror')}, till exempel "
        f"{named(secret, kpi_definitions())}.",
        remedy="Det är ett fel i programmet: anmäl det till den som sköter det. De offentliga siffror som visas står "
        "kvar, och allt annat går vidare som vanligt.",
    )
