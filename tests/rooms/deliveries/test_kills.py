"""Killed at every single file operation: what stood stands or the new does, and the same command completes it."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta

import duckdb
import pytest

from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import deliver
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.ledger import open_ledger
from pipelines.periods import SWEDEN
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.builds import meetings
from pipelines.publishing.memory import protected_releases
from tests.fixtures.killing import gfo_killed_at, leftovers
from tests.fixtures.registers import (
    NOVEMBER,
    PLACEMENTS,
    SEPTEMBER,
    accepted_rows,
    placement,
    placements,
    write_csv,
)

pytestmark = pytest.mark.slow

DAY = ("--reporting-date", "2026-08-31")
MEETING = ("release", "2026T1", "--meeting", "2024-10-14", "--published-later", "--reason", "Mötet.")
#: What has been done before, and the command that is killed.
VERBS = {
    "deliver": ((), ("deliver", "{new}")),
    "build": ((("deliver", "{new}"),), ("build", *DAY)),
    "publish": ((("build", *DAY),), ("publish", "--reason", "Prov.")),
    "publish more": (
        (("build", *DAY), ("publish",), ("deliver", "{new}"), ("build", *DAY)),
        ("publish", "--reason", "Prov."),
    ),
    "release": ((("build", *DAY), ("publish",)), MEETING),
    "withdraw": ((("build", *DAY), ("publish",), MEETING), ("withdraw", "1", "--reason", "Fel siffra.")),
    "watch": ((("build", *DAY), ("publish",), ("inbox", "{late}")), ("watch", "--once", "--publish")),
}


#: Killed at one operation in so many; KILL_AT=every asks for all of them.
STRIDES = (
    {}
    if os.environ.get("KILL_AT") == "every"
    else {
        "deliver": 2,
        "build": 2,
        "publish": 14,
        "publish more": 25,
        "release": 20,
        "withdraw": 2,
        "watch": 33,
    }
)


def state(home):
    """What stands, what is published and what the styrgrupp sees."""
    with open_ledger(home) as ledger:
        (delivery,) = active_deliveries(home, NOVEMBER + timedelta(days=365))
        rows = accepted_rows(home, delivery).height
        held = meetings(ledger), tuple(made.number for made in protected_releases(ledger))
    file = published_file(home)
    figures = ()
    if file is not None:
        with duckdb.connect(str(file), read_only=True) as con:
            figures = tuple(con.execute("select * from kpi_value order by all").fetchall())
    link = home.published / "meeting"
    return delivery.file_name, rows, figures, held, link.exists()


def led(home):
    """The file that each audience's name leads to in each version."""
    links = (path for path in sorted(home.published.glob("*/*.duckdb")) if path.is_symlink())
    return [(link.parent.name, link.name, link.resolve().name) for link in links]


def left_alone(tmp_path, home, command):
    """How many operations the command makes in a copy of the home, what stands after it, and on what day."""
    whole = DataHome(tmp_path / "hel")
    shutil.rmtree(whole.root, ignore_errors=True)
    shutil.copytree(home.root, whole.root, symlinks=True)
    day = datetime.now(SWEDEN).date()
    return gfo_killed_at(whole, 0, *command).operations, (state(whole), led(whole)), day


@pytest.mark.parametrize("verb", VERBS)
def test_killed_at_every_file_operation_and_run_again(tmp_path, verb):
    home = DataHome(tmp_path / "hem")
    deliver(home, placements(tmp_path / "gammal.csv", range(20)), received=SEPTEMBER)
    new = placements(tmp_path / "ny.csv", range(21))
    # What a watch publishes by itself changes no figure of a period that was complete.
    rows = [placement(number) for number in range(20)]
    late = write_csv(tmp_path / "sen.csv", PLACEMENTS, [*rows, placement(20, start="2026-10-20")])
    earlier, killed = (
        [[part.format(new=new, late=late) for part in step] for step in steps]
        for steps in (VERBS[verb][0], (VERBS[verb][1],))
    )
    for step in earlier:
        if step[0] == "inbox":
            shutil.copy(late, home.inbox / late.name)
        else:
            done = gfo_killed_at(home, 0, *step)
            assert done.code == 0, done.told
    command = killed[0]
    before = state(home)
    operations, (after, links), day = left_alone(tmp_path, home, command)
    assert operations > 5
    for at in range(1, operations + 1, STRIDES.get(verb, 1)):
        if day != datetime.now(SWEDEN).date():
            # What a watch builds speaks of today.
            _, (after, links), day = left_alone(tmp_path, home, command)
        copy = DataHome(tmp_path / "kopia")
        shutil.copytree(home.root, copy.root, symlinks=True)
        assert gfo_killed_at(copy, at, *command).killed, at
        found = state(copy)
        for part, (former, latter) in zip(found, zip(before, after, strict=True), strict=True):
            assert part in (former, latter), at
        versions = [path for path in copy.published.iterdir() if (path / "styrgrupp.duckdb").exists()]
        assert all(path.is_symlink() or path.name.isdigit() for path in versions), at
        for kept in copy.archive.glob("*/[!.]*"):
            assert file_hash(kept) == kept.parent.name, at
        again = gfo_killed_at(copy, 0, *command)
        assert again.code == 0, (at, again.told)
        for part, latter in zip(state(copy), after, strict=True):
            assert part == latter, (at, again.told)
        assert led(copy) == links, at
        assert leftovers(copy) == [], at
        shutil.rmtree(copy.root)
