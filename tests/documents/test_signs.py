"""Every sign that a paper writes is in the fonts that the papers carry, and none needs one that a reader may lack."""

from __future__ import annotations

import json
from datetime import date
from functools import cache, reduce
from importlib.util import find_spec
from pathlib import Path

import pytest

from dashboard.briefings.kinds import KINDS
from dashboard.briefings.pdf import _WEIGHTS, _data
from pipelines.home import DataHome
from tests.documents.conftest import FactsOf, Made
from tests.documents.reading import signs_of, slides_text
from tests.fixtures.matrix import rest_slow

# Of what a reader's own machine writes with: no shape that stands for a word.
_SHAPES = set("●◐◔○▲▼◆■□✓✗→←")
_PAPERS = [
    (kind, kommun, audience, period)
    for kind, one in KINDS.items()
    if one.contents
    for kommun in (("Örnsköldsvik", "Ånge") if one.of_kommun else ("",))
    for audience in one.audiences
    for period in (("2026T1", "2025") if audience == "offentlig" else ("2026T2", "2026T1", "2025", "2019T1"))
]


@cache
def _signs() -> set[int]:
    found = find_spec("font_source_sans_pro")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "files"
    each = [signs_of((folder / f"SourceSansPro-{weight}.ttf").read_bytes()) for weight in _WEIGHTS]
    return reduce(set.intersection, each)


def test_the_fonts_are_read_as_they_are() -> None:
    assert {ord(sign) for sign in "aåäöÅÄÖé0–−%•§½”’…\u00a0"} <= _signs()
    assert not {ord(sign) for sign in "◔◐漢\ue123"} & _signs()


@pytest.mark.parametrize(
    ("kind", "kommun", "audience", "period"),
    rest_slow(_PAPERS, lambda case: case[1] != "Ånge" and case[3] in ("2026T1", "2019T1")),
)
def test_every_sign_of_a_paper_is_in_the_fonts_that_it_carries(
    sample: DataHome, facts: FactsOf, kind: str, kommun: str, audience: str, period: str
) -> None:
    contents = KINDS[kind].contents
    assert contents is not None
    paper = contents(facts(kind, kommun, period, audience), sample.root)
    said = json.dumps(_data(paper, date(2026, 1, 1)), ensure_ascii=False)
    assert sorted({sign for sign in said if ord(sign) not in _signs()}) == []


@pytest.mark.parametrize(
    ("kind", "kommun"),
    rest_slow(
        [("agenda", ""), ("namndinformation", "Örnsköldsvik"), ("namndinformation", "Ånge")],
        lambda case: case[0] == "agenda",
    ),
)
def test_slides_write_words_and_no_shapes(made: Made, kind: str, kommun: str) -> None:
    assert _SHAPES & set(slides_text(made(kind, "pptx", kommun))) == set()
