"""What the bank and its outlook say in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.published.records import Definition, Goal, Value
from dashboard.words import formats, targets
from dashboard.words.periods import spoken_day
from dashboard.words.series import record

# By what open referrals are foreseen, as `pipelines.capacity` names it.
_METHODS = {
    "simulation": "flödet simulerat med dagens antal hem",
    "last_year": "antalet samma tertial förra året",
    "mean_of_six": "snittet av de sex senaste tertialen",
}
# From here on an interval holds about what it is meant to.
_HELD = 0.75


def bank_title(
    available: Sequence[Value],
    labels: Mapping[str, str],
    period: str,
    aim: tuple[Goal, Definition] | None = None,
) -> str:
    """How many homes were available, since when so few or so many, and whether that is what is aimed at."""
    found = next((v for v in available if v.period == period and v.shown), None)
    if found is None or found.value is None:
        return "Tillgängliga hem i familjehemsbanken"
    now = found.value
    noun = "tillgängligt hem" if now in (0, 1) else "tillgängliga hem"
    count = formats.number(now) if now else "Inget"
    verdict = targets.verdict(*aim) if aim else ""
    told = f"; målet {formats.number(aim[0].target)} {verdict}" if aim and verdict else ""
    if found.preliminary:
        return f"{count} {noun} den senaste dagen med uppgifter i {labels[period]}{told}"
    return f"{count} {noun} den sista dagen i {labels[period]}{record(available, period, of='antalet')}{told}"


def not_available(occupied: int | None, resting: int | None) -> str:
    """`Dessutom är 87 hem upptagna och 8 vilande.`; blank where a part of it is not shown."""
    if occupied is None or resting is None:
        return ""
    parts = ((occupied, "upptaget", "upptagna"), (resting, "vilande", "vilande"))
    first, last = ((formats.number(n) if n else "inga", one if n == 1 else many) for n, one, many in parts)
    return f"Dessutom är {first[0]} hem {first[1]} och {last[0]} {last[1]}."


def outlook_title(lower: float, upper: float, now: int, label: str) -> str:
    """Between how many referrals are expected to be open: the middle alone would promise more than it can."""
    return (
        f"Mellan {formats.number(lower)} och {formats.number(upper)} pågående remisser väntas vid utgången av {label},"
        f" mot {formats.number(now)} nu"
    )


def why_expected(method: str, lower: float, upper: float, now: int) -> str:
    """What the forecast is, which is why it says fewer or more than now where its whole range does; blank of a method
    that is not known. No method knows of any other reason."""
    if method not in _METHODS:
        return ""
    known = f"prognosen är {_METHODS[method]}, den metod som har haft minst fel tidigare."
    # As the title writes the range.
    fewer, more = formats.rounded(upper, 0) < now, formats.rounded(lower, 0) > now
    if fewer or more:
        return f"{'Färre' if fewer else 'Fler'} än nu väntas därför att {known}"
    return f"P{known[1:]}"


def interval_said(held: float | None, what: str = "strecken", *, calibrated: bool = False) -> str:
    """What an interval is meant to hold, and where it has held less, what it has; `what` is how it is shown, and
    `calibrated` that it is as wide as earlier forecasts were wrong."""
    if calibrated:
        return f"{what} är så breda att åtta av tio tidigare prognoser hade stämt"
    meant = f"{what} ska rymma åtta fall av tio"
    if held is None or held >= _HELD:
        return meant
    return f"{meant}, men av tidigare prognoser rymde de {formats.percent(100 * held)}"


def foreseen_then(day: date, lower: float, upper: float, label: str, came: Decimal) -> str:
    """`Till mötet den 10 juni 2026 väntades mellan 11 och 27 vid utgången av T2 2026. Det blev 33, fler än väntat.`"""
    span = f"mellan {formats.number(lower)} och {formats.number(upper)}"
    # As the ends are written.
    fewer, more = came < formats.rounded(lower, 0), came > formats.rounded(upper, 0)
    how = "färre än väntat" if fewer else "fler än väntat" if more else "som väntat"
    told = f"Till mötet den {spoken_day(day)} väntades {span} vid utgången av {label}."
    return f"{told} Det blev {formats.number(came)}, {how}."
