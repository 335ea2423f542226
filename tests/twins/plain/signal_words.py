"""Twin of the sentences about a change: the same words put together from the verdict, place and figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from tests.twins.plain.signals import Told, Verdict

NUMBERS = [
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton",
]  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """How the figure is spoken of; `because` why its stretch begins where it does."""

    place: str
    decimals: int
    unit: str
    because: str


def sentence(until: list[Told], verdict: Verdict, periods: list[str], shown: Shown) -> str:
    """What the last of these tertials tells."""
    if not verdict.side:
        return ""
    way, place, unit = "Högre" if verdict.side > 0 else "Lägre", shown.place, shown.unit
    figures = [_written(told.shown, shown.decimals) for told in until]
    if verdict.state == "pause":
        something = [n for n, told in enumerate(until) if told.value > 0]
        nothing, before = until[something[-1] + 1 :], until[: something[-1] + 1][-15:]
        return (
            f"Längre uppehåll än vanligt för {place}: inget på {_count(len(nothing))} tertial, mot "
            f"{_written(sum(told.value for told in before), 0)} på de {_count(len(before))} dessförinnan."
        )
    if verdict.state in ("step", "year"):
        back, span = (2, "ett tertial") if verdict.state == "step" else (4, "ett år")
        return (
            f"{way} för {place} än {_label(periods[until[-back].column])}: {figures[-1]}{unit}, mot {figures[-back]}"
            f"{unit}; så mycket brukar det inte ändras på {span}."
        )
    assert verdict.mean is not None
    assert verdict.lower is not None
    assert verdict.upper is not None
    since = ""
    if shown.because and verdict.since == until[0].column:
        first = periods[verdict.since]
        since = f" sedan {first[:4] if first[4:] == 'T1' else _label(first)}, {shown.because}"
    usual = _written(verdict.lower, shown.decimals)
    if verdict.upper > verdict.lower:
        usual += f"–{_written(verdict.upper, shown.decimals)}"
    if verdict.state == "outside":
        return f"{way} än vanligt för {place}: {figures[-1]}{unit}, mot vanligen {usual}{unit}{since}."
    three = until[-3:]
    level = sum(told.shown * told.exposure for told in three) / sum(told.exposure for told in three)
    compared = f"mot vanligen {usual}{unit}"
    if verdict.lower <= level <= verdict.upper:
        one_more = shown.decimals + 1
        compared = f"i snitt {_written(level, one_more)}{unit} mot {_written(verdict.mean, one_more)}{unit}"
    beyond = [
        told
        for told in three
        if (told.shown > verdict.upper if verdict.side > 0 else told.shown < verdict.lower)
    ]
    when = "tre tertial i rad" if len(beyond) == 3 else "de tre senaste tertialen sammantaget"
    return (
        f"{way} än vanligt för {place} {when}: {figures[-3]}, {figures[-2]} och {figures[-1]}{unit}, "
        f"{compared}{since}."
    )


def _count(number: int) -> str:
    return NUMBERS[number] if number <= 15 else str(number)


def _label(period: str) -> str:
    return f"{period[4:]} {period[:4]}"


def _written(value: float, decimals: int) -> str:
    """Swedish: a half rounded up, a space that does not break between thousands, a decimal comma, a true minus."""
    digits = str(floor(Fraction(str(abs(value))) * 10**decimals + Fraction(1, 2))).rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    grouped = ""
    while len(whole) > 3:
        whole, grouped = whole[:-3], f"\u00a0{whole[-3:]}{grouped}"
    text = whole + grouped + (f",{part}" if part else "")
    is_zero = not text.strip("0,")
    return f"\u2212{text}" if value < 0 and not is_zero else text
