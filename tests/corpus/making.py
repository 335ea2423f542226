"""The bytes of the corpus's files: registers from each contract's own examples, some cells changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.contracts import DATASETS

REFERRALS = "remiss_id;kommun;barn_id;inkommen;utfall;avslutad"
PLACEMENTS = "placering_id;kommun;barn_id;placeringsform;startdatum;slutdatum"
A_REFERRAL = "R1;Ånge;B1;2026-01-15;matchad_gfo;2026-02-01"
A_PLACEMENT = "P1;Timrå;B1;hvb;2026-01-15;"


def table(dataset: str, *changes: Mapping[str, str], without: Sequence[str] = ()) -> list[list[str]]:
    """A header and one right row a mapping, with its cells changed; ids differ from row to row."""
    specs = DATASETS[dataset].fields.values()
    columns = [spec.column for spec in specs if spec.column not in without]
    rows = []
    for number, changed in enumerate(changes, 2):
        cells = {
            spec.column: f"{spec.example}-{number}" if spec.kind == "id" else spec.example for spec in specs
        }
        unknown = changed.keys() - cells.keys()
        assert not unknown, unknown
        cells |= changed
        rows.append([cells[column] for column in columns])
    return [columns, *rows]


def faulty(path: Path, dataset: str, **cells: str) -> None:
    """A register whose row 2 is right and whose row 3 has these cells instead."""
    write(path, table(dataset, {}, cells))


def write(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    delimiter: str = ";",
    codec: str = "cp1252",
    end: str = "\r\n",
) -> None:
    """Delimited text with no quotation."""
    write_lines(path, *(delimiter.join(row) for row in rows), codec=codec, end=end)


def write_lines(path: Path, *lines: str, codec: str = "cp1252", end: str = "\r\n") -> None:
    path.write_bytes("".join(line + end for line in lines).encode(codec))
