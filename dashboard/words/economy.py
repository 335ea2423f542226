"""GFO's year as it is foreseen, and the tertial against its budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.grammar import capitalised
from dashboard.words.periods import spoken_day


def prognosis(foreseen: Value, budget: int, year: str) -> str:
    """The whole year as it is foreseen against its budget; nothing where either is not known."""
    if not foreseen.shown or foreseen.value is None or not budget:
        return ""
    difference = budget - foreseen.value
    told = f"Helåret {year} väntas kosta {formats.kronor(foreseen.value)}"
    if round(difference) == 0:
        return f"{told}, lika mycket som årets budget."
    word = "under" if difference > 0 else "över"
    return f"{told}, {formats.kronor(abs(difference))} {word} årets budget på {formats.kronor(budget)}."


def each_beside_budget(costs: Sequence[tuple[str, Decimal, Decimal]]) -> str:
    """`Mot budget: T1 2026 159 650 kr under, T2 2026 71 021 kr under.`; `costs` are (label, cost, budget)."""
    told = [f"{label} {beside_budget(cost, budget)}" for label, cost, budget in costs]
    return f"Mot budget: {', '.join(told)}." if told else "Budget och utfall är inte kända för något tertial."


def beside_budget(cost: Decimal | int, budget: Decimal | int) -> str:
    """`159 650 kr under`: what is between a cost and its budget."""
    if cost == budget:
        return "lika mycket"
    return f"{formats.kronor(abs(Decimal(budget) - cost))} {'under' if cost < budget else 'över'}"


def so_far(label: str, budget: Decimal, outcome: Decimal, *, whole: bool = False) -> str:
    """`Januari–augusti 2026 kostade GFO 5 872 665 kr, 230 671 kr under budgeten för samma tid på 6 103 336 kr.`; of
    the `whole` year no time is named."""
    told = f"{capitalised(label)} kostade GFO {formats.kronor(outcome)}"
    difference, time = budget - outcome, "" if whole else " för samma tid"
    if round(difference) == 0:
        return f"{told}, lika mycket som budgeten{time}."
    word = "under" if difference > 0 else "över"
    return f"{told}, {formats.kronor(abs(difference))} {word} budgeten{time} på {formats.kronor(budget)}."


def used_title(outcome: Decimal, budget: int, day: date) -> str:
    """How much of the year's budget is used, the day it is known of: `31,6 % av årets budget hade använts den 30 april
    2026`."""
    return f"{_part(outcome, budget)} av årets budget hade använts den {spoken_day(day)}"


def gone(day: date) -> str:
    """How much of the year is over with a month that ends on `day`: `Då hade 4 av årets 12 månader gått, 33,3 %.`"""
    return f"Då hade {day.month} av årets 12 månader gått, {_part(Decimal(day.month), 12)}."


def _part(some: Decimal, whole: int) -> str:
    return formats.percent(100 * some / whole, 1)


def so_far_title(label: str, difference: Decimal) -> str:
    """What the table of the year so far says."""
    if round(difference) == 0:
        return f"GFO höll budgeten {label}"
    word = "mindre" if difference > 0 else "mer"
    return f"GFO kostade {formats.kronor(abs(difference))} {word} än budget {label}"


#: On which side of the budget a cost is, its difference above zero first; and an income.
COST_SIDES, INCOME_SIDES = ("under", "över"), ("mer in", "mindre in")
#: Which way a difference against the budget is drawn, of the whole and of items that are costs and income.
UPWARDS = "uppåt: under budget"
ITEMS_UPWARDS = "Uppåt: kostade mindre eller gav mer än budget."
#: In a file a difference has its sign.
IN_A_FILE = "I filen är en skillnad med plus gynnsam: det kostade mindre, eller kom in mer, än budgeterat."
#: What the year so far is made of.
WHOLE_TERTIALS = "Hela tertial läggs ihop, och inget delas upp på månader."


def not_so_far(why: str, label: str, first: bool) -> str:
    """Why the year so far is not told at all, or ends before a tertial."""
    if first:
        return f"Budget och utfall hittills i år visas inte. {why}"
    return f"{label} är inte med i det som gäller hittills i år. {why}"


def items_title(deviations: Mapping[str, Decimal], label: str, income: str = "") -> str:
    """The item that is farthest from its budget: `Personal kostade 134 232 kr mindre än budget under T1 2026, den
    största avvikelsen`; of none, or two as far, which they are. `income` is the name of what is no cost."""
    size = max((abs(amount) for amount in deviations.values()), default=Decimal(0))
    found = [name for name, amount in deviations.items() if abs(amount) == size]
    if not size or len(found) > 1:
        return f"Posterna under {label}"
    name, less = found[0], deviations[found[0]] > 0
    did = f"kostade {formats.kronor(size)} {'mindre' if less else 'mer'}"
    if name == income:
        did = f"blev {formats.kronor(size)} {'högre' if less else 'lägre'}"
    return f"{name} {did} än budget under {label}, den största avvikelsen"


def before_the_meeting(label: str) -> str:
    """Why a kommun sees a period of GFO's economy that the styrgrupp has not met on."""
    return (
        f"Styrgruppen har inte haft sitt möte om {label}. GFO:s ekonomi säger inget om enskilda barn och visas därför "
        "i kommunens fil redan före mötet."
    )


def economy_title(budget: Value, outcome: Value, label: str) -> str:
    """The tertial's deviation in words; positive is favourable."""
    if not (budget.shown and outcome.shown) or budget.value is None or outcome.value is None:
        return "Budget och utfall per tertial"
    difference = budget.value - outcome.value
    if difference == 0:
        return f"GFO höll budgeten på kronan under {label}"
    word = "mindre" if difference > 0 else "mer"
    return f"GFO kostade {formats.kronor(abs(difference))} {word} än budget under {label}"
