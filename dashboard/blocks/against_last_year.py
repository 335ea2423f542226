"""What of a kommun's money and quality is clearly other than in the same period a year ago, a sentence each.

Its few cases are seldom judged to be more than chance: they are counted, and told as what may be chance. Knows no
Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dashboard.blocks.told import around, of_other_days
from dashboard.blocks.told_cost import forms_of_cause
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import attention as words
from dashboard.words import dearer
from dashboard.words.changes import FEW, of_shorter_time
from dashboard.words.kommun import during, same_days
from dashboard.words.series import record

#: So much more or less than a year ago is the cost of the placements worth a line.
COST_STEP = Decimal("0.10")
#: What is looked at where there is more of it.
_COUNTS = ("breakdowns", "replacements", "referrals_returned_gfo")
# So many more than a year ago, and half as many again.
_MORE, _AGAIN = 2, Decimal("1.5")


def dearer_or_cheaper(reader: Reader) -> tuple[str, bool]:
    """What the placements cost beside a year ago, and whether it is more; blank where it differs by less than
    `COST_STEP`."""
    now, before = _both(reader, "placement_cost")
    if now is None or before is None or not before.value or now.value is None:
        return "", False
    if not _is_worth_a_line(now.value, before.value):
        return "", False
    mostly = mostly_of(reader, now.value, before.value)
    when = same_days(reader.compared)
    sentence = words.placement_cost(now.value, before.value, when, mostly, under_way=now.preliminary)
    return f"{sentence} {around(reader, 'placement_cost')}".rstrip(), now.value > before.value


def mostly_of(reader: Reader, now: Decimal | None, before: Decimal | None) -> str:
    """The forms that most of the change of the placements' cost comes of; blank where that is worth no line."""
    if not (now and before) or not _is_worth_a_line(now, before):
        return ""
    return dearer.mostly((now, before), forms_of_cause(reader))


def _is_worth_a_line(now: Decimal, before: Decimal) -> bool:
    return abs(now / before - 1) >= COST_STEP


def worse(reader: Reader) -> Iterator[tuple[str, str]]:
    """The KPIs that have become worse, and in which words: few matched of those decided, and more of what is not
    wished for."""
    when = during(reader.compared)
    now, before = _both(reader, "match_rate")
    if now and before and now.denominator and before.denominator and _fell(now, before):
        yield (
            "match_rate",
            words.matched(
                int(now.numerator or 0),
                int(now.denominator),
                int(before.numerator or 0),
                int(before.denominator),
                when,
            ),
        )
    for kpi in _COUNTS:
        now, before = _both(reader, kpi)
        many, so_far = _more_so_far(reader, kpi)
        if now and before and _rose(now, before):
            whole = words.of_all(now, reader.of_gfo.now_and_before(kpi)[0], reader.period.label)
            if many > (now.value or 0):
                # Of the year there are more to tell by.
                said = f"{so_far} {words.of_period(reader.period.label, now, before)}"
            else:
                name = reader.figures.definition(kpi).name
                said = words.more_of(int(now.value or 0), int(before.value or 0), name, when)
            yield kpi, f"{said} {whole}".rstrip()
        elif so_far:
            yield kpi, f"{so_far} {_all_in_one(reader, kpi, many)}".rstrip()


def reported(reader: Reader) -> str:
    """That more deviations were reported, which is neither better nor worse; blank where it is not so."""
    kpi = "deviations_reported"
    now, before = _both(reader, kpi)
    if not (now and before and _rose(now, before)):
        return ""
    name, when = reader.figures.definition(kpi).name, during(reader.compared)
    return words.more_of(int(now.value or 0), int(before.value or 0), name, when)


def _more_so_far(reader: Reader, kpi: str) -> tuple[int, str]:
    """How many of the year up to now, and in words beside as long a time a year ago; none and blank of other periods
    than the newest tertial, and where the year has not more."""
    year = next((one for one in reader.figures.periods("year") if one.preliminary), None)
    if year is None or reader.period.kind != "tertial" or not reader.is_newest:
        return 0, ""
    so_far = reader.in_period(year.period)
    now, before = _both(so_far, kpi)
    if not (now and before and _rose(now, before)):
        return 0, ""
    name, when, many = reader.figures.definition(kpi).name, during(so_far.compared), int(now.value or 0)
    return many, words.more_of(many, int(before.value or 0), name, when, "hittills i år")


def _all_in_one(reader: Reader, kpi: str, many: int) -> str:
    """`Alla kom under T1 2026, det högsta antalet hittills.`, where an earlier tertial of the year has them all."""
    series, year = reader.figures.series(kpi, reader.selection.area), str(reader.period.last_day.year)
    found = [one for one in series if one.period.startswith(year) and one.shown and one.value == many]
    if len(found) != 1 or found[0].period >= reader.period.period:
        return ""
    rank = record(series, found[0].period, of="antalet")
    label = reader.figures.labels[found[0].period]
    return f"Alla kom under {label}{rank if 'högsta' in rank else ''}."


def _both(reader: Reader, kpi: str) -> tuple[Value | None, Value | None]:
    """A figure and the one a year before; None where either is not shown, or they are not of as long a time."""
    if not reader.figures.has(kpi):
        return None, None
    now, before = reader.now_and_before(kpi)
    alike = now.shown and before.shown and not of_other_days(reader, now) and not of_shorter_time(now, before)
    return (now, before) if alike else (None, None)


def _fell(now: Value, before: Value) -> bool:
    """Whether none of several was matched, or half as large a share as a year ago."""
    if now.value is None or before.value is None or (now.denominator or 0) < FEW:
        return False
    return not now.value or 2 * now.value <= before.value


def _rose(now: Value, before: Value) -> bool:
    many, few = now.value or Decimal(0), before.value or Decimal(0)
    return many - few >= _MORE and many >= _AGAIN * few
