"""Why a care day costs more or less than a year ago, and in which forms: two short sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from dashboard.published.records import CostChange
from dashboard.words import formats
from dashboard.words.grammar import capitalised, genitive, joined, lowered

# Each cause as a clause after *eftersom*, and as what raised or lowered the cost: of one that rose, and that fell.
_Cause = Mapping[int, tuple[str, str]]
_MIX: _Cause = {
    1: ("en större andel av dygnen var i dyrare former", "en större andel dygn i dyrare former"),
    -1: ("en större andel av dygnen var i billigare former", "en större andel dygn i billigare former"),
}
_PRICE: _Cause = {
    1: ("samma former kostade mer per dygn", "ett högre pris per dygn i samma former"),
    -1: ("samma former kostade mindre per dygn", "ett lägre pris per dygn i samma former"),
}
_REST: _Cause = {
    1: ("former utan dygn kostade mer", "högre kostnader i former utan dygn"),
    -1: ("former utan dygn kostade mindre", "lägre kostnader i former utan dygn"),
}
_DAYS: _Cause = {
    1: ("vårddygnen blev fler", "fler vårddygn"),
    -1: ("vårddygnen blev färre", "färre vårddygn"),
}
# So large a part of another is much beside it: a quarter.
_MUCH = 4
_NOTHING: Mapping[str, str] = MappingProxyType({})
_EVERY = "Placeringarna"
# Tertials that the one before is set beside, and what of them it has to be below.
_FORMER = 2
_LOW = Decimal("0.95")


def why(found: CostChange, now: Decimal, before: Decimal, label: str) -> str:
    """`Ett vårddygn kostade 121 kr mer än T2 2025, eftersom en större andel av dygnen var i dyrare former (77 kr) och
    samma former kostade mer per dygn (44 kr).`

    In whole kronor, of parts that add up to the difference of the two figures as they are shown; blank where that is
    0, or where the parts are no parts of it.
    """
    change = int(formats.rounded(now, 0) - formats.rounded(before, 0))
    parts = zip((found.mix, found.price, found.rest), (_MIX, _PRICE, _REST), strict=True)
    return _by_parts("Ett vårddygn kostade", label, change, list(parts), formats.kronor)


@dataclass(frozen=True)
class Spent:
    """What the placements cost in a period, and the care days that they cost it for."""

    kronor: Decimal
    days: Decimal


def whole(found: CostChange, now: Spent, before: Spent, label: str, *, with_total: bool = False) -> str:
    """`Placeringarna kostade 2,64 mnkr mindre än T2 2025, eftersom vårddygnen blev färre (2,31 mnkr; 12 135 mot 13 380)
    och en större andel av dygnen var i billigare former (0,94 mnkr). Samtidigt höjde ett högre pris per dygn i samma
    former kostnaden med 0,61 mnkr.`

    `with_total` it begins with the sum, where nothing beside it has said that.
    The days that came more cost what a day did before; the change of what a day costs is of all days now: together they
    are the whole change. They are as fine as the two sums are beside each other.
    """
    if not now.days or not before.days:
        return ""
    days = (now.days - before.days) * before.kronor / before.days
    sizes = (days, *(now.days * part for part in (found.mix, found.price, found.rest)))
    # A part may be more than either sum, and is written no finer than its own size.
    largest = max(now.kronor, before.kronor, *map(abs, sizes))
    places = min(formats.places_beside(now.kronor, before.kronor), formats.places_beside(largest, largest))
    unit = Decimal(10) ** -places
    change = int((formats.rounded(now.kronor, places) - formats.rounded(before.kronor, places)) / unit)
    counted = f"; {formats.number(now.days)} mot {formats.number(before.days)}"
    parts = [(size / unit, words) for size, words in zip(sizes, (_DAYS, _MIX, _PRICE, _REST), strict=True)]

    def written(size: int | Decimal) -> str:
        return formats.short_kronor(size * unit, largest)

    return _by_parts(
        f"{_EVERY} kostade{f' {written(now.kronor / unit)},' * with_total}",
        label,
        change,
        parts,
        written,
        {words: counted for both in _DAYS.values() for words in both},
    )


def after_heading(said: str) -> str:
    """What `whole` says, under a heading that says how much more or less it was: `Det beror på att vårddygnen blev
    färre.` What is said of a care day stays as it is."""
    size, because, causes = said.partition(" eftersom ")
    if not because or not size.startswith(_EVERY):
        return said
    return f"Det beror på att {causes}"


def _by_parts(
    what: str,
    label: str,
    change: int,
    parts: Sequence[tuple[Decimal, _Cause]],
    written: Callable[[int], str],
    counted: Mapping[str, str] = _NOTHING,
) -> str:
    """How much more or less something cost (`what`, to its verb), and its parts, those that went the same way first:
    whoever adds them up has the change. `counted` is said after a part's kronor.

    The parts are whole units that add up to `change`.
    """
    whole_parts = _rounded(change, [size for size, _words in parts]) if change else []
    told = [
        (size, words[1 if size > 0 else -1])
        for size, (_exact, words) in zip(whole_parts, parts, strict=False)
        if size
    ]
    if not told:
        return ""
    said = f"{what} {written(abs(change))} {_way(change)} än {label}"
    if len(told) == 1:
        return f"{said}, eftersom {told[0][1][0]}."
    told.sort(key=lambda part: -abs(part[0]))
    same, other = ([part for part in told if (part[0] > 0) == way] for way in (change > 0, change < 0))
    causes = [f"{words} ({written(abs(size))}{counted.get(words, '')})" for size, (words, _noun) in same]
    told_so = f"{said}, eftersom {joined(causes)}."
    if not other:
        return told_so
    lowered_or_raised: list[str] = []
    for size, (_words, noun) in other:
        what = "" if lowered_or_raised else " kostnaden"
        of = f" ({counted[noun].removeprefix('; ')})" if noun in counted else ""
        lowered_or_raised.append(f"{noun}{what} med {written(abs(size))}{of}")
    return f"{told_so} Samtidigt {'sänkte' if change > 0 else 'höjde'} {joined(lowered_or_raised)}."


def is_beside_the_point(found: CostChange, said: str) -> bool:
    """Whether the forms went against the change that `said` tells, and did little of it: which form moved explains
    nothing of it then."""
    against = (found.mix > 0) == (" mindre än " in said)
    return against and _MUCH * abs(found.mix) < max(abs(found.price), abs(found.rest))


def _way(size: int) -> str:
    return "mer" if size > 0 else "mindre"


@dataclass(frozen=True)
class Form:
    """A form of care: its days and kronor now and in the period before, and its children on the last day of each where
    they are known."""

    name: str
    days: Decimal
    days_before: Decimal
    kronor: Decimal
    kronor_before: Decimal
    children: Decimal | None = None
    children_before: Decimal | None = None

    @property
    def added(self) -> Decimal:
        return self.kronor - self.kronor_before

    @property
    def price(self) -> Decimal:
        """Kronor a day, of both periods together."""
        days = self.days + self.days_before
        return (self.kronor + self.kronor_before) / days if days else Decimal(0)


def heading(
    whose: str, both: tuple[Decimal, Decimal], forms: Sequence[Form], when: str, label: str, outside: str = ""
) -> str:
    """`Ånges placeringar kostade 1,38 mnkr mer under T2 2026 än T2 2025, främst på grund av fler dygn i HVB (246 mot
    0)`: `both` what they cost in the period and the one before, or in place of the forms that the kommun was `outside`
    GFO then: other homes were to be had.

    Named is the form whose kronor make at least half of all that went the same way, or the two that do, and its days
    where they make at least half of its kronor; none where other forms' kronor took back most of it. Blank where
    nothing has changed.
    """
    now, before = both
    change = now - before
    if not change:
        return ""
    way = 1 if change > 0 else -1
    size = formats.short_kronor(abs(formats.step(now, before)), max(now, before))
    causes = [_more_in(form, way) for form in _most(forms, change)]
    most = f", främst på grund av {joined(causes)}" if causes else ""
    most = f", {outside}" if outside else most
    return f"{genitive(whose)} placeringar kostade {size} {_way(way)} {when} än {label}{most}"


def mostly(both: tuple[Decimal, Decimal], forms: Sequence[Form]) -> str:
    """The forms that `heading` names: `främst på grund av fler dygn i HVB (615 mot 206)`; blank where it names none."""
    change = both[0] - both[1]
    way = 1 if change > 0 else -1
    told = [_more_in(form, way) for form in (_most(forms, change) if change else ())]
    return f"främst på grund av {joined(told)}" if told else ""


def _most(forms: Sequence[Form], change: Decimal) -> Sequence[Form]:
    """The one or two forms that make most of a change, as `heading` has it."""
    way = 1 if change > 0 else -1
    causes = (form for form in forms if way * form.added > 0 and _is_cause(form, forms, way))
    along = sorted(causes, key=lambda form: -abs(form.added))
    gross = sum((abs(form.added) for form in along), Decimal(0))
    if 2 * abs(change) < gross:
        return ()
    few = (along[:count] for count in (1, 2))
    return next((some for some in few if 2 * sum(abs(form.added) for form in some) >= gross), ())


def _is_cause(form: Form, forms: Sequence[Form], way: int) -> bool:
    """Whether a form's days may have made the whole dearer, or cheaper: days in one that costs less than a day did do
    not where the days in all became fewer, since others' days were taken for them."""
    days, before = (sum((getattr(one, of) for one in forms), Decimal(0)) for of in ("days", "days_before"))
    if not before or way * (days - before) >= 0 or not _is_of_days(form, way):
        return True
    return form.price >= sum((one.kronor_before for one in forms), Decimal(0)) / before


def _more_in(form: Form, way: int) -> str:
    """`fler dygn i HVB (246 mot 0)`, and where a day's price did most of it the form alone."""
    if not _is_of_days(form, way):
        return lowered(form.name)
    days = f"{formats.number(form.days)} mot {formats.number(form.days_before)}"
    return f"{'fler' if way > 0 else 'färre'} dygn i {lowered(form.name)} ({days})"


def _is_of_days(form: Form, way: int) -> bool:
    """Whether its days make at least half of its change in kronor."""
    return 2 * way * form.price * (form.days - form.days_before) >= way * form.added


def moved(forms: Sequence[Form], mix: Decimal, now: Decimal, before: Decimal, label: str) -> str:
    """`Av de dyrare formerna ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025 (5 barn mot 1 den sista dagen).`, or where
    the mix went to cheaper ones which of the dearer fell most; a second is named where it moved at least half as much.

    Dearer: than a care day was in either period. Blank where the mix is nothing in whole kronor, or no dearer form has
    moved with it both in kronor and in its part of the days.
    """
    days, days_before = sum(form.days for form in forms), sum(form.days_before for form in forms)
    way = 1 if mix > 0 else -1
    if not formats.rounded(mix, 0):
        return ""
    found = [
        form
        for form in forms
        if form.price > max(now, before)
        and way * form.added > 0
        and way * (form.days * days_before - form.days_before * days) > 0
    ]
    found.sort(key=lambda form: -abs(form.added))
    if not found:
        return ""
    first, *others = found
    then = [
        f", därnäst {lowered(form.name)}" for form in others[:1] if 2 * abs(form.added) >= abs(first.added)
    ]
    verb = "ökade" if way > 0 else "minskade"
    kronor = f"{formats.short_kronor(first.kronor)} mot {formats.short_kronor(first.kronor_before)} {label}"
    return f"Av de dyrare formerna {verb} {lowered(first.name)} mest: {kronor}{_counted(first, way)}{''.join(then)}."


def _counted(form: Form, way: int) -> str:
    """` (5 barn mot 1 den sista dagen)`, where they moved as the kronor did, else ` (615 vårddygn mot 206)`."""
    now, before = form.children, form.children_before
    if now is not None and before is not None and way * (now - before) > 0:
        return f" ({formats.number(now)} barn mot {formats.number(before)} den sista dagen)"
    if way * (form.days - form.days_before) > 0:
        return f" ({formats.number(form.days)} vårddygn mot {formats.number(form.days_before)})"
    return ""


def unusual_before(
    change: Decimal, before: Decimal, former: Sequence[Decimal], label: str, *, of_years: bool = False
) -> str:
    """`T2 2025 kostade ett vårddygn mindre än de två tertialen närmast före (1 795 kr och 1 742 kr).`, `of_years`
    `Samma tid 2025 … än samma tid de två åren före`, which makes part of a rise; blank where it was not lower than both
    (of a fall: higher) by a twentieth."""
    if len(former) < _FORMER or not change:
        return ""
    low = change > 0
    if not all(before <= _LOW * one if low else before * _LOW >= one for one in former):
        return ""
    beside = joined([formats.kronor(one) for one in former])
    word = "mindre" if low else "mer"
    which = "samma tid de två åren före" if of_years else "de två tertialen närmast före"
    return f"{capitalised(label)} kostade ett vårddygn {word} än {which} ({beside})."


def _rounded(whole: int, parts: Sequence[Decimal]) -> list[int]:
    """Whole kronor that add up to the whole: what rounding leaves goes where it changes least. None where more is left
    than rounding leaves."""
    told = [round(part) for part in parts]
    if abs(whole - sum(told)) > len(parts):
        return []
    while left := whole - sum(told):
        step = 1 if left > 0 else -1
        place = max(range(len(parts)), key=lambda n: step * (parts[n] - told[n]))
        told[place] += step
    return told
