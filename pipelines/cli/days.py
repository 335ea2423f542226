"""Days, times and periods as a person writes them at the command line; everything that is none is wrong usage."""

from __future__ import annotations

from datetime import date, datetime

import typer

from pipelines.cli.app import now
from pipelines.periods import SWEDEN, Period

FIRST_YEAR = 2000
"""Before the organisation, its registers and whatever a day at the command line could mean: a mistyped year."""


def parse_day(text: str, flag: str) -> date:
    """A day, YYYY-MM-DD."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(
            f"”{text}” är inget datum. Skriv till exempel 2026-08-31.", param_hint=flag
        ) from None
    _refuse_mistyped(found, text, flag)
    return found


def parse_period(text: str) -> Period:
    """A period by its id: 2026T2, 2026, 2026-08."""
    try:
        return Period.parse(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text} är ingen period. Skriv till exempel 2026T2.", param_hint="PERIOD"
        ) from None


def past_day(text: str, flag: str) -> date:
    """A day that is not after today."""
    found = parse_day(text, flag)
    _refuse_future(found, text, flag, now().date())
    return found


def past_moment(text: str | None, flag: str) -> datetime:
    """A day or a time of day, Swedish, or now when none is given.

    A day alone means all of it; today is known until now.
    """
    clock = now()
    if text is None:
        return clock
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(
            f"”{text}” är inget datum. Skriv till exempel 2026-09-03 eller 2026-09-03T14:30.", param_hint=flag
        ) from None
    _refuse_mistyped(found.date(), text, flag)
    if len(text.strip()) <= len("2026-09-03"):
        found = found.replace(hour=23, minute=59, second=59)
    found = found if found.tzinfo else found.replace(tzinfo=SWEDEN)
    _refuse_future(found.date(), text, flag, clock.date())
    return min(found, clock)


def _refuse_mistyped(day: date, text: str, flag: str) -> None:
    if day.year < FIRST_YEAR:
        raise typer.BadParameter(f"”{text}” ligger före {FIRST_YEAR}. Kontrollera årtalet.", param_hint=flag)


def _refuse_future(day: date, text: str, flag: str, today: date) -> None:
    if day > today:
        raise typer.BadParameter(f"”{text}” ligger i framtiden. I dag är det {today}.", param_hint=flag)
