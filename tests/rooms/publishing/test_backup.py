"""What the documented list holds is enough: backed up, wiped, restored, and everything is as it was."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime

import pytest

from pipelines.deliveries.active import active_deliveries
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.builds import builds, frozen_keys, meetings, releases
from pipelines.publishing.release import release
from pipelines.reference import PROJECT_ROOT
from tests.fixtures.workplace import NOW, REFERRALS

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


def backup_list():
    """The places that docs/data-home.md says must be backed up."""
    text = (PROJECT_ROOT / "docs" / "data-home.md").read_text("utf-8")
    (listed,) = re.findall(r"^    tar .*$", text, re.MULTILINE)
    return [name for name in listed.split("data-home.tar.gz ")[1].split() if not name.startswith("-")]


def told(home):
    with open_ledger(home) as ledger:
        return builds(ledger), releases(ledger), meetings(ledger), frozen_keys(ledger).rows()


@pytest.mark.slow
def test_a_home_restored_from_the_documented_list_is_the_home_it_was(workplace, rows, tmp_path):
    home = workplace.home
    workplace.deliver("remisser", REFERRALS)
    workplace.key_year(2023, "1000000")
    (home.root / "corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    built = workplace.build()
    workplace.publish()
    release(home, Period.parse("2023T2"), meeting_on=date(2023, 10, 1), reason="Mötet.", recorded=NOW)
    figures, known, standing = rows(built.path, FIGURES), told(home), active_deliveries(home, NOW)
    shown = published_file(home).read_bytes()

    backup = tmp_path / "backup"
    backup.mkdir()
    for name in backup_list():
        source = home.root / name
        if source.is_dir():
            shutil.copytree(source, backup / name, symlinks=True)
        elif source.exists():
            shutil.copy2(source, backup / name)
    shutil.rmtree(home.root)
    shutil.copytree(backup, home.root, symlinks=True)

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
