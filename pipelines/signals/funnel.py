"""Kommuner beside each other: which differ from the whole more than their size explains. Never a ranking.

Limits by exposure (Spiegelhalter 2005, "Funnel plots for comparing institutional performance", Statistics in Medicine
24) that hold for *all* the kommuner shown at once: in 95 (99,8) of 100 comparisons where nobody differs, nobody lies
outside (Šidák 1967, JASA 62). Limits for one alone put some kommun of six outside in one comparison of seven, and
since siblings are placed together in nearly every second: so counts are given the variance that siblings make. The
level compared with is that of all the kommuner together. Kommuner also differ for other reasons than chance (their
children's circumstances), which the limits do not know of: outside means worth asking about, not worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipelines.signals.baseline import SIBLINGS
from pipelines.signals.distributions import (
    Floats,
    beta_binomial,
    central_limits,
    drawn_limits,
    negative_binomial,
    smooth_limits,
)
from pipelines.signals.series import Kind, Point, Side
from pipelines.wording import number

LEVELS = (0.95, 0.998)
"""How often no kommun at all lies outside, when nobody differs."""
# Above so many expected events (of a share: cases) the limits are those of a smooth distribution, an event or two from
# the exact ones: those would take as many terms as the count is large.
_LARGEST_EXACT = 5_000
Position = Literal["inside", "outside_95", "outside_998", "not_shown"]


@dataclass(frozen=True)
class _Shown:
    """How the figures are shown: per how many, with how many decimals, in which unit (with its own space)."""

    scale: float
    decimals: int
    unit: str

    def text(self, value: float) -> str:
        return number(value, self.decimals) + self.unit


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
    """Limits at one exposure, in the unit shown; a value on a limit is inside. Those to draw are less than a count
    wider, so that they do not step."""

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
    dispersion: float = SIBLINGS,
    curve_points: int = 60,
) -> Funnel:
    """Compare one period's figure between kommuner; `kommuner` by code, each a point with its exposure.

    `dispersion` is the variance over that of independent children.

    A kommun that is missing, hidden or preliminary is left out of the centre too, and its sentence says so.
    ValueError for a kind that has no exposure.
    """
    if kind not in (Kind.RATE, Kind.PROPORTION):
        raise ValueError(f"a funnel needs an exposure, which {kind} has none of")
    shown = _Shown(scale, decimals, unit)
    known = {code: point for code, point in kommuner.items() if point.is_known and point.exposure}
    if not known:
        return Funnel(None, tuple(_not_shown(code, p, names) for code, p in sorted(kommuner.items())), ())
    exposures = [point.exposure or 1.0 for point in known.values()]
    level = sum(point.value or 0 for point in known.values()) / sum(exposures)
    # Closer where the limits bend most.
    grid = np.geomspace(max(1.0, min(exposures) * 0.8), max(exposures) * 1.1, curve_points).tolist()
    own, curve = (
        funnel_limits(
            level, at, kind=kind, scale=scale, compared=len(known), dispersion=dispersion, drawn=at is grid
        )
        for at in (exposures, grid)
    )
    limits = dict(zip(known, own, strict=True))
    points = tuple(
        _placed(code, point, level, limits[code], names, shown)
        if code in known
        else _not_shown(code, point, names)
        for code, point in sorted(kommuner.items())
    )
    return Funnel(level * scale, points, curve)


def funnel_limits(
    level: float,
    exposures: Sequence[float],
    *,
    kind: Kind = Kind.RATE,
    scale: float = 1000,
    compared: int = 1,
    dispersion: float = SIBLINGS,
    drawn: bool = False,
) -> tuple[FunnelLimits, ...]:
    """The limits at each exposure, for a common level of `level` events per unit of exposure, that hold for `compared`
    kommuner at once; `drawn`: those of a line through them."""
    return tuple(_limits(level, exposure, kind, scale, compared, dispersion, drawn) for exposure in exposures)


def _limits(
    level: float, exposure: float, kind: Kind, scale: float, compared: int, dispersion: float, drawn: bool
) -> FunnelLimits:
    tails = [(1 - part ** (1 / compared)) / 2 for part in LEVELS]
    if (exposure if kind is Kind.PROPORTION else level * exposure) > _LARGEST_EXACT and level not in (0, 1):
        lean = 1 - level if kind is Kind.PROPORTION else 1.0
        ends = [smooth_limits(level * exposure, lean, dispersion, tail) for tail in tails]
        counts = [float(end) for found in ends for end in (found.lower, found.upper)]
    else:
        chances = _chance(level, exposure, kind, dispersion)
        counts = [end for tail in tails for end in _ends(chances, tail, drawn)]
    per = scale / (round(exposure) if kind is Kind.PROPORTION else exposure)
    return FunnelLimits(exposure, *(count * per for count in counts))


def _ends(chances: Floats, tail: float, drawn: bool) -> tuple[float, float]:
    if drawn:
        return drawn_limits(chances, tail)
    found = central_limits(chances, tail)
    return found.lower, found.upper


def _chance(level: float, exposure: float, kind: Kind, dispersion: float) -> Floats:
    if kind is Kind.RATE:
        return negative_binomial(level * exposure, dispersion * level * exposure)
    whole = round(exposure)
    if level in (0, 1):
        return np.ones(1) if level == 0 else np.eye(1, whole + 1, whole)[0]
    # Of few cases no more can come together than there are.
    return beta_binomial(whole, level, min(0.999, (dispersion - 1) / (whole - 1)) if whole > 1 else 0.0)


def _placed(
    code: str, point: Point, level: float, limits: FunnelLimits, names: Mapping[str, str], shown: _Shown
) -> FunnelPoint:
    exposure = point.exposure or 1.0
    value = (point.value or 0.0) * shown.scale / exposure
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


def _sentence(name: str, value: float, level: float, side: Side, position: Position, shown: _Shown) -> str:
    figures = f"{shown.text(value)}, mot {shown.text(level * shown.scale)} för alla"
    if position == "inside":
        return f"{name} skiljer sig inte från de andra mer än slumpen kan förklara ({figures})."
    way = "över" if side > 0 else "under"
    if position == "outside_95":
        return (
            f"{name} ligger {way} de andra ({figures}); så långt ifrån hamnar någon kommun av en slump i högst en "
            "jämförelse av tjugo."
        )
    return (
        f"{name} ligger långt {way} de andra ({figures}); så långt ifrån hamnar någon kommun av en slump i högst två "
        "jämförelser av tusen."
    )


def _not_shown(code: str, point: Point, names: Mapping[str, str]) -> FunnelPoint:
    sentence = f"{names[code]} är inte med i jämförelsen: {point.why_skipped}."
    return FunnelPoint(code, None, None, None, None, None, None, 0, "not_shown", sentence)
