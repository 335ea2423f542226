"""The corpus through `gfo deliver`: what is refused is kept and told of, and what stood before still stands."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.checking.files import check_file
from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import Severity
from pipelines.deliveries.active import active_receipts
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.deliveries.kept_text import holds_more
from pipelines.deliveries.receipts import Receipt
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.ledger import open_ledger
from tests.corpus import hostile
from tests.corpus.all_files import BAD
from tests.corpus.case import BadFile
from tests.corpus.making import A_REFERRAL, REFERRALS, write_lines
from tests.fixtures.command import run_gfo
from tests.fixtures.registers import NOVEMBER, OCTOBER, SEPTEMBER, placements

EVERY = 12
"""One in so many of the files that are not hostile; the hostile ones all go through the command."""


def is_refused(file: BadFile) -> bool:
    severities = [finding_kinds()[at.code].severity for at in file.expected if at.code[0] != "L"]
    return Severity.FILE in severities or Severity.ROW in severities


def by_the_command(file: BadFile) -> bool:
    """Whether the file needs nothing but the command, and may be kept when it is refused."""
    plain = not (file.limits or file.former or file.sender or file.dataset)
    # A month that has not been is one in September, and has been when the command is run in October.
    return plain and is_refused(file) and file.shows.code[0] != "I" and file.shows.code != "V014"


SAMPLE = [file for file in hostile.corpus.bad if by_the_command(file)]
SAMPLE += [file for file in BAD if by_the_command(file) and file not in SAMPLE][::EVERY]


@dataclass(frozen=True)
class Run:
    """One `gfo deliver` of the sample and then of a right file, in a home where registers stand."""

    home: DataHome
    folder: Path
    result: subprocess.CompletedProcess[str]
    before: list[Receipt]
    after: list[Receipt]


def standing(home: DataHome) -> list[Receipt]:
    with home.writing(), open_ledger(home) as ledger:
        return active_receipts(ledger, NOVEMBER)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = DataHome(tmp_path_factory.mktemp("corpus") / "home")
    folder = tmp_path_factory.mktemp("files")
    for former in (placements(folder / "p.csv", range(9)), folder / "r.csv"):
        if former.name == "r.csv":
            write_lines(former, REFERRALS, A_REFERRAL.replace("R1", "R9"))
        assert deliver_file(home, former, Terms(SEPTEMBER, kind="real")).accepted
    before = standing(home)
    for file in SAMPLE:
        file.make(folder / file.name)
    last = placements(folder / "sist.csv", range(3), "Kramfors")
    result = run_gfo(
        "deliver",
        *(str(folder / file.name) for file in SAMPLE),
        str(last),
        f"--received={OCTOBER:%Y-%m-%d}",
        home=home.root,
    )
    return Run(home, folder, result, before, standing(home))


@pytest.mark.slow
def test_command_ends_with_1_and_never_with_a_traceback(run: Run) -> None:
    assert run.result.returncode == 1, run.result.stderr
    assert run.result.stderr == ""
    assert "Traceback" not in run.result.stdout
    assert not (run.home.root / "logs").exists()


@pytest.mark.slow
def test_former_deliveries_still_stand_and_the_file_after_them_is_accepted(run: Run) -> None:
    (new,) = [receipt for receipt in run.after if receipt not in run.before]
    assert [receipt for receipt in run.after if receipt != new] == run.before
    assert (new.file_name, new.rows_accepted, new.kommun_code) == ("sist.csv", 3, "2282")


@pytest.mark.slow
@pytest.mark.parametrize("file", SAMPLE, ids=lambda file: file.name)
def test_refused_file_is_kept_byte_for_byte_with_its_report(run: Run, file: BadFile) -> None:
    sha256 = file_hash(run.folder / file.name)
    kept = run.home.refused / sha256
    assert f"{file.shows.code} " in run.result.stdout
    # What nobody could look into may hide a person, and what no contract names is nowhere: no copy of it is kept.
    looked_into = (kept / file.name).exists()
    checked = check_file(run.folder / file.name, received=OCTOBER.date())
    assert looked_into or file in hostile.corpus.bad or holds_more(checked)
    assert not looked_into or file_hash(kept / file.name) == sha256
    where = (
        "Filen och rapporten ligger" if looked_into else "Filen har inte sparats någonstans. Rapporten ligger"
    )
    assert f"{where} i {kept}\n" in run.result.stdout
    assert (kept / "rapport.xlsx").read_bytes().startswith(b"PK")
    assert not (run.home.archive / sha256).exists()


ON_OUR_LIMITS = [file for file in hostile.corpus.bad if not file.limits]


@pytest.mark.slow
@pytest.mark.parametrize("file", ON_OUR_LIMITS, ids=lambda file: file.name)
def test_hostile_file_is_refused(tmp_path: Path, file: BadFile) -> None:
    file.make(tmp_path / file.name)
    delivery = deliver_file(DataHome(tmp_path / "home"), tmp_path / file.name, Terms(SEPTEMBER))
    assert not delivery.accepted


@pytest.mark.slow
def test_two_hundred_megabytes_of_one_line_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{REFERRALS};".encode() + b"x" * 200_000_000)
    after = placements(tmp_path / "b.csv", range(3))
    home = DataHome(tmp_path / "home")
    result = run_gfo("deliver", str(path), str(after), f"--received={OCTOBER:%Y-%m-%d}", home=home.root)
    assert (result.returncode, result.stderr) == (1, "")
    assert "F016" in result.stdout
    assert [receipt.file_name for receipt in standing(home)] == ["b.csv"]


def test_register_whose_former_file_is_damaged_waits(tmp_path: Path) -> None:
    home = DataHome(tmp_path / "home")
    former = deliver_file(home, placements(tmp_path / "a.csv", range(20)), Terms(SEPTEMBER)).receipts[0]
    (home.archive / former.sha256 / former.file_name).write_bytes(b"x")
    delivery = deliver_file(home, placements(tmp_path / "b.csv", range(21)), Terms(OCTOBER))
    assert [finding.code for finding in delivery.findings] == ["L022"]
    assert not delivery.accepted


ODD_NAMES = {
    b"\xe5rsrapport.csv": "årsrapport.csv",
    b"ny\nrad.csv": "ny_rad.csv",
    b"\x1b[31mr\xc3\xb6d.csv": "_[31mröd.csv",
    b"=cmd.csv": "=cmd.csv",
    "a\u0308".encode() * 80 + b".csv": "ä" * 80 + ".csv",
    b"\xe4" * 200 + b".csv": "ä" * 98 + ".csv",
}


@pytest.mark.slow
def test_files_with_odd_names_are_kept_under_plain_ones(tmp_path: Path) -> None:
    paths = [Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)) for raw in ODD_NAMES]
    for number, path in enumerate(paths):
        write_lines(path, REFERRALS, A_REFERRAL, f"R{number};Ånge")
    home = DataHome(tmp_path / "home")
    result = run_gfo("deliver", *map(str, paths), home=home.root)
    assert (result.returncode, result.stderr) == (1, "")
    assert [line for line in result.stdout.splitlines() if line in ODD_NAMES.values()] == [
        *ODD_NAMES.values()
    ]
    for path, kept in zip(paths, ODD_NAMES.values(), strict=True):
        assert (home.refused / file_hash(path) / kept).read_bytes() == path.read_bytes()


def test_report_that_is_delivered_by_mistake_is_told_of_and_kept_nowhere(tmp_path: Path) -> None:
    home = DataHome(tmp_path / "home")
    bad = tmp_path / "a.csv"
    write_lines(bad, REFERRALS, "R2;Ånge")
    deliver_file(home, bad, Terms(SEPTEMBER))
    report = home.refused / file_hash(bad) / "rapport.xlsx"
    deliver_file(home, report, Terms(OCTOBER))
    kept = home.refused / file_hash(report)
    # Its sheets are nobody's register, and what no contract names is not kept.
    assert [path.name for path in kept.iterdir()] == ["rapport_om_rapport.xlsx"]
