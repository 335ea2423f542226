"""The last day for deliveries: what the home says, and what holds where it says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.errors import ReaderError
from pipelines.home.agreed_days import AGREED_FILE, Agreed, agreed
from pipelines.periods import Period


def written(folder, text):
    (folder / AGREED_FILE).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("tertial", "due"),
    [("2026T1", date(2026, 5, 15)), ("2026T2", date(2026, 9, 15)), ("2026T3", date(2027, 1, 15))],
)
def test_without_a_file_it_is_the_fifteenth_of_the_month_after(tmp_path, tertial, due):
    assert agreed(tmp_path) == Agreed()
    assert agreed(tmp_path).due("kostnader", Period.parse(tertial)) == due


def test_the_home_has_another_day_and_one_register_its_own(tmp_path):
    found = agreed(written(tmp_path, 'last_day = 20\nask = "Ring GFO."\n[registers]\nekonomi = 28\n'))
    tertial = Period.parse("2026T2")
    assert found.due("kostnader", tertial) == date(2026, 9, 20)
    assert found.due("ekonomi", tertial) == date(2026, 9, 28)
    assert found.ask == "Ring GFO."
    assert found.hand_in == Agreed().hand_in


@pytest.mark.parametrize(
    "text",
    [
        "last_day = 31",
        "last_day = true",
        "last_dya = 15",
        "[registers]\nbefolkning = 3",
        "[registers]\nekonomi = 0",
        "ask = 3",
        f'hand_in = "{"x" * 301}"',
        'ask = "Ring 20100312-2387."',
        "last_day =",
    ],
)
def test_a_file_that_cannot_be_followed_is_refused_with_what_may_stand_there(tmp_path, text):
    with pytest.raises(ReaderError) as refused:
        agreed(written(tmp_path, text))
    assert refused.value.code == "H012"
    assert "2387" not in str(refused.value)
