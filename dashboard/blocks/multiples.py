"""Small multiples on one scale: a KPI by one of its cuts or by kommun, or several KPIs with one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard.blocks import pictures, text
from dashboard.blocks.bars import STUB, Scale, how_many_hidden, style
from dashboard.blocks.told import drawn, standing, why_standing
from dashboard.published.opening_stock import opening_stock, without_opening
from dashboard.published.records import Definition, PeriodInfo, Value
from dashboard.reader.reader import Reader
from dashboard.words import economy, formats
from dashboard.words.absence import bars_legend, only_yearly
from dashboard.words.cuts import STEPS
from dashboard.words.grammar import joined, lowered
from dashboard.words.series import by_size, ends, highest, largest_part
from dashboard.words.tables import Table, figure
from dashboard.words.uncertainty import of_small
from dashboard.words.weightiest import Course, changed_title, weightiest
from pipelines.kpi.definitions import CUT_LISTS
from pipelines.kpi.words import BY_YEAR, is_money

# A row of a wide screen.
_IN_VIEW = 4
#: Fewer cases than this are told and not drawn: each would be a bar as long as many are elsewhere.
FEW_DRAWN = 5


@dataclass(frozen=True)
class Part:
    """One of several series beside each other; `before` is what the period's figure is set beside, `door` where its
    name leads, `own` the one to look at."""

    name: str
    values: tuple[Value, ...]
    before: Value | None = None
    door: str = ""
    own: bool = False


def parts(
    reader: Reader,
    kpi: str,
    dimension: str,
    *,
    title: str,
    sub: str,
    key: str,
    largest: str = "",
    changed: str = "",
) -> None:
    """A KPI by one of its cuts as small multiples on one scale, the period's largest part first; steps in their
    order. The heading says what has `changed` (`words.weightiest`), else what is `largest` (`series.largest_part`). Of
    a period that is awaited the figures are the last ones known."""
    figures = reader.figures
    if not figures.has(kpi):
        return
    definition, words = figures.definition(kpi), figures.codes(CUT_LISTS.get(dimension, dimension))
    told = standing(reader, kpi)
    compared = figures.compared(told.period).period
    found: list[Part] = []
    opening = opening_stock(figures, kpi, reader.selection.area)
    for cut in figures.cuts(kpi, dimension):
        series = without_opening(drawn(reader, kpi, cut), opening)
        if any(value.value or not value.shown for value in series):
            code = cut.split("=", 1)[1]
            before = figures.value(kpi, reader.selection.area, compared, cut)
            found.append(Part(words.get(code, code), series, before))
    if dimension in STEPS:
        steps = list(words.values())
        found.sort(key=lambda part: steps.index(part.name) if part.name in steps else len(steps))
    else:
        found.sort(key=lambda part: by_size(part.values, told.period))
    # Of many sizes the largest are in view; steps stand together.
    few = _IN_VIEW if largest and dimension not in STEPS and len(found) > _IN_VIEW + 1 else 0
    _told_in_title(
        reader,
        found,
        definition,
        title=title,
        largest=largest,
        changed=changed,
        sub=f"{why} {sub}" if (why := why_standing(reader, kpi)) else sub,
        key=key,
        kpis=[kpi],
        in_view=few,
        period=told,
    )


def beside(
    reader: Reader,
    kpis: Sequence[str],
    *,
    title: str,
    largest: str,
    changed: str,
    sub: str,
    key: str,
    of_few: str = "",
) -> None:
    """Several KPIs with one unit as small multiples on one scale, in the order given; each name is a door. `of_few`
    stands for `sub` where no bar would come to as many as are told without a drawing."""
    figures, area, period = reader.figures, reader.selection.area, reader.period
    known = [
        kpi
        for kpi in kpis
        if figures.has(kpi)
        and figures.series(kpi, area, period.kind)
        and not reader.waits_for_meeting(figures.value(kpi, area, period.period))
    ]
    if not known:
        return
    found = [
        Part(
            figures.definition(kpi).name,
            drawn(reader, kpi),
            reader.now_and_before(kpi)[1],
            door=reader.door("nyckeltal", visa=kpi),
        )
        for kpi in known
    ]
    _told_in_title(
        reader,
        found,
        figures.definition(known[0]),
        title=title,
        largest=largest,
        changed=changed,
        sub=sub,
        key=key,
        kpis=known,
        period=period,
        of_few=of_few,
    )
    yearly = [
        figures.definition(kpi).name
        for kpi in kpis
        if kpi not in known and figures.has(kpi) and figures.value(kpi, area, period.period).reason == BY_YEAR
    ]
    if yearly:
        text.note(only_yearly(yearly))


def _told_in_title(
    reader: Reader,
    found: Sequence[Part],
    definition: Definition,
    *,
    title: str,
    largest: str,
    changed: str,
    sub: str,
    key: str,
    kpis: Sequence[str],
    period: PeriodInfo,
    in_view: int = 0,
    of_few: str = "",
) -> None:
    """Parts of the chosen area, with the one that has changed most in the title; where none has, the largest."""
    named = [(part.name, part.values) for part in found]
    other = None if period == reader.period else period
    courses = [
        Course(part.name, now, part.before, part.values)
        for part in found
        for now in part.values
        if now.period == period.period and part.before is not None
    ]
    compared = reader.figures.compared(period.period)
    most = weightiest(courses, definition, compared) if changed else None
    if most is not None:
        head = changed_title(changed, most, definition, compared, reader.figures.labels, other)
        # What the heading tells of is never folded away.
        found = sorted(found, key=lambda part: part.name != most.name) if in_view else found
    else:
        head = largest_part(title, largest, named, definition, period.period)
        head += f", {other.label}" if other else ""
    if of_few and all(
        value.shown and (value.value or 0) < FEW_DRAWN for _name, own in named for value in own
    ):
        pictures.in_words(
            reader,
            name=title,
            title=head,
            sub=f"{reader.area.name}. {of_few}",
            said=_of_few(named, period),
            table=parts_table(named, definition, reader.figures.labels),
            area=reader.selection.area,
            key=key,
            kpis=kpis,
        )
        return
    multiples(
        reader,
        found,
        definition,
        name=title,
        title=head,
        sub=f"{reader.area.name}. {sub}",
        area=reader.selection.area,
        key=key,
        kpis=kpis,
        in_view=in_view,
        period=period.period,
    )


def _of_few(named: Sequence[tuple[str, Sequence[Value]]], period: PeriodInfo) -> str:
    """`T2 2026: matchningar 0 och återtagna remisser 1. Färre än 5 av varje slag i alla perioder; …`."""
    now = [
        f"{lowered(name)} {formats.figure(value.value, value.status)}"
        for name, values in named
        for value in values
        if value.period == period.period
    ]
    told = f"{period.label}: {joined(now)}. " if now else ""
    return f"{told}Färre än {formats.number(FEW_DRAWN)} av varje slag i alla perioder; alla står i tabellen."


def multiples(
    reader: Reader,
    found: Sequence[Part],
    definition: Definition,
    *,
    name: str,
    title: str,
    sub: str,
    area: str,
    key: str,
    kpis: Sequence[str],
    said: str = "",
    below: tuple[str, str] | None = None,
    in_view: int = 0,
    period: str = "",
) -> None:
    """Small multiples as blocks that flow to the width of the screen: a phone gets one column, a screen four.

    `area` whose figures they are; blank: every kommun's, where the one that is `own` stands out. Those after the first
    `in_view` are folded away; 0 folds none. `period` is that of their figures, where it is not the chosen one.
    """
    if not found:
        return
    labels, chosen = reader.figures.labels, reader.selection.period
    told = period or chosen
    of = "" if told == chosen else labels[told]
    scale = Scale.of(value for part in found for value in part.values)
    figures = reader.figures
    legend = bars_legend(
        (value for part in found for value in part.values),
        [figures.period(period) for period in sorted(figures.under_way)],
        definition.measure,
        figures.release.reporting_date,
    )
    named = [(part.name if not area else lowered(part.name), part.values) for part in found]
    upwards = economy.ITEMS_UPWARDS if definition.measure == "difference" else ""
    sub = " ".join(filter(None, (sub, highest(named, definition, labels), upwards, legend)))
    every = reader.figures.definitions
    tiles = [_tile(part, scale, definition, every, labels, told, of) for part in found]
    first = in_view or len(tiles)
    html = _tiles(tiles[:first], areas=not area)
    if rest := tiles[first:]:
        html += (
            f'<details class="printed"><summary>Visa de {formats.number(len(rest))} andra</summary>'
            f"{_tiles(rest, areas=not area)}</details>"
        )
    pictures.tiles(
        reader,
        html,
        name=name,
        title=title,
        sub=sub,
        table=parts_table([(part.name, part.values) for part in found], definition, labels),
        area=area,
        key=key,
        kpis=kpis,
        said=said,
        below=below,
    )


def _tiles(tiles: Sequence[str], *, areas: bool) -> str:
    return f'<ul class="multiples{" areas" if areas else ""}">{"".join(tiles)}</ul>'


def _tile(
    part: Part,
    scale: Scale,
    definition: Definition,
    every: Mapping[str, Definition],
    labels: Mapping[str, str],
    chosen: str,
    of: str,
) -> str:
    """One part: its name, the period's figure, what it is `of` and of how few it is a share, its bars, and the ends of
    its time axis."""
    series = part.values
    now = next((value for value in series if value.period == chosen), None)
    shown = formats.MISSING
    if now is not None:
        shown = formats.card_figure(now.value, now.status, definition.unit, definition.decimals)
        of = ", ".join(filter(None, (of_small(every, definition, now), of)))
    bars = []
    for value in series:
        told = formats.figure(value.value, value.status, definition.unit, definition.decimals)
        kind, height, bottom = "now" if value.period == chosen else "", 0, 0
        if value.status == "hidden":
            kind, height = "hidden", STUB
        elif not value.shown or value.value is None:
            kind = "missing"
        else:
            height, bottom = scale.place(value.value)
            # What is written as nothing has no bar, and what is something has one.
            written = formats.rounded(value.value, definition.decimals)
            height = max(height, 1) if written or (is_money(definition.unit) and value.value) else 0
            kind = f"{kind} preliminary".strip() if height and value.preliminary else kind
        bars.append(TileBar(kind, height, f"{labels.get(value.period, value.period)}: {told}", bottom))
    span = (labels.get(series[0].period, ""), labels.get(series[-1].period, "")) if series else ("", "")
    told = ", ".join(
        filter(None, (f"{part.name}: {ends(series, definition, labels)}", how_many_hidden(series)))
    )
    return tile_html(part.name, shown, bars, span, told, beside=of, door=part.door, own=part.own)


@dataclass(frozen=True)
class TileBar:
    """One bar of a tile: `now` and `preliminary`, or `hidden`, `missing` or blank, its height and what is under it in
    per cent, and what it says of itself. A missing one is dots where it would stand."""

    kind: str
    height: int
    hint: str
    bottom: int = 0


def tile_html(
    name: str,
    shown: str,
    bars: Sequence[TileBar],
    span: tuple[str, str],
    told: str,
    *,
    beside: str = "",
    under: str = "",
    door: str = "",
    own: bool = False,
    ground: int | None = None,
) -> str:
    """A name, the figure now with what is said beside and under it, bars over time and the ends of these.

    `told` is the text alternative of the bars, `door` where the name leads; the one that is `own` stands out. `ground`:
    how far up the line of zero lies, in per cent, where bars go both ways from it.
    """
    small = f" <small>{escape(beside)}</small>" if beside else ""
    line = f'<div class="sub">{escape(under)}</div>' if under else ""
    drawn = "".join(
        f'<i class="{bar.kind}" style="{style(bar.height, bar.bottom)}" title="{escape(bar.hint)}"></i>'
        for bar in bars
    )
    if ground is not None:
        drawn = f'<s style="bottom:{ground}%"></s>{drawn}'
    title = escape(name)
    if door:
        title = f'<a class="door" href="{escape(door)}">{title}</a>'
    return (
        f'<li{" class=own" if own else ""}><div class="name">{title}</div>'
        f'<div class="value">{escape(shown)}{small}</div>{line}'
        f'<div class="bars" role="img" aria-label="{escape(told)}">{drawn}</div>'
        f'<div class="ends" aria-hidden="true"><span>{escape(span[0])}</span><span>{escape(span[1])}</span></div></li>'
    )


def parts_table(
    found: Sequence[tuple[str, tuple[Value, ...]]], definition: Definition, labels: Mapping[str, str]
) -> Table:
    """A row a period, a column a part."""
    periods = sorted({value.period for _name, series in found for value in series})
    by_part = [{value.period: value for value in series} for _name, series in found]
    under_way = {value.period for _name, series in found for value in series if value.preliminary}
    return Table(
        columns=("Period", *(name for name, _series in found)),
        rows=tuple(
            (
                labels.get(p, p) + (" (preliminärt)" if p in under_way else ""),
                *(figure(part[p], definition) if p in part else None for part in by_part),
            )
            for p in periods
        ),
    )
