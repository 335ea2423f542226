"""What a delivery changes in periods that were over when the former one came: told, for their figures have been shown.

A cost that was moved from one month to another, or a placement whose days were written anew far back, leaves the number
of rows and their sum as they were. Nothing of it is refused: registers are mended. What comes or ends after that day is
the register going on, and is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.contracts import Dataset
from pipelines.contracts.fields import FieldSpec
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.periods import Period
from pipelines.wording import counted, first_of, joined, number

LARGE_SHARE, LARGE_AT_LEAST = 0.05, 5
"""More than 5 % of the rows (and at least 5), or of what a period cost: a warning and no note."""

# Periods and ids that a sentence names.
_MOST, _IDS = 6, 10


@dataclass(frozen=True)
class _Time:
    """When a row of a register is: the day that it begins (an expression), the field whose day says that it is settled,
    where it has one, and the period that a day is told as. `grows`: rows that come later are of a time that has been
    told; else of a year that was not ready."""

    begins: pl.Expr
    settled: str
    period: Callable[[date], Period]
    each: tuple[str, str]
    grows: bool = True


def changed_before(
    former: pl.DataFrame,
    present: pl.DataFrame,
    dataset: Dataset,
    closed: date,
    place: Place,
    told: Collection[Finding] = (),
) -> tuple[Finding, ...]:
    """One note, or a warning where it is much, of what differs in the time before `closed`; none where nothing does.

    `former`, `present`: accepted rows with the sender's own ids. `told`: what the guard says of the same two: a column
    that has another content and rows that are named as gone are not told again.
    """
    time = _time_of(dataset)
    if time is None or former.is_empty():
        return ()
    another = {one.place.column for one in told if one.code in ("L040", "L041")}
    fields = {name: spec for name, spec in dataset.fields.items() if spec.column not in another}
    old, new = _differing(former, present, [*fields]), _differing(present, former, [*fields])
    key = list(dataset.key)
    added = new.join(old, on=key, how="anti", nulls_equal=True) if key else new
    gone = old.join(new, on=key, how="anti", nulls_equal=True) if key else old
    if any(one.code in ("L020", "L021", "L044") for one in told):
        gone = gone.clear()
    both = old.join(new, on=key, suffix="_now", nulls_equal=True) if key else None
    added, gone = (one.with_columns(time.begins.alias("day")) for one in (added, gone))
    parts = {
        "added": added.filter((pl.col("day") < closed) & time.grows),
        "gone": gone.filter(pl.col("day") < closed),
        "changed": _changed(both, dataset, fields, time, closed) if both is not None else added.clear(),
    }
    rows = sum(part.height for part in parts.values())
    if not rows:
        return ()
    kronor = [name for name, spec in fields.items() if spec.kind == "kronor"]
    amounts = _amounts(parts, kronor[0]) if len(kronor) == 1 else {}
    before = former.with_columns(time.begins.alias("day")).filter(pl.col("day") < closed)
    large = rows >= LARGE_AT_LEAST and rows > LARGE_SHARE * before.height
    where, much = _by_period(parts, amounts, before, time, kronor)
    said = {"row_id": _ids(parts, dataset), "changes": _changes(parts, fields), "where": where}
    if large or much:
        return (finding("L049", place, closed=closed, **said),)
    return (finding("L048", place, closed=closed, **said),)


def _time_of(dataset: Dataset) -> _Time | None:
    fields = dataset.fields
    days = [name for name, spec in fields.items() if spec.kind in ("day", "month")]
    if days and not fields[days[0]].nullable:
        return _Time(pl.col(days[0]), days[-1], Period.month_of, ("månad", "månader"))
    if "tertial" in fields:
        first = pl.date(pl.col("year"), pl.col("tertial") * 4 - 3, 1)
        return _Time(first, "", Period.tertial_of, ("tertial", "tertial"))
    if "year" in fields or "period" in fields:
        # Every period's id begins with its year.
        year = pl.col("year") if "year" in fields else pl.col("period").str.head(4).cast(pl.Int32)
        last = pl.date(year, 12, 31)
        return _Time(last, "", lambda day: Period.whole_year(day.year), ("år", "år"), grows=False)
    return None


def _differing(rows: pl.DataFrame, others: pl.DataFrame, fields: list[str]) -> pl.DataFrame:
    """The rows that do not stand among the others just as they are: of a register of millions a few."""
    return rows.join(others.select(fields), on=fields, how="anti", nulls_equal=True)


def _changed(
    both: pl.DataFrame, dataset: Dataset, fields: dict[str, FieldSpec], time: _Time, closed: date
) -> pl.DataFrame:
    """The rows of one key that differ in what bears on the time before `closed`, with the first such `day`, and of each
    field that may whether it does (`…_did`)."""
    compared = [name for name in fields if name not in dataset.key]
    if not compared:
        return both.clear().with_columns(time.begins.alias("day"))
    begun = time.begins < closed
    settled = (pl.col(time.settled) < closed).fill_null(False) if time.settled else begun
    touched: dict[str, pl.Expr] = {}
    days: dict[str, pl.Expr] = {}
    for name in compared:
        was, now = pl.col(name), pl.col(f"{name}_now")
        days[name] = time.begins
        if fields[name].kind in ("day", "month"):
            days[name] = pl.min_horizontal(was, now)
            touched[name] = days[name] < closed
        elif fields[name].kind == "kronor":
            touched[name] = begun & was.is_not_null()
        elif name == dataset.state:
            touched[name] = begun & settled
        else:
            # What is still going on has cells that are filled in as it goes.
            touched[name] = begun & (settled | was.is_not_null())
        touched[name] = (was.ne_missing(now) & touched[name]).fill_null(False)
    return (
        both.with_columns(touch.alias(f"{name}_did") for name, touch in touched.items())
        .filter(pl.any_horizontal(f"{name}_did" for name in compared))
        .with_columns(
            pl.min_horizontal(pl.when(pl.col(f"{name}_did")).then(day) for name, day in days.items()).alias(
                "day"
            )
        )
    )


def _amounts(parts: dict[str, pl.DataFrame], kronor: str) -> dict[date, float]:
    """How many kronor more each day's rows come to now, by the day that they begin."""
    more = pl.concat(
        part.select("day", amount.cast(pl.Float64).fill_null(0).alias("more"))
        for part, amount in (
            (parts["added"], pl.col(kronor)),
            (parts["gone"], -pl.col(kronor)),
            (parts["changed"], _grown(parts["changed"], kronor)),
        )
    )
    # What changed may be none of the amounts.
    return (
        dict(more.group_by("day").agg(pl.col("more").sum()).iter_rows()) if (more["more"] != 0).any() else {}
    )


def _grown(changed: pl.DataFrame, kronor: str) -> pl.Expr:
    return pl.col(f"{kronor}_now") - pl.col(kronor) if f"{kronor}_now" in changed.columns else pl.lit(0.0)


def _by_period(
    parts: dict[str, pl.DataFrame],
    amounts: dict[date, float],
    before: pl.DataFrame,
    time: _Time,
    kronor: list[str],
) -> tuple[str, bool]:
    """`Kronor per månad: mars 2025 −100 000, april 2025 +100 000`, or the rows of each, and whether a period has
    changed much. The periods that changed most are named, in order of time."""
    rows = pl.concat(part.select("day") for part in parts.values())["day"].value_counts()
    found: dict[Period, float] = {}
    for day, count in rows.iter_rows():
        period = time.period(day)
        found[period] = found.get(period, 0) + (amounts.get(day, 0) if amounts else count)
    most = sorted(found, key=lambda one: (-abs(found[one]), one.first_day))[:_MOST]
    named = [
        f"{one.label} {_signed(found[one]) if amounts else int(found[one])}"
        for one in sorted(most, key=lambda one: one.first_day)
    ]
    left = len(found) - len(most)
    oldest = min(found, key=lambda one: one.first_day)
    more = f" och {counted(left, *time.each)} till" if left else ""
    also = f". Den äldsta är {oldest.label}" if oldest not in most else ""
    said = f"{'Kronor' if amounts else 'Rader'} per {time.each[0]}: {', '.join(named)}{more}{also}"
    return said, bool(amounts) and _much(found, before, time, kronor[0])


def _much(found: dict[Period, float], before: pl.DataFrame, time: _Time, kronor: str) -> bool:
    """Whether what a period came to has changed by more than a small share of it."""
    stood: dict[Period, float] = {}
    for day, amount in before.group_by("day").agg(pl.col(kronor).cast(pl.Float64).sum()).iter_rows():
        period = time.period(day)
        stood[period] = stood.get(period, 0) + amount
    return any(abs(more) > LARGE_SHARE * abs(stood.get(one, 0)) for one, more in found.items())


def _signed(amount: float) -> str:
    return f"{'+' if amount > 0 else ''}{number(amount)}"


def _changes(parts: dict[str, pl.DataFrame], fields: dict[str, FieldSpec]) -> str:
    """`3 rader tillkom, 1 rad försvann och 2 rader ändrades (slutdatum 2)`."""
    verbs = {"added": "tillkom", "gone": "försvann", "changed": "ändrades"}
    said = [
        f"{counted(part.height, 'rad', 'rader')} {verbs[name]}" for name, part in parts.items() if part.height
    ]
    did = {
        spec.column: int(parts["changed"][f"{name}_did"].sum())
        for name, spec in fields.items()
        if f"{name}_did" in parts["changed"].columns
    }
    columns = ", ".join(f"{column} {rows}" for column, rows in did.items() if rows)
    return joined(said) + (f" ({columns})" if columns else "")


def _ids(parts: dict[str, pl.DataFrame], dataset: Dataset) -> str:
    """The sender's own ids of the first rows, the oldest before; blank where no id tells a row."""
    if len(dataset.key) != 1 or dataset.fields[dataset.key[0]].kind != "id":
        return ""
    rows = pl.concat(part.select(pl.col(dataset.key[0]), "day") for part in parts.values())
    ids = rows.sort("day", dataset.key[0])[dataset.key[0]]
    return first_of(ids.to_list(), _IDS)
