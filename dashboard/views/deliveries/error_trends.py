"""A section of the deliveries: how the errors in each column have gone, delivery day by delivery day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.blocks import pictures, text
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import sentences
from dashboard.views.deliveries.column_trends import ColumnTrend, column_trends
from dashboard.words import formats
from dashboard.words.tables import Table

_SHOWN = 8
_DAYS = 12


def section(reader: Reader) -> None:
    """Small multiples, one a column, the column with the most findings first, behind a line; nothing when there are
    none, or of registers that have come once."""
    found = column_trends(reader.figures)
    twice = [trend for trend in found if len(trend.days) > 1]
    if not twice:
        return
    shown = twice[:_SHOWN]
    datasets = reader.figures.codes("dataset")
    title = sentences.trend_title(
        [(_name(trend, datasets), trend.days[-1].findings, trend.days[-2].findings) for trend in twice]
    )
    rest = f" De {_SHOWN} kolumner som haft flest." if len(twice) > _SHOWN else ""
    top = max((day.findings for trend in shown for day in trend.days[-_DAYS:]), default=0) or 1
    with text.fold(f"Fel över tid, i {sentences.in_columns(len(twice))}"):
        pictures.tiles(
            reader,
            f'<ul class="multiples">{"".join(_tile(trend, _name(trend, datasets), top) for trend in shown)}</ul>',
            name="Fel över tid",
            title=title,
            sub=f"Antal fel och varningar per leveransdag.{rest}",
            table=_table(found, datasets),
            area="",
            key="fel-over-tid",
        )


def _name(trend: ColumnTrend, datasets: Mapping[str, str]) -> str:
    column = "hela filen" if trend.column == formats.MISSING else sentences.column(trend.column, trend.about)
    return f"{datasets.get(trend.dataset, trend.dataset)}: {column}"


def _tile(trend: ColumnTrend, name: str, top: int) -> str:
    days = trend.days[-_DAYS:]
    told = sentences.trend_text(name, [(day.day, day.findings) for day in days])
    bars = "".join(
        f'<i class="{"now" if n == len(days) - 1 else ""}" style="height:{round(100 * day.findings / top)}%"'
        f' title="{formats.day(day.day)}: {formats.number(day.findings)}"></i>'
        for n, day in enumerate(days)
    )
    return (
        f'<li><div class="name">{escape(name)}</div>'
        f'<div class="value">{formats.number(days[-1].findings)}</div>'
        f'<div class="bars" role="img" aria-label="{escape(told)}">{bars}</div>'
        f'<div class="ends" aria-hidden="true"><span>{formats.day(days[0].day)}</span>'
        f"<span>{formats.day(days[-1].day)}</span></div></li>"
    )


def _table(found: Sequence[ColumnTrend], datasets: Mapping[str, str]) -> Table:
    rows = tuple(
        (_name(trend, datasets), day.day, day.rows, day.errors, day.warnings)
        for trend in found
        for day in trend.days
    )
    return Table(("Kolumn", "Levererad", "Levererade rader", "Fel", "Varningar"), rows)
