"""One KPI's own view: its figure in a sentence, over time, by kommun, by its parts, every period, and how it is
counted."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.blocks.cards import arrow
from dashboard.blocks.changed_figures import since_meeting
from dashboard.blocks.choices import choose
from dashboard.blocks.multiples import parts
from dashboard.blocks.over_time import over_time
from dashboard.blocks.told import only_of_gfo, told
from dashboard.blocks.told_cost import unusual_before, why_dearer, why_more
from dashboard.published.partial import partial_figure
from dashboard.reader.reader import Reader
from dashboard.views.kpi import country, kommuner, sentences
from dashboard.views.kpi.definition import definition_section
from dashboard.words import formats, targets
from dashboard.words.cuts import DIMENSIONS, dimensions
from dashboard.words.definitions import called
from dashboard.words.grammar import lowered
from dashboard.words.periods import each, per, when
from pipelines.reference import GFO

# What is told of why they changed.
_WHY = {"cost_per_care_day": why_dearer, "placement_cost": why_more}


def one(reader: Reader, kpi: str) -> None:
    """Top to bottom as a reader asks: what it is now, how it has gone, who, what of, when, and what it means."""
    only_gfo = only_of_gfo(reader.figures, kpi, reader.selection.area, reader.period.kind)
    shown = reader.of_gfo if only_gfo else reader
    _now(shown, kpi)
    if only_gfo:
        text.note(f"Nyckeltalet finns bara för hela GFO, inte för {reader.area.name}.")
    over_time(shown, kpi, "over-tid", judged_above=True, below=kommuner.every_period_at(shown))
    kommuner.beside_each_other(shown, kpi)
    country.sections(shown, kpi)
    _parts(shown, kpi)
    kommuner.every_period(shown, kpi)
    definition_section(shown, kpi)


def _now(reader: Reader, kpi: str) -> None:
    """The figure, its change, its judgement, its target and how far it is."""
    figures, area, period = reader.figures, reader.area, reader.period
    definition, said = figures.definition(kpi), told(reader, kpi)
    now, _ = reader.now_and_before(kpi)
    at = when(period, definition.measure, figures.release.reporting_date)
    # A share that it is too early to tell has no figure.
    opening = sentences.opening(area.name, now, definition, at) if said.shown != formats.MISSING else ""
    lead = f"{opening} {said.change}".strip()
    judged = f"<p>{arrow(said.side)}{escape(said.judged)}</p>" if said.judged else ""
    aim = figures.goal(kpi, area.area, period.period)
    notes = list(said.notes)
    if aim and (far := targets.how_far(aim, definition)):
        # The goal stands last; the heading of the chart says what it is held to.
        notes[-1] = f"{targets.told(aim, definition, period.period)}. {far}."
    if area.area == GFO and (waiting := partial_figure(figures.source, kpi, period.period)):
        notes.append(sentences.partial(waiting, figures.names, definition, reader.compared))
    if kpi in _WHY:
        notes += [_WHY[kpi](reader), unusual_before(reader)]
    notes.append(since_meeting(reader, kpi))
    text.block(
        f'<h2 class="kpi">{escape(called(definition))}</h2><p class="sub">{escape(definition.question)}</p>'
        f'<p class="lead">{escape(lead)}</p>{judged}'
        + "".join(f'<p class="sub">{escape(note)}</p>' for note in notes if note)
    )


def _parts(reader: Reader, kpi: str) -> None:
    """The KPI by one of its dimensions, chosen by the reader where there are several."""
    figures, kind, area = reader.figures, reader.period.kind, reader.selection.area
    definition = figures.definition(kpi)
    known = [
        dimension
        for dimension in dimensions(definition.cuts)
        if any(figures.series(kpi, area, kind, cut) for cut in figures.cuts(kpi, dimension))
    ]
    if not known:
        text.paragraph(sentences.undivided(definition, reader.is_own, kind))
        return
    dimension = reader.selection.choice("del", known, known[0])
    word = DIMENSIONS.get(dimension, dimension)
    if len(known) > 1:
        text.heading("Uppdelat", on_paper=False)
        choose(reader, "del", "Dela upp efter", known, dimension, lambda name: DIMENSIONS.get(name, name))
    span = f"den sista dagen i {each(kind)}" if definition.measure == "stock" else per(kind)
    parts(
        reader,
        kpi,
        dimension,
        title=f"{definition.name} efter {lowered(word)}",
        sub=f"{kommuner.unit(definition)} {span}, på samma skala.",
        key="delar",
    )
