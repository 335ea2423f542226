"""From published files to what they prove of every hidden cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import isinf
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.disclosure.attack.cells import Cell
from pipelines.disclosure.attack.listing import Listing
from pipelines.disclosure.attack.reading import Book, read_book
from pipelines.disclosure.attack.sight import Sight, look
from pipelines.disclosure.attack.solving import Interval
from pipelines.disclosure.attack.world import Sum, World

SCHEMA = {
    "release": pl.Int64, "kpi": pl.String, "cut": pl.String, "area": pl.String, "period": pl.String,
    "of": pl.String, "lower": pl.Float64, "upper": pl.Float64,
}  # fmt: skip
#: Whether releases are set apart, whether what has no exception among the shown is trusted, and whether what is known
#: from elsewhere is so of every release, not of the newest alone: given up in this order until the figures agree.
_ASSUMED = (
    (False, True, True), (False, True, False), (True, True, True), (True, False, True), (True, False, False),
)  # fmt: skip
_LISTED = frozenset({"ok", "published", "hidden"})


class _Question(NamedTuple):
    """One row that is to be answered, and the sum of cells that it asks for."""

    release: int
    kpi: str
    cut: str
    area: str
    period: str
    of: str
    sum: Sum


def attack(
    publik: Sequence[Path],
    own: Sequence[Path] = (),
    insider: str = "",
    known: pl.DataFrame | None = None,
    *,
    asked: Collection[tuple[str, ...]] | None = None,
    wide: tuple[float, float] | None = None,
    without: Collection[str] = (),
    renewed: Collection[tuple[int, str, str, str, str]] = (),
) -> pl.DataFrame:
    """Every cell that is hidden in some release, with the tightest interval that the files prove.

    `publik`: the public files of all releases, oldest first. `own`: the files of the kommun `insider`, whose own cells
    it knows. `known`: kpi, cut, area, period, lower, upper (null: open): what is known from elsewhere. `without`: kinds
    of relation that this adversary has not thought of (`relations.KINDS`, and `revisions`). `asked`: the rows (kpi,
    cut, area, period, of) that somebody wants to know of; None: all. `wide` (least, width): what may be `least` and any
    of `width` whole numbers is told no closer than that. `renewed` (release, kpi, cut, area, period): what is not to be
    taken for the same as in the release before, whatever shows.

    Returns release (0 the oldest), kpi, cut, area, period, of, lower, upper (null: no bound). `of` is blank, or names a
    KPI that this one is a part of: then the interval is of what the whole has beside the part, and there is a row
    wherever both are listed, also where both are shown. Whole numbers are rounded inwards. Quotients and medians have
    no row: they are bound by their parts.
    """
    books = [read_book(path) for path in publik]
    # Of an insider's file what is listed for nobody else binds nothing of others (`look`).
    listed = frozenset(figure.period for book in books for figure in book.figures)
    sights = _sights(books, [read_book(path, insider, listed) for path in own], insider)
    listings = [Listing(sight) for sight in sights]
    questions = [
        q
        for release, listing in enumerate(listings)
        for q in _questions(release, listing, insider)
        if asked is None or q[1:6] in asked
    ]
    changed = {release: set[Cell]() for release in range(len(listings))}
    for release, *name in renewed:
        if (cell := listings[release].sight.cell(*name)) is not None:
            changed[release].add(cell)
    proved: dict[tuple[int, Sum], Interval] = {}
    for apart, trusting, always in _ASSUMED:
        left = {(q.release, q.sum) for q in questions} - proved.keys()
        if left:
            world = World(
                listings,
                apart=apart,
                trusting=trusting,
                known=known,
                always=always,
                without=without,
                renewed=changed,
            )
            proved.update(world.prove(left, wide))
    rows = [(*q[:6], *map(_open, proved.get((q.release, q.sum), (None, None)))) for q in questions]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _open(bound: float | None) -> float | None:
    return None if bound is None or isinf(bound) else float(bound)


def _questions(release: int, listing: Listing, insider: str) -> Iterator[_Question]:
    sight = listing.sight
    listed = {figure[:4]: figure for figure in sight.books[0].figures if figure.status in _LISTED}
    for key, figure in listed.items():
        cell = sight.cell_of(figure)
        if figure.area == insider or cell is None or cell not in listing:
            continue
        if figure.status == "hidden":
            yield _Question(release, *key, "", ((1.0, cell),))
        for of in listing.wholes.get(figure.kpi, ()):
            other = listed.get((of, *key[1:]))
            whole = sight.cell_of(other) if other else None
            if whole is not None and whole in listing:
                yield _Question(release, *key, of, ((1.0, whole), (-1.0, cell)))


def _sights(public: Sequence[Book], own: Sequence[Book], insider: str) -> list[Sight]:
    """An insider's file is of the last release before it; a release without one is seen with the nearest."""
    near: list[list[Book]] = [[] for _ in public]
    for book in own:
        near[max((r for r, of in enumerate(public) if of.build <= book.build), default=0)].append(book)
    sights = []
    for release, book in enumerate(public):
        files = near[release] or [
            _own_part(other, insider)
            for others in (*near[release + 1 :], *reversed(near[:release]))
            for other in others
        ]
        nearest = sorted(files, key=lambda other, build=book.build: abs(other.build - build))  # type: ignore[misc]
        sights.append(look(book, nearest, insider))
    return sights


def _own_part(book: Book, insider: str) -> Book:
    """Only the insider's own: the rest of the file is of another release."""
    figures = [figure for figure in book.figures if figure.area == insider]
    return Book(book.build, book.kpis, book.spans, book.owners, figures)
