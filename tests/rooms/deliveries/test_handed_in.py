"""What the watch does with a file that came through the pages, and what it writes beside it."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.deliveries import inbox as watching
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.inbox import Inbox
from pipelines.home.handed_in import begin, hand_in, handed_folder, handed_in, take_back, waiting_files
from tests.fixtures.registers import NOVEMBER, PLACEMENTS, SEPTEMBER, placement, placements, write_csv

WITHOUT_KOMMUN = tuple(name for name in PLACEMENTS if name != "kommun")


@pytest.fixture
def inbox(home):
    return Inbox(home, lambda: SEPTEMBER)


def given(home, file, sender=""):
    return hand_in(home, file.name, file.read_bytes(), handed=SEPTEMBER, sender=sender)


def test_a_file_is_taken_at_once_as_the_senders_that_was_named(home, inbox, tmp_path):
    rows = [tuple(cell for cell in placement(number) if cell != "Timrå") for number in range(3)]
    number = given(home, write_csv(tmp_path / "a.csv", WITHOUT_KOMMUN, rows), "Kramfors")
    (taken,) = inbox.take()
    assert taken.delivery is not None
    (one,) = handed_in(home)
    assert one.number == number
    assert one.outcome is not None
    assert one.outcome["accepted"]
    (part,) = one.outcome["parts"]
    assert (part["sender"], part["status"], part["accepted"]) == ("Kramfors", "Godkänd", 3)
    assert waiting_files(home) == []
    assert list(inbox.take()) == []
    assert [(each.file_name, each.sender) for each in active_deliveries(home, NOVEMBER)] == [
        ("a.csv", "2282")
    ]


def test_a_file_reaches_the_day_that_was_written_on_the_page(home, inbox, tmp_path):
    file = placements(tmp_path / "a.csv", range(3))
    hand_in(home, file.name, file.read_bytes(), handed=SEPTEMBER, through="2026-07-31")
    list(inbox.take())
    assert [each.through for each in active_deliveries(home, NOVEMBER)] == [date(2026, 7, 31)]


def test_a_register_that_has_shrunk_is_held_and_says_why(home, inbox, tmp_path):
    given(home, placements(tmp_path / "a.csv", range(30)))
    list(inbox.take())
    given(home, placements(tmp_path / "b.csv", range(3)))
    list(inbox.take())
    newest = handed_in(home)[0]
    assert newest.outcome is not None
    assert not newest.outcome["accepted"]
    assert newest.outcome["parts"][0]["status"] == "Mottagen"
    assert "L021" in {found["code"] for found in newest.outcome["findings"]}
    assert [each.file_name for each in active_deliveries(home, NOVEMBER)] == ["a.csv"]


@pytest.mark.parametrize(("held_by", "stands"), [(("L021",), True), (("L043",), False), ((), False)])
def test_a_reason_lets_a_smaller_register_through_that_was_seen_to_be_smaller(
    home, inbox, tmp_path, held_by, stands
):
    given(home, placements(tmp_path / "a.csv", range(30)))
    list(inbox.take())
    few = placements(tmp_path / "b.csv", range(3))
    said = {"held": "3 rader mot 30", "held_by": held_by, "reason": "Registret är gallrat."}
    hand_in(home, few.name, few.read_bytes(), handed=SEPTEMBER, **said)
    list(inbox.take())
    (part,) = handed_in(home)[0].outcome["parts"]
    assert part["counts"] == stands
    active = active_deliveries(home, NOVEMBER)
    assert [each.file_name for each in active] == ["b.csv" if stands else "a.csv"]
    assert ("Registret är gallrat." in part["reason"]) == stands


def test_a_reason_for_a_register_that_looks_cut_off_is_for_its_rows_and_its_days(home, inbox, tmp_path):
    long_ago = [placement(number, start=f"2019-0{number + 1}-15") for number in range(3)]
    now = [placement(number) for number in range(3, 30)]
    given(home, write_csv(tmp_path / "a.csv", PLACEMENTS, [*long_ago, *now]))
    list(inbox.take())
    few = write_csv(tmp_path / "b.csv", PLACEMENTS, long_ago)
    given(home, few)
    list(inbox.take())
    newest = handed_in(home)[0]
    assert [found["code"] for found in newest.outcome["findings"]] == ["L047"]
    said = {"held": "3 rader mot 30", "held_by": ("L047",), "reason": "Registret är gallrat."}
    hand_in(home, few.name, few.read_bytes(), handed=SEPTEMBER, **said)
    list(inbox.take())
    assert [each.file_name for each in active_deliveries(home, NOVEMBER)] == ["b.csv"]


def test_a_delivered_file_that_broke_off_is_told_so_and_stands_for_nothing(home, inbox, tmp_path):
    given(home, placements(tmp_path / "a.csv", range(30)))
    list(inbox.take())
    whole = placements(tmp_path / "b.csv", range(9))
    whole.write_bytes(whole.read_bytes().rstrip() + b"\nP9;Timr")
    given(home, whole)
    list(inbox.take())
    newest = handed_in(home)[0]
    assert not newest.outcome["accepted"]
    (told,) = newest.outcome["findings"]
    assert told["message"] == "Filen verkar avklippt (10 rader mot 30): den sista raden saknar fält."


def test_a_reason_for_fewer_rows_lets_no_other_unit_through(home, inbox, tmp_path):
    def costs(name, months, amount):
        rows = [("Timrå", f"{2020 + n // 12}-{n % 12 + 1:02}", "hvb", amount) for n in range(months)]
        return write_csv(tmp_path / name, ("kommun", "manad", "placeringsform", "belopp"), rows)

    given(home, costs("a.csv", 40, "418250"))
    list(inbox.take())
    few = costs("b.csv", 12, "418")
    said = {"held": "12 rader mot 40", "held_by": ("L021", "L043"), "reason": "Bara ett år."}
    hand_in(home, few.name, few.read_bytes(), handed=SEPTEMBER, **said)
    list(inbox.take())
    newest = handed_in(home)[0]
    assert "L041" in {found["code"] for found in newest.outcome["findings"]}
    assert newest.outcome["parts"][0]["status"] == "Mottagen"


def test_a_reason_that_points_out_a_person_is_refused(home, inbox, tmp_path):
    few = placements(tmp_path / "b.csv", range(3))
    hand_in(home, few.name, few.read_bytes(), handed=SEPTEMBER, held="x", reason="19121212-1212 är borta")
    list(inbox.take())
    (one,) = handed_in(home)
    assert one.outcome["error"]["code"] == "L006"
    assert active_deliveries(home, NOVEMBER) == []


def test_what_no_receipt_can_tell_is_told_and_the_file_is_gone(home, inbox, tmp_path):
    (home.root / "kind").write_text("sample\n")
    given(home, placements(tmp_path / "a.csv", range(3)))
    (taken,) = inbox.take()
    assert taken.error is not None
    (one,) = handed_in(home)
    assert one.outcome is not None
    assert one.outcome["error"]["code"] == "H001"
    assert waiting_files(home) == []


def test_our_own_fault_keeps_the_file_for_the_next_watch_and_says_nothing_of_what_is_in_it(
    home, inbox, tmp_path, monkeypatch
):
    given(home, placements(tmp_path / "a.csv", range(3)))

    def falls(*_):
        raise RuntimeError("B1 hos Timrå")

    with monkeypatch.context() as patched:
        patched.setattr(watching, "deliver_file", falls)
        assert len(list(inbox.take())) == 1
        assert list(inbox.take()) == []
    (one,) = handed_in(home)
    assert one.outcome is not None
    assert one.outcome["error"] == {"code": "", "message": "", "remedy": ""}
    (taken,) = Inbox(home, lambda: SEPTEMBER).take()
    assert taken.delivery is not None
    assert handed_in(home)[0].outcome["accepted"]


def test_a_watch_that_was_killed_before_it_told_gives_the_same_receipt(home, inbox, tmp_path):
    file = placements(tmp_path / "a.csv", range(3))
    number = given(home, file)
    list(inbox.take())
    folder = handed_folder(home) / number
    (folder / ".kvitto.json").unlink()
    (folder / "a.csv").write_bytes(file.read_bytes())
    list(inbox.take())
    (one,) = handed_in(home)
    assert one.outcome is not None
    assert one.outcome["parts"][0]["repeated"]
    assert len(active_deliveries(home, NOVEMBER)) == 1


def test_while_another_command_works_it_waits(home, inbox, tmp_path):
    import threading

    given(home, placements(tmp_path / "a.csv", range(3)))
    with home.writing():
        taken = []
        other = threading.Thread(target=lambda: taken.extend(inbox.take()))
        other.start()
        other.join()
    assert taken == []
    assert len(waiting_files(home)) == 1


def test_what_is_taken_back_after_the_watch_has_seen_it_is_not_delivered(home, inbox, tmp_path, monkeypatch):
    number = given(home, placements(tmp_path / "a.csv", range(3)))
    seen = waiting_files(home)
    assert take_back(home, number, when=SEPTEMBER)
    monkeypatch.setattr(watching, "waiting_files", lambda _home: seen)
    assert list(inbox.take()) == []
    assert active_deliveries(home, NOVEMBER) == []
    assert handed_in(home)[0].outcome["taken_back"] == ""


def test_a_file_that_is_being_delivered_cannot_be_taken_back(home, inbox, tmp_path, monkeypatch):
    number = given(home, placements(tmp_path / "a.csv", range(3)))
    deliver, answers = watching.deliver_file, []

    def meanwhile(*given):
        answers.append(take_back(home, number, when=SEPTEMBER))
        return deliver(*given)

    monkeypatch.setattr(watching, "deliver_file", meanwhile)
    (taken,) = inbox.take()
    assert taken.delivery is not None
    assert answers == [False]
    assert [path.name for path in (handed_folder(home) / number).iterdir() if path.is_dir()] == []


def test_a_file_that_a_killed_watch_had_begun_with_is_delivered_by_the_next(home, inbox, tmp_path):
    number = given(home, placements(tmp_path / "a.csv", range(3)))
    begin(home, waiting_files(home)[0][0])
    assert not take_back(home, number, when=SEPTEMBER)
    (taken,) = inbox.take()
    assert taken.delivery is not None
    assert [each.file_name for each in active_deliveries(home, NOVEMBER)] == ["a.csv"]
