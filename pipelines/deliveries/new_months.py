"""What new months of a register that is added up come to, beside the months before them.

Accounts in thousands of kronor are found by the guard of columns when the months before are too; in new months alone
they change nothing that was known, and every page would say that the costs are gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

import polars as pl

from pipelines.contracts import Dataset
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.periods import Period
from pipelines.wording import first_of, joined, number

TIMES = 20
"""Under a twentieth of what the months before came to, or over twenty times: kronor become tkr by a thousand."""
BEFORE, FEWEST = 12, 3
"""The known months that a new one is set beside, and how few of them tell anything."""
THOUSAND = 1000


def odd_months(
    former: pl.DataFrame, present: pl.DataFrame, dataset: Dataset, place: Place
) -> tuple[Finding, ...]:
    """A warning that names the new months whose sum, or whose part that is the largest of the months before, is far
    from theirs; one more where the months before them are others.

    `former`, `present`: accepted rows. None where the register is not added up or too few months are known.
    """
    fields = dataset.fields
    months = [name for name, spec in fields.items() if spec.kind == "month"]
    amounts = [name for name, spec in fields.items() if spec.kind == "kronor"]
    parts = [name for name, spec in fields.items() if spec.kind == "code" and name in dataset.key]
    if not dataset.repeated_adds_up or not (len(months) == len(amounts) == len(parts) == 1):
        return ()
    named = {months[0]: "month", parts[0]: "part", amounts[0]: "amount"}
    known, now = (one.select([*named]).rename(named) for one in (former, present))
    there = Place(place.file, place.sheet, None, fields[amounts[0]].column)
    column = fields[parts[0]].column
    alike: dict[tuple[str, Decimal, int, str], list[str]] = {}
    for month, part, came, usual, count in _odd(known, now):
        of = f", {column} {part}" if part else ""
        said = f"{Period.month_of(month).label}{of}: {number(came)}\u00a0kr"
        alike.setdefault((part, usual, count, _unit(came, usual)), []).append(said)
    return tuple(
        finding("L052", there, where=_where(said, usual, count), unit=unit)
        for (_, usual, count, unit), said in alike.items()
    )


def _odd(known: pl.DataFrame, now: pl.DataFrame) -> Iterator[tuple[date, str, Decimal, Decimal, int]]:
    """Month, part ('' for all of it), what it came to, the median of the months before, and how many these are."""
    before_all = _sums(known)
    for month in sorted(set(now["month"]) - set(before_all)):
        own = now.filter(pl.col("month") == month)
        before = sorted(one for one in before_all if one < month)[-BEFORE:]
        if len(before) < FEWEST:
            continue
        rows = known.filter(pl.col("month").is_in(before))
        largest = rows.group_by("part").agg(pl.col("amount").sum()).sort("amount", "part")["part"][-1]
        for part in ("", largest):
            then, of_now = (rows, own) if not part else (_of(rows, part), _of(own, part))
            stood = _sums(then)
            usual = median([stood.get(one, Decimal(0)) for one in before])
            came = sum(of_now["amount"], Decimal(0))
            # A form that nobody has any more has no row: that is the register going on.
            if of_now.height and usual > 0 and not usual / TIMES <= came <= usual * TIMES:
                yield month, part, came, usual, len(before)
                break


def _of(rows: pl.DataFrame, part: str) -> pl.DataFrame:
    return rows.filter(pl.col("part") == part)


def _sums(rows: pl.DataFrame) -> dict[date, Decimal]:
    return dict(rows.group_by("month").agg(pl.col("amount").sum()).iter_rows())


def _where(said: list[str], usual: Decimal, count: int) -> str:
    """`september 2026: 2 671 kr, mot 2 671 217 kr i median de tolv månaderna före`"""
    named = joined(said) if len(said) <= BEFORE else first_of(said, BEFORE)
    months = "tolv" if count == BEFORE else str(count)
    return f"{named}, mot {number(usual)}\u00a0kr i median de {months} månaderna före"


def _unit(came: Decimal, usual: Decimal) -> str:
    return "tusental kronor" if usual / TIMES <= came * THOUSAND <= usual * TIMES else "hela kronor"
