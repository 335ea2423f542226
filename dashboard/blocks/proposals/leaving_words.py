"""A kommun that leaves during the year, in words: its part of the year, and the first whole year without it."""

from __future__ import annotations

from dashboard.blocks.proposals.proposal import Compared, Proposal, field_name
from dashboard.words import formats
from dashboard.words.allocation import in_brackets, months_told, percent_change
from dashboard.words.grammar import genitive
from pipelines.periods import MONTHS


def part_of_year(proposal: Proposal, compared: Compared) -> str:
    """What the one that leaves pays for, and why that is less than the months say; blank where none leaves."""
    code = proposal.leaving
    if code is None:
        return ""
    name, year, months = proposal.names[code], proposal.decided.year, proposal.asked.months[code]
    paid = MONTHS[0] if months == 1 else f"{MONTHS[0]}–{MONTHS[months - 1]}"
    said = f"{name} betalar för {paid} {year}, {months_told(months)} av 12."
    before, after = (compared.amount(side, code) for side in (compared.decided, compared.proposed))
    change = percent_change(after, before)
    alone = proposal.changed <= {field_name("manader", name)}
    if not alone or change is None or after * 12 <= before * months:
        return said
    fewer = formats.percent(100 * (12 - months) / 12, 0 if months % 3 == 0 else 1)
    return (
        f"{said} Beloppet minskar ändå bara med {formats.percent(-change, 1)}, inte {fewer}: budgeten är oförändrad,"
        f" så allas andelar ökar när {name} är med en kortare tid."
    )


def year_after(proposal: Proposal, compared: Compared) -> str:
    """What the first whole year without the one that leaves is computed from; blank where none leaves."""
    code = proposal.leaving
    if code is None or not compared.after:
        return ""
    name, year = proposal.names[code], proposal.decided.year
    said = (
        f"{year + 1} är det första hela året utan {name}, räknat med samma budget och samma barn som förslaget"
        f" för {year}"
    )
    if proposal.asked.budget != proposal.decided.budget:
        return f"{said}."
    amount = formats.kronor(compared.amount(compared.decided, code))
    return f"{said}: de andra delar då på {genitive(name)} {amount}."


def beside(proposal: Proposal, compared: Compared, code: str) -> str:
    """What a kommun's proposed amount stands beside: `beslutat 454 000 kr`, and `2027: 526 184 kr` where one leaves."""
    told = f"beslutat {formats.kronor(compared.amount(compared.decided, code))}"
    if not compared.after:
        return told
    return f"{told}; {proposal.decided.year + 1}: {formats.kronor(compared.amount(compared.after, code))}"


def own_years(proposal: Proposal, compared: Compared, chosen: str) -> str:
    """`Ånge betalar 33 418 kr mer än enligt beslutet 2026 (+7,4 %) och 72 184 kr mer 2027 (+15,9 %)`; blank for GFO,
    and where none leaves."""
    if not compared.after or chosen not in compared.decided:
        return ""
    before, now, then = (
        compared.amount(side, chosen) for side in (compared.decided, compared.proposed, compared.after)
    )
    year = proposal.decided.year
    later = f"{_step(then, before)} {year + 1}{in_brackets(then, before)}" if then else f"inget {year + 1}"
    first = f"{_step(now, before)} än enligt beslutet {year}{in_brackets(now, before)}"
    return f"{proposal.names[chosen]} betalar {first} och {later}"


def _step(now: int, before: int) -> str:
    return f"{formats.kronor(abs(now - before))} {'mer' if now >= before else 'mindre'}"
