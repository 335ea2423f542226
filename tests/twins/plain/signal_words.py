"""Twin of the sentences about a change: the same words put together from the judgement, place and figures."""

from __future__ import annotations

from dataclasses import dataclass

from tests.twins.plain.signals import Expected, Told, Verdict, side_of

NUMBERS = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]


@dataclass(frozen=True)
class Shown:
    """How the figure is written: `scale` per unit of exposure, decimals, and the unit with its space."""

    scale: float
    decimals: int
    unit: str


def shown_number(told: Told, value: float, shown: Shown) -> float:
    """In the unit that is shown."""
    return value * shown.scale / (1.0 if told.exposure is None else told.exposure)


def too_short(place: str, known: int) -> str:
    return (
        f"Går inte att bedöma för {place} ännu: {NUMBERS[known]} av de nio tertial som behövs för att veta vad som "
        "är normalt."
    )


def sentence(
    place: str, series: list[Told], usual: dict[str, Expected], verdict: Verdict | None, shown: Shown
) -> str:
    """What the last tertial of the series is told."""
    known = [told for told in series if told.known]
    latest, last = known[-1], series[-1]
    words = _verdict_words(place, known, usual, verdict, shown)
    if not last.known:
        words = f"{_label(last)} kan inte bedömas: {last.skipped}. {_label(latest)}: {words[0].lower()}{words[1:]}"
    earlier = series[:-1]
    while earlier and not earlier[0].known:
        earlier = earlier[1:]
    for told in earlier[-8:]:
        if not told.known:
            words += f" {_label(told)} räknas inte: {told.skipped}."
    return words


def _verdict_words(
    place: str, known: list[Told], usual: dict[str, Expected], verdict: Verdict | None, shown: Shown
) -> str:
    latest = known[-1]
    if verdict is None:
        eight = known[-8:]
        sides = [side_of(told, usual[told.period]) for told in eight]
        higher, lower = sides.count(1), sides.count(-1)
        many, way = (lower, "lägre") if lower > higher else (higher, "högre")
        if many == len(eight):
            told = f"alla de senaste {_number(many)} tertialen låg {way}"
        else:
            told = f"{_number(many) if many else 'inget'} av de senaste {_number(len(eight))} tertialen låg {way}"
        return f"Inom det normala för {place}; {told}."
    up = verdict.side > 0
    if verdict.state == "outside":
        limits = usual[latest.period]
        assert latest.value is not None
        value, lowest, highest = (
            _written(shown_number(latest, number, shown), shown.decimals)
            for number in (latest.value, limits.lower, limits.upper)
        )
        return (
            f"{'Högre' if up else 'Lägre'} än normalt för {place}: {value}{shown.unit}, "
            f"mot normalt {lowest}–{highest}{shown.unit}."
        )
    since = _period_label(verdict.since)
    if verdict.state == "run":
        many = _number(verdict.length)
        if up:
            return f"Högre nivå för {place} sedan {since}: {many} tertial över det vanliga, inget under."
        return f"Lägre nivå för {place} sedan {since}: {many} tertial under det vanliga, inget över."
    return (
        f"{'Stigande' if up else 'Sjunkande'} för {place}: från {since} till {_period_label(verdict.until)} ligger "
        f"varje tertial {'högre' if up else 'lägre'} än det förra, {_number(verdict.length)} i rad."
    )


def _number(number: int) -> str:
    return NUMBERS[number] if number <= 12 else str(number)


def _label(told: Told) -> str:
    return _period_label(told.period)


def _period_label(period: str) -> str:
    return f"{period[4:]} {period[:4]}"


def _written(value: float, decimals: int) -> str:
    """Swedish: a space that does not break between thousands, a decimal comma, a true minus."""
    whole, _, part = f"{abs(value):.{decimals}f}".partition(".")
    grouped = ""
    while len(whole) > 3:
        whole, grouped = whole[:-3], f"\u00a0{whole[-3:]}{grouped}"
    text = whole + grouped + (f",{part}" if part else "")
    is_zero = not text.strip("0,")
    return f"\u2212{text}" if value < 0 and not is_zero else text
