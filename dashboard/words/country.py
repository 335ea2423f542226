"""What is said of a kommun beside its like, the county and the country, and of our figure beside Kolada's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.country_records import Beside, CountryFigure, CountryValue
from dashboard.published.records import Definition, Value
from dashboard.words import formats
from dashboard.words.grammar import joined
from pipelines.kpi.words import COULD_POINT_OUT, FIRST_NOISY_DAY, NOISE

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
_AFTER = {1: "året efter", 2: "två år efter"}
ALIKE, COUNTY, COUNTRY = "liknande kommuner", "länet", "riket"


def shown(value: CountryValue, figure: CountryFigure) -> str:
    """A figure as a cell has it: `9,1`, `5 899 kr`, `38 %`, `..`, `–`."""
    return formats.figure(value.value, value.shown_as, figure.unit, figure.decimals)


def title(beside: Beside) -> str:
    """`Timrå ligger högre än riket men lägre än liknande kommuner 2024`, and of what chance may part `ungefär som både
    riket och liknande kommuner 2024; skillnaderna kan vara slump`."""
    if beside.own.value is None:
        return f"Kolada visar inte siffran för {beside.kommun} {beside.year}"
    own = formats.rounded(beside.own.value, beside.figure.decimals)
    sides: dict[int, list[str]] = {1: [], -1: [], 0: []}
    for value, word in ((beside.country, COUNTRY), (beside.alike, ALIKE)):
        if value is not None and value.value is not None:
            other = formats.rounded(value.value, beside.figure.decimals)
            sides[_side(own, other, beside.near)].append(whose(word, value))
    same = "ungefär som" if beside.near else "på samma nivå som"
    told = [
        *([f"högre än {_both(sides[1])}"] if sides[1] else []),
        *([f"lägre än {_both(sides[-1])}"] if sides[-1] else []),
        *([f"{same} {_both(sides[0])}"] if sides[0] else []),
    ]
    if not told:
        return f"{beside.kommun}: {shown(beside.own, beside.figure)} {beside.year}"
    said = f"{beside.kommun} ligger {(' och ' if sides[0] else ' men ').join(told)} {beside.year}"
    if not beside.near or sides[1] or sides[-1]:
        return said
    return f"{said}; skillnade{'rna' if len(sides[0]) > 1 else 'n'} kan vara slump"


def _side(own: Decimal, other: Decimal, near: Decimal) -> int:
    """Above another, below it, or as good as the same."""
    return 0 if abs(own - other) <= near else (own > other) - (own < other)


def whose(word: str, value: CountryValue) -> str:
    """An area in a sentence: `länet`, and `länet (6 av 7)` where the mean is not of all its kommuner."""
    return f"{word} ({value.kommuner} av {value.members})" if value.is_partial else word


def _both(words: Sequence[str]) -> str:
    return f"både {joined(words)}" if len(words) > 1 else words[0]


def numbers(beside: Beside) -> str:
    """`2024: Timrå 9,1, liknande kommuner 9,5, länet 10,4 och riket 7,7.`"""
    pairs = (
        (beside.kommun, beside.own),
        (ALIKE, beside.alike),
        (COUNTY, beside.county),
        (COUNTRY, beside.country),
    )
    told = [
        f"{whose(word, value)} {shown(value, beside.figure)}" for word, value in pairs if value is not None
    ]
    return f"{beside.year}: {joined(told)}."


def course(first: Beside, now: Beside) -> str:
    """`Sedan 2019 har Timrå gått från 8,4 till 9,1, liknande kommuner från 8,2 till 9,5 och riket legat kvar på 7,7.`

    A mean of other kommuner than then is left out. Blank where the kommun has one year alone.
    """
    told: list[str] = []
    for word, then, value in (
        (now.kommun, first.own, now.own),
        (ALIKE, first.alike, now.alike),
        (COUNTRY, first.country, now.country),
    ):
        known = then is not None and value is not None and None not in (then.value, value.value)
        if not known or then is None or value is None or then.kommuner != value.kommuner:
            continue
        before, after = shown(then, now.figure), shown(value, now.figure)
        # Said once of those that follow each other.
        verb = "" if told and "legat" not in told[-1] else "gått "
        went = f"{verb}från {before} till {after}" if before != after else f"legat kvar på {after}"
        told.append(f"{word} {went}")
    if first.year == now.year or not told or not told[0].startswith(now.kommun):
        return ""
    return f"Sedan {first.year} har {joined(told)}."


def between(first: Beside, now: Beside, own: Mapping[int, CountryValue]) -> str:
    """`Högst var Timrå 2023: 12,1.`, or lowest, of the years between: where one lies further outside the two ends than
    they lie from each other, and by at least a tenth; blank of steadier ones."""
    if first.own.value is None or now.own.value is None:
        return ""
    ends = (first.own.value, now.own.value)
    low, high = min(ends), max(ends)
    outside = [
        (max(value.value - high, low - value.value), value)
        for year, value in own.items()
        if first.year < year < now.year and value.value is not None
    ]
    far, value = max(outside, key=lambda one: one[0], default=(Decimal(0), now.own))
    if value.value is None or far <= high - low or far < abs(high) / 10:
        return ""
    word = "Högst" if value.value > high else "Lägst"
    return f"{word} var {now.kommun} {value.year}: {shown(value, now.figure)}."


# Fewer others have no place to tell of.
_SEVERAL = 2


def place(now: Beside, others: Sequence[CountryValue | None]) -> str:
    """`Av de 5 andra kommunerna i GFO har 3 högre siffra än Timrå, 1 samma och 1 lägre; mot 4 av dem kan skillnaden
    vara slump.`; blank where Kolada does not show every one of `others` for the year."""
    known = [value.value for value in others if value and value.value is not None]
    if now.own.value is None or len(others) < _SEVERAL or len(known) < len(others):
        return ""
    own, *rest = (formats.rounded(one, now.figure.decimals) for one in (now.own.value, *known))
    above, below = sum(one > own for one in rest), sum(one < own for one in rest)
    higher, lower = (formats.number(count) if count else "ingen" for count in (above, below))
    same = len(rest) - above - below
    told = [
        f"{higher} högre siffra än {now.kommun}",
        *([f"{formats.number(same)} samma"] if same else []),
        f"{lower} lägre",
    ]
    chance = _chance(sum(one != own and not _side(one, own, now.near) for one in rest), above + below)
    every = f"Alla {formats.number(len(rest))} andra kommuner i GFO har"
    if above == len(rest) or below == len(rest):
        return f"{every} {'högre' if above else 'lägre'} siffra än {now.kommun}{chance}."
    return f"Av de {formats.number(len(rest))} andra kommunerna i GFO har {joined(told)}{chance}."


def _chance(near: int, other: int) -> str:
    """Against how many of those that have another figure the difference may be chance."""
    if not near:
        return ""
    if near == other:
        return "; skillnaderna kan vara slump" if near > 1 else "; skillnaden kan vara slump"
    return f"; mot {formats.number(near)} av dem kan skillnaden vara slump"


def sentence(beside: Beside) -> str:
    """One sentence for a paper: what is counted, the kommun's figure, and those beside it."""
    told = numbers(beside)
    return f"{beside.figure.name} {told[0].lower()}{told[1:]}"


def beside_kolada(
    name: str,
    definition: Definition,
    ours: Mapping[int, Value],
    theirs: Mapping[int, CountryValue],
    figure: CountryFigure,
) -> str:
    """`Timrå 2024: 39 i GFO Insikt, 38 i Kolada`, the newest year that both have."""
    common = ours.keys() & theirs.keys()
    if not common:
        return f"{name}: {BOTH}"
    own = ours[year := max(common)]
    told = formats.figure(own.value, own.status, definition.unit, definition.decimals)
    return f"{name} {year}: {told} i GFO Insikt, {shown(theirs[year], figure)} i Kolada"


def of_kommuner(above: int, known: int, total: int, year: int) -> str:
    """With no kommun chosen: `4 av 6 kommuner ligger högre än riket 2024`; `known` of `total` have a figure."""
    whose = f"{known} kommuner" if known == total else f"{known} kommuner med siffra i Kolada"
    if not above:
        return f"Ingen av {whose} ligger högre än riket {year}"
    if above == known:
        return f"Alla {whose} ligger högre än riket {year}"
    return f"{above} av {whose} ligger högre än riket {year}"


Mean = tuple[str, Sequence[CountryValue]]
"""An area, and those of its figures that are means of ours."""


def whose_figures(figure: CountryFigure, means: Sequence[Mean], *, sample: bool) -> str:
    """Which areas' figures are means that we have computed, and of how many of their kommuner; that the rest are
    Kolada's own, and when they came; of a `sample` that they are made up."""
    fetched = f", hämtade {formats.day(figure.received)}" if figure.received else ""
    koladas = f"är Koladas (RKA){'. Även de här raderna är påhittade' if sample else fetched}."
    if not means:
        return f"Siffrorna {koladas}"
    listed = joined([f"{word} ({_of_how_many(values)})" for word, values in means])
    whose, they = ("Medelvärdena", "de") if len(means) > 1 else ("Medelvärdet", "det")
    return f"{whose} för {listed} har GFO Insikt räknat; {they} är inte Koladas. Övriga siffror {koladas}"


def _of_how_many(values: Sequence[CountryValue]) -> str:
    """`7 kommuner`, and `4–7 av 7 kommuner` where some were left out."""
    counts = [value.kommuner or 0 for value in values]
    few, many = min(counts), max(counts)
    told = str(few) if few == many else f"{few}–{many}"
    of = f" av {values[0].members}" if any(value.is_partial for value in values) else ""
    return f"{told}{of} kommuner"


_MOST_GROUPS = 3
"""More than these nobody reads through, year by year."""


def left_out(word: str, absent: Mapping[int, Sequence[str]]) -> str:
    """Which kommuner a mean of ours is without: by year, or where that would be long, all of them and the newest
    year's. Blank for none."""
    years: dict[tuple[str, ...], list[str]] = {}
    for year, names in sorted(absent.items()):
        if names:
            years.setdefault(tuple(names), []).append(str(year))
    if not years:
        return ""
    told = "utan " + "; ".join(f"{joined(names)} ({joined(when)})" for names, when in years.items())
    if len(years) > _MOST_GROUPS:
        every = list(dict.fromkeys(name for names in years for name in names))
        newest = max(absent)
        now = f"utan {joined(absent[newest])}" if absent[newest] else "är alla med"
        told = f"olika år utan någon eller några av {joined(every)}; {newest} {now}"
    return f"Kolada visar inte alla siffror: medelvärdet för {word} är {told}."


def not_in_means(names: Sequence[str]) -> str:
    """The same where several figures stand together: each of them says of how many kommuner it is."""
    return (
        f"{joined(names)} är inte med i ett medelvärde där Kolada inte visar kommunens siffra."
        if names
        else ""
    )


def where_from(
    figure: CountryFigure, means: Sequence[Mean], members: str, years: Sequence[int], *, sample: bool = False
) -> str:
    """Where the figures come from, when they come, and which of them are ours to have computed.

    `means`: the areas whose figures are means of ours.
    """
    month, after = _MONTHS[figure.published_month - 1], _AFTER[figure.published_after]
    said = [
        whose_figures(figure, means, sample=sample),
        f"Ett års siffror publiceras i {month} {after}"
        + (f"; nyast i den här versionen är {max(years)}." if years else "."),
        f"Liknande kommuner är RKA:s grupp för individ- och familjeomsorg 2024: {members}."
        if members
        else "",
        UNWEIGHTED,
        figure.about,
    ]
    if "invånare" in figure.unit and years and f"{max(years)}-12-31" >= FIRST_NOISY_DAY:
        said.append(NOISE)
    return " ".join(sentence for sentence in said if sentence)


UNWEIGHTED = "Medelvärden för en grupp eller ett län är ovägda: varje kommun räknas lika, stor som liten."
WITHHELD = "Två punkter (..) betyder att Kolada inte visar siffran, till exempel för att den rör för få."


def protected(names: Sequence[str], *, years: bool = False) -> str:
    """Which kommuner, or `years`, are left out since our figure is hidden. Blank for none."""
    if not names:
        return ""
    who = f"{formats.number(len(names))} {'år' if years else 'kommuner'} är inte med ({joined(names)})"
    if len(names) == 1:
        who = f"{names[0]} är inte med"
    return f"{who}: siffran i GFO Insikt är skyddad, för den {COULD_POINT_OUT}."


BOTH = "GFO Insikt och Kolada"
DIFFERS = {
    "foster_children": (
        "Varför de kan skilja sig: Kolada bygger på Socialstyrelsens register, som inte har med barn utan fullständigt "
        "personnummer och bara barn och unga till och med 20 år. Därför kan siffran i GFO Insikt vara högre. Kolada "
        "kommer dessutom senare, och det som en kommun registrerar i efterhand syns först i GFO Insikt."
    ),
    "placed_per_1000": (
        "Varför de skiljer sig: GFO Insikt räknar alla placeringsformer, Kolada bara HVB och familjehem, utan barn "
        "som saknar fullständigt personnummer."
    ),
    "cost_per_child_0_20": (
        "Varför de skiljer sig: siffran i GFO Insikt är placeringarnas kostnad i alla former, ur kommunens leverans, "
        "fördelad på folkmängden den 31 december året före. Koladas är kostnaden för familjehem och HVB enligt "
        "kommunens bokslut och kan räkna på folkmängden en annan dag."
    ),
}
"""By our KPI: why its figure and Kolada's differ."""
