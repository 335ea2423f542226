"""The screens of a meeting: each one message, made of the figures that the reader has chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from dashboard.blocks import attention
from dashboard.blocks.agreed import with_figure
from dashboard.blocks.changed_figures import deliveries_of, example, headlines_first
from dashboard.blocks.headlines import Row, by_topic, former_of, headline_topics
from dashboard.blocks.unusual import is_judged, others_unusual
from dashboard.briefings.meeting.agenda import MOST_QUESTIONS, QUESTIONS, Item, read_agenda
from dashboard.briefings.meeting.awaited import awaited, set_against
from dashboard.briefings.meeting.care import daily_cost, placements
from dashboard.briefings.meeting.goals import goals
from dashboard.briefings.meeting.money import allocation, money, what_if
from dashboard.briefings.meeting.questions import from_figures
from dashboard.briefings.meeting.referrals import ahead, referrals, the_bank
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.meeting.situation import odd, situation
from dashboard.briefings.parts import Grid, Lines, Single, filled, one_series
from dashboard.reader.reader import Reader
from dashboard.words import causes, formats
from dashboard.words.absence import each_last_known
from dashboard.words.attention import revised
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import spoken_day, when
from dashboard.words.summary import most_of
from dashboard.words.tables import Amount, Table
from dashboard.words.topics import HEADLINE_TOPICS
from dashboard.words.uncertainty import of_how_many
from pipelines.reference import GFO

#: The screen that a proposal's door leads to.
PROPOSAL = "tankom"
_CAUSES = 5
_AGREED = 2
#: What stands over the questions that nobody has written.
FROM_FIGURES = "Ur siffrorna"
#: The topics whose headline figures stand on the first of two screens.
_TO_A_HOME = ("Remisser", "Familjehem")


def attend(reader: Reader, *, targets: bool = True) -> Screen | None:
    """What stands out, the weightiest first; without the `targets` where another screen tells of them."""
    every = attention.in_papers(reader, targets=targets)
    found = every[: attention.MOST]
    if not found:
        return Screen(attention.TITLE, (Lines((attention.nothing(reader),)),))
    table = Table(("", ""), tuple((line.what, line.told) for line in found))
    others = list(dict.fromkeys(lowered(line.what) for line in every[attention.MOST :]))
    also = f"Dessutom: {joined(others)}. Allt står på Översikt."
    left = [Lines((also,))] if others else []
    return Screen(most_of(attention.TITLE, len(found), len(every)), (Grid(attention.TITLE, table), *left))


def referrals_in_brief(reader: Reader) -> Screen | None:
    """The headline figures on the way to a home."""
    return _in_brief(reader, "Remisser och familjehem", _TO_A_HOME)


def children_in_brief(reader: Reader) -> Screen | None:
    """The headline figures of the children in care, how it went, and what it costs."""
    topics = tuple(topic for topic, _kpis in HEADLINE_TOPICS if topic not in _TO_A_HOME)
    return _in_brief(reader, "Barn, kvalitet och pengar", topics)


def _in_brief(reader: Reader, what: str, topics: Collection[str]) -> Screen | None:
    asked = headline_topics(reader)
    chosen = tuple(one for one in asked if one[0] in topics)
    if topics == _TO_A_HOME:
        # Most of what is unusual is of referrals and homes.
        chosen = (*chosen, others_unusual(reader, asked))
    found = by_topic(reader, chosen)
    rows = [row for _topic, of_topic in found for row in of_topic]
    if not rows:
        return None
    title = _odd_of(reader, what, rows)
    former = former_of(reader.figures, reader.period)
    head = (
        "Nyckeltal", reader.period.label, reader.compared.label, former.label if former else "", "Ovanligt",
    )  # fmt: skip

    def told(row: Row) -> tuple[str, str, str, str, str]:
        # A share of a kommun's few referrals says nothing without them.
        few = of_how_many(reader.now_and_before(row.kpi)[0]) if row.kpi == "match_rate" else ""
        value = f"{row.value} ({few.replace(' ', formats.NBSP)})" if few else row.value
        return (row.name, value, row.before, row.last if former else "", row.mark)

    known = each_last_known(
        ((row.name, row.change, *row.known) for row in rows if row.known), reader.area.name
    )
    table = filled(title, Table(head, tuple(told(row) for row in rows)), {1, 2, 3})
    return Screen(title, (table, *([Lines(tuple(known))] if known else [])))


def _odd_of(reader: Reader, what: str, rows: Sequence[Row]) -> str:
    """`Remisser och familjehem: 3 av 12 siffror är ovanliga`, and where none is that, of those that are judged; where
    none is judged what they are."""
    if unusual := sum(bool(row.mark) for row in rows):
        return f"{what}: {formats.number(unusual)} av {formats.number(len(rows))} siffror är {odd(unusual)}"
    judged = sum(is_judged(reader, row.kpi) for row in rows)
    if not judged:
        return f"Nyckeltalen i korthet: {lowered(what)}"
    if judged == 1:
        return f"{what}: den siffra som bedöms är inte ovanlig"
    of = (
        f"{formats.number(judged)} siffror"
        if judged == len(rows)
        else f"de {formats.number(judged)} siffror som bedöms"
    )
    return f"{what}: ingen av {of} är ovanlig"


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
        part, former = reader.now_and_before(kpi, f"kategori={code}")
        if part.value or former.value or part.status == "hidden":
            against = set_against(reader.compared.label, former, "")
            rows.append((word, Amount(part.value, status=part.status), against))
    rows.sort(key=lambda row: -(row[1].number or 0))
    body: list[Single] = [one_series(rows, title=title)] if rows else []
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
    behind = Counter(place for _cause, places in every for place in places)
    for cause, places in every[:_CAUSES]:
        # Of each cause another figure, one that nothing else has changed where there is any, the headline ones first.
        place = min(places, key=lambda place: (place in told, behind[place] > 1, places.index(place)))
        told.add(place)
        one = found[place]
        rows.append((cause, formats.number(len(places)), example(one, figures.definitions.get(one.kpi))))
    table = Table(("Orsak", "Siffror", "Till exempel"), tuple(rows))
    several = causes.several(found, named, left_out=len(every[_CAUSES:]))
    return Screen(
        revised(len(found), since).removesuffix("."),
        (Grid("Ändrade siffror", table, numbers=(1,)), *([Lines((several,))] if several else [])),
    )


ATTEND, GOALS = "uppmarksamma", "mal"
SCREENS: Mapping[str, Callable[[Reader], Screen | None]] = {
    "laget": situation,
    GOALS: goals,
    ATTEND: attend,
    "nyckeltal": referrals_in_brief,
    "nyckeltalbarn": children_in_brief,
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


def screens_of(home: Path, reader: Reader) -> list[tuple[Item, Screen]]:
    """Every screen of the home's agenda that the area and period have something for. Raises ReaderError as
    `read_agenda`."""
    items = read_agenda(home, SCREENS)
    # A meeting that has the targets on a screen of their own reads of them there.
    of_goals = any(item.shows == GOALS for item in items) and goals(reader) is not None

    def made(item: Item) -> Screen | None:
        if item.shows == QUESTIONS:
            return to_decide(reader, item)
        if item.shows == ATTEND:
            return attend(reader, targets=not of_goals)
        return SCREENS[item.shows](reader)

    return [(item, screen) for item in items if (screen := made(item)) is not None]


def to_decide(reader: Reader, asked: Item) -> Screen | None:
    """What the home's own file says that the meeting is to decide on, which is GFO's, and what follows from the
    figures; then what has been agreed on already, of a kommun the newest that is its own to do first."""
    area = reader.selection.area
    agreed = sorted(reader.figures.actions(area), key=lambda one: (area != GFO and one.area != GFO, one.day))[
        -_AGREED:
    ]
    own = asked.questions if area == GFO else ()
    found = from_figures(reader, own, agreed)[: MOST_QUESTIONS - len(own)] if asked.from_figures else ()
    # Through both lists, so that a meeting can speak of question 4.
    numbered = [f"{n}.{formats.NBSP}{question}" for n, question in enumerate((*own, *found), start=1)]
    lists = ((numbered[: len(own)], ""), (numbered[len(own) :], FROM_FIGURES))
    body = [Lines(tuple(questions), head=head) for questions, head in lists if questions]
    for day, those in groupby(sorted(agreed, key=lambda one: one.day), key=lambda one: one.day):
        told = tuple(f"{with_figure(reader, one)} Gjort?" for one in those)
        body.append(Lines(told, head=f"Överenskommet den {spoken_day(day)}"))
    title = "Att ta ställning till" if own or found else "Överenskommet sedan tidigare"
    return Screen(title, tuple(body)) if body else None
