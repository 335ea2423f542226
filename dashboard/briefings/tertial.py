"""Tertialrapport: all of GFO for its styrgrupp, in the order that a tertial report is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.blocks import attention, summary
from dashboard.blocks.budget_so_far import is_year_over
from dashboard.blocks.headlines import Row, by_topic
from dashboard.briefings import method
from dashboard.briefings.facts import Facts
from dashboard.briefings.kommun_pages import share_chart, share_table
from dashboard.briefings.meeting import screens
from dashboard.briefings.meeting.agenda import NONE_ASKED, QUESTIONS, read_agenda
from dashboard.briefings.parts import Chart, Document, Grid, Lines, Page, Part, Single, filled
from dashboard.briefings.worded import in_words, without_shape
from dashboard.published.records import PeriodInfo
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.absence import last_known
from dashboard.words.tables import Cell, Table
from dashboard.words.topics import HEADLINES
from pipelines.reference import GFO

_BY_KOMMUN = (
    "referrals_received",
    "referrals_matched",
    "referrals_returned_gfo",
    "referrals_open",
    "children_in_care",
    "foster_children_consultant",
    "placement_cost",
    "deviations_reported",
)
_RECRUITMENT = (
    "enquiries_received",
    "homes_approved",
    "enquiry_conversion",
    "days_to_approval",
    "homes_joined_bank",
    "homes_left_bank",
    "foster_parents_trained",
)
_COSTS = ("placement_cost", "cost_per_care_day", "consultant_cost_share")
_ECONOMY = ("gfo_budget", "gfo_outcome", "gfo_deviation")
_AHEAD = ("gfo_prognosis",)
_QUALITY = (
    "replacements",
    "breakdowns",
    "breakdown_rate",
    "deviations_reported",
    "deviations_open",
    "days_to_close_deviation",
    "support_assignments",
    "exit_interviews",
)
_LATEST = 5


def report(facts: Facts) -> Document:
    """The whole report; a part that the version has nothing of is left out. Raises ReaderError as `read_agenda`."""
    found = [
        _summary(facts),
        _of_screen(facts, screens.goals),
        _key_figures(facts),
        _of_screen(
            facts,
            screens.referrals,
            _table(
                facts, "Remisser", ("referrals_received", "referrals_matched", "match_rate", "days_to_match")
            ),
        ),
        _of_screen(facts, screens.the_bank, _table(facts, "Bank och rekrytering", _RECRUITMENT)),
        _of_screen(facts, screens.ahead),
        _of_screen(
            facts,
            screens.placements,
            _table(facts, "Kostnader", _COSTS),
            _lines(facts.awaited(_COSTS, facts.period)),
        ),
        _of_screen(facts, screens.daily_cost),
        _by_kommun(facts),
        _of_screen(facts, screens.money, _table(facts, "GFO:s ekonomi", _economy(facts))),
        _of_screen(facts, screens.deviations, _table(facts, "Kvalitet", _QUALITY)),
        _allocation(facts),
        _of_screen(facts, screens.changed),
        _latest(facts),
        _of_screen(facts, _to_decide),
    ]
    pages = _once([page for page in found if page is not None])
    return Document(
        title="Tertialrapport",
        subtitle=f"GFO, {facts.with_months}",
        mark=facts.mark,
        foot=facts.foot,
        pages=(*pages, method.method(facts, pages, HEADLINES, in_brief=True)),
    )


def _once(pages: Sequence[Page]) -> list[Page]:
    """Screens are seen one at a time, pages after each other: what another page has in its heading, or says later, is
    not said on an earlier one. The summary keeps all it says."""
    told = {f"{page.title}." for page in pages}
    found: list[Page] = []
    for page in reversed(pages[1:]):
        parts: list[Part] = []
        for part in page.parts:
            if isinstance(part, Lines):
                kept = tuple(line for line in part.sentences if line not in told)
                told |= set(kept)
                parts += [replace(part, sentences=kept)] if kept else []
            else:
                parts.append(part)
        found.append(replace(page, parts=tuple(parts)))
    return [*pages[:1], *reversed(found)]


def _summary(facts: Facts) -> Page:
    """At most three sentences, and what stands out."""
    lines = attention.in_papers(facts.reader)[: attention.MOST]
    parts: list[Part] = [Lines(tuple(summary.sentences(facts.reader)))]
    if lines:
        # One word to the width of its column.
        table = Table(("Att\u00a0uppmärksamma", ""), tuple((line.what, line.told) for line in lines))
        parts.append(Grid(attention.TITLE, table))
    else:
        parts.append(Lines((attention.nothing(facts.reader),)))
    return Page("Sammanfattning", tuple(parts))


def _key_figures(facts: Facts) -> Page:
    """Every headline figure beside the same tertial last year, and what is not as usual: the targets have a table."""
    rows: list[tuple[Cell, ...]] = [
        (
            row.name,
            row.value,
            row.before,
            _difference(row),
            without_shape(row.mark),
        )
        for _topic, found in by_topic(facts.reader)
        for row in found
    ]
    head = ("Nyckeltal", facts.period.label, facts.reader.compared.label, "Skillnad", "Ovanligt")
    return Page("Nyckeltalen", (filled("Nyckeltalen", Table(head, tuple(rows)), {1, 2, 3}),))


def _difference(row: Row) -> str:
    """Of what is set beside nothing there is no difference to tell of; of what is awaited, why, and the last known."""
    if row.known:
        return f"{row.change}; {last_known(*row.known)}"
    return row.change if row.before != formats.MISSING else ""


def _of_screen(
    facts: Facts, screen: Callable[[Reader], screens.Screen | None], *more: Part | None
) -> Page | None:
    """What the meeting's screen shows, and a table under it."""
    found = screen(facts.reader)
    if found is None:
        return None
    body = tuple(_on_paper(part) for part in found.body)
    return Page(found.title, (*body, *(part for part in more if part is not None)))


def _on_paper(part: Single) -> Single:
    """A part of a screen whose heading is the page's own."""
    if isinstance(part, Chart):
        return replace(part, title="", described=part.alternative)
    return in_words(part)


def _to_decide(reader: Reader) -> screens.Screen | None:
    """The meeting's last screen, also where its own file shows none."""
    items = read_agenda(reader.home.root, screens.SCREENS)
    return screens.to_decide(reader, next((item for item in items if item.shows == QUESTIONS), NONE_ASKED))


def _economy(facts: Facts) -> tuple[str, ...]:
    return _ECONOMY if is_year_over(facts.figures, facts.period) else _ECONOMY + _AHEAD


def _table(facts: Facts, name: str, kpis: tuple[str, ...]) -> Grid | None:
    compared = facts.figures.compared(facts.period.period)
    columns = [(period.label, period, "") for period in (facts.period, compared, facts.last_year)]
    return facts.table(name, kpis, columns)


def _by_kommun(facts: Facts) -> Page | None:
    """The kommuner beside each other; GFO last, which is not always their sum."""
    kommuner = [area for area in facts.figures.owners if area.area != GFO]
    kpis = [kpi for kpi in _BY_KOMMUN if facts.has(kpi)]
    rows: list[tuple[Cell, ...]] = [
        (area.name, *(facts.cell(kpi, facts.period, area.area) for kpi in kpis))
        for area in (*kommuner, facts.figures.area(GFO))
    ]
    head = ("Kommun", *(facts.definition(kpi).name for kpi in kpis))
    table = Table(head, tuple(rows), total=len(rows) - 1)
    grid = filled("Per kommun", table, set(range(1, len(head))))
    said = "Unika barn kan finnas i flera kommuner, så GFO är inte alltid summan."
    # What GFO itself waits for stands among the key figures.
    awaited = facts.awaited(kpis, facts.period, [area.area for area in kommuner])
    # Above the table, where a new page does not part them.
    return Page(f"Per kommun, {facts.period.label}", (Lines((said, *awaited)), grid))


def _lines(sentences: Sequence[str]) -> Lines | None:
    return Lines(tuple(sentences)) if sentences else None


def _allocation(facts: Facts) -> Page | None:
    figures = facts.figures
    year = max(
        (year for year in figures.allocations.years if year <= facts.period.last_day.year), default=None
    )
    if year is None:
        return None
    rows = figures.allocations.of(year)
    total = formats.kronor(sum(row.amount_sek for row in rows))
    chart = share_chart(rows, figures.names, str(year))
    grid = share_table(rows, figures.names, str(year), "")
    return Page(f"Kommunerna delar {total} för {year}", (chart, grid))


def _latest(facts: Facts) -> Page | None:
    """The headline figures over the latest tertials, the newest first."""
    tertials: list[PeriodInfo] = [
        tertial for tertial in facts.figures.periods("tertial") if tertial.last_day <= facts.period.last_day
    ][: -_LATEST - 1 : -1]
    grid = facts.table("De senaste tertialen", HEADLINES, [(t.label, t, "") for t in tertials])
    return Page("De senaste tertialen", (grid,)) if grid else None
