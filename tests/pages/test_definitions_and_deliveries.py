"""Worked examples of the KPIs, and what the page of deliveries says of errors over time."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.views.deliveries import sentences
from dashboard.views.menu import PAGES
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage, opened, text_of
from tests.pages.fixtures.published_file import write_published


def _cells(said: str) -> str:
    return said.replace("\u00a0", " ")


def test_a_kpi_shows_its_worked_example(open_page: OpenPage) -> None:
    said = _cells(text_of(open_page("nyckeltal", {"visa": "referrals_matched"})))
    assert said.count("Visa ett räknat exempel") == 1
    assert '<th scope="row">R8</th><td>Timrå</td><td>A</td><td>2023-01-05</td>' in said
    assert '<th scope="row">Ånge</th><td>T1 2023</td><td class="n">2</td>' in said
    assert "Barn A matchades tre gånger och räknas en gång per period." in said
    assert "Rapportdagen är 2023-12-31." in said
    # In words, as nobody but who delivers has the names of columns and codes.
    example = said.split("Visa ett räknat exempel", 1)[1].split("</details>", 1)[0]
    assert '<th scope="col">Remiss</th>' in example
    assert "<td>Matchad via GFO</td>" in example
    assert not re.findall(r">\w+_\w+<", example)


def test_an_examples_figure_is_exact_and_says_why_it_is_missing(open_page: OpenPage) -> None:
    said = _cells(text_of(open_page("nyckeltal", {"visa": "days_to_approval"})))
    assert '<td>T1 2023</td><td class="n">365,5</td>' in said
    said = _cells(text_of(open_page("nyckeltal", {"visa": "match_rate"})))
    assert '<td>T1 2023</td><td class="n">75 %</td>' in said
    assert '<td>T3 2023</td><td class="n">– (inga fall att räkna på)</td>' in said


@pytest.mark.slow
def test_the_query_is_for_gfos_staff_and_its_words_for_all(open_page: OpenPage, demo: Demo) -> None:
    for audience in ("publik", "gfo", "styrgrupp", "kommun-2262"):
        said = opened(open_page, demo, "nyckeltal", audience, visa="bank_homes")
        assert "Så räknas siffran" in said
        assert "Läget på periodens sista dag." in said
        assert "<dt>Underlag</dt><dd>Familjehem</dd>" in said
        assert ("(SQL)" in said) == (audience == "gfo")
    said = opened(open_page, demo, "nyckeltal", "publik", visa="match_rate")
    assert "Kvoten av två nyckeltal" not in said


def test_a_share_is_told_by_its_two_numbers_with_a_door_to_each(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "nyckeltal", "gfo", kommun="gfo", period="2026T2", visa="match_rate")
    (told,) = re.findall(r"<dt>Räknas</dt><dd>(.*?)</dd>", said)
    assert re.fullmatch(
        r"Matchningar \(\d+\) delat med avslutade remisser \(\d+\) \(GFO, T2 2026\)\.",
        _cells(re.sub("<.*?>", "", told)),
    )
    assert re.findall(r"visa=(\w+)", told) == ["matches", "referrals_decided"]
    # Where the figure is missing the two are named alone.
    said = opened(open_page, demo, "nyckeltal", "gfo", kommun="timra", period="2019", visa="match_rate")
    (told,) = re.findall(r"<dt>Räknas</dt><dd>(.*?)</dd>", said)
    assert re.sub("<.*?>", "", told) == "Matchningar delat med avslutade remisser i samma period."


def test_a_small_share_says_of_how_many_in_the_list_and_in_each_kommuns_tile(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "nyckeltal", "gfo", kommun="gfo", period="2026T2").replace("\u00a0", " ")
    assert 'Andel matchade</a> <small class="of">8 av 47</small></th>' in said
    assert re.search(r"Beläggning i familjehemsbanken</a></th>", said)
    said = opened(open_page, demo, "nyckeltal", "gfo", visa="match_rate", period="2026T2")
    assert "29 % <small>4 av 14</small>" in said.replace("\u00a0", " ")


def test_a_kommun_reads_its_own_deliveries_first_and_the_rest_behind_lines(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "leveranser", "kommun-2262")
    table = said.split("<caption>Leveranser</caption>", 1)[1].split("</table>", 1)[0]
    assert "Avsändare" not in table
    assert re.findall(r'<th scope="row">(.*?)</th><td>Godkänd', table) == [
        "Placeringar",
        "Kostnader",
    ]
    assert re.findall("<h2[^>]*>(.*?)</h2>", said) == [
        "Leveranserna bakom siffrorna",
        "Mer om leveranserna och versionerna",
    ]
    folded = [
        line.partition(":")[0]
        for line in re.findall('<details class="printed section"><summary>(.*?)</', said)
    ]
    assert folded == ["Den här versionen", "Offentliga siffror, från mötet den 10 juni 2026"]
    assert re.search(r"<h3>(Versionen före|\d+ tidigare versioner)</h3>", said)
    assert "4 leveranser har kommit sedan den 19 maj 2026; 2 har ersatts av nyare." in said
    assert sentences.NO_DIFFERENCES not in said


def test_the_head_of_a_kommuns_deliveries_names_the_kommun(open_page: OpenPage, demo: Demo) -> None:
    for audience, head in (
        ("kommun-2262", "<strong>Timrå</strong> · Timrås fil"),
        ("gfo", "<strong>GFO</strong>"),
    ):
        assert head in opened(open_page, demo, "leveranser", audience)


def test_many_deliveries_stand_behind_a_line_and_what_was_not_found_is_a_line(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "leveranser", "gfo")
    line = "<summary>Visa de 27 leveranserna, med dag och antal rader</summary>"
    assert said.split(line, 1)[1].split("<caption>", 1)[1].startswith("Leveranser</caption>")
    assert f"utan att något hittades. {sentences.NO_DIFFERENCES}" in said
    assert sentences.WHICH_ROWS not in said


def test_the_difference_between_two_versions_is_folded_until_it_is_asked_for(
    open_page: OpenPage, demo: Demo
) -> None:
    for asked, choices in ((False, {}), (True, {"fran": "1", "till": "2"})):
        app = open_page("leveranser", {"som": "gfo", **choices}, demo.home)
        (fold,) = app.expander
        assert (fold.label, fold.proto.expanded) == ("Skillnad mellan två versioner", asked)


def _deliver(
    path: Path, deliveries: list[tuple[int, str, int]], findings: list[tuple[int, str, str, int]]
) -> None:
    """Put deliveries of placeringar (id, day, rows) and findings (id, column, severity, count) in a file."""
    with duckdb.connect(str(path)) as con:
        con.execute("delete from delivery_history")
        con.execute("delete from delivery_finding")
        con.executemany(
            "insert into delivery_history select ?, ?::timestamp, 'placeringar', '2262', date '2026-08-31', ?, 0, 0,"
            " 0, 'Godkänd', ''",
            deliveries,
        )
        con.executemany("insert into delivery_finding select ?, 'K003', ?, ?, ?, '', ''", findings)


@pytest.mark.slow
def test_errors_over_time_count_every_delivery_day_and_a_clean_day_is_zero(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    _deliver(
        write_published(home),
        [(1, "2026-01-10", 400), (2, "2026-05-10", 410), (3, "2026-09-03", 415), (4, "2026-09-03", 5)],
        [
            (1, "placeringsform", "stoppar raden", 7),
            (1, "placeringsform", "notering", 90),
            (3, "placeringsform", "stoppar raden", 2),
            (4, "placeringsform", "varning", 1),
            (1, "slutdatum", "varning", 4),
        ],
    )
    said = text_of(open_page("leveranser", {}, home))
    assert "Fler fel i 1 kolumn den senaste leveransdagen än den förra" in said
    assert (
        "Placeringar: placeringsform, antal fel och varningar per leveransdag:"
        " 2026-01-10: 7; 2026-05-10: 0; 2026-09-03: 3"
    ) in said
    assert '<td>2026-09-03</td><td class="n">420</td><td class="n">2</td><td class="n">1</td>' in said
    assert said.index("Placeringar: placeringsform</div>") < said.index("Placeringar: slutdatum</div>")


def _section(said: str, heading: str) -> str:
    return said.split(f"<h2>{heading}</h2>", 1)[1].split("<h2", 1)[0]


def test_what_is_left_to_mend_comes_first_and_what_a_waiver_covers_says_until_when(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    path = write_published(home)
    _deliver(path, [(1, "2026-01-10", 400), (2, "2026-09-03", 410)], [(1, "kanal", "varning", 1)])
    with duckdb.connect(str(path)) as con:
        con.execute("delete from delivery_finding")
        con.execute("alter table delivery_finding add column about varchar")
        con.executemany(
            "insert into delivery_finding values (?, 'R016', ?, ?, ?, ?, ?, ?)",
            [
                (1, "belopp", "stoppar raden", 7, "Ett värde är inte ett tal.", "Skriv talet.", ""),
                (2, "startdatum", "notering", 1, "Datumen lästes.", "Inget behöver göras.", "första dagen"),
                (2, "slutdatum", "notering", 1, "Datumen lästes.", "Inget behöver göras.", "sista dagen"),
                (2, "lagrum", "undantag", 1, "SiS men SoL.", "Godkänt med undantag till 2026-12-31.", ""),
                (2, "kon", "varning", 3, "Barnet har två kön.", "Rätta det ena.", "barnets kön"),
            ],
        )
    every = text_of(open_page("leveranser", {}, home))
    mend = _section(every, "Fel och noteringar")
    assert sentences.WHICH_ROWS in mend
    others = _section(every, "Mer om leveranserna och versionerna")
    noted, before = re.split(r'<details class="printed">', others)[1:3]
    assert "Placeringar från Timrå, kolumnen kon (barnets kön)" in mend
    assert "<strong>Barnet har två kön.</strong> Rätta det ena." in mend
    assert "Varning, 3 st, den 3 september 2026." in mend
    assert "1 undantag och 1 notering: inget behöver rättas" in noted
    assert "<strong>SiS men SoL.</strong> Godkänt med undantag till 2026-12-31." in noted
    assert "kolumnerna slutdatum (sista dagen) och startdatum (första dagen)" in noted
    assert "1 fel eller notering i tidigare leveranser" in before
    assert "Skriv talet." in before
    assert "Stoppar raden, 7 st, den 10 januari 2026. Rättat i leveransen den 3 september 2026." in before


@pytest.mark.parametrize(
    ("statuses", "severities", "said"),
    [
        (("Mottagen", "Godkänd", "Godkänd"), {1: "varning"}, "Rättat i leveransen den 10 maj 2026."),
        (("Mottagen", "Avvisad", "Godkänd"), {1: "varning"}, "Rättat i leveransen den 3 september 2026."),
        (("Mottagen", "Avvisad", "Avvisad"), {1: "varning"}, "Borta i leveransen den 10 maj 2026."),
        (("Godkänd", "Godkänd", "Godkänd"), {1: "varning", 3: "undantag"}, "Ett undantag gäller nu."),
        (
            ("Godkänd", "Godkänd", "Godkänd"),
            {1: "varning", 2: "varning"},
            "Varning, 2 st, från den 10 januari 2026 till den 10 maj 2026. Rättat i leveransen den 3 september 2026.",
        ),
    ],
)
def test_an_earlier_fault_has_its_day_and_what_became_of_it(
    open_page: OpenPage, tmp_path: Path, statuses: tuple[str, ...], severities: dict[int, str], said: str
) -> None:
    home = DataHome(tmp_path)
    path = write_published(home)
    days = ("2026-01-10", "2026-05-10", "2026-09-03")
    found = [(number, "kon", severity, 1) for number, severity in severities.items()]
    _deliver(path, [(number, day, 400) for number, day in enumerate(days, 1)], found)
    with duckdb.connect(str(path)) as con:
        con.executemany(
            "update delivery_history set status = ? where delivery_id = ?",
            [(status, number) for number, status in enumerate(statuses, 1)],
        )
        con.execute("update delivery_status set dataset = 'placeringar', sender = '2262'")
        con.execute("update delivery_status set received = timestamp '2026-09-03'")
    others = _section(text_of(open_page("leveranser", {}, home)), "Mer om leveranserna och versionerna")
    before = others.split("tidigare leveranser</summary>", 1)[1]
    assert said in before


def test_a_newer_delivery_that_was_refused_is_what_there_is_to_mend(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    path = write_published(home)
    _deliver(path, [(1, "2026-01-10", 400), (2, "2026-09-03", 410)], [(2, "kon", "stoppar filen", 1)])
    with duckdb.connect(str(path)) as con:
        con.execute("update delivery_status set received = timestamp '2026-01-10'")
        con.execute("update delivery_history set status = 'Avvisad' where delivery_id = 2")
    said = _section(text_of(open_page("leveranser", {}, home)), "Fel och noteringar")
    assert "Stoppar filen, 1 st, den 3 september 2026." in said
    assert "<details" not in said


def test_what_stops_a_file_that_was_accepted_with_a_reason_is_asked_of_nobody(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    _deliver(write_published(home), [(2, "2026-09-03", 410)], [(2, "", "stoppar filen", 1)])
    page = text_of(open_page("leveranser", {"som": "gfo"}, home))
    assert "<h2>Fel och noteringar</h2>" not in page
    assert sentences.ACCEPTED_ANYWAY in page


@pytest.mark.slow
def test_one_delivery_is_no_trend(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    _deliver(write_published(home), [(1, "2026-01-10", 400)], [(1, "slutdatum", "varning", 4)])
    assert "Fel över tid" not in text_of(open_page("leveranser", {}, home))


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        ([("a", 0, 0)], "Inga fel de två senaste leveransdagarna"),
        ([("a", 1, 1)], "Lika många fel per kolumn den senaste leveransdagen som den förra"),
        ([("a", 0, 4), ("b", 1, 1)], "Färre fel i 1 kolumn den senaste leveransdagen än den förra"),
        (
            [("a", 5, 4), ("b", 1, 0), ("c", 0, 9)],
            "Fler fel i 2 kolumner och färre fel i 1 kolumn den senaste leveransdagen än den förra",
        ),
    ],
)
def test_title_says_which_way_the_errors_went(latest: list[tuple[str, int, int]], said: str) -> None:
    assert sentences.trend_title(latest) == said


def test_the_help_names_every_page_of_the_menu(open_page: OpenPage) -> None:
    said = text_of(open_page("hjalp", {"som": "gfo"}))
    told = [page.menu for page in PAGES if page.path not in ("hjalp", "tillganglighet")]
    assert told
    assert [word for word in told if f"<dt>{word}</dt>" not in said] == []


@pytest.mark.parametrize(
    "outcome",
    rest_slow(
        ["applied", "retired", "expired", "waiting"], lambda outcome: outcome in ("applied", "waiting")
    ),
)
def test_what_became_of_a_correction_is_told_in_swedish(
    open_page: OpenPage, tmp_path: Path, outcome: str
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        values = f"'rattelse', 'remisser', 'GFO', 'utfall', 'Fel rad.', 'Enhetschefen', date '2026-12-31', '{outcome}'"
        con.execute(f"insert into declaration values ({values})")
    said = text_of(open_page("leveranser", home=home))
    assert "Fel rad." in said
    assert outcome not in said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), ""),
        ((1, 0, 0), "1 leverans är sen."),
        ((2, 1, 0), "2 leveranser är sena och 1 slags fel ska rättas eller kontrolleras."),
        (
            (0, 3, 2),
            "3 slags fel ska rättas eller kontrolleras och 2 kontroller mellan uppgifterna hittade något.",
        ),
    ],
)
def test_the_answer_says_how_much_there_is_to_mend(counts: tuple[int, int, int], said: str) -> None:
    assert sentences.to_mend(*counts) == said


def test_a_late_delivery_stands_in_the_answer_and_before_all_else(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "leveranser", "gfo", version="1")
    assert "Inga rader är avvisade. 1 leverans är sen.</p>" in said
    assert re.findall("<h2[^>]*>(.*?)</h2>", said)[:2] == ["Att göra", "Det som saknas"]


def test_the_deliveries_looked_at_are_told_apart_from_those_that_stand() -> None:
    day = date(2026, 6, 9)
    told = "4 leveranser har kommit sedan den 9 juni 2026; "
    assert sentences.looked_at(4, 2, day) == f"{told}2 har ersatts av nyare."
    assert sentences.looked_at(4, 1, day) == f"{told}1 har ersatts av en nyare."
    assert sentences.looked_at(1, 0, day) == "1 leverans har kommit sedan den 9 juni 2026."


def test_corrections_and_waivers_that_end_before_the_next_deliveries_are_to_be_seen_to(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "leveranser", "gfo", version="2").replace("\u00a0", " ")
    told = "1 rättelse och 2 undantag slutar gälla den 31 december 2026, före de leveranser som ska komma senast den"
    assert f"<li>{told} 15 januari 2027." in said
    assert told not in opened(open_page, demo, "leveranser", "styrgrupp", version="2").replace("\u00a0", " ")
