"""What a paper to a nämnd begins with: how it stands, what is newest of what everybody may see, and in an internal one
what is to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks import attention, waits
from dashboard.blocks.told import in_care
from dashboard.blocks.told_cost import cost_so_far
from dashboard.briefings import kommun_pages, referral_page
from dashboard.briefings.facts import CORRECTED, Facts, Line, told
from dashboard.briefings.parts import Beside, Big, Grid, Lines, Page, Part
from dashboard.briefings.worded import without_shape
from dashboard.published.records import PeriodInfo
from dashboard.words import formats, targets
from dashboard.words import kommun as words
from dashboard.words.changes import of_shorter_time
from dashboard.words.periods import period_label, spoken_day
from dashboard.words.summary import most_of
from dashboard.words.tables import Amount, Cell, Table
from dashboard.words.topics import by_topic
from pipelines.reference import GFO, STYRGRUPP

_OPEN_AND_ENDED = "Öppet och avslutat"
IN_CARE = "children_in_care"
_ALOUD = (IN_CARE, "referrals_received", "placement_cost")
#: Of the newest year, for everybody.
ALOUD_IN_PUBLIC = ("foster_children", *_ALOUD[1:])
_PRICE = "cost_per_care_day"
#: Of GFO by tertial, for everybody: children, referrals, homes, and what they cost.
OF_GFO = (
    IN_CARE,
    "referrals_received",
    "referrals_matched",
    "referrals_open",
    "bank_homes_available",
    "placements_started",
    "replacements",
    "breakdowns",
    "deviations_open",
    "placement_cost",
    _PRICE,
)
#: The same without what they cost, which GFO's year has.
OF_GFO_IN_BRIEF = OF_GFO[:-2]
_NEWER = "Styrgruppen har nyare siffror om målen än de som är offentliga."
#: Beside what is to be looked at.
_FOLLOWED = (
    "referrals_open",
    "placements_started",
    "placements_ended",
    "replacements",
    "breakdowns",
    "deviations_open",
)
BARS = 5


def brief(facts: Facts) -> Page:
    """A few sentences to say aloud, and large figures; for everybody the newest tertial before the newest year."""
    period = facts.last_year if facts.public else facts.period
    compared = facts.figures.compared(period.period)
    kpis = ALOUD_IN_PUBLIC if facts.public else _ALOUD
    both = {kpi: (facts.value(kpi, period), facts.value(kpi, compared)) for kpi in kpis}
    day = facts.figures.release.reporting_date
    said = words.aloud(both, facts.area, period, compared, day, facts.reader.audience)
    newest = facts.tertial if facts.public else None
    now = in_care(facts.figures, facts.area, newest) if newest else ""
    after = "" if facts.public else cost_so_far(facts.reader)
    shown = [_large(facts, IN_CARE, newest)] if newest else []
    shown += [_large(facts, kpi, period) for kpi in kpis]
    large = tuple(one for one in shown if one)
    first = (" ".join(filter(None, (now, said, after))), *facts.awaited((*kpis, _PRICE), period))
    about = f"{_by_tertial_inside(facts)} {facts.as_seen}".strip()
    lines = (*first, *([about] if about else []))
    parts: tuple[Part, ...] = (Lines(lines), *([Big(large)] if large else []))
    title = f"Läget den {spoken_day(newest.last_day)}" if newest else f"Kort sagt: {period.label}"
    return Page(title, parts, facts.note((*([IN_CARE] if newest else []), *kpis)))


def _by_tertial_inside(facts: Facts) -> str:
    """For everybody, that the kommun's newest figures are not there, which is not to say that all is calm."""
    tertials = [one for one in facts.figures.periods("tertial") if one.last_day <= facts.period.last_day]
    if not facts.public or not tertials:
        return ""
    own = (*referral_page.OUTCOMES, *kommun_pages.COSTS)
    if any(facts.value(kpi, tertials[-1]).shown for kpi in own if facts.has(kpi)):
        return ""
    return (
        f"Kommunens {'övriga ' if facts.tertial else ''}siffror per tertial är inte offentliga, för ur dem"
        " skulle små tal kunna räknas ut; förvaltningen har dem internt."
    )


def _large(facts: Facts, kpi: str, period: PeriodInfo) -> tuple[str, str, str] | None:
    """A figure with its name and what it is set beside; None where it is not there. For everybody its period stands
    with it, since they are not all of the same."""
    definition, compared = facts.definition(kpi), facts.figures.compared(period.period)
    now, before = facts.value(kpi, period), facts.value(kpi, compared)
    if not now.shown and now.status != "hidden":
        return None
    figure = formats.card_figure(now.value, now.status, definition.unit, definition.decimals)
    alone = before.status == "missing" or of_shorter_time(before)
    former = f"{compared.label}: {told(facts.cell(kpi, compared))}"
    beside = f"{period.label} ({former})" if facts.public else former
    return (
        "Skyddad" if now.status == "hidden" else figure,
        definition.name,
        period.label if alone else beside,
    )


def newest_tertial(facts: Facts, kpis: Sequence[str] = OF_GFO) -> Page | None:
    """GFO's figures of the newest tertial that the file has of it; for everybody beside the kommun's children over the
    newest tertials."""
    period = facts.tertial if facts.public else _of_gfo(facts)
    if period is None:
        return None
    compared = facts.figures.compared(period.period)
    tertials = [one for one in facts.figures.periods("tertial") if one.last_day <= period.last_day][-BARS:]
    line: Line = (IN_CARE, "Barn i vård", "front")
    name = facts.definition(IN_CARE).name if facts.has(IN_CARE) else ""
    sub = f"Antal barn den sista dagen, {facts.area.name}."
    chart = facts.chart([line], tertials, title=name, sub=sub) if facts.public else None
    columns = [(one.label, one, GFO) for one in (period, compared)]
    grid = facts.table(f"Hela GFO {period.label}", kpis, columns)
    if chart is None and grid is None:
        return None
    if grid:
        # Beside a kommun's own figures nobody must take GFO's for them.
        head = ("Hela GFO", *grid.table.columns[1:])
        said = (_when_public(facts, period), grid.under, *facts.awaited(kpis, period, [GFO]))
        under = " ".join(filter(None, said))
        grid = replace(grid, table=replace(grid.table, columns=head), under=under)
    title = facts.heading(IN_CARE, period) if chart else f"Hela GFO {period.label}"
    parts: tuple[Part, ...] = (Beside(chart, grid),) if chart and grid else tuple(filter(None, (chart, grid)))
    return Page(title, parts, facts.note(kpis))


def _when_public(facts: Facts, newest: PeriodInfo) -> str:
    """Of which meeting GFO's figures in a kommun's own paper are, beside newer ones of the kommun's own; and why its
    tertial is an older one, where it is."""
    if facts.public or facts.period.kind != "tertial":
        return ""
    met = facts.figures.meetings
    since = f"Hela GFO: offentligt sedan mötet den {spoken_day(met[0].meeting_on)}." if met else ""
    if since and facts.corrected:
        since = f"{since} {CORRECTED}"
    if newest.last_day >= facts.period.last_day:
        return since
    return f"{since} {facts.period.label} blir det när styrgruppen har haft möte om perioden.".strip()


def _of_gfo(facts: Facts) -> PeriodInfo | None:
    """The newest tertial by the period's end that the file has GFO's children of: a kommun's own file has what is
    public of GFO."""
    over = [one for one in facts.figures.periods("tertial") if one.last_day <= facts.period.last_day]
    known = facts.known([IN_CARE], over, GFO)
    return known[-1] if known else None


def goals(facts: Facts) -> Page | None:
    """GFO's targets of the newest tertial that the file shows, and for everybody of the newest year where it has none
    since, with how they stand; where the file does not tell it the newest whole figures, and whether the year before
    reached its own."""
    rows: list[tuple[Cell, ...]] = []
    standings: list[targets.Standing | None] = []
    year = facts.last_year if facts.last_year in facts.figures.periods("year") else None
    newest = facts.tertial if facts.public else _of_gfo(facts)
    periods = [one for one in (newest, year) if one]
    for _topic, kpis in by_topic(facts.figures.definitions):
        for kpi in kpis:
            definition = facts.definition(kpi)
            aimed = [facts.figures.goal(kpi, GFO, one.period) for one in periods]
            known = [(goal, targets.standing(goal, definition)) for goal in aimed if goal]
            if not known:
                continue
            goal, standing = known[0]
            # What nothing is told of is no row, unless its year is not over.
            if standing is None and not targets.is_unheld(goal):
                continue
            aim, label = targets.aim(goal, definition), period_label(goal.period)
            # The period stands once; a figure of another time says which.
            reached = targets.reached(goal, definition).removesuffix(f" {label}")
            former = [
                f" ({period_label(one.period)}:{formats.NBSP}{found.word})"
                for one, found in known[1:]
                if found
            ]
            far = without_shape(targets.how_far(goal, definition))
            rows.append((definition.name, aim, reached, far or targets.WHEN_OVER + "".join(former[:1])))
            standings.append(standing)
    if not rows:
        return None
    table = Table(("GFO:s mål", "Ska bli", "Har blivit", "Läge"), tuple(rows))
    knows_newest = facts.figures.source.audience == STYRGRUPP
    unsaid = None in standings and not knows_newest
    # Of a kommun's own newest tertial the styrgrupp knows how GFO's targets stand, and its people do not.
    is_older = bool(newest and not facts.public and newest.last_day < facts.period.last_day)
    newer = _NEWER if is_older and not knows_newest else ""
    under = " ".join(filter(None, (newer, targets.JUDGED_SOONER if unsaid else "")))
    grid = Grid("GFO:s mål", table, under=under)
    # Beside what the styrgrupp reads of its newest tertial both can be true.
    of_when = f", offentliga siffror {newest.label}" if newest and not knows_newest else ""
    return Page(f"GFO:s mål{of_when}: {targets.judged(standings)}", (grid,))


def attending(facts: Facts, *, most: int = attention.MOST) -> Page | None:
    """In an internal paper: what stands out, in the words of the pages, beside what is open and what has ended."""
    if facts.public:
        return None
    every = attention.in_papers(facts.reader)
    lines = every[:most]
    period, compared = facts.period, facts.reader.compared
    grid = facts.table(_OPEN_AND_ENDED, _FOLLOWED, [(one.label, one, "") for one in (period, compared)])
    if grid:
        grid = _with_long_wait(facts, grid)
    # Of a year nothing is judged: that no line stands there does not say that all is as usual.
    if not lines and period.kind != "tertial":
        return Page(_OPEN_AND_ENDED, (grid,), facts.note(_FOLLOWED)) if grid else None
    said = tuple(f"{line.what}. {line.sentence}" for line in lines) or (attention.nothing(facts.reader),)
    left = Lines(said, listed=bool(lines))
    title = most_of(attention.TITLE, len(lines), len(every))
    return Page(title, (Beside(left, grid) if grid else left,), facts.note(_FOLLOWED) if grid else "")


def _with_long_wait(facts: Facts, grid: Grid) -> Grid:
    """Under the open referrals how many of them have waited long, where the file counts the wait of them all."""
    kpi = "referrals_open"
    name = facts.definition(kpi).name if facts.has(kpi) else ""
    at = next((n for n, row in enumerate(grid.table.rows) if row[0] == name), None)
    if at is None:
        return grid
    labels = grid.table.columns[1:]
    periods = [one for one in (facts.period, facts.reader.compared) if one.label in labels]
    cells: list[Cell] = []
    for period in periods:
        ages = [age.referrals for age in facts.figures.waiting(facts.area.area, period.period)]
        if sum(ages) == facts.value(kpi, period).value:
            cells.append(Amount(sum(ages[waits.LONG_WAIT :])))
        else:
            cells.append(Amount(None, status="missing"))
    if all(isinstance(one, Amount) and one.number is None for one in cells):
        return grid
    row = (f"varav väntat över {waits.LONG_WAIT_DAYS} dagar", *cells)
    rows = (*grid.table.rows[: at + 1], row, *grid.table.rows[at + 1 :])
    return replace(grid, table=replace(grid.table, rows=rows))
