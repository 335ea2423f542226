"""The judgements in plain Swedish; every word a reader sees of them stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.periods import Period
from pipelines.signals.series import JudgedPoint, Point, Rule, Signal
from pipelines.wording import number

WORDS = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
LOOK_BACK = 8


@dataclass(frozen=True)
class Shown:
    """How a figure is shown: per how many, with how many decimals, in which unit (with its own space)."""

    scale: float = 1
    decimals: int = 0
    unit: str = ""

    def number(self, point: Point, value: float) -> float:
        """The value in the unit shown: a rate or share of the point's exposure, else the value itself."""
        return value * self.scale / (point.exposure or 1.0)

    def text(self, value: float) -> str:
        """The figure alone, with the decimals of its unit."""
        return number(value, self.decimals)


def judgement(place: str, points: Sequence[JudgedPoint], verdict: Signal | None, shown: Shown) -> str:
    """What the latest judged point tells, then which points of the latest eight are left out and why."""
    judged = [point for point in points if not point.skipped]
    last = points[-1]
    if verdict is None:
        told = f"Inom det normala för {place}; {_earlier(judged)}."
    elif verdict.rule is Rule.OUTSIDE:
        told = _outside(place, judged[-1], verdict, shown)
    elif verdict.rule is Rule.RUN:
        # Of the level, not of the latest tertial, which may well be lower than a year ago.
        way, over, under = ("Högre", "över", "under") if verdict.side > 0 else ("Lägre", "under", "över")
        told = (
            f"{way} nivå för {place} sedan {label(verdict.first_period)}: {_word(verdict.length)} tertial "
            f"{over} det vanliga, inget {under}."
        )
    else:
        way = "Stigande" if verdict.side > 0 else "Sjunkande"
        compared = "högre" if verdict.side > 0 else "lägre"
        told = (
            f"{way} för {place}: från {label(verdict.first_period)} till {label(verdict.last_period)} ligger "
            f"varje tertial {compared} än det förra, {_word(verdict.length)} i rad."
        )
    if last.skipped:
        told = (
            f"{label(last.period)} kan inte bedömas: {last.skipped}. "
            f"{label(judged[-1].period)}: {told[0].lower()}{told[1:]}"
        )
    return told + _left_out(points[:-1])


def too_short(place: str, known: int, needed: int) -> str:
    return (
        f"Går inte att bedöma för {place} ännu: {_word(known)} av de {_word(needed)} tertial "
        "som behövs för att veta vad som är normalt."
    )


def label(period: str) -> str:
    return Period.parse(period).label


def _outside(place: str, point: JudgedPoint, verdict: Signal, shown: Shown) -> str:
    way = "Högre" if verdict.side > 0 else "Lägre"
    usual = f"{shown.text(point.lower or 0)}–{shown.text(point.upper or 0)}{shown.unit}"
    return f"{way} än normalt för {place}: {shown.text(point.value or 0)}{shown.unit}, mot normalt {usual}."


def _earlier(judged: Sequence[JudgedPoint]) -> str:
    """How the latest tertials lay around the middle; the side with most of them is told."""
    window = judged[-LOOK_BACK:]
    higher = sum(point.side > 0 for point in window)
    lower = sum(point.side < 0 for point in window)
    number, way = (lower, "lägre") if lower > higher else (higher, "högre")
    if number == len(window):
        return f"alla de senaste {_word(number)} tertialen låg {way}"
    quantity = "inget" if number == 0 else _word(number)
    return f"{quantity} av de senaste {_word(len(window))} tertialen låg {way}"


def _left_out(points: Sequence[JudgedPoint]) -> str:
    """The skipped ones among the latest; those before the series began are not worth a word."""
    first = next((i for i, point in enumerate(points) if not point.skipped), len(points))
    skipped = [point for point in points[max(first, len(points) - LOOK_BACK) :] if point.skipped]
    return "".join(f" {label(point.period)} räknas inte: {point.skipped}." for point in skipped)


def _word(number: int) -> str:
    return WORDS[number] if number < len(WORDS) else str(number)
