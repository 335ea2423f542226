"""Small multiples on one scale: a KPI by one of its cuts, or several KPIs with one unit, beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.blocks import pictures
from dashboard.published.records import Definition, Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.series import ends, largest_part, latest
from dashboard.words.tables import Table, figure
from pipelines.kpi.definitions import CUT_LISTS


def parts(
    reader: Reader,
    kpi: str,
    dimension: str,
    *,
    title: str,
    sub: str,
    key: str,
) -> None:
    """A KPI by one of its cuts as small multiples on one scale, the largest part first."""
    figures = reader.figures
    if not figures.has(kpi):
        return
    definition, words = figures.definition(kpi), figures.codes(CUT_LISTS.get(dimension, dimension))
    found: list[tuple[str, tuple[Value, ...]]] = []
    for cut in figures.cuts(kpi, dimension):
        series = latest(
            figures.series(kpi, reader.selection.area, reader.period.kind, cut), reader.selection.period
        )
        if any(value.value or not value.shown for value in series):
            code = cut.split("=", 1)[1]
            found.append((words.get(code, code), series))
    found.sort(key=lambda part: -max((float(v.value) for v in part[1] if v.shown and v.value), default=0))
    _multiples(reader, found, definition, title=title, sub=sub, key=key, kpis=[kpi])


def beside(reader: Reader, kpis: Sequence[str], *, title: str, sub: str, key: str) -> None:
    """Several KPIs with one unit as small multiples on one scale, in the order given."""
    figures, area, period = reader.figures, reader.selection.area, reader.period
    known = [kpi for kpi in kpis if figures.has(kpi) and figures.series(kpi, area, period.kind)]
    if not known:
        return
    found = [
        (figures.definition(kpi).name, latest(figures.series(kpi, area, period.kind), period.period))
        for kpi in known
    ]
    _multiples(reader, found, figures.definition(known[0]), title=title, sub=sub, key=key, kpis=known)


def _multiples(
    reader: Reader,
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
    labels, chosen = reader.figures.labels, reader.selection.period
    top = (
        max((float(v.value) for _n, s in found for v in s if v.shown and v.value is not None), default=0.0)
        or 1.0
    )
    tiles = "".join(_tile(name, series, top, definition, labels, chosen) for name, series in found)
    pictures.tiles(
        reader,
        f'<ul class="multiples">{tiles}</ul>',
        name=title,
        title=largest_part(title, found, definition, chosen),
        sub=f"{reader.area.name}. {sub}",
        table=parts_table(found, definition, labels),
        area=reader.selection.area,
        key=key,
        kpis=kpis,
    )


def _tile(
    name: str,
    series: Sequence[Value],
    top: float,
    definition: Definition,
    labels: Mapping[str, str],
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
    first, last = (
        (labels.get(series[0].period, ""), labels.get(series[-1].period, "")) if series else ("", "")
    )
    told = f"{name}: {ends(series, definition, labels)}"
    return (
        f'<li><div class="name">{escape(name)}</div><div class="value">{escape(shown)}</div>'
        f'<div class="bars" role="img" aria-label="{escape(told)}">{"".join(bars)}</div>'
        f'<div class="ends" aria-hidden="true"><span>{escape(first)}</span><span>{escape(last)}</span></div></li>'
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
