"""A delivery that is purged: its file and rows are nowhere, its receipt is, and the figures say what is left."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.cli.verbs import run
from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import deliver
from pipelines.deliveries.history import sender_statuses
from pipelines.deliveries.receipts import receipts
from pipelines.errors import ReaderError
from pipelines.home import audit
from pipelines.home.archive import file_hash
from pipelines.home.ledger import open_ledger
from pipelines.publishing.purging import purge
from pipelines.publishing.retention import due, purge_due
from tests.fixtures.workplace import ADDED, NOW, REFERRALS, REPORTING_DATE, csv_text

LATER = datetime(2023, 9, 15)
COUNTED = "select value from mart.kpi_value where kpi = 'referrals_received' and area = '2262' and period = '2023T1'"


def gone(place, number, **terms):
    return purge(place.home, number, reason="Fel fil.", who="konto prov", recorded=NOW, **terms)


@pytest.fixture
def twice(built):
    """Delivery 1 is built as version 1; delivery 2, with one referral more, has replaced it."""
    built.deliver("remisser", REFERRALS + ADDED, received=LATER)
    return built


@pytest.mark.slow
def test_a_replaced_delivery_goes_with_its_rows_and_no_figure_changes(twice, rows):
    home = twice.home
    second = twice.build()
    counted = rows(second.path, COUNTED)
    with open_ledger(home) as ledger:
        (first, _) = receipts(ledger)
    (home.inbox / "kopia.csv").write_bytes((home.archive / first.sha256 / "remisser.csv").read_bytes())
    done = gone(twice, 1)
    assert (done.builds, done.standing) == ((1,), ())
    everywhere = [path for path in home.root.rglob("*") if path.is_file() and not path.is_symlink()]
    assert first.sha256 not in {file_hash(path) for path in everywhere}
    assert not (home.archive / first.sha256).exists()
    assert len(list(home.checked.iterdir())) == 1
    again = twice.build()
    assert rows(again.path, COUNTED) == counted
    assert rows(again.path, "select delivery_id, status from mart.delivery_history order by all") == [
        (1, "Godkänd, gallrad"),
        (2, "Godkänd"),
    ]
    assert twice.build().unchanged
    with open_ledger(home) as ledger:
        assert next(receipt.sha256 for receipt in receipts(ledger)) == first.sha256
        assert ledger.execute("select delivery_id, sha256, who, reason from purge").fetchall() == [
            (1, first.sha256, "konto prov", "Fel fil.")
        ]
    with pytest.raises(ReaderError) as error:
        twice.build(as_of=datetime(2023, 9, 12))
    assert error.value.code == "P025"


@pytest.mark.slow
def test_one_that_stands_goes_only_by_word_and_the_one_before_it_stands_again(twice, rows):
    newest = twice.build()
    assert rows(newest.path, COUNTED) == [(2,)]
    with pytest.raises(ReaderError, match="siffrorna vid nästa") as error:
        gone(twice, 2)
    assert error.value.code == "P024"
    assert twice.build().unchanged
    done = gone(twice, 2, sure=True)
    assert done.builds == (2,)
    (stands,) = done.stands.values()
    assert stands.delivery_id == 1
    assert [delivery.delivery_id for delivery in active_deliveries(twice.home, NOW)] == [1]
    after = twice.build()
    assert after.build.build == 3
    assert rows(after.path, COUNTED) == [(1,)]


def test_where_nothing_is_left_the_register_is_missing(built):
    (stands,) = gone(built, 1, sure=True).stands.values()
    assert stands is None
    (line,) = [one for one in sender_statuses(built.home, NOW) if one.dataset == "remisser"]
    assert line.standing is None
    with pytest.raises(ReaderError) as error:
        built.build()
    assert error.value.code == "W001"


@pytest.mark.slow
def test_a_purged_file_is_known_again_and_let_in_by_word_alone(built):
    gone(built, 1, sure=True)
    path = built.folder / "remisser.csv"
    path.write_text(csv_text(REFERRALS), encoding="utf-8")
    terms = {"received": LATER, "through": REPORTING_DATE, "dataset": "remisser"}
    (refused,) = deliver(built.home, path, **terms)
    assert refused.status is DeliveryStatus.REFUSED
    assert active_deliveries(built.home, NOW) == []
    (accepted,) = deliver(built.home, path, again="Den var rätt ändå.", **terms)
    assert accepted.status is DeliveryStatus.ACCEPTED
    assert accepted.reason == "Den var rätt ändå."
    # Purging what is purged already takes nothing of what was let in again.
    built.build()
    assert gone(built, 1, sure=True).builds
    assert active_deliveries(built.home, NOW) == []


@pytest.mark.slow
def test_what_the_home_has_decided_is_due_when_its_years_are_out(twice):
    home = twice.home
    bad = twice.folder / "fel.csv"
    bad.write_text(csv_text(REFERRALS).replace("aterlamnad", "okänd"), encoding="utf-8")
    deliver(home, bad, received=datetime(2023, 9, 17), through=REPORTING_DATE, dataset="remisser")
    twice.build()
    (home.root / "audit").mkdir()
    (home.root / "audit" / "2023-09.jsonl").write_text("{}\n")
    assert due(home, date(2099, 1, 1)) == []
    (home.root / "gallring.toml").write_text(
        "refused_years = 1\nsuperseded_years = 2\nwarehouse_years = 3\naudit_years = 1\n", encoding="utf-8"
    )

    def kinds(day):
        return [one.kind for one in due(home, day)]

    assert kinds(date(2024, 9, 16)) == []
    assert kinds(date(2024, 9, 17)) == ["refused"]
    assert kinds(date(2024, 10, 1)) == ["refused", "audit"]
    assert kinds(date(2025, 9, 15)) == ["refused", "superseded", "audit"]
    assert kinds(date(2099, 1, 1)) == ["refused", "superseded", "warehouse", "audit"]
    standing = active_deliveries(home, NOW)
    purge_due(home, who="prov", recorded=datetime(2099, 1, 1))
    assert kinds(date(2099, 1, 1)) == []
    assert active_deliveries(home, datetime(2099, 1, 1)) == standing
    assert list(home.refused.iterdir()) == []
    assert len(list(home.archive.iterdir())) == 1
    # That they are gone is told once.
    assert not twice.build(as_of=datetime(2099, 1, 1)).unchanged
    assert twice.build(as_of=datetime(2099, 1, 1)).unchanged


def sent(place, text, received, **terms):
    path = place.folder / "igen.csv"
    path.write_text(text, encoding="utf-8")
    (receipt,) = deliver(
        place.home, path, received=received, through=REPORTING_DATE, dataset="remisser", **terms
    )
    return receipt


@pytest.mark.slow
def test_a_refused_delivery_goes_without_the_accepted_one_of_the_same_file(twice, capsys, monkeypatch):
    home = twice.home
    wrong = sent(twice, csv_text(REFERRALS), datetime(2023, 9, 17))
    assert (wrong.delivery_id, wrong.status) == (3, DeliveryStatus.REFUSED)
    assert (home.refused / wrong.sha256).exists()
    monkeypatch.setenv("GFO_HOME", str(home.root))
    assert run(["purge", "3", "--reason", "Skickad av misstag."]) == 0
    said = capsys.readouterr().out
    assert "Samma fil är godkänd som leverans 1 och är kvar; ska den också bort: gfo purge 1." in said
    assert "Säkerhetskopior" not in said
    assert (home.archive / wrong.sha256 / "remisser.csv").exists()
    assert not (home.refused / wrong.sha256).exists()
    assert twice.build(as_of=datetime(2023, 9, 12)).build.build > 0
    # The file is known as the accepted delivery that it is, and not as one that is gone.
    again = sent(twice, csv_text(REFERRALS), datetime(2023, 9, 18))
    assert again.status is DeliveryStatus.REFUSED
    with open_ledger(home) as ledger:
        assert ledger.execute("select code from delivery_finding where delivery_id = 4").fetchall() == [
            ("L042",)
        ]
    assert run(["purge", "1", "--reason", "Ska bort helt."]) == 0
    assert not (home.archive / wrong.sha256).exists()


@pytest.mark.slow
def test_an_accepted_one_takes_another_of_the_same_file_along_only_by_word(twice):
    again = sent(twice, csv_text(REFERRALS), datetime(2023, 9, 17), again="Den förra var rätt.")
    assert (again.delivery_id, again.status) == (3, DeliveryStatus.ACCEPTED)
    sent(twice, csv_text(REFERRALS + ADDED), datetime(2023, 9, 18), again="Nej, den senare.")
    with pytest.raises(ReaderError) as error:
        gone(twice, 1)
    assert error.value.code == "P024"
    assert error.value.message == (
        "Leverans 1 är samma fil som leverans 3 (remisser från GFO), som har gällt. "
        "Då gallras också den, för filen tas bort."
    )
    with pytest.raises(ReaderError) as error:
        gone(twice, 4)
    assert error.value.message == (
        "Leverans 4 gäller och är samma fil som leverans 2 (remisser från GFO), som har gällt. "
        "Då gallras också den, för filen tas bort. Gallras filen ändras siffrorna vid nästa gfo build."
    )
    assert [one.delivery_id for one in gone(twice, 1, sure=True).receipts] == [1, 3]


@pytest.mark.slow
def test_a_purged_file_waits_for_nobody_and_has_no_findings(twice, rows):
    home = twice.home
    bad = csv_text(REFERRALS).replace("aterlamnad", "okänd")
    wrong = sent(twice, bad, datetime(2023, 9, 17))
    (line,) = [one for one in sender_statuses(home, NOW) if one.dataset == "remisser"]
    assert line.waiting is not None
    before = twice.build()
    assert rows(before.path, "select count(*) from mart.delivery_finding where delivery_id = 3") != [(0,)]
    gone(twice, wrong.delivery_id)
    (line,) = [one for one in sender_statuses(home, NOW) if one.dataset == "remisser"]
    assert line.waiting is None
    after = twice.build()
    assert not after.unchanged
    assert rows(after.path, "select count(*) from mart.delivery_finding where delivery_id = 3") == [(0,)]
    assert rows(after.path, "select status from mart.delivery_history where delivery_id = 3") == [
        ("Mottagen, gallrad",)
    ]


@pytest.mark.parametrize("text", ["refused_years = 0", "nekade = 1", "refused_years = 'ett'", "]"])
def test_a_retention_that_cannot_be_followed_removes_nothing(built, text):
    (built.home.root / "gallring.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ReaderError) as error:
        purge_due(built.home, who="prov", recorded=datetime(2099, 1, 1))
    assert error.value.code == "P026"


@pytest.mark.slow
def test_on_the_command_line(twice, capsys, monkeypatch):
    monkeypatch.setenv("GFO_HOME", str(twice.home.root))
    assert run(["purge", "2", "--reason", "Fel fil."]) == 1
    assert "P024" in capsys.readouterr().err
    assert run(["purge", "2", "--reason", "Fel fil.", "--yes"]) == 0
    assert "nu gäller leverans 1, mottagen 2023-09-10" in capsys.readouterr().out.replace("\n", " ")
    assert run(["purge", "2", "--reason", "Ett annat skäl.", "--yes"]) == 0
    assert "skälet från då står kvar: Fel fil." in capsys.readouterr().out.replace("\n", " ")
    logged = [one.what["reason"] for one in audit.read(twice.home) if one and one.event == "purge"]
    assert logged == ["Fel fil.", "Fel fil."]
    assert run(["purge"]) == 2
    assert run(["purge", "9", "--reason", "Fel fil."]) == 1
    assert run(["purge", "1"]) == 1
    assert "S001" in capsys.readouterr().err
    assert run(["purge", "--due"]) == 0
    assert "gallring.toml" in capsys.readouterr().out
