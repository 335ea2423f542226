"""What is wrong in the registers as they are delivered, and what the staff have declared about it.

The sample's own rows are right. A referral is delivered with the wrong outcome, which a declared correction mends; two
rows are unusual but right, which declared waivers say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.reference import kommuner
from pipelines.synthetic.registers import SampleRows
from pipelines.synthetic.rows import Row

_MIXED_UP = {"atertagen": "aterlamnad", "aterlamnad": "atertagen"}
_UNTIL = date(2026, 12, 31)


@dataclass(frozen=True)
class Declared:
    """The texts of the home's `waivers.toml` and `corrections.toml`."""

    waivers: str
    corrections: str


def make_slips(rows: SampleRows, first_day: date, last_day: date) -> tuple[SampleRows, Declared]:
    """The registers with what is wrong in them, all of it within the days given, and what is declared about it."""
    referral = _decided_referral(rows.gfo["remisser"], first_day, last_day)
    enquiry = _assessed_enquiry(rows.gfo["rekrytering"], last_day)
    kommun, stay = _stay_in_sis(rows, first_day)
    outcome, wrong = str(referral["utfall"]), _MIXED_UP[str(referral["utfall"])]
    begun = enquiry["kartlaggning_start"]
    assert isinstance(begun, date)  # noqa: S101 - chosen for it
    delivered = SampleRows(
        rows.placements | {kommun: _with(rows.placements[kommun], stay, {"lagrum": "sol"})},
        rows.costs,
        rows.gfo
        | {
            "remisser": _with(rows.gfo["remisser"], referral, {"utfall": wrong}),
            "rekrytering": _with(
                rows.gfo["rekrytering"], enquiry, {"inledande_samtal": begun + timedelta(days=6)}
            ),
        },
        rows.population,
        rows.comparison,
    )
    corrections = _table(
        "correction",
        dataset="remisser",
        sender="GFO",
        row=str(referral["remiss_id"]),
        column="utfall",
        old=wrong,
        new=outcome,
        reason="Återlämnad och återtagen hade förväxlats i remissregistret; kommunen har bekräftat.",
        who="enhetschefen",
    )
    waivers = _table(
        "waiver",
        rule="R018",
        dataset="placeringar",
        sender=kommuner()[kommun],
        row=str(stay["placering_id"]),
        reason="Placeringen på SiS är gjord med samtycke enligt SoL; beslutet är granskat.",
        who="enhetschefen",
    ) + _table(
        "waiver",
        rule="R039",
        dataset="rekrytering",
        sender="GFO",
        row=str(enquiry["arende_id"]),
        reason="Familjen har varit familjehem förut, så kartläggningen började före det inledande samtalet.",
        who="enhetschefen",
    )
    return delivered, Declared(waivers, corrections)


def _decided_referral(referrals: list[Row], first_day: date, last_day: date) -> Row:
    """The last one that was handed back or taken back in the period."""
    decided = [
        (day, str(row["remiss_id"]), row)
        for row in referrals
        if row["utfall"] in _MIXED_UP
        and isinstance(day := row["avslutad"], date)
        and first_day <= day <= last_day
    ]
    return max(decided, key=lambda found: found[:2])[2]


def _assessed_enquiry(enquiries: list[Row], last_day: date) -> Row:
    """The last family whose assessment took a month or more, and was done by the last day."""
    month = timedelta(days=30)
    assessed = [
        (done, str(row["arende_id"]), row)
        for row in enquiries
        if isinstance(done := row["kartlaggning_klar"], date)
        and isinstance(begun := row["kartlaggning_start"], date)
        and begun + month <= done <= last_day
    ]
    return max(assessed, key=lambda found: found[:2])[2]


def _stay_in_sis(rows: SampleRows, by: date) -> tuple[str, Row]:
    """The last stay in SiS that had begun by then, and its kommun: long since registered."""
    stays = [
        (day, str(row["placering_id"]), kommun, row)
        for kommun, placements in sorted(rows.placements.items())
        for row in placements
        if row["placeringsform"] == "sis" and isinstance(day := row["startdatum"], date) and day <= by
    ]
    _, _, kommun, row = max(stays, key=lambda found: found[:2])
    return kommun, row


def _with(rows: list[Row], chosen: Row, changes: Row) -> list[Row]:
    return [row | changes if row is chosen else row for row in rows]


def _table(kind: str, **entries: str) -> str:
    lines = [f'{key} = "{value}"' for key, value in entries.items()]
    return "\n".join([f"[[{kind}]]", *lines, f"until = {_UNTIL}", "", ""])
