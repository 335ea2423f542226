"""The screens of a meeting: each one message, made of the figures that the reader has chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.blocks import attention, summary
from dashboard.blocks.changed_figures import deliveries_of, example, headlines_first
from dashboard.blocks.headlines import Row, by_topic, former_of
from dashboard.briefings.meeting.awaited import awaited, set_against
from dashboard.briefings.meeting.care import daily_cost, placements
from dashboard.briefings.meeting.goals import goals
from dashboard.briefings.meeting.money import allocation, money, what_if
from dashboard.briefings.meeting.referrals import ahead, referrals, the_bank
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Beside, Big, Grid, Lines, Part, filled, one_series
from dashboard.reader.reader import Reader
from dashboard.words import causes, formats
from dashboard.words.absence import each_last_known, last_known
from dashboard.words.attention import revised
from dashboard.words.periods import spoken_day, when
from dashboard.words.summary import most_of
from dashboard.words.tables import Amount, Table
from dashboard.words.topics import HEADLINE_TOPICS, HEADLINE_TOPICS_OF_A_KOMMUN
from dashboard.words.uncertainty import of_how_many
from pipelines.reference import GFO

#: The screen that a proposal's door leads to.
PROPOSAL = "tankom"
_LARGE = ("referrals_received", "bank_homes_available", "children_in_care")
_CAUSES = 5


def situation(reader: Reader) -> Screen | None:
    """Three figures and what is said of the period."""
    rows = {row.kpi: row for _topic, found in by_topic(reader) for row in found}
    large = tuple(
        (
            row.value,
            row.name,
            last_known(*row.known)
            if row.known
            else set_against(reader.compared.label, reader.now_and_before(row.kpi)[1], ""),
        )
        for row in (rows[kpi] for kpi in _LARGE if kpi in rows)
    )
    told = Lines(tuple(summary.sentences(reader)))
    return Screen(f"Läget {reader.period_said}", (Big(large), told) if large else (told,))


def attend(reader: Reader) -> Screen | None:
    """What stands out, the weightiest first."""
    every = attention.in_papers(reader)
    found = every[: attention.MOST]
    if not found:
        return Screen(attention.TITLE, (Lines((attention.nothing(reader),)),))
    table = Table(("", ""), tuple((line.what, line.sentence) for line in found))
    return Screen(most_of(attention.TITLE, len(found), len(every)), (Grid(attention.TITLE, table),))


def in_brief(reader: Reader) -> Screen | None:
    """Every headline figure, in two tables beside each other."""
    of_kommun = reader.selection.area != GFO
    topics = by_topic(reader, HEADLINE_TOPICS_OF_A_KOMMUN if of_kommun else HEADLINE_TOPICS)
    rows = [row for _topic, found in topics for row in found]
    if not rows:
        return None
    half = (len(rows) + 1) // 2
    former = former_of(reader.figures, reader.period)
    # A kommun's rows are more, and leave no room for a third number.
    before = former.label if former and not of_kommun else ""
    head = ("Nyckeltal", reader.period.label, reader.compared.label, before, "Ovanligt")

    def told(row: Row) -> tuple[str, str, str, str, str]:
        # A share of a kommun's few referrals says nothing without them.
        few = of_how_many(reader.now_and_before(row.kpi)[0]) if row.kpi == "match_rate" else ""
        value = f"{row.value} ({few})" if few else row.value
        return (row.name, value, row.before, row.last if before else "", row.mark)

    left, right = (
        filled(name, Table(head, tuple(told(row) for row in one)), {1, 2, 3})
        for name, one in (("Nyckeltal, första halvan", rows[:half]), ("Nyckeltal, andra halvan", rows[half:]))
    )
    known = each_last_known(
        ((row.name, row.change, *row.known) for row in rows if row.known), reader.area.name
    )
    return Screen("Nyckeltalen i korthet", (Beside(left, right), *([Lines(tuple(known))] if known else [])))


def deviations(reader: Reader) -> Screen | None:
    """What went wrong in the cooperation, by category."""
    figures, kpi = reader.figures, "deviations_reported"
    now, was = reader.now_and_before(kpi)
    still, _ = reader.now_and_before("deviations_open")
    if not now.shown or now.value is None:
        return awaited(reader, kpi)
    noun = "avvikelse" if now.value == 1 else "avvikelser"
    count = formats.number(now.value) if now.value else "Inga"
    title = f"{count} {noun} rapporterades under {reader.period_said}"
    if was.shown and was.value is not None:
        title += f", mot {formats.number(was.value) if was.value else 'inga'} {reader.compared.label}"
    rows = []
    for code, word in figures.codes("kategori").items():
        part, _ = reader.now_and_before(kpi, f"kategori={code}")
        if part.value or part.status == "hidden":
            rows.append((word, Amount(part.value, status=part.status), ""))
    rows.sort(key=lambda row: -(row[1].number or 0))
    body: list[Part] = [one_series(rows, title=title)] if rows else []
    if still.shown and still.value is not None:
        day = when(reader.period, "stock", figures.release.reporting_date)
        every = f"Öppna avvikelser {day}, oavsett när de rapporterades: {formats.number(still.value)}."
        body.append(Lines((every,)))
    return Screen(title, tuple(body))


def changed(reader: Reader) -> Screen | None:
    """Why figures differ from what the last meeting saw, and one of each cause; no screen where none do."""
    figures = reader.figures
    if not figures.meetings or not reader.is_newest:
        return None
    since = f"den {spoken_day(figures.meetings[0].meeting_on)}"
    found = headlines_first(reader)
    if not found:
        return None
    rows, told = [], set[int]()
    named = deliveries_of(figures)
    every = causes.causes(found, named)
    for cause, places in every[:_CAUSES]:
        # Of each cause another figure, the headline ones first.
        place = next((place for place in places if place not in told), places[0])
        told.add(place)
        one = found[place]
        rows.append((cause, formats.number(len(places)), example(one, figures.definitions.get(one.kpi))))
    table = Table(("Orsak", "Siffror", "Till exempel"), tuple(rows))
    several = causes.several(found, named, left_out=len(every[_CAUSES:]))
    return Screen(
        revised(len(found), since).removesuffix("."),
        (Grid("Ändrade siffror", table, numbers=(1,)), *([Lines((several,))] if several else [])),
    )


SCREENS: Mapping[str, Callable[[Reader], Screen | None]] = {
    "laget": situation,
    "uppmarksamma": attend,
    "mal": goals,
    "nyckeltal": in_brief,
    "remisser": referrals,
    "banken": the_bank,
    "framat": ahead,
    "placeringar": placements,
    "dygnskostnad": daily_cost,
    "fordelning": allocation,
    PROPOSAL: what_if,
    "ekonomi": money,
    "avvikelser": deviations,
    "andrat": changed,
}
