"""How far chance reaches in a share or a rate: the two numbers behind it, and the interval they leave open.

Computed where it is shown, from the published parts: a figure whose parts are not shown has no interval either.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dashboard.published.records import Definition, Value
from dashboard.words import formats
from dashboard.words.changes import FEW, SMALL, of_cases
from dashboard.words.grammar import lowered
from pipelines.kpi.words import is_money, is_percent
from pipelines.signals import Interval, Kind, how_it_varies, rate_interval, wilson_interval

_HUNDRED = 100


def told(definitions: Mapping[str, Definition], definition: Definition, value: Value) -> str:
    """`2 av 4 avslutade remisser: för få för att för sig säga något om utvecklingen.`, of more `…; slumpen gör siffran
    osäker, 38–62 %.`; of a median, how many cases it is the middle of.

    `definitions` are every KPI's, by id: a share is told by the names of its parts."""
    if definition.measure == "median" and value.shown and value.n is not None:
        return f"{of_cases(value.n)}."
    found = interval(definitions, definition, value)
    if found is None or value.numerator is None or value.denominator is None:
        return ""
    whole = lowered(definitions[definition.denominator].name)
    if value.denominator < SMALL and is_percent(definition.unit):
        # Two of four are half of them: an interval would say that the share itself is not known.
        return f"{of_how_many(value)} {whole}: för få för att för sig säga något om utvecklingen."
    return f"{of_how_many(value)} {whole}; slumpen gör siffran osäker, {between(found, definition)}."


def of_how_many(value: Value) -> str:
    """`2 av 4`: the two numbers behind a share; blank where they are not shown."""
    if not value.shown or value.numerator is None or not value.denominator:
        return ""
    return formats.NBSP.join((formats.number(value.numerator), "av", formats.number(value.denominator)))


def too_early(definition: Definition, value: Value) -> str:
    """`För tidigt att säga: hittills 0 av 5, och uppföljningen är inte slut.`: of a share that can but rise; blank of
    every other figure."""
    if not is_percent(definition.unit) or not (parts := of_how_many(value)):
        return ""
    return f"För tidigt att säga: hittills {parts}, och uppföljningen är inte slut."


def no_share_yet(definition: Definition, label: str) -> str:
    """The same as a heading: `Andel anmälningar som blev hem: för tidigt att säga om T2 2026`."""
    return f"{definition.name}: för tidigt att säga om {label}"


def few_cases(definition: Definition, value: Value) -> str:
    """`1 fall`: what a median of fewer than five is the middle of; `1 av 3` of a share of fewer than 21; blank of all
    else."""
    if is_percent(definition.unit) and value.denominator is not None and value.denominator < SMALL:
        return of_how_many(value)
    return of_median(definition, value) if value.n is not None and value.n < FEW else ""


def of_median(definition: Definition, value: Value) -> str:
    """`8 fall`: what a median of fewer than 21 is the middle of; blank of all else."""
    if definition.measure != "median" or not value.shown or value.n is None or value.n >= SMALL:
        return ""
    return f"{formats.number(value.n)}{formats.NBSP}fall"


def ranks(definition: Definition, value: Value) -> bool:
    """Whether a figure says enough to name a kommun by it, as the one with most: at least five cases are counted, and a
    share or a median is of as many as anything can be said of."""
    if not value.shown or value.value is None:
        return False
    if is_percent(definition.unit):
        return value.denominator is None or value.denominator >= SMALL
    if definition.measure == "median":
        return value.n is None or value.n >= FEW
    if is_money(definition.unit):
        return True
    counted = value.value if value.numerator is None else value.numerator
    return counted >= FEW


def of_small(definitions: Mapping[str, Definition], definition: Definition, value: Value) -> str:
    """`2 av 4` of a share of fewer than a hundred; blank of all else, where the two numbers say no more."""
    parts = [definitions.get(part) for part in (definition.numerator, definition.denominator)]
    numerator, denominator = (part.measure if part else "" for part in parts)
    kind, _carries_over = how_it_varies(definition.measure, numerator, denominator)
    if kind is not Kind.PROPORTION or not is_percent(definition.unit):
        return ""
    return of_how_many(value) if value.denominator is not None and value.denominator < _HUNDRED else ""


def interval(definitions: Mapping[str, Definition], definition: Definition, value: Value) -> Interval | None:
    """The 95 % interval in the figure's own unit: Wilson's for a share, the exact Poisson one for a rate."""
    numerator = definitions.get(definition.numerator)
    denominator = definitions.get(definition.denominator)
    if numerator is None or denominator is None or not value.shown:
        return None
    if value.numerator is None or not value.denominator:
        return None
    kind, _carries_over = how_it_varies(definition.measure, numerator.measure, denominator.measure)
    return _interval(kind, int(value.numerator), int(value.denominator))


def between(found: Interval, definition: Definition) -> str:
    """`15–85 %`, `10,1–17,0`."""
    lower, upper = (formats.number(end, definition.decimals) for end in (found.lower, found.upper))
    return f"{lower}–{upper}" + (f"{formats.NBSP}%" if is_percent(definition.unit) else "")


def may_be_chance(kind: Kind, now: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether the 95 % intervals of two figures, each (part, whole), meet: then chance may be all that parts them."""
    one, other = _interval(kind, *now), _interval(kind, *before)
    return one is None or other is None or (one.lower <= other.upper and other.lower <= one.upper)


@lru_cache(maxsize=4096)
def _interval(kind: Kind, part: int, whole: int) -> Interval | None:
    if kind is Kind.PROPORTION:
        found = wilson_interval(part, whole)
        return Interval(100 * found.lower, 100 * found.upper)
    return rate_interval(part, whole) if kind is Kind.RATE else None
