"""Who gets a published file, and what of each table is in it. What no list names is in nobody's file.

`styrgrupp` gets every mart as it is. A kommun's file and the public one have the same tables and columns, and of their
rows what `TABLES` says: the pieces of a table, laid after each other. A new table is on no list until somebody has
decided what each audience may have of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.reference import PUBLIK, STYRGRUPP, audiences, kommun_audiences

KOMMUN_AUDIENCES = kommun_audiences()
AUDIENCES = audiences()

Piece = Literal["all", "own", "public", "figures", "shaped", "foreseen"]
"""`all`: every row. `own`: the kommun's own. `public`: what the public file of the last release has, of others than
the kommun. `figures`: the mart's own SQL over the file's own figures. `shaped`: `sql/audience/<table>.sql`. `foreseen`:
every row, where the outlook starts from no small count."""

Pieces = tuple[Piece, ...]
NOTHING: Pieces = ()
EVERYTHING: Pieces = ("all",)
OWN: Pieces = ("own",)
FIGURES: Pieces = ("figures",)
SHAPED: Pieces = ("shaped",)
FORESEEN: Pieces = ("foreseen",)
PUBLIC: Pieces = ("public",)


@dataclass(frozen=True)
class Table:
    """What of a mart a kommun and the public get; `owner` is the column that says whose a row is, where one does, and
    `unsaid` are columns that are blank for everybody but the styrgrupp."""

    kommun: Pieces
    publik: Pieces
    owner: str = ""
    unsaid: tuple[str, ...] = ()


#: How a table lies in a file, others as they sort: a page asks for one area's figures, and the database steps over the
#: stretches that hold none of them.
ORDER = {"kpi_value": "area, kpi, cut, period", "signal_point": "area, kpi, period"}
#: The figures first: others are made of them.
TABLES: dict[str, Table] = {
    "kpi_value": Table(SHAPED, SHAPED),
    "kpi_definition": Table(EVERYTHING, SHAPED),
    "area": Table(EVERYTHING, EVERYTHING),
    "code": Table(EVERYTHING, EVERYTHING),
    "period": Table(SHAPED, SHAPED),
    # Decided documents, and money that no child is behind.
    "allocation_change": Table(EVERYTHING, EVERYTHING),
    "allocation_input": Table(EVERYTHING, EVERYTHING),
    "allocation_problem": Table(EVERYTHING, EVERYTHING),
    "cost_allocation": Table(EVERYTHING, EVERYTHING),
    "economy": Table(EVERYTHING, EVERYTHING),
    "published_allocation": Table(EVERYTHING, EVERYTHING),
    # The public have no proposals to count by them.
    "key_count": Table(SHAPED, NOTHING),
    "target": Table(SHAPED, SHAPED),
    # Figures side by side: what of them the file has.
    "deviation_closing": Table(FIGURES, FIGURES),
    "home_bank": Table(FIGURES, FIGURES),
    "referral_flow": Table(FIGURES, FIGURES),
    "waiting": Table(FIGURES, FIGURES),
    "published_difference": Table(SHAPED, SHAPED),
    # Judgements tell of every figure that they rest on.
    "signal": Table(("own", "public"), SHAPED, owner="area"),
    "signal_point": Table(("own", "public"), SHAPED, owner="area"),
    "recruitment_funnel": Table(PUBLIC, SHAPED),
    "capacity_forecast": Table(PUBLIC, FORESEEN),
    # How far forecasts have been wrong on average is of every figure of the past, and tells the one that is hidden.
    "capacity_summary": Table(PUBLIC, FORESEEN, unsaid=("tried",)),
    "capacity_trust": Table(PUBLIC, FORESEEN, unsaid=("error", "error_last_year", "error_mean_of_six")),
    # Actual counts, one a tertial.
    "capacity_trial": Table(NOTHING, NOTHING),
    # Needs rows: no figure of the catalogue says the same.
    "time_to_match": Table(OWN, NOTHING, owner="area"),
    # Mostly ones, by the month they came in.
    "waiting_since": Table(OWN, NOTHING, owner="area"),
    "oldest_deviation": Table(OWN, NOTHING, owner="area"),
    # By form, which is not public: few children are in some of them.
    "cost_change": Table(OWN, NOTHING, owner="area"),
    # GFO's figure without some kommuner is a difference between figures.
    "partial_gfo": Table(NOTHING, NOTHING),
    # Two deliveries differ by the children who came in between.
    "crosscheck": Table(OWN, NOTHING, owner="kommun_code"),
    "delivery_expected": Table(OWN, NOTHING, owner="sender"),
    # The findings are those of the deliveries that the file has.
    "delivery_history": Table(OWN, NOTHING, owner="sender"),
    "delivery_finding": Table(SHAPED, NOTHING),
    "delivery_status": Table(OWN, NOTHING, owner="sender"),
    # Free text: one's own, and what is said to be public.
    "build_history": Table(SHAPED, NOTHING),
    "comment": Table(SHAPED, SHAPED),
    "declaration": Table(OWN, NOTHING, owner="sender"),
    # Figures without a row.
    "correction_effect": Table(NOTHING, NOTHING),
    # Published by RKA and SCB for everybody.
    "comparison": Table(EVERYTHING, EVERYTHING),
    "comparison_area": Table(EVERYTHING, EVERYTHING),
    "comparison_kpi": Table(EVERYTHING, EVERYTHING),
}


def pieces_of(audience: str, table: str) -> Pieces:
    """What an audience gets of a table."""
    if audience == STYRGRUPP:
        return EVERYTHING
    return TABLES[table].publik if audience == PUBLIK else TABLES[table].kommun
