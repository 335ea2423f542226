"""The way into the bank, for all and channel by channel: words, rows and bars from the funnel's rows.

Knows no Streamlit and no database. A tile is our own HTML, so that a phone gets one column and a screen four.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from dashboard.blocks import bars
from dashboard.published.marts import FunnelStage
from dashboard.words import formats
from dashboard.words.grammar import capitalised, joined, lowered


@dataclass(frozen=True)
class Step:
    """One stage: families that came so far, per cent of the former stage, median days from it (None: nobody)."""

    stage: str
    families: int
    share: Decimal | None
    days: Decimal | None

    @property
    def told(self) -> str:
        """What stands beside the number: `62 %, 11 dagar`."""
        parts = []
        if self.share is not None:
            parts.append(formats.percent(self.share))
        if self.days is not None:
            parts.append(formats.days(self.days))
        return ", ".join(parts)


# What a channel is called in a sentence, where that is not its name in a list.
_SPOKEN = {"Webb": "webben", "Kommun": "kommunerna"}


def steps(rows: Sequence[FunnelStage]) -> tuple[Step, ...]:
    """A channel's stages, in order, with each stage's share of the one before; without those that are protected, and
    what the next one has of them."""
    found: list[Step] = []
    before: int | None = 0
    for row in rows:
        if row.families is not None:
            share = Decimal(100 * row.families) / before if before else None
            days = None if before is None else row.median_days
            found.append(Step(row.stage, row.families, share, days))
        before = row.families
    return tuple(found)


def title(channels: Mapping[str, Sequence[Step]], cohort: str) -> str:
    """The channels that gave most enquiries and most homes, and how many of all; equals are named together."""
    most, enquiries = _most(channels, 0)
    best, homes = _most(channels, -1)
    first, of = capitalised(_named(most)), _of(channels, 0, enquiries, len(most))
    if not homes:
        return f"{first} gav flest anmälningar {cohort}{of}; ingen kanal har gett ett hem i banken ännu"
    of_homes = _of(channels, -1, homes, len(best))
    if most == best:
        return f"{first} gav både flest anmälningar {cohort}{of} och flest hem i banken{of_homes}"
    return f"{first} gav flest anmälningar {cohort}{of}, {_named(best)} flest hem i banken{of_homes}"


def _of(channels: Mapping[str, Sequence[Step]], stage: int, each: int, many: int) -> str:
    """` (52 av 147)`, of several as large ` (5 var av 14)`."""
    every = sum(found[stage].families for found in channels.values())
    return f" ({formats.number(each)}{' var' if many > 1 else ''} av {formats.number(every)})"


def _most(channels: Mapping[str, Sequence[Step]], stage: int) -> tuple[list[str], int]:
    top = max(found[stage].families for found in channels.values())
    return [name for name, found in channels.items() if found[stage].families == top], top


def _named(channels: Sequence[str]) -> str:
    return joined([lowered(_SPOKEN.get(channel, channel)) for channel in channels])


def whole_title(found: Sequence[Step], cohort: str, *, is_known: bool = True) -> str:
    """One in how many became a home; where how many did is protected, what is shown."""
    if not is_known:
        return f"Så långt har anmälningarna från {cohort} kommit"
    first, last = found[0].families, found[-1].families
    if not last:
        return f"Ingen anmälan från {cohort} har blivit ett hem i banken ännu"
    return f"{formats.number(last)} av {formats.number(first)} anmälningar från {cohort} har blivit ett hem i banken"


def whole_html(found: Sequence[Step]) -> str:
    """All channels together: a bar a stage."""
    return bars.whole(_lines(found))


def html(channels: Mapping[str, Sequence[Step]]) -> str:
    """A tile a channel, all on one scale: the homes it gave, then each stage as a bar with its words."""
    top = max((found[0].families for found in channels.values()), default=0) or 1
    tiles = "".join(_tile(name, found, top) for name, found in channels.items())
    return f'<ul class="multiples stages">{tiles}</ul>'


def _tile(name: str, found: Sequence[Step], top: int) -> str:
    homes = formats.number(found[-1].families)
    noun = "anmälan" if found[0].families == 1 else "anmälningar"
    return (
        f'<li><div class="name">{escape(name)}</div><div class="value">{homes}'
        f" <small>hem av {formats.number(found[0].families)} {noun}</small></div>"
        f"<ol>{bars.rows(_lines(found), top)}</ol></li>"
    )


def _lines(found: Sequence[Step]) -> list[tuple[str, int, str]]:
    return [(step.stage, step.families, step.told) for step in found]
