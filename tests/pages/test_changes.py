"""What two versions say otherwise: it can be seen that they differ, and a mark is never an empty cell."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.blocks.changed_figures import before_and_now, changes_table, example, headlines_first
from dashboard.blocks.files import as_csv
from dashboard.published.changes import Cause, Change, told_once
from dashboard.published.source import Source
from dashboard.published.version_difference import version_difference
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection, default_period
from dashboard.words.audiences import deliveries_named
from dashboard.words.causes import lines, several
from dashboard.words.definitions import called
from dashboard.words.tables import Sheet, shown
from pipelines.home import DataHome
from pipelines.reference import GFO
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.published_file import write_published
from tests.pages.fixtures.records import plain

LABELS = {"kostnader": "Kostnader", "placeringar": "Placeringar", "remisser": "Remisser", "stod": "Stöd"}
NAMED = deliveries_named(LABELS, {"2260": "Ånge", "2262": "Timrå", "2282": "Kramfors"})
NEW_COSTS = Cause("leverans", "kostnader", "2282", 1, date(2026, 9, 8), date(2026, 9, 8), "")
MENDED = Cause("rattelse", "remisser", "GFO", 1, None, None, "Förväxlade; kommunen har bekräftat.")
MANY = Cause("leverans", "placeringar", "", 6, date(2026, 9, 8), date(2026, 9, 10), "")


def changed(*causes: Cause, certain: bool = True, kpi: str = "k", area: str = "GFO") -> Change:
    return Change(
        kpi, "Namn", area, "2026T1", Decimal(3), "ok", Decimal(4), "ok", causes=causes, certain=certain
    )


def test_figures_that_differ_look_different_and_hidden_keeps_its_mark_in_a_file() -> None:
    found = [
        replace(
            changed(NEW_COSTS, area="2262"),
            period="2026T2",
            old_value=Decimal("3.41"),
            new_value=Decimal("3.44"),
        ),
        replace(changed(), period="2026", old_value=Decimal(4), new_value=None, new_status="hidden"),
    ]
    made = changes_table(found, {}, ("Nyckeltal", "Då", "Nu"), NAMED, {"2262": "Timrå"})
    unknown = "Orsaken framgår inte här"
    came = "Kostnader från Kramfors kom den 8 september"
    assert [tuple(shown(cell) for cell in row) for row in made.rows] == [
        ("Namn, Timrå", "T2 2026", "3,41", "3,44", came),
        ("Namn, GFO", "2026", "4", "..", unknown),
    ]
    lines = as_csv(Sheet("Ändrat", "Ändrat", made), ()).decode("utf-8-sig").splitlines()
    assert lines[1:3] == [f"Namn, Timrå;T2 2026;3,41;3,44;{came}", f"Namn, GFO;2026;4;..;{unknown}"]


def test_what_lies_behind_is_told_once_with_how_many_figures_and_a_guess_says_that_it_is_one() -> None:
    guess = "Kostnader från Kramfors kom den 8 september; Stöd från GFO kom den 8 september"
    support = replace(NEW_COSTS, dataset="stod", sender="GFO")
    found = [
        changed(NEW_COSTS),
        changed(MENDED),
        changed(NEW_COSTS, MANY),
        changed(NEW_COSTS, support, certain=False),
        changed(),
        replace(changed(), causes=None),
    ]
    assert lines(found, NAMED) == [
        "2 siffror: Kostnader från Kramfors kom den 8 september.",
        "1 siffra: Rättelse i remisser från GFO: Förväxlade; kommunen har bekräftat.",
        "1 siffra: Placeringar från 6 avsändare kom mellan den 8 september och den 10 september.",
        f"1 siffra: En eller flera av dessa: {guess}.",
        "1 siffra: Orsaken framgår inte här.",
        "1 siffra: Orsaken är inte antecknad i den här versionen.",
    ]


def test_what_had_been_told_was_changed_afterwards_and_what_was_not_there_came() -> None:
    """Of T1 2026: what reached its end had been delivered, what reached no further than the year before had not."""
    late = replace(NEW_COSTS, former_through=date(2025, 12, 31))
    afterwards = replace(late, former_through=date(2026, 4, 30))
    halfway = replace(late, former_through=date(2026, 2, 28))
    many = replace(MANY, former_through=date(2026, 4, 30))
    missing = {"old_value": None, "old_status": "missing", "settled": False}

    def told(one: Cause, **was: object) -> str:
        return lines([replace(changed(one), **was)], NAMED)[0]  # type: ignore[arg-type]

    came = "1 siffra: Kostnader från Kramfors kom den 8 september."
    assert (
        told(late, **missing)
        == "1 siffra: Kostnader från Kramfors saknades då och finns i leveransen den 8 september."
    )
    assert told(afterwards) == (
        "1 siffra: Kostnader från Kramfors ändrades i efterhand, enligt leveransen den 8 september."
    )
    assert told(many) == (
        "1 siffra: Placeringar från 6 avsändare ändrades i efterhand, enligt leveranserna mellan den 8 september och"
        " den 10 september."
    )
    # Neither is known of a part of the period, of a figure under way, or of one that has no such delivery behind it.
    assert told(halfway, **missing) == told(halfway) == told(late) == came
    assert told(afterwards, settled=False) == came
    # What had been told of the whole period was so although another register was awaited.
    assert told(afterwards, **missing) == told(afterwards)
    assert told(NEW_COSTS) == told(NEW_COSTS, **missing) == came


def test_a_correction_says_which_kommun_it_concerns_where_it_is_one_and_no_other_than_who_sent_it() -> None:
    assert lines([changed(replace(MENDED, about="2262"))], NAMED) == [
        "1 siffra: Rättelse i remisser från GFO om Timrå: Förväxlade; kommunen har bekräftat."
    ]
    own = replace(MENDED, dataset="placeringar", sender="2262", about="2262")
    assert lines([changed(own)], NAMED) == [
        "1 siffra: Rättelse i placeringar från Timrå: Förväxlade; kommunen har bekräftat."
    ]


def test_of_two_kpis_that_changed_alike_in_an_area_the_one_that_others_are_set_beside_is_told() -> None:
    children, referrals = (changed(kpi=f"{word}_returned_gfo") for word in ("children", "referrals"))
    elsewhere = replace(children, area="2262")
    assert told_once([children, referrals, elsewhere]) == (referrals, elsewhere)
    other = replace(children, new_value=Decimal(5))
    assert told_once([other, referrals]) == (other, referrals)


def test_of_two_figures_of_the_same_thing_the_one_that_says_the_same_is_left_out(demo: Demo) -> None:
    figures = figures_of(demo.home)
    by_kpi = {change.kpi: change for change in figures.revisions(GFO)}
    assert {"care_days", "placed_children"} <= set(by_kpi)
    assert not {"care_days_costed", "placed_children_0_20"} & set(by_kpi)
    days = by_kpi["care_days"]
    assert days.says("care_days") != replace(days, new_value=Decimal(1)).says("care_days")


def test_causes_that_do_not_add_up_to_the_figures_say_why():
    one, both = changed(NEW_COSTS), changed(MANY)
    assert several([one, both], NAMED) == ""
    assert several([one, changed(NEW_COSTS, MANY)], NAMED) == "En siffra kan ha flera orsaker."
    assert several([one, both], NAMED, left_out=2) == "2 orsaker till står på Översikt."


def test_an_example_of_a_change_says_both_figures_or_that_one_was_missing() -> None:
    was_missing = replace(changed(), old_value=None, old_status="missing")
    told = [example(one, None).replace("\u00a0", " ") for one in (changed(), was_missing)]
    assert told == ["Namn T1 2026: från 3 till 4", "Namn T1 2026: 4, saknades då"]


def test_the_overview_and_the_deliveries_count_the_same_changes(demo: Demo) -> None:
    newest, seen = (
        Source.of((demo.home.published / link / "styrgrupp.duckdb").resolve(), "styrgrupp")
        for link in ("current", "meeting")
    )
    over = version_difference(newest, seen).over
    figures = figures_of(demo.home)
    areas = [area.area for area in figures.owners]
    told = {area: set(figures.revisions(area)) for area in areas}
    assert told == {area: {one for one in over if one.area == area} for area in areas}
    assert 0 < len(told[GFO]) < len(over)


def test_what_no_page_writes_differently_stands_last_and_each_figure_has_the_pages_name(demo: Demo) -> None:
    figures = figures_of(demo.home)
    newest = default_period((one.period, one.preliminary) for one in figures.periods())
    reader = Reader(demo.home, figures, Selection(GFO, newest), "Översikt", by_area=True, by_period=True)
    found = headlines_first(reader)
    assert set(found) == set(figures.revisions(GFO))
    definitions = figures.definitions
    more = [
        before_and_now(one, definitions[one.kpi])[0].decimals > definitions[one.kpi].decimals for one in found
    ]
    assert more == sorted(more)
    assert more.count(True) == 1
    table = changes_table(found, definitions, ("Nyckeltal", "Då", "Nu"), NAMED)
    named = {row[0] for row in table.rows}
    during = {called(one): one.name for one in definitions.values() if one.measure == "during"}
    assert named & set(during) == {"Barn i familjehem, någon gång", "Placerade barn, någon gång"}
    assert not named & set(during.values())


@pytest.mark.slow
def test_a_version_of_an_older_program_is_compared_without_the_effects_of_its_corrections(
    demo: Demo, tmp_path: Path
) -> None:
    newest, seen = (demo.home.published / link / "styrgrupp.duckdb" for link in ("current", "meeting"))
    older = Path(shutil.copy(newest, tmp_path / "styrgrupp.duckdb"))
    with duckdb.connect(str(older)) as con:
        con.execute("drop table correction_effect")
    found = version_difference(Source.of(older, "styrgrupp"), Source.of(seen.resolve(), "styrgrupp")).over
    (returned,) = (one for one in found if (one.kpi, one.area) == ("referrals_returned_gfo", GFO))
    assert [cause.kind for cause in returned.causes or ()] == ["leverans", "rattelse"]
    assert not returned.certain


@pytest.mark.parametrize(("was", "said"), [("4", "var siffran 4"), ("null", "saknades siffran")])
def test_a_changed_figure_says_what_it_was_when_the_styrgrupp_met_and_why(
    open_page: OpenPage, tmp_path: Path, was: str, said: str
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            f"update revision set old_value = {was}, old_status = if({was} is null, 'missing', 'ok'), new_value = 6,"
            " new_status = 'ok' where area = '2262'"
        )
        con.execute(
            "update kpi_value set value = 6 where kpi = 'replacements' and area = '2262' and cut = ''"
        )

    def told_of(kpi: str, period: str) -> str:
        query = {"kommun": "timra", "visa": kpi, "period": period}
        return plain(text_of(open_page("nyckeltal", query, home)))

    told = f"Vid mötet den 10 juni 2026 {said}. Orsak: placeringar från Timrå kom den 9 september."
    assert told in told_of("replacements", "2026T1")
    assert "Vid mötet" not in told_of("replacements", "2026T2")
    assert "Vid mötet" not in told_of("breakdowns", "2026T1")
