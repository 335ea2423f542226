"""Every sample file is read and checked as any delivery: accepted to the last row, with nothing to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.checking.sheets import CheckState, check_sheets
from pipelines.contracts import DATASETS
from pipelines.reading.files import read_file
from pipelines.synthetic import write_sample
from tests.fixtures.samples import SEEDS


def check_all(folder: Path, seed: int) -> set[tuple[str, str, str | None]]:
    parts_found: set[tuple[str, str, str | None]] = set()
    for file in write_sample(folder, seed=seed):
        read = read_file(file.path)
        assert read.findings == (), file.path.name
        for check in check_sheets(read.sheets, file_name=read.file_name, received=file.received.date()):
            # One of the kommuner writes its days as eight figures, and is told how they are read.
            said = {finding.code for finding in check.all_findings}
            assert said <= {"V020"}, (file.path.name, check.sheet)
            for part in check.parts:
                assert part.rows_refused == 0
                assert part.accepted.height == part.rows_total > 0
                # Ånge may have no child in SiS, and then a rule about SiS has nothing to look at.
                states = {outcome.state for outcome in part.checks if outcome.name != "sis_by_lvu"}
                assert states == {CheckState.PASSED}
                # Two of SCB's tables of population: each its own sender.
                key = (part.dataset, part.sender, part.kommun_code)
                assert key not in parts_found
                parts_found.add(key)
                if part.kommun_code:
                    assert part.kommun_code == file.sender
    return parts_found


@pytest.mark.slow
def test_every_row_of_the_sample_is_accepted(tmp_path: Path) -> None:
    found = check_all(tmp_path, seed=1)
    assert {dataset for dataset, *_ in found} == set(DATASETS)
    assert sum(dataset == "placeringar" for dataset, *_ in found) == 6
    assert sum(dataset == "kostnader" for dataset, *_ in found) == 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS[1:6])
def test_every_row_is_accepted_whatever_the_seed(tmp_path: Path, seed: int) -> None:
    # Placements and costs come from six kommuner each, the population in two tables.
    assert len(check_all(tmp_path, seed)) == len(DATASETS) + 5 + 5 + 1
