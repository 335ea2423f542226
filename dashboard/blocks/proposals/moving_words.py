"""A kommun that comes or leaves, in words: when, its part of that year, the first whole year, and its homes."""

from __future__ import annotations

from datetime import date

from dashboard.blocks.proposals import drafts
from dashboard.blocks.proposals.proposal import Compared, Proposal, field_name
from dashboard.published.figures import Figures
from dashboard.words import formats
from dashboard.words.allocation import in_brackets, months_told, percent_change
from dashboard.words.grammar import genitive
from dashboard.words.periods import spoken_day
from pipelines.periods import MONTHS
from pipelines.reference import GFO


def part_of_year(proposal: Proposal, compared: Compared) -> str:
    """What the one that comes or leaves during the year pays for, and of one that leaves why that is less than the
    months say; blank where none does."""
    code = proposal.moving
    if code is None:
        return ""
    name, year, months = proposal.names[code], proposal.year, proposal.asked.months[code]
    first, last = (0, months - 1) if proposal.leaves else (12 - months, 11)
    paid = MONTHS[first] if months == 1 else f"{MONTHS[first]}–{MONTHS[last]}"
    said = f"{name} betalar för {paid} {year}, {months_told(months)} av 12."
    before, after = (compared.amount(side, code) for side in (compared.decided, compared.proposed))
    change = percent_change(after, before)
    alone = proposal.leaves and proposal.changed <= {field_name("manader", name)}
    if not alone or change is None or after * 12 <= before * months:
        return said
    fewer = formats.percent(100 * (12 - months) / 12, 0 if months % 3 == 0 else 1)
    return (
        f"{said} Beloppet minskar ändå bara med {formats.percent(-change, 1)}, inte {fewer}: budgeten är oförändrad,"
        f" så allas andelar ökar när {name} är med en kortare tid."
    )


def whole_year(proposal: Proposal, compared: Compared) -> str:
    """What the first whole year with or without the one that comes or leaves is computed from; blank where none
    does."""
    code = proposal.named
    if code is None or (proposal.moving is not None and not compared.after):
        return ""
    name, decided = proposal.names[code], proposal.decided
    months, year = proposal.asked.months[code], proposal.year + bool(compared.after)
    if proposal.moving is None and (months == 0) != proposal.leaves:
        return ""
    said = f"{year} är det första hela året {'utan' if proposal.leaves else 'med'} {name}, räknat med"
    same = f" samma budget och samma barn som beslutet för {decided.year}"
    if proposal.base.population != decided.base_year_population:
        same = f" samma budget som beslutet för {decided.year} och {proposal.base.population} års barn"
    if compared.after and proposal.year == decided.year:
        said += f" samma budget och samma barn som förslaget för {decided.year}"
    elif proposal.changed:
        said += " förslagets budget och barn"
    else:
        said += same
    if proposal.asked.budget != decided.budget or not proposal.leaves:
        return f"{said}."
    amount = formats.kronor(compared.amount(compared.decided, code))
    return f"{said}: de andra delar då på {genitive(name)} {amount}."


def homes(figures: Figures, proposal: Proposal) -> str:
    """How many of the bank's homes lie in the kommun that leaves, on the newest day that the file tells of; blank where
    it does not."""
    code = proposal.named if proposal.leaves else None
    if code is None or not figures.has("bank_homes"):
        return ""
    shown = [value for value in figures.series("bank_homes", code, "tertial") if value.shown]
    if not shown or shown[-1].value is None:
        return ""
    period = figures.period(shown[-1].period)
    free, whole = (
        figures.value(kpi, area, period.period)
        for kpi, area in (("bank_homes_available", code), ("bank_homes", GFO))
    )
    day = spoken_day(min(period.last_day, figures.release.reporting_date))
    every = f"familjehemsbankens {formats.number(whole.value)}" if whole.shown and whole.value else "bankens"
    said = f"Den {day} låg {_none(shown[-1].value)} av {every} hem i {proposal.names[code]}"
    if not free.shown or free.value is None or not shown[-1].value:
        return f"{said}."
    if shown[-1].value == 1:
        return f"{said}; det var {'inte ' * (not free.value)}tillgängligt."
    return f"{said}; {_none(free.value)} av dem var tillgänglig{'a' if free.value > 1 else 't'}."


def _none(count: formats.Number) -> str:
    return formats.number(count) if count else "inget"


def beside(proposal: Proposal, compared: Compared, code: str) -> str:
    """What a kommun's proposed amount stands beside: `beslutat 454 000 kr`, and `2027: 526 184 kr` where there is a
    year after."""
    told = f"beslutat {formats.kronor(compared.amount(compared.decided, code))}"
    if not compared.after:
        return told
    return f"{told}; {proposal.year + 1}: {formats.kronor(compared.amount(compared.after, code))}"


def own_years(proposal: Proposal, compared: Compared, chosen: str) -> str:
    """`Ånge betalar 33 418 kr mer än enligt beslutet 2026 (+7,4 %) och 72 184 kr mer 2027 (+15,9 %)`; blank for GFO,
    and where there is no year after."""
    if not compared.after or chosen not in compared.decided:
        return ""
    before, now, then = (
        compared.amount(side, chosen) for side in (compared.decided, compared.proposed, compared.after)
    )
    year, decided = proposal.year, proposal.decided.year
    later = f"{_step(then, before)} {year + 1}{in_brackets(then, before)}" if then else f"inget {year + 1}"
    first = _step(now, before) + (f" {year}" if year != decided else "")
    first += f" än enligt beslutet {decided}{in_brackets(now, before)}"
    return f"{proposal.names[chosen]} betalar {first} och {later}"


def _step(now: int, before: int) -> str:
    return f"{formats.kronor(abs(now - before))} {'mer' if now >= before else 'mindre'}"


def when(proposal: Proposal) -> str:
    """`Härnösand lämnar den 31 december 2026`, `Ny ägare från den 1 juli 2027: Sundsvall`; blank where none comes or
    leaves."""
    code = proposal.named
    if code is None:
        return ""
    name, months = proposal.names[code], proposal.asked.months[code]
    if proposal.leaves:
        return f"{name} lämnar den {spoken_day(drafts.day_before(month_after(proposal.year, months)))}"
    if not months:
        return f"Ny ägare: {name}"
    return f"Ny ägare från den {spoken_day(date(proposal.year, 13 - months, 1))}: {name}"


def month_after(year: int, months: int) -> date:
    """The first day after so many months of a year."""
    return date(year + months // 12, months % 12 + 1, 1)
