"""Every KPI as a row: its figure, what it is set beside, its last periods, and a word where there is one to say."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from dashboard.blocks import text
from dashboard.blocks.cards import SPARK_PERIODS, arrow, name_html, spark_html
from dashboard.blocks.choices import search
from dashboard.published.many import every_kpi, kpis_of_kommuner
from dashboard.published.records import Definition, Value
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.views.kpi import sentences
from dashboard.words import formats
from dashboard.words.absence import why_absent
from dashboard.words.periods import beside, so_far
from dashboard.words.topics import by_topic
from pipelines.reference import GFO


def listing(reader: Reader) -> None:
    """A search field, and the KPIs that match by topic."""
    words, every = dict(reader.selection.choices).get("sok", ""), reader.figures.definitions
    search(reader, "sok", "Sök nyckeltal", words, "Till exempel remiss, vårddygn eller konsulent")
    found = [kpi for kpi, definition in every.items() if _matches(definition, words)]
    if not found:
        text.note(f"Inget nyckeltal handlar om ”{words}”. Prova ett kortare ord.")
        return
    count = sentences.how_many(len(found), len(every), searched=bool(words))
    beside_it = sentences.set_beside(reader.period, reader.compared)
    text.block(f'<p class="sub" role="status">{escape(f"{count} {beside_it}".strip())}</p>')
    rows = _rows(reader)
    for title, kpis in by_topic(found):
        text.block(f"<h2>{escape(title)}</h2>{_table(reader, title, [rows[kpi] for kpi in kpis])}")


def _matches(definition: Definition, words: str) -> bool:
    said = slug(f"{definition.name} {definition.question} {definition.caveat} {definition.kpi}")
    return all(slug(word) in said for word in words.split())


def _table(reader: Reader, title: str, rows: list[str]) -> str:
    heads = ("Nyckeltal", reader.period.label, reader.compared.label)
    numbers = "".join(f'<th scope="col" class="n">{escape(head)}</th>' for head in heads[1:])
    return (
        f'<table class="wide figures"><caption>{escape(title)}</caption><thead><tr><th scope="col">{heads[0]}</th>'
        f'{numbers}<th scope="col" class="s">Över tid</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


@lru_cache(maxsize=64)
def _rows(reader: Reader) -> dict[str, str]:
    """A row a KPI, of one query for all of them."""
    figures, area, chosen, compared = reader.figures, reader.selection.area, reader.period, reader.compared
    of_kind = [period.period for period in figures.periods(chosen.kind)]
    place = of_kind.index(chosen.period) + 1
    shown = tuple(of_kind[max(0, place - SPARK_PERIODS) : place])
    asked = tuple(dict.fromkeys((*shown, compared.period)))
    values = every_kpi(figures.source, area, asked)
    found: dict[str, str] = {}
    for kpi, definition in figures.definitions.items():
        if area != GFO and kpi not in kpis_of_kommuner(figures.source):
            found[kpi] = (
                f"<tr>{_name(reader, kpi, 'finns bara för hela GFO')}<td></td><td></td><td></td></tr>"
            )
            continue
        by_period = {value.period: value for value in values.get(kpi, ())}
        missing = figures.value(kpi, area, "")
        now, before = (by_period.get(period, missing) for period in (chosen.period, compared.period))
        series = [by_period[period] for period in shown if period in by_period]
        found[kpi] = (
            f"<tr>{_name(reader, kpi, _mark(reader, now, definition))}{_now(now, definition)}"
            f'<td class="n">{escape(_before(reader, now, before, definition))}</td>'
            f'<td class="s">{spark_html(series)}</td></tr>'
        )
    return found


def _name(reader: Reader, kpi: str, mark: str) -> str:
    return f'<th scope="row">{name_html(reader, kpi)} <span class="mark">{mark}</span></th>'


def _figure(value: Value, definition: Definition) -> str:
    shown = formats.card_figure(value.value, value.status, definition.unit, definition.decimals)
    return formats.with_sign(value.value, shown) if definition.measure == "difference" else shown


def _now(value: Value, definition: Definition) -> str:
    kind = ' class="preliminary"' if value.preliminary and value.shown else ""
    return f'<td class="n"><b{kind}>{escape(_figure(value, definition))}</b></td>'


def _before(reader: Reader, now: Value, before: Value, definition: Definition) -> str:
    """What the figure is set beside, with its day where that is another than the column says; blank where nothing can
    be: a figure whose follow-up is not over can only rise."""
    if now.preliminary and reader.figures.followed_up(definition.kpi):
        return ""
    told = _figure(before, definition)
    label = beside(reader.compared, definition.measure)
    return told if label == reader.compared.label else f"{told} ({label})"


def _mark(reader: Reader, now: Value, definition: Definition) -> str:
    """What is to be said of the figure: why it is not there, that it can change, or that it is not what is usual."""
    if not now.shown:
        return escape(why_absent(now))
    if now.preliminary:
        followed = reader.figures.followed_up(definition.kpi)
        return "följs upp, kan stiga" if followed else escape(_so_far(reader))
    judged = None
    if reader.period.kind == "tertial":
        judged = reader.figures.said(definition.kpi, reader.selection.area, reader.period.period)
    if judged is None:
        return ""
    side = judged.side or 0
    return f'<strong title="{escape(judged.sentence)}">{arrow(side)}{sentences.SIDES[side]}</strong>'


def _so_far(reader: Reader) -> str:
    said = so_far(reader.period, reader.figures.release.reporting_date)
    return said.removeprefix(reader.period.label).strip() or "preliminärt"
