"""Sentences of one page each: titles and text alternatives of the balance, the bank, the key, the economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard import formats
from dashboard.records import Allocation, AllocationInput, Definition, Value
from dashboard.scenarios import Compared
from dashboard.sentences import joined, lowered, record
from pipelines.signals import Funnel


def allocation(
    rows: Sequence[Allocation], inputs: Sequence[AllocationInput], names: Mapping[str, str], year: str
) -> str:
    """The year's total and how it is shared, the largest and the smallest part."""
    if not rows:
        return ""
    total = sum(row.amount for row in rows)
    largest, smallest = rows[0], rows[-1]
    return (
        f"GFO:s budget {year} är {formats.kronor(total)}{_weights(inputs)}."
        f" {names.get(largest.area, largest.area)} betalar mest,"
        f" {formats.kronor(largest.amount)}, och {names.get(smallest.area, smallest.area)} minst,"
        f" {formats.kronor(smallest.amount)}."
    )


def _weights(inputs: Sequence[AllocationInput]) -> str:
    """`, fördelad till 50 % efter barn i befolkningen och 50 % efter placerade barn`."""
    found = {given.component: given.value for given in inputs if given.component.startswith("weight_")}
    if set(found) != {"weight_population", "weight_placed"}:
        return ""
    children, placed = (formats.percent(found[f"weight_{part}"] * 100) for part in ("population", "placed"))
    return f", fördelad till {children} efter barn i befolkningen och {placed} efter placerade barn"


def allocation_title(rows: Sequence[Allocation], names: Mapping[str, str], year: str) -> str:
    """The title of the bars: the largest part as a share."""
    total = sum(row.amount for row in rows)
    share = formats.percent(Decimal(100 * rows[0].amount) / total) if total else ""
    return f"{names.get(rows[0].area, rows[0].area)} bär {share} av kostnaden {year}"


def allocation_text(rows: Sequence[Allocation], names: Mapping[str, str], year: str) -> str:
    """The text alternative of the bars."""
    each = [
        f"{names.get(row.area, row.area)} {formats.kronor(row.amount)}"
        f" ({formats.kronor(row.population_amount)} efter barn, {formats.kronor(row.placed_amount)} efter placerade)"
        for row in rows
    ]
    return f"Fördelningen {year}: {joined(each)}."


def balance_title(steps: Sequence[tuple[str, int, str]], label: str) -> str:
    """Whether the open referrals grew or shrank."""
    start, end = steps[0][1], steps[-1][1]
    if end == start:
        return f"Lika många pågående remisser efter {label} som före"
    word = "Fler" if end > start else "Färre"
    return f"{word} pågående remisser efter {label}: {formats.number(end)}, mot {formats.number(start)} före"


def balance(steps: Sequence[tuple[str, int, str]]) -> str:
    """The text alternative of a referral balance."""
    (_s, start, _k), (_r, received, _i), *outcomes, (_e, end, _l) = steps
    told = joined([f"{formats.number(size)} {lowered(name)}" for name, size, _kind in outcomes])
    noun = "remiss" if start == 1 else "remisser"
    return (
        f"{formats.number(start)} {noun} pågick vid start och {formats.number(received)} kom in."
        f" {told}. Vid slutet pågick {formats.number(end)}."
    )


def bank_title(available: Sequence[Value], labels: Mapping[str, str], period: str) -> str:
    """How many homes were available, and since when so few or so many."""
    found = next((v for v in available if v.period == period and v.shown), None)
    if found is None or found.value is None:
        return "Tillgängliga hem i familjehemsbanken"
    now = found.value
    noun = "tillgängligt hem" if now in (0, 1) else "tillgängliga hem"
    count = formats.number(now) if now else "Inget"
    if found.preliminary:
        return f"{count} {noun} den senaste dagen med uppgifter i {labels[period]}"
    return f"{count} {noun} den sista dagen i {labels[period]}{record(available, period)}"


def beside_title(
    lines: Sequence[tuple[str, Sequence[Value], str]], period: str, labels: Mapping[str, str]
) -> str:
    """The first line against the second in the chosen period."""
    found = []
    for name, series, _style in lines[:2]:
        value = next((v for v in series if v.period == period and v.shown), None)
        if value is None or value.value is None:
            return f"{lines[0][0]} och {lowered(lines[1][0])} sida vid sida"
        found.append((name, value.value))
    (first, high), (second, low) = found
    return (
        f"{first} kostade {formats.kronor(high)} per dygn under {labels[period]},"
        f" mot {formats.kronor(low)} för {lowered(second)}"
    )


def ends(series: Sequence[Value], definition: Definition, labels: Mapping[str, str]) -> str:
    """A series by its first and last shown figure."""
    known = [v for v in series if v.shown]
    if not known:
        return "inga uppgifter att visa"
    first, last = (
        f"{formats.figure(v.value, v.status, definition.unit, definition.decimals)} {labels[v.period]}"
        for v in (known[0], known[-1])
    )
    return f"{first}, {last}"


def prognosis(foreseen: Value, budget: int, year: str) -> str:
    """The whole year as it is foreseen against its budget; nothing where either is not known."""
    if not foreseen.shown or foreseen.value is None or not budget:
        return ""
    difference = budget - foreseen.value
    told = f"Helåret {year} väntas kosta {formats.kronor(foreseen.value)}"
    if round(difference) == 0:
        return f"{told}, lika mycket som årets budget."
    word = "under" if difference > 0 else "över"
    return f"{told}, {formats.kronor(abs(difference))} {word} årets budget på {formats.kronor(budget)}."


def economy_title(budget: Value, outcome: Value, label: str) -> str:
    """The tertial's deviation in words; positive is favourable."""
    if not (budget.shown and outcome.shown) or budget.value is None or outcome.value is None:
        return "Budget och utfall per tertial"
    difference = budget.value - outcome.value
    if difference == 0:
        return f"GFO höll budgeten på kronan under {label}"
    word = "mindre" if difference > 0 else "mer"
    return f"GFO kostade {formats.kronor(abs(difference))} {word} än budget under {label}"


def deliveries(number: int, senders: int, refused: int) -> str:
    """How much lies behind the figures, and whether rows were refused."""
    if not number:
        return "Inga leveranser är redovisade i den här versionen."
    noun = "leverans" if number == 1 else "leveranser"
    who = "avsändare"
    told = f"Siffrorna bygger på {formats.number(number)} {noun} från {formats.number(senders)} {who}."
    if refused == 0:
        return told + " Inga rader är avvisade."
    return (
        told
        + f" {formats.number(refused)} {'rad är' if refused == 1 else 'rader är'} avvisade och räknas inte."
    )


def ages_title(ages: Sequence[tuple[str, int]]) -> str:
    """How many of the open referrals have waited longest; `ages` are (age class, referrals), the oldest last."""
    every, (oldest, old) = sum(referrals for _age, referrals in ages), ages[-1]
    if not every:
        return "Inga remisser pågår"
    if every == 1:
        return f"Den enda pågående remissen har {'' if old else 'inte '}väntat {oldest}"
    count = formats.number(every)
    who = (
        f"Alla {count}"
        if old == every
        else f"{formats.number(old) if old else 'Ingen'} av {'' if old else 'de '}{count}"
    )
    return f"{who} pågående remisser har väntat {oldest}"


def waiting(times: Mapping[str, Any], label: str) -> str:
    """The median of the matched beside the time by which half of all that came in are matched."""
    received, matched = times["referrals"], times["matched"]
    if not received:
        return f"Inga remisser kom in under {label}."
    if received == 1:
        return f"Den enda remissen från {label} är {'matchad' if matched else 'inte matchad'}."
    word = "matchad" if matched == 1 else "matchade"
    told = f"Av {formats.number(received)} remisser som kom in {label} är {formats.number(matched)} {word}."
    if times["median_days"] is not None:
        days = formats.number(times["median_days"])
        within = "den efter" if matched == 1 else "hälften av dem inom"
        told = told.removesuffix(".") + f"; {within} {days} {_days(times['median_days'])}."
    if received < _ENOUGH:
        return told
    if times["kaplan_meier_days"] is not None:
        days = formats.number(times["kaplan_meier_days"])
        word = _days(times["kaplan_meier_days"])
        return told + f" Räknas även de som inte är matchade beräknas hälften vara det efter {days} {word}."
    return told + " Så få är matchade att det inte går att säga när hälften är det."


# Fewer referrals than this say nothing of when half of them are matched.
_ENOUGH = 10


def _days(number: Decimal) -> str:
    return "dag" if round(number) == 1 else "dagar"


def outlook_title(lower: float, upper: float, now: int, label: str) -> str:
    """Between how many referrals are expected to be open: the middle alone would promise more than it can."""
    return (
        f"Mellan {formats.number(lower)} och {formats.number(upper)} pågående remisser väntas vid utgången av {label},"
        f" mot {formats.number(now)} nu"
    )


def left_title(rows: Sequence[Mapping[str, Any]], period: str, labels: Mapping[str, str]) -> str:
    """How many homes left the bank in the chosen tertial."""
    now = next((row for row in rows if row["period"] == period), None)
    if now is None or now["left_bank"] is None:
        return "Hem som lämnade banken"
    if not now["left_bank"]:
        return f"Inget hem lämnade banken under {labels[period]}"
    return f"{formats.number(now['left_bank'])} hem lämnade banken under {labels[period]}"


def left(rows: Sequence[Mapping[str, Any]], period: str, labels: Mapping[str, str]) -> str:
    """How long the chosen tertial's homes had stayed, and how many have left in the tertials shown.

    `rows` are the tertials up to the chosen one, newest first, with left_bank and median_days_stayed (days).
    """
    told = []
    now = next((row for row in rows if row["period"] == period), None)
    if now is not None and now["left_bank"] and now["median_days_stayed"] is not None:
        time = formats.length(now["median_days_stayed"])
        one = now["left_bank"] == 1
        told.append(f"Hemmet hade funnits i banken i {time}." if one else f"Mediantiden i banken var {time}.")
    known = [row["left_bank"] for row in rows if row["left_bank"] is not None]
    if known:
        count = formats.number(sum(known)) if any(known) else "inget"
        since = f"Sedan {labels[rows[-1]['period']]} har {count} hem lämnat den."
        told.append(since if told else since.replace("den.", "banken."))
    return " ".join(told)


def scenario(compared: Compared, names: Mapping[str, str]) -> str:
    """Who pays more and who less by the proposal, the largest differences first."""
    changes = [
        (compared.amount(compared.proposed, code) - compared.amount(compared.decided, code), code)
        for code in compared.codes
    ]
    more = [(size, code) for size, code in sorted(changes, reverse=True) if size > 0]
    less = [(size, code) for size, code in sorted(changes) if size < 0]
    if not more and not less:
        return "Förslaget ger samma belopp som beslutet."
    parts = []
    if more:
        size, code = more[0]
        parts.append(f"{names.get(code, code)} betalar mest mer, {formats.kronor(size)}")
    if less:
        size, code = less[0]
        parts.append(f"{names.get(code, code)} minskar mest, {formats.kronor(-size)}")
    return "Med förslaget: " + joined(parts) + "."


def as_published(rows: Sequence[Allocation], published: Mapping[str, int], year: str) -> str:
    """Whether the year's amounts are those of the published allocation, to the krona."""
    if not published:
        return ""
    if {row.area: row.amount for row in rows} == dict(published):
        return f"Beloppen för {year} stämmer på kronan med den publicerade fördelningen."
    return f"Beloppen för {year} skiljer sig från den publicerade fördelningen; se underlaget."


def compared_title(funnel: Funnel, names: Mapping[str, str], chosen: str) -> str:
    """The chosen kommun, else who lies outside what chance explains; one in twenty does so at the inner limits."""
    own = [point for point in funnel.points if point.kommun_code == chosen and point.position != "not_shown"]
    far = [
        names.get(p.kommun_code, p.kommun_code) for p in own or funnel.points if p.position == "outside_998"
    ]
    near = [
        names.get(p.kommun_code, p.kommun_code) for p in own or funnel.points if p.position == "outside_95"
    ]
    if far:
        return f"{joined(far)} skiljer sig mer än slumpen kan förklara"
    if near:
        return f"{joined(near)} skiljer sig något från de andra, men det kan vara slump"
    if own:
        return f"{names.get(chosen, chosen)} skiljer sig inte från de andra mer än slumpen kan förklara"
    return "Kommunerna skiljer sig inte mer än slumpen kan förklara"
