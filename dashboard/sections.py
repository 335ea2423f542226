"""Sections that several pages share: one KPI over time, parts beside each other, kommuner compared.

A section asks the figures, lets `charts` draw and `sentences` tell, and hands it all to `components`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import charts, components, formats, pictures, sentences, signals
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.records import Definition, Value
from dashboard.selection import Selection

_SHOWN_TERTIALS = 24


def labels_of(figures: Figures) -> dict[str, str]:
    """Period id → label, for every tertial."""
    return {period.period: period.label for period in figures.periods("tertial")}


def names_of(figures: Figures) -> dict[str, str]:
    """Area code → name."""
    return {area.area: area.name for area in figures.areas}


def over_time(figures: Figures, selection: Selection, kpi: str, key: str) -> None:
    """One KPI over the tertials: the chosen area in front, its usual limits as a band, the others grey."""
    if not figures.has(kpi) or not figures.series(kpi, selection.area):
        return
    area, period = figures.area(selection.area), figures.period(selection.period)
    definition, labels = figures.definition(kpi), labels_of(figures)
    series = figures.series(kpi, area.area)
    before = sentences.year_before(period.period)
    usual = signals.usual(figures, kpi, area.area)
    now = figures.value(kpi, area.area, period.period)
    # What is not final yet is not judged.
    judged = None if now.preliminary else signals.said(figures, kpi, area.area, period.period)
    comments = figures.comments(kpi, area.area)
    others = "; övriga kommuner i grått" if area.area != "GFO" else ""
    band = "; det vanliga som ljust band" if usual else ""
    tail = formats.unit_tail(definition.unit) or (
        "kronor" if formats.is_money(definition.unit) else "procent"
    )
    pictures.chart(
        charts.trend(
            figures.all_series(kpi),
            area.area,
            definition,
            names_of(figures),
            labels,
            components.palette(),
            chosen=period.period,
            usual=usual,
            comments=comments,
        ),
        title=sentences.trend_title(
            now,
            figures.value(kpi, area.area, before),
            definition,
            period.label,
            sentences.label(before),
        ),
        sub=f"{sentences.capitalised(tail)} per tertial, {area.name}{others}{band}.",
        describe=sentences.trend(series, definition, area, labels),
        said=judged.sentence if judged else "",
        notes=sentences.comments(comments, area.area),
        table=components.trend_table(series, definition, labels, period.period),
        figures=figures,
        key=key,
        kpis=[kpi],
    )


def parts(
    figures: Figures,
    selection: Selection,
    kpi: str,
    dimension: str,
    code_list: str,
    *,
    title: str,
    sub: str,
    key: str,
) -> None:
    """A KPI by one of its cuts as small multiples on one scale, the largest part first."""
    if not figures.has(kpi):
        return
    definition, words = figures.definition(kpi), figures.codes(code_list)
    found: list[tuple[str, tuple[Value, ...]]] = []
    for cut in figures.cuts(kpi, dimension):
        series = figures.series(kpi, selection.area, cut=cut)[-_SHOWN_TERTIALS:]
        if any(value.value or not value.shown for value in series):
            code = cut.split("=", 1)[1]
            found.append((words.get(code, code), series))
    found.sort(key=lambda part: -max((float(v.value) for v in part[1] if v.shown and v.value), default=0))
    multiples(figures, selection, found, definition, title=title, sub=sub, key=key, kpis=[kpi])


def beside(
    figures: Figures, selection: Selection, kpis: Sequence[str], *, title: str, sub: str, key: str
) -> None:
    """Several KPIs with one unit as small multiples on one scale, in the order given."""
    known = [kpi for kpi in kpis if figures.has(kpi) and figures.series(kpi, selection.area)]
    if not known:
        return
    found = [
        (figures.definition(kpi).name, figures.series(kpi, selection.area)[-_SHOWN_TERTIALS:])
        for kpi in known
    ]
    multiples(
        figures, selection, found, figures.definition(known[0]), title=title, sub=sub, key=key, kpis=known
    )


def multiples(
    figures: Figures,
    selection: Selection,
    found: Sequence[tuple[str, tuple[Value, ...]]],
    definition: Definition,
    *,
    title: str,
    sub: str,
    key: str,
    kpis: Sequence[str],
) -> None:
    """Small multiples as blocks that flow to the width of the screen: a phone gets one column, a screen four."""
    if not found:
        return
    labels = labels_of(figures)
    top = (
        max((float(v.value) for _n, s in found for v in s if v.shown and v.value is not None), default=0.0)
        or 1.0
    )
    tiles = "".join(_tile(name, series, top, definition, labels, selection.period) for name, series in found)
    pictures.tiles(
        f'<ul class="multiples">{tiles}</ul>',
        title=sentences.largest_part(title, found, definition, selection.period),
        sub=f"{figures.area(selection.area).name}. {sub}",
        table=_parts_table(found, definition, labels),
        figures=figures,
        key=key,
        kpis=kpis,
    )


def _tile(
    name: str,
    series: Sequence[Value],
    top: float,
    definition: Definition,
    labels: dict[str, str],
    chosen: str,
) -> str:
    """One part: its name, the chosen period's figure, its bars, and the ends of its time axis."""
    now = next((value for value in series if value.period == chosen), None)
    shown = formats.MISSING
    if now is not None:
        shown = formats.card_figure(now.value, now.status, definition.unit, definition.decimals)
    bars = []
    for value in series:
        told = formats.figure(value.value, value.status, definition.unit, definition.decimals)
        hint = escape(f"{labels.get(value.period, value.period)}: {told}")
        kind = "now" if value.period == chosen else ""
        height = 0
        if value.status == "hidden":
            kind, height = "hidden", 100
        elif not value.shown or value.value is None:
            kind = "missing"
        else:
            height = round(100 * max(float(value.value), 0.0) / top)
        bars.append(f'<i class="{kind}" style="height:{height}%" title="{hint}"></i>')
    ends = (labels.get(series[0].period, ""), labels.get(series[-1].period, "")) if series else ("", "")
    told = _tile_text(name, series, definition, labels)
    return (
        f'<li><div class="name">{escape(name)}</div><div class="value">{escape(shown)}</div>'
        f'<div class="bars" role="img" aria-label="{escape(told)}">{"".join(bars)}</div>'
        f'<div class="ends" aria-hidden="true"><span>{escape(ends[0])}</span><span>{escape(ends[1])}</span></div></li>'
    )


def _tile_text(name: str, series: Sequence[Value], definition: Definition, labels: dict[str, str]) -> str:
    known = [value for value in series if value.shown and value.value is not None]
    if not known:
        return f"{name}: inga uppgifter att visa"
    ends = [
        f"{formats.figure(v.value, v.status, definition.unit, definition.decimals)} {labels.get(v.period, '')}"
        for v in (known[0], known[-1])
    ]
    return f"{name}: {ends[0]}, {ends[1]}"


def _parts_table(
    found: Sequence[tuple[str, tuple[Value, ...]]], definition: Definition, labels: dict[str, str]
) -> Table:
    """A row a period, a column a part."""
    periods = sorted({value.period for _name, series in found for value in series})
    by_part = [{value.period: value for value in series} for _name, series in found]

    def cell(value: Value | None) -> str:
        if value is None:
            return formats.MISSING
        return formats.figure(value.value, value.status, definition.unit, definition.decimals)

    return Table(
        columns=("Period", *(name for name, _series in found)),
        rows=tuple((labels.get(p, p), *(cell(part.get(p)) for part in by_part)) for p in periods),
        numeric=frozenset(range(1, len(found) + 1)),
        raw=tuple(
            (
                labels.get(p, p),
                *(part[p].value if p in part and part[p].shown else cell(part.get(p)) for part in by_part),
            )
            for p in periods
        ),
    )
