"""One table of headline figures: value, what it is set beside, change, its last periods, and two marks in words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from dashboard.blocks import downloads
from dashboard.blocks.sparkline import sparkline
from dashboard.blocks.text import block
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import formats, targets
from dashboard.words.absence import why_absent
from dashboard.words.changes import difference, side_word
from dashboard.words.tables import Amount, Cell, Sheet, Table, figure
from pipelines.kpi.words import is_percent

TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Remisser", ("referrals_received", "referrals_matched", "referrals_open", "days_to_match")),
    ("Familjehem", ("bank_homes_available", "bank_homes", "enquiries_received", "homes_approved")),
    (
        "Placeringar",
        ("children_in_care", "foster_children", "foster_children_consultant", "placements_started"),
    ),
    ("Kvalitet", ("replacements", "breakdowns", "deviations_reported", "deviations_open")),
    ("Pengar", ("placement_cost", "cost_per_care_day", "consultant_cost_share", "gfo_deviation")),
)
HEADLINES = tuple(kpi for _topic, kpis in TOPICS for kpi in kpis)


@dataclass(frozen=True)
class Row:
    """One figure as it stands in the table, and its `cells` for a file."""

    kpi: str
    name: str
    value: str
    unit: str
    before: str
    change: str
    spark: str
    mark: str
    goal: str
    preliminary: bool
    cells: tuple[Cell, ...]


def by_topic(reader: Reader) -> list[tuple[str, list[Row]]]:
    """The rows of each topic that the area has any of; GFO's own figures are left out of a kommun's."""
    found = [
        (topic, [_row(reader, kpi) for kpi in kpis if reader.figures.has(kpi) and _has(reader, kpi)])
        for topic, kpis in TOPICS
    ]
    return [(topic, rows) for topic, rows in found if rows]


def headlines(reader: Reader) -> None:
    """A row a figure, by topic."""
    body, rows = [], []
    for topic, found in by_topic(reader):
        body.append(f'<tr class="topic"><th scope="colgroup" colspan="7">{escape(topic)}</th></tr>')
        body += [_html(reader, row) for row in found]
        rows += found
    if not rows:
        return
    now, before = reader.period.label, reader.compared.label
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(word)}</th>'
        for word, kind in (
            ("Nyckeltal", ""),
            (now, "n"),
            (before, "n before"),
            ("Skillnad", "n change"),
            ("Utveckling", "course"),
            ("Ovanligt", "mark"),
            ("Mål", "goal"),
        )
    )
    title = f"Nyckeltalen i korthet, {reader.area.name}"
    block(
        f"<h2>Nyckeltalen i korthet</h2>"
        f'<div class="tablebox" role="region" aria-label="{escape(title)}" tabindex="0"><table class="headlines">'
        f"<caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
    table = Table(
        ("Nyckeltal", "Enhet", now, before, "Skillnad", "Ovanligt", "Mål"),
        tuple(row.cells for row in rows),
    )
    kpis = tuple(row.kpi for row in rows)
    sheet = Sheet("Nyckeltalen i korthet", title, table, reader.selection.area, kpis=kpis)
    downloads.offer(reader, sheet, "nyckeltalen")


def _has(reader: Reader, kpi: str) -> bool:
    return bool(reader.figures.series(kpi, reader.selection.area, reader.period.kind))


def _row(reader: Reader, kpi: str) -> Row:
    figures, area, period = reader.figures, reader.selection.area, reader.period
    definition = figures.definition(kpi)
    now, before = (figures.value(kpi, area, one.period) for one in (period, reader.compared))
    tertial = period.kind == "tertial"
    usual = figures.judgements.usual(kpi, area) if tertial else {}
    series = [value for value in figures.series(kpi, area, period.kind) if value.period <= period.period]
    followed = now.preliminary and figures.followed_up(kpi)
    known = now.shown and before.shown and now.value is not None and before.value is not None
    change = difference(now, before, definition) if known and not followed else ""
    judged = figures.judgements.said(kpi, area, period.period) if tertial and not now.preliminary else None
    mark = side_word(judged.side or 0, definition) if judged else ""
    goal = figures.goal(kpi, area, period.period)
    standing = targets.standing(goal, definition) if goal else None
    aim = targets.short(goal, definition, period.period) if goal else ""
    if standing:
        aim = f"{standing.shape} {standing.word}: {aim}"
    unit = formats.unit_tail(definition.unit)
    exact = now.value - before.value if known and now.value is not None and before.value is not None else None
    # Between two shares it is per cent of nothing.
    points = "" if is_percent(definition.unit) else definition.unit
    return Row(
        kpi,
        definition.name,
        _told(now, definition.unit, definition.decimals, signed=definition.measure == "difference"),
        unit,
        _told(before, definition.unit, definition.decimals, signed=definition.measure == "difference"),
        change or ("" if now.shown else why_absent(now)),
        sparkline(series, usual),
        mark,
        aim,
        now.preliminary and now.shown,
        (
            definition.name,
            "procent" if is_percent(definition.unit) else definition.unit,
            figure(now, definition),
            figure(before, definition),
            Amount(exact if not followed else None, points, definition.decimals, signed=True),
            mark,
            aim,
        ),
    )


def _told(value: Value, unit: str, decimals: int, *, signed: bool) -> str:
    shown = formats.card_figure(value.value, value.status, unit, decimals)
    return formats.with_sign(value.value, shown) if signed and value.shown else shown


def _html(reader: Reader, row: Row) -> str:
    door = escape(reader.door("nyckeltal", visa=row.kpi))
    soft = ' class="preliminary"' if row.preliminary else ""
    return (
        f'<tr><th scope="row"><a class="door" href="{door}">{escape(row.name)}</a></th>'
        f'<td class="n"><b{soft}>{escape(row.value)}</b></td>'
        f'<td class="n before">{escape(row.before)}</td><td class="n change">{escape(row.change)}</td>'
        f'<td class="course">{row.spark}</td><td class="mark">{escape(row.mark)}</td>'
        f'<td class="goal">{escape(row.goal)}</td></tr>'
    )
