"""What *Placeringar* says of what the forms cost."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.briefings.meeting.agenda import AGENDA_FILE
from dashboard.words import formats
from dashboard.words.absence import STRIPED
from dashboard.words.own_and_bought import FORMS, beside_title, difference, forms_title
from dashboard.words.tables import ROUNDED, Amount, Table, is_rounded_apart
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage, figures_of, opened, text_of
from tests.pages.fixtures.published_file import Odd, write_published
from tests.pages.fixtures.records import plain, value_of

_QUERY = {"kommun": "gfo", "period": "2026T2"}


def _late(home: DataHome) -> dict[str, str]:
    """A file where GFO's cost waits for Timrå, and what a care day in each form cost the tertial before."""
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "update kpi_value set value = null, status = 'missing', reason = 'ej_levererat:2262' where area = 'GFO'"
            " and period = '2026T2' and kpi in ('placement_cost', 'cost_per_care_day')"
        )
        found: list[tuple[str, Decimal]] = con.execute(
            "select cut, value from kpi_value where kpi = 'cost_per_care_day' and area = 'GFO' and period = '2026T1'"
        ).fetchall()
    return {cut.removeprefix("form="): plain(formats.kronor(value)) for cut, value in found}


def test_forms_whose_cost_is_awaited_have_the_last_known_with_its_period_and_the_reason(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    known = _late(home)
    children = int(figures_of(home).value("children_in_care", "GFO", "2026T1").value or 0)
    said = plain(text_of(open_page("placeringar", _QUERY, home)))
    assert f"Konsulentstött familjehem kostade {known['konsulentstott']} per dygn under T1 2026" in said
    tiles = said.split("Mest kostar", 1)[1]
    assert re.match(r" [\w ]+: [\d ,]+ (tkr|mnkr)( vardera)?, T1 2026<", tiles)
    assert "Väntar på Timrå. Senast kända för GFO, T1 2026: placeringskostnad" in tiles.split("</p>", 1)[0]
    assert len(re.findall(r'class="value">[\d ,]+ (?:tkr|mnkr) <small>T1 2026<', tiles)) > 2
    # All of one tertial: a day of one and kronor of another do not stand in a row.
    assert "Placeringsformerna under T2 2026" not in said
    assert "av kostnaden under T2 2026" not in said
    heading, table = said.split("Placeringsformerna under T1 2026", 1)[1].split("<table", 1)
    assert "Väntar på Timrå. Senast kända för GFO, T1 2026: placeringskostnad" in heading
    assert f"kostnad per vårddygn {known['']}." in heading
    for period in ("T1 2026", "T1 2025"):
        assert f'<th scope="col" class="n">Kostnad per vårddygn<br>{period}</th>' in table
        assert f'<th scope="col" class="n">Barn sista dagen<br>{period}</th>' in table
    for kronor in known.values():
        assert re.search(rf'<td class="n">{kronor}</td><td class="n">[^<]+</td></tr>', table)
    every = table.split('row">Alla former</th>', 1)[1].split("</tr>", 1)[0]
    assert f'<td class="n">{children}</td>' in every
    assert "–" not in table.split("</table>", 1)[0]


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        (
            ("2909", "1263", "1139"),
            (
                "Konsulentstött familjehem kostade 2 909 kr per dygn under T2 2026, mot 1 263 kr för familjehem via GFO"
                " och 1 139 kr för kommunens egna"
            ),
        ),
        (
            ("2909", "1263", None),
            "Konsulentstött familjehem kostade 2 909 kr per dygn under T2 2026, mot 1 263 kr för familjehem via GFO",
        ),
        (("2909", None, "1139"), "Konsulentstött familjehem och familjehem via GFO sida vid sida"),
    ],
)
def test_the_bought_home_is_set_beside_both_kinds_of_own_in_one_line(
    costs: tuple[str | None, ...], said: str
) -> None:
    names = ("Konsulentstött familjehem", "Familjehem via GFO", "Kommunens egna familjehem")
    lines = [
        (name, [value_of(cost, "ok" if cost else "missing")], "")
        for name, cost in zip(names, costs, strict=True)
    ]
    assert plain(beside_title(lines, "2026T2", {"2026T2": "T2 2026"})) == said


@pytest.mark.parametrize(
    ("bought", "own", "days", "whose", "said"),
    [
        # Of the figures as they are shown: 2 869 − 1 272, and 449 times that.
        ("2868.6", "1272.4", "449", "Kramfors", "1 597 kr per dygn; med Kramfors 449 DYGN T2 2026 blir det 717 tkr."),
        ("2900", "1300", "2933", "GFO", "1 600 kr per dygn; med GFO:s 2 933 DYGN T2 2026 blir det 4,69 mnkr."),
    ],
)  # fmt: skip
def test_what_the_difference_comes_to_is_no_promise(
    bought: str, own: str, days: str, whose: str, said: str
) -> None:
    told = plain(
        difference(Decimal(bought), Decimal(own), Decimal(days), whose, "Familjehem via GFO", "T2 2026")
    )
    said = said.replace("DYGN", "dygn i konsulentstödda hem under")
    assert told.startswith(
        f"Skillnaden mot familjehem via GFO är {said} Det är en räkneövning, ingen utlovad"
    )
    assert "avgiften till GFO ingår inte i hemmens kostnad" in told


@pytest.mark.parametrize(("bought", "days"), [("1200", "449"), ("2900", "0")])
def test_where_bought_homes_are_not_dearer_or_not_used_nothing_is_reckoned(bought: str, days: str) -> None:
    assert difference(Decimal(bought), Decimal("1272"), Decimal(days), "Ånge", "Hem", "T2 2026") == ""


def _reckoned(open_page: OpenPage, home: DataHome, page: str, kommun: str) -> str:
    said = plain(text_of(open_page(page, {"kommun": kommun, "period": "2026T2"}, home)))
    found = re.search(r"Skillnaden mot [^<]+ blir det ([\d ,]+ (?:tkr|mnkr|kr))\.", said)
    return found[1] if found else ""


_PRICED = (
    "update kpi_value set value = case cut when 'form=konsulentstott' then 2900 else 1300 end, denominator = 100"
    " where kpi = 'cost_per_care_day' and cut in ('form=konsulentstott', 'form=familjehem_gfo') and period = '2026T2'"
)
_LIVED = (
    "update kpi_value set value = 100 where kpi = 'care_days' and cut = 'form=konsulentstott'"
    " and period = '2026T2'"
)
_HIDDEN = "update kpi_value set value = null, status = 'hidden' where period = '2026T2' and "


@pytest.mark.parametrize(
    ("statement", "reckoned"),
    rest_slow(
        [
            ("select 1", "160 tkr"),
            (f"{_HIDDEN} kpi = 'care_days' and cut = 'form=konsulentstott'", ""),
            (f"{_HIDDEN} kpi = 'cost_per_care_day' and cut = 'form=familjehem_gfo'", ""),
            # The kronor are of other days than those that are shown.
            (
                "update kpi_value set denominator = 90 where kpi = 'cost_per_care_day' and period = '2026T2'",
                "",
            ),
        ],
        lambda case: "care_days" in case[0] or bool(case[1]),
    ),
)
def test_the_difference_is_reckoned_of_what_is_shown_on_both_pages(
    open_page: OpenPage, tmp_path: Path, statement: str, reckoned: str
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        for one in (_PRICED, _LIVED, statement):
            con.execute(one)
    for page in ("placeringar", "kommun"):
        assert _reckoned(open_page, home, page, "timra") == reckoned
    assert _reckoned(open_page, home, "placeringar", "gfo") == reckoned


@pytest.mark.parametrize(("parts", "told"), [(("1.4", "2.4", "3.4"), True), (("1", "2", "3.2"), False)])
def test_kronor_that_miss_their_total_by_rounding_are_said_to_be_rounded(
    parts: tuple[str, ...], told: bool
) -> None:
    whole = sum(map(Decimal, parts))
    assert is_rounded_apart(_table_of(parts, whole)) is told


@pytest.mark.parametrize(
    "table",
    [
        Table(
            ("Form", "Kostnad"),
            (("Hem", Amount(Decimal(9), "kr")), ("Alla", Amount(Decimal(90), "kr"))),
            total=1,
        ),
        Table(("Form", "Barn"), (("Hem", Amount(2)), ("Bo", Amount(2)), ("Alla", Amount(3))), total=2),
        Table(("Form", "Kostnad"), (("Hem", Amount(1, "kr")), ("Bo", Amount(3, "kr")))),
    ],
)
def test_what_rounding_does_not_explain_is_not_said_to_be_rounded(table: Table) -> None:
    assert not is_rounded_apart(table)


def test_a_part_that_is_not_shown_is_no_rounding() -> None:
    hidden = Amount(None, "kr", status="hidden")
    rows = (("Hem", Amount(1, "kr")), ("Bo", hidden), ("Alla", Amount(2, "kr")))
    assert not is_rounded_apart(Table(("Form", "Kostnad"), rows, total=2))


def _table_of(parts: tuple[str, ...], whole: Decimal) -> Table:
    rows = [(f"Form {n}", Amount(Decimal(part), "kr")) for n, part in enumerate(parts)]
    return Table(("Form", "Kostnad"), (*rows, ("Alla", Amount(whole, "kr"))), total=len(rows))


def test_the_page_says_under_the_forms_that_they_are_rounded(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "update kpi_value set value = 100.5 where kpi = 'placement_cost' and area = 'GFO' and cut <> ''"
            " and period = '2026T2'"
        )
        con.execute(
            "update kpi_value set value = (select sum(value) from kpi_value where kpi = 'placement_cost' and cut <> ''"
            " and area = 'GFO' and period = '2026T2') where kpi = 'placement_cost' and area = 'GFO' and cut = ''"
            " and period = '2026T2'"
        )
    said = text_of(open_page("placeringar", _QUERY, home))
    assert (
        f'</table></div><p class="sub">{ROUNDED}</p>' in said.split(" av kostnaden under T2 2026</h2>", 1)[1]
    )


def test_a_period_with_every_figure_names_no_other(open_page: OpenPage) -> None:
    said = plain(text_of(open_page("placeringar", _QUERY)))
    assert "Senast kända" not in said
    assert '<th scope="col" class="n">Placeringskostnad<br>T2 2026</th>' in said


def test_the_meetings_screen_has_the_forms_last_known_while_the_care_day_is_awaited(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    known = _late(home)
    usual = plain(text_of(open_page("mote", _QUERY, home)))
    assert "<p>Kostnad per vårddygn väntar på Timrå.</p>" in usual
    (home.root / AGENDA_FILE).write_text('[[skarm]]\nvisa = "dygnskostnad"', encoding="utf-8")
    said = plain(text_of(open_page("mote", _QUERY, home)))
    (screen,) = [one for one in said.split("<h2>") if one.startswith("Kostnad per vårddygn väntar på Timrå")]
    for form in FORMS:
        assert f">{known[form]}</td></tr>" in screen
    assert ">T1 2026</th></tr>" in screen


def test_the_forms_stand_by_their_size_in_the_period_and_each_measure_has_its_own_name(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "update kpi_value set value = case cut when 'form=hvb' then 90 when 'form=sis' then 40"
            " when 'form=familjehem_gfo' then 7 else 5 end"
            " where kpi = 'children_in_care' and area = 'GFO' and cut like 'form=%' and period in ('2026T2', '2025T2')"
        )
        con.execute(
            "update kpi_value set value = 900 where kpi = 'children_in_care' and area = 'GFO' and period = '2025T1'"
            " and cut = 'form=familjehem_gfo'"
        )
    said = plain(text_of(open_page("placeringar", _QUERY, home)))
    tiles = (
        said.split("Flest barn bor i HVB: 90", 1)[1]
        .split('class="multiples">', 1)[1]
        .split("</details>", 1)[0]
    )
    sizes = re.findall(r'class="value">(\d+)<', tiles)
    assert sizes[:3] == ["90", "40", "7"]
    assert set(sizes[3:]) == {"5"}
    assert "Barn i vård den sista dagen i varje tertial" in said
    assert "Placerade barn den sista" not in said


@pytest.mark.parametrize(
    ("period", "why"),
    [
        ("2026T1", "Antal barn per placeringsform visas för allmänheten bara per år."),
        ("2023-2025", "Antal barn per placeringsform visas för allmänheten bara per år."),
        (
            "2025",
            (
                "Vårddygn, placeringskostnad och kostnad per vårddygn visas inte per placeringsform för allmänheten."
                " Vad ett dygn kostar i konsulentstödda familjehem och i andra står i nämndinformationen."
            ),
        ),
    ],
)
def test_what_the_public_has_of_no_form_is_left_out_and_said_once(
    open_page: OpenPage, demo: Demo, period: str, why: str
) -> None:
    said = opened(open_page, demo, "placeringar", "publik", period=period)
    forms = said.split(why, 1)[1].split("Så räknas", 1)[0]
    # A heading stands over a table, never over the one sentence that there is none.
    assert (f'Placeringsformerna under 2025</h2><p class="sub">{why}</p>' in said) == (period == "2025")
    assert (f"<p>{why}</p>" in said) == (period != "2025")
    assert (
        said.count("placeringsform för allmänheten") + said.count("placeringsform visas för allmänheten") == 1
    )
    assert ("<table" in forms) == (period == "2025")
    if period == "2025":
        # The form, and its children of the year and the one before.
        assert forms.split("<thead>", 1)[1].split("</thead>", 1)[0].count("<th ") == 3
        assert ">HVB<" in forms


def test_bars_of_what_is_hidden_are_low_and_have_a_legend(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "placeringar", "publik", period="2026T1")
    heights = re.findall(r'<i class="hidden" style="height:(\d+)%">', said)
    assert heights
    assert set(heights) == {"15"}
    moves = said.split("Början, slut och byten", 1)[1].split("<h2", 1)[0]
    assert moves.count(STRIPED) == 1
    assert re.search(r'class="spark" role="img" aria-label="8 perioder, \d skyddade"', moves)
    # The children of all forms are shown every tertial: nothing of them is striped.
    assert STRIPED not in said.split("Barnen", 1)[1].split("<h2", 1)[0]


def test_a_tile_says_how_many_of_its_bars_are_hidden(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "placeringar", "publik", period="2025")
    tiles = said.split("Färre barn bor i konsulentstött familjehem: 34", 1)[1].split(
        "Början, slut och byten", 1
    )[0]
    assert re.search(r'aria-label="Jourhem: [^"]*, \d skyddade?"', tiles)
    assert re.search(rf"på samma skala\. Högsta stapeln: \d+, [^.]+ \d{{4}}\. {STRIPED}</p>", plain(tiles))


def test_what_waits_for_somebody_is_said_once_with_the_last_figures_and_has_no_card(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    odd = Odd(
        missing={(kpi, "2262", "2026T2"): "ej_levererat" for kpi in ("placement_cost", "cost_per_care_day")}
    )
    write_published(home, odd=odd)
    said = plain(text_of(open_page("placeringar", {"kommun": "timra", "period": "2026T2"}, home)))
    money = said.split("<h2>Kostnader</h2>", 1)[1].split("</div></div>", 1)[0]
    assert money.count("Timrå har inte levererat T2 2026") == 1
    told = re.sub(r"<[^>]+>", "", money.split("<p>Uppgift saknas", 1)[1].split("</p>", 1)[0])
    assert re.search(
        r"Senast kända, T1 2026: placeringskostnad \d.* och kostnad per vårddygn \d[\d ]* kr\.$", told
    )
    assert money.count('<li class="card">') == 2
    assert "<b>–</b>" not in money


def test_the_two_counts_of_children_have_names_of_their_own(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "placeringar", "styrgrupp", kommun="gfo", period="2026T1")
    assert re.search(r"Den 30 april 2026 var \d+ barn i vård, ", said)
    card = said.split("<span>Placerade barn, någon gång</span>", 1)[1].split("</li>", 1)[0]
    assert "<small>unika barn under T1 2026</small>" in card
    assert "<small>unika barn, sista dagen</small>" in said


@pytest.mark.parametrize(
    ("hvb", "said"),
    [
        (("8", "29"), "HVB stod för 8 % av vårddygnen och 29 % av kostnaden under T3 2025"),
        # Near its part of the days, and not shown.
        (("8", "12"), "Placeringsformerna under T3 2025"),
        (("8", None), "Placeringsformerna under T3 2025"),
    ],
)
def test_the_form_that_costs_most_beyond_its_days_is_told(hvb: tuple[str, str | None], said: str) -> None:
    days, cost = (value_of(one, "ok" if one else "hidden") for one in hvb)
    forms = {"SiS": (value_of("2"), value_of("3")), "HVB": (days, cost)}
    whole = (value_of("100"), value_of("100"))
    assert plain(forms_title(forms, whole, "T3 2025")[0]) == said
    under_way = (whole[0], replace(whole[1], preliminary=True))
    assert forms_title(forms, under_way, "T3 2025") == ("Placeringsformerna under T3 2025", "")
    assert forms_title(forms, (value_of("0"), whole[1]), "T3 2025")[1] == ""


def test_why_placements_ended_is_told_as_the_kommuner_have_given_it(open_page: OpenPage, demo: Demo) -> None:
    said = plain(opened(open_page, demo, "placeringar", "styrgrupp", version="2", kommun="kramfors"))
    (told,) = re.findall(r"Varför placeringar avslutades T2 2026: ([^<]*)\.", said)
    figures = figures_of(demo.home)
    many = [int(size) for size in re.findall(r"\d+", told)]
    assert sum(many) == figures.value("placements_ended", "2282", "2026T2").value
    assert "sammanbrott 3" in told
    assert "Varför placeringar avslutades" not in opened(
        open_page, demo, "placeringar", "publik", kommun="kramfors"
    )
