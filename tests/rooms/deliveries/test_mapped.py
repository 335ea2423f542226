"""A sender's own words count for the sender's own files, found by the rows or by name."""

from __future__ import annotations

import sys

import pytest

from pipelines.checking.files import check_file
from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.deliveries.sender_mapping import check_as_sent
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import PLACEMENTS, SEPTEMBER, placement, placements, write_csv

OWN_COLUMN = '[datasets.placeringar.columns]\n"Insats-ID" = "placering_id"\n'
OWN_CODE = '[datasets.placeringar.codes.placeringsform]\n"Villa" = "hvb"\n'


@pytest.fixture
def home(tmp_path):
    home = DataHome(tmp_path / "hem")
    home.claim("real")
    home.mappings.mkdir()
    return home


def own_words(path, kommun="Timrå", *, without=0, form="Villa"):
    columns = ("Insats-ID", *PLACEMENTS[1:])
    width = len(columns) - without
    return write_csv(path, columns[:width], [placement(1, kommun, form=form)[:width]])


@pytest.mark.parametrize("name", rest_slow(["2262", "Timrå", "timrå"], lambda name: name != "Timrå"))
@pytest.mark.parametrize("sender", [None, "Timrå"])
def test_a_mapping_is_found_by_the_senders_name_or_code(home, tmp_path, name, sender):
    (home.mappings / f"{name}.toml").write_text(OWN_COLUMN + OWN_CODE, encoding="utf-8")
    (receipt,) = deliver(home, own_words(tmp_path / "a.csv"), received=SEPTEMBER, sender=sender)
    assert receipt.status is DeliveryStatus.ACCEPTED


def test_a_mapping_of_codes_alone_is_used_for_a_file_whose_headers_are_right(home, tmp_path):
    (home.mappings / "2262.toml").write_text(OWN_CODE, encoding="utf-8")
    file = write_csv(tmp_path / "a.csv", PLACEMENTS, [placement(1, form="Villa")])
    (receipt,) = deliver(home, file, received=SEPTEMBER)
    assert receipt.status is DeliveryStatus.ACCEPTED


def test_another_senders_mapping_is_never_used(home, tmp_path):
    (home.mappings / "2260.toml").write_text(OWN_COLUMN + OWN_CODE, encoding="utf-8")
    (receipt,) = deliver(home, own_words(tmp_path / "a.csv", "Timrå"), received=SEPTEMBER)
    assert receipt.status is DeliveryStatus.REFUSED


def test_what_is_still_wrong_is_told_in_the_senders_own_words(home, tmp_path):
    (home.mappings / "2262.toml").write_text(OWN_COLUMN, encoding="utf-8")
    file = write_csv(tmp_path / "a.csv", ("Insats-ID", *PLACEMENTS[1:]), [placement(1, form="slott")])
    found = deliver_file(home, file, Terms(SEPTEMBER)).findings
    assert [finding.code for finding in found] == ["V002"]
    without = write_csv(tmp_path / "b.csv", ("Insats-ID", *PLACEMENTS[1:4]), [placement(1)[:4]])
    found = deliver_file(home, without, Terms(SEPTEMBER)).findings
    assert "placering_id" not in {finding.place.column for finding in found}
    assert "C003" in {finding.code for finding in found}


@pytest.mark.parametrize("names", [["mora"], ["2262", "timrå"]])
def test_a_mapping_that_is_no_senders_or_one_too_many_is_said(home, tmp_path, names):
    for name in names:
        (home.mappings / f"{name}.toml").write_text(OWN_COLUMN, encoding="utf-8")
    with pytest.raises(ReaderError) as error:
        deliver(home, placements(tmp_path / "a.csv", range(3)), received=SEPTEMBER)
    assert error.value.code == "M006"


@pytest.mark.parametrize(("content", "readings"), [(b"\x89PNG\r\n\x1a\n", 1), (b"1;2;3\n4;5;6\n", 4)])
def test_what_no_mapping_can_mend_is_not_read_once_a_mapping(home, tmp_path, content, readings):
    for name in ("Timrå", "Kramfors", "GFO"):
        (home.mappings / f"{name}.toml").write_text("", encoding="utf-8")
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    opened: list[object] = []
    watching = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open" and str(arguments[0]) == str(file):
            opened.append(event)

    sys.addaudithook(note)  # one cannot be taken away again
    check_as_sent(home, file, received=SEPTEMBER.date())
    several = len(opened)
    opened.clear()
    check_file(file, received=SEPTEMBER.date())
    watching = False
    assert several == readings * len(opened)
