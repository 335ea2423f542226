"""What is said of the bank: the way into it, what is foreseen, and the homes that left it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.published.marts import BankPeriod, FunnelStage, OutlookTrust
from dashboard.views.homes import sentences, stages
from dashboard.words.bank import interval_said
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, cards_of, opened, text_of
from tests.pages.fixtures.published_file import write_published
from tests.pages.fixtures.records import plain, value_of


def _channel(*families: int) -> tuple[stages.Step, ...]:
    rows = [
        FunnelStage("webb", f"Steg {n}", size, Decimal(n) if n > 1 else None)
        for n, size in enumerate(families, start=1)
    ]
    return stages.steps(rows)


def test_a_stage_tells_its_share_of_the_one_before_and_the_days_from_it() -> None:
    first, second, third = _channel(8, 2, 0)
    assert (first.told, second.told, third.told) == (
        "",
        "25\u00a0%, 2\u00a0dagar",
        "0\u00a0%, 3\u00a0dagar",
    )
    assert _channel(8, 0, 0)[2].share is None
    assert stages.Step("x", 1, None, Decimal(1)).told == "1\u00a0dag"


def test_the_channels_with_most_enquiries_and_most_homes_are_named() -> None:
    found = {"Webb": _channel(53, 4), "Sociala medier": _channel(50, 5), "Annons": _channel(9, 5)}
    none_yet = {"Webb": _channel(1, 0)}
    assert stages.title(none_yet, "2025").endswith("ingen kanal har gett ett hem i banken ännu")
    assert stages.title(found, "2025") == (
        "Webben gav flest anmälningar 2025 (53 av 112), sociala medier och annons flest hem i banken (5 var av 14)"
    )
    assert stages.title({"Webb": _channel(53, 4)}, "2025") == (
        "Webben gav både flest anmälningar 2025 (53 av 53) och flest hem i banken (4 av 4)"
    )


@pytest.mark.parametrize(
    ("left", "approved", "days", "heading", "said"),
    [
        (2, 6, "1241", "2 hem lämnade banken under T2 2026, och 6 kom till den", "Mediantiden i banken var 3,4 år."),
        (
            1,
            0,
            "156",
            "Ett hem lämnade banken under T2 2026, och inget kom till den",
            "Hemmet hade funnits i banken i 156 dagar.",
        ),
        (0, None, None, "Inget hem lämnade banken under T2 2026", ""),
        (None, 6, None, "Hem som lämnade banken", ""),
    ],
)  # fmt: skip
def test_homes_that_left_the_bank_are_told_with_the_new_ones_and_their_time_in_it(
    left: int | None, approved: int | None, days: str | None, heading: str, said: str
) -> None:
    now = BankPeriod("2026T2", 0, 0, 0, 0, left, Decimal(days) if days else None)
    new = None if approved is None else value_of(str(approved))
    assert sentences.left_title(now, "T2 2026", new) == heading
    assert plain(sentences.stayed(now)) == said


def test_an_interval_that_has_not_held_says_so() -> None:
    trust = OutlookTrust("open", "", 0.8, method="simulation")
    assert interval_said(trust) == interval_said(None) == "strecken ska rymma åtta fall av tio"
    assert interval_said(replace(trust, coverage=0.59)).endswith(
        "men av tidigare prognoser rymde de 59\u00a0%"
    )
    widened = replace(trust, coverage=0.59, calibrated=True)
    assert interval_said(widened, "spannen") == "spannen visar hur fel tidigare prognoser har slagit"
    assert interval_said(replace(widened, method="last_year")) == (
        "strecken visar hur fel tidigare prognoser har slagit"
    )


def test_what_is_protected_of_the_bank_is_said_to_be_so_and_not_to_be_missing(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "familjehem", "publik", period="2025")
    table = said.split(">Tillgängliga</th>", 1)[1].split("</table>", 1)[0]
    cells = re.findall(
        r"<td[^>]*>([^<]*)</td>", table.split('<th scope="row">2024</th>', 1)[1].split("</tr>", 1)[0]
    )
    assert [cells[0], cells[2]] == ["..", ".."]
    assert cells[1].isdigit()


def test_what_is_protected_of_the_homes_that_left_is_no_dash(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        where = "area = '2262' and period = '2025T2'"
        con.execute(
            "update kpi_value set status = 'hidden', value = null"
            f" where kpi in ('homes_left_bank', 'days_in_bank') and cut = '' and {where}"
        )
        con.execute(f"update home_bank set left_bank = null, median_days_stayed = null where {where}")
    said = plain(text_of(open_page("familjehem", {"kommun": "timra", "period": "2026T2"}, home)))
    assert "hem lämnade banken under T2 2026, och" in said
    assert "Mediantiden i banken var 3,4 år." in said
    table = said.split(">Hem som lämnade banken</th>", 1)[1]
    row = table.split('<th scope="row">T2 2025</th>', 1)[1].split("</tr>", 1)[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[0] == ".."


@pytest.mark.parametrize(
    ("audience", "whose", "hidden"), [("kommun-2262", "Hela GFO: ", True), ("styrgrupp", "", False)]
)
def test_the_way_in_says_whose_it_is_and_which_step_is_not_shown(
    open_page: OpenPage, demo: Demo, audience: str, whose: str, hidden: bool
) -> None:
    area = "timra" if whose else "gfo"
    said = opened(open_page, demo, "familjehem", audience, kommun=area, period="2026T2", version="2")
    (title,) = re.findall(r'class="figuretitle">([^<]*anmälningar från 2024[^<]*)<', said)
    assert re.match(rf"{whose}\d+ av \d+ anmälningar från 2024 har blivit ett hem i banken$", plain(title))
    why = "Godkänt visas inte, för siffran skulle kunna peka ut ett barn eller ett hem."
    assert (why in said) == hidden
    assert ('<span class="stage">Godkänt</span>' in said) != hidden


def test_a_share_that_can_but_rise_is_too_early_to_tell(open_page: OpenPage, demo: Demo) -> None:
    query = {"kommun": "timra", "period": "2026T2", "version": "2"}
    said = plain(opened(open_page, demo, "familjehem", "kommun-2262", **query))
    card = cards_of(said)["Andel anmälningar som blev hem"]
    assert "<b>–</b>" in card
    assert re.search(
        r"<p>För tidigt att säga: hittills \d av \d, och uppföljningen är inte slut\. </p>", card
    )
    # What is counted is what it is so far.
    assert "<b>0</b>" in cards_of(said)["Anmälningar som ledde till godkänt hem"]
    own = plain(opened(open_page, demo, "nyckeltal", "styrgrupp", visa="enquiry_conversion", **query))
    assert '<p class="lead">För tidigt att säga: hittills ' in own
    listed = plain(opened(open_page, demo, "nyckeltal", "styrgrupp", **query))
    row = listed.split(">Andel anmälningar som blev hem</a>", 1)[1].split("</tr>", 1)[0]
    assert '<b class="preliminary">–</b>' in row
    assert re.search(r"för tidigt: hittills \d av \d", row)


@pytest.mark.parametrize(
    ("audience", "period", "said"),
    [
        (
            "kommun-2262",
            "2026T2",
            (
                "Det förutses för hela GFO, inte för Timrå för sig. Prognosen från T2 2026 visas när styrgruppen har"
                " haft möte."
            ),
        ),
        # What was foreseen of an old period is known by now.
        ("kommun-2262", "2025T2", ""),
        ("styrgrupp", "2026T2", ""),
    ],
)
def test_a_kommuns_page_without_a_forecast_says_that_it_is_of_all(
    open_page: OpenPage, demo: Demo, audience: str, period: str, said: str
) -> None:
    query = {"kommun": "timra", "period": period, "version": "2"}
    page = plain(opened(open_page, demo, "familjehem", audience, **query))
    assert ("Det förutses för hela GFO" in page) == bool(said)
    assert said in page
    assert ("väntas pågå i hela GFO vid utgången" in page) == (audience == "styrgrupp")


@pytest.mark.parametrize(
    ("came", "approved", "said"),
    [
        (
            "4",
            "6",
            "Ett hem som godkänns kommer till banken först senare.",
        ),
        (
            "1",
            "0",
            "Ett hem som godkänns kommer till banken först senare.",
        ),
        ("6", "6", ""),
        (None, "6", ""),
    ],
)
def test_why_not_as_many_came_as_were_approved(came: str | None, approved: str, said: str) -> None:
    assert sentences.not_those_approved(came and value_of(came), value_of(approved)) == said
