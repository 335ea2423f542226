"""What a backup holds is enough: backed up, wiped, restored, and the home works on as if nothing had happened."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import pytest

from pipelines.deliveries.active import active_deliveries
from pipelines.home.backup import back_up
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.builds import builds, frozen_keys, meetings, releases
from pipelines.publishing.release import release
from pipelines.publishing.restoring import restore
from tests.fixtures.workplace import HELD, NOW, REFERRALS

FIGURES = "select * from mart.kpi_value order by all"
CORRECTIONS = """[[correction]]
dataset = "remisser"
sender = "GFO"
row = "r2"
column = "avslutad"
old = "2023-02-01"
new = "2023-02-02"
reason = "Fel dag."
who = "Enhetschefen"
until = 2026-12-31
"""


def told(home):
    with open_ledger(home) as ledger:
        return builds(ledger), releases(ledger), meetings(ledger), frozen_keys(ledger).rows()


@pytest.mark.slow
def test_a_restored_home_works_on_as_the_home_it_was(workplace, rows, tmp_path):
    home = workplace.home
    workplace.deliver("remisser", REFERRALS)
    workplace.key_year(2023, "1000000")
    (home.root / "corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    built = workplace.build()
    workplace.publish()
    release(home, Period.parse("2023T2"), meeting_on=date(2023, 10, 1), reason="Mötet.", recorded=HELD)
    figures, known, standing = rows(built.path, FIGURES), told(home), active_deliveries(home, NOW)
    shown = published_file(home).read_bytes()

    archive, key = tmp_path / "kopia.tar.gz", tmp_path / "nyckel"
    back_up(home, archive, made=NOW, key=key, patience=0)
    shutil.rmtree(home.root)
    restore(archive, home.root, key=key, new_key=False, replace=False, nothing_since=True, now=NOW)

    assert home.kind == "real"
    assert (told(home), active_deliveries(home, NOW)) == (known, standing)
    assert published_file(home).read_bytes() == shown
    again = workplace.build()
    assert rows(again.path, FIGURES) == figures
    assert again.corrections[0].outcome == "applied"
    workplace.publish()
    assert (home.published / "meeting").resolve().name == "1"
    workplace.deliver("remisser", REFERRALS, received=datetime(2023, 9, 10))
    assert active_deliveries(home, NOW) == standing
