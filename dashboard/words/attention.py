"""What needs attention, a sentence each: short, with the numbers it rests on, and what they are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from dashboard.published.records import Definition, Goal, Value
from dashboard.words import causes, formats, targets
from dashboard.words.grammar import genitive, joined, lowered
from dashboard.words.periods import period_label, spoken_day
from dashboard.words.targets import Standing
from dashboard.words.uncertainty import may_be_chance
from pipelines.periods import MONTHS, Period
from pipelines.signals import FEWEST_MORE, Kind

# Kommuner that are named; GFO has six.
_MOST_KOMMUNER = 6
# Smaller counts are said to be small.
_SMALL = 10
# All of so many; of more, *alla*.
_ALL = {1: "den", 2: "båda"}


def awaited(names: Sequence[str], periods: Sequence[str]) -> str:
    """Whose figures of the newest periods the styrgrupp has not met on yet; blank where there are none."""
    if not names or not periods:
        return ""
    return f"{joined(names)}: {joined(periods)} visas när styrgruppen har haft möte."


#: What a kommun's file has of GFO before the meeting, beside a figure that waits for it.
NOT_AWAITED = "GFO:s ekonomi räknar inga barn och visas redan nu."


def left_out(count: int, period: str, *, others: bool) -> str:
    """How many figures of a period a table has no row of, before the styrgrupp has met on it; and why it has `others`
    all the same."""
    told = f"{formats.number(count)} nyckeltal för {period} visas när styrgruppen har haft möte."
    return f"{told} {NOT_AWAITED}" if others else told


def not_public(name: str, period: str) -> str:
    """Whose figures of a kind of period are never public: GFO's by month."""
    return f"{genitive(name)} siffror för {period} är inte offentliga."


def target(goal: Goal, definition: Definition, standing: Standing) -> str:
    """A target that is missed or falls behind: `Målet för 2026, 18 hem, nås inte i den här takten: 10 hem hittills,
    väntas bli 15.`, `Målet för 2026, 55 %, nås inte som det ser ut nu: 43 % sedan maj 2025.`"""
    unit, decimals = definition.unit, definition.decimals
    aim = formats.amount(goal.target, unit, decimals)
    whose = f"Målet för {period_label(goal.period)}"
    told = targets.verdict(goal, definition)
    if standing is Standing.MISSED:
        reached = formats.amount(goal.beside.value or 0, unit, decimals)
        return f"{whose} {told}: {reached}, målet var {aim}."
    reached = targets.reached(goal, definition)
    if Period.parse(goal.beside.period).kind == "ytd":
        pace = targets.pace(goal, definition)
        return f"{whose}, {aim}, {told}: {reached}, väntas bli {pace}."
    n, alone = goal.beside.n, targets.by_itself(goal, definition)
    if definition.measure == "median" and n:
        middle = formats.amount(goal.beside.value or 0, unit, decimals)
        span = targets.since(Period.parse(goal.beside.period))
        reached = f"mediantiden {span} är {middle} ({formats.number(n)} fall)"
    return f"{whose}, {aim}, {told}: {reached}. {alone}".rstrip()


def waiting(
    old: int,
    every: int,
    days: int,
    then: str = "",
    oldest: tuple[Period, int, date] | None = None,
    *,
    by_day: bool = True,
) -> str:
    """`3 av de 9 pågående remisserna har väntat mer än 90 dagar; den äldsta kom in i januari, 212–242 dagar före den 31
    augusti.` `oldest`: the month in which the oldest came in, how many did, and the day that they are counted to, which
    is told `by_day` or left out; with `then` what was so: `… hade väntat mer än 90 dagar den 31 december 2025.`"""
    since = ""
    if oldest is not None:
        month, many, day = oldest
        which = "den" if old == 1 else "den äldsta" if many == 1 else f"de {formats.number(many)} äldsta"
        came = month.label if month.first_day.year < day.year else MONTHS[month.first_day.month - 1]
        # In a month that is nearer they had waited for no more than the days that have been said.
        is_far = by_day and (day - month.last_day).days >= days
        ago = f", {days_since(month, day)} före den {spoken_day(day)}" if is_far else ""
        since = f"; {which} kom in i {came}{ago}"
    waited = f"{'hade' if then else 'har'} väntat mer än {days} dagar{_at(then)}{since}."
    if every == 1:
        return f"Den enda pågående remissen {waited}"
    who = (
        f"Alla {formats.number(every)}"
        if old == every
        else f"{formats.number(old)} av de {formats.number(every)}"
    )
    who = "Båda" if (old, every) == (2, 2) else who
    return f"{who} pågående remisserna {waited}"


def broke_down(many: int, month: str) -> str:
    """`Ett sammanbrott i augusti 2026.`"""
    return f"{'Ett' if many == 1 else formats.number(many)} sammanbrott i {month}."


def _at(then: str) -> str:
    return f" {then}" if then else ""


def waited_then(many: int) -> str:
    """` Ett år tidigare var det 3.`"""
    told = f"var det {formats.number(many)}" if many else "hade ingen väntat så länge"
    return f" Ett år tidigare {told}."


def where(counts: Sequence[tuple[str, int]], days: int | None = None, *, then: bool = False) -> str:
    """`De är från Härnösand (3), Timrå (2) och 5 kommuner till.`, `then` in the past; with `days`, `De som har väntat
    mer än 90 dagar är från …`."""
    told = [f"{name} ({formats.number(count)})" for name, count in counts]
    if len(told) > _MOST_KOMMUNER:
        told = [
            *told[: _MOST_KOMMUNER - 1],
            f"{formats.number(len(told) - _MOST_KOMMUNER + 1)} kommuner till",
        ]
    who = "De" if sum(count for _name, count in counts) > 1 else "Den"
    have, are = ("hade", "var") if then else ("har", "är")
    waited = f" som {have} väntat mer än {days} dagar" if days else ""
    return f"{who}{waited} {are} från {joined(told)}." if told else ""


def moved_most(moves: Sequence[tuple[str, int, int]], side: int, when: str) -> str:
    """`Ökningen är störst i Härnösand (13, mot 2 T2 2025).`: of each kommun what there is now and was before, the one
    or two whose change makes at least half of all that went to that `side`; blank where no two do, or where it is of
    fewer than three."""
    along = sorted(((side * (now - before), name, now, before) for name, now, before in moves), reverse=True)
    along = [move for move in along if move[0] > 0]
    gross = sum(size for size, *_rest in along)
    few = next((along[:count] for count in (1, 2) if 2 * sum(one[0] for one in along[:count]) >= gross), [])
    if not few or few[-1][0] < FEWEST_MORE:
        return ""
    first, *others = [f"{name} ({_whole(now)}, mot {_whole(before)}" for _size, name, now, before in few]
    told = joined([f"{first} {when})", *(f"{other})" for other in others)])
    return f"{'Ökningen' if side > 0 else 'Minskningen'} är störst i {told}."


def _whole(count: int) -> str:
    return formats.number(count) if count else "inga"


def daily_cost(now: Decimal, before: Decimal, when: str) -> str:
    """`Ett vårddygn kostade 1 921 kr, 23 % mer än T2 2025 (1 560 kr).`"""
    step = formats.percent(abs(100 * (now / before - 1)))
    word = "mer" if now > before else "mindre"
    return f"Ett vårddygn kostade {formats.kronor(now)}, {step} {word} än {when} ({formats.kronor(before)})."


def placement_cost(
    now: Decimal, before: Decimal, when: str, mostly: str = "", *, under_way: bool = False
) -> str:
    """`Placeringarna kostade 8,37 mnkr, 0,80 mnkr (11 %) mer än T2 2025, främst på grund av fler dygn i HVB (615 mot
    206).`, without the forms where none is `mostly` the cause."""
    word = "mer" if now > before else "mindre"
    size = formats.short_kronor(abs(formats.step(now, before)), max(now, before))
    step = formats.percent(abs(100 * (now / before - 1)))
    verb = "har hittills kostat" if under_way else "kostade"
    cause = f", {mostly}" if mostly else ""
    return (
        f"Placeringarna {verb} {formats.short_kronor(now, before)}, {size} ({step}) {word} än {when}{cause}."
    )


def matched(now: int, decided: int, before: int, decided_before: int, when: str) -> str:
    """`Ingen av de 6 avslutade remisserna matchades, mot 4 av 6 under T2 2025; så få fall kan vara en slump.`"""
    who = "Ingen" if not now else formats.number(now)
    former = f"{formats.number(before)} av {formats.number(decided_before)} {when}"
    chance = _chance(Kind.PROPORTION, (now, decided), (before, decided_before), "så få fall")
    return f"{who} av de {formats.number(decided)} avslutade remisserna matchades, mot {former}{chance}."


def more_of(now: int, before: int, name: str, when: str, so_far: str = "") -> str:
    """`3 sammanbrott, mot 1 under T2 2025; så små tal kan vara en slump.`, or of a year `so_far` `5 sammanbrott
    hittills i år, mot 2 samma tid 2025 …`."""
    chance = _chance(Kind.RATE, (now, 1), (before, 1), "så små tal" if now < _SMALL else "skillnaden")
    many = " ".join(filter(None, (formats.number(now), lowered(name), so_far)))
    return f"{many}, mot {formats.number(before)} {when}{chance}."


def of_period(label: str, now: Value, before: Value) -> str:
    """`Under T2 2026: 3, mot 0.`, after what is told of its year."""
    return f"Under {label}: {formats.number(now.value or 0)}, mot {formats.number(before.value or 0)}."


def of_all(now: Value, whole: Value, label: str) -> str:
    """`Det är 3 av GFO:s 4 under T2 2026.`; blank where GFO's is not shown, or none."""
    if not (now.value and whole.shown and whole.value):
        return ""
    return f"Det är {formats.number(now.value)} av GFO:s {formats.number(whole.value)} under {label}."


def _chance(kind: Kind, now: tuple[int, int], before: tuple[int, int], what: str) -> str:
    """That it may be chance, where it may: nothing is said of what chance would hardly do."""
    return f"; {what} kan vara en slump" if may_be_chance(kind, now, before) else ""


def deviations(number: int, then: str = "", oldest: tuple[Period, date] | None = None) -> str:
    """With `then` what was so: `En avvikelse var inte avslutad den 31 december 2025.` `oldest`: the month in which the
    oldest was reported, and the day; in the month of that day none of them is old."""
    verb, have = ("var", "hade") if then else ("är", "har")
    since = ""
    if oldest is not None and oldest[0].last_day >= oldest[1]:
        since = f"; {_ALL.get(number, 'alla')} rapporterades i {oldest[0].label}"
    elif oldest is not None:
        month, day = oldest
        which = "den" if number == 1 else "den äldsta"
        months = _whole_months(month, day)
        age = f", i minst {formats.number(months)} månader" if months > 1 else ""
        since = f"; {which} {have} varit öppen sedan {month.label}{age}"
    if number == 1:
        return f"En avvikelse {verb} inte avslutad{_at(then)}{since}."
    return f"{formats.number(number)} avvikelser {verb} inte avslutade{_at(then)}{since}."


def _whole_months(month: Period, day: date) -> int:
    """How many months what came in one has been there at least."""
    last = month.last_day
    months = 12 * (day.year - last.year) + day.month - last.month
    # The last day of a shorter month is as far from the day as that of a longer one.
    is_short = day.day < last.day and (day + timedelta(days=1)).month == day.month
    return max(months - is_short, 0)


def days_since(month: Period, day: date) -> str:
    """How long what came in a month has been there on a day: `154–184 dagar`."""
    shortest, longest = ((day - end).days for end in (min(month.last_day, day), month.first_day))
    if shortest >= longest:
        return formats.days(longest)
    return f"{formats.number(shortest)}–{formats.number(longest)} dagar"


def refused(count: int, name: str) -> str:
    return f"{formats.number(count)} {'rad' if count == 1 else 'rader'} i {name} avvisades och räknas inte."


def warned(count: int, name: str) -> str:
    return f"{formats.number(count)} {'varning' if count == 1 else 'varningar'} i leveransen av {name}."


def crosschecked(count: int, sentence: str) -> str:
    return f"{formats.number(count)} fynd mellan uppgifterna: {lowered(sentence)}"


def before_joining(name: str) -> str:
    """What stands in the list's place of a period before the kommun joined."""
    return f"Perioder innan {name} gick med i GFO bedöms inte."


def nothing(unknown: Sequence[str]) -> str:
    """That nothing stands out, as far as is known; `unknown` are figures that are not there at all."""
    if not unknown:
        return "Inget utöver det vanliga."
    return f"Inget utöver det vanliga i de uppgifter som finns. Uppgift saknas om {joined(unknown)}."


def deliveries(late: Sequence[str], refused: Sequence[str]) -> str:
    """`Sena: kostnader från Ånge. Väntar på rättelse: placeringar från Sollefteå.`; the first three of each by name."""
    parts = [
        f"{word}: {_some(names)}."
        for word, names in (("Sena", late), ("Väntar på en rättad fil", refused))
        if names
    ]
    return " ".join(parts)


def _some(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return joined(names)
    return joined([*names[:2], f"{formats.number(len(names) - 2)} till"])


def revised(number: int, since: str) -> str:
    return f"{causes.figures(number)} har ändrats sedan mötet {since}."


def counted(name: str) -> str:
    """What a number of changed figures counts."""
    return f"Det är nyckeltal för {name} per tertial och år, om perioder som då var slut."


def more_causes(number: int) -> str:
    return f"Visa {formats.number(number)} {'orsak' if number == 1 else 'orsaker'} till"


def which(number: int) -> str:
    return "Visa siffran" if number == 1 else f"Visa de {formats.number(number)} siffrorna"


def reviews(names: Sequence[str]) -> str:
    what = "nyckeltal" if len(names) > 1 else "nyckeltalet"
    return f"Dags att granska {what}: {_some(names)}."
