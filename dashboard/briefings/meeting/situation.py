"""The first screen of a meeting: what is unusual in large figures, else three that a meeting always asks for."""

from __future__ import annotations

from dashboard.blocks import summary
from dashboard.blocks.headlines import by_topic
from dashboard.blocks.unusual import judged_here
from dashboard.briefings.meeting.awaited import set_against
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Big, Lines
from dashboard.published.records import Said, Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.absence import last_known
from dashboard.words.definitions import called
from dashboard.words.grammar import lowered
from dashboard.words.topics import HEADLINES, LARGE
from dashboard.words.uncertainty import of_how_many
from dashboard.words.usual import usually
from pipelines.periods import Period

# So many figures fill the wall.
_LARGEST = 3
_Figure = tuple[str, str, str]


def situation(reader: Reader) -> Screen | None:
    """What is unusual, the weightiest first, and how the targets stand and the period went; where nothing is, or
    nothing is judged, three figures that are always there, under how the targets stand."""
    title, found = f"Läget {reader.period_said}", _unusual(reader)
    if found:
        large = found[:_LARGEST]
        sentences = summary.sentences(reader, [said.kpi for said, _value in large])
        figures = tuple(_beside_usual(reader, said, value) for said, value in large)
        noun = "siffra" if len(found) == 1 else "siffror"
        return _screen(
            f"{title}: {formats.number(len(found))} {noun} är {odd(len(found))}", figures, sentences
        )
    sentences = summary.sentences(reader)
    if goals := summary.goals(reader):
        # The message is the heading; what is told of it is the next screens'.
        title, sentences = f"{title}: {lowered(goals[0]).removesuffix('.')}", sentences[len(goals) :]
    return _screen(title, _usual(reader), sentences)


def odd(count: int) -> str:
    """How so many are called that are not as usual."""
    return "ovanlig" if count == 1 else "ovanliga"


def _screen(title: str, large: tuple[_Figure, ...], sentences: list[str]) -> Screen:
    told = [Lines(tuple(sentences))] if sentences else []
    return Screen(title, (*([Big(large)] if large else []), *told))


def _unusual(reader: Reader) -> list[tuple[Said, Value]]:
    """What is not as usual and is shown, the headline figures first, as in *Att uppmärksamma*."""
    found = sorted(judged_here(reader), key=lambda said: said.kpi not in HEADLINES)
    told = ((said, summary.spoken(reader, said)) for said in found)
    return [(said, value) for said, value in told if value.shown and value.value is not None]


def _beside_usual(reader: Reader, said: Said, value: Value) -> _Figure:
    """A figure, its name, and what it usually is; of one that lies within that, as where several tertials were judged
    together, which way it goes."""
    definition = reader.figures.definition(said.kpi)
    near = reader.figures.judgements.usual(said.kpi, said.area).get(value.period)
    beside = usually(value, near, definition) if near else ""
    if not beside:
        against = set_against(reader.compared.label, reader.now_and_before(said.kpi)[1], definition.unit)
        several = Period.parse(value.period).kind == "rolling"
        beside = f"ovanligt {'högt' if said.side == 1 else 'lågt'}"
        beside += " på tre tertial" if several else f"; {against}" if against else ""
    # A share of few referrals says nothing without them.
    few = of_how_many(value) if said.kpi == "match_rate" else ""
    told = formats.figure(value.value, value.status, definition.unit, definition.decimals)
    return told, called(definition), "; ".join(filter(None, (few, beside)))


def _usual(reader: Reader) -> tuple[_Figure, ...]:
    """Three figures with what each is set beside, or the last known of one that is awaited."""
    rows = {row.kpi: row for _topic, found in by_topic(reader) for row in found}
    return tuple(
        (
            row.value,
            row.name,
            last_known(*row.known)
            if row.known
            else set_against(reader.compared.label, reader.now_and_before(row.kpi)[1], ""),
        )
        for row in (rows[kpi] for kpi in LARGE if kpi in rows)
    )
