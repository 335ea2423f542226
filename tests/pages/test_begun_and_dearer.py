"""Where placements began, and what a care day costs more or less in each form."""

from __future__ import annotations

import re
from decimal import Decimal

from dashboard.words.own_and_bought import price_changes
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, opened
from tests.pages.fixtures.records import plain


def test_where_placements_began_stands_beside_a_year_ago_with_what_was_never_as_many(
    open_page: OpenPage, demo: Demo
) -> None:
    newest = {"kommun": "ornskoldsvik", "version": "2", "period": "2026T2"}
    said = plain(opened(open_page, demo, "placeringar", "styrgrupp", **newest))
    (told,) = re.findall(r"Var placeringar påbörjades T2 2026 \(T2 2025\): (.*?)\.</p>", said)
    assert told.startswith("HVB 9 (2; det högsta antalet hittills), stödboende 5 (0; ")
    figures = figures_of(demo.home)
    numbers = [int(number) for number in re.findall(r" (\d+) \(\d", told)]
    assert sum(numbers) == figures.value("placements_started", "2284", "2026T2").value
    # What is lower than ever, and what nothing began in now nor then, is not told so.
    assert "lägsta" not in told
    assert "sis" not in told.lower()


def test_what_a_day_costs_more_than_it_did_is_told_form_by_form() -> None:
    found = [
        ("Konsulentstött familjehem", Decimal("2966.4"), Decimal("2910.6")),
        ("Familjehem via GFO", Decimal(1263), Decimal(1263)),
        ("Kommunens egna familjehem", Decimal(1100), Decimal(1126)),
    ]
    assert price_changes(found, "T2 2025").replace("\u00a0", " ") == (
        "Mot T2 2025 är ett dygn 1,9 % dyrare i konsulentstött familjehem, lika dyrt i familjehem via GFO och 2,3 %"
        " billigare i kommunens egna familjehem."
    )
