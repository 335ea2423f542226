"""The access table: who is found, what is wrong with it in words, and that anything wrong lets nobody in."""

from __future__ import annotations

import pytest

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
        ("[[reader]\n", "TOML"),
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
