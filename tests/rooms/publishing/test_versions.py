"""A published version keeps its number and its figures: whatever was restored, killed or damaged."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import duckdb
import pytest

from pipelines.errors import ReaderError
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.publication import publish
from pipelines.publishing.release import release
from tests.fixtures.workplace import ADDED, HELD, NOW, REFERRALS

LATER = datetime(2023, 9, 15)
FIGURES = "select * from kpi_value order by all"


def restore(home, copy):
    home.ledger.write_bytes(copy)
    home.ledger.with_name("ledger.duckdb.wal").unlink(missing_ok=True)


@pytest.mark.slow
def test_a_restored_older_ledger_never_lets_a_new_build_take_a_published_number(published, rows):
    older = published.home.ledger.read_bytes()
    published.deliver("remisser", REFERRALS + ADDED, received=LATER)
    published.build()
    published.publish(reason="En remiss till.")
    release(
        published.home, Period.parse("2023T2"), meeting_on=date(2023, 10, 1), reason="Möte.", recorded=HELD
    )
    meant = (published.home.published / "meeting" / "styrgrupp.duckdb").read_bytes()
    restore(published.home, older)
    published.deliver("remisser", REFERRALS + ADDED + ADDED.replace("r4", "r5"), received=LATER)
    assert published.build().build.build == 3
    published.publish(reason="Två remisser till.")
    assert published_file(published.home).parent.name == "3"
    assert (published.home.published / "meeting" / "styrgrupp.duckdb").read_bytes() == meant


@pytest.mark.slow
def test_a_number_taken_by_figures_that_the_ledger_does_not_know_is_never_written_over(workplace, rows):
    workplace.deliver("remisser", REFERRALS)
    workplace.build()
    before_publishing = workplace.home.ledger.read_bytes()
    workplace.publish()
    with duckdb.connect(str(published_file(workplace.home))) as con:
        con.execute("update release set as_of = as_of - interval 1 day")
    taken = published_file(workplace.home).read_bytes()
    restore(workplace.home, before_publishing)
    with pytest.raises(ReaderError) as refused:
        workplace.publish()
    assert refused.value.code == "P003"
    assert published_file(workplace.home).read_bytes() == taken


@pytest.mark.slow
def test_a_version_that_has_its_name_but_no_line_in_the_ledger_is_taken_up_as_it_is(workplace, rows):
    workplace.deliver("remisser", REFERRALS)
    workplace.key_year(2023, "1000000")
    workplace.build()
    before_publishing = workplace.home.ledger.read_bytes()
    workplace.publish(reason="Första gången.")
    file = published_file(workplace.home)
    content, state = file.read_bytes(), file.stat()
    restore(workplace.home, before_publishing)
    (workplace.home.published / "current").unlink()
    again = workplace.publish(reason="Andra gången.")
    assert again.frozen == (2023,)
    assert (file.read_bytes(), file.stat().st_ino) == (content, state.st_ino)
    with open_ledger(workplace.home) as ledger:
        assert ledger.execute("select build, reason from release").fetchall() == [(1, "Första gången.")]


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut", "empty", "gone", "flipped"])
def test_a_damaged_published_file_is_written_anew_and_says_what_it_said(published, rows, damage):
    file = published_file(published.home)
    figures, said = rows(file, FIGURES), rows(file, "select reason, published_at from release")
    ruin(file, damage)
    assert not published.publish(reason="En annan gång.").unchanged
    assert rows(file, FIGURES) == figures
    assert rows(file, "select reason, published_at from release") == said
    assert published.publish().unchanged


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut", "gone", "flipped"])
def test_a_damaged_former_version_neither_stops_publishing_nor_hides_what_changes(published, damage):
    ruin(published_file(published.home), damage)
    published.deliver("remisser", REFERRALS + ADDED, received=LATER)
    published.build()
    with pytest.raises(ReaderError) as refused:
        published.publish()
    assert refused.value.code == "P002"
    assert published.publish(reason="En remiss till.").revisions.height > 0


@pytest.mark.slow
def test_without_anything_that_tells_what_was_shown_a_reason_is_asked_for(published):
    ruin(published_file(published.home), "cut")
    (published.home.warehouse / "1.duckdb").unlink()
    published.deliver("remisser", REFERRALS + ADDED, received=LATER)
    published.build()
    with pytest.raises(ReaderError) as refused:
        published.publish()
    assert refused.value.code == "W006"
    assert not published.publish(reason="Den förra filen är skadad.").unchanged


@pytest.mark.slow
def test_a_damaged_warehouse_is_said_and_built_anew(published):
    ruin(published.home.warehouse / "1.duckdb", "cut")
    shutil.rmtree(published.home.published)
    published.home.published.mkdir()
    with pytest.raises(ReaderError) as refused:
        published.publish()
    assert refused.value.code == "W002"
    assert published.build().build.build == 2
    published.publish()
    assert published_file(published.home).parent.name == "2"


@pytest.mark.slow
def test_what_a_killed_publication_left_is_no_version_and_is_swept(published, monkeypatch):
    published.deliver("remisser", REFERRALS + ADDED, received=LATER)
    published.build()
    seen = []

    def killed(draft, folder):
        seen.extend(
            path.name for path in published.home.published.iterdir() if (path / "styrgrupp.duckdb").exists()
        )
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.publishing.publication.give_name", killed)
    with pytest.raises(KeyboardInterrupt):
        published.publish(reason="En remiss till.")
    assert sorted(seen) == ["1", "current"]
    monkeypatch.undo()
    (published.home.published / "2.new").mkdir()
    publish(published.home, published_at=NOW, reason="En remiss till.")
    assert sorted(path.name for path in published.home.published.iterdir()) == ["1", "2", "current"]


def test_a_day_before_every_register_is_refused(workplace):
    workplace.deliver("remisser", REFERRALS)
    with pytest.raises(ReaderError) as refused:
        workplace.build(reporting_date=date(2018, 12, 31))
    assert refused.value.code == "W005"
    assert "2019-01-01" in refused.value.allowed


def ruin(file, damage):
    content = bytearray(file.read_bytes())
    if damage == "gone":
        file.unlink()
        return
    if damage == "flipped":
        # In every block, so that one of them holds rows.
        for at in range(20_000, len(content), 4_096):
            content[at] ^= 0xFF
    file.write_bytes(content[: {"cut": len(content) // 2, "empty": 0}.get(damage, len(content))])
