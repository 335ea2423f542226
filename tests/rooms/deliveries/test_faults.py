"""What must survive: kill -9, a full disk, two commands at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta

import duckdb
import pytest

from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import deliver
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.publishing.audience_files import published_file
from tests.fixtures.registers import NOVEMBER, OCTOBER, SEPTEMBER, accepted_rows, placements

#: Four KPIs and not all: the files that a build makes are the same, and most of the moments fall among them.
FEW = (
    "from pipelines.kpi import definitions; every = definitions.kpi_definitions(); "
    "few = {kpi: every[kpi] for kpi in "
    "('referrals_received', 'children_in_care', 'care_days', 'placed_children')}; "
    "definitions.kpi_definitions = lambda: few; from pipelines.cli import main; main()"
)
GFO = [sys.executable, "-c", FEW]


@pytest.fixture
def home(tmp_path):
    home = DataHome(tmp_path / "hem")
    deliver(home, placements(tmp_path / "gammal.csv", range(200)), received=SEPTEMBER)
    return home


def gfo(home, *arguments):
    return subprocess.Popen(
        [*GFO, *arguments],
        env=os.environ | {"GFO_HOME": str(home.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def code_of(process):
    process.communicate(timeout=60)
    return process.returncode


def standing(home):
    (delivery,) = active_deliveries(home, NOVEMBER + timedelta(days=365))
    return delivery.file_name, accepted_rows(home, delivery).height


@pytest.mark.slow
def test_two_deliveries_at_once_end_with_each_whole_or_told_to_wait(home, tmp_path):
    files = [placements(tmp_path / f"{number}.csv", range(200 + number)) for number in range(1, 4)]
    running = [gfo(home, "deliver", str(file)) for file in files]
    told = [(process.communicate(timeout=60)[0], process.returncode) for process in running]
    for text, code in told:
        assert "Traceback" not in text
        assert (code, "Ett annat kommando arbetar" in text) in ((0, False), (1, True))
    assert any(code == 0 for _, code in told)
    name, rows = standing(home)
    assert rows == 200 + int(name.removesuffix(".csv"))
    for file, (_, code) in zip(files, told, strict=True):
        if code:
            assert code_of(gfo(home, "deliver", str(file))) == 0


def figures(home):
    """Every published figure; () when nothing is published."""
    file = published_file(home)
    if file is None:
        return ()
    with duckdb.connect(str(file), read_only=True) as con:
        return con.execute("select * from kpi_value order by all").fetchall()


@pytest.mark.slow
@pytest.mark.parametrize(("verb", "moments"), [("deliver", 4), ("build", 3), ("publish", 3)])
def test_kill_9_at_any_moment_leaves_the_former_state_and_a_rerun_completes(home, tmp_path, verb, moments):
    new = placements(tmp_path / "ny.csv", range(201))
    for step in (("build",), ("publish",)):
        assert code_of(gfo(home, *step)) == 0
    before = figures(home)
    steps = {
        "deliver": ("deliver", str(new)),
        "build": ("build",),
        "publish": ("publish", "--reason", "Prov."),
    }
    for earlier in list(steps)[: list(steps).index(verb)]:
        assert code_of(gfo(home, *steps[earlier])) == 0

    probe = DataHome(tmp_path / "prov")
    shutil.copytree(home.root, probe.root, symlinks=True)
    started = time.monotonic()
    assert code_of(gfo(probe, *steps[verb])) == 0
    whole = time.monotonic() - started
    after = figures(probe)
    chance = random.Random(verb)
    for number in range(moments):
        copy = DataHome(tmp_path / f"hem{number}")
        shutil.copytree(home.root, copy.root, symlinks=True)
        process = gfo(copy, *steps[verb])
        time.sleep(whole * (0.5 + 0.5 * chance.random()))  # what comes before is the start of Python
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert figures(copy) in ((before, after) if verb == "publish" else (before,))
        assert standing(copy) in (("gammal.csv", 200), ("ny.csv", 201))
        assert all(file_hash(file) == file.parent.name for file in copy.archive.glob("*/*"))
        again = gfo(copy, *steps[verb])
        text, _ = again.communicate(timeout=120)
        assert again.returncode == 0, text
        assert figures(copy) == after
        assert standing(copy) == ("ny.csv", 201)
        assert not list(copy.root.rglob("*.new"))
        shutil.rmtree(copy.root)


@pytest.mark.slow
def test_a_full_disk_is_said_and_the_former_delivery_stands(home, tmp_path):
    # A limit on file size stands in for a full disk: the write itself fails, wherever it happens to be.
    big = placements(tmp_path / "stor.csv", range(20_000))
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "from pipelines.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "deliver", str(big)],
        env=os.environ | {"GFO_HOME": str(home.root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Disken är full" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert standing(home) == ("gammal.csv", 200)
    deliver(home, big, received=OCTOBER)
    assert standing(home) == ("stor.csv", 20_000)
