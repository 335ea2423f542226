"""What `gfo demo` tells: the first tertial of 2026 up to its meeting, and the second one after it.

T1: everybody delivers in May but Kramfors, whose costs are late; the styrgrupp sees what there is on 10 June. After the
meeting Kramfors' costs come, GFO finds that a referral had the wrong outcome, and Örnsköldsvik has registered
two placements of April late. T2: Sollefteå's first file is refused and Ånge's waits for an amount; both are mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipelines.synthetic.draw import KRAMFORS, REPORTING_DATE, SOLLEFTEÅ, ÅNGE, ÖRNSKÖLDSVIK
from pipelines.synthetic.files import Export, SampleFile, export_named, exports, write_files
from pipelines.synthetic.registers import SampleRows, make_rows
from pipelines.synthetic.rows import Row
from pipelines.synthetic.slips import Declared, make_slips
from pipelines.synthetic.snapshot import known_on

_YEAR_BEFORE_ENDS, _T1_BEGINS, _T1_ENDS = date(2025, 12, 31), date(2026, 1, 1), date(2026, 4, 30)
# Placements that begin this late in a tertial may be registered after it has been delivered.
_LATE_DAYS = timedelta(days=10)


@dataclass(frozen=True)
class Meeting:
    """A meeting of the styrgrupp: the period it was about, its day, and why it saw that version."""

    period: str
    held: date
    reason: str


@dataclass(frozen=True)
class Chapter:
    """One tertial: what came in, what the staff had declared by then, and the version made of it.

    `as_of` is when it was built and published, speaking of `reporting_date`; `reason` why it was published.
    """

    title: str
    files: Sequence[SampleFile]
    declared: Declared
    as_of: datetime
    reporting_date: date
    reason: str
    meeting: Meeting | None = None


def write_story(folder: Path, *, seed: int = 1) -> list[Chapter]:
    """Write the files of every chapter into a folder each, and say how they are delivered; the same for a seed."""
    delivered, declared = make_slips(make_rows(seed), _T1_BEGINS, _T1_ENDS)
    return [
        _first_tertial(folder / "2026T1", delivered, declared),
        _second_tertial(folder / "2026T2", delivered, declared),
    ]


def _first_tertial(folder: Path, delivered: SampleRows, declared: Declared) -> Chapter:
    year_before = exports(known_on(delivered, _YEAR_BEFORE_ENDS))
    files = write_files(
        folder.with_name("2025T3"),
        [export_named(year_before, KRAMFORS, "kostnader")],
        through=_YEAR_BEFORE_ENDS,
        first_received=datetime(2026, 1, 20, 9, 5, tzinfo=UTC),
    )
    present = exports(_registered_in_time(known_on(delivered, _T1_ENDS)))
    late = export_named(present, KRAMFORS, "kostnader")
    files += write_files(
        folder,
        [export for export in present if export is not late],
        through=_T1_ENDS,
        first_received=datetime(2026, 5, 18, 7, 15, tzinfo=UTC),
    )
    return Chapter(
        "T1 2026",
        files,
        replace(declared, corrections=""),
        as_of=datetime(2026, 5, 28, 13, 0, tzinfo=UTC),
        reporting_date=_T1_ENDS,
        reason="Första tertialet 2026.",
        meeting=Meeting(
            "2026T1", date(2026, 6, 10), "Styrgruppens möte i juni. Kramfors kostnader hade inte kommit."
        ),
    )


def _second_tertial(folder: Path, delivered: SampleRows, declared: Declared) -> Chapter:
    late = export_named(exports(known_on(delivered, _T1_ENDS)), KRAMFORS, "kostnader")
    files = write_files(
        folder.with_name("2026T1"),
        [late],
        through=_T1_ENDS,
        first_received=datetime(2026, 6, 24, 8, 40, tzinfo=UTC),
    )
    present = exports(delivered)
    spoilt = [
        _without_column(export_named(present, SOLLEFTEÅ, "placeringar"), "startdatum"),
        _without_an_amount(export_named(present, ÅNGE, "kostnader")),
    ]
    first_received = datetime(2026, 9, 8, 7, 15, tzinfo=UTC)
    refused = write_files(
        folder / "första försöket",
        spoilt,
        through=REPORTING_DATE,
        first_received=first_received - timedelta(days=1),
    )
    files += [replace(file, stands=False) for file in refused]
    files += write_files(folder, present, through=REPORTING_DATE, first_received=first_received)
    return Chapter(
        "T2 2026",
        files,
        declared,
        as_of=datetime(2026, 9, 11, 9, 15, tzinfo=UTC),
        reporting_date=REPORTING_DATE,
        reason="Andra tertialet 2026. En remiss har fått rätt utfall, Kramfors kostnader för T1 har kommit och "
        "Örnsköldsvik har registrerat placeringar i april i efterhand.",
    )


def _registered_in_time(rows: SampleRows) -> SampleRows:
    """Without the placements that Örnsköldsvik has not registered yet."""
    own = rows.placements[ÖRNSKÖLDSVIK]
    known = [
        row
        for row in own
        if isinstance(row["startdatum"], date) and row["startdatum"] <= _T1_ENDS - _LATE_DAYS
    ]
    return replace(rows, placements=rows.placements | {ÖRNSKÖLDSVIK: known})


def _without_column(export: Export, column: str) -> Export:
    """Somebody hid a column that the register needs before saving."""
    sheets = {
        name: [{key: value for key, value in row.items() if key != column} for row in rows]
        for name, rows in export.sheets.items()
    }
    return replace(export, sheets=sheets)


def _without_an_amount(export: Export) -> Export:
    """The last month's amounts had not been booked when the file was made."""
    ((name, rows),) = export.sheets.items()
    last: Row = rows[-1] | {"belopp": "saknas"}
    return replace(export, sheets={name: [*rows[:-1], last]})
