"""*Lämna filer*: what is said of a file before it is handed in; the report and the command line say the same."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from dashboard.blocks.forms import form
from dashboard.views.handing_in import checking, letters, sentences
from dashboard.views.handing_in.voices import OF_STAFF
from pipelines.cli.verbs import run
from pipelines.contracts import DATASETS
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.deliveries.told import told_delivery
from pipelines.home import DataHome
from pipelines.home.handed_in import hand_in, tell_outcome, waiting_files, watched
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import PLACEMENTS, placement, placements, write_csv
from tests.pages.fixtures.handing_in import home, right_file, send, standing, whole, wrong_file
from tests.pages.fixtures.opening import OpenPage, text_of

__all__ = ["home", "whole"]


def _reason(app: AppTest) -> TextInput:
    return next(box for box in app.text_input if box.label == sentences.REASON)


def test_a_file_of_few_rows_is_said_to_be_stopped_as_loud_as_an_error_and_with_what_to_do(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    standing(home, 802)
    app = open_page("lamna", home=home)
    said = send(app, ("b.csv", right_file(tmp_path)))
    held = (
        "Levereras filen som den är: Registret har krympt så mycket att det kan vara ofullständigt. Den förra"
        " leveransen gäller fortfarande."
    )
    assert f'<p class="verdict stop" role="status">{held}</p><p>{OF_STAFF.held}</p>' in said
    group = said.split("<h3>Stoppar filen</h3>", 1)[1].split("</ul>", 1)[0]
    assert "<strong>Registret har 3 rader; den förra leveransen hade 802.</strong>" in group
    assert "kontrollera att utdraget inte är avgränsat till en period" in group
    assert "Lämna filen ändå" in [button.label for button in app.button]


def _press(app: AppTest, label: str) -> str:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return text_of(app)


@pytest.mark.slow
def test_a_file_that_will_be_stopped_says_so_for_as_long_as_it_waits(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    standing(home, 802)
    app = open_page("lamna", home=home)
    send(app, ("b.csv", right_file(tmp_path)))
    said = _press(app, "Lämna filen ändå")
    assert "Stoppas: 3 rader mot 802, skäl saknas" in said
    assert "Filen gäller inte när den har hämtats: den förra leveransen fortsätter att gälla." in said
    assert sentences.FETCHED not in said


def test_a_reason_goes_with_the_file_unless_it_points_out_a_person(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    standing(home, 802)
    app = open_page("lamna", home=home)
    send(app, ("b.csv", right_file(tmp_path)))
    _reason(app).set_value("19121212-1212 har flyttat")
    said = _press(app, "Lämna filen ändå")
    assert "Skälet innehåller" in said
    assert "1212" not in said
    assert waiting_files(home) == []
    _reason(app).set_value("Registret är gallrat.")
    said = _press(app, "Lämna filen ändå")
    assert "Skäl till att den ska gälla (3 rader mot 802): Registret är gallrat." in said
    assert "Väntar i inkorgen" in said
    ((_, one),) = waiting_files(home)
    assert (one.held, list(one.held_by), one.reason) == ("3 rader mot 802", ["L021"], "Registret är gallrat.")


@pytest.mark.slow
def test_of_two_files_of_one_register_it_is_said_which_will_hold(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=home)
    for name in ("a.csv", "b.csv"):
        send(app, (name, right_file(tmp_path)))
        said = _press(app, "Lämna filen")
    assert "b.csv lämnades senare för samma register. Godkänns den gäller den och inte den här." in said
    assert "Godkänns den här gäller den och inte a.csv, som lämnades tidigare." in said
    assert sentences.NOT_WATCHED in said
    assert sentences.LIES in said
    assert sentences.FETCHED not in said
    with watched(home):
        said = text_of(open_page("lamna", home=home))
    assert sentences.FETCHED in said
    assert sentences.NOT_WATCHED not in said


def test_the_sender_of_a_broken_file_has_a_text_with_each_fault_and_no_cell(
    open_page: OpenPage, whole: DataHome, tmp_path: Path
) -> None:
    rows = [
        placement(1),
        ("P2", "Timrå", "B2", "hvb", "2026-01-15", "2025-01-15"),
        placement(3, form="hos Anna"),
        placement(4, form="hos Bo"),
    ]
    content = write_csv(tmp_path / "fel.csv", PLACEMENTS, [*rows, rows[0]]).read_bytes()
    app = open_page("lamna", home=whole)
    assert "Anna" in send(app, ("fel.csv", content))
    assert [one.label for one in app.expander] == ["Text att skicka till Timrå"]
    (body,) = (one.value for one in app.code)
    assert "Filen fel.csv (Placeringar) kan inte tas emot som den är. Det här ska rättas:" in body
    assert (
        "– Kolumnen placeringsform (vilket slags hem eller boende): Ett ord i kolumnen känns inte igen. Rad 4, 5."
        in body
    )
    assert (
        "Samma placering_id finns två gånger: rad 2 och 6. Rad 6 är likadan som rad 2. Ta bort den." in body
    )
    assert letters.REPORT in body
    assert "Anna" not in body
    assert body.count("\n– ") == 3


@pytest.mark.slow
def test_a_right_file_and_gfos_own_have_no_text_to_send(
    open_page: OpenPage, whole: DataHome, tmp_path: Path
) -> None:
    app = open_page("lamna", home=whole)
    send(app, ("b.csv", right_file(tmp_path)))
    bad = write_csv(
        tmp_path / "mal.csv", ("nyckeltal", "omrade", "period", "mal"), [("x", "GFO", "2026", "tolv")]
    )
    send(app, ("mal.csv", bad.read_bytes()))
    assert "inte ett tal" in text_of(app)
    assert not app.code


def test_a_file_that_points_out_a_person_is_answered_with_that_and_no_number(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    rows = [("P1", "Timrå", "19121212-1212", "hvb", "2026-01-15", "")]
    app = open_page("lamna", home=home)
    send(app, ("a.csv", write_csv(tmp_path / "a.csv", PLACEMENTS, rows).read_bytes()))
    (body,) = (one.value for one in app.code)
    assert "har uppgifter som pekar ut en person. Den har stoppats, och inget av den har sparats." in body
    assert "1212" not in body


def _reaching(home: DataHome, last_day: str, before: str) -> None:
    """What stands reaches to this day, and a delivery of the bytes `before` stood before it."""
    with duckdb.connect(str(next(home.published.glob("*/styrgrupp.duckdb")))) as con:
        con.execute("alter table delivery_history add column file_sha256 varchar")
        con.execute("alter table delivery_history add column last_day date")
        con.execute("update delivery_history set last_day = ?::date", [last_day])
        con.execute("update delivery_status set received = timestamp '2026-09-03 10:00'")
        con.execute(
            "insert into delivery_history select * replace (5 as delivery_id, ? as file_sha256, 'Godkänd' as status,"
            " timestamp '2026-05-18 08:00' as received) from delivery_history",
            [before],
        )


@pytest.mark.slow
def test_a_file_that_broke_off_is_one_message_and_is_not_to_be_filled_in(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    standing(home, 802)
    broken = right_file(tmp_path).rstrip() + b"\nP9;Timr"
    said = send(open_page("lamna", home=home), ("b.csv", broken))
    told = "Filen verkar avklippt (4 rader mot 802): den sista raden saknar fält. Be avsändaren om hela registret."
    assert f'<p class="verdict stop" role="status">{told}</p>' in said
    assert "måste rättas" not in said
    assert "<h3>" not in said.split(told, 1)[1].split("Hämta rapporten", 1)[0]
    assert "Fyll på de fält" not in said


@pytest.mark.slow
def test_another_row_that_is_short_is_mended_by_itself(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    standing(home, 802)
    head, *rows = right_file(tmp_path).splitlines()
    said = send(open_page("lamna", home=home), ("b.csv", b"\n".join([head, b"P9;Timr", *rows])))
    assert "avklippt" not in said
    assert "Fyll på de fält" in said


@pytest.mark.slow
def test_a_file_that_ends_years_too_early_and_is_smaller_is_said_to_be_cut_off(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    standing(home, 802)
    _reaching(home, "2029-08-08", "x")
    app = open_page("lamna", home=home)
    said = send(app, ("b.csv", right_file(tmp_path)))
    told = "Filen verkar avklippt (3 rader mot 802): den slutar 2026-05-04, den förra 2029-08-08."
    assert f'<p class="verdict stop" role="status">{told} Be avsändaren om hela registret.</p>' in said
    assert "Registret har 3 rader" not in said
    _reason(app).set_value("Registret är gallrat.")
    _press(app, "Lämna filen ändå")
    ((_, one),) = waiting_files(home)
    assert list(one.held_by) == ["L047"]


def test_the_page_the_report_and_the_command_line_say_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = DataHome(tmp_path / "hem")
    monkeypatch.setenv("GFO_HOME", str(home.root))
    before = datetime(2026, 9, 3, 12, tzinfo=UTC)
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=before)
    few = placements(tmp_path / "b.csv", range(3))
    stands = {
        "dataset": "placeringar",
        "sender": "2262",
        "rows": 40,
        "delivery": 1,
        "last_day": "",
        "through": "",
        "replaced": {},
    }
    page = checking.check(home, "b.csv", few.read_bytes(), beside=[stands])
    (tmp_path / "rapport.xlsx").write_bytes(page.report)
    run(["check", str(few)])
    told = " ".join(capsys.readouterr().out.split())
    said = {
        sheet: " ".join(
            str(cell)
            for row in pl.read_excel(tmp_path / "rapport.xlsx", sheet_name=sheet, has_header=False).rows()
            for cell in row
            if cell is not None
        )
        for sheet in ("Sammanfattning", "Att rätta")
    }
    assert page.held in told
    assert page.held in said["Sammanfattning"]
    assert "inte jämförd" not in said["Sammanfattning"]
    (small,) = (group for group in page.groups if group.code == "L021")
    for shown in (told, said["Att rätta"]):
        assert small.message in shown
        assert small.remedy in shown
        assert small.effect == "Stoppar filen"
        assert small.effect in shown


@pytest.mark.parametrize(
    ("sent", "code", "said"),
    rest_slow(
        [
            (
                "old",
                "L042",
                "Filen är densamma som leverans 5, mottagen 2026-05-18, som har ersatts av leverans 7.",
            ),
            (
                "older",
                "L043",
                "Registrets senaste dag är 2026-05-04; i den förra leveransen var den 2026-08-08.",
            ),
        ],
        lambda case: case[0] == "old",
    ),
)
def test_an_old_file_is_known_before_it_is_handed_in(
    open_page: OpenPage, whole: DataHome, tmp_path: Path, sent: str, code: str, said: str
) -> None:
    content = right_file(tmp_path)
    _reaching(whole, "2026-08-08", hashlib.sha256(content).hexdigest() if sent == "old" else "x")
    app = open_page("lamna", home=whole)
    shown = send(app, ("b.csv", content))
    assert f"<strong>{said}</strong>" in shown
    labels = [button.label for button in app.button]
    assert ("Lämna filen ändå" in labels) == (code == "L043")
    assert "Lämna filen" not in labels


@pytest.mark.parametrize(
    ("strayed", "told"),
    rest_slow(
        [
            (1, "1 rad gäller Härnösand. Den hör inte till registret och stoppar filen."),
            (2, "2 rader gäller Härnösand. De hör inte till registret och stoppar filen."),
        ],
        lambda case: case[0] == 1,
    ),
)
def test_a_row_of_another_kommun_is_no_register_and_is_set_beside_none(
    open_page: OpenPage, whole: DataHome, tmp_path: Path, strayed: int, told: str
) -> None:
    with duckdb.connect(str(next(whole.published.glob("*/styrgrupp.duckdb")))) as con:
        con.execute(
            "insert into delivery_status select * replace ('2280' as sender, 642 as rows_accepted) from delivery_status"
        )
    rows = [placement(number, kommun="Härnösand" if number < strayed else "Timrå") for number in range(5)]
    app = open_page("lamna", home=whole)
    said = send(app, ("b.csv", write_csv(tmp_path / "b.csv", PLACEMENTS, rows).read_bytes()))
    assert f"<li>Placeringar: {told}</li>" in said
    assert "642" not in said
    assert said.count("Förra leveransen: ") == 1
    # The letter is to whose register it is.
    assert [one.label for one in app.expander] == ["Text att skicka till Timrå"]


def test_wrong_values_of_one_kind_are_not_all_told_one_by_one(
    open_page: OpenPage, whole: DataHome, tmp_path: Path
) -> None:
    rows = [placement(number, form=f"slott{number}") for number in range(20)]
    content = write_csv(tmp_path / "fel.csv", PLACEMENTS, rows).read_bytes()
    said = send(open_page("lamna", home=whole), ("fel.csv", content)).replace("\u00a0", " ")
    assert said.count("känns inte igen.") == 8
    assert "12 värden till av samma slag, på 12 rader: alla står i rapporten." in said


def test_how_a_file_should_look_is_at_hand(open_page: OpenPage, home: DataHome, tmp_path: Path) -> None:
    app = open_page("lamna", home=home)
    listed = text_of(app).split(sentences.HOW_IT_LOOKS, 1)[1].split("</details>", 1)[0]
    assert listed.count("<a ") == 16
    assert "Placeringar (Excel)" in listed
    said = send(app, ("fel.csv", wrong_file(tmp_path)))
    assert "Hämta mallen för placeringar (Excel)" in said


@pytest.mark.parametrize("dataset", rest_slow(["placeringar", "jamforelse"], "placeringar".__eq__))
def test_a_template_is_what_the_command_line_writes(home: DataHome, tmp_path: Path, dataset: str) -> None:
    (tmp_path / "mall.xlsx").write_bytes(form(home, dataset))
    headers = pl.read_excel(tmp_path / "mall.xlsx", sheet_id=1).columns
    assert headers == [spec.column for spec in DATASETS[dataset].fields.values()]


@pytest.mark.slow
def test_rows_that_were_pasted_twice_are_said_by_the_page_the_letter_and_the_reason(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    home.mappings.mkdir(parents=True, exist_ok=True)
    (home.mappings / "2262.toml").write_text("[datasets.kostnader]\nsum = true", encoding="utf-8")
    rows = [("Timrå", f"2026-0{month}", "hvb", f"{month}00") for month in range(1, 7)]
    header = ("kommun", "manad", "placeringsform", "belopp")
    app = open_page("lamna", home=home)
    said = send(app, ("k.csv", write_csv(tmp_path / "k.csv", header, [*rows, *rows[1:4]]).read_bytes()))
    told = "Raderna 8–10 är likadana som 3–5. Läggs de ihop räknas 900 kr en gång till."
    assert f"<strong>{told}</strong>" in said.split("<h3>Stoppar filen: 3 rader</h3>", 1)[1]
    assert "Rader kan vara inklistrade två gånger, och då räknas deras kostnad två gånger." in said
    (letter,) = (one.value for one in app.code)
    assert "Filen k.csv (Kostnader) har stoppats, för något i den kan stå två gånger:" in letter
    assert f"{told} Är det samma kostnad igen: ta bort det som är för mycket" in letter
    _reason(app).set_value("Två hem till ett pris.")
    _press(app, "Lämna filen ändå")
    ((_, one),) = waiting_files(home)
    assert list(one.held_by) == ["B008"]
    assert one.held == told[0].lower() + told[1:-1]


def test_a_file_that_stands_says_on_the_page_what_it_changes_in_time_that_was_over(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    header = ("kommun", "manad", "placeringsform", "belopp")

    def costs(name: str, **changed: str) -> Path:
        months = {f"m{month}": "2400000" for month in range(1, 9)} | changed
        rows = [("Timrå", f"2026-0{month[1:]}", "hvb", amount) for month, amount in months.items()]
        return write_csv(tmp_path / name, header, rows)

    before, now = (datetime(2026, month, 3, 12, tzinfo=UTC) for month in (9, 10))
    ledger = DataHome(tmp_path / "med liggare")
    deliver(ledger, costs("a.csv"), received=before)
    moved = costs("b.csv", m3="2300000", m4="2500000")
    number = hand_in(home, moved.name, moved.read_bytes(), handed=now)
    tell_outcome(home, number, told_delivery(deliver_file(ledger, moved, Terms(now)), now))
    said = text_of(open_page("lamna", home=home))
    assert f"<summary>{sentences.CHANGES}</summary>" in said
    assert "Kronor per månad: mars 2026 \u2212100\u00a0000, april 2026 +100\u00a0000." in said
