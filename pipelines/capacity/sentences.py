"""The outlook in plain Swedish; every word a reader sees of it stands here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.capacity.answer import Expected, Forecast, Measure, Method, Trust
from pipelines.periods import MONTHS, Period
from pipelines.wording import counted, number

NBSP = "\u00a0"
NAMES = {Measure.OPEN: "Pågående remisser", Measure.DAYS_TO_MATCH: "Mediantid till matchning"}
UNITS = {Measure.OPEN: "remisser", Measure.DAYS_TO_MATCH: "dagar"}
METHODS = {
    Method.SIMULATION: "en simulering av flödet med dagens antal hem",
    Method.LAST_YEAR: "samma tertial förra året",
    Method.MEAN_OF_SIX: "snittet av de sex senaste tertialen",
}

_WIDENED = ", med ett spann som är breddat efter felen"


def outlook(
    as_of: date, open_now: int, homes_now: int, forecasts: Sequence[Forecast], trust: Sequence[Trust]
) -> tuple[str, ...]:
    """What is expected, by what, what more homes would change if they were as others, and why what is withheld is."""
    homes = counted(homes_now, "tillgängligt familjehem", "tillgängliga familjehem")
    day = f"{as_of.day} {MONTHS[as_of.month - 1]} {as_of.year}"
    told = [f"Den {day} pågick {counted(open_now, 'remiss', 'remisser')}, och det fanns {homes}."]
    told += [line for each in trust if (line := _expected(each, forecasts))]
    told += _more_homes(forecasts)
    told += [tried(each) for each in trust if each.withheld]
    return tuple(told)


def tried(trust: Trust) -> str:
    """How the forecasts did before, or why none is shown."""
    name, unit = NAMES[trust.measure], UNITS[trust.measure]
    if trust.withheld:
        return f"{name}: {trust.withheld}"
    likely = f"{_percent(trust.coverage_lower)}–{_percent(trust.coverage_upper)}{NBSP}%"
    told = (
        f"{name}: av {trust.trials} tidigare utfall, sedda från {trust.origins} tertial, hamnade"
        f" {_percent(trust.coverage)}{NBSP}% inom simuleringens spann; tänkt är åtta av tio, och i längden kan det vara"
        f" {likely}."
    )
    if trust.error is None or trust.error_last_year is None or trust.error_mean_of_six is None:
        return told
    errors = {
        Method.SIMULATION: trust.error,
        Method.LAST_YEAR: trust.error_last_year,
        Method.MEAN_OF_SIX: trust.error_mean_of_six,
    }
    wrong = {method: number(error, 1) for method, error in errors.items()}
    # As they are written: what differs by less than that is no better.
    as_good = [METHODS[method] for method in Method if wrong[method] == wrong[trust.method]]
    shown = f"{METHODS[trust.method]}{_WIDENED if trust.calibrated else ''}"
    why = "Därför visas" if len(as_good) == 1 else f"Lika bra är {' och '.join(as_good)}; det som visas är"
    return (
        f"{told} I snitt fel med {wrong[Method.SIMULATION]} {unit}; samma tertial förra året "
        f"{wrong[Method.LAST_YEAR]}, snittet av de sex senaste {wrong[Method.MEAN_OF_SIX]}. {why} {shown}."
    )


def too_few(trials: int, needed: int) -> str:
    return f"prognosen visas inte, för den kan bara prövas mot {trials} tidigare utfall och {needed} behövs."


def _expected(trust: Trust, forecasts: Sequence[Forecast]) -> str:
    """The interval first: the middle alone would promise more than it can."""
    when = "vid utgången av" if trust.measure is Measure.OPEN else "under"
    parts = [
        f"{_interval(expected)} {when} {Period.parse(each.period).label}"
        for each in forecasts
        if not each.more_homes and (expected := _of(each, trust.measure))
    ]
    if not parts:
        return ""
    what = "pågående remisser" if trust.measure is Measure.OPEN else "dagar i mediantid till matchning"
    return f"Väntat i åtta fall av tio, {what}: {' och '.join(parts)} (efter {METHODS[trust.method]})."


def _more_homes(forecasts: Sequence[Forecast]) -> list[str]:
    """What the most homes tried would change: an assumption, never tried on the past."""
    last = forecasts[-1] if forecasts else None
    if last is None or not last.more_homes or last.open_referrals is None:
        return []
    when = Period.parse(last.period).label
    assumed = f"Om {last.more_homes} fler hem fanns redan i dag, och vart och ett passade lika ofta som de som finns: "
    expected = f"{_interval(last.open_referrals)} pågående remisser vid utgången av {when}."
    return [f"{assumed}{expected} Det är ett antagande som inte har kunnat prövas."]


def _of(forecast: Forecast, measure: Measure) -> Expected | None:
    return forecast.open_referrals if measure is Measure.OPEN else forecast.days_to_match


def _interval(expected: Expected) -> str:
    return f"{number(expected.lower)}–{number(expected.upper)}"


def _percent(share: float | None) -> str:
    return number(100 * (share or 0))
