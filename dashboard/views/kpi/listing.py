"""Every KPI as a row of one table, by topic, with a search among them, and all figures as files."""

from __future__ import annotations

from dashboard.blocks import all_figures_button, text
from dashboard.blocks.choices import search
from dashboard.blocks.headline_table import headlines
from dashboard.published.records import Definition
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.views.kpi import sentences
from dashboard.words.search_words import SEARCH_WORDS
from dashboard.words.topics import by_topic


def listing(reader: Reader) -> None:
    """The KPIs that the words are about; each name leads to its own view."""
    words, every = dict(reader.selection.choices).get("sok", ""), reader.figures.definitions
    search(reader, "sok", "Sök nyckeltal", words, "Till exempel remiss, vårddygn eller konsulent")
    topics = {kpi: title for title, kpis in by_topic(every) for kpi in kpis}
    found = [kpi for kpi, definition in every.items() if _matches(definition, topics[kpi], words)]
    if not found:
        text.note(f"Inget nyckeltal handlar om ”{words}”. Prova ett kortare ord.")
    else:
        count = sentences.how_many(len(found), len(every), searched=bool(words))
        headlines(reader, by_topic(found), count, every=True)
    all_figures_button.offer(reader)


# Each word that readers have, and its KPIs.
_CALLED = {slug(word): kpis for words, kpis in SEARCH_WORDS.items() for word in words.split()}


def _matches(definition: Definition, topic: str, words: str) -> bool:
    """Whether every word is in a KPI's own words or its topic; of a word that readers have for some KPIs, whether it
    is one of these."""
    said = slug(f"{topic} {definition.name} {definition.question} {definition.caveat} {definition.kpi}")
    return all(
        definition.kpi in _CALLED[word] if word in _CALLED else word in said
        for word in map(slug, words.split())
    )
