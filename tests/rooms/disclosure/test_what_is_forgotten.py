"""Of each kind of row that binds public figures: forgotten by the protection, it leaks, and the adversary finds it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.disclosure.rule import Rule
from pipelines.reference import owners
from tests.fixtures.handmade_files import Handmade
from tests.fixtures.protected_releases import Releases

pytestmark = pytest.mark.slow

_CUTS = {
    "webb": 3,
    "sociala_medier": 20,
    "annons": 12,
    "evenemang": 9,
    "rekommendation": 30,
    "kommun": 8,
    "annan": 7,
}


def _cuts() -> Handmade:
    file = Handmade().grid(
        "enquiries_received", f"| 2021 | 2022\nGFO | {sum(_CUTS.values())} | {sum(_CUTS.values())}"
    )
    for code, count in _CUTS.items():
        file.grid(f"enquiries_received[kanal={code}]", f"| 2021 | 2022\nGFO | {count} | {count}")
    return file


def _ended_together() -> Handmade:
    """The year's total is the only one that can be hidden to guard a form: the other is known elsewhere.

    In six years before, everybody could see that the forms make the total.
    """
    years = [str(year) for year in range(2016, 2022)]
    file = Handmade().grid(
        "children_in_care", f"| {' | '.join(years)} | 2022T3 | 2022\nGFO {'| 29 ' * 6}| 23 | 23"
    )
    for form, now in (("hvb", 20), ("sis", 3)):
        before = 20 if form == "hvb" else 9
        text = f"| {' | '.join(years)} | 2022\nGFO {f'| {before} ' * 6}| {now}"
        file.grid(f"children_in_care[form={form}]", text)
    return file


_FILES = {
    "areas": Handmade().grid(
        "placements_started", "| 2022\nÅnge | 3\nTimrå | 9\nKramfors | 12\nSollefteå | 30\nGFO | 54"
    ),
    "periods": Handmade().grid("breakdowns", "| 2022T1 | 2022T2 | 2022T3 | 2022\nGFO | 2 | 9 | 8 | 19"),
    "cuts": _cuts(),
    "parts": Handmade()
    .grid("foster_children", "| 2022\nÅnge | 4\nTimrå | 6\nKramfors | 30\nSollefteå | 60\nGFO | 100")
    .grid("placed_children", "| 2022\nÅnge | 7\nTimrå | 6\nKramfors | 30\nSollefteå | 70\nGFO | 113"),
    "sums": Handmade()
    .grid("matches", "| 2022\nGFO | 30")
    .grid("referrals_returned_gfo", "| 2022\nGFO | 3")
    .grid("referrals_withdrawn_kommun", "| 2022\nGFO | 10")
    .grid("referrals_decided", "| 2022\nGFO | 43"),
    "openings": Handmade()
    .grid("referrals_open", "| 2021 | 2022\nGFO | 20 | 3")
    .grid("referrals_received", "| 2022\nGFO | 30")
    .grid("referrals_decided", "| 2022\nGFO | 47"),
    "known": Handmade()
    .grid("children_in_care", "| 2021T3\nÅnge | 6\nTimrå | 30\nHärnösand | 10\nKramfors | 40\nGFO | 86")
    .grid("placements_started", "| 2022\nÅnge | 3\nTimrå | 3\nHärnösand | 4\nKramfors | 30\nGFO | 40")
    .grid("placed_children", "| 2022\nÅnge | 9\nTimrå | 33\nHärnösand | 14\nKramfors | 60\nGFO | 116"),
    "last_day": _ended_together(),
}
_KNOWN = pl.DataFrame(
    [("children_in_care", "form=hvb", "GFO", "2022", 20.0, 20.0)],
    schema=["kpi", "cut", "area", "period", "lower", "upper"],
    orient="row",
)


def _leaks(folder: Path, kind: str, without: list[str]) -> pl.DataFrame:
    releases = Releases(folder, Rule(slack=0), without, members=owners(), known=_KNOWN)
    releases.release(_FILES[kind].values())
    return releases.leaks()


@pytest.mark.parametrize("kind", _FILES)
def test_what_the_protection_forgets_the_adversary_finds(kind: str, tmp_path: Path) -> None:
    assert not _leaks(tmp_path, kind, [kind]).is_empty()


@pytest.mark.parametrize("kind", _FILES)
def test_what_it_does_not_forget_nobody_learns(kind: str, tmp_path: Path) -> None:
    leaks = _leaks(tmp_path, kind, [])
    assert leaks.is_empty(), leaks
