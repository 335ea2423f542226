"""The marts of the capacity outlook: forecast, its trials on the past, how far it may be trusted, and its sentences."""

from __future__ import annotations

from dataclasses import astuple
from enum import StrEnum

import duckdb
import polars as pl

from pipelines.capacity import Expected, Measure, Outlook, foresee
from pipelines.warehouse.tables import create_table

_REFERRALS = "select received, decided, outcome from core.referral order by received, decided, outcome"
_HOMES = """
select home_id::varchar as home_id, status, from_date, to_date
from core.home_status
where coalesce(home_type, 'familjehem') = 'familjehem'
order by home_id, from_date
"""
# The outlook is GFO's, so it reaches as far as the figures of GFO do: while one sender's days are not covered, the
# flow is not known.
_REACH = """
select max(c.starts) as starts, min(c.through) as through, bool_and(c.through is not null) as delivered
from core.coverage as c
where c.dataset in ('remisser', 'familjehem') and c.kommun_code = 'GFO'
"""
_EXPECTED = {"median": pl.Float64, "lower": pl.Float64, "upper": pl.Float64}
_FORECAST = {"period": pl.String, "more_homes": pl.Int32, "measure": pl.String, **_EXPECTED}
_TRIAL = {
    "measure": pl.String, "made_on": pl.String, "period": pl.String, "ahead": pl.Int32, **_EXPECTED,
    "actual": pl.Float64, "last_year": pl.Float64, "mean_of_six": pl.Float64, "inside": pl.Boolean,
}  # fmt: skip
_TRUST = {
    "measure": pl.String, "trials": pl.Int32, "origins": pl.Int32, "coverage": pl.Float64,
    "coverage_lower": pl.Float64, "coverage_upper": pl.Float64, "error": pl.Float64, "error_last_year": pl.Float64,
    "error_mean_of_six": pl.Float64, "method": pl.String, "reach": pl.Float64, "withheld": pl.String,
    "calibrated": pl.Boolean,
}  # fmt: skip
_SUMMARY = {
    "as_of": pl.Date, "open_now": pl.Int32, "homes_now": pl.Int32, "sentences": pl.String, "tried": pl.String,
}  # fmt: skip


def write_capacity(con: duckdb.DuckDBPyConnection) -> None:
    """Create `mart.capacity_forecast`, `capacity_trial`, `capacity_trust` and `capacity_summary` (0 or 1 row).

    The day it speaks of is the reporting date, or the day the registers reach if that is earlier.
    """
    (starts, through, delivered) = con.execute(_REACH).fetchall()[0]
    (reporting_date,) = con.execute("select reporting_date from core.run").fetchall()[0]
    outlook = None
    if delivered:
        outlook = foresee(
            con.sql(_REFERRALS).pl(), con.sql(_HOMES).pl(), as_of=min(through, reporting_date), starts=starts
        )
    _write(con, outlook)


def _write(con: duckdb.DuckDBPyConnection, outlook: Outlook | None) -> None:
    forecasts, trials, trust, summary = [], [], [], []
    if outlook is not None:
        for forecast in outlook.forecasts:
            for measure, expected in (
                (Measure.OPEN.value, forecast.open_referrals),
                (Measure.DAYS_TO_MATCH.value, forecast.days_to_match),
                ("homes_available", forecast.homes_available),
            ):
                if expected is not None:
                    forecasts.append((forecast.period, forecast.more_homes, measure, *_figures(expected)))
        trials = [
            (
                t.measure.value,
                t.made_on,
                t.period,
                t.ahead,
                *_figures(t.expected),
                t.actual,
                _known(t.last_year),
                _known(t.mean_of_six),
                t.inside,
            )
            for t in outlook.trials
        ]
        trust = [
            tuple(str(value) if isinstance(value, StrEnum) else value for value in astuple(t))
            for t in outlook.trust
        ]
        summary = [
            (
                outlook.as_of,
                outlook.open_now,
                outlook.homes_now,
                "\n".join(outlook.sentences),
                "\n".join(outlook.tried),
            )
        ]
    create_table(con, "mart.capacity_forecast", _FORECAST, forecasts)
    create_table(con, "mart.capacity_trial", _TRIAL, trials)
    create_table(con, "mart.capacity_trust", _TRUST, trust)
    create_table(con, "mart.capacity_summary", _SUMMARY, summary)


def _figures(expected: Expected) -> tuple[float, float, float]:
    return expected.median, expected.lower, expected.upper


def _known(value: float) -> float | None:
    """A figure that is not a number was never known: null, so that no page can show it."""
    return None if value != value else value
