"""The guard against partial registers: a delivery that lost many of the former rows waits until someone says why.

A delivery is the whole register so far, so keys do not vanish from it on their own. What usually lies behind is
an export with a date filter left on.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.deliveries.findings import Category, Finding, Severity
from pipelines.errors import Place

VANISHED_SHARE = 0.05
VANISHED_AT_LEAST = 5
ROWS_SHARE = 0.5
"""Over 5 % of the former keys (and at least 5) gone, or under half of the rows: the delivery is held."""

CODE_KEYS, CODE_ROWS = "L020", "L021"


def vanished_keys(former: pl.DataFrame, present: pl.DataFrame, key: Sequence[str]) -> list[str]:
    """The keys that stood in the former rows and no longer do, as the sender writes them, sorted."""
    columns = list(key)
    as_text = [pl.col(column).cast(pl.String) for column in columns]
    gone = (
        former.select(as_text)
        .unique()
        .join(present.select(as_text), on=columns, how="anti", nulls_equal=True)
    )
    return sorted(
        " + ".join(part for part in row if part is not None) for row in gone.select(columns).iter_rows()
    )


def shrink_findings(
    former: pl.DataFrame, present: pl.DataFrame, key: Sequence[str], *, place: Place, columns: Sequence[str]
) -> tuple[Finding, ...]:
    """One warning a vanished key, and one when half of the rows are gone; none when the register is whole.

    `former`, `present`: accepted rows with the sender's own ids. `columns`: the delivered names of the key.
    """
    found: list[Finding] = []
    gone = vanished_keys(former, present, key)
    keys = former.select(list(key)).n_unique()
    label = " + ".join(columns)
    if len(gone) >= VANISHED_AT_LEAST and len(gone) > VANISHED_SHARE * keys:
        found += [
            Finding(
                CODE_KEYS,
                Category.AGAINST_FORMER,
                Severity.WARNING,
                Place(place.file, place.sheet, None, label),
                f"Fanns i den förra leveransen men saknas nu ({len(gone)} av {keys} har försvunnit).",
                "Ett register ska vara helt: kontrollera att utdraget inte är avgränsat till en period. "
                "Är det rätt: leverera igen med --accept-shrink och ett skäl.",
                found=text,
                row_id=text,
            )
            for text in gone
        ]
    if present.height < ROWS_SHARE * former.height:
        found.append(
            Finding(
                CODE_ROWS,
                Category.AGAINST_FORMER,
                Severity.WARNING,
                place,
                f"Registret har {present.height} rader; den förra leveransen hade {former.height}.",
                "Ett register ska vara helt: kontrollera att utdraget inte är avgränsat. "
                "Är det rätt: leverera igen med --accept-shrink och ett skäl.",
                found=str(present.height),
                allowed=f"minst {-(-former.height // 2)} rader",
            )
        )
    return tuple(found)
