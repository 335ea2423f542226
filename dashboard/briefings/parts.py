"""What documents and screens are made of, as data: sentences, large figures, charts, tables. How they look is the
format's: HTML in `views/meeting`, SVG and PDF, PowerPoint and Word beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dashboard.words import formats
from dashboard.words.absence import kept_back
from dashboard.words.tables import ROUNDED, Amount, Cell, Table, is_rounded_apart, shown

# lying: a bar a label, its parts after each other; beside: a column a series.
Form = Literal["lying", "beside"]
Look = Literal["front", "back"]
#: A period, or what lies between two numbers, that stands on one line.
WHOLE_PERIOD = re.compile(r"T[1-3] \d{4}|\d+–\d+|[a-z]{3}–[a-z]{3} \d{4}")


@dataclass(frozen=True)
class Lines:
    """A few sentences, one under the other; `listed` as points of a list; `head` sets them apart from those above."""

    sentences: tuple[str, ...]
    listed: bool = False
    head: str = ""


@dataclass(frozen=True)
class Big:
    """A few large figures beside each other: (figure, what it is, what it is set beside)."""

    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Series:
    """A row of figures of a chart, one a label; `look` says how it is drawn among the others."""

    name: str
    values: tuple[Amount, ...]
    look: Look = "front"


@dataclass(frozen=True)
class Chart:
    """Figures to be drawn. `title` says what happened, `sub` what is shown, `described` the same without eyes.

    `words` stand after each label's figure, and `front` is the label that is spoken of. A line lies at the height that
    is aimed at (`aims`, one a label), and a lying bar begins where `starts` says and has a tint of its own where its
    label is among those that go `out`; on a slide, whose native charts have
    neither, the title and the signs of the labels say so.
    """

    form: Form
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    sub: str = ""
    described: str = ""
    words: tuple[str, ...] = ()
    front: str = ""
    what: str = ""
    starts: tuple[int, ...] = ()
    out: tuple[str, ...] = ()
    aims: tuple[formats.Number | None, ...] = ()

    @property
    def table(self) -> Table:
        """The figures that are drawn: what a chart's own workbook holds."""
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (label, *(series.values[n] for series in self.series)) for n, label in enumerate(self.labels)
        )
        return Table((self.what, *(series.name for series in self.series)), rows)

    @property
    def aimed(self) -> str:
        """What is aimed at, and from when: `28 från T3 2023, 30 från T1 2026`; blank without any."""
        known = [(aim, label) for aim, label in zip(self.aims, self.labels, strict=False) if aim is not None]
        first = {formats.number(aim): label for aim, label in reversed(known)}
        each = dict.fromkeys(formats.number(aim) for aim, _label in known)
        return ", ".join(f"{aim} från {first[aim]}" for aim in each)

    @property
    def alternative(self) -> str:
        """The chart without eyes: as it is described, or every figure in its order."""
        if self.described:
            return self.described
        each = []
        for n, label in enumerate(self.labels):
            parts = [(one.name, one.values[n].text) for one in self.series]
            told = ", ".join(f"{name} {figure}" for name, figure in parts) if len(parts) > 1 else parts[0][1]
            each.append(f"{label}: {told}")
        return f"{self.title or self.sub} {'; '.join(each)}.".strip()

    def figure(self, place: int) -> str:
        """What stands at a lying bar's end: its one figure, or the sum of its parts."""
        parts = [series.values[place] for series in self.series]
        if len(parts) == 1 or any(part.number is None for part in parts):
            return parts[0].text
        return Amount(sum(part.number or 0 for part in parts), parts[0].unit, parts[0].decimals).text


@dataclass(frozen=True)
class Grid:
    """A table with its name, which a reader without eyes hears; `numbers` are the columns that stand to the right,
    beside those that hold numbers; `under` is said under it."""

    name: str
    table: Table
    numbers: tuple[int, ...] = ()
    under: str = ""

    @property
    def right(self) -> frozenset[int]:
        return self.table.numeric | frozenset(self.numbers)


@dataclass(frozen=True)
class Beside:
    """Two halves."""

    left: Part
    right: Part


Single = Lines | Big | Chart | Grid
Part = Single | Beside


@dataclass(frozen=True)
class Page:
    """A heading that says what happened, what stands under it, and what whoever speaks may want to know."""

    title: str
    parts: tuple[Part, ...]
    note: str = ""

    @property
    def told(self) -> tuple[Part, ...]:
        """The parts as every format writes them: with what must be said under their tables, and a chart that says what
        the page is called says it once."""
        told: list[Part] = []
        for part in self.parts:
            said = _under(part)
            part = _untitled(part, self.title)
            told += [part, Lines(said)] if said else [part]
        return tuple(told)


@dataclass(frozen=True)
class Document:
    """One document for one audience.

    `mark` says for whom it is, `facts` stand under the title as (word, text), `foot` at the foot of every page.
    `made` is the day that its file says it was made: the version's own, so that the same version gives the same file.
    """

    title: str
    subtitle: str
    mark: str
    foot: str
    pages: tuple[Page, ...]
    facts: tuple[tuple[str, str], ...] = field(default=())
    cover: bool = True


def one_series(
    rows: Iterable[tuple[str, Amount, str]], *, title: str = "", described: str = "", front: str = ""
) -> Chart:
    """Lying bars: (label, figure, words after it)."""
    found = list(rows)
    return Chart(
        "lying",
        tuple(label for label, _amount, _words in found),
        (Series("Antal", tuple(amount for _label, amount, _words in found)),),
        title=title,
        described=described,
        words=tuple(words for _label, _amount, words in found),
        front=front,
    )


def filled(name: str, table: Table, numbers: Collection[int]) -> Grid:
    """A table without the columns that no row has anything in; the first, which names the rows, stays."""
    kept = [
        n
        for n in range(len(table.columns))
        if not n or any(shown(row[n]) not in ("", formats.MISSING) for row in table.rows)
    ]
    columns = tuple(table.columns[n] for n in kept)
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    right = tuple(place for place, n in enumerate(kept) if n in numbers)
    return Grid(name, replace(table, columns=columns, rows=rows), right)


def without_hidden(grid: Grid) -> Grid:
    """A table without the rows that are protected in every column: under it they are named. One that has no other
    rows stays."""
    rows = grid.table.rows
    kept = [row for row in rows if not all(isinstance(c, Amount) and c.status == "hidden" for c in row[1:])]
    if not kept or len(kept) == len(rows):
        return grid
    names = [shown(row[0]) for row in rows if row not in kept]
    return replace(
        grid, table=replace(grid.table, rows=tuple(kept)), under=kept_back(names, len(grid.table.columns) - 1)
    )


def halved(page: Page) -> Page:
    """A chart and the first table, or the sentences, beside each other: a page is wider than they are."""
    charts = [part for part in page.parts if isinstance(part, Chart)]
    others: list[Part] = [part for part in page.parts if isinstance(part, Grid)]
    others = others or [part for part in page.parts if isinstance(part, Lines)]
    if not charts or not others:
        return page
    halves: tuple[Part, Part] = (charts[0], others[0])
    above = [part for part in page.parts if part not in halves and isinstance(part, Lines)]
    below = [part for part in page.parts if part not in halves and not isinstance(part, Lines)]
    return replace(page, parts=(*above, Beside(*halves), *below))


def every(parts: Iterable[Part]) -> Iterator[Single]:
    """The parts, halves by themselves, in reading order."""
    for part in parts:
        if isinstance(part, Beside):
            yield from every((part.left, part.right))
        else:
            yield part


def _untitled(part: Part, title: str) -> Part:
    if isinstance(part, Chart) and part.title == title:
        return replace(part, title="", described=part.alternative)
    return part


def _under(part: Part) -> tuple[str, ...]:
    """What is said under the tables of a part, each thing once."""
    grids = [one for one in every((part,)) if isinstance(one, Grid)]
    said = [grid.under for grid in grids if grid.under]
    said += [ROUNDED] if any(is_rounded_apart(grid.table) for grid in grids) else []
    return tuple(dict.fromkeys(said))


def cells(parts: Iterable[Part]) -> Iterator[Cell]:
    """Every cell of every table and chart."""
    for part in every(parts):
        if isinstance(part, Chart | Grid):
            for row in part.table.rows:
                yield from row


def column_shares(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """How the room (in letters) is shared between the columns: each has its longest word, and what is left goes to
    those that have longer texts."""
    words = [_longest_word(row[n] for row in rows) + 2 for n in range(len(rows[0]))]
    whole = [max(len(row[n]) for row in rows) + 2 for n in range(len(rows[0]))]
    wants = [max(longest - least, 0) for longest, least in zip(whole, words, strict=True)]
    left = max(room - sum(words), 0)
    part = min(1.0, left / (sum(wants) or 1))
    return [least + want * part for least, want in zip(words, wants, strict=True)]


def _longest_word(texts: Iterable[str]) -> int:
    """Of what is folded at blanks and after dashes; a no-break space does not fold, nor a period."""
    whole = (WHOLE_PERIOD.sub(lambda found: "x" * len(found[0]), text) for text in texts)
    return max((len(word) for text in whole for word in text.replace("–", "– ").split(" ")), default=0)
