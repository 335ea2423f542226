"""*Kontrollera fil*: a kommun's own reader sees what must be mended in a file, hands in none, and learns nothing of
what others have delivered."""

from __future__ import annotations

import gc
import re
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.views.handing_in import sentences
from dashboard.views.handing_in.chosen import Chosen
from dashboard.views.handing_in.voices import OF_KOMMUN
from pipelines.home import DataHome
from pipelines.home.handed_in import hand_in, handed_folder, waiting_files
from pipelines.periods import SWEDEN
from tests.conftest import Demo
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import PLACEMENTS, placement, write_csv
from tests.pages.fixtures.handing_in import home, right_file, send, standing, wrong_file
from tests.pages.fixtures.opening import OpenPage, opened, text_of

__all__ = ["home"]

OWN = {"som": "kommun-2262"}
CANARY = "Kanariefågel-5b2e"


@pytest.fixture
def own(home: DataHome) -> DataHome:
    """Timrå's file has its three placements, and, as no such file has, more of Härnösand's than it may be told of."""
    standing(home, 3)
    whole = next(home.published.glob("*/styrgrupp.duckdb"))
    shutil.copy(whole, whole.with_name("kommun-2262.duckdb"))
    with duckdb.connect(str(whole.with_name("kommun-2262.duckdb"))) as con:
        con.execute(
            "insert into delivery_status select * replace ('2280' as sender, 641 as rows_accepted) from delivery_status"
        )
        con.execute("update delivery_expected set sender = '2262', dataset = 'placeringar'")
    return home


def _labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_wrong_file_is_told_as_to_gfos_staff_and_can_be_handed_in_by_nobody(
    open_page: OpenPage, own: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", OWN, own)
    assert "<h1>Kontrollera fil</h1>" in text_of(app)
    assert "Välj er fil med placeringar." in text_of(app)
    said = send(app, ("fel.csv", wrong_file(tmp_path)))
    assert "Filen kan inte skickas än: en sak måste rättas." in said
    assert "Kolumnen placeringsform (vilket slags hem eller boende)" in said
    assert "”slott” känns inte igen." in said
    assert "Rad 3, 4, 5 (3 rader)." in said
    assert "Hämta rapporten (Excel)" in said
    assert _labels(app) == ["Ta bort"]
    assert not app.code
    assert not app.text_input


def test_of_a_right_file_it_is_said_where_it_is_sent_and_whom_to_ask(
    open_page: OpenPage, own: DataHome, tmp_path: Path
) -> None:
    (own.root / "leveranser.toml").write_text(
        'hand_in = "Lägg filen i GFO:s mapp."\nask = "Ring 0611-12 34."', encoding="utf-8"
    )
    app = open_page("lamna", OWN, own)
    assert sentences.ANOTHER_DAY not in text_of(app)
    said = send(app, ("ratt.csv", right_file(tmp_path)))
    assert "Filen kan skickas. Inget behöver rättas." in said
    assert "Placeringar från Timrå: 3 rader. Förra leveransen: 3 rader till och med" in said
    assert sentences.ANOTHER_DAY in said
    sent = said.split("Så skickar ni filen", 1)[1]
    assert "Lägg filen i GFO:s mapp." in sent
    assert "Ring 0611-12 34." in sent
    assert _labels(app) == ["Ta bort"]


def test_nothing_of_a_checked_file_is_kept(open_page: OpenPage, own: DataHome, tmp_path: Path) -> None:
    app = open_page("lamna", OWN, own)
    send(app, ("ratt.csv", right_file(tmp_path)), ("fel.csv", wrong_file(tmp_path)))
    assert list(handed_folder(own).iterdir()) == []
    gc.collect()
    held = [one for one in gc.get_objects() if isinstance(one, Chosen)]
    assert {one.name for one in held} == {"ratt.csv", "fel.csv"}
    assert {one.content for one in held} == {b""}


def test_what_points_out_a_person_stops_the_file_and_is_never_shown(
    open_page: OpenPage, own: DataHome, tmp_path: Path
) -> None:
    rows = [("P1", "Timrå", "19121212-1212", "hvb", "2026-01-15", "")]
    content = write_csv(tmp_path / "a.csv", PLACEMENTS, rows).read_bytes()
    said = send(open_page("lamna", OWN, own), ("a.csv", content))
    assert "Filen har uppgifter som pekar ut en person och kan inte skickas." in said
    assert OF_KOMMUN.persons in said
    assert "1212" not in said
    assert list(handed_folder(own).iterdir()) == []


@pytest.mark.parametrize("strayed", rest_slow([1, 4], (1).__eq__))
def test_of_another_kommuns_rows_only_what_stands_in_the_file_is_told(
    open_page: OpenPage, own: DataHome, tmp_path: Path, strayed: int
) -> None:
    rows = [placement(number, kommun="Härnösand" if number < strayed else "Timrå") for number in range(4)]
    content = write_csv(tmp_path / "b.csv", PLACEMENTS, rows).read_bytes()
    with duckdb.connect(str(next(own.published.glob("*/kommun-2262.duckdb")))) as con:
        con.execute("update delivery_status set file_sha256 = sha256(?) where sender = '2280'", [content])
    said = send(open_page("lamna", OWN, own), ("b.csv", content))
    if strayed == 1:
        assert "<li>Placeringar: 1 rad gäller Härnösand." in said
        assert "Raden gäller Härnösand, men filen är ett register för Timrå." in said
    else:
        assert "Filen har rader för Härnösand, men avsändaren är Timrå." in said
    assert "641" not in said
    assert "gäller redan" not in said


def test_a_register_that_gfo_keeps_is_no_kommuns_to_send(
    open_page: OpenPage, own: DataHome, tmp_path: Path
) -> None:
    content = write_csv(
        tmp_path / "mal.csv", ("nyckeltal", "omrade", "period", "mal"), [("x", "GFO", "2026", "12")]
    ).read_bytes()
    said = send(open_page("lamna", OWN, own), ("mal.csv", content))
    assert "Registret Mål levereras av GFO, inte av Timrå." in said


def test_a_register_that_has_shrunk_is_to_be_explained_where_it_is_sent(
    open_page: OpenPage, own: DataHome, tmp_path: Path
) -> None:
    with duckdb.connect(str(next(own.published.glob("*/kommun-2262.duckdb")))) as con:
        con.execute("update delivery_status set rows_accepted = 802 where sender = '2262'")
    app = open_page("lamna", OWN, own)
    said = send(app, ("b.csv", right_file(tmp_path)))
    assert f"<p>{OF_KOMMUN.held}</p>" in said
    assert "Registret har 3 rader; den förra leveransen hade 802." in said
    assert _labels(app) == ["Ta bort"]
    assert not app.text_input


def test_what_others_have_waived_is_told_to_nobody_else(
    open_page: OpenPage, own: DataHome, tmp_path: Path
) -> None:
    rows = [
        ("p1", "Härnösand", "b1", "hvb", "2026-01-15", "2025-01-15"),
        *(placement(number) for number in range(3)),
    ]
    waiver = 'rule = "R011"\ndataset = "placeringar"\nrow = "p1"\nwho = "Chefen"\nuntil = 2099-12-31\n'
    (own.root / "waivers.toml").write_text(
        f'[[waiver]]\n{waiver}sender = "Härnösand"\nreason = "{CANARY}"\n', encoding="utf-8"
    )
    content = write_csv(tmp_path / "b.csv", PLACEMENTS, rows).read_bytes()
    assert CANARY in send(open_page("lamna", home=own), ("b.csv", content))
    assert CANARY not in send(open_page("lamna", OWN, own), ("b.csv", content))


def test_what_is_handed_in_is_told_to_gfos_staff_alone(open_page: OpenPage, own: DataHome) -> None:
    hand_in(own, f"{CANARY}.csv", b"x", handed=datetime.now(SWEDEN))
    assert CANARY in text_of(open_page("lamna", home=own))
    said = text_of(open_page("lamna", OWN, own))
    assert CANARY not in said
    assert sentences.NOT_WATCHED not in said


def test_whoever_becomes_a_kommuns_reader_hands_in_nothing_and_keeps_no_answer(
    open_page: OpenPage, own: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=own)
    said = send(app, (f"{CANARY}.csv", right_file(tmp_path)))
    assert "Lämna filen" in _labels(app)
    assert CANARY in said
    # What a press does comes before the page asks who presses.
    app.query_params["som"] = "kommun-2262"
    next(button for button in app.button if button.label == "Lämna filen").click()
    app.run()
    assert not app.exception
    assert "<h1>Kontrollera fil</h1>" in text_of(app)
    assert CANARY not in text_of(app)
    assert waiting_files(own) == []


def test_a_kommun_that_delivers_nothing_has_nothing_to_check(open_page: OpenPage, own: DataHome) -> None:
    with duckdb.connect(str(next(own.published.glob("*/kommun-2262.duckdb")))) as con:
        con.execute("update delivery_expected set sender = '2260'")
    app = open_page("lamna", OWN, own)
    assert sentences.delivers_nothing("Timrå") in text_of(app)
    assert not app.get("file_uploader")


@pytest.mark.slow
def test_the_page_is_found_from_the_deliveries_and_told_of_in_the_help(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "leveranser", "kommun-2262")
    how = said.split("<summary>Så lämnar ni kostnader och placeringar</summary>", 1)[1].split("</details>")[0]
    assert re.search(r'href="lamna\?[^"]*som=kommun-2262[^"]*">Kontrollera fil</a>', how)
    assert "Kontrollera fil" in opened(open_page, demo, "hjalp", "kommun-2262")
    for audience in ("styrgrupp", "gfo", "publik"):
        assert "Kontrollera fil" not in opened(open_page, demo, "hjalp", audience)
