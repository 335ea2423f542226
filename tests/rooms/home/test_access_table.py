"""The access table: who is found, what is wrong with it in words, and that anything wrong lets nobody in."""

from __future__ import annotations

import errno
import os

import pytest

from pipelines.errors import disk_error
from pipelines.home import DataHome
from pipelines.home.access_table import AccessRow, access_table

ISSUER = "https://login.example.se"
ANNA = '[[reader]]\nemail = "Anna@Timra.se"\nrole = "enhetschef"\nkommun = "Timrå"\n'
BO = f'[[reader]]\nissuer = "{ISSUER}"\nsubject = "b-1"\nrole = "gfo"\nnote = "Bo"\n'


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "access.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return access_table(DataHome(tmp_path))

    return write


def test_a_reader_is_found_by_verified_email_in_any_case_or_by_issuer_and_subject(table):
    found = table(ANNA + BO)
    assert found.problems == ()
    assert found.find(ISSUER, "a-1", "anna@timra.se") == AccessRow(
        "enhetschef", "2262", email="anna@timra.se"
    )
    assert found.find(ISSUER, "b-1", "").role == "gfo"
    for issuer, subject, email in [
        (ISSUER, "a-1", ""),
        ("https://annan.example.se", "b-1", ""),
        (ISSUER, "b-2", "bo@gfo.se"),
        ("", "", ""),
    ]:
        assert found.find(issuer, subject, email) is None


@pytest.mark.parametrize("email", ["ſtina@gfo.se", "stina@gfo.ſe", "STINA@gfo.ſe", "stina@\u212afo.se"])
def test_what_only_looks_like_an_address_is_another(table, email):
    stina = table('[[reader]]\nemail = "Stina@gfo.se"\nrole = "styrgrupp"\n')
    assert stina.find(ISSUER, "s-1", "STINA@GFO.SE")
    assert stina.find(ISSUER, "s-1", email) is None
    kurt = table('[[reader]]\nemail = "stina@kfo.se"\nrole = "styrgrupp"\n')
    assert kurt.find(ISSUER, "s-1", email) is None


def test_a_file_that_a_windows_editor_wrote_counts(table):
    assert table("\ufeff" + ANNA.replace("\n", "\r\n")).find(ISSUER, "a-1", "anna@timra.se")


def test_a_reader_with_two_rows_that_differ_is_nobody(table):
    assert table(ANNA + BO).find(ISSUER, "b-1", "anna@timra.se") is None


def test_a_change_is_seen_at_once(table):
    assert table(ANNA).find(ISSUER, "a-1", "anna@timra.se")
    assert table(BO).find(ISSUER, "a-1", "anna@timra.se") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "inga rader"),
        ("reader = 3\n", "[[reader]]"),
        ("[[reader]\n", "access.toml är inte rätt skriven på rad 1, vid tecken 9."),
        ("x = " + "9" * 5000, "access.toml är inte rätt skriven."),
        ("x = " + "[" * 5000, "access.toml är inte rätt skriven."),
        ("reader gfo\n", "på rad 1, vid tecken 8: det saknas ett likhetstecken."),
        (ANNA + ANNA, "anna@timra.se står på 2 rader"),
        (ANNA + '[[lasare]]\nemail = "x@y.se"\n', "”lasare” känns inte igen"),
        (ANNA.replace("Timrå", "Umeå"), "Rad 1: en enhetschef har en kommun, och ”Umeå”"),
        (ANNA.replace('kommun = "Timrå"\n', ""), "Rad 1: en enhetschef har en kommun"),
        (ANNA.replace("enhetschef", "chef"), "role är ”chef”"),
        (ANNA.replace("Anna@Timra.se", "anna"), "ingen e-postadress"),
        (ANNA + f'issuer = "{ISSUER}"\n', "antingen email"),
        (BO.replace('subject = "b-1"\n', ""), "hör ihop"),
        (BO.replace('"b-1"', "17"), "subject ska vara en text"),
        (BO + 'kommun = "Timrå"\n', "bara för en enhetschef"),
        (BO + 'rolle = "gfo"\n', "”rolle” känns inte igen"),
    ],
)
def test_anything_wrong_is_said_and_lets_nobody_in(table, text, said):
    found = table(text)
    assert any(said in problem for problem in found.problems), found.problems
    assert found.find(ISSUER, "a-1", "anna@timra.se") is None
    assert found.find(ISSUER, "b-1", "") is None


def test_a_table_that_others_may_write_or_that_is_gone_lets_nobody_in(table, tmp_path):
    table(ANNA)
    path = tmp_path / "access.toml"
    path.chmod(0o620)
    assert "chmod 600" in access_table(DataHome(tmp_path)).problems[0]
    path.unlink()
    assert "finns inte" in access_table(DataHome(tmp_path)).problems[0]
    path.mkdir()
    assert access_table(DataHome(tmp_path)).find(ISSUER, "a-1", "anna@timra.se") is None


@pytest.mark.parametrize(("number", "said"), [(errno.EACCES, "kontot saknar rätt"), (errno.EIO, "fel 5 i")])
def test_what_the_system_refuses_is_said_in_swedish(number, said):
    assert disk_error(OSError(number, os.strerror(number))).startswith(said)
