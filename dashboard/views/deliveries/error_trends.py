"""A section of the deliveries: how the errors in each column have gone, delivery day by delivery day."""

from __future__ import annotations

from html import escape

from dashboard.blocks import components, pictures
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.server.streamlit_words import DATASETS
from dashboard.views.deliveries import quality_sentences
from dashboard.views.deliveries.findings_over_time import ColumnTrend, column_trends
from dashboard.words import formats

_SHOWN = 8
_DAYS = 12


def section(figures: Figures) -> None:
    """Small multiples, one a column, the column with the most findings first; nothing when there are none."""
    found = column_trends(figures)
    if not found:
        return
    twice = [trend for trend in found if len(trend.days) > 1]
    if not twice:
        components.heading(
            "Fel över tid", "Utvecklingen visas när samma uppgifter har levererats minst två gånger."
        )
        return
    shown = twice[:_SHOWN]
    title = quality_sentences.trend_title(
        [(_name(trend), trend.days[-1].findings, trend.days[-2].findings) for trend in twice]
    )
    rest = f" De {_SHOWN} kolumner som haft flest." if len(twice) > _SHOWN else ""
    top = max((day.findings for trend in shown for day in trend.days[-_DAYS:]), default=0) or 1
    pictures.tiles(
        f'<ul class="multiples">{"".join(_tile(trend, top) for trend in shown)}</ul>',
        title=title,
        sub=f"Antal fel och varningar per leveransdag.{rest}",
        table=_table(found),
        figures=figures,
        key="fel-over-tid",
    )


def _name(trend: ColumnTrend) -> str:
    column = "hela filen" if trend.column == formats.MISSING else trend.column
    return f"{DATASETS.get(trend.dataset, trend.dataset)}: {column}"


def _tile(trend: ColumnTrend, top: int) -> str:
    days = trend.days[-_DAYS:]
    told = quality_sentences.trend_text(_name(trend), [(day.day, day.findings) for day in days])
    bars = "".join(
        f'<i class="{"now" if n == len(days) - 1 else ""}" style="height:{round(100 * day.findings / top)}%"'
        f' title="{formats.day(day.day)}: {formats.number(day.findings)}"></i>'
        for n, day in enumerate(days)
    )
    return (
        f'<li><div class="name">{escape(_name(trend))}</div>'
        f'<div class="value">{formats.number(days[-1].findings)}</div>'
        f'<div class="bars" role="img" aria-label="{escape(told)}">{bars}</div>'
        f'<div class="ends" aria-hidden="true"><span>{formats.day(days[0].day)}</span>'
        f"<span>{formats.day(days[-1].day)}</span></div></li>"
    )


def _table(found: tuple[ColumnTrend, ...]) -> Table:
    raw = tuple(
        (_name(trend), formats.day(day.day), day.rows, day.errors, day.warnings)
        for trend in found
        for day in trend.days
    )
    rows = tuple((*row[:2], *(formats.number(count) for count in row[2:])) for row in raw)
    columns = ("Kolumn", "Levererad", "Levererade rader", "Fel", "Varningar")
    return Table(columns, rows, frozenset({2, 3, 4}), raw)
