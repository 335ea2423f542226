"""What the demo tells, as files: what was known when, what is wrong in them, and what is declared about it."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.checking.sheets import check_sheets
from pipelines.contracts.findings import Severity
from pipelines.deliveries.corrections import parse_corrections
from pipelines.deliveries.waivers import in_force, parse_waivers
from pipelines.periods import Period
from pipelines.reading.files import read_file
from pipelines.synthetic import Chapter, SampleFile, write_story
from pipelines.synthetic.snapshot import known_on
from tests.fixtures.counting import Register
from tests.fixtures.samples import SEEDS, made

T1_ENDS = date(2026, 4, 30)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> list[Chapter]:
    return write_story(tmp_path_factory.mktemp("story"), seed=1)


def test_the_registers_of_an_earlier_day_give_the_same_figures_for_what_had_been() -> None:
    now, then = made(1), known_on(made(1), T1_ENDS)
    for kpi in (
        "referrals_received",
        "referrals_matched",
        "replacements",
        "bank_homes_available",
        "foster_children",
    ):
        for period in (Period.tertial(2022, 3), Period.tertial(2025, 3), Period.tertial(2026, 1)):
            assert Register(then).count(kpi, period) == Register(now).count(kpi, period), (kpi, period.id)


def test_nothing_of_a_later_day_is_known() -> None:
    then = known_on(made(1), T1_ENDS)
    registers = [*then.placements.values(), *then.costs.values(), *then.gfo.values()]
    days = [value for rows in registers for row in rows for value in row.values() if isinstance(value, date)]
    assert max(days) <= T1_ENDS
    open_now = [row for row in then.gfo["remisser"] if row["utfall"] == "pagaende"]
    assert len(open_now) > 5
    assert all(row["avslutad"] is None for row in open_now)


@pytest.mark.slow
def test_the_same_seed_tells_the_same_story(story: list[Chapter], tmp_path: Path) -> None:
    def digests(chapters: list[Chapter]) -> list[tuple[str, str]]:
        return [
            (file.path.name, sha256(file.path.read_bytes()).hexdigest())
            for chapter in chapters
            for file in chapter.files
        ]

    assert digests(write_story(tmp_path, seed=1)) == digests(story)


def test_the_meeting_lies_between_the_two_tertials(story: list[Chapter]) -> None:
    first, second = story
    assert first.meeting is not None
    assert first.meeting.period == "2026T1"
    last_of_first = max(file.received for file in first.files)
    first_of_second = min(file.received for file in second.files)
    assert last_of_first < first.as_of < first_of_second < second.as_of
    assert first.as_of.date() < first.meeting.held < first_of_second.date()


def test_one_kommun_is_late_with_its_costs(story: list[Chapter]) -> None:
    first, second = story
    costs = "exempel_kramfors_kostnader.csv"
    assert [file.through for file in first.files if file.path.name == costs] == [date(2025, 12, 31)]
    assert [file.through for file in second.files if file.path.name == costs] == [T1_ENDS, date(2026, 8, 31)]


def test_every_refused_file_is_mended_by_a_later_one(story: list[Chapter]) -> None:
    for chapter in story:
        for refused in (file for file in chapter.files if not file.stands):
            mended = [file for file in chapter.files if file.path.name == refused.path.name and file.stands]
            assert [file.received > refused.received for file in mended] == [True]
    assert sum(not file.stands for chapter in story for file in chapter.files) == 2


def findings_of(file: SampleFile, chapter: Chapter) -> list[tuple[str, Severity]]:
    read = read_file(file.path)
    day = file.received.date()
    checks = check_sheets(
        read.sheets,
        file_name=read.file_name,
        received=day,
        waivers=in_force(parse_waivers(chapter.declared.waivers), day),
    )
    return [
        (finding.code, finding.severity)
        for found in (read.findings, *(check.all_findings for check in checks))
        for finding in found
    ]


def tells_only_its_own(chapters: list[Chapter]) -> None:
    """Two waived findings a chapter; a missing column and an amount that is none in what is refused.

    One kommun writes its days as eight figures in two columns, and is told how they are read (V020).
    """
    for chapter in chapters:
        standing = Counter(
            finding for file in chapter.files if file.stands for finding in findings_of(file, chapter)
        )
        days_read = standing.pop(("V020", Severity.NOTE), 0)
        assert days_read in (0, 2)
        assert standing == {("R018", Severity.NOTE): 1, ("R039", Severity.NOTE): 1}
        for file in (file for file in chapter.files if not file.stands):
            # The waived row may be in the file too.
            found = {severity for code, severity in findings_of(file, chapter) if code != "R018"}
            assert found in ({Severity.FILE}, {Severity.ROW}), file.path.name
    assert parse_corrections(chapters[0].declared.corrections) == []
    (correction,) = parse_corrections(chapters[1].declared.corrections)
    assert {correction.old, correction.new} == {"aterlamnad", "atertagen"}


@pytest.mark.slow
def test_nothing_is_found_but_what_the_story_tells(story: list[Chapter]) -> None:
    tells_only_its_own(story)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS[1:6])
def test_nothing_is_found_but_what_the_story_tells_whatever_the_seed(tmp_path: Path, seed: int) -> None:
    tells_only_its_own(write_story(tmp_path, seed=seed))


def test_the_correction_restores_what_the_sample_holds(story: list[Chapter]) -> None:
    (declared,) = tomllib.loads(story[1].declared.corrections)["correction"]
    (row,) = [row for row in made(1).gfo["remisser"] if row["remiss_id"] == declared["row"]]
    assert row["utfall"] == declared["new"]
    assert row["avslutad"] is not None
    assert Period.tertial_of(row["avslutad"]).id == "2026T1"  # type: ignore[arg-type]
