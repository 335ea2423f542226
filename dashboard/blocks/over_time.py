"""One KPI over the tertials: its chart with what is usual, its sentence, its table and its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.blocks import pictures
from dashboard.blocks.style import palette
from dashboard.blocks.table import Table
from dashboard.charts.trend import draw_trend, has_band
from dashboard.published.records import Comment, Definition, Usual, Value
from dashboard.reader.reader import Reader
from dashboard.words import formats, series
from dashboard.words.absence import why_absent
from dashboard.words.changes import trend_title
from dashboard.words.grammar import capitalised
from dashboard.words.periods import per
from dashboard.words.series import latest
from pipelines.kpi.words import is_money, remarks
from pipelines.reference import GFO


def over_time(reader: Reader, kpi: str, key: str, *, told: Sequence[Comment] = ()) -> None:
    """The chosen area in front, its usual limits as a band, the others grey; `told` are the comments that the page has
    had already."""
    figures, area, period = reader.figures, reader.area, reader.period
    if not figures.has(kpi) or not figures.series(kpi, area.area, period.kind):
        return
    definition, labels, compared = figures.definition(kpi), figures.labels, reader.compared
    shown = {
        code: latest(values, period.period) for code, values in figures.all_series(kpi, period.kind).items()
    }
    values = shown[area.area]
    # Tertials alone are judged, and what is not final yet is not.
    usual = figures.judgements.usual(kpi, area.area) if period.kind == "tertial" else {}
    now = figures.value(kpi, area.area, period.period)
    judged = None if now.preliminary else figures.judgements.said(kpi, area.area, period.period)
    comments = [comment for comment in figures.comments(kpi, area.area) if comment not in told]
    others = "; övriga kommuner i grått" if area.area != GFO else ""
    pictures.chart(
        reader,
        draw_trend(
            shown,
            area.area,
            definition,
            figures.names,
            labels,
            palette(),
            chosen=period.period,
            usual=usual,
            comments=comments,
        ),
        title=trend_title(
            now,
            figures.value(kpi, area.area, compared.period),
            definition,
            period,
            compared,
        ),
        sub=f"{capitalised(_unit(definition))} {per(period.kind)}, {area.name}{others}{_band(usual, definition)}.",
        describe=series.trend(values, definition, area, labels),
        said=judged.sentence if judged else "",
        notes=series.comments(comments, area.area),
        table=trend_table(values, definition, labels, period.period),
        area=area.area,
        key=key,
        kpis=[kpi],
        tertials=period.kind not in ("year", "block"),
    )


def _unit(definition: Definition) -> str:
    return formats.unit_tail(definition.unit) or ("kronor" if is_money(definition.unit) else "procent")


def _band(usual: Mapping[str, Usual], definition: Definition) -> str:
    """What the band is, and from when it is counted where that has been decided; nothing where none is drawn."""
    if not has_band(usual.values()):
        return ""
    since = definition.baseline_from and f", räknat från {definition.baseline_from}"
    return f"; det vanliga som ljust band{since}"


def trend_table(
    values: Sequence[Value], definition: Definition, labels: Mapping[str, str], chosen: str
) -> Table:
    """A KPI's tertials as rows: period, figure, and in words what is not shown or not final."""
    said = [_remark(value) for value in values]
    return Table(
        columns=("Period", definition.name, "Anmärkning"),
        rows=tuple(
            (labels[v.period], formats.figure(v.value, v.status, definition.unit, definition.decimals), word)
            for v, word in zip(values, said, strict=True)
        ),
        numeric=frozenset({1}),
        raw=tuple(
            (labels[v.period], v.value if v.shown else None, word)
            for v, word in zip(values, said, strict=True)
        ),
        chosen=next((n for n, v in enumerate(values) if v.period == chosen), None),
    )


def _remark(value: Value) -> str:
    if value.status in ("hidden", "missing"):
        return why_absent(value)
    if value.status == "published":
        return "ur äldre rapport"
    return " ".join([*(["Preliminärt."] if value.preliminary else []), *remarks(value.reason)])
