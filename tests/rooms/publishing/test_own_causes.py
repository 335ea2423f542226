"""A kommun is told why its own figures have changed, and nothing that is said of others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.publishing.comparison import DIFFERENCE_SCHEMA
from pipelines.publishing.own_causes import with_own_causes

_DAY = date(2026, 9, 9)


def _cause(kind: str, sender: str, reason: str, about: str = "") -> dict[str, Any]:
    return {
        "kind": kind,
        "dataset": "remisser",
        "sender": sender,
        "senders": 1,
        "first_day": _DAY,
        "last_day": _DAY,
        "reason": reason,
        "former_through": None,
        "about": about,
    }


def _changed(area: str, new: str, causes: list[dict[str, Any]], *, certain: bool = True) -> pl.DataFrame:
    row = {
        "kpi": "referrals_received",
        "name": "Inkomna remisser",
        "cut": "",
        "area": area,
        "period": "2026T1",
        "old_value": Decimal(6),
        "old_status": "ok",
        "new_value": Decimal(new),
        "new_status": "ok",
        "settled": True,
        "causes": causes,
        "certain": certain,
    }
    return pl.DataFrame([row], schema=DIFFERENCE_SCHEMA)


def _of(found: pl.DataFrame) -> tuple[list[tuple[str, str, str]], bool]:
    (row,) = found.to_dicts()
    return [(cause["kind"], cause["sender"], cause["reason"]) for cause in row["causes"]], row["certain"]


def test_a_correction_about_the_kommun_is_told_with_its_reason() -> None:
    whole = _changed("2280", "7", [_cause("rattelse", "GFO", "Förväxlade.", "2280")])
    assert _of(with_own_causes(_changed("2280", "7", [], certain=False), whole, "2280")) == (
        [("rattelse", "GFO", "Förväxlade.")],
        True,
    )


def test_what_concerns_others_is_left_out_and_then_nothing_is_certain() -> None:
    causes = [
        _cause("rattelse", "GFO", "Om Ånge.", "2260"),
        _cause("rattelse", "GFO", "Om flera."),
        _cause("leverans", "GFO", "Ånges barn saknas."),
        _cause("leverans", "2280", "Egen."),
        _cause("leverans", "2260", "Ånges."),
    ]
    found = with_own_causes(_changed("2280", "7", [], certain=False), _changed("2280", "7", causes), "2280")
    assert _of(found) == ([("leverans", "GFO", ""), ("leverans", "2280", "Egen.")], False)


def test_another_change_and_another_area_are_told_by_themselves() -> None:
    told = [_cause("rattelse", "GFO", "Förväxlade.", "2280")]
    for own, whole in (
        (_changed("2280", "7", [], certain=False), _changed("2280", "8", told)),
        (_changed("GFO", "7", [], certain=False), _changed("GFO", "7", told)),
    ):
        assert with_own_causes(own, whole, "2280").equals(own)
    # What its own file knows is not said otherwise.
    known = _changed("2280", "7", [_cause("leverans", "2280", "Egen.")])
    assert with_own_causes(known, _changed("2280", "7", told), "2280").equals(known)
