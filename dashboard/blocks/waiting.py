"""How long the open referrals have waited: a section of the pages on referrals and on one kommun."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import bars, pictures, text
from dashboard.blocks.attention import day_then
from dashboard.blocks.places import WAITING
from dashboard.blocks.waits import LONG_WAIT, LONG_WAIT_DAYS, waiting_by_kommun, waiting_months
from dashboard.published.marts import TimeToMatch, WaitingClass
from dashboard.reader.reader import Reader
from dashboard.words import attention, formats
from dashboard.words.grammar import capitalised, lowered
from dashboard.words.periods import spoken_day, within
from dashboard.words.tables import Sheet, Table
from pipelines.reference import GFO

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
            bars.whole([(age.age_class, age.referrals, "") for age in ages], alike=True),
            name="Väntetid för pågående remisser",
            title=ages_title(ages, day_then(reader)),
            sub=f"Pågående remisser i {area.name} den {spoken_day(day)}, efter hur länge de har väntat.",
            table=Table(
                ("Väntat", "Remisser"),
                tuple((age.age_class, age.referrals) for age in ages),
            ),
            area=area.area,
            key="vantat",
            anchor=WAITING,
            kpis=["referrals_open"],
            said=attention.where(waiting_by_kommun(reader), LONG_WAIT_DAYS, then=not reader.is_newest)
            if area.area == GFO
            else "",
        )
    _since(reader)
    times = figures.time_to_match(area.area, period.period)
    if times is not None:
        text.note(waiting_text(times, within(period), newest=reader.is_newest))


def _since(reader: Reader) -> None:
    """When those that wait now came in: for whoever looks them up in a register of their own, which a kommun does at
    once."""
    months = waiting_months(reader)
    if not months:
        return
    day = reader.figures.release.reporting_date
    rows = tuple(
        (capitalised(month.label), count, attention.days_since(month, day)) for month, count in months
    )
    table = Table(("Kom in", "Remisser", "Väntat"), rows)
    name, area = "Pågående remisser efter när de kom in", reader.area
    if area.area == GFO:
        text.folded("Visa när de kom in", table, f"{name}, {area.name}")
    else:
        when = f"den {spoken_day(day)}"
        text.paragraph(f"När de kom in, den äldsta först, och hur länge de hade väntat {when}:")
        text.show_table(table, f"{name}, {area.name}")
    reader.sheets.append(
        Sheet("När de pågående kom in", f"{name}, {area.name}", table, area.area, kpis=("referrals_open",))
    )


def ages_title(ages: Sequence[WaitingClass], then: str = "") -> str:
    """How many of the open referrals have waited long, of `ages` with the oldest last; and how many longest of all.
    `then`: the day that it was so of an old period."""
    every, old = sum(age.referrals for age in ages), sum(age.referrals for age in ages[LONG_WAIT:])
    at = f" {then}" if then else ""
    if not every:
        return f"Inga remisser {'pågick' if then else 'pågår'}{at}"
    if not old:
        have = "hade" if then else "har"
        who = f"Ingen av de {formats.number(every)} pågående remisserna {have}"
        who = who if every > 1 else f"Den enda pågående remissen {have} inte"
        return f"{who} väntat mer än {LONG_WAIT_DAYS} dagar{at}"
    told = attention.waiting(old, every, LONG_WAIT_DAYS, then).removesuffix(".")
    oldest, longest = ages[-1].referrals, lowered(ages[-1].age_class)
    if oldest == old:
        return told.replace(f"mer än {LONG_WAIT_DAYS} dagar", longest)
    return f"{told}, {formats.number(oldest)} av dem {longest}" if oldest else told


def waiting_text(times: TimeToMatch, when: str, *, newest: bool) -> str:
    """How many of those that came in `when` (`under T2 2026`, `i augusti 2026`) are matched, and when half of all are;
    where that cannot be said of the `newest` period, that it cannot."""
    received, matched = times.referrals, times.matched
    if not received:
        return f"Inga remisser kom in {when}."
    if received == 1:
        return f"Den enda remissen som kom in {when} är {'matchad' if matched else 'inte matchad'}."
    word = "matchad" if matched <= 1 else "matchade"
    many = formats.number(matched) if matched else "Ingen"
    told = f"{many} av de {formats.number(received)} remisser som kom in {when} är {word}"
    if received < _ENOUGH:
        return f"{told}."
    if times.half_matched_days is not None:
        days = formats.days(times.half_matched_days)
        return f"{told}. Hälften av alla, de som väntar inräknade, beräknas vara matchade efter {days}."
    if not newest:
        return f"{told}, färre än hälften."
    only = f"Bara {told}" if matched else told
    return f"{only} än. Det är för få för att säga hur länge de andra får vänta."
