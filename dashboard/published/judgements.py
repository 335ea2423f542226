"""Whether the figures are as usual: what was judged of a published file's tertials when it was built.

Tertials alone are judged. Kronor are not: prices rise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from dashboard.published.marts import SignalPoint
from dashboard.published.reading import read
from dashboard.published.records import Said, Usual
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@dataclass(frozen=True)
class Judgements:
    """What pages ask of the judgements of one file."""

    source: Source

    @remembered(64)
    def during(self, period: str) -> tuple[Said, ...]:
        """Every figure of a tertial that is not as usual, in every area, what chance explains least first."""
        # One in a hundred says anything.
        told = read(
            self.source,
            Said,
            "signal",
            where={"period": period},
            only="t.sentence <> ''",
            order="t.kpi, t.area",
        )
        # Stable: equally likely ones keep their order, and so do those of a file that does not tell how likely.
        return tuple(sorted(told, key=lambda said: 1.0 if said.chance is None else said.chance))

    @remembered(64)
    def _of(self, period: str) -> Mapping[tuple[str, str], Said]:
        return MappingProxyType({(said.kpi, said.area): said for said in self.during(period)})

    def said(self, kpi: str, area: str, period: str) -> Said | None:
        """The judgement of one figure of a tertial; None when it says nothing."""
        return self._of(period).get((kpi, area))

    @remembered(1024)
    def usual(self, kpi: str, area: str) -> Mapping[str, Usual]:
        """What is usual in every judged tertial, by period; empty while the series is too short."""
        return MappingProxyType(
            {
                point.period: Usual(point.mean, point.lower, point.upper, point.signal, point.in_baseline)
                for point in self._points(area).get(kpi, ())
            }
        )

    @remembered(64)
    def _points(self, area: str) -> Mapping[str, tuple[SignalPoint, ...]]:
        """By KPI: one query serves a page of many figures."""
        found = read(self.source, SignalPoint, "signal_point", where={"area": area}, order="t.kpi, t.period")
        return MappingProxyType(
            {kpi: tuple(points) for kpi, points in groupby(found, key=lambda point: point.kpi)}
        )
