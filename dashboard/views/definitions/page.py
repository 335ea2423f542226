"""Nyckeltal och definitioner: every KPI with its question, direction, caveat, worked example and the SQL that ran."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.blocks import components
from dashboard.published.figures import Figures
from dashboard.published.records import Definition
from dashboard.reader import frame
from dashboard.reader.selection import Selection, slug
from dashboard.views.definitions.worked_example import worked_example
from dashboard.words import formats, sentences

MEASURES = {
    "flow": "Antal händelser under perioden. Tertial kan läggas ihop till ett år.",
    "unique_flow": "Unika barn under perioden. Ett år räknas om och är inte summan av tertialen.",
    "during": "Någon gång under perioden, varje barn en gång. Ett år är inte summan av tertialen.",
    "stock": "Läget på periodens sista dag. Ett år är läget den sista december.",
    "days": "Dygn under perioden. Tertial kan läggas ihop till ett år.",
    "sum": "Summa under perioden. Tertial kan läggas ihop till ett år.",
    "median": "Det mittersta fallet under perioden.",
    "level": "Det senast kända värdet.",
    "ratio": "En kvot av två nyckeltal.",
    "difference": "Skillnaden mellan två nyckeltal.",
}


def view(figures: Figures, selection: Selection) -> None:
    """A search field, and a fold-out for every KPI that matches."""
    words = dict(selection.choices).get("sok", "")
    if not selection.meeting:
        st.session_state["sok"] = words
        st.text_input(
            "Sök nyckeltal",
            key="sok",
            placeholder="Till exempel remiss, vårddygn eller konsulent",
            on_change=lambda: frame.write_selection(
                figures, selection.choosing("sok", st.session_state["sok"])
            ),
            width=420,
        )
    found = [d for d in figures.definitions.values() if _matches(d, words)]
    total = len(figures.definitions)
    components.block(
        f'<p class="sub" role="status">{formats.number(len(found))} av {formats.number(total)} nyckeltal.</p>'
        if words
        else f'<p class="sub">{formats.number(total)} nyckeltal, i bokstavsordning.</p>'
    )
    if not found:
        components.note(f"Inget nyckeltal handlar om ”{words}”. Prova ett kortare ord.")
        return
    components.block("".join(_definition(figures, d, unfolded=len(found) == 1) for d in found))


def _matches(definition: Definition, words: str) -> bool:
    text = slug(f"{definition.name} {definition.question} {definition.caveat} {definition.kpi}")
    return all(slug(word) in text for word in words.split())


def _definition(figures: Figures, definition: Definition, *, unfolded: bool) -> str:
    parts = [definition.numerator, definition.denominator]
    quotient = " / ".join(figures.definitions[kpi].name for kpi in parts if kpi in figures.definitions)
    whole = figures.definitions.get(definition.part_of)
    rows = [
        ("Fråga", definition.question),
        ("Enhet", definition.unit),
        ("Räknas", MEASURES.get(definition.measure, definition.measure)),
        ("Kvot", quotient if definition.measure in ("ratio", "difference") else ""),
        ("Del av", whole.name if whole else ""),
        ("Riktning", sentences.DIRECTIONS.get(definition.direction, "")),
        ("Förbehåll", definition.caveat),
        ("Underlag", definition.source.replace(",", ", ")),
        ("Ansvarig", definition.owner),
        ("Granskad", str(definition.reviewed or "")),
        ("Granskas igen", str(definition.next_review or "")),
        ("Beteckning", definition.kpi),
    ]
    told = "".join(f"<dt>{word}</dt><dd>{escape(text)}</dd>" for word, text in rows if text)
    sql = ""
    if definition.sql:
        sql = (
            "<details><summary>Visa frågan som kördes (SQL)</summary>"
            f'<pre tabindex="0"><code>{escape(definition.sql)}</code></pre></details>'
        )
    mark = " open" if unfolded else ""
    name, example = escape(definition.name), worked_example(definition, unfolded=unfolded)
    return (
        f'<details class="definition"{mark}><summary>{name}</summary><dl>{told}</dl>{example}{sql}</details>'
    )
