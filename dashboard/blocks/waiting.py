"""How long the open referrals have waited: a section of the pages on referrals and on one kommun."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.blocks import bars, pictures, text
from dashboard.published.marts import TimeToMatch, WaitingClass
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.grammar import lowered
from dashboard.words.periods import spoken_day
from dashboard.words.tables import Table

# Fewer referrals than this say nothing of when half of them are matched.
_ENOUGH = 10


def waiting(reader: Reader) -> None:
    """How old the open referrals are, and how long a match takes when those still open count too."""
    figures, area, period = reader.figures, reader.area, reader.period
    ages = figures.waiting(area.area, period.period)
    if ages:
        day = min(period.last_day, figures.release.reporting_date)
        pictures.tiles(
            reader,
            bars.whole([(age.age_class, age.referrals, "") for age in ages]),
            name="Väntetid för pågående remisser",
            title=ages_title(ages),
            sub=f"Pågående remisser i {area.name} den {spoken_day(day)}, efter hur länge de har väntat.",
            table=Table(
                ("Väntat", "Remisser"),
                tuple((age.age_class, age.referrals) for age in ages),
            ),
            area=area.area,
            key="vantat",
            kpis=["referrals_open"],
        )
    times = figures.time_to_match(area.area, period.period)
    if times is not None:
        text.note(waiting_text(times, period.label))


def ages_title(ages: Sequence[WaitingClass]) -> str:
    """How many of the open referrals have waited longest, of `ages` with the oldest last."""
    every, oldest, old = sum(age.referrals for age in ages), lowered(ages[-1].age_class), ages[-1].referrals
    if not every:
        return "Inga remisser pågår"
    if every == 1:
        return f"Den enda pågående remissen har {'' if old else 'inte '}väntat {oldest}"
    count = formats.number(every)
    if old == every:
        who = "Båda" if every == 2 else f"Alla {count}"
    else:
        who = f"{formats.number(old) if old else 'Ingen'} av de {count}"
    return f"{who} pågående remisserna har väntat {oldest}"


def waiting_text(times: TimeToMatch, label: str) -> str:
    """The median of the matched beside the time by which half of all that came in are matched."""
    received, matched = times.referrals, times.matched
    if not received:
        return f"Inga remisser kom in under {label}."
    if received == 1:
        return f"Den enda remissen från {label} är {'matchad' if matched else 'inte matchad'}."
    word = "matchad" if matched <= 1 else "matchade"
    many = formats.number(matched) if matched else "ingen"
    told = f"Av {formats.number(received)} remisser som kom in {label} är {many} {word}."
    if times.median_days is not None:
        within = "den efter" if matched == 1 else "hälften av dem inom"
        told = told.removesuffix(".") + f"; {within} {_days(times.median_days)}."
        told += f" Dagar till matchning gäller i stället de remisser som matchades {label}, när de än kom in."
    if received < _ENOUGH:
        return told
    if times.half_matched_days is not None:
        days = _days(times.half_matched_days)
        return told + f" Av alla som kom in beräknas hälften vara matchade efter {days}."
    return told + " Det är för få för att säga när hälften av alla som kom in är matchade."


def _days(number: Decimal | int) -> str:
    return f"{formats.number(number)} {formats.unit_for(formats.rounded(number, 0), 'dagar')}"
