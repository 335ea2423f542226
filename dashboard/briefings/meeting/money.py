"""The screens of the money: what the kommuner pay, a proposal, and GFO's budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.blocks.budget_so_far import is_year_over, so_far
from dashboard.blocks.proposals import moving_words, otherwise_words, proposal, proposal_words
from dashboard.briefings.meeting.awaited import awaited
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Grid, Lines, filled, one_series
from dashboard.published.figures import Figures
from dashboard.published.marts import Allocation, AllocationInput
from dashboard.reader.reader import Reader
from dashboard.words import economy, formats
from dashboard.words.allocation import placed_of_each, why_title
from dashboard.words.allocation_tables import differing
from dashboard.words.grammar import capitalised
from dashboard.words.tables import Amount, Cell, Table
from pipelines.reference import GFO


def allocation(reader: Reader) -> Screen | None:
    """A kommun's cost of the newest year by the period's end, its change, and why it is another."""
    figures, last = reader.figures, reader.period.last_day.year
    year = max((year for year in figures.allocations.years if year <= last), default=None)
    if year is None:
        return None
    rows, former = figures.allocations.of(year), {row.area: row for row in figures.allocations.of(year - 1)}
    total = sum(row.amount_sek for row in rows)
    shared = f"Kommunerna delar {formats.kronor(total)} för {year}"
    effects = figures.allocations.effects(year)
    if not effects:
        names = [(figures.names.get(row.area, row.area), Amount(row.amount_sek, "kr"), "") for row in rows]
        return Screen(shared, (one_series(names, title=shared, front=reader.area.name),), of_gfo=True)
    placed = placed_of_each(figures, year)
    title = why_title(effects, figures.names, reader.selection.area, year, placed)
    table = _changes(figures, rows, former, placed)
    return Screen(
        title, (filled(f"Ändring {year}", table, (1, 2, 3, 4, 5)), Lines((f"{shared}.",))), of_gfo=True
    )


def _changes(
    figures: Figures,
    rows: Sequence[Allocation],
    former: Mapping[str, Allocation],
    placed: Mapping[str, tuple[AllocationInput, AllocationInput]],
) -> Table:
    """A row a kommun, the largest increase first: how much more or less it pays, what it pays, and the placed children
    that it is counted by."""
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for row in rows:
        was = former.get(row.area)
        # A part of a year says nothing of a whole one.
        before = was.amount_sek if was and was.months == row.months else None
        change, part = differing(before, row.amount_sek)
        unknown = Amount(None, status="missing")
        counted: list[Cell] = [Amount(given.value) for given in placed.get(row.area, ())]
        counted = counted or [unknown, unknown]
        told = (figures.names.get(row.area, row.area), change, part, Amount(row.amount_sek, "kr"), *counted)
        found.append((row.amount_sek - (before or row.amount_sek), told))
    year = rows[0].year
    bases = [f"Placerade barn {given.base_year}" for given in next(iter(placed.values()), ())] or ["", " "]
    heads = ("Kommun", f"Kr mot {year - 1}", "%", str(year), *bases)
    return Table(heads, tuple(told for _step, told in sorted(found, key=lambda one: -one[0])))


def what_if(reader: Reader) -> Screen | None:
    """The proposal that the address holds, with all that it assumes; none unless *Fördelning* led here."""
    years, chosen = reader.figures.allocations.years, dict(reader.selection.choices)
    year = next((year for year in years if str(year) == chosen.get("ar")), None)
    asked = proposal.asked_for(reader.figures, year, reader.selection) if year else None
    if asked is None or reader.is_public:
        return None
    names, named = asked.names, proposal_words.named(asked)
    compared, why_not = proposal_words.tried(asked)
    if compared is None:
        return Screen(f"{named}; {asked.year}", (Lines(why_not),), of_gfo=True)
    rows = [
        (
            names[code],
            Amount(compared.amount(compared.proposed, code), "kr"),
            moving_words.beside(asked, compared, code),
        )
        for code in compared.codes
    ]
    own = proposal_words.own_result(compared, names, reader.selection.area)
    condition = ", med oförändrad budget" if asked.keeps_budget else ""
    title = f"Tänk om{condition}: {own or proposal_words.result(compared, names)}"
    bars = one_series(rows, title=title, front=reader.area.name)
    # A year that is whole from the beginning is the one that the first line speaks of.
    further = moving_words.whole_year(asked, compared) if compared.after else ""
    lines = (
        f"{named}; kronor {asked.year}. {proposal_words.assumptions(asked)} {further}".strip(),
        otherwise_words.newer_counts(asked, reader.selection.area),
        otherwise_words.in_proportion(asked, reader.selection.area),
        moving_words.homes(reader.figures, asked),
    )
    told = Lines(tuple(filter(None, lines)))
    return Screen(title, (bars, told), of_gfo=True)


def money(reader: Reader) -> Screen | None:
    """GFO's tertial against its budget, and the year as it is foreseen."""
    figures, period = reader.figures, reader.selection.period
    budget, outcome, foreseen = (
        figures.value(kpi, GFO, period) for kpi in ("gfo_budget", "gfo_outcome", "gfo_prognosis")
    )
    if not budget.shown or not outcome.shown:
        return awaited(reader.of_gfo, "gfo_outcome", of_gfo=True)
    year, over = int(period[:4]), is_year_over(figures, reader.period)
    year_so_far = so_far(figures, period) if reader.period.kind == "tertial" else None
    whole = 0 if over else sum(row.amount_sek for row in figures.allocations.of(year))
    rows = [_against(reader.period.label, outcome.value, budget.value)]
    if year_so_far and year_so_far.tertials > 1:
        rows.append(_against(capitalised(year_so_far.label), year_so_far.outcome, year_so_far.budget))
    if not over and foreseen.shown:
        rows.append(_against(f"Hela {year}, väntat", foreseen.value, whole or None))
    # What the heading tells of comes first: a narrow window has no room for the last.
    table = Table(("Period", "Mot budget", "Kostnad", "Budget"), tuple(rows))
    title = economy.economy_title(budget, outcome, reader.period_said)
    return Screen(title, (Grid("Kostnad mot budget", table, (1,)),), of_gfo=True)


def _against(
    when: str, cost: Decimal | None, budget: Decimal | int | None
) -> tuple[str, str, Amount, Amount]:
    """A row: what is between a cost and its budget in words, and the two."""
    spent = round(cost or 0)
    if budget is None:
        return when, "", Amount(spent, "kr"), Amount(None, "kr", status="missing")
    return when, economy.beside_budget(spent, round(budget)), Amount(spent, "kr"), Amount(round(budget), "kr")
