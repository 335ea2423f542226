"""`gfo build` says what the cross-checks found, where to look, and builds all the same."""

from __future__ import annotations

from datetime import date, datetime

from tests.fixtures.command import run_gfo
from tests.fixtures.workplace import Workplace

AGES = "kommun | ar | alder | antal\n" + "".join(f"Timrå | 2021 | {age} | 10\n" for age in range(19))


def test_build_warns_of_each_finding_with_its_remedy_and_exits_0(tmp_path):
    workplace = Workplace(tmp_path)
    workplace.deliver("befolkning", AGES, received=datetime(2023, 9, 10), through=date(2023, 8, 31))
    built = run_gfo("build", "--reporting-date", "2023-08-31", home=workplace.home.root)
    assert built.returncode == 0, built.stderr
    told = " ".join(built.stderr.split())
    assert "Varning, Timrå: Ett år saknar invånare i någon ålder från 0 till 20 år." in told
    assert "1 fynd, till exempel befolkning 2021, 19 av 21 åldrar. Hämta alla åldrar" in told
    assert told.count("Varning") == 1
    assert "Version 1 är byggd" in built.stdout


def test_build_of_registers_that_agree_warns_of_nothing(tmp_path):
    workplace = Workplace(tmp_path)
    every_age = AGES + "Timrå | 2021 | 19 | 10\nTimrå | 2021 | 20 | 10\n"
    workplace.deliver("befolkning", every_age, received=datetime(2023, 9, 10), through=date(2023, 8, 31))
    built = run_gfo("build", "--reporting-date", "2023-08-31", home=workplace.home.root)
    assert built.returncode == 0, built.stderr
    assert "Varning" not in built.stderr
