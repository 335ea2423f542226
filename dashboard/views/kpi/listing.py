"""Every KPI as a row of one table, by topic, with a search among them, and all figures as files."""

from __future__ import annotations

from dashboard.blocks import all_figures_button, text
from dashboard.blocks.choices import search
from dashboard.blocks.headline_table import headlines
from dashboard.published.records import Definition
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.views.kpi import sentences
from dashboard.words.topics import by_topic


def listing(reader: Reader) -> None:
    """The KPIs that the words are about; each name leads to its own view."""
    words, every = dict(reader.selection.choices).get("sok", ""), reader.figures.definitions
    search(reader, "sok", "Sök nyckeltal", words, "Till exempel remiss, vårddygn eller konsulent")
    found = [kpi for kpi, definition in every.items() if _matches(definition, words)]
    if not found:
        text.note(f"Inget nyckeltal handlar om ”{words}”. Prova ett kortare ord.")
    else:
        count = sentences.how_many(len(found), len(every), searched=bool(words))
        headlines(reader, by_topic(found), count, every=True)
    all_figures_button.offer(reader)


def _matches(definition: Definition, words: str) -> bool:
    said = slug(f"{definition.name} {definition.question} {definition.caveat} {definition.kpi}")
    return all(slug(word) in said for word in words.split())
