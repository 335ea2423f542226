from __future__ import annotations

from pipelines.publishing.usefulness import Shown, seen_by_audience

SHOWN = (Shown("GFO", 100, 90, 1000, 990), Shown("2260", 10, 5, 40, 30), Shown("2262", 10, 10, 90, 90))


def test_the_public_sees_what_is_shown_and_a_kommun_its_own_besides():
    seen = seen_by_audience(SHOWN)
    assert (seen["publik"], seen["kommun-2260"], seen["kommun-2262"]) == (88, 92, 88)
    assert len(seen) == 7


def test_before_the_first_meeting_there_is_nothing_to_see():
    assert seen_by_audience(()) == {}
