"""What the bank and its outlook say in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.published.marts import OutlookFigure, OutlookTrust
from dashboard.published.records import Definition, Goal, Value
from dashboard.words import formats, targets
from dashboard.words.grammar import capitalised
from dashboard.words.periods import spoken_day
from dashboard.words.series import record

# By what open referrals are foreseen, as `pipelines.capacity` names it.
_METHODS = {
    "simulation": "en simulering med dagens antal hem",
    "last_year": "antalet samma tertial förra året",
    "mean_of_six": "snittet av de sex senaste tertialen",
}
# From here on an interval holds about what it is meant to.
_HELD = 0.75
# A step of the middle that is less of the range than this is little beside what is not known.
_LITTLE = 0.25


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
    rank = record(available, period, of="antalet", on_a_day=True)
    return f"{count} {noun} den sista dagen i {labels[period]}{rank}{told}"


def register_began(homes: Decimal, label: str) -> str:
    """Why the homes that came in a period are not drawn: `T1 2019: 122 hem skrevs in när registret började …`."""
    return f"{label}: {formats.number(homes)} hem skrevs in när registret började och räknas inte som nya."


def not_available(occupied: int | None, resting: int | None) -> str:
    """`Dessutom är 87 hem upptagna och 8 vilande.`; blank where a part of it is not shown."""
    if occupied is None or resting is None:
        return ""
    parts = ((occupied, "upptaget", "upptagna"), (resting, "vilande", "vilande"))
    first, last = ((formats.number(n) if n else "inga", one if n == 1 else many) for n, one, many in parts)
    return f"Dessutom är {first[0]} hem {first[1]} och {last[0]} {last[1]}."


def outlook_title(expected: OutlookFigure, now: int, label: str, where: str = "") -> str:
    """Between how many referrals are expected to be open (`where`: ` i hela GFO`), beside how many are `now`. The
    middle stands in the picture: in a heading it would promise a fall, or a rise, that the range leaves open.

    `Mellan 17 och 38 remisser väntas pågå vid utgången av T1 2027, mot 33 nu`
    """
    lower, upper = (formats.rounded(end, 0) for end in (expected.lower, expected.upper))
    when = f"väntas pågå{where} vid utgången av {label}, mot {formats.number(now) if now else 'ingen'} nu"
    if upper <= 0:
        return f"Inga remisser {when}"
    noun = formats.unit_for(upper, "remisser")
    if lower <= 0:
        return f"Högst {formats.number(upper)} {noun} {when}"
    many = formats.number(upper) if lower == upper else f"{formats.number(lower)} och {formats.number(upper)}"
    return f"{'Omkring' if lower == upper else 'Mellan'} {many} {noun} {when}"


def than_now(expected: OutlookFigure, now: int) -> str:
    """How what is expected stands to what is open: fewer or more where the whole range is, else that it is not
    known."""
    if not now:
        return "Nu pågår ingen."
    open_now = f"de {formats.number(now)} som pågår nu" if now > 1 else "den enda som pågår nu"
    side = _side(expected.lower, expected.upper, now)
    return f"Det är {side} än {open_now}." if side else f"Om det blir färre än {open_now} är osäkert."


def with_more_homes(expected: OutlookFigure, more: OutlookFigure) -> str:
    """What more homes would change, and that nobody has been able to try it."""
    homes = f"Med {formats.number(more.more_homes)} hem till redan i dag"
    if abs(more.median - expected.median) < _LITTLE * (expected.upper - expected.lower):
        said = f"{homes} väntas nästan lika många ({_span(more)})"
    else:
        said = f"{homes} väntas i stället omkring {formats.number(more.median)} ({_span(more)})"
    return f"{said}; det är ett antagande som inte har kunnat prövas."


def _span(of: OutlookFigure) -> str:
    return f"{formats.number(of.lower)}–{formats.number(of.upper)}"


def _side(lower: float, upper: float, now: int) -> str:
    """Fewer or more than now where the whole range is, as it is written; blank where it is on both sides."""
    return "färre" if formats.rounded(upper, 0) < now else "fler" if formats.rounded(lower, 0) > now else ""


def why_expected(trust: OutlookTrust, lower: float, upper: float, now: int) -> str:
    """What the forecast is, which is why it says fewer or more than now where its whole range does, and how good it and
    its range have been; blank of a method that is not known. No method knows of any other reason."""
    if trust.method not in _METHODS:
        return ""
    known = f"prognosen är {_METHODS[trust.method]}{_how_good(trust)}."
    side = _side(lower, upper, now)
    return f"{capitalised(side)} än nu väntas därför att {known}" if side else capitalised(known)


def _how_good(trust: OutlookTrust) -> str:
    """How wrong a method has been beside the best of the others; blank where the file does not say."""
    known = {
        "simulation": trust.error,
        "last_year": trust.error_last_year,
        "mean_of_six": trust.error_mean_of_six,
    }
    errors = {method: error for method, error in known.items() if error is not None}
    if len(errors) < len(known):
        return ""
    own, other, best = min(
        (formats.number(errors[trust.method], 1), formats.number(error, 1), method)
        for method, error in errors.items()
        if method != trust.method and error == min(errors[one] for one in errors if one != trust.method)
    )
    if own == other:
        return f". Den har hittills slagit fel med i snitt {own} remisser, lika mycket som {_METHODS[best]}"
    return (
        f". Den har hittills slagit minst fel: med i snitt {own} remisser, mot {other} för {_METHODS[best]}"
    )


def interval_said(trust: OutlookTrust | None, what: str = "strecken") -> str:
    """What an interval is meant to hold, or from what it was made, and where it has held less, what it has; `what` is
    how it is shown."""
    if trust is not None and trust.calibrated:
        return f"{what} visar hur fel tidigare prognoser har slagit"
    meant = f"{what} ska rymma åtta fall av tio"
    if trust is None or trust.coverage is None or trust.coverage >= _HELD:
        return meant
    return f"{meant}, men av tidigare prognoser rymde de {formats.percent(100 * trust.coverage)}"


def same_level(expected: Sequence[OutlookFigure], trust: OutlookTrust | None) -> str:
    """Why each of the coming tertials has the same number: `Alla tertial har samma siffra, för prognosen är …`; blank
    where they have not, or where the method would give them different ones."""
    told = {tuple(formats.rounded(end, 0) for end in (one.median, one.lower, one.upper)) for one in expected}
    if len(expected) < 2 or len(told) > 1 or trust is None or trust.method != "mean_of_six":
        return ""
    which = "Båda" if len(expected) == 2 else "Alla"
    return f"{which} tertialen har samma siffra, för nivån förs framåt: {_METHODS[trust.method]}."


def foreseen_then(day: date, lower: float, upper: float, label: str, came: Decimal) -> str:
    """`Till mötet den 10 juni 2026 väntades mellan 11 och 27 vid utgången av T2 2026. Det blev 33, fler än väntat.`"""
    span = f"mellan {formats.number(lower)} och {formats.number(upper)}"
    # As the ends are written.
    fewer, more = came < formats.rounded(lower, 0), came > formats.rounded(upper, 0)
    how = "färre än väntat" if fewer else "fler än väntat" if more else "som väntat"
    told = f"Till mötet den {spoken_day(day)} väntades {span} vid utgången av {label}."
    return f"{told} Det blev {formats.number(came)}, {how}."
