"""How a figure stands against the same period a year earlier: on a card, and as a chart's title."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dashboard.published.records import Definition, Goal, PeriodInfo, Value
from dashboard.words import formats, targets
from dashboard.words.absence import why_absent
from dashboard.words.grammar import capitalised, lowered
from dashboard.words.periods import beside, per, spoken_day, than, within
from pipelines.kpi.targets import RATES, STANDING
from pipelines.kpi.words import is_money, is_percent, remarks

# Counted things are "fler" and "färre"; amounts, days and shares are "högre" and "lägre".
_COUNTED = frozenset({"flow", "unique_flow", "during", "stock"})
# So are what no event is counted of.
_MANY = frozenset({"dygn", "invånare"})
#: Of fewer a share is not set beside another.
FEW = 5
#: A share or a median of fewer says little of what it would be of many, and a difference from it nothing.
SMALL = 21
FOLLOWED = "Preliminärt: uppföljningen är inte slut; siffran kan bara bli högre."
_UNDER_WAY = ", men perioden är inte slut."


def change(
    now: Value, before: Value, definition: Definition, compared: PeriodInfo, *, followed: bool = False
) -> str:
    """How a figure stands against the same period a year earlier; both figures must be shown to be compared.

    `followed` says that the figure's follow-up is not over: it can only rise, so nothing is compared. A period
    under way is compared with as many days (`compared`), or with words that it is not over.
    """
    if not now.shown or now.value is None:
        return ""
    if followed:
        return FOLLOWED
    comparable = before.shown and not of_shorter_time(before)
    under_way = comparable and now.preliminary and compared.kind != "same_days"
    if under_way and definition.measure not in STANDING | RATES:
        # What still grows is not fewer than what has grown for the whole time.
        return f"Hela {compared.label}: {_beside(before, definition, now.value)}; perioden är inte slut."
    said = _change(
        now.value,
        before,
        definition,
        compared,
        few=of_small(now, before, definition),
    )
    return said.removesuffix(".") + _UNDER_WAY if under_way else said


def _beside(before: Value, definition: Definition, now: Decimal) -> str:
    """What a figure is set beside, as it is written: money in the unit of what is larger."""
    if before.value is not None and is_money(definition.unit):
        return formats.in_short(before.value, definition.unit, now)
    return formats.card_figure(before.value, before.status, definition.unit, definition.decimals)


def of_shorter_time(*values: Value) -> str:
    """`räknas från 2022-09-01, då kommunen gick med i GFO.`: of a figure of a shorter time than its period, which is
    set beside no other; blank where all are of their whole periods."""
    words = (word for value in values for word in value.reason.split() if word.startswith("med_fran:"))
    return lowered(" ".join(remarks(next(words, ""))))


def _change(now: Decimal, before: Value, definition: Definition, compared: PeriodInfo, *, few: bool) -> str:
    before_label, as_before = (say(compared, definition.measure) for say in (beside, than))
    if not before.shown or before.value is None:
        return f"Ingen jämförelse: {before_label} – {why_absent(before)}."
    if shorter := of_shorter_time(before):
        return f"Ingen jämförelse: {before_label} {shorter}"
    unit = definition.unit
    was = _beside(before, definition, now)
    difference = short_step(now, before.value, definition)
    if is_counted(definition):
        if difference == 0:
            return f"Lika många som {as_before} ({was})."
        return f"{'Fler' if difference > 0 else 'Färre'} än {as_before} ({was})."
    if definition.measure == "median" and few:
        return f"{before_label}: {was}."
    if difference == 0:
        return f"Samma som {as_before} ({was})."
    if definition.measure == "difference":
        was = formats.against_budget(before.value, was)
        return f"{capitalised(_better(difference))} än {as_before} ({was})."
    word = _word(difference, unit)
    if is_percent(unit) and few:
        return f"{before_label}: {was}."
    if is_percent(unit):
        points = formats.percentage_points(abs(difference), definition.decimals)
        return f"{points} {word} än {as_before} ({was})."
    return f"{capitalised(word)} än {as_before} ({was})."


def fewer_or_more(now: Decimal, before: Decimal) -> str:
    """`6 färre än`, `lika många som`: of two counts, before what they are compared with."""
    if now == before:
        return "lika många som"
    return f"{formats.number(abs(now - before))} {'fler' if now > before else 'färre'} än"


def set_beside(now: Decimal, before: Decimal, when: str) -> str:
    """`6 färre än T2 2025`, and of none at all `liksom T2 2025`."""
    return f"{fewer_or_more(now, before)} {when}" if now or before else f"liksom {when}"


def _step(now: Decimal, before: Decimal, definition: Definition) -> Decimal:
    """The difference of the figures as they stand in running text."""
    return formats.rounded(now, definition.decimals) - formats.rounded(before, definition.decimals)


def short_step(now: Decimal, before: Decimal, definition: Definition) -> Decimal:
    """The difference of the figures as they are written beside each other, large sums in tkr or mnkr."""
    is_sum = is_money(definition.unit) and not formats.is_price(definition.unit, now, before)
    return formats.step(now, before) if is_sum else _step(now, before, definition)


def difference(now: Value, before: Value, definition: Definition) -> str:
    """`+6`, `−21 procentenheter`, `+71 tkr`, `0`, of deviations from the budget `71 tkr bättre`; of two figures
    that are shown; blank for shares and medians of few, and where either is of a shorter time than its period."""
    if of_shorter_time(now, before) or of_small(now, before, definition):
        return ""
    size = short_step(now.value or Decimal(0), before.value or Decimal(0), definition)
    if is_percent(definition.unit):
        shown = formats.percentage_points(size, definition.decimals)
    elif is_money(definition.unit):
        largest = max(abs(one.value or Decimal(0)) for one in (now, before))
        shown = formats.in_short(size, definition.unit, largest)
    else:
        shown = formats.figure(size, "ok", definition.unit, definition.decimals)
    if definition.measure == "difference" and size:
        return f"{shown.removeprefix(formats.MINUS)} {_better(size)}"
    return formats.with_sign(size, shown)


def side_word(side: int, definition: Definition) -> str:
    """What is not as usual, as a mark and a word: `▲ fler`, `▼ kortare`; a rhombus where it is on no side."""
    if not side:
        return "◆ ovanligt"
    if is_counted(definition):
        return "▲ fler" if side > 0 else "▼ färre"
    return f"{'▲' if side > 0 else '▼'} {_word(Decimal(side), definition.unit)}"


def _counted(share: Value, definition: Definition) -> str:
    """`1 av 3`; the share where it is not known what it is of."""
    if share.numerator is None or not share.denominator:
        return formats.figure(share.value, share.status, definition.unit, definition.decimals)
    return f"{formats.number(share.numerator)} av {formats.number(share.denominator)}"


def trend_title(
    now: Value,
    before: Value,
    definition: Definition,
    period: PeriodInfo,
    compared: PeriodInfo,
    reporting_date: date,
    goal: Goal | None = None,
    aside: str = "",
) -> str:
    """A chart's title as a sentence: how the figure stands to its `goal`, else what it shows now, and against as many
    days a year earlier, with what lies around the change or is usual (`aside`, as `courses.around` has it)."""
    if goal and (said := targets.heading(goal, definition, now)):
        return said
    if not now.shown or now.value is None:
        return f"{definition.name} {per(period.kind)}"
    told, label = (
        formats.card_figure(now.value, now.status, definition.unit, definition.decimals),
        period.label,
    )
    alone = now.preliminary and compared.kind != "same_days"
    former = before.value if before.shown and not alone and not of_shorter_time(now, before) else None
    if former is not None and is_money(definition.unit):
        told = formats.in_short(now.value, definition.unit, former)
    if definition.measure == "difference":
        told = formats.against_budget(now.value, told)
    when = f"för {label}" if definition.measure == "difference" else within(period)
    if definition.measure in STANDING:
        when = f"den {spoken_day(min(period.last_day, reporting_date))}"
    elif period.preliminary:
        when = f"hittills {label if period.kind in ('year', 'ytd') else when}"
    early = now.preliminary and not when.startswith("hittills")
    told = f"{definition.name}: {told} {when}{' (preliminärt)' * early}"
    if former is None:
        return told
    before_label = than(compared, definition.measure)
    difference = short_step(now.value, former, definition)
    if definition.measure == "median" and of_small(now, before, definition):
        return f"{told}, {of_cases(now.n)}" if now.n and now.n < SMALL else told
    if difference == 0:
        return f"{told}, som {before_label}{aside}"
    if is_counted(definition):
        word = "fler" if difference > 0 else "färre"
        size = formats.number(abs(difference), definition.decimals)
    else:
        word = _word(difference, definition.unit)
        if definition.measure == "difference":
            word = _better(difference)
        if is_percent(definition.unit) and of_small(now, before, definition):
            # A share of a few is no share.
            mine, was = (_counted(one, definition) for one in (now, before))
            return f"{definition.name}: {mine} {when}, mot {was} {before_label}"
        if is_percent(definition.unit):
            size = formats.percentage_points(abs(difference), definition.decimals)
        elif is_money(definition.unit):
            size = formats.in_short(abs(difference), definition.unit, max(abs(now.value), abs(former)))
        elif definition.unit.startswith("per ") or definition.unit in _MANY:
            # What it is per stands under the title; of what is fewer the name has said what.
            size = formats.number(abs(difference), definition.decimals)
        else:
            size = formats.amount(abs(difference), definition.unit, definition.decimals)
    return f"{told}, {size} {word} än {before_label}{aside}"


def of_cases(number: int) -> str:
    """What a median is the middle of: `ett enda fall`, `median av 8 fall`."""
    return f"median av {formats.number(number)} fall" if number > 1 else "ett enda fall"


def of_few(now: Value, before: Value, definition: Definition) -> bool:
    """Whether either is a share or a median of so few that it says next to nothing."""
    return _is_of_less(FEW, now, before, definition)


def of_small(now: Value, before: Value, definition: Definition) -> bool:
    """Whether either is a share or a median of so few that a difference would say more than is known."""
    return _is_of_less(SMALL, now, before, definition)


def _is_of_less(than: int, now: Value, before: Value, definition: Definition) -> bool:
    median = definition.measure == "median"
    behind = [value.n if median else value.denominator for value in (now, before)]
    return (median or is_percent(definition.unit)) and any(n is not None and n < than for n in behind)


def is_counted(definition: Definition) -> bool:
    """Counted participants are a sum, as kronor are."""
    return definition.measure in _COUNTED or (definition.measure == "sum" and not is_money(definition.unit))


def _better(difference: Decimal) -> str:
    """Of two deviations from the budget: which cost less than planned."""
    return "bättre" if difference > 0 else "sämre"


def _word(difference: Decimal, unit: str) -> str:
    """Amounts are higher or lower, days of care more or fewer, times longer or shorter."""
    if unit in _MANY:
        return "fler" if difference > 0 else "färre"
    if unit == "dagar":
        return "längre" if difference > 0 else "kortare"
    return "högre" if difference > 0 else "lägre"
