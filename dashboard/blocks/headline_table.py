"""One table of headline figures, each name a door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from dashboard.blocks import downloads
from dashboard.blocks.headlines import Row, Topics, by_topic, former_of
from dashboard.blocks.text import block
from dashboard.reader.reader import Reader
from dashboard.words import attention, economy, formats, targets
from dashboard.words.absence import last_known, signs, why_absent
from dashboard.words.grammar import joined, lowered
from dashboard.words.tables import Sheet, Table
from pipelines.reference import GFO, STYRGRUPP

# What the lines are drawn over, and their points.
_BAND = (
    "Utveckling: de senaste åtta perioderna, varje rad i egen skala. Blått fält: så har det brukat vara. Fylld punkt:"
    " ovanlig."
)
#: Of a difference in the file, beside what the page writes (decision 176).
_EXACT = "Siffrorna i filen är exakta. På sidan är de avrundade, och en skillnad är den mellan de avrundade siffrorna."

# Under the table, once.
_OPEN = (
    "Där en linje bryts är siffran skyddad eller saknas. Utan linje är färre än tre siffror i följd kända."
)


def headlines(
    reader: Reader,
    topics: Topics | None = None,
    name: str = "Nyckeltalen i korthet",
    *,
    every: bool = False,
) -> None:
    """A row a figure, by topic; what no figure is marked with has no column. Without `every`, what waits for the
    styrgrupp's meeting is counted and has no row."""
    told = by_topic(reader, topics, every=every)
    if not told:
        return
    figures, area, period = reader.figures, reader.selection.area, reader.period
    left_out = 0
    if reader.newest_before_meeting and not every:
        every_row = sum(len(found) for _topic, found in told)
        told = _only(
            told, lambda row: not reader.waits_for_meeting(figures.value(row.kpi, area, period.period))
        )
        left_out = every_row - sum(len(found) for _topic, found in told)
    rows = [row for _topic, found in told for row in found]
    own = _only(told, lambda row: not row.of_gfo)
    by, by_year = _only(own, lambda row: not row.year), _only(own, lambda row: bool(row.year))
    title = f"{name}, {reader.area.name}"
    waits = (
        f"<p>{escape(attention.left_out(left_out, period.label, others=bool(rows)))}</p>" if left_out else ""
    )
    of_gfo = _of_gfo(reader, [row for row in rows if row.of_gfo])
    head = f"<h2>{escape(name)}</h2>" if of_gfo or waits else ""
    block((_table(reader, by, name, title) if by else head) + waits + of_gfo + _years(reader, by_year))
    if not rows:
        return
    columns = (
        "Nyckeltal",
        "Enhet",
        reader.period_said,
        reader.compared.label,
        "Skillnad",
        *_former(reader),
        "Ovanligt",
        "Mål",
    )
    table = Table((*columns, "Anmärkning"), tuple(row.cells for row in rows))
    kpis = tuple(row.kpi for row in rows)
    sheet = Sheet(name, title, table, reader.selection.area, said=(_EXACT,), kpis=kpis)
    downloads.offer(reader, sheet, "nyckeltalen")


def _table(reader: Reader, by: Sequence[tuple[str, list[Row]]], name: str, title: str) -> str:
    rows = [row for _topic, found in by for row in found]
    columns = [
        ("Nyckeltal", ""),
        (reader.period_said, "n"),
        (reader.compared.label, "n before"),
        ("Skillnad", "n change"),
        *((label, "n former") for label in _former(reader)),
        ("Utveckling", "course"),
        *([("Ovanligt", "mark")] if any(row.mark for row in rows) else []),
        *([("Mål", "goal")] if any(row.goal for row in rows) else []),
    ]
    kinds = [kind for _word, kind in columns]
    head = "".join(f'<th scope="col" class="{kind}">{escape(word)}</th>' for word, kind in columns)
    body = []
    for topic, found in by:
        body.append(
            f'<tr class="topic"><th scope="colgroup" colspan="{len(columns)}"><span>{escape(topic)}</span></th></tr>'
        )
        body += [_html(reader, row, kinds, _former(reader)) for row in found]
    notes = [
        escape(_signs(reader, rows)),
        escape(_unheld(reader, rows)) if "goal" in kinds else _no_goals(reader, rows),
    ]
    return (
        f"<h2>{escape(name)}</h2>"
        f'<div class="tablebox" role="region" aria-label="{escape(title)}" tabindex="0"><table class="headlines">'
        f"<caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        + (f'<p class="sub course">{_OPEN}</p>' if any(row.is_open for row in rows) else "")
        + "".join(f'<p class="sub">{note}</p>' for note in notes if note)
        + (f'<p class="sub course">{escape(legend)}</p>' if (legend := _legend(reader, rows)) else "")
    )


def _signs(reader: Reader, rows: Sequence[Row]) -> str:
    """What the signs in the table stand for."""
    figures, area = reader.figures, reader.selection.area
    former = former_of(figures, reader.period)
    periods = [one.period for one in (reader.period, reader.compared, former) if one]
    values = [figures.value(row.kpi, area, period) for row in rows for period in periods]
    texts = {text for row in rows for text in (row.value, row.before, row.last)}
    missing = {why_absent(one): "" for one in values if one.status == "missing"}
    return signs(missing if formats.MISSING in texts else {}, hidden=formats.HIDDEN in texts)


def _legend(reader: Reader, rows: Sequence[Row]) -> str:
    """What the lines are drawn over, and what the shapes of the targets mean."""
    band = _BAND if any('class="band"' in row.spark for row in rows) else ""
    drawn = [reader.figures.definition(row.kpi) for row in rows if row.spark]
    upwards = [f"{one.name}: {economy.UPWARDS}." for one in drawn if one.measure == "difference"]
    goals = targets.legend(
        one for one in targets.Standing if any(row.standing.startswith(one.shape) for row in rows)
    )
    return " ".join(filter(None, (band, *upwards, goals)))


def _former(reader: Reader) -> list[str]:
    """The label of the tertial before, where there is one to tell of."""
    former = former_of(reader.figures, reader.period)
    return [former.label] if former else []


def _only(
    told: Sequence[tuple[str, list[Row]]], wanted: Callable[[Row], bool]
) -> list[tuple[str, list[Row]]]:
    """The topics' rows that are wanted."""
    found = [(topic, [row for row in rows if wanted(row)]) for topic, rows in told]
    return [(topic, rows) for topic, rows in found if rows]


def _of_gfo(reader: Reader, rows: Sequence[Row]) -> str:
    """What is of GFO alone and of no kommun: said once, each name a door."""
    doors = [
        f'<a class="door" href="{escape(reader.door("nyckeltal", visa=row.kpi))}">{escape(lowered(row.name))}</a>'
        for row in rows
    ]
    return f"<p>Bara för hela GFO: {joined(doors)}.</p>" if doors else ""


def _no_goals(reader: Reader, rows: Sequence[Row]) -> str:
    """That the targets are GFO's, and the way to them in the newest tertial that the file tells of; blank where GFO has
    none either."""
    figures = reader.figures

    def held(period: str) -> bool:
        return any(
            figures.goal(row.kpi, GFO, period) and figures.value(row.kpi, GFO, period).shown for row in rows
        )

    aimed = any(figures.goal(row.kpi, GFO, reader.period.period) for row in rows)
    said = escape(targets.none(reader.area, of_gfo=aimed))
    over = [one.period for one in figures.periods("tertial") if not one.preliminary and held(one.period)]
    if not said or not over:
        return said
    door = reader.of_gfo.in_period(over[-1]).door("./")
    return f'{said} <a class="door" href="{escape(door)}">{targets.LOOK}</a>'


def _years(reader: Reader, by_year: Sequence[tuple[str, list[Row]]]) -> str:
    """What is public by year alone: said once, each name a door to its newest year."""
    if not by_year:
        return ""
    lines = [
        f"<p><b>{escape(topic)}:</b> "
        + ", ".join(
            f'<a class="door" href="{escape(_of_year(reader, row))}">{escape(row.name)}</a>' for row in rows
        )
        + "</p>"
        for topic, rows in by_year
    ]
    return (
        "<h2>Offentliga bara per år</h2>"
        "<p>De här nyckeltalen är inte offentliga för kortare tid än ett år. Namnet leder till det senaste år som "
        "har en siffra.</p>" + "".join(lines)
    )


def _of_year(reader: Reader, row: Row) -> str:
    return reader.in_period(row.year).door("nyckeltal", visa=row.kpi)


def _unheld(reader: Reader, rows: Sequence[Row]) -> str:
    """Why a target stands there without a verdict."""
    figures, area, period = reader.figures, reader.selection.area, reader.period.period
    goals = (figures.goal(row.kpi, area, period) for row in rows)
    years = [goal.period for goal in goals if goal and targets.is_unheld(goal)]
    return targets.unheld(years, public=area == GFO and reader.audience != STYRGRUPP)


def _html(reader: Reader, row: Row, kinds: Sequence[str], columns: Sequence[str]) -> str:
    door = escape(reader.door("nyckeltal", visa=row.kpi))
    soft = ' class="preliminary"' if row.preliminary else ""
    of = f' <small class="of">{escape(row.of)}</small>' if row.of else ""
    known = ""
    if row.known:
        # A wide screen has it in a column of its own.
        again = " again" if row.known[1] in columns else ""
        known = f'<small class="known{again}">{escape(last_known(*row.known))}</small>'
    return (
        f'<tr><th scope="row"><a class="door" href="{door}">{escape(row.name)}</a>{of}</th>'
        f'<td class="n"><b{soft}>{escape(row.value)}</b></td>'
        f'<td class="n before">{escape(row.before)}</td><td class="n change">{escape(row.change)}{known}</td>'
        + (f'<td class="n former">{escape(row.last)}</td>' if "n former" in kinds else "")
        + f'<td class="course">{row.spark}</td>'
        + (f'<td class="mark">{escape(row.mark)}</td>' if "mark" in kinds else "")
        + (f'<td class="goal">{goal_html(row.goal, row.standing)}</td>' if "goal" in kinds else "")
        + "</tr>"
    )


def goal_html(goal: str, standing: str) -> str:
    """The target as its column has it; a phone has no column's head, and a number alone says what it is."""
    alone = goal and not standing and "mål" not in goal
    return ('<span class="alone">Mål: </span>' if alone else "") + escape(goal)
