"""Databok: one area's figures to count on, as a workbook, and the public ones as an open data package too.

A package is CSV files as programs want them (commas, decimal points, UTF-8) and `datapackage.json`, which says what
each column is (Frictionless Data Package).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from dashboard.blocks import files
from dashboard.blocks.all_figures import definitions_page, tidy_rows
from dashboard.blocks.files import Page as SheetPage
from dashboard.briefings.facts import Facts
from dashboard.briefings.fixed import fixed_zip
from dashboard.briefings.method import HIDDEN_SAID, MISSING_SAID
from dashboard.published.every_value import values_of_area
from dashboard.published.records import Value
from dashboard.reader.selection import slug
from dashboard.words.definitions import called
from dashboard.words.tables import Cell, figure
from dashboard.words.topics import by_topic
from pipelines.reference import GFO

_KINDS = ("tertial", "year", "block")
_STATUSES = {"ok": "finns", "published": "ur äldre rapport", "hidden": "skyddad", "missing": "saknas"}
_READABLE = 9


def as_workbook(facts: Facts, made: datetime) -> bytes:
    """Readable sheets by topic, one tidy sheet with a row a figure, definitions, and what the marks mean."""
    pages = [*_readable(facts), _tidy(facts), definitions_page(facts.figures)]
    return files.workbook(pages, _about(facts), made=made)


def _about(facts: Facts) -> list[tuple[str, str]]:
    release = facts.figures.release
    return [
        ("Innehåll", f"Databok för {facts.area.name}, till och med {facts.period.label}"),
        *files.source(facts.figures, facts.mark),
        ("Publicerad", f"{release.published_at:%Y-%m-%d %H:%M}"),
        ("Skyddad", HIDDEN_SAID),
        ("Saknas", MISSING_SAID),
        (
            "Alla siffror",
            (
                "Bladet Alla siffror har en rad för varje siffra: filtrera och räkna vidare på det. Uppdelningar (till"
                " exempel per placeringsform) finns per år; en utan rad saknar uppgift."
            ),
        ),
    ]


def _values(facts: Facts) -> Iterator[Value]:
    """The figures of periods that are over by the chosen one's end."""
    return values_of_area(facts.figures.source, facts.area.area, _KINDS, facts.period.last_day)


def _tidy(facts: Facts) -> SheetPage:
    columns = (
        "Nyckeltal", "Del", "Område", "Period", "Slag av period", "Värde", "Enhet", "Läge", "Orsak eller förbehåll",
        "Preliminär", "Beteckning", "Uppdelning", "Områdeskod", "Periodkod",
    )  # fmt: skip
    return SheetPage("Alla siffror", columns, tidy_rows(facts.figures, _values(facts)))


def _readable(facts: Facts) -> Iterator[SheetPage]:
    """A sheet a topic: a row a figure, the newest periods beside each other."""
    figures, last = facts.figures, facts.period.last_day
    kind = "year" if facts.public else "tertial"
    periods = [period for period in figures.periods(kind) if period.last_day <= last][-_READABLE:]
    for topic, kpis in by_topic(figures.definitions):
        rows: list[tuple[Cell, ...]] = []
        for kpi in kpis:
            definition = figures.definition(kpi)
            for area in (facts.area.area, GFO):
                values = [figures.value(kpi, area, period.period) for period in periods]
                if any(value.status != "missing" for value in values):
                    name, unit = figures.names[area], definition.unit
                    rows.append(
                        (called(definition), name, unit, *(figure(value, definition) for value in values))
                    )
        if rows:
            yield SheetPage(topic, ("Nyckeltal", "Område", "Enhet", *(p.label for p in periods)), rows)


# The open data package.

_FIELDS: Sequence[tuple[str, str, str]] = (
    ("nyckeltal", "string", "Nyckeltalets beteckning, se nyckeltal.csv"),
    ("uppdelning", "string", "Vilken del av nyckeltalet, till exempel form=jourhem; tomt: hela"),
    ("omrade_kod", "string", "Kommunkod, eller GFO för alla tillsammans"),
    ("omrade", "string", "Områdets namn"),
    ("period", "string", "2025 ett år, 2025T2 ett tertial, 2023-2025 tre år"),
    ("varde", "number", "Värdet; tomt när läget är skyddad eller saknas"),
    ("lage", "string", "finns, ur äldre rapport, skyddad eller saknas"),
    ("preliminar", "boolean", "Om siffran kan ändras"),
)
_DEFINED: Sequence[tuple[str, str, str]] = (
    ("nyckeltal", "string", "Beteckning"),
    ("namn", "string", "Namn"),
    ("fraga", "string", "Den fråga som nyckeltalet svarar på"),
    ("enhet", "string", "Enhet"),
    ("forbehall", "string", "Vad som måste vetas om siffran"),
)


def as_package(facts: Facts, made: datetime) -> bytes:
    """A zip with `datapackage.json`, the figures and what they are."""
    figures = facts.figures
    values = (
        (
            value.kpi,
            value.cut,
            value.area,
            figures.names[value.area],
            value.period,
            "" if not value.shown or value.value is None else format(value.value.normalize(), "f"),
            _STATUSES[value.status],
            "true" if value.preliminary else "false",
        )
        for value in _values(facts)
    )
    defined = ((d.kpi, d.name, d.question, d.unit, d.caveat) for d in figures.definitions.values())
    tables = (("siffror", _FIELDS, _csv(_FIELDS, values)), ("nyckeltal", _DEFINED, _csv(_DEFINED, defined)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "datapackage.json", json.dumps(_descriptor(facts, made, tables), ensure_ascii=False, indent=1)
        )
        for name, _fields, text in tables:
            package.writestr(f"{name}.csv", text)
    return fixed_zip(buffer.getvalue())


_Table = tuple[str, Sequence[tuple[str, str, str]], str]


def _csv(fields: Sequence[tuple[str, str, str]], rows: Iterator[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _kind, _said in fields])
    writer.writerows(rows)
    return out.getvalue()


def _descriptor(facts: Facts, made: datetime, tables: Sequence[_Table]) -> dict[str, object]:
    release = facts.figures.release
    keys = {"siffror": ["nyckeltal", "uppdelning", "omrade_kod", "period"], "nyckeltal": ["nyckeltal"]}
    return {
        "profile": "tabular-data-package",
        "name": f"gfo-databok-{slug(facts.area.name)}-version-{release.build.lower()}",
        "title": f"Databok för {facts.area.name}: familjehemsvården och GFO",
        "description": " ".join(
            filter(
                None,
                (
                    f"{facts.mark}.",
                    facts.as_seen,
                    HIDDEN_SAID,
                    MISSING_SAID,
                    "Exempeldata: raderna är påhittade." if facts.sample else "",
                ),
            )
        ),
        "version": release.build,
        "created": f"{made:%Y-%m-%dT%H:%M:%SZ}",
        "sources": [{"title": "GFO Insikt"}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ","},
                "schema": {
                    "fields": [
                        {"name": field, "type": kind, "description": said} for field, kind, said in fields
                    ],
                    "primaryKey": keys[name],
                    "missingValues": [""],
                },
            }
            for name, fields, _text in tables
        ],
    }
