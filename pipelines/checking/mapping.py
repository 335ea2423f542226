"""A sender's own words, as they are used: which columns, codes and conventions of theirs are which of ours.

How they are written down (`<home>/mappings/<sender>.toml`) is read by `mapping_file`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.contracts.headers import normalise_header


@dataclass(frozen=True)
class CaseNumbers:
    """An id column that holds case numbers: the identity gate lets single chance hits in it pass."""

    dataset: str
    column: str
    reason: str
    who: str


@dataclass(frozen=True)
class ExcusedColumn:
    """A column whose name sounds like a person's and is none: `header` as the sender writes it, who says so and why."""

    header: str
    reason: str
    who: str


@dataclass(frozen=True)
class TableArea:
    """Where in a file a dataset stands: its sheet (blank: any), and how many rows at its ends are not its."""

    sheet: str = ""
    skip_top: int = 0
    skip_bottom: int = 0


@dataclass(frozen=True)
class SenderMapping:
    """What a sender says of its files; every mapping below is by dataset first.

    `columns`: delivered column by normalised header. `codes`: code by normalised text, per delivered column.
    `constants`: text by column that the file lacks. `joined`: columns of ours whose texts together make an id.
    `formats`: how the days of a column are written. `factors`: what a number is multiplied by. `blanks`: normalised
    words that mean blank, per column. `last_day_included`: columns whose day still counts, so that the end is the
    day after. `summed`: datasets whose rows of one key are added. `text`: the file as it was, for the ledger.
    """

    sender: str
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    case_numbers: tuple[CaseNumbers, ...] = ()
    text: str = ""
    constants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    joined: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    formats: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    factors: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    blanks: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    last_day_included: Mapping[str, frozenset[str]] = field(default_factory=dict)
    summed: frozenset[str] = frozenset()
    areas: Mapping[str, TableArea] = field(default_factory=dict)
    excused: tuple[ExcusedColumn, ...] = ()

    @property
    def headers(self) -> frozenset[str]:
        """The sender's own headers, normalised: known when the header row is looked for."""
        return frozenset(header for columns in self.columns.values() for header in columns)

    @property
    def skip_top(self) -> int:
        """How many rows at the top of a sheet hold no header."""
        return max((area.skip_top for area in self.areas.values()), default=0)

    def case_number_headers(self) -> frozenset[str]:
        """Normalised headers, ours and the sender's own, of the columns declared as case numbers."""
        found: set[str] = set()
        for declared in self.case_numbers:
            found.add(declared.column)
            own = self.columns.get(declared.dataset, {})
            found |= {header for header, column in own.items() if column == declared.column}
        return frozenset(found)

    def excused_headers(self) -> frozenset[str]:
        """Normalised headers that somebody has said name no person."""
        return frozenset(normalise_header(declared.header) for declared in self.excused)

    def without_kommun(self) -> SenderMapping:
        """The mapping without what it says of the kommun: for files whose own rows must tell whose they are."""
        constants = {
            dataset: {column: text for column, text in given.items() if column != "kommun"}
            for dataset, given in self.constants.items()
        }
        return replace(self, constants=constants)
