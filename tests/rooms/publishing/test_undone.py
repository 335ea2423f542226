"""What waits for GFO's staff is told as it is, step by step, where the pages see it."""

from __future__ import annotations

from datetime import datetime

from pipelines.cli.verbs import run
from pipelines.deliveries.delivering import deliver
from pipelines.home.undone import noted_undone
from pipelines.periods import SWEDEN
from pipelines.publishing.undone import undone
from tests.fixtures.workplace import ADDED, REFERRALS, REPORTING_DATE, Workplace, csv_text

LATER = datetime(2023, 9, 22, 9, 0, tzinfo=SWEDEN)


def test_a_file_that_does_not_stand_waits_until_a_better_one_comes(published: Workplace) -> None:
    wrong = published.folder / "fel.csv"
    wrong.write_text(csv_text(REFERRALS.replace("pagaende", "kanske")), encoding="utf-8")
    deliver(published.home, wrong, received=LATER, through=REPORTING_DATE, dataset="remisser")
    found = undone(published.home, LATER)
    ((dataset, sender, received, why),) = [
        (one.dataset, one.sender, one.received, one.why) for one in found.refused
    ]
    assert (dataset, sender, received) == ("remisser", "GFO", LATER.isoformat())
    assert why
    assert (found.unbuilt, found.built) == ((), 0)
    published.deliver("remisser", REFERRALS + ADDED, received=datetime(2023, 9, 22, 10, 0))
    mended = undone(published.home, datetime(2023, 9, 23, tzinfo=SWEDEN))
    assert mended.refused == ()
    assert [(one.dataset, one.why) for one in mended.unbuilt] == [("remisser", "")]


def test_what_is_built_waits_to_be_published(built: Workplace) -> None:
    assert undone(built.home, LATER).built == 1
    built.publish()
    assert undone(built.home, LATER).built == 0


def test_where_nothing_has_been_built_all_waits(workplace: Workplace) -> None:
    workplace.deliver("remisser", REFERRALS)
    found = undone(workplace.home, LATER)
    assert [one.dataset for one in found.unbuilt] == ["remisser"]
    assert found.built == 0


def test_every_command_that_changes_it_tells_the_pages(published: Workplace, monkeypatch) -> None:
    monkeypatch.setenv("GFO_HOME", str(published.home.root))
    assert noted_undone(published.home) is None
    file = published.folder / "remisser.csv"
    file.write_text(csv_text(REFERRALS + ADDED), encoding="utf-8")
    assert run(["deliver", str(file), "--through", "2023-08-31"]) == 0
    told = noted_undone(published.home)
    assert told is not None
    assert [one.dataset for one in told.unbuilt] == ["remisser"]


def test_what_nobody_can_read_is_as_if_nothing_were_told(published: Workplace) -> None:
    for text in ("{", "[]", '{"noted": "igår", "refused": [], "unbuilt": [], "built": 0}'):
        (published.home.published / "undone.json").write_text(text, encoding="utf-8")
        assert noted_undone(published.home) is None
