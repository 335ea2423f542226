"""Is a change real? The published judgement of a KPI's tertials, for cards and trend charts.

Nothing is said of kronor: prices rise, so every recent tertial lies above limits drawn from the first ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dashboard.published.figures import Figures
from dashboard.published.records import Source
from dashboard.words.formats import is_money

_SIGNAL = ("kpi", "area", "period", "state", "side", "sentence")
_POINT = ("kpi", "area", "period", "mean", "lower", "upper", "signal")


@dataclass(frozen=True)
class Said:
    """What a tertial's judgement says: 1 above and -1 below what is usual, 0 inside or not judged."""

    state: str
    side: int
    sentence: str

    @property
    def short(self) -> str:
        """For a card: inside the normal the first clause is enough."""
        return self.sentence.split(";", 1)[0].rstrip(".") + "." if self.side == 0 else self.sentence


@dataclass(frozen=True)
class Usual:
    """What is usual in one tertial, in the figure's unit; `signal` marks a point that is not."""

    mean: float
    lower: float
    upper: float
    signal: bool


def said(figures: Figures, kpi: str, area: str, period: str) -> Said | None:
    """The judgement of one tertial; None when there is none to make."""
    if is_money(figures.definition(kpi).unit):
        return None
    return _said(figures.source, kpi).get((area, period))


def usual(figures: Figures, kpi: str, area: str) -> Mapping[str, Usual]:
    """What is usual in every judged tertial, by period; empty while the series is too short."""
    if is_money(figures.definition(kpi).unit):
        return MappingProxyType({})
    return _usual(figures.source, kpi, area)


@lru_cache(maxsize=512)
def _said(source: Source, kpi: str) -> Mapping[tuple[str, str], Said]:
    found = Figures(source).mart("signal", _SIGNAL, "area, period", kpi=kpi)
    return MappingProxyType(
        {
            (row["area"], row["period"]): Said(row["state"], row["side"] or 0, row["sentence"])
            for row in found
            if row["state"] != "too_short" and row["sentence"]
        }
    )


@lru_cache(maxsize=2048)
def _usual(source: Source, kpi: str, area: str) -> Mapping[str, Usual]:
    found = Figures(source).mart("signal_point", _POINT, "period", kpi=kpi, area=area)
    return MappingProxyType(
        {
            row["period"]: Usual(
                float(row["mean"]), float(row["lower"]), float(row["upper"]), bool(row["signal"])
            )
            for row in found
            if row["mean"] is not None and row["lower"] is not None and row["upper"] is not None
        }
    )
