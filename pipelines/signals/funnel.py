"""Kommuner beside each other: which differ from the whole more than their size explains. Never a ranking.

Limits by exposure, exact Poisson (a rate) or binomial (a share), at 95 % and 99,8 %: Spiegelhalter 2005, "Funnel
plots for comparing institutional performance", Statistics in Medicine 24. The level compared with is that of
all the kommuner together. Kommuner also differ for other reasons than chance (their children's circumstances),
which the limits do not know of: outside means worth asking about, not worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipelines.signals.distributions import Floats, beta_binomial, central_limits, poisson
from pipelines.signals.sentences import Shown
from pipelines.signals.series import Kind, Point, Side

LEVELS = (0.95, 0.998)
Position = Literal["inside", "outside_95", "outside_998", "not_shown"]


@dataclass(frozen=True)
class FunnelPoint:
    """One kommun; numbers in the unit shown, None when it is not shown, and `sentence` says why."""

    kommun_code: str
    value: float | None
    exposure: float | None
    lower_95: float | None
    upper_95: float | None
    lower_998: float | None
    upper_998: float | None
    side: Side
    position: Position
    sentence: str


@dataclass(frozen=True)
class FunnelLimits:
    """Limits at one exposure, in the unit shown; a value on a limit is inside."""

    exposure: float
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


@dataclass(frozen=True)
class Funnel:
    """`centre` is the level of all shown kommuner together (None when none is), `curve` the limits to draw."""

    centre: float | None
    points: tuple[FunnelPoint, ...]
    curve: tuple[FunnelLimits, ...]


def compare_kommuner(
    kommuner: Mapping[str, Point],
    names: Mapping[str, str],
    *,
    kind: Kind = Kind.RATE,
    scale: float = 1000,
    decimals: int = 1,
    unit: str = "",
    curve_points: int = 60,
) -> Funnel:
    """Compare one period's figure between kommuner; `kommuner` by code, each a point with its exposure.

    A kommun that is missing, hidden or preliminary is left out of the centre too, and its sentence says so.
    ValueError for a kind that has no exposure.
    """
    if kind not in (Kind.RATE, Kind.PROPORTION):
        raise ValueError(f"a funnel needs an exposure, which {kind} has none of")
    shown = Shown(scale, decimals, unit)
    known = {code: point for code, point in kommuner.items() if point.is_known and point.exposure}
    if not known:
        return Funnel(None, tuple(_not_shown(code, p, names) for code, p in sorted(kommuner.items())), ())
    exposures = [point.exposure or 1.0 for point in known.values()]
    level = sum(point.value or 0 for point in known.values()) / sum(exposures)
    points = tuple(
        _placed(code, point, level, names, kind, shown) if code in known else _not_shown(code, point, names)
        for code, point in sorted(kommuner.items())
    )
    grid = np.linspace(max(1.0, min(exposures) * 0.6), max(exposures) * 1.1, curve_points)
    return Funnel(level * scale, points, funnel_limits(level, grid.tolist(), kind=kind, scale=scale))


def funnel_limits(
    level: float, exposures: Sequence[float], *, kind: Kind = Kind.RATE, scale: float = 1000
) -> tuple[FunnelLimits, ...]:
    """The funnel's limits at each exposure, for a common level of `level` events per unit of exposure."""
    return tuple(_limits(level, exposure, kind, scale) for exposure in exposures)


def _limits(level: float, exposure: float, kind: Kind, scale: float) -> FunnelLimits:
    probabilities = _chance(level, exposure, kind)
    inner, outer = (central_limits(probabilities, (1 - part) / 2) for part in LEVELS)
    per = scale / (round(exposure) if kind is Kind.PROPORTION else exposure)
    return FunnelLimits(exposure, inner.lower * per, inner.upper * per, outer.lower * per, outer.upper * per)


def _chance(level: float, exposure: float, kind: Kind) -> Floats:
    if kind is Kind.RATE:
        return poisson(level * exposure)
    if level in (0, 1):
        return np.ones(1) if level == 0 else np.eye(1, round(exposure) + 1, round(exposure))[0]
    return beta_binomial(round(exposure), level, 0.0)


def _placed(
    code: str, point: Point, level: float, names: Mapping[str, str], kind: Kind, shown: Shown
) -> FunnelPoint:
    exposure = point.exposure or 1.0
    limits = _limits(level, exposure, kind, shown.scale)
    value = shown.number(point, point.value or 0)
    # Both come from whole counts; half a count of room keeps floating point from deciding.
    room = 0.5 * shown.scale / exposure
    position: Position = "inside"
    if not limits.lower_998 - room <= value <= limits.upper_998 + room:
        position = "outside_998"
    elif not limits.lower_95 - room <= value <= limits.upper_95 + room:
        position = "outside_95"
    side: Side = 0 if position == "inside" else 1 if value > level * shown.scale else -1
    return FunnelPoint(
        code,
        value,
        exposure,
        limits.lower_95,
        limits.upper_95,
        limits.lower_998,
        limits.upper_998,
        side,
        position,
        _sentence(names[code], value, level, side, position, shown),
    )


def _sentence(name: str, value: float, level: float, side: Side, position: Position, shown: Shown) -> str:
    figures = f"{shown.text(value)}{shown.unit}, mot {shown.text(level * shown.scale)}{shown.unit} för alla"
    if position == "inside":
        return f"{name} skiljer sig inte från de andra mer än slumpen kan förklara ({figures})."
    way = "över" if side > 0 else "under"
    if position == "outside_95":
        return (
            f"{name} ligger något {way} de andra ({figures}); slumpen ger en sådan skillnad en gång av tjugo."
        )
    return f"{name} ligger tydligt {way} de andra ({figures}), mer än slumpen kan förklara."


def _not_shown(code: str, point: Point, names: Mapping[str, str]) -> FunnelPoint:
    sentence = f"{names[code]} är inte med i jämförelsen: {point.why_skipped}."
    return FunnelPoint(code, None, None, None, None, None, None, 0, "not_shown", sentence)
