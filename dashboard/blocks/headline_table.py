"""One table of headline figures, each name a door."""

from __future__ import annotations

from html import escape

from dashboard.blocks import downloads
from dashboard.blocks.headlines import Row, Topics, by_topic
from dashboard.blocks.text import block
from dashboard.reader.reader import Reader
from dashboard.words.tables import Sheet, Table
from dashboard.words.topics import HEADLINE_TOPICS


def headlines(
    reader: Reader,
    topics: Topics = HEADLINE_TOPICS,
    name: str = "Nyckeltalen i korthet",
    *,
    every: bool = False,
) -> None:
    """A row a figure, by topic."""
    body, rows = [], []
    for topic, found in by_topic(reader, topics, every=every):
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
    title = f"{name}, {reader.area.name}"
    block(
        f"<h2>{escape(name)}</h2>"
        f'<div class="tablebox" role="region" aria-label="{escape(title)}" tabindex="0"><table class="headlines">'
        f"<caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
    table = Table(
        ("Nyckeltal", "Enhet", now, before, "Skillnad", "Ovanligt", "Mål"),
        tuple(row.cells for row in rows),
    )
    kpis = tuple(row.kpi for row in rows)
    sheet = Sheet(name, title, table, reader.selection.area, kpis=kpis)
    downloads.offer(reader, sheet, "nyckeltalen")


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
