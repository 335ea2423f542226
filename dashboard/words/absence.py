"""Why a figure is not there, as a whole sentence or in a few words; the words themselves are `pipelines.kpi.words`."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.published.records import Area, Value
from dashboard.words.grammar import joined
from pipelines.kpi.words import reason, remarks

#: Why a figure is hidden, the same of a small one and of one that would give a small one away.
PROTECTED = "visas inte, för siffran skulle kunna peka ut ett barn"


def absence(value: Value, area: Area, label: str, names: Mapping[str, str]) -> str:
    """Why a figure is not there: hidden, or missing with its reason."""
    if value.status == "hidden":
        return f"Skyddad: {PROTECTED}."
    # Who a figure of GFO waits for stands after its reason.
    _, _, waiting = value.reason.partition(":")
    who = joined([names.get(code, code) for code in waiting.split(",")]) if waiting else area.name
    return reason(value.reason).sentence.format(area=who, period=label)


def why_absent(value: Value) -> str:
    """A figure that is not there, in a few words for a cell or the end of a sentence."""
    return "skyddad" if value.status == "hidden" else reason(value.reason).short


def remark(value: Value) -> str:
    """What a reader must know of a figure, for a cell beside it: why it is absent, or not final, or what it is of."""
    if value.status in ("hidden", "missing"):
        return why_absent(value)
    if value.status == "published":
        return "ur äldre rapport"
    return " ".join([*(["Preliminärt."] if value.preliminary else []), *remarks(value.reason)])
