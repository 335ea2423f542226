"""What a paper for everybody says of the figures that were public before it: both shown ones, and nothing else."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from pypdf import PdfReader

from dashboard.briefings import board, changed
from dashboard.briefings.changed import has_changed
from dashboard.briefings.facts import Facts
from dashboard.briefings.kinds import KINDS
from dashboard.briefings.making import PUBLIC, Asked, facts_of, make
from dashboard.briefings.parts import Big, Chart, Document, Grid, Lines, every
from dashboard.published.changes import Change
from dashboard.published.figures import Figures
from dashboard.words.tables import shown
from pipelines.home import DataHome
from pipelines.reference import GFO, PUBLIK
from tests.documents.reading import pdf_text, plain
from tests.fixtures.matrix import rest_slow

_WORD = "namndinformation"
_OWN = "kpi = 'foster_children' and area = '2284' and period = '2025' and cut = ''"
_HIDE = "update kpi_value set status = 'hidden', value = null, numerator = null, denominator = null, n = null where "

#: A home with two public files: the sample's, changed by the first statements, and after it again by the second.
TwoPublic = Callable[..., DataHome]


@pytest.fixture
def two_public(sample: DataHome, tmp_path: Path) -> TwoPublic:
    public = (sample.published / "current" / "publik.duckdb").resolve()

    def made(former: tuple[str, ...] = (), latter: tuple[str, ...] = ()) -> DataHome:
        home = DataHome(tmp_path / "two")
        for build, statements in ((1, former), (2, latter)):
            folder = home.published / str(build)
            folder.mkdir(parents=True)
            for audience in ("publik", "styrgrupp"):
                shutil.copyfile(public, folder / f"{audience}.duckdb")
            with duckdb.connect(str(folder / "publik.duckdb")) as con:
                con.execute("update release set build = $build", {"build": build})
                for statement in statements:
                    con.execute(statement)
            with duckdb.connect(str(folder / "styrgrupp.duckdb")) as con:
                con.execute("insert into meeting values ('2025T3', date '2026-02-11', 1, '')")
        for link in ("current", "meeting"):
            (home.published / link).symlink_to("2")
        return home

    return made


def _facts(home: DataHome, build: str = "", kommun: str = "Örnsköldsvik", word: str = _WORD) -> Facts:
    return facts_of(home, Asked(word, kommun, "2026T1", PUBLIC, build))


def _paper(facts: Facts, word: str) -> Callable[[Facts], Document]:
    home = facts.reader.home.root
    if word == _WORD:
        # Without counting its pages, which takes long.
        return lambda other: board._printed(other, rates=True)
    contents = KINDS[word].contents
    assert contents is not None
    return lambda other: contents(other, home)


def since_former(facts: Facts, word: str) -> str:
    return changed.since_former(facts, _paper(facts, word))


def changes(facts: Facts, word: str) -> list[Change]:
    return list(changed.changes(facts, _paper(facts, word)))


def _value(home: DataHome) -> int:
    value = _facts(home, "1").figures.value("foster_children", "2284", "2025").value
    assert value
    return int(value)


def test_a_figure_that_both_files_show_and_that_differs_is_named_with_both(two_public: TwoPublic) -> None:
    of_gfo = "kpi = 'referrals_received' and area = 'GFO' and period = '2025' and cut = ''"
    few = "kpi = 'referrals_received' and area = '2284' and period = '2023-2025' and cut = ''"
    home = two_public(
        (), tuple(f"update kpi_value set value = value + 2 where {w}" for w in (_OWN, of_gfo, few))
    )
    facts, was = _facts(home), _value(home)
    now = facts.figures.value("foster_children", "2284", "2025").value
    assert now == was + 2
    found = {(one.kpi, one.period, one.area): (one.old_value, one.new_value) for one in changes(facts, _WORD)}
    assert set(found) == {
        ("foster_children", "2025", "2284"),
        ("referrals_received", "2025", GFO),
        ("referrals_received", "2023-2025", "2284"),
    }
    assert found["foster_children", "2025", "2284"] == (was, was + 2)
    said = plain(since_former(facts, _WORD))
    assert said.startswith(
        "Jämfört med det som var offentligt efter mötet den 11 februari 2026 har 3 siffror ändrats:"
    )
    assert f"barn i familjehem 2025 (från {was} till {was + 2})" in said
    assert "inkomna remisser 2025 för hela GFO (från " in said
    for kind, ending in ((_WORD, "pdf"), ("tjansteskrivelse", "pdf")):
        paper = pdf_text(
            make(facts_of(home, Asked(kind, "Örnsköldsvik", "2026T1", PUBLIC)), kind, ending).data
        )
        assert f"barn i familjehem 2025 (från {was} till {was + 2})" in paper, kind


@pytest.mark.parametrize("hidden_in", ["former", "latter"])
def test_what_either_file_hides_is_never_told_by_the_other(two_public: TwoPublic, hidden_in: str) -> None:
    changed, hidden = f"update kpi_value set value = 4813 where {_OWN}", f"{_HIDE}{_OWN}"
    home = two_public(*(((hidden,), (changed,)) if hidden_in == "former" else ((changed,), (hidden,))))
    facts = _facts(home)
    assert changes(facts, _WORD) == []
    assert since_former(facts, _WORD) == (
        "Ingen av siffrorna här som var offentliga redan efter mötet den 11 februari 2026 har ändrats."
    )
    paper = pdf_text(make(facts, _WORD, "pdf").data)
    assert ("4813" in paper or "4 813" in paper) == (hidden_in == "former")
    assert "från" not in paper.split("Läget den")[1].split("Barn i vård vid periodens slut")[0].replace(
        "barn från", ""
    )


def test_the_first_public_paper_compares_itself_with_nothing(two_public: TwoPublic, facts) -> None:
    first = _facts(two_public((), (f"update kpi_value set value = value + 2 where {_OWN}",)), "1")
    assert first.former is None
    assert since_former(first, _WORD) == ""
    assert facts(_WORD, "Örnsköldsvik", "2026T1", PUBLIC).former is None
    # An internal paper tells its own changes on the pages.
    assert facts(_WORD, "Örnsköldsvik", "2026T2").former is None


def test_the_public_sees_the_same_and_a_version_that_is_gone_is_compared_with_no_more(
    two_public: TwoPublic,
) -> None:
    home = two_public((), (f"update kpi_value set value = value + 2 where {_OWN}",))
    asked = Asked(_WORD, "Örnsköldsvik", "2026T1", PUBLIC, "", PUBLIK)
    said = since_former(facts_of(home, asked), _WORD)
    assert said.startswith("Jämfört med det som var offentligt i den förra versionen har 1 siffra ändrats:")
    shutil.rmtree(home.published / "1")
    assert since_former(facts_of(home, asked), _WORD) == ""


@pytest.mark.slow
def test_many_changes_are_counted_and_the_paper_keeps_to_two_pages(two_public: TwoPublic) -> None:
    home = two_public((), ("update kpi_value set value = value + 3 where value is not null",))
    facts = _facts(home, kommun="Örnsköldsvik")
    every = len(changes(facts, _WORD))
    assert every > 20
    assert f"och {every - 6} till." in plain(since_former(facts, _WORD))
    assert len(PdfReader(io.BytesIO(make(facts, _WORD, "pdf").data)).pages) == 2


@pytest.mark.parametrize(
    "kommun",
    rest_slow(
        ["Ånge", "Timrå", "Härnösand", "Kramfors", "Sollefteå", "Örnsköldsvik"],
        lambda kommun: kommun in ("Ånge", "Örnsköldsvik"),
    ),
)
@pytest.mark.parametrize(
    "period", rest_slow(["2026T1", "2025", "2024T2", "2022T3"], lambda p: p in ("2026T1", "2025"))
)
def test_a_public_paper_is_two_pages(sample: DataHome, kommun: str, period: str) -> None:
    facts = facts_of(sample, Asked(_WORD, kommun, period, PUBLIC))
    assert len(PdfReader(io.BytesIO(make(facts, _WORD, "pdf").data)).pages) == 2


_KOMMUN = {"faktablad": "", "namndinformation": "Örnsköldsvik", "tjansteskrivelse": "Örnsköldsvik"}


def _said(home: DataHome, build: str, word: str) -> list[str]:
    """All that a paper shows but for what it says of itself and of the version before it."""
    facts = _facts(home, build, _KOMMUN[word], word)
    said: list[str] = []
    for page in _paper(facts, word)(facts).pages:
        said.append(page.title)
        for part in every(page.parts):
            match part:
                case Lines():
                    said += part.sentences
                case Big():
                    said += [text for figure in part.figures for text in figure]
                case Chart() | Grid():
                    said += [shown(cell) for row in part.table.rows for cell in row]
    of_itself = (
        "Siffrorna är de som",
        "Ingen av siffrorna",
        "Jämfört med det som",
        "GFO Insikt, version",
        "Källa:",
    )
    return [line for line in said if not any(word in line for word in of_itself)]


@pytest.mark.parametrize("word", _KOMMUN)
@pytest.mark.parametrize(
    ("kpi", "area", "period"),
    rest_slow(
        [
            ("children_in_care", GFO, "2026T1"),
            ("children_in_care", GFO, "2025T3"),
            ("children_in_care", GFO, "2024T3"),
            ("children_in_care", GFO, "2023T3"),
            ("children_in_care", "2284", "2025T2"),
            ("children_in_care", "2260", "2026T1"),
            ("foster_children", "2284", "2021"),
            ("foster_children", "2260", "2025"),
            ("foster_children", GFO, "2022"),
            ("children_0_20", "2282", "2025"),
            ("placement_cost", "2284", "2023"),
            ("homes_approved", GFO, "2025"),
            ("deviations_open", GFO, "2025T1"),
            ("referrals_matched", GFO, "2025"),
            ("gfo_budget", GFO, "2025"),
        ],
        # One of GFO; the kommun's own are tried above.
        lambda case: case[0] == "homes_approved",
    ),
)
def test_a_paper_names_each_figure_that_it_shows_otherwise_and_no_other(
    two_public: TwoPublic, word: str, kpi: str, area: str, period: str
) -> None:
    where = f"kpi = '{kpi}' and area = '{area}' and period = '{period}' and cut = ''"
    home = two_public(
        (), (f"update kpi_value set value = value * 2 + 7 where {where} and value is not null",)
    )
    facts = _facts(home, "", _KOMMUN[word], word)
    found = [(one.kpi, one.area, one.period) for one in changes(facts, word)]
    differs = _said(home, "1", word) != _said(home, "2", word)
    assert found == ([(kpi, area, period)] if differs else [])
    assert since_former(facts, word).startswith("Jämfört" if differs else "Ingen av siffrorna här")


def test_a_chart_of_gfo_is_compared_too_and_whose_a_figure_is_stands_with_it(two_public: TwoPublic) -> None:
    chart = "kpi = 'children_in_care' and area = 'GFO' and period = '2025T3' and cut = ''"
    other = "kpi = 'foster_children' and area = '2260' and period = '2025' and cut = ''"
    home = two_public((), tuple(f"update kpi_value set value = value + 2 where {w}" for w in (chart, other)))
    said = plain(since_former(_facts(home, "", "", "faktablad"), "faktablad"))
    assert "har 2 siffror ändrats: barn i vård vid periodens slut T3 2025 för hela GFO (från " in said
    assert " och barn i familjehem 2025 i Ånge (från " in said


def test_how_the_cost_is_shared_is_compared_too(two_public: TwoPublic) -> None:
    home = two_public(
        (), ("update cost_allocation set amount_sek = amount_sek + 500 where area = '2284' and year = 2026",)
    )
    said = plain(since_former(_facts(home), _WORD))
    assert "har 1 siffra ändrats: Örnsköldsvik: del av GFO:s budget 2026 (från " in said
    assert since_former(_facts(home, "", "", "faktablad"), "faktablad").startswith("Ingen av siffrorna här")


def test_a_figure_of_kolada_is_compared_too_where_the_paper_shows_it(two_public: TwoPublic) -> None:
    def corrected(area: str, year: str) -> str:
        return (
            "update comparison set value = value + 2 where kolada_kpi = 'N33817'"
            f" and area = '{area}' and year = {year} and value is not null"
        )

    newest = "(select max(year) from comparison where kolada_kpi = 'N33817' and area = '2284')"
    facts = _facts(
        two_public((), (corrected("2284", newest), corrected("0000", newest), corrected("2284", "2015")))
    )
    said = plain(since_former(facts, _WORD))
    assert "har 2 siffror ändrats: " in said
    assert re.search(r" 20\d\d i Kolada \(från [\d,]+ till [\d,]+\)", said)
    assert re.search(r" 20\d\d i Kolada, Riket \(från [\d,]+ till [\d,]+\)", said)


@pytest.mark.parametrize(
    ("change", "told"),
    [(("children_in_care", GFO, "2025T3"), True), (("children_in_care", "2260", "2026T1"), True),
     (("children_in_care", GFO, "2021T3"), False)],
)  # fmt: skip
def test_the_newest_version_says_that_a_figure_of_the_fact_sheet_is_another(
    two_public: TwoPublic, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str, str], told: bool
) -> None:
    facts = _facts(two_public(), "", "", "faktablad")
    kpi, area, period = change
    one = Change(kpi, "", area, period, Decimal(1), "ok", Decimal(2), "ok")
    monkeypatch.setattr(Figures, "revised", lambda _self, asked: (one,) if asked == area else ())
    monkeypatch.setattr(Figures, "meetings", [SimpleNamespace(build=2)])
    assert has_changed(facts, KINDS["faktablad"].shows(facts.reader.home.root), facts.figures) == told
