"""`gfo report` as a person runs it: what it makes, what it says, and that nothing is half-written."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.briefings import __main__ as briefings
from dashboard.briefings.making import PUBLIC, Asked, Made, every, facts_of, file_stem, write
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.reference import GFO
from tests.documents.conftest import FactsOf
from tests.fixtures.command import run_gfo


def _report(home: DataHome, *words: str) -> subprocess.CompletedProcess[str]:
    return run_gfo("report", *words, home=home.root)


@pytest.mark.slow
def test_a_document_gets_a_name_that_says_what_it_is(sample: DataHome, tmp_path: Path) -> None:
    found = _report(
        sample, "namndinformation", "--kommun", "Timrå", "--period", "2023T2", "-o", str(tmp_path)
    )
    assert found.returncode == 0, found.stderr
    stem = "gfo-forvaltningens-underlag-timra-t2-2023-internt-version-2"
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{stem}.pdf", f"{stem}.pptx"]
    assert found.stdout.count(stem) == 2


@pytest.mark.slow
def test_a_files_name_chooses_the_format(sample: DataHome, tmp_path: Path) -> None:
    found = _report(sample, "tjansteskrivelse", "--kommun", "2260", "-o", str(tmp_path / "namnd.docx"))
    assert found.returncode == 0, found.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["namnd.docx"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["vädret"], "G017", "Tillåtet: tertialrapport, agenda, faktablad, namndinformation"),
        (
            ["faktablad", "--audience", "intern"],
            "G017",
            "Faktablad finns bara som offentligt. Välj offentlig",
        ),
        (["namndinformation"], "G013", "görs för en kommun i taget"),
        (["namndinformation", "--kommun", "Sundsvall"], "G013", "Tillåtet: Härnösand, Kramfors"),
        (
            ["tertialrapport", "--kommun", "Ånge"],
            "G013",
            "görs för hela GFO, inte för en kommun. Utelämna kommunen",
        ),
        (["tertialrapport", "--period", "2031T1"], "G014", "från 2019T1 till 2026T2"),
        (["tertialrapport", "--audience", "alla"], "G017", "Tillåtet: intern, offentlig"),
        (
            ["tertialrapport", "--version", "77"],
            "G002",
            "Versionen ”77” finns inte. Tillåtet: 2, 1. Ange en av dem med --version, eller utelämna",
        ),
        (["alla", "2026T2", "--kommun", "Timrå"], "G017", "Utelämna --kommun och --audience"),
        (["tertialrapport", "-o", "rapport.docx"], "G019", "skrivs inte som docx"),
        (["tertialrapport", "-o", "/proc/rapporter"], "G018", "Inget har ändrats"),
    ],
)
def test_what_cannot_be_made_says_why_and_what_to_do(
    sample: DataHome,
    words: list[str],
    code: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process: what is asked for goes from the command to the documents' own program by its arguments."""
    monkeypatch.setenv("GFO_HOME", str(sample.root))
    asked = iter(words)
    given = {
        "word": next(asked),
        "--kommun": "",
        "--period": "",
        "--audience": "",
        "--version": "",
        "-o": ".",
    }
    for word in asked:
        given[word if word in given else "--period"] = next(asked) if word in given else word
    order = ("word", "--kommun", "--period", "--audience", "--version", "-o")
    assert briefings.main([given[name] for name in order]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"Fel {code} ")
    assert said in told


def test_a_refusal_comes_through_the_command_as_it_is(sample: DataHome) -> None:
    found = _report(sample, "tertialrapport", "--version", "77")
    assert found.returncode == 1
    assert found.stderr.startswith("Fel G002 Versionen ”77” finns inte. Tillåtet: 2, 1.")
    assert "Traceback" not in found.stderr


def test_a_period_given_in_two_ways_at_odds_is_refused(sample: DataHome, tmp_path: Path) -> None:
    found = _report(
        sample, "databok", "2026T1", "--period", "2026T2", "--kommun", "Ånge", "-o", str(tmp_path)
    )
    assert found.returncode == 2
    assert "Perioden är angiven två gånger, som 2026T1 och som 2026T2." in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_period_that_is_not_public_names_the_newest_that_is(facts: FactsOf) -> None:
    with pytest.raises(ReaderError) as raised:
        facts("namndinformation", "Ånge", "2026T2", "offentlig")
    assert raised.value.code == "G014"
    assert raised.value.remedy.startswith("Välj 2026T1, som är den senaste")
    assert facts("namndinformation", "Ånge", "2026T1", "offentlig").public


def test_a_period_before_the_first_whole_year_has_nothing_public(facts: FactsOf) -> None:
    with pytest.raises(ReaderError) as raised:
        facts("namndinformation", "Ånge", "2019T1", "offentlig")
    assert raised.value.code == "G015"
    assert "om ett helt år som var slut T1 2019" in raised.value.message
    assert "2026T1" in raised.value.remedy


@pytest.mark.parametrize(
    ("kind", "audience", "stem"),
    [
        (
            "namndinformation",
            "offentlig",
            "gfo-namndinformation-timra-t1-2026-och-aren-2021-2025-offentlig-version-1",
        ),
        ("namndinformation", "intern", "gfo-forvaltningens-underlag-timra-t1-2026-internt-version-2"),
        ("databok", "offentlig", "gfo-databok-timra-till-och-med-t1-2026-offentlig-version-1"),
    ],
)
def test_a_name_says_which_time_the_file_holds(facts: FactsOf, kind: str, audience: str, stem: str) -> None:
    assert file_stem(facts(kind, "Timrå", "2026T1", audience), kind) == stem


def test_a_period_without_figures_of_the_kommun_has_no_document(
    facts: FactsOf, own_home: object, sample: DataHome
) -> None:
    home = own_home(
        ("update kpi_value set status = 'missing', value = null where area = '2260' and period = '2020T1'",)
    )  # type: ignore[operator]
    with pytest.raises(ReaderError) as raised:
        facts("namndinformation", "Ånge", "2020T1", home=home)
    assert raised.value.code == "G015"


def test_nothing_is_left_of_a_set_that_fails_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"den gamla")

    def failing() -> Iterator[Made]:
        yield Made("a.pdf", b"den nya")
        yield Made("b.pdf", b"en till")
        raise ReaderError("G015", "Det finns inga siffror.", remedy="Välj en annan period.")

    with pytest.raises(ReaderError):
        list(write(tmp_path, failing()))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.pdf", b"den gamla")]


def test_a_tertials_set_has_every_kind_for_every_kommun(sample: DataHome) -> None:
    asked = every(sample, "2026T2", "")
    # What is public ends where the last meeting saw it.
    internal, public = 2 + 2 + 1 + 1, 2 + 2 + 2
    assert len(asked) == 2 + 6 * internal
    before = every(sample, "2026T1", "")
    assert len(before) == 2 + 1 + 6 * (internal + public)
    asked += before
    assert len({(one.kind, one.period, one.kommun, one.audience, ending) for one, ending in asked}) == len(
        asked
    )


@pytest.mark.slow
def test_the_whole_set_of_a_tertial(sample: DataHome, tmp_path: Path) -> None:
    found = _report(sample, "alla", "2026T2", "-o", str(tmp_path))
    assert found.returncode == 0, found.stderr
    assert found.stdout.endswith(f"38 filer i {tmp_path}\n")
    assert len(list(tmp_path.iterdir())) == 38


def test_a_kommuns_people_get_their_own_kommuns_documents_of_their_own_file(sample: DataHome) -> None:
    own = facts_of(sample, Asked("namndinformation", "Timrå", reader="kommun-2262"))
    assert own.figures.source.audience == "kommun-2262"
    # What is public of GFO is everybody's.
    assert facts_of(sample, Asked("faktablad", audience=PUBLIC, reader="kommun-2262")).area.area == GFO
    for kind, kommun in (("namndinformation", "Ånge"), ("tertialrapport", ""), ("agenda", "")):
        with pytest.raises(ReaderError) as raised:
            facts_of(sample, Asked(kind, kommun, reader="kommun-2262"))
        assert raised.value.code == "G017"
