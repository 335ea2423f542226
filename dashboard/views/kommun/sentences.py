"""What is said of one kommun: what waits for it, three sentences to say aloud, its cost, and how it stands by size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.published.marts import Allocation, AllocationEffect
from dashboard.published.records import Area, PeriodInfo, Value
from dashboard.words import formats
from dashboard.words.absence import absence
from dashboard.words.changes import fewer_or_more
from dashboard.words.grammar import capitalised, joined, lowered
from dashboard.words.periods import spoken_day, spoken_day_of_year
from pipelines.signals import Funnel


def aloud(
    figures: Mapping[str, tuple[Value, Value]],
    area: Area,
    period: PeriodInfo,
    compared: PeriodInfo,
    reporting_date: date,
) -> str:
    """At most three sentences on children, referrals and cost; a figure that is not shown is left out.

    `figures` holds (now, what it is set beside) of `children_in_care`, `referrals_received` and `placement_cost`.
    """
    told = [
        _children(*figures["children_in_care"], area, period, compared, reporting_date),
        _referrals(*figures["referrals_received"], area, period, compared, reporting_date),
        _cost(*figures["placement_cost"], period, compared),
    ]
    if not any(told):
        now = figures["children_in_care"][0]
        return absence(now, area, period.label, {})
    return " ".join(sentence for sentence in told if sentence)


def _known(value: Value) -> Decimal | None:
    return value.value if value.shown else None


def _beside(now: Value, before: Value, period: PeriodInfo, compared: PeriodInfo) -> Decimal | None:
    """The figure that it can be set beside: of as many days, and none where the kommun joined in either."""
    as_long = not period.preliminary or compared.kind == "same_days"
    joined_in = any("med_fran" in value.reason for value in (now, before))
    return _known(before) if as_long and not joined_in else None


def _children(
    now: Value, before: Value, area: Area, period: PeriodInfo, compared: PeriodInfo, reporting_date: date
) -> str:
    children = _known(now)
    if children is None:
        return ""
    day = spoken_day(min(period.last_day, reporting_date))
    count = formats.number(children) if children else "inget"
    placed = "placerat" if children in (0, 1) else "placerade"
    said = f"Den {day} var {count} barn från {area.name} {placed}"
    former = _beside(now, before, period, compared)
    if former is None:
        return f"{said}."
    ago = "tre år tidigare" if period.kind == "block" else "ett år tidigare"
    return f"{said}, {_fewer_or_more(children, former, ago)}."


def _referrals(
    now: Value, before: Value, area: Area, period: PeriodInfo, compared: PeriodInfo, reporting_date: date
) -> str:
    if now.reason == "ej_med":
        return f"{area.name} var inte med i GFO {period.label}."
    received = _known(now)
    if received is None:
        return ""
    count = formats.number(received) if received else "inga"
    referrals = "remiss" if received == 1 else "remisser"
    if period.preliminary:
        until = f" till och med {spoken_day_of_year(reporting_date)}"
        said = f"{capitalised(_within(period))} har {count} {referrals} kommit in från {area.name}{until}"
    else:
        said = f"{capitalised(_within(period))} kom {count} {referrals} in från {area.name}"
    former = _beside(now, before, period, compared)
    if former is None:
        return f"{said}."
    return f"{said}, {_fewer_or_more(received, former, _same_days(compared))}."


def _cost(now: Value, before: Value, period: PeriodInfo, compared: PeriodInfo) -> str:
    cost = _known(now)
    if cost is None:
        return ""
    kronor = formats.spoken_kronor(cost)
    if period.preliminary:
        said = f"Placeringarna har hittills kostat {kronor} {_within(period)}{_whole_months(now)}"
    else:
        said = f"Placeringarna kostade {kronor} {_within(period)}"
    former = _beside(now, before, period, compared)
    if not former:
        return f"{said}."
    per_cent = formats.rounded(100 * (cost - former) / former, 0)
    if not per_cent:
        return f"{said}, ungefär lika mycket som {_same_days(compared)}."
    word = "mer" if per_cent > 0 else "mindre"
    return f"{said}, {formats.number(abs(per_cent))} procent {word} än {_same_days(compared)}."


def _whole_months(value: Value) -> str:
    """How far the costs reach, where the month under way has none yet."""
    for word in value.reason.split():
        kind, _, day = word.partition(":")
        if kind == "hela_manader":
            return f", till och med {spoken_day_of_year(date.fromisoformat(day))}"
    return ""


def _within(period: PeriodInfo) -> str:
    """`i juli 2026`, `under T2 2026`."""
    return f"{'i' if period.kind == 'month' else 'under'} {period.label}"


def _same_days(compared: PeriodInfo) -> str:
    """`samma tid 2025`, `i juli 2025`, `T2 2025`: what stands after *än* and *som*."""
    if compared.kind == "same_days":
        return f"samma tid {compared.first_day.year}"
    return _within(compared) if compared.kind == "month" else compared.label


def _fewer_or_more(now: Decimal, before: Decimal, when: str) -> str:
    return f"{fewer_or_more(now, before)} {when}" if now or before else f"liksom {when}"


def share_title(own: Allocation, before: Allocation | None, name: str, pays: str) -> str:
    """What the kommun pays, against the year before; `pays` is the verb in its tense."""
    if before is None:
        return f"{name} {pays} {formats.kronor(own.amount_sek)} till GFO {own.year}"
    change = own.amount_sek - before.amount_sek
    if change == 0:
        return f"{name} {pays} lika mycket till GFO {own.year} som {before.year}"
    word = "mer" if change > 0 else "mindre"
    return f"{name} {pays} {formats.kronor(abs(change))} {word} till GFO {own.year} än {before.year}"


def share(own: Allocation, before: Allocation | None, budget: int) -> str:
    """The amount as a part of the whole budget, and its change in per cent."""
    part = formats.percent(Decimal(100 * own.amount_sek) / budget, 1)
    whole = f"{part} av GFO:s budget på {formats.kronor(budget)}"
    said = f"Det är {whole}" if before is None else f"Beloppet är {formats.kronor(own.amount_sek)}, {whole}"
    if own.months < 12:
        said += f", för {formats.number(own.months)} av årets månader"
    if before is None or not before.amount_sek or own.amount_sek == before.amount_sek:
        return f"{said}."
    change = own.amount_sek - before.amount_sek
    per_cent = formats.percent(Decimal(100 * abs(change)) / before.amount_sek, 1)
    return f"{said}. Det är {per_cent} {'mer' if change > 0 else 'mindre'} än {before.year}."


_CAUSES = {
    "budget": "GFO:s budget",
    "population": "andelen av barnen i befolkningen",
    "placed": "andelen av de placerade barnen",
    "weights": "nyckelns vikter",
    "membership": "hur många månader kommunerna är med",
}


def share_cause(effects: Sequence[AllocationEffect]) -> str:
    """Why the amount changed: what drew it the way it went, the largest first, and what drew the other way."""
    change = sum(effect.amount_sek for effect in effects)
    if change == 0:
        return ""
    ordered = sorted((e for e in effects if e.amount_sek), key=lambda e: (-abs(e.amount_sek), e.effect))
    along, against = (
        [
            f"{_CAUSES.get(e.effect, e.effect)} ({formats.signed(e.amount_sek)}{formats.NBSP}kr)"
            for e in ordered
            if (e.amount_sek * change > 0) == same
        ]
        for same in (True, False)
    )
    drew = f"; åt andra hållet drog {joined(against)}" if against else ""
    return f"Det beror på {joined(along)}{drew}."


def compared_title(funnel: Funnel, names: Mapping[str, str], chosen: str, label: str) -> str:
    """Where the chosen kommun lies and whether chance explains it; else who lies outside the limits."""
    own = next((p for p in funnel.points if p.kommun_code == chosen and p.position != "not_shown"), None)
    if own is not None and own.value is not None and funnel.centre is not None:
        difference = formats.rounded(own.value, 1) - formats.rounded(funnel.centre, 1)
        if not difference:
            return f"{names.get(chosen, chosen)} hade lika många placerade barn per 1 000 som alla tillsammans {label}"
        word = "fler" if difference > 0 else "färre"
        chance = {
            "outside_998": "mer än slumpen kan förklara",
            "outside_95": "något mer än slumpen brukar ge",
        }.get(own.position, "men inte mer än slumpen kan förklara")
        return f"{names.get(chosen, chosen)} hade {word} placerade barn per 1 000 än alla tillsammans {label}, {chance}"
    for position, said in (
        ("outside_998", f"skilde sig från de andra {label} mer än slumpen kan förklara"),
        ("outside_95", f"skilde sig något från de andra {label}, men det kan vara slump"),
    ):
        found = [names.get(p.kommun_code, p.kommun_code) for p in funnel.points if p.position == position]
        if found:
            return f"{joined(found)} {said}"
    return f"Kommunerna skilde sig inte {label} mer än slumpen kan förklara"


def compared_said(funnel: Funnel, names: Mapping[str, str], chosen: str) -> str:
    """The chosen kommun's figure beside the level of all, and in full who lies outside what chance explains."""
    own = next((p for p in funnel.points if p.kommun_code == chosen), None)
    outside = [p.sentence for p in funnel.points if p.position in ("outside_95", "outside_998")]
    if own is None or own.position == "not_shown":
        return " ".join([*([own.sentence] if own else []), *outside])
    if own.position == "inside" and own.value is not None and funnel.centre is not None:
        figures = (
            f"{formats.number(own.value, 1)}, mot {formats.number(funnel.centre, 1)} för alla tillsammans"
        )
        return " ".join([f"{names.get(chosen, chosen)}: {figures}.", *outside])
    return " ".join(outside)


# What waits to be done: each stands after its number, so that the two are read as one sentence.


def open_referrals(
    count: Decimal, ages: Sequence[tuple[str, int]], old: Sequence[tuple[str, int]], limit: int, day: date
) -> str:
    """`pågående remisser den 31 augusti 2026: 3 har väntat i 0–30 dagar och 2 i över 90 dagar`.

    `ages` are the classes up to `limit` days with their referrals, the shortest wait first, `old` those beyond it;
    both empty where it is not known how long they have waited.
    """
    said = f"{'pågående remiss' if count == 1 else 'pågående remisser'} den {spoken_day(day)}"
    long = sum(number for _label, number in old)
    beyond = f"över {formats.number(limit)} dagar"
    parts = [(number, label) for label, number in ages if number] + ([(long, beyond)] if long else [])
    oldest = [f"{formats.number(number)} i {lowered(label)}" for label, number in old[1:] if number]
    tail = f" ({joined(oldest)})" if oldest and long > 1 else ""
    if not parts:
        return said
    if len(parts) == 1:
        who = {1: "den", 2: "båda"}.get(int(count), "alla")
        return f"{said}; {who} har väntat i {parts[0][1]}{tail}"
    (first, label), *others = parts
    each = [f"{formats.number(first)} har väntat i {label}"]
    each += [f"{formats.number(number)} i {label}" for number, label in others]
    none = "" if long else f"; ingen har väntat i {beyond}"
    return f"{said}: {joined(each)}{tail}{none}"


def open_deviations(count: Decimal, day: date) -> str:
    return f"{'öppen avvikelse' if count == 1 else 'öppna avvikelser'} den {spoken_day(day)}"


def ended(count: Decimal, broken: Decimal | None, month: str) -> str:
    """`placeringar avslutades i augusti 2026, 1 av dem genom sammanbrott`; `broken` is None where it is not known."""
    said = f"{'placering' if count == 1 else 'placeringar'} avslutades i {month}"
    if broken is None:
        return said
    if count == 1:
        return f"{said}, {'' if broken else 'inte '}genom sammanbrott"
    if broken == count:
        return f"{said}, {'båda' if count == 2 else 'alla'} genom sammanbrott"
    return f"{said}, {formats.number(broken) if broken else 'ingen'} av dem genom sammanbrott"


def late(registers: Sequence[tuple[str, date | None]]) -> str:
    """Registers that have not come for the newest tertial that has ended, and how far each reaches."""
    each = [
        f"{lowered(name)} ({'har aldrig kommit' if day is None else f'finns till och med {spoken_day(day)}'})"
        for name, day in registers
    ]
    return f"{'leverans är sen' if len(each) == 1 else 'leveranser är sena'}: {joined(each)}"


def not_accepted(registers: Sequence[tuple[str, date]]) -> str:
    """Deliveries that came after what stands, and were not accepted."""
    each = [f"{lowered(name)} från den {spoken_day(day)}" for name, day in registers]
    return (
        f"{'leverans är inte godkänd' if len(each) == 1 else 'leveranser är inte godkända'}: {joined(each)}"
    )


def refused(count: int, name: str) -> str:
    return f"{'rad' if count == 1 else 'rader'} i {lowered(name)} avvisades och räknas inte"


def warned(count: int, name: str) -> str:
    return f"{'varning' if count == 1 else 'varningar'} i leveransen av {lowered(name)}"


def crosschecked(sentence: str) -> str:
    return f"fynd mellan uppgifterna: {lowered(sentence).removesuffix('.')}"


def reviews(names: Sequence[str]) -> str:
    """The KPIs whose definition is due to be read again; many are counted only."""
    which = f": {joined(names)}" if len(names) <= 3 else ""
    return f"{'definition' if len(names) == 1 else 'definitioner'} ska granskas igen{which}"


def nothing(unknown: Sequence[str]) -> str:
    """That nothing waits, as far as is known; `unknown` are the figures that are not there at all."""
    if not unknown:
        return "Inget väntar på åtgärd."
    return f"Inget väntar på åtgärd i de uppgifter som finns. Uppgift saknas om {joined(unknown)}."
