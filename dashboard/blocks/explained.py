"""What GFO has written of why a figure is what it is."""

from __future__ import annotations

from datetime import timedelta

from dashboard.reader.reader import Reader
from dashboard.words.periods import period_label
from pipelines.periods import Period

# What explained a figure longer ago is for who looks at that time.
_YEAR = timedelta(days=365)


def explained(reader: Reader, kpi: str, area: str = "") -> str:
    """`GFO:s förklaring till T1 2026: …`: the newest of the figure itself, of the chosen period or of the year before
    its end; blank where there is none. `area`: another than the chosen one."""
    own, end = area or reader.selection.area, reader.period.last_day
    found = [
        (Period.parse(one.period).last_day if one.period else one.day, one)
        for one in reader.figures.comments(kpi, own, "forklaring")
        if one.kpi == kpi and one.area in ("", own)
    ]
    known = [(day, one) for day, one in found if end - _YEAR < day <= end]
    if not known:
        return ""
    _day, newest = max(known, key=lambda pair: (pair[0], pair[1].day))
    of = f" till {period_label(newest.period)}" if newest.period else ""
    return f"GFO:s förklaring{of}: {newest.text.rstrip('.')}."
