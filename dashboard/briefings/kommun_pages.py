"""What is told of one kommun, a page a matter: its children, costs, part of GFO's budget, services and comments.
Its referrals are `referral_page`. Each is None where its file has nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from dashboard.blocks.own_and_bought import come_to
from dashboard.blocks.told_cost import why_more
from dashboard.briefings.facts import Facts, Line, short_label, told
from dashboard.briefings.form_costs import forms_table, in_public
from dashboard.briefings.parts import Beside, Chart, Grid, Lines, Look, Page, Part, Series
from dashboard.published.marts import Allocation
from dashboard.published.records import Comment, PeriodInfo
from dashboard.words import allocation as allocated
from dashboard.words import formats
from dashboard.words import kommun as words
from dashboard.words.tables import Amount, Cell, Table
from pipelines.reference import GFO

CHILDREN = ("foster_children", "foster_children_consultant")
COSTS = ("placement_cost", "cost_per_care_day", "consultant_cost_share")
SERVICES = (
    "support_assignments",
    "mentorships",
    "exit_interviews",
    "foster_parents_trained",
    "training_participants",
)
_LIKE_CHILDREN = 5
_THE = {"tertial": "tertialet", "year": "året"}
_CHILDREN: tuple[Line, ...] = (
    ("foster_children", "Barn i familjehem", "front"),
    ("foster_children_consultant", "varav konsulentstödda", "back"),
)


def children(facts: Facts, *, by_year: bool = False, in_brief: bool = False) -> Page | None:
    """Children in foster homes over like periods, and how many of them in consultant-supported ones: of the paper's
    own kind of period, or for everybody and `by_year` over the years. `in_brief` says of the last what the chart has
    of them all."""
    by_year = by_year or facts.public
    periods = facts.known(CHILDREN, facts.years if by_year else _alike(facts, _LIKE_CHILDREN))
    if not periods:
        return None
    last = periods[-1]
    title = facts.heading("foster_children", last)
    # A year's figure in a paper of a tertial says why it is one.
    whole = ", de senaste hela åren" if by_year and not facts.public and facts.period.kind != "year" else ""
    chart = facts.chart(
        _CHILDREN,
        periods,
        title="Barn i familjehem",
        sub=f"Unika barn någon gång under {_THE[last.kind]}{whole}, {facts.area.name}.",
    )
    # A chart of every child says all there is where nothing is told of the consultant-supported homes.
    told_by_chart = chart is not None and not facts.known(CHILDREN[1:], periods)
    said = (
        () if told_by_chart else tuple(_consultant(facts, one) for one in periods[-1 if in_brief else -2 :])
    )
    parts: list[Part] = [*([Lines(said)] if said else []), *([chart] if chart else [])]
    return Page(title, tuple(parts), facts.note(CHILDREN))


def _consultant(facts: Facts, year: PeriodInfo) -> str:
    """`2022: 49 barn i familjehem, 10 av dem i konsulentstödda hem (20 %).`"""
    every, bought = (facts.cell(kpi, year) for kpi in CHILDREN)
    if every.number is None:
        return f"{year.label}: {told(every)}."
    said = f"{year.label}: {every.text} barn i familjehem"
    if bought.number is None:
        return (
            f"{said}; antalet i konsulentstödda hem är skyddat." if bought.status == "hidden" else f"{said}."
        )
    share = (
        f" ({formats.percent(100 * Decimal(bought.number) / Decimal(every.number))})" if every.number else ""
    )
    return f"{said}, {bought.text if bought.number else 'inget'} av dem i konsulentstödda hem{share}."


def costs(facts: Facts, *, in_brief: bool = False) -> Page | None:
    """What the placements cost, over three like periods, and a care day by form; not `in_brief` the shares too, and
    in a kommun's own paper in brief what makes the cost instead, form by form."""
    periods = facts.years[-3:] if facts.public else _alike(facts)
    periods = facts.known(COSTS[:1], periods)
    if not periods:
        return None
    title = facts.heading("placement_cost", periods[-1])
    if in_brief and (made_of := forms_table(facts)):
        why = [*dearer(facts), *filter(None, (come_to(facts.reader),))]
        return Page(title, (*([Lines(tuple(why))] if why else []), made_of), facts.note(COSTS))
    chart = facts.chart(
        [("placement_cost", "Placeringskostnad", "front")],
        periods,
        title="Vad placeringarna kostade",
        sub=f"Kronor, {facts.area.name}.",
    )
    forms = facts.figures.codes("placeringsform")
    last, kpi, newest_first = periods[-1], "cost_per_care_day", periods[::-1]
    rows: list[tuple[Cell, ...]] = []
    for form, word in forms.items():
        found = (
            tuple(facts.cell(kpi, period, cut=f"form={form}") for period in newest_first)
            if facts.has(kpi)
            else ()
        )
        if any(amount.status != "missing" for amount in found):
            rows.append((word, *found))
    said = _not_there(facts, COSTS[0], periods)
    if not in_brief:
        said += dearer(facts)
    elif facts.public:
        # What a day costs stands in GFO's year, on the same paper.
        said += dearer(facts)[:1]
    parts: list[Part] = [*([Lines(tuple(said))] if said else []), *([chart] if chart else [])]
    share = facts.table("Kostnad i korthet", COSTS[1:], [(p.label, p, "") for p in newest_first])
    if rows:
        head = ("Kronor per vårddygn", *(period.label for period in newest_first))
        parts.append(
            Grid(
                f"Kostnad per vårddygn och form, {last.label}",
                Table(head, tuple(rows)),
                tuple(range(1, len(head))),
            )
        )
    if share and not in_brief:
        parts.append(share)
    return Page(title, tuple(parts), facts.note(COSTS))


def dearer(facts: Facts) -> list[str]:
    """Why the placements cost more or less than a year ago, where the kommun's file tells it; for everybody what is
    public of it, over the years that are shown."""
    if facts.public:
        years = facts.known(COSTS[:1], facts.years[-3:])
        return in_public(facts, years) if years else []
    why = why_more(facts.reader)
    return [why] if why else []


def _not_there(facts: Facts, kpi: str, shown: Sequence[PeriodInfo]) -> list[str]:
    """Why the document's own period is not among those that are shown."""
    period = facts.last_year if facts.public else facts.period
    if period in shown:
        return []
    return [facts.why_absent(facts.value(kpi, period), period)]


def _alike(facts: Facts, most: int = 3) -> Sequence[PeriodInfo]:
    """The period, and the same one in each of the years before, `most` of them together."""
    chosen = facts.period
    if chosen.kind not in ("tertial", "year"):
        return [chosen]
    same = [
        period
        for period in facts.figures.periods(chosen.kind)
        if period.last_day.month == chosen.last_day.month and period.last_day <= chosen.last_day
    ]
    return same[-most:]


def share(facts: Facts, *, in_brief: bool = False) -> Page | None:
    """The kommun's part of GFO's budget: both parts of the key, the amount, and why it changed; `in_brief` without a
    chart of what stands in the table."""
    figures, area = facts.figures, facts.area
    year = max(
        (year for year in figures.allocations.years if year <= facts.period.last_day.year), default=None
    )
    if year is None:
        return None
    rows = figures.allocations.of(year)
    own = next((row for row in rows if row.area == area.area), None)
    budget = sum(row.amount_sek for row in rows)
    if own is None or not budget:
        return Page(
            f"{area.name} var inte med i GFO {year}",
            (Lines((f"{area.name} hade ingen del av GFO:s budget {year}.",)),),
        )
    before = next((row for row in figures.allocations.of(year - 1) if row.area == area.area), None)
    effects = [effect for effect in figures.allocations.effects(year) if effect.area == area.area]
    verb = "betalar" if year >= figures.release.reporting_date.year else "betalade"
    cause = words.share_cause(effects) if before is not None else ""
    said = [
        words.share(own, before, budget),
        cause,
        allocated.both_parts(own),
    ]
    title = words.share_title(own, before, area.name, verb)
    lines = Lines(tuple(line for line in said if line))
    table = share_table(rows, figures.names, str(year), area.area)
    chart = share_chart(rows, figures.names, str(year), area.area)
    parts: tuple[Part, ...] = (Beside(lines, table),) if in_brief else (lines, chart, table)
    note = "Nyckeln: hälften efter kommunens del av barnen 0–17 år, hälften efter dess del av de placerade barnen."
    return Page(title, parts, note)


def share_chart(rows: Sequence[Allocation], names: Mapping[str, str], year: str, chosen: str = "") -> Chart:
    """A bar a kommun in the two parts of the key, with the heading of the page's chart; `chosen` is the area spoken
    of."""
    named = {row.area: names.get(row.area, row.area) for row in rows}
    parts: tuple[tuple[str, Look, list[int]], ...] = (
        ("Efter barn i befolkningen", "front", [row.population_amount_sek for row in rows]),
        ("Efter placerade barn", "back", [row.placed_amount_sek for row in rows]),
    )
    return Chart(
        "lying",
        tuple(named.values()),
        tuple(Series(word, tuple(Amount(n, "kr") for n in amounts), look) for word, look, amounts in parts),
        allocated.allocation_title(rows, named, year, chosen),
        f"Kronor {year} per kommun, i nyckelns två delar.",
        allocated.allocation_text(rows, named, year),
        front=named.get(chosen, ""),
        what="Kommun",
    )


def share_table(rows: Sequence[Allocation], names: Mapping[str, str], year: str, chosen: str) -> Grid:
    """A row a kommun: both parts of the key and the amount, summing to the budget."""
    named = {row.area: names.get(row.area, row.area) for row in rows}
    body: list[tuple[Cell, ...]] = [
        (
            named[row.area],
            Amount(row.population_amount_sek, "kr"),
            Amount(row.placed_amount_sek, "kr"),
            Amount(row.amount_sek, "kr"),
        )
        for row in rows
    ]
    sums = [
        sum(getattr(row, part) for row in rows)
        for part in ("population_amount_sek", "placed_amount_sek", "amount_sek")
    ]
    body.append(("Alla", *(Amount(total, "kr") for total in sums)))
    own = next((n for n, row in enumerate(rows) if row.area == chosen), None)
    head = ("Kommun", "Efter barn", "Efter placerade", "Belopp")
    return Grid(f"Kostnadsfördelning {year}", Table(head, tuple(body), own, len(rows)), (1, 2, 3))


def services(facts: Facts) -> Page | None:
    """What GFO did for the homes: of the kommun beside all of GFO."""
    last, now = facts.last_year, facts.so_far
    own = facts.area.name
    columns = [
        (f"{whose} {short_label(period)}", period, area)
        for period in dict.fromkeys((now, last))
        for whose, area in ((own, facts.area.area), ("GFO", GFO))
    ]
    grid = facts.table("Stöd och utbildning", SERVICES, columns)
    if grid is None:
        return None
    return Page("Det här gjorde GFO för familjehemmen", (grid,), facts.note(SERVICES))


def comments(facts: Facts, *, most: int = 6, about: Collection[str] | None = None) -> Page | None:
    """What GFO has written of the year, the newest, and all that has been agreed, which a paper may not choose among.
    `about`: of all of GFO nothing that is written of another figure than these."""
    written = [
        _told(facts, one)
        for one in (*facts.comments("handelse"), *facts.comments("forklaring"))
        if about is None or one.area == facts.area.area or not one.kpi or one.kpi in about
    ]
    agreed = [f"Överenskommet {_told(facts, one)}" for one in facts.comments("atgard")]
    lines = (*written[-most:], *agreed)
    return Page("Kommentarer till siffrorna", (Lines(lines, listed=True),)) if lines else None


def _told(facts: Facts, comment: Comment) -> str:
    """With its day; in a kommun's paper what is said of all of GFO says so, since it may not be so there."""
    whose = ", hela GFO" if facts.area.area not in (GFO, comment.area) else ""
    return f"{formats.day(comment.day)}{whose}: {comment.text}"
