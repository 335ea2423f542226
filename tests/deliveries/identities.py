"""Made-up identity numbers with a right check digit, in the range that is kept for tests."""

from __future__ import annotations


def with_check_digit(nine: str) -> str:
    """YYMMDDNNN and the digit that makes it pass."""
    total = 0
    for index, digit in enumerate(nine):
        product = int(digit) * (2 if index % 2 == 0 else 1)
        total += product // 10 + product % 10
    return nine + str(-total % 10)


TEN = with_check_digit("120101980")
TWELVE = "20" + TEN
COORDINATION = with_check_digit("120161980")
WRONG = TEN[:9] + str((int(TEN[9]) + 1) % 10)
