"""Sentences of the pages about the figures themselves: examples, errors over time, versions compared."""

from __future__ import annotations

from datetime import date


def example(reporting_date: date) -> str:
    """What a worked example's rows are."""
    return f"Påhittade rader, så som de levereras, och räknade för hand. Rapportdagen är {reporting_date:%Y-%m-%d}."
