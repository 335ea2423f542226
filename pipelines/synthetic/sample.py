"""The sample as deliveries: every register once, whole and without a fault, as it stands at the reporting date."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines.synthetic.draw import REPORTING_DATE
from pipelines.synthetic.files import SampleFile, exports, write_files
from pipelines.synthetic.registers import make_rows

_FIRST_RECEIVED = datetime(2026, 9, 8, 7, 15, tzinfo=UTC)


def write_sample(folder: Path, *, seed: int = 1) -> list[SampleFile]:
    """Write the sample's files into `folder` (made if missing) and say how each is to be delivered.

    The same seed gives the same bytes. Existing files of the same names are replaced.
    """
    rows = exports(make_rows(seed))
    return write_files(folder, rows, through=REPORTING_DATE, first_received=_FIRST_RECEIVED)
