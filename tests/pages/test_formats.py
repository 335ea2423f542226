"""Figures as Swedish strings."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.words import formats
from dashboard.words.markup import piece
from dashboard.words.tables import figure
from pipelines import wording
from tests.pages.fixtures.records import definition_of, plain, value_of


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (formats.number(8351119), "8\u00a0351\u00a0119"),
        (formats.number(Decimal("-0.5"), 1), "\u22120,5"),
        (formats.number(Decimal("-0.2")), "0"),
        (formats.number(Decimal("2.5")), "3"),
        (formats.signed(6), "+6"),
        (formats.signed(-6), "\u22126"),
        (formats.signed(0), "0"),
        (formats.kronor(1204), "1\u00a0204\u00a0kr"),
        (formats.tkr(8351119), "8\u00a0351\u00a0tkr"),
        (formats.short_kronor(44_900_000), "44,90\u00a0mnkr"),
        (formats.percent(Decimal("47.5")), "48\u00a0%"),
        (formats.percentage_points(1), "1\u00a0procentenhet"),
        (formats.percentage_points(Decimal("6.5"), 1), "6,5\u00a0procentenheter"),
        (formats.figure(None, "missing"), "–"),
        (formats.figure(Decimal(3), "hidden"), ".."),
        (formats.figure(Decimal(0), "ok"), "0"),
        (formats.days(Decimal("0.5")), "1\u00a0dag"),
        (formats.days(Decimal("1.5")), "2\u00a0dagar"),
        (formats.length(1), "1\u00a0dag"),
        (formats.length(Decimal("364")), "364\u00a0dagar"),
        (formats.length(Decimal("1241")), "3,4\u00a0år"),
        (formats.short_kronor(9_999), "9\u00a0999\u00a0kr"),
        # A day in a dear form stands beside those of thousands; what a home costs in a year is a sum.
        (formats.card_figure(10_748, "ok", "kr per vårddygn"), "10\u00a0748\u00a0kr"),
        (formats.card_figure(10_748, "ok", "kr"), "11\u00a0tkr"),
        (formats.card_figure(123_456, "ok", "kr per hem"), "123\u00a0tkr"),
        (formats.in_short(9_748, "kr per vårddygn", 10_748), "9\u00a0748\u00a0kr"),
        (formats.in_short(9_748, "kr", 10_748), "10\u00a0tkr"),
    ],
)
def test_a_number_reads_as_swedish(made: str, expected: str) -> None:
    assert made == expected


@pytest.mark.parametrize("text", ["12.5", "62.5", "2.25", "0.5", "-0.5", "-0.04", "0", "1234567.5", "0.05"])
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_a_card_and_the_sentence_beside_it_round_alike(text: str, decimals: int) -> None:
    assert formats.number(Decimal(text), decimals) == wording.number(Decimal(text), decimals)
    assert wording.number(float(text), decimals) == wording.number(Decimal(text), decimals)


def test_only_a_difference_above_zero_gets_a_plus() -> None:
    assert [formats.with_sign(n, formats.number(n)) for n in (71, 0, -3)] == ["+71", "0", "−3"]
    assert formats.with_sign(None, formats.MISSING) == formats.MISSING


@pytest.mark.parametrize(
    ("value", "whole", "in_brief"),
    [
        (159_650, "160~tkr under~budget", "160~tkr under"),
        (-8_180, "8~180~kr över~budget", "8~180~kr över"),
        (0, "enligt~budget", "0~kr"),
        (Decimal("-0.4"), "enligt~budget", "0~kr"),
    ],
)
def test_a_deviation_says_its_side_of_the_budget(value: formats.Number, whole: str, in_brief: str) -> None:
    shown = formats.short_kronor(value)
    assert formats.against_budget(value, shown) == whole.replace("~", formats.NBSP)
    assert formats.against_budget(value, shown, in_brief=True) == in_brief.replace("~", formats.NBSP)


def test_one_is_told_in_the_singular_and_a_whole_median_without_decimals() -> None:
    assert [formats.unit_for(n, "avvikelser") for n in (0, 1, 2)] == ["avvikelser", "avvikelse", "avvikelser"]
    assert formats.amount(1, "dagar", 1) == "1\u00a0dag"
    assert [formats.figure(Decimal(n), "ok", "dagar", 1) for n in ("39.0", "49.5")] == ["39", "49,5"]


def test_a_date_is_one_piece_of_a_line_and_an_address_is_left_as_it_is() -> None:
    said = piece('<p><a title="2026-04-30" href="?dag=2026-04-30">t.o.m. 2026-04-30</a> 2026-04-300</p>')
    assert said == (
        '<div class="gfo"><p><a title="2026-04-30" href="?dag=2026-04-30">t.o.m. <span class="date">2026-04-30</span>'
        "</a> 2026-04-300</p></div>"
    )


def test_a_part_of_the_deviation_keeps_its_sign_since_income_is_one() -> None:
    whole = value_of("-1340")
    deviation = definition_of("kr", "difference")
    assert plain(figure(whole, deviation).text) == "1 340 kr över budget"
    assert plain(figure(replace(whole, cut="post=intakter"), deviation).text) == "−1 340 kr"
