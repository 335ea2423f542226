"""*Lämna filer*: what the page says of a file, what it holds of it, and how the process that looks into it is bound."""

from __future__ import annotations

import gc
import hashlib
import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.views.handing_in import checking, sentences
from pipelines.errors import ReaderError
from pipelines.home import DataHome, audit
from pipelines.home.handed_in import (
    HandedIn,
    begin,
    handed_folder,
    handed_in,
    plain_name,
    tell_outcome,
    waiting_files,
)
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import PLACEMENTS, placement, write_csv
from tests.pages.fixtures.handing_in import home, right_file, send, standing, wrong_file
from tests.pages.fixtures.opening import OpenPage, text_of

__all__ = ["home"]

CANARY = "Kanariefågel-8c1f"


def _press(app: AppTest, label: str) -> str:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return text_of(app)


_SMALLER = "Den är mindre än den förra, och en leverans är hela registret: se efter att inget saknas."


def test_a_right_file_is_handed_in_and_what_became_of_it_is_told(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    assert "Ingen hämtar lämnade filer just nu." in text_of(app)
    said = send(app, ("../ratt å.csv", right_file(tmp_path)))
    assert "Placeringar från Timrå: 3 rader. Förra leveransen: 412 rader" in said
    assert "jämförs den rad för rad med avsändarens förra leverans" in said
    assert waiting_files(home) == []
    said = _press(app, "Lämna filen")
    assert "ratt å.csv är lämnad." in said
    assert "Väntar i inkorgen" in said
    ((file, one),) = waiting_files(home)
    assert file.read_bytes() == right_file(tmp_path)
    noted = [row for row in audit.read(home) if row is not None]
    assert [(row.event, row.who, row.what["file"]) for row in noted] == [
        ("upload", "GFO:s personal", "ratt å.csv")
    ]
    part = {"dataset": "placeringar", "sender": "Timrå", "status": "Godkänd", "counts": True, "rows": 3}
    more = {"accepted": 3, "delivery": 999, "repeated": False, "reason": "", "covered": "Registret når hit."}
    tell_outcome(home, one.number, {"when": "", "accepted": True, "parts": [part | more], "findings": []})
    app.run()
    said = text_of(app)
    assert "är lämnad." not in said
    assert "Placeringar från Timrå: godkänd, 3 av 3 rader godtagna. Registret når hit." in said
    assert "Läsarna ser dem när en ny version publiceras." in said


def test_a_file_that_waits_is_taken_back(open_page: OpenPage, home: DataHome, tmp_path: Path) -> None:
    app = open_page("lamna", home=home)
    send(app, ("fel tertial.csv", right_file(tmp_path)))
    _press(app, "Lämna filen")
    said = _press(app, "Ta tillbaka")
    assert waiting_files(home) == []
    assert re.search(r"<strong>fel tertial.csv</strong> · Återtagen<", said)
    assert "Inget av den har levererats, och filen är borttagen ur inkorgen." in said
    assert "Ta tillbaka" not in [button.label for button in app.button]
    noted = [row for row in audit.read(home) if row is not None]
    assert [row.event for row in noted] == ["upload", "taken_back"]


@pytest.mark.slow
def test_a_file_that_was_taken_meanwhile_is_not_taken_back_and_the_page_says_so(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    send(app, ("a.csv", right_file(tmp_path)))
    _press(app, "Lämna filen")
    begin(home, waiting_files(home)[0][0])
    said = _press(app, "Ta tillbaka")
    assert "a.csv kunde inte tas tillbaka: den har redan börjat tas emot." in said
    assert len(waiting_files(home)) == 1


def test_a_reader_who_may_no_longer_hand_in_files_takes_none_back(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    send(app, ("a.csv", right_file(tmp_path)))
    _press(app, "Lämna filen")
    app.query_params["som"] = "publik"
    _press(app, "Ta tillbaka")
    assert len(waiting_files(home)) == 1


def test_it_says_how_a_received_file_is_corrected(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    assert sentences.WRONG_FILE not in text_of(app)
    send(app, ("a.csv", right_file(tmp_path)))
    said = _press(app, "Lämna filen")
    assert [one for one in sentences.HOW_CORRECTED if one not in said] == []


@pytest.mark.slow
def test_a_column_is_named_as_the_file_has_it_and_by_what_it_holds(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    said = send(open_page("lamna", home=home), ("fel.csv", wrong_file(tmp_path)))
    assert "Kolumnen placeringsform (vilket slags hem eller boende)" in said


@pytest.mark.slow
def test_a_table_that_nobody_knows_is_shown_every_register_by_name(
    open_page: OpenPage, home: DataHome
) -> None:
    headers = [f"rubrik {number}" for number in range(20)]
    content = f"{';'.join(headers)}\n{';'.join('x' * 20)}\n".encode()
    said = send(open_page("lamna", home=home), ("okänd.csv", content))
    assert "Rubrikerna känns inte igen som något register: rubrik 0, rubrik 1" in said
    assert "rubrik 11 och 8 till." in said
    listed = said.split("<summary>Visa kolumnerna i varje register</summary>", 1)[1].split("</ul>", 1)[0]
    assert "<li>Publicerade siffror: nyckeltal, omrade, period, varde, kalla</li>" in listed
    assert listed.count("<li>") == 16


def test_a_file_whose_bytes_stand_already_is_said_to(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    content = right_file(tmp_path)
    with duckdb.connect(str(next(home.published.glob("*/styrgrupp.duckdb")))) as con:
        con.execute("update delivery_status set file_sha256 = ?", [hashlib.sha256(content).hexdigest()])
    told = "Just den här filen gäller redan sedan den 3 september 2026 och behöver inte lämnas igen."
    assert told in send(open_page("lamna", home=home), ("b.csv", content))
    assert told not in send(open_page("lamna", home=home), ("b.csv", content + b"\n"))


@pytest.mark.parametrize("before", rest_slow([3, 5], (5).__eq__))
def test_a_file_is_set_beside_the_one_that_stands(
    open_page: OpenPage, home: DataHome, tmp_path: Path, before: int
) -> None:
    standing(home, before)
    said = send(open_page("lamna", home=home), ("b.csv", right_file(tmp_path)))
    fewer = ", 2 färre" if before == 5 else ""
    told = f"Förra leveransen: {before} rader till och med 2026-08-31. Den här: 3 rader{fewer};"
    assert f"{told} senaste datum 2026-05-04." in re.sub("<.*?>", "", said)
    assert (_SMALLER in said) == (before == 5)
    assert ("Inget behöver rättas." in said) == (before == 3)


@pytest.mark.slow
def test_how_far_a_file_reaches_is_proposed_and_may_be_said(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    rows = [placement(number, start="2026-03-14") for number in range(3)]
    said = send(app, ("a.csv", write_csv(tmp_path / "a.csv", PLACEMENTS, rows).read_bytes()))
    assert "Räknas nå till och med 2026-04-30." in said
    assert "Ingen uppgift i filen är senare än 2026-03-14" in said
    (field,) = (box for box in app.text_input if box.label == sentences.REACHES)
    assert field.value == "2026-04-30"
    field.set_value("31 augusti")
    app.run()
    assert "”31 augusti” är inget datum." in text_of(app)
    (field,) = (box for box in app.text_input if box.label == sentences.REACHES)
    field.set_value("2026-08-31")
    app.run()
    assert "Registret räknas nå till och med 2026-08-31, men ingen uppgift" in text_of(app)
    _press(app, "Lämna filen")
    assert [one.through for one in handed_in(home)] == ["2026-08-31"]


@pytest.mark.slow
def test_two_files_at_once_are_judged_each_for_itself(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    said = send(app, ("ratt.csv", right_file(tmp_path)), ("fel.csv", wrong_file(tmp_path)))
    assert "Filen kan lämnas." in said
    assert "Filen kan inte lämnas än: en sak måste rättas." in said
    assert "”slott” känns inte igen." in said
    assert "Rad 3, 4, 5 (3 rader)." in said
    assert said.count("Tillåtet: ") == 1
    assert said.count("Hämta rapporten") == 1
    assert re.search(r'<p class="files step"><a [^>]*>Hämta rapporten att skicka till avsändaren', said)
    assert [button.label for button in app.button].count("Lämna filen") == 1
    _press(app, "Ta bort")
    assert "ratt.csv" not in text_of(app)


def test_what_points_out_a_person_is_said_first_and_never_shown(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    rows = [("P1", "Timrå", "19121212-1212", "hvb", "2026-01-15", "")]
    content = write_csv(tmp_path / "a.csv", PLACEMENTS, rows).read_bytes()
    said = send(open_page("lamna", home=home), ("a.csv", content))
    assert "Filen har uppgifter som pekar ut en person och kan inte lämnas." in said
    assert "Kolumnen barn_id" in said
    assert "1212" not in said


@pytest.mark.slow
def test_the_sender_is_asked_for_where_the_file_does_not_say(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    said = send(app, ("tom.csv", write_csv(tmp_path / "a.csv", PLACEMENTS, []).read_bytes()))
    assert "avsändaren framgår inte" in said
    (box,) = (box for box in app.selectbox if box.label == "Vems register är det?")
    box.select("Kramfors")
    app.run()
    assert "Placeringar från Kramfors: 0 rader." in text_of(app)
    _press(app, "Lämna filen")
    assert [one.sender for one in handed_in(home)] == ["Kramfors"]


@pytest.mark.slow
def test_made_up_rows_and_real_ones_never_meet(open_page: OpenPage, home: DataHome, tmp_path: Path) -> None:
    (home.root / "kind").write_text("sample\n")
    app = open_page("lamna", home=home)
    assert "Filen är inte märkt som påhittad" in send(app, ("a.csv", right_file(tmp_path)))
    assert "Lämna filen" not in [button.label for button in app.button]
    how = "Så märks en fil: skriv ”Exempeldata – påhittade rader” på en egen rad"
    assert how in text_of(app).split("Filen är inte märkt som påhittad", 1)[1]
    said = send(open_page("lamna", home=home), ("fel.csv", wrong_file(tmp_path)))
    assert how in said.split("Filen är inte märkt som påhittad", 1)[1].split("en sak måste rättas", 1)[0]
    marked = "Exempeldata – påhittade rader\n".encode() + right_file(tmp_path)
    assert "Filen är inte märkt" not in send(open_page("lamna", home=home), ("b.csv", marked))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Kolumnen placering_id saknas.", "Blad ”Blad1”"),
        ("Kolumnen blandar datum med text.", "Blad ”Blad1”, kolumnen placering_id"),
    ],
)
def test_a_column_that_the_finding_names_is_not_named_above_it(message: str, said: str) -> None:
    group = checking.Group("C003", "FILE", "Blad1", "placering_id", message, "Lägg till den.", "", "", "", 1)
    assert sentences.place(group) == said


@pytest.mark.parametrize("audience", ["styrgrupp", "publik"])
def test_nobody_else_has_the_page(open_page: OpenPage, home: DataHome, audience: str) -> None:
    (home.root / "kind").write_text("sample\n")
    app = open_page("lamna", {"som": audience}, home)
    assert "Lämna filer är till för GFO:s personal." in text_of(app)
    assert not app.get("file_uploader")


def test_a_reader_who_may_no_longer_hand_in_files_hands_in_none(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    send(app, ("ratt.csv", right_file(tmp_path)))
    # What a press does comes before the page asks who presses.
    app.query_params["som"] = "publik"
    said = _press(app, "Lämna filen")
    assert waiting_files(home) == []
    assert "är till för GFO:s personal" in said


@pytest.mark.slow
def test_what_people_wrote_is_never_markup(open_page: OpenPage, home: DataHome, tmp_path: Path) -> None:
    word = "<img src=x onerror=alert(1)>"
    said = send(open_page("lamna", home=home), ("<b>a</b>.csv", wrong_file(tmp_path, word)))
    assert "<img" not in said
    assert "<b>a" not in said
    assert "&lt;img" in said


def _held() -> list[object]:
    gc.collect()
    return [
        found
        for found in gc.get_objects()
        if type(found).__name__ in ("Chosen", "UploadedFileRec", "UploadedFile")
    ]


@pytest.mark.slow
def test_nothing_of_a_file_is_held_when_it_is_handed_in_or_the_page_is_left(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    send(app, ("ratt.csv", right_file(tmp_path)), (f"{CANARY}.csv", wrong_file(tmp_path, CANARY)))
    assert _held()
    assert not [folder for folder in handed_folder(home).iterdir() if folder.is_dir()]
    _press(app, "Lämna filen")
    app._page_hash = calc_hash("hjalp")
    app.run()
    assert CANARY not in text_of(app)
    app.run()
    assert _held() == []


def test_a_check_that_does_not_end_is_ended_and_leaves_nothing(
    home: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "CHECK_SECONDS", 0.05)
    with pytest.raises(ReaderError) as raised:
        checking.check(home, "a.csv", right_file(tmp_path))
    assert raised.value.code == "G042"
    assert not [folder for folder in handed_folder(home).iterdir() if folder.is_dir()]


def test_a_check_that_wants_too_much_memory_is_ended(
    home: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setattr(checking, "_LIMITS", ((resource.RLIMIT_AS, 64 << 20),))
    with pytest.raises(ReaderError) as raised:
        checking.check(home, "a.csv", right_file(tmp_path))
    assert raised.value.code in ("G042", "G043")


def test_who_comes_while_others_are_checked_waits_and_is_told(
    home: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    monkeypatch.setattr(checking, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(checking, "_turns", threading.BoundedSemaphore(1))
    with checking._turns, pytest.raises(ReaderError) as raised:
        checking.check(home, "a.csv", right_file(tmp_path))
    assert raised.value.code == "G041"


@pytest.mark.parametrize(
    "name",
    rest_slow(
        ["json.py", "polars.py", "pipelines.py", "sitecustomize.py", "-c.csv", "å" * 300],
        lambda name: name in ("pipelines.py", "-c.csv"),
    ),
)
def test_a_files_name_makes_nothing_happen(home: DataHome, name: str) -> None:
    checked = checking.check(home, name, b"raise SystemExit(0)\n")
    assert not checked.fits
    assert checked.groups


def test_a_files_name_reads_as_it_is_written() -> None:
    assert plain_name("..\\rapport\u202evsc.exe") == "rapport_vsc.exe"


def test_the_process_that_checks_gets_no_secret_of_the_servers(
    home: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GFO_COOKIE_SECRET", CANARY)
    given = {}
    popen = checking.subprocess.Popen

    def seen(command, **how):  # type: ignore[no-untyped-def]
        given.update(how["env"])
        return popen(command, **how)

    monkeypatch.setattr(checking.subprocess, "Popen", seen)
    assert checking.check(home, "a.csv", right_file(tmp_path)).fits
    assert given.keys() == {"PATH", "LC_ALL", "GFO_HOME", "TMPDIR", "POLARS_MAX_THREADS"}


@pytest.mark.parametrize(
    ("who", "said"), [("gunnar@gfo.example.se", " av gunnar@gfo.example.se"), ("styrgrupp", ""), ("", "")]
)
def test_the_list_says_who_handed_in_where_anybody_is_named(who: str, said: str) -> None:
    one = HandedIn("a.csv", "2026-11-26T10:15:00+01:00", 1, "0", who=who)
    assert sentences.handed(one) == f"Lämnad 2026-11-26 kl. 10.15{said}"
