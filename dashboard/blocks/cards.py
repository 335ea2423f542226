"""Cards: one KPI's figure in the chosen area and period, its change in words, and its last periods as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from dashboard.blocks import bars
from dashboard.blocks.definitions import definition_html
from dashboard.blocks.text import block
from dashboard.blocks.told import known_before, told
from dashboard.published.records import Definition, Value
from dashboard.reader.reader import Reader
from dashboard.words import economy
from dashboard.words.absence import STRIPED, absence, remark
from dashboard.words.definitions import called
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import within
from dashboard.words.series import is_as_long
from dashboard.words.tables import Amount, Cell, Sheet, Table, figure, unit_of
from dashboard.words.uncertainty import few_cases, of_small

SPARK_PERIODS = 8
_ARROWS = {1: "▲", -1: "▼"}


def spark_html(values: Sequence[Value], chosen: str) -> str:
    """The last periods as small bars; drawing only, since the card's sentence says the change, but for what is hidden
    of them. The `chosen` period stands out."""
    scale = bars.Scale.of(values)
    found = []
    for value in values:
        if value.status == "hidden":
            found.append(f'<i class="hidden" style="{bars.style(bars.STUB, 0)}"></i>')
        elif value.value is None or not value.shown:
            found.append('<i class="missing"></i>')
        else:
            kinds = ["now"] * (value.period == chosen) + ["preliminary"] * value.preliminary
            kind = f' class="{" ".join(kinds)}"' if kinds else ""
            found.append(f'<i{kind} style="{bars.style(*scale.place(value.value))}"></i>')
    hidden = bars.how_many_hidden(values)
    told = f'role="img" aria-label="{len(values)} perioder, {hidden}"' if hidden else 'aria-hidden="true"'
    return f'<span class="spark" {told}>{"".join(found)}</span>'


def arrow(side: int) -> str:
    """The mark of a figure that is judged above or below what is usual; blank for every other."""
    return f'<span class="arrow" aria-hidden="true">{_ARROWS[side]}</span> ' if side in _ARROWS else ""


def name_html(reader: Reader, kpi: str, *, within: bool = False) -> str:
    """A KPI's name as the door to its own view; `within` a sentence."""
    definition = reader.figures.definition(kpi)
    name = f"<span>{escape(lowered(definition.name) if within else called(definition))}</span>"
    return f'<a class="door" href="{escape(reader.door("nyckeltal", visa=kpi))}">{name}</a>'


def card_html(reader: Reader, kpi: str) -> str:
    """One KPI in the chosen area and period: value, change in words, sparkline, and its definition."""
    definition, said = reader.figures.definition(kpi), told(reader, kpi)
    tail = said.unit
    if said.unit:
        # Two ways of counting that look alike on a card.
        early, label = reader.period.preliminary, reader.period.label
        last = "senast kända dagen" if early else "sista dagen"
        during = f"hittills {label}" if early else within(reader.period)
        tail += {"stock": f", {last}", "during": f" {during}"}.get(definition.measure, "")
    unit = f" <small>{escape(tail)}</small>" if tail else ""
    upwards = [f"Staplar {economy.UPWARDS}."] if definition.measure == "difference" else []
    notes = "".join(f'<p class="goal">{escape(note)}</p>' for note in (*said.notes, *upwards))
    preliminary = " preliminary" if said.preliminary else ""
    return (
        '<li class="card">'
        f'<div class="name">{name_html(reader, kpi)}'
        f'<details class="info"><summary aria-label="Om {escape(called(definition))}">i</summary>'
        f'<div class="pop">{definition_html(definition)}</div></details></div>'
        f'<div class="row"><span class="value{preliminary}"><b>{escape(said.shown)}</b>{unit}</span>'
        f"{spark_html(_drawn(reader, kpi), reader.period.period)}</div>"
        f"<p>{escape(said.change)} {arrow(said.side)}{escape(said.judged)}</p>{notes}</li>"
    )


@dataclass(frozen=True)
class OtherCard:
    """A card of a figure that is no KPI, with its own door; the last of what is `drawn` is the chosen one, and `cells`
    are its rows in the page's file."""

    door: str
    name: str
    shown: str
    unit: str
    said: str
    drawn: Sequence[Value]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def html(self) -> str:
        """As `card_html`."""
        drawn = self.drawn[-SPARK_PERIODS:]
        name, shown, unit = (escape(text) for text in (self.name, self.shown, self.unit))
        return (
            '<li class="card">'
            f'<div class="name"><a class="door" href="{escape(self.door)}"><span>{name}</span></a></div>'
            f'<div class="row"><span class="value"><b>{shown}</b> <small>{unit}</small></span>'
            f"{spark_html(drawn, drawn[-1].period if drawn else '')}</div><p>{escape(self.said)}</p></li>"
        )


def _drawn(reader: Reader, kpi: str) -> list[Value]:
    """The periods of a card's bars, to the chosen one."""
    chosen = reader.period.period
    every = reader.figures.series(kpi, reader.selection.area, reader.period.kind)
    return [value for value in every if value.period <= chosen and is_as_long(value.period, chosen)][
        -SPARK_PERIODS:
    ]


def cards(reader: Reader, kpis: Sequence[str], title: str = "", also: OtherCard | None = None) -> list[str]:
    """A row of cards under its title, with `also` another; the KPIs that have one. A KPI without figures for the area
    (GFO's own) is left out, and so is one that waits for the styrgrupp's meeting, which the page's head says; one that
    waits for somebody has no card: why is said once, with the last figures that are known."""
    figures = reader.figures
    kind, area = reader.period.kind, reader.selection.area
    known = [
        kpi
        for kpi in kpis
        if figures.has(kpi)
        and figures.series(kpi, area, kind)
        and not reader.waits_for_meeting(reader.now_and_before(kpi)[0])
    ]
    shown: list[str] = []
    if known or also:
        head = f"<h2>{escape(title)}</h2>" if title else ""
        waiting = _last_known(reader, known)
        shown = [kpi for kpi in known if kpi not in waiting]
        found = "".join(card_html(reader, kpi) for kpi in shown) + (also.html if also else "")
        found = f'<ul class="cards">{found}</ul>' if found else ""
        hidden = any(value.status == "hidden" for kpi in shown for value in _drawn(reader, kpi))
        legend = f'<p class="sub">{STRIPED}</p>' if hidden else ""
        block(f"{head}{found}{legend}{_told_once(reader, waiting)}")
        name = title or "Nyckeltal"
        table = _table(reader, known, also.cells if also else ())
        reader.sheets.append(Sheet(name, f"{name}, {reader.area.name}", table, area, kpis=tuple(known)))
    return shown


def _last_known(reader: Reader, kpis: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Of the KPIs whose figure waits for somebody, the last one that is known: KPI → figure, period."""
    figures = reader.figures
    found = {
        kpi: known_before(figures, reader.now_and_before(kpi)[0], figures.definition(kpi)) for kpi in kpis
    }
    return {kpi: known for kpi, known in found.items() if known is not None}


def _told_once(reader: Reader, waiting: Mapping[str, tuple[str, str]]) -> str:
    """Why there are no figures, and the last ones by period, each name the way to its page."""
    figures, area, label = reader.figures, reader.area, reader.period.label
    told: dict[tuple[str, str], list[str]] = {}
    for kpi, (shown, when) in waiting.items():
        why = absence(reader.now_and_before(kpi)[0], area, label, figures.names, reader.audience)
        told.setdefault((why, when), []).append(f"{name_html(reader, kpi, within=True)} {escape(shown)}")
    return "".join(
        f"<p>{escape(why)} Senast kända, {escape(when)}: {joined(each)}.</p>"
        for (why, when), each in told.items()
    )


def _table(reader: Reader, kpis: Sequence[str], also: Sequence[tuple[Cell, ...]]) -> Table:
    """The cards' figures for the page's file: a row a KPI, its period and what it is set beside; `also` other rows."""
    rows: list[tuple[Cell, ...]] = []
    for kpi in kpis:
        definition, (now, then) = reader.figures.definition(kpi), reader.now_and_before(kpi)
        both = (_with_parts(reader, definition, value) for value in (now, then))
        rows.append((called(definition), unit_of(definition), *both, remark(now)))
    columns = ("Nyckeltal", "Enhet", reader.period_said, reader.compared.label, "Anmärkning")
    return Table(columns, (*rows, *also))


def _with_parts(reader: Reader, definition: Definition, value: Value) -> Amount:
    of = few_cases(definition, value) or of_small(reader.figures.definitions, definition, value)
    return replace(figure(value, definition), of=of)
