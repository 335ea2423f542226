"""What the list and a KPI's own view say: a figure in a sentence, its kommuner beside each other, and their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.records import Definition, PartialFigure, PeriodInfo, Value
from dashboard.words import formats
from dashboard.words.changes import FEW, of_few
from dashboard.words.grammar import capitalised, genitive, joined, lowered
from dashboard.words.periods import beside, per
from dashboard.words.uncertainty import few_cases, ranks
from pipelines.kpi.words import is_money, is_percent, remarks

# What is counted, and so is none rather than 0 in a sentence.
_COUNTED = frozenset({"flow", "unique_flow", "during", "stock", "days", "sum"})
# What GFO has beside its kommuner, by the dataset that it is counted in.
_BEYOND = {
    "familjehem": "till exempel hem som ligger utanför dem",
    "rekrytering": "till exempel familjer som bor utanför dem",
    "utbildning": "till exempel GFO:s egna tillfällen",
}
# More names than this are counted instead.
_NAMED = 3


def how_many(found: int, every: int, *, searched: bool) -> str:
    """How many KPIs are listed."""
    return f"{formats.number(found)} av {formats.number(every)} nyckeltal" if searched else "Alla nyckeltal"


def amount(value: Decimal, definition: Definition) -> str:
    """A figure with what it counts as a sentence has it: `5 återlämnade remisser`, `inga sammanbrott`, `1 remiss`,
    `21,40 mnkr`, `71 tkr under budget`."""
    tail = formats.unit_for(value, formats.unit_tail(definition.unit)).removeprefix("unikt ")
    if value != 1 and definition.measure in _COUNTED and not is_money(definition.unit):
        # The unit alone would say that no placement ended, or none began, where none broke down.
        tail = _counted(definition)
    if not value and tail and definition.measure in _COUNTED and not is_money(definition.unit):
        return f"inga {tail}"
    shown = formats.card_figure(value, "ok", definition.unit, definition.decimals)
    if definition.measure == "difference":
        shown = formats.against_budget(value, shown)
    return f"{shown}{formats.NBSP}{tail}" if tail else shown


def _counted(definition: Definition) -> str:
    """Several of what a KPI counts: `återlämnade remisser`, `barn i vård`."""
    return lowered(definition.name).removesuffix(" vid periodens slut")


def opening(name: str, value: Value, definition: Definition, when: str) -> str:
    """`Timrå: 5 inkomna remisser under 2022.`; nothing for a figure that is not shown."""
    if not value.shown or value.value is None:
        return ""
    return f"{name}: {amount(value.value, definition)} {when}."


def most_moved(
    now: Mapping[str, Value], before: Mapping[str, Value], definition: Definition, when: str, then: str
) -> str:
    """`Störst ändring: Örnsköldsvik, 93 barn i vård den 31 augusti 2026, mot 108 T2 2025`: who has most is who is
    largest. Blank of what is not counted, where any is not shown, and of a change of few, or of two as large."""
    counted = definition.measure in _COUNTED and not is_money(definition.unit)
    known = [value.value for value in (*now.values(), *before.values()) if value.shown]
    if not counted or len(known) < 2 * len(now) or before.keys() != now.keys():
        return ""
    steps = sorted(((now[name].value or 0) - (before[name].value or 0), name) for name in now)
    (least, lowest), (most, highest) = steps[0], steps[-1]
    size, name = max((-least, lowest), (most, highest))
    if size < FEW or [abs(step) for step, _name in steps].count(size) > 1:
        return ""
    told, former = now[name].value or Decimal(0), _bare(before[name].value or Decimal(0), definition)
    return f"Störst ändring: {name}, {amount(told, definition)} {when}, mot {former} {then}"


def kommuner_early(label: str) -> str:
    """Over the kommuner's shares, where they can but rise."""
    return f"Kommunerna: för tidigt att säga om {label}"


def kommuner_title(
    own: tuple[str, Value] | None,
    others: Mapping[str, Value],
    definition: Definition,
    when: str,
    word: str,
    whole: str = "",
) -> str:
    """`Timrå: 5 inkomna remisser under 2022; övriga kommuner högst 14`, or without a kommun of one's own who has most:
    never an order of kommuner. `word` is who the others are, `whole` what a share is a share of. Where some are left
    out for their few cases the rule is said, and those that are protected are none of those spoken of."""
    of_shown = when
    if any(value.status == "hidden" for value in others.values()):
        others = {name: value for name, value in others.items() if value.status != "hidden"}
        word, of_shown = "de andra som visas", f"{when} bland de kommuner som visas"
    # A median or a share of a few cases is nobody's place among the kommuner, and one alone has none to be among.
    enough = {name: value for name, value in others.items() if not of_few(value, value, definition)}
    among = ""
    if len(enough) < len(others):
        among = f" med minst {formats.number(FEW)} {lowered(whole) or 'fall'}"
        others = enough if len(enough) > 1 else {}
    sizes = [value.value for value in others.values() if value.shown and value.value is not None]
    span = _span(sizes, definition) if sizes else ""
    if own is None or not own[1].shown or own[1].value is None:
        if not sizes:
            return f"För få fall för att jämföra kommunerna {when}" if among else "Kommunerna var för sig"
        when = of_shown
        if min(sizes) != max(sizes):
            if not any(ranks(definition, value) for value in others.values() if value.value == max(sizes)):
                return _too_few(definition, max(sizes), when)
            among = f" bland kommuner{among}" if among else ""
            return _most(others, max(sizes), definition, f"{when}{among}")
        each = " vardera" if len(sizes) > 1 and max(sizes) else ""
        return f"Kommunerna{among} {when}: {amount(max(sizes), definition)}{each}"
    told = f"{own[0]}: {amount(own[1].value, definition)} {when}"
    if not span:
        return told
    may_rank = any(ranks(definition, value) for value in (own[1], *others.values()))
    if of_shown != when and not among and len(sizes) <= _NAMED:
        word = joined(list(others))
    few = "" if may_rank or len({own[1].value, *sizes}) == 1 else ", för få fall för att jämföra"
    return f"{told}; {word}{among} {span}{few}"


def _span(sizes: Sequence[Decimal], definition: Definition) -> str:
    low, high = min(sizes), max(sizes)
    lowest, highest = (
        formats.card_figure(n, "ok", definition.unit, definition.decimals) for n in (low, high)
    )
    if lowest == highest:
        return f"{highest if high else 'inga'}{' vardera' if len(sizes) > 1 and high else ''}"
    return f"från {lowest} till {highest}" if low else f"högst {highest}"


def _too_few(definition: Definition, most: Decimal, when: str) -> str:
    """`För få fall för att jämföra kommunerna under 2022: högst 3 sammanbrott`: one of them has most by a case or two,
    which says nothing of it."""
    if is_percent(definition.unit) or definition.measure == "median":
        return f"För få fall för att jämföra kommunerna {when}"
    return f"För få fall för att jämföra kommunerna {when}: högst {amount(most, definition)}"


def _most(values: Mapping[str, Value], size: Decimal, definition: Definition, when: str) -> str:
    """`Flest inkomna remisser under 2022: Härnösand, 14`, `Längst under 2022: Ånge, 92 dagar`; equals are
    named together."""
    top = joined([name for name, value in values.items() if value.shown and value.value == size])
    if definition.measure in _COUNTED and not is_money(definition.unit):
        return f"Flest {_counted(definition)} {when}: {top}, {_bare(size, definition)}"
    word = "Längst" if definition.unit == "dagar" else "Högst"
    return f"{word} {when}: {top}, {amount(size, definition)}"


def only_one(name: str, whose: str, kind: str, with_others: Sequence[str]) -> str:
    """Why there is one kommun and nothing to set it beside: a kommun's file has not the others' figures of everything,
    and of some nobody else has any. `whose` file it is, blank for one with every kommun; `with_others` are the kinds of
    period that it has the others of."""
    if with_others:
        kinds = joined([per(one) for one in with_others])
        return f"{capitalised(per(kind))} visas bara {name}; de andra kommunernas siffror finns {kinds}."
    if whose:
        others = f"de andra kommunernas siffror ingår inte i {genitive(whose)} fil. De finns i styrgruppens."
        return f"Bara {name} visas: {others}"
    return f"Av kommunerna har bara {name} siffror."


def undivided(definition: Definition, ours: bool, kind: str) -> str:
    """Why a figure has no parts below it: it is never divided, or its parts are not for this reader (`ours`: the
    file has all there is of the area), or not of such a period."""
    if not definition.cuts:
        return f"{definition.name} delas inte upp efter kön, ålder eller något annat."
    if not ours:
        return "Nyckeltalets delar är inte offentliga: bara helheten visas."
    return f"Nyckeltalet delas inte upp {per(kind)}."


def remarks_of(values: Mapping[str, Value]) -> str:
    """What must be known of single kommuner's figures, each with the kommun's name; the same remark of all is said
    once."""
    told: dict[str, list[str]] = {}
    for name, value in values.items():
        for remark in remarks(value.reason) if value.shown else []:
            told.setdefault(remark, []).append(name)
    every = sum(value.shown for value in values.values())
    return " ".join(
        remark if len(names) == every else f"{joined(names)}: {lowered(remark)}"
        for remark, names in told.items()
    )


def cases(values: Mapping[str, Value], definition: Definition) -> str:
    """`Antal fall: Kramfors 1 och Timrå 2.`, of how many each kommun's median is the middle, where any is of few."""
    if definition.measure != "median" or not any(few_cases(definition, value) for value in values.values()):
        return ""
    told = [f"{name} {formats.number(v.n)}" for name, v in values.items() if v.shown and v.n is not None]
    return f"Antal fall: {joined(told)}."


def of_children(values: Mapping[str, Value]) -> str:
    """Of which day the children are that a rate is counted by."""
    said = remarks_of(values)
    return f"Antalet barn: {lowered(said)}" if said else ""


def sums(gfo: Value, kommuner: Mapping[str, Value], definition: Definition) -> str:
    """Why the kommuner do not add up to GFO; blank where they do, and for what is never added up."""
    if definition.measure not in _COUNTED or not gfo.shown or gfo.value is None or not kommuner:
        return ""
    away = [
        name
        for name, value in kommuner.items()
        if not value.shown and value.reason not in ("ej_med", "inga_fall")
    ]
    if away:
        who = joined(away) if len(away) <= _NAMED else f"{formats.number(len(away))} kommuner"
        return f"{who} visas inte, så kommunerna går inte att lägga ihop till GFO:s siffra."
    shown = [value.value for value in kommuner.values() if value.shown and value.value is not None]
    whole = sum(shown, Decimal(0))
    if whole == gfo.value:
        return ""
    told = f"Kommunerna har tillsammans {amount(whole, definition)}, GFO {_bare(gfo.value, definition)}."
    if any(value.status == "published" for value in (gfo, *kommuner.values())):
        return f"{told} Någon av siffrorna är ur en äldre rapport."
    if gfo.value < whole:
        return told
    beyond = [why for dataset, why in _BEYOND.items() if dataset in definition.source]
    gap = _bare(gfo.value - whole, definition)
    return f"{told} Skillnaden, {gap}, hör inte till någon av kommunerna{f', {beyond[0]}' if beyond else ''}."


def _bare(value: Decimal, definition: Definition) -> str:
    return formats.card_figure(value, "ok", definition.unit, definition.decimals)


def partial(
    found: PartialFigure, names: Mapping[str, str], definition: Definition, compared: PeriodInfo
) -> str:
    """GFO's figure of those that have delivered, beside the same kommuner's a year earlier."""
    if found.value is None:
        return ""
    who = joined([names.get(code, code) for code in found.without.split(",")])
    if found.kommuner == 1:
        told = f"Den kommun som har levererat har {amount(found.value, definition)}"
    else:
        word = "sammantaget" if definition.measure == "ratio" else "tillsammans"
        count = formats.number(found.kommuner)
        told = f"De {count} kommuner som har levererat har {word} {amount(found.value, definition)}"
    if found.compared_value is not None:
        label = beside(compared, definition.measure)
        told += f" ({label}: {_bare(found.compared_value, definition)})"
    return f"GFO:s siffra väntar på {who}. {told}."


#: Where a kommun that stands alone on a figure's page is set beside the others.
COMPARED = "Hur kommunerna ligger till varandra, år för år: Jämför på Min kommun"
