"""What is said of one kommun: three sentences to say aloud, and its part of GFO's budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.published.marts import Allocation, AllocationEffect
from dashboard.published.records import Area, Definition, PeriodInfo, Value
from dashboard.words import formats
from dashboard.words.absence import absence
from dashboard.words.changes import FEW, of_shorter_time, set_beside
from dashboard.words.grammar import capitalised, joined, lowered
from dashboard.words.periods import spoken_day, spoken_day_of_year, within
from pipelines.kpi.words import is_money
from pipelines.reference import GFO


def aloud(
    figures: Mapping[str, tuple[Value, Value]],
    area: Area,
    period: PeriodInfo,
    compared: PeriodInfo,
    reporting_date: date,
    audience: str,
    mostly: str = "",
) -> str:
    """At most three sentences on children, referrals and cost, with what `mostly` made it another; a figure that is
    not shown is left out.

    `figures` holds (now, what it is set beside) of `children_in_care` (or of `foster_children`, where only whole years
    are told), `referrals_received` and `placement_cost`.
    """
    if "foster_children" in figures:
        placed = figures["foster_children"]
        of_children = _fostered(*placed, area, period, compared)
    else:
        placed = figures["children_in_care"]
        of_children = children(*placed, area, period, compared, reporting_date)
    told = [
        of_children,
        referrals(*figures["referrals_received"], area, period, compared, reporting_date),
        cost(*figures["placement_cost"], period, compared, mostly),
    ]
    if not any(told):
        return absence(placed[0], area, period.label, {}, audience)
    return " ".join(sentence for sentence in told if sentence)


def counted_from(values: Sequence[Value], names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Which figures are of a shorter time than their period, since the kommun joined in it: `2020–2022: inkomna
    remisser och matchningar räknas från 2022-09-01, då kommunen gick med i GFO.` `names` of the KPIs, `labels` of the
    periods."""
    told: dict[tuple[str, str], list[str]] = {}
    for value in values:
        if value.shown and (said := of_shorter_time(value)):
            told.setdefault((labels[value.period], said), []).append(lowered(names[value.kpi]))
    return " ".join(f"{label}: {joined(kpis)} {said}" for (label, said), kpis in told.items())


def _known(value: Value) -> Decimal | None:
    return value.value if value.shown else None


def _beside(now: Value, before: Value, period: PeriodInfo, compared: PeriodInfo) -> Decimal | None:
    """The figure that it can be set beside: of as many days, and none where the kommun joined in either."""
    as_long = not period.preliminary or compared.kind == "same_days"
    return _known(before) if as_long and not of_shorter_time(now, before) else None


def _from(area: Area) -> str:
    """Of GFO nothing: all of them are."""
    return "" if area.area == GFO else f" från {area.name}"


def children(
    now: Value,
    before: Value,
    area: Area,
    period: PeriodInfo,
    compared: PeriodInfo,
    reporting_date: date,
    aside: str = "",
) -> str:
    """`Den 31 augusti 2026 var 43 barn från Timrå i vård, 1 fler än ett år tidigare.`, with what lies around the change
    (`aside`, as `courses.around` has it); of GFO without `från`; blank where the figure is not shown."""
    placed = _known(now)
    if placed is None:
        return ""
    day = spoken_day(min(period.last_day, reporting_date))
    count = formats.number(placed) if placed else "inget"
    said = f"Den {day} var {count} barn{_from(area)} i vård"
    former = _beside(now, before, period, compared)
    if former is None:
        return f"{said}."
    ago = "tre år tidigare" if period.kind == "block" else "ett år tidigare"
    return f"{said}, {set_beside(placed, former, ago)}{aside}."


def _fostered(now: Value, before: Value, area: Area, period: PeriodInfo, compared: PeriodInfo) -> str:
    children = _known(now)
    if children is None:
        return ""
    count = formats.number(children) if children else "inget"
    said = f"{capitalised(within(period))} bodde {count} barn{_from(area)} i familjehem någon gång"
    former = _beside(now, before, period, compared)
    return (
        f"{said}, {set_beside(children, former, same_days(compared))}." if former is not None else f"{said}."
    )


def referrals(
    now: Value, before: Value, area: Area, period: PeriodInfo, compared: PeriodInfo, reporting_date: date
) -> str:
    """`Under T2 2026 kom 4 remisser in från Timrå, 5 färre än T2 2025.`; that the kommun was not there, or blank where
    the figure is not shown."""
    if now.reason == "ej_med":
        return f"{area.name} var inte med i GFO {period.label}."
    received = _known(now)
    if received is None:
        return ""
    count = formats.number(received) if received else "inga"
    referrals = "remiss" if received == 1 else "remisser"
    if period.preliminary:
        until = f" till och med {spoken_day_of_year(reporting_date)}"
        said = f"{capitalised(within(period))} har {count} {referrals} kommit in{_from(area)}{until}"
    else:
        said = f"{capitalised(within(period))} kom {count} {referrals} in{_from(area)}"
    former = _beside(now, before, period, compared)
    if former is None:
        return f"{said}."
    return f"{said}, {set_beside(received, former, same_days(compared))}."


#: A figure, and when it is of, as a sentence has it: `T2 2026`, `hittills 2026`.
Dated = tuple[Value, str]


def days_to_match(alone: Dated, so_far: Dated, gfo: Dated, name: str, definition: Definition) -> str:
    """`Dagar till matchning (median): Timrå 60 T2 2026 (6 fall), hela GFO 82 T1 2026 (16 fall).` Of a period with few
    matches the year `so_far` stands before it: `Timrå 87 hittills 2026 (5 fall; T2 2026 för sig 67, 1 fall)`. Blank
    where none is known."""

    def figure(value: Value) -> str:
        return formats.figure(value.value, value.status, definition.unit, definition.decimals)

    def told(dated: Dated, whose: str, more: str = "") -> str:
        value, when = dated
        behind = "; ".join(filter(None, (_of(value), more)))
        return f"{whose} {figure(value)} {when}{f' ({behind})' if behind else ''}"

    own, label = alone
    is_few = not own.shown or (own.n or 0) < FEW
    parts = []
    if is_few and so_far[0].shown and so_far[0].period != own.period:
        parts.append(told(so_far, name, f"{label} för sig {figure(own)}, {_of(own)}" if own.shown else ""))
    elif own.shown:
        parts.append(told(alone, name))
    parts += [told(gfo, "hela GFO")] if gfo[0].shown else []
    return f"{definition.name} (median): {', '.join(parts)}." if parts else ""


def _of(value: Value) -> str:
    return f"{formats.number(value.n)} fall" if value.n else ""


def cost(now: Value, before: Value, period: PeriodInfo, compared: PeriodInfo, mostly: str = "") -> str:
    """`Placeringarna kostade 10,6 miljoner kronor under T2 2026, 30 procent mer än T2 2025, främst på grund av fler
    dygn i HVB (615 mot 206).`; without what `mostly` made it so where that is not known, and blank where the figure
    is not shown."""
    known = _known(now)
    if known is None:
        return ""
    kronor = formats.spoken_kronor(known)
    if period.preliminary:
        reached = _whole_months(now)
        until = f", till och med {spoken_day_of_year(reached)}" if reached else ""
        said = f"Placeringarna har hittills kostat {kronor} {within(period)}{until}"
    else:
        said = f"Placeringarna kostade {kronor} {within(period)}"
    beside = _against(known, _beside(now, before, period, compared), compared)
    return said + (f"{beside.removesuffix('.')}, {mostly}." if mostly and beside != "." else beside)


def cost_so_far(
    now: Value,
    before: Value,
    period: PeriodInfo,
    compared: PeriodInfo,
    reporting_date: date,
    what: str = "de",
) -> str:
    """After the cost of a tertial, that of its year up to then: `Hittills i år, till och med 31 augusti, har de kostat
    21,02 miljoner kronor, 25 procent mer än samma tid 2025.`, `what` where nothing has named the placements; blank
    where the figure is not shown."""
    known = _known(now)
    if known is None:
        return ""
    kronor = formats.spoken_kronor(known)
    if period.preliminary:
        reached = spoken_day_of_year(_whole_months(now) or reporting_date)
        said = f"Hittills i år, till och med {reached}, har {what} kostat {kronor}"
    else:
        whole = "hela " if period.kind == "year" else ""
        said = f"Under {whole}{period.label} kostade {what} {kronor}"
    return said + _against(known, _beside(now, before, period, compared), compared)


def _against(known: Decimal, former: Decimal | None, compared: PeriodInfo) -> str:
    """How many per cent more or less than before, with the full stop."""
    if not former:
        return "."
    per_cent = formats.rounded(100 * (known - former) / former, 0)
    if not per_cent:
        return f", ungefär lika mycket som {same_days(compared)}."
    word = "mer" if per_cent > 0 else "mindre"
    return f", {formats.number(abs(per_cent))} procent {word} än {same_days(compared)}."


def _whole_months(value: Value) -> date | None:
    """How far the costs reach, where the month under way has none yet."""
    for word in value.reason.split():
        kind, _, day = word.partition(":")
        if kind == "hela_manader":
            return date.fromisoformat(day)
    return None


def same_days(compared: PeriodInfo) -> str:
    """`samma tid 2025`, `i juli 2025`, `T2 2025`: what stands after *än* and *som*."""
    if compared.kind == "same_days":
        return f"samma tid {compared.first_day.year}"
    return within(compared) if compared.kind == "month" else compared.label


def of_each_year(
    name: str,
    own: Sequence[Value],
    gfo: Sequence[Value],
    definition: Definition,
    labels: Mapping[str, str],
) -> str:
    """A kommun's figures of the years of a block, and beside them GFO's of the same years or of all three: `Timrå:
    1 493 kr 2023, 1 810 kr 2024 och 1 733 kr 2025; GFO: 1 717 kr, 1 775 kr och 1 785 kr.`, `GFO: 42 dagar 2023–2025.`
    Blank of neither."""

    def told(values: Sequence[Value], *, years: bool = True) -> str:
        # What kronor are per is said of the block's own figure.
        unit = "kr" if is_money(definition.unit) else definition.unit
        return joined(
            [
                formats.amount(one.value or 0, unit, definition.decimals) + f" {labels[one.period]}" * years
                for one in values
            ]
        )

    same = [one.period for one in own] == [one.period for one in gfo]
    parts = [
        f"{whose}: {said}" for whose, said in ((name, told(own)), ("GFO", told(gfo, years=not same))) if said
    ]
    return f"{'; '.join(parts)}." if parts else ""


def outside(now: Value, before: Value, name: str) -> str:
    """`då Timrå inte var med i GFO hela tiden`: of what a period is set beside, by its received referrals; blank where
    the kommun was, and where it was not in the period either."""
    part = "" if before.reason == "ej_med" else " hela tiden"
    if now.reason == "ej_med" or not (of_shorter_time(before) or not part):
        return ""
    return f"då {name} inte var med i GFO{part}"


def during(compared: PeriodInfo) -> str:
    """`samma tid 2025`, `i juli 2025`, `under T2 2025`: what stands after a figure of it."""
    said = same_days(compared)
    return f"under {said}" if said == compared.label else said


#: What of the placements' cost is not public of a kommun.
NO_FORMS = "Former och dygn är inte offentliga per kommun."


def cost_of_a_child(
    kronor: Sequence[Decimal],
    children: Sequence[Decimal],
    labels: tuple[str, str],
    hidden: Sequence[str] = (),
) -> str:
    """`2025 var 60 barn placerade någon gång, mot 64 under 2023; placeringarna kostade 394 tkr per barn, mot 495
    tkr.`: of two years; `hidden` are those between them, of which as much is not shown."""
    (before, now), (few, many) = kronor, children
    each = [formats.short_kronor(round(cost / count)) for cost, count in ((now, many), (before, few))]
    away = f"Hur många barn som var placerade {joined(hidden)} visas inte. " if hidden else ""
    return away + (
        f"{labels[1]} var {formats.number(many)} barn placerade någon gång, mot {formats.number(few)} under"
        f" {labels[0]}; placeringarna kostade {each[0]} per barn, mot {each[1]}."
    )


def price_of_a_bought_home(bought: str, own: str, year: str) -> str:
    """`Ett dygn i ett konsulentstött familjehem, som köps, kostade 2 830 kr i hela GFO 2025, i de andra familjehemmen
    1 128 kr.`"""
    return (
        f"Ett dygn i ett konsulentstött familjehem, som köps, kostade {bought} i hela GFO {year}, i de andra"
        f" familjehemmen {own}."
    )


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


def share_then(then: Allocation | None, before: Allocation | None, name: str) -> str:
    """An older year in a sentence: `2025 betalade Ånge 428 499 kr, 59 021 kr mindre än 2024.`; blank without an
    amount."""
    if then is None:
        return ""
    said = f"{then.year} betalade {name} {formats.kronor(then.amount_sek)}"
    change = then.amount_sek - before.amount_sek if before else None
    if not change:
        return f"{said}." if change is None else f"{said}, lika mycket som {then.year - 1}."
    return f"{said}, {formats.kronor(abs(change))} {'mer' if change > 0 else 'mindre'} än {then.year - 1}."


#: What each effect of a changed allocation is, as the subject of a sentence.
CAUSES = {
    "budget": "GFO:s budget",
    "population": "andelen av barnen i befolkningen",
    "placed": "andelen av de placerade barnen",
    "weights": "nyckelns vikter",
    "membership": "hur många månader kommunerna är med",
}


def share_cause(effects: Sequence[AllocationEffect]) -> str:
    """Why the amount rose or fell: what drew it the way it went, the largest first, and what drew the other way."""
    change = sum(effect.amount_sek for effect in effects)
    if change == 0:
        return ""
    ordered = sorted((e for e in effects if e.amount_sek), key=lambda e: (-abs(e.amount_sek), e.effect))
    along, against = (
        [
            f"{CAUSES.get(e.effect, e.effect)} ({formats.signed(e.amount_sek)}{formats.NBSP}kr)"
            for e in ordered
            if (e.amount_sek * change > 0) == same
        ]
        for same in (True, False)
    )
    drew = f"; {joined(against)} {'sänkte' if change > 0 else 'höjde'} beloppet" if against else ""
    return f"{'Ökningen' if change > 0 else 'Minskningen'} beror på {joined(along)}{drew}."


def part_of_gfo(name: str, own: Value | None, whole: Value | None) -> str:
    """`Kramfors har 38 av GFO:s 270 barn i vård, 14 %.`, which its other counts are seen against; blank where either is
    not shown."""
    if not (own and whole and own.shown and whole.shown and own.value is not None and whole.value):
        return ""
    share = formats.percent(100 * own.value / whole.value)
    return (
        f"{name} har {formats.number(own.value)} av GFO:s {formats.number(whole.value)} barn i vård, {share}."
    )
