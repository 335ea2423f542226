"""How much of what the public file offers is shown: of each area's figures, and to each audience."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.home import DataHome
from pipelines.home.databases import attach, is_sound
from pipelines.publishing.audience_files import file_of, version_folder
from pipelines.publishing.shaping import write_protection
from pipelines.reference import GFO, PUBLIK, STYRGRUPP, kommun_audiences, kommun_of


@dataclass(frozen=True)
class Shown:
    """Of an area's public figures: how many there are and are shown, and of what they count (0: nothing is counted)."""

    area: str
    cells: int
    visible: int
    counted: int
    counted_visible: int


def shown_in(home: DataHome, build: int) -> tuple[Shown, ...]:
    """What the public has seen since a version was published, GFO first; empty where nothing was public yet."""
    public = file_of(version_folder(home, build), PUBLIK).resolve()
    behind = file_of(public.parent, STYRGRUPP)
    if not (is_sound(public) and is_sound(behind)):
        return ()
    with duckdb.connect() as con:
        attach(con, public, "released")
        attach(con, behind, "behind")
        con.execute("create view kpi_definition as select * from behind.kpi_definition")
        write_protection(con, tell_counted=True)
        rows = con.execute(
            "select area, cells, visible, counted, counted_visible from protection order by area <> $gfo, area",
            {"gfo": GFO},
        ).fetchall()
    return tuple(Shown(*row) for row in rows)


def seen_by_audience(shown: tuple[Shown, ...]) -> dict[str, int]:
    """Per cent of all public figures that each audience sees: a kommun sees its own besides."""
    cells = sum(one.cells for one in shown)
    found = {}
    for audience in (PUBLIK, *kommun_audiences()) if cells else ():
        own = kommun_of(audience)
        seen = sum(one.cells if one.area == own else one.visible for one in shown)
        found[audience] = round(100 * seen / cells)
    return found
