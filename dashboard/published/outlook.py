"""What is expected of the coming tertials, of GFO as a whole, and how well it did on the past."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.published.marts import OutlookFigure, OutlookSummary, OutlookTrust
from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.source import Source

OPEN = "open"


@dataclass(frozen=True)
class Outlook:
    """What pages ask of the outlook of one file."""

    source: Source

    @property
    @remembered(1)
    def summary(self) -> OutlookSummary | None:
        """None where GFO's registers are not delivered."""
        return next(iter(read(self.source, OutlookSummary, "capacity_summary", order="t.as_of")), None)

    @property
    @remembered(1)
    def _trust(self) -> tuple[OutlookTrust, ...]:
        return read(self.source, OutlookTrust, "capacity_trust", order="t.measure")

    @property
    @remembered(1)
    def expected(self) -> tuple[OutlookFigure, ...]:
        """The coming tertials, without the measures that are withheld."""
        withheld = {found.measure for found in self._trust if found.withheld}
        found = read(
            self.source, OutlookFigure, "capacity_forecast", order="t.period, t.more_homes, t.measure"
        )
        return tuple(figure for figure in found if figure.measure not in withheld)

    @property
    def trust(self) -> OutlookTrust | None:
        """How well open referrals were foreseen before; None where the file does not say."""
        return next((found for found in self._trust if found.measure == OPEN), None)
