"""The outlook in plain Swedish; every word a reader sees of it stands here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.capacity.answer import Expected, Forecast, Measure, Trust
from pipelines.periods import Period
from pipelines.wording import number

NBSP = "\u00a0"
NAMES = {Measure.OPEN: "Pågående remisser", Measure.DAYS_TO_MATCH: "Mediantid till matchning"}
UNITS = {Measure.OPEN: "remisser", Measure.DAYS_TO_MATCH: "dagar"}


def outlook(
    as_of: date,
    open_now: int,
    homes_now: int,
    forecasts: Sequence[Forecast],
    trust: Sequence[Trust],
    homes_needed: int | None,
) -> tuple[str, ...]:
    """Where we are, what is expected, what more homes would change, and how far to trust it."""
    referrals = _counted(open_now, "remiss", "remisser")
    homes = _counted(homes_now, "tillgängligt familjehem", "tillgängliga familjehem")
    told = [f"{as_of.isoformat()} pågick {referrals}, och det fanns {homes}."]
    told += _expected_open([each for each in forecasts if each.more_homes == 0])
    told += _expected_days([each for each in forecasts if each.more_homes == 0])
    told += _needed(forecasts, homes_needed)
    told += [trusted(each) for each in trust]
    return tuple(told)


def trusted(trust: Trust) -> str:
    """How the forecast did before, or why it is not shown."""
    name = NAMES[trust.measure]
    if trust.withheld:
        return f"{name}: {trust.withheld}"
    coverage = round((trust.coverage or 0) * 100)
    told = f"{name}: {coverage}{NBSP}% av {trust.trials} tidigare utfall låg inom prognosens 80-procentsintervall"
    if trust.error is None or trust.error_last_year is None:
        return f"{told}."
    unit = UNITS[trust.measure]
    errors = f"{number(trust.error, 1)} {unit} mot {number(trust.error_last_year, 1)}"
    if trust.skill is not None and trust.skill > 0:
        return f"{told}. Den träffade bättre än ”samma som förra året”: i snitt fel med {errors}."
    return f"{told}, men den träffade inte bättre än ”samma som förra året”: i snitt fel med {errors}."


def too_few(trials: int, needed: int) -> str:
    return f"prognosen visas inte, för den kan bara prövas mot {trials} tidigare utfall och {needed} behövs."


def coverage_out_of_bounds(coverage: float, trials: int, *, too_narrow: bool) -> str:
    held = f"{round(coverage * 100)}{NBSP}% av {trials} tidigare utfall låg inom dess 80-procentsintervall"
    if too_narrow:
        return f"prognosen visas inte, för bara {held}: den är mer osäker än den ser ut."
    return f"prognosen visas inte, för {held}: intervallet är för brett för att säga något."


def _expected_open(forecasts: Sequence[Forecast]) -> list[str]:
    parts = [
        f"{number(each.open_referrals.median)} vid utgången av {_label(each)} {_interval(each.open_referrals)}"
        for each in forecasts
        if each.open_referrals
    ]
    if not parts:
        return []
    expected = f"Med dagens antal hem väntas så här många pågående remisser: {' och '.join(parts)}."
    return [f"{expected} Inom parentes: där 80{NBSP}% av simuleringarna hamnar."]


def _expected_days(forecasts: Sequence[Forecast]) -> list[str]:
    parts = [
        f"{number(each.days_to_match.median)} dagar under {_label(each)} {_interval(each.days_to_match)}"
        for each in forecasts
        if each.days_to_match
    ]
    return [f"Mediantiden till matchning väntas bli {' och '.join(parts)}."] if parts else []


def _needed(forecasts: Sequence[Forecast], homes_needed: int | None) -> list[str]:
    tried = [each for each in forecasts if each.open_referrals and each.period == forecasts[-1].period]
    if not tried:
        return []
    last = tried[-1]
    told = []
    if last.more_homes and last.open_referrals:
        told.append(
            f"Med {last.more_homes} fler väntas {number(last.open_referrals.median)} pågående remisser vid utgången "
            f"av {_label(last)} {_interval(last.open_referrals)}."
        )
    if homes_needed == 0:
        told.append("Dagens antal hem räcker för att inte fler remisser ska pågå då än nu.")
    elif homes_needed is not None:
        told.append(
            f"Det behövs omkring {homes_needed} fler hem för att inte fler remisser ska pågå då än nu."
        )
    elif last.more_homes:
        told.append(
            f"Inte ens {last.more_homes} fler hem räcker för att inte fler remisser ska pågå då än nu."
        )
    else:
        told.append("Uppgifter om tillgängliga hem saknas, så fler hem har inte kunnat prövas.")
    return told


def _interval(expected: Expected) -> str:
    return f"({number(expected.lower)}–{number(expected.upper)})"


def _label(forecast: Forecast) -> str:
    return Period.parse(forecast.period).label


def _counted(count: int, one: str, many: str) -> str:
    return f"{number(count)} {one if count == 1 else many}"
