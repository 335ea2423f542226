"""A kommun beside its like, the county and the country: Kolada's figures, as a page of a document."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Grid, Lines, Page, Part
from dashboard.briefings.rates import newest_year
from dashboard.published.country_records import Beside, CountryValue
from dashboard.words import country as words
from dashboard.words.tables import Amount, Cell, Table

_DECEMBER = 12
#: What a nämnd asks about, in this order: how many, how they are placed, what it costs, and what it should cost.
_ASKED = ("N33817", "N33816", "N33878", "N33022", "N33006", "N30001")


def beside(facts: Facts, *, in_brief: bool = False) -> Page | None:
    """The newest year of each figure that may be set beside others, under what our own newest year says of the kommuner
    where the file tells it; `in_brief` the first one as a sentence."""
    country, area = facts.country, facts.area
    # A paper of an old period says nothing of what came later, nor of a year that was not over.
    last = facts.period.last_day
    until = last.year if last.month == _DECEMBER else last.year - 1
    found = [one for kpi in _ASKED if (one := country.beside(kpi, area.area, area.name, until)) is not None]
    ours = newest_year(facts)
    own_year = (ours.said,) if ours else ()
    if not found:
        return Page(ours.title, (Lines(own_year),)) if ours else None
    first = found[0]
    counted = first.figure.name.partition(" per ")[0]
    if in_brief:
        whose = words.whose_figures(first.figure, _means([first]), sample=facts.sample)
        means = "I ett medelvärde räknas varje kommun lika."
        # Under a heading and a figure of our own the same is named once.
        theirs = f"Kolada räknar på sitt sätt. {words.numbers(first)}" if ours else words.sentence(first)
        said = (
            theirs,
            whose,
            *([means] if _means([first]) else []),
            *_marks([first]),
        )
        # A heading of one line, in the kommun's own paper: its like stand in the sentence.
        told = words.title(replace(first, alike=None)).removeprefix(f"{area.name} ligger ")
        return Page(ours.title if ours else f"{counted}: {told}", (Lines((*own_year, " ".join(said))),))
    of_kolada: tuple[Part, ...] = (_grid(found, area.name), Lines((_source(facts, found),)))
    parts = (Lines(own_year), *of_kolada) if ours else of_kolada
    title = ours.title if ours else f"{counted}: {words.title(first)}"
    return Page(title, parts, "\n".join(_about(one) for one in found))


def _others(one: Beside) -> dict[str, CountryValue | None]:
    """Whom the kommun is set beside, by what they are called."""
    return {words.ALIKE: one.alike, words.COUNTY: one.county, words.COUNTRY: one.country}


def _grid(found: list[Beside], name: str) -> Grid:
    head = ("Nyckeltal i Kolada", "År", name, *(word.capitalize() for word in _others(found[0])))
    rows: list[tuple[Cell, ...]] = [
        (one.figure.name, str(one.year), *(_cell(one, value) for value in (one.own, *_others(one).values())))
        for one in found
    ]
    return Grid(f"{name} bredvid liknande kommuner, länet och riket", Table(head, tuple(rows)), (2, 3, 4, 5))


def _cell(one: Beside, value: CountryValue | None) -> Cell:
    """A figure; a mean that is not of all its area's kommuner says so where it stands."""
    if value is None:
        return Amount(None, one.figure.unit, one.figure.decimals)
    amount = Amount(value.value, one.figure.unit, one.figure.decimals, value.shown_as)
    return words.whose(amount.text, value) if value.is_partial else amount


def _source(facts: Facts, found: list[Beside]) -> str:
    """Whose the figures are, who is left out of a mean, and that those of a sample are made up."""
    country = facts.country
    means = _means(found)
    absent = {
        name
        for _word, values in means
        for value in values
        for name in country.left_out(value.kolada_kpi, value.area, value.year)
    }
    said = (
        words.whose_figures(found[0].figure, means, sample=facts.sample),
        words.UNWEIGHTED,
        "Liknande kommuner är RKA:s grupp för individ- och familjeomsorg.",
        words.not_in_means(sorted(absent)),
        *_marks(found),
    )
    return " ".join(sentence for sentence in said if sentence)


def _means(found: list[Beside]) -> list[words.Mean]:
    """The areas whose figures are means of ours, and these figures."""
    means: dict[str, list[CountryValue]] = {}
    for one in found:
        for word, value in _others(one).items():
            if value is not None and value.kommuner is not None:
                means.setdefault(word, []).append(value)
    return list(means.items())


def _marks(found: list[Beside]) -> list[str]:
    """What the dots of a withheld figure mean, where there are any."""
    every = [value for one in found for value in (one.own, *_others(one).values())]
    return (
        [words.WITHHELD] if any(value is not None and value.status == "withheld" for value in every) else []
    )


def _about(one: Beside) -> str:
    return f"{one.figure.name}: {one.figure.about}" if one.figure.about else one.figure.name
