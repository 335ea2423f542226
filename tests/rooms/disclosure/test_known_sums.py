"""What everybody knows who knows the work: a hidden figure is found by adding, and not when one more is hidden."""

from __future__ import annotations

import pytest

from pipelines.disclosure.attack import attack
from tests.fixtures.handmade_files import Handmade, Publish, interval


@pytest.mark.parametrize(("closed", "told"), [("7", (2, 2)), ("..", (0, 9))])
def test_what_is_open_came_since_the_first_day_and_is_not_closed(
    publish: Publish, closed: str, told: tuple[int, int]
) -> None:
    file = Handmade().grid("deviations_open", "area | 2020\nGFO | ..")
    file.grid("deviations_reported", "area | 2020\nGFO | 9")
    file.grid("deviations_closed", f"area | 2020\nGFO | {closed}")
    assert interval(attack([publish(file)]), "deviations_open", "GFO", "2020") == told


@pytest.mark.parametrize(("before", "told"), [("6", (4, 4)), ("..", (0, None))])
def test_what_is_open_was_so_before_or_came_since(
    publish: Publish, before: str, told: tuple[int, int | None]
) -> None:
    file = Handmade().grid("deviations_open", f"area | 2023 | 2024\nGFO | {before} | ..")
    file.grid("deviations_reported", "area | 2023 | 2024\nGFO | 15 | 12")
    file.grid("deviations_closed", "area | 2023 | 2024\nGFO | .. | 14")
    assert interval(attack([publish(file)]), "deviations_open", "GFO", "2024") == told


def test_a_sum_that_is_not_so_in_what_is_shown_tells_nothing(publish: Publish) -> None:
    file = Handmade().grid("deviations_open", "area | 2022 | 2023 | 2024\nGFO | 6 | 6 | ..")
    file.grid("deviations_reported", "area | 2022 | 2023 | 2024\nGFO | 9 | 15 | 12")
    file.grid("deviations_closed", "area | 2022 | 2023 | 2024\nGFO | 9 | 30 | 14")
    assert interval(attack([publish(file)]), "deviations_open", "GFO", "2024") != (4, 4)


def test_children_are_no_more_than_their_placements(publish: Publish) -> None:
    """An akutfamilj has placed at least its ten children, so that SiS has at most three of the rest."""
    file = Handmade().grid("placements_started", "area | 2024\nGFO | 33")
    file.grid("placements_started[form=hvb]", "area | 2024\nGFO | 20")
    for form in ("akutfamilj", "sis"):
        file.grid(f"placements_started[form={form}]", "area | 2024\nGFO | ..")
    file.grid("emergency_placements_akutfamilj", "area | 2024\nGFO | 10")
    _low, high = interval(attack([publish(file)]), "placements_started[form=sis]", "GFO", "2024")
    assert high == 3


@pytest.mark.parametrize(("ended", "told"), [("7", (3, 3)), ("..", (0, None))])
def test_who_is_in_care_of_a_form_was_so_before_or_came_and_has_not_gone(
    publish: Publish, ended: str, told: tuple[int, int | None]
) -> None:
    file = Handmade().grid("children_in_care[form=jourhem]", "area | 2020 | 2021\nGFO | .. | 8")
    file.grid("placements_started[form=jourhem]", "area | 2020 | 2021\nGFO | 9 | 12")
    file.grid("placements_ended[form=jourhem]", f"area | 2020 | 2021\nGFO | 9 | {ended}")
    assert interval(attack([publish(file)]), "children_in_care[form=jourhem]", "GFO", "2020") == told


def test_children_were_in_care_before_the_first_day_of_all(publish: Publish) -> None:
    """As many as the figures leave room for: nobody knows of none, as of what is counted since the work began."""
    file = Handmade().grid("children_in_care", "area | 2020\nGFO | ..")
    file.grid("placements_started", "area | 2020\nGFO | 9")
    file.grid("placements_ended", "area | 2020\nGFO | 7")
    assert interval(attack([publish(file)]), "children_in_care", "GFO", "2020") == (2, None)
