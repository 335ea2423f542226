"""*Remisser*: how the kommuner's referrals ended beside each other, and whether chance may be all that parts them."""

from __future__ import annotations

import re

import pytest

from dashboard.words.outcomes import Ended, sent_back
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, opened
from tests.pages.fixtures.records import plain


def ended(name: str, decided: int, returned: int) -> Ended:
    return Ended(name, decided, decided - returned, returned, 0)


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [
        (
            ended("Härnösand", 49, 27), [ended("Timrå", 18, 7), ended("Ånge", 66, 29)],
            ("GFO lämnade tillbaka 55 % av Härnösands avslutade remisser (27 av 49), 43 % av de andras (36 av 84);"
            " skillnaden kan vara slump"),
        ),
        (
            ended("Härnösand", 50, 45), [ended("Timrå", 90, 9)],
            ("GFO lämnade tillbaka 90 % av Härnösands avslutade remisser (45 av 50), 10 % av de andras (9 av 90);"
            " skillnaden är större än slumpen brukar ge"),
        ),
        (ended("Ånge", 4, 4), [ended("Timrå", 90, 9)], ""),
        (ended("Timrå", 90, 9), [ended("Ånge", 4, 4)], ""),
    ],
)  # fmt: skip
def test_a_kommuns_share_sent_back_is_told_beside_the_others_with_what_chance_may_do(
    own: Ended, others: list[Ended], said: str
) -> None:
    assert plain(sent_back(own, [own, *others])) == said


def test_every_kommuns_outcomes_add_up_to_gfos_and_only_a_file_with_all_of_them_has_the_table(
    open_page: OpenPage, demo: Demo
) -> None:
    asked = {"version": "2", "kommun": "harnosand", "period": "2026T2"}
    said = plain(opened(open_page, demo, "remisser", "styrgrupp", **asked))
    assert "<h2>GFO lämnade tillbaka 55 % av Härnösands avslutade remisser (27 av 49)" in said
    table = said.split("<caption>Så slutade remisserna i varje kommun", 1)[1].split("</table>", 1)[0]
    rows = [[int(cell) for cell in re.findall(r"<td[^>]*>(\d+)</td>", row)] for row in table.split("<tr")[2:]]
    *owners, gfo = rows
    assert [sum(column) for column in zip(*owners, strict=True)] == gfo
    assert gfo[0] == figures_of(demo.home).value("referrals_decided", "GFO", "2026T2R3").value
    assert all(sum(row[1:]) == row[0] for row in rows)
    for audience in ("kommun-2280", "publik"):
        other = opened(open_page, demo, "remisser", audience, kommun="harnosand")
        assert "Så slutade remisserna i varje kommun" not in other
