"""Nyckeltal och definitioner: every KPI with its question, direction, caveat, worked example and the SQL that ran."""

from __future__ import annotations

from html import escape

from dashboard.blocks import all_figures, text
from dashboard.blocks.choices import search
from dashboard.published.records import Definition
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.views.definitions.worked_example import worked_example
from dashboard.words import formats, markup
from dashboard.words.definitions import facts


def view(reader: Reader) -> None:
    """A search field, and a fold-out for every KPI that matches."""
    words, every = dict(reader.selection.choices).get("sok", ""), reader.figures.definitions
    search(reader, "sok", "Sök nyckeltal", words, "Till exempel remiss, vårddygn eller konsulent")
    found = [definition for definition in every.values() if _matches(definition, words)]
    total = formats.number(len(every))
    text.block(
        f'<p class="sub" role="status">{formats.number(len(found))} av {total} nyckeltal.</p>'
        if words
        else f'<p class="sub">{total} nyckeltal, i bokstavsordning.</p>'
    )
    all_figures.offer(reader)
    if not found:
        text.note(f"Inget nyckeltal handlar om ”{words}”. Prova ett kortare ord.")
        return
    text.block("".join(_definition(reader, definition, unfolded=len(found) == 1) for definition in found))


def _matches(definition: Definition, words: str) -> bool:
    said = slug(f"{definition.name} {definition.question} {definition.caveat} {definition.kpi}")
    return all(slug(word) in said for word in words.split())


def _definition(reader: Reader, definition: Definition, *, unfolded: bool) -> str:
    told = markup.facts([row for row in facts(definition, reader.figures.definitions) if row[1]])
    sql = ""
    if definition.sql:
        sql = (
            "<details><summary>Visa frågan som kördes (SQL)</summary>"
            f'<pre tabindex="0"><code>{escape(definition.sql)}</code></pre></details>'
        )
    mark = " open" if unfolded else ""
    example = worked_example(definition, reader.figures, unfolded=unfolded)
    name = escape(definition.name)
    return f'<details class="definition"{mark}><summary>{name}</summary>{told}{example}{sql}</details>'
