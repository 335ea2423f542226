"""What is told of GFO as a whole in documents to a kommun: what it is, and its year in figures."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings.facts import Facts, short_label
from dashboard.briefings.form_costs import bought_and_own
from dashboard.briefings.parts import Beside, Grid, Lines, Page, without_hidden
from dashboard.briefings.presentation import Presentation
from dashboard.published.records import PeriodInfo
from dashboard.words.absence import kept_back
from dashboard.words.grammar import joined
from dashboard.words.periods import spoken_day_of_year
from dashboard.words.tables import Amount, Cell, Table, shown
from pipelines.reference import GFO

_BANK = "bank_homes_available"
_REFERRALS = (
    "referrals_received",
    "referrals_matched_gfo",
    "referrals_matched_kommun",
    "referrals_matched_network",
    "referrals_returned_gfo",
    "referrals_withdrawn_kommun",
)
_HOMES = (
    "foster_parents_trained",
    "support_assignments",
    "mentorships",
    "exit_interviews",
    "emergency_placements_started",
    "emergency_placements_akutfamilj",
    "replacements",
)
_COSTS = ("placement_cost", "cost_per_care_day")
FIGURES = (_BANK, *_REFERRALS, *_HOMES, *_COSTS)


def what_it_is(said: Presentation) -> Page:
    """Where GFO comes from, what it is to do, and who leads it."""
    left = Lines((*said.bakgrund, *said.ledning), listed=True)
    return Page(
        "GFO: kommunernas gemensamma familjehemsorganisation",
        (Beside(left, Lines(said.uppdrag, listed=True)),),
    )


def year_in_figures(facts: Facts) -> Page | None:
    """This year so far and the last whole one: the figures of an annual report."""
    last, now = facts.last_year, facts.so_far
    columns = list(facts.known(FIGURES, list(dict.fromkeys((now, last))), GFO))
    left = [*_rows(facts, _REFERRALS, columns), *_rows(facts, _COSTS, columns), *_by_form(facts, columns)]
    right = [*_bank(facts, columns), *_rows(facts, _HOMES, columns)]
    if not left and not right:
        return None
    head = ("Hela GFO", *(short_label(period) for period in columns))
    numbers = tuple(range(1, len(head)))
    grids = [
        without_hidden(Grid(name, Table(head, tuple(rows)), numbers))
        for name, rows in (("GFO: remisser och kostnader", left), ("GFO: hem, stöd och barn", right))
        if rows
    ]
    kept = [row for grid in grids for row in grid.table.rows]
    hidden = kept_back([shown(row[0]) for row in (*left, *right) if row not in kept], len(columns))
    grids = [replace(grid, under=hidden) for grid in grids]
    title = f"GFO {joined([period.label for period in columns])}"
    parts = (Beside(*grids),) if len(grids) == 2 else tuple(grids)
    return Page(title, parts, facts.note(FIGURES))


def _rows(facts: Facts, kpis: tuple[str, ...], columns: list[PeriodInfo]) -> list[tuple[Cell, ...]]:
    found: list[tuple[Cell, ...]] = []
    for kpi in kpis:
        if facts.has(kpi):
            row = tuple(facts.cell(kpi, period, GFO) for period in columns)
            if any(amount.status != "missing" for amount in row):
                found.append((facts.definition(kpi).name, *row))
    return found


def _by_form(facts: Facts, columns: list[PeriodInfo]) -> list[tuple[Cell, ...]]:
    """What a care day costs in a consultant-supported foster home, and in the others; none where no column tells it."""
    prices = [bought_and_own(facts, period) for period in columns]
    if not any(prices):
        return []
    missing = Amount(None, "kr", status="missing")
    bought, others = zip(*(one or (missing, missing) for one in prices), strict=True)
    return [
        ("– köpta: konsulentstödda familjehem", *bought),
        ("– egna: kommunens, GFO:s och nätverk", *others),
    ]


def _bank(facts: Facts, columns: list[PeriodInfo]) -> list[tuple[Cell, ...]]:
    """The homes that could take a child, on the last day of each tertial of the years."""
    if not facts.has(_BANK):
        return []
    tertials = facts.figures.periods("tertial")
    rows: list[tuple[Cell, ...]] = []
    for month in (4, 8, 12):
        ends = []
        for column in columns:
            inside = [
                t
                for t in tertials
                if t.last_day.month == month
                and column.first_day <= t.first_day
                and t.last_day <= min(column.last_day, facts.period.last_day)
            ]
            ends.append(inside[0] if inside else None)
        found = [facts.cell(_BANK, end, GFO) if end else "" for end in ends]
        day = next((end.last_day for end in ends if end), None)
        if day and any(isinstance(one, Amount) and one.status != "missing" for one in found):
            rows.append((f"Tillgängliga hem {spoken_day_of_year(day)}", *found))
    return rows
