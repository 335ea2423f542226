"""Uppföljningsmöte: what GFO and one kommun look at once a year, three years beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.briefings import kommun_pages, method, referral_page, standing
from dashboard.briefings.facts import Facts, short_label
from dashboard.briefings.parts import Chart, Document, Grid, Lines, Page, Part, Series, halved
from dashboard.published.records import PeriodInfo
from dashboard.words import formats
from dashboard.words.grammar import lowered
from dashboard.words.tables import Cell, Table

_YEARS = 3
_FIGURES = (
    *referral_page.OUTCOMES,
    "referrals_open",
    "days_to_match",
    "children_in_care",
    *kommun_pages.CHILDREN,
    "placements_started",
    "placements_ended",
    "replacements",
    "breakdowns",
    *kommun_pages.COSTS,
    *kommun_pages.SERVICES,
    "deviations_reported",
    "deviations_open",
)
# What is done for the homes is told by its name.
_DEFINED = tuple(kpi for kpi in _FIGURES if kpi not in kommun_pages.SERVICES)
_EMPTY_ROWS = 4


def follow_up(facts: Facts) -> Document:
    """Three years, deliveries, deviations and what has been agreed, with room for what is to be."""
    found = [
        standing.brief(facts),
        _years(facts),
        kommun_pages.children(facts, by_year=True),
        _deviations(facts),
        _deliveries(facts) if facts.is_newest else None,
        _agreed(facts),
    ]
    pages = [halved(page) for page in found if page is not None]
    return Document(
        title=f"Uppföljningsmöte {facts.area.name} och GFO",
        subtitle=facts.spoken,
        mark=facts.mark,
        foot=facts.foot,
        pages=(*pages, method.method(facts, pages, _DEFINED, in_brief=True)),
    )


def _columns(facts: Facts) -> list[PeriodInfo]:
    """This year so far, as long a time of the year before, and the newest whole years."""
    now = facts.so_far
    years = [year for year in facts.years if year != now][-_YEARS:]
    same = facts.figures.compared(now.period)
    return [now, *([same] if same not in years and same != now else []), *reversed(years)]


def _years(facts: Facts) -> Page | None:
    columns = _columns(facts)
    grid = facts.table("Åren i siffror", _FIGURES, [(short_label(period), period, "") for period in columns])
    return Page(f"{facts.area.name} år för år", (grid,)) if grid else None


def _deviations(facts: Facts) -> Page | None:
    """What went wrong in the cooperation, by category and year."""
    kpi, columns = "deviations_reported", _columns(facts)
    known = facts.known([kpi], columns)
    if not known:
        return None
    words = facts.figures.codes("kategori")
    rows: list[tuple[Cell, ...]] = []
    for code, word in words.items():
        found = tuple(facts.cell(kpi, period, cut=f"kategori={code}") for period in known)
        if any(amount.number or amount.status == "hidden" for amount in found):
            rows.append((word, *found))
    total = tuple(facts.cell(kpi, period) for period in known)
    if all(amount.number == 0 for amount in total):
        return Page("Avvikelser", (Lines((f"Inga avvikelser rapporterades {_over(known)}.",)),))
    rows.append(("Alla", *total))
    labels = tuple(short_label(period) for period in known)
    last = total[0]
    noun = "avvikelse" if last.number == 1 else "avvikelser"
    many = (last.text if last.number else "Inga") if last.number is not None else "Okänt antal"
    title = f"{many} {noun} rapporterades {known[0].label}"
    # Years beside years: one under way would look like a fall.
    years = [n for n, period in enumerate(known) if period.kind == "year" and not period.preliminary][::-1]
    chart = Chart(
        "beside",
        tuple(labels[n] for n in years),
        (Series("Avvikelser", tuple(total[n] for n in years)),),
        "Rapporterade avvikelser, hela år",
        what="Period",
        front=labels[years[-1]] if years else "",
    )
    table = Table(("Kategori", *labels), tuple(rows), total=len(rows) - 1)
    grid = Grid("Avvikelser per kategori", table, tuple(range(1, len(labels) + 1)))
    # Of one year, or of none at all, there is nothing to draw.
    drawn = len(years) > 1 and any(total[n].number for n in years)
    return Page(title, (chart, grid) if drawn else (grid,))


def _over(periods: Sequence[PeriodInfo]) -> str:
    """The newest first: `januari–april 2019`, `2023 till januari–augusti 2026`."""
    first, last = periods[-1].label, periods[0].label
    return last if first == last else f"{first} till {last}"


def _deliveries(facts: Facts) -> Page | None:
    """What the kommun delivers, how far it reaches, and how many rows were refused."""
    figures = facts.figures
    labels, area = figures.codes("dataset"), facts.area.area
    standing = {row.dataset: row for row in figures.deliveries.standing if row.sender == area}
    rows: list[tuple[Cell, ...]] = []
    for row in figures.deliveries.expected:
        if row.sender == area:
            now = standing.get(row.dataset)
            rows.append(
                (
                    labels.get(row.dataset, row.dataset),
                    "sen" if row.is_late else "väntas" if row.timeliness == "väntas" else "i tid",
                    row.through,
                    now.rows_accepted if now else None,
                    now.rows_refused if now else None,
                )
            )
    if not rows:
        return None
    checks = [
        f"{check.findings} fynd: {lowered(check.sentence)}"
        for check in figures.deliveries.crosschecks
        if check.kommun_code == area and check.outcome == "fynd"
    ]
    late = sum(row[1] == "sen" for row in rows)
    title = (
        ("Alla leveranser är i tid" if all(row[1] == "i tid" for row in rows) else "Ingen leverans är sen")
        if not late
        else f"{formats.number(late)} av {len(rows)} leveranser är sena"
    )
    table = Table(("Uppgifter", "Läge", "Till och med", "Godkända rader", "Avvisade rader"), tuple(rows))
    parts: list[Part] = [Grid("Leveranser", table)]
    if checks:
        parts.append(Lines(tuple(checks), listed=True))
    return Page(title, tuple(parts))


def _agreed(facts: Facts) -> Page:
    """What has been agreed so far, and empty rows."""
    reached = facts.period.last_day.year
    said = [
        f"{formats.day(one.day)}: {one.text}"
        for one in facts.figures.actions(facts.area.area)
        if one.day.year in (reached - 1, reached)
    ]
    empty = tuple(("", "", "") for _row in range(_EMPTY_ROWS))
    grid = Grid("Nya överenskommelser", Table(("Vi ska", "Vem", "Senast"), empty))
    before: list[Part] = (
        [Lines(tuple(said), listed=True)] if said else [Lines(("Inget är överenskommet sedan tidigare.",))]
    )
    return Page("Överenskommet och att komma överens om", (*before, grid))
