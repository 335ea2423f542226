"""A proposal: a scenario with what the address changes of it, computed by the pipelines' own rules.

The address names the scenario (`tank`) and only what differs from it: `budget`, `vikt` (the population's weight in per
cent), `basar-barn`, `basar-placerade`, and per kommun `barn-timra`, `placerade-timra`, `manader-timra`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dashboard.blocks.proposals import drafts
from dashboard.blocks.proposals.drafts import BaseYears, Draft
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection, slug
from dashboard.words import formats
from pipelines.allocation import KeyInputs, KommunShare, allocate, scenario

SCENARIO = "tank"
BASE_YEARS = {"basar-barn": "population", "basar-placerade": "placed"}
# No longer text of the address is read as a number, or shown again.
_LONGEST = 20


@dataclass(frozen=True)
class Field:
    """One number that can be changed: its name in the address, what it is called, its bounds, and where it begins."""

    name: str
    label: str
    low: int
    high: int
    start: int | None

    def parse(self, text: str) -> int | None:
        """A whole number with or without spaces between its thousands; None for anything else, or out of bounds."""
        digits = "".join(text.split())
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 10):
            return None
        return int(digits) if self.low <= int(digits) <= self.high else None

    def parsed(self, text: str | None) -> int | None:
        """What the address gives it; where it gives nothing that can be read, what it begins with."""
        number = None if text is None else self.parse(text)
        return self.start if number is None else number

    def written(self, selection: Selection, text: str) -> Selection:
        """What the address says when a reader has typed `text`; nothing where it is blank, or what it began as."""
        if not text.strip() or self.parse(text) == self.start is not None:
            return selection.without(self.name)
        number = self.parse(text)
        return selection.choosing(self.name, text.strip()[:_LONGEST] if number is None else str(number))

    def fault(self, text: str) -> str:
        return (
            f"”{text[:_LONGEST]}” går inte att använda som {self.label}:"
            f" ange ett helt tal från {formats.number(self.low)} till {formats.number(self.high)}."
        )


@dataclass(frozen=True)
class Proposal:
    """What is asked for: the decided key, the same with the base years asked for, and the scenario as changed, for
    `year`, which is after the decided key's own where a kommun comes or leaves later.

    `fields` are everything that can be changed, by name in the address, and `values` what they are; `changed` names
    those that the address changes, `typed` what stands in those that could not be read. `faults` are a sentence for
    each word of the address that could not be followed; `gone` are those that were owners of a part of the year, and
    no longer are. `base` are the base years that the scenario begins with. `assumed` are those whose placed children
    nobody has told, and are taken to be as many to each child as the owners' together (`placed_per_child`).
    """

    scenario: str
    year: int
    decided: KeyInputs
    based: Draft
    asked: Draft
    names: Mapping[str, str]
    fields: Mapping[str, Field]
    values: Mapping[str, int | None]
    changed: frozenset[str]
    typed: Mapping[str, str]
    faults: tuple[str, ...]
    gone: frozenset[str]
    base: BaseYears
    assumed: frozenset[str]
    placed_per_child: Fraction | None

    @property
    def leaves(self) -> bool:
        """Whether the scenario is of a kommun that leaves."""
        return self.scenario.partition("-")[0] == drafts.LEAVES

    @property
    def named(self) -> str | None:
        """The code of the kommun that comes or leaves; None where none does."""
        return drafts.kommun_of(self.scenario, self.names)

    @property
    def moving(self) -> str | None:
        """The same, where it does so during the year."""
        code = self.named
        return code if code is not None and 0 < self.asked.months[code] < drafts.FULL_YEAR else None

    @property
    def keeps_budget(self) -> bool:
        """Whether the decided budget is shared by others, or for other months, than was decided."""
        return self.asked.budget == self.decided.budget and self.asked.months != self.based.months

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """(kommun code, `children` | `placed`) of those that take part and have no such figure."""
        return tuple(
            (code, part)
            for code in self.asked.taking_part
            for part, known in (("children", self.asked.children), ("placed", self.asked.placed))
            if known[code] is None
        )

    def shown(self, name: str) -> str:
        """What stands in a field."""
        value = self.values[name]
        if name in self.typed:
            return self.typed[name]
        if value is None:
            return percent(self.asked.weight) if name == "vikt" else ""
        return formats.number(value)

    def without_changes(self, selection: Selection) -> Selection:
        """The address of the scenario as it begins."""
        for name in self.changed:
            selection = selection.without(name)
        return selection


@dataclass(frozen=True)
class Compared:
    """A decided allocation and the one asked about, by kommun code, and their years; each adds up to its budget.

    `after`: where a kommun comes or leaves during the year, the first whole year after that, of the same budget and
    children; else empty.
    """

    of_year: int
    year: int
    decided: Mapping[str, KommunShare]
    proposed: Mapping[str, KommunShare]
    after: Mapping[str, KommunShare] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every kommun in either, the largest increase first and the largest decrease last."""
        both = {**self.decided, **self.proposed}
        return tuple(sorted(both, key=lambda code: (-self.difference(code), code)))

    def difference(self, code: str) -> int:
        return self.amount(self.proposed, code) - self.amount(self.decided, code)

    @staticmethod
    def amount(shares: Mapping[str, KommunShare], code: str) -> int:
        """Whole kronor; 0 for a kommun that takes no part."""
        return shares[code].amount_sek if code in shares else 0


def percent(weight: Fraction) -> str:
    """A weight in per cent, with a decimal only where it has one."""
    of_hundred = weight * 100
    return formats.number(float(of_hundred), 0 if of_hundred.denominator == 1 else 1)


def field_name(part: str, kommun: str) -> str:
    """`placerade`, `Timrå` → `placerade-timra`."""
    return f"{part}-{slug(kommun)}"


def read(figures: Figures, year: int, scenario_word: str, selection: Selection) -> Proposal:
    """The proposal that an address asks for; `scenario_word` is one of `drafts.scenarios`."""
    inputs = drafts.decided_inputs(figures, year)
    names, choices = drafts.kommuner(figures), dict(selection.choices)
    owners = {area.area for area in figures.areas if area.is_owner}
    moves = drafts.kommun_of(scenario_word, names) is not None
    of_year = (drafts.year_of(figures, year) or year) if moves else year
    months = {code: inputs.months.get(code, 0) for code in names}
    if of_year != year:
        # Who was there for a part of the decided year is there the whole of a later one, or not any more.
        months = {code: drafts.FULL_YEAR if found and code in owners else 0 for code, found in months.items()}
    before = drafts.months_before(figures, of_year)
    begun = drafts.months_begun(scenario_word, months, names, before)
    base = drafts.base_years_of(figures, inputs, of_year, [code for code, found in begun.items() if found])
    wanted, faults = _base_years(figures, inputs, of_year, base, choices)
    based = drafts.decided_draft(figures, inputs, of_year, wanted)
    start = replace(based, weight=drafts.weight_begun(scenario_word, based.weight), months=begun)
    fields = {field.name: field for field in _fields(start, names, inputs)}
    values = {name: field.parsed(choices.get(name)) for name, field in fields.items()}
    per_child = drafts.placed_per_child(based, [code for code, found in months.items() if found])
    assumed = {}
    if per_child is not None:
        for code in names.keys() - inputs.months.keys():
            placed = field_name("placerade", names[code])
            children, part = (values[field_name(of, names[code])] for of in ("barn", "manader"))
            if part and children is not None and fields[placed].start is None:
                assumed[code] = placed
                fields[placed] = replace(fields[placed], start=round(children * per_child))
                values[placed] = fields[placed].parsed(choices.get(placed))
    changed = {name for name in (*BASE_YEARS, *fields) if name in choices}
    typed = {
        name: choices[name]
        for name in fields
        if name in changed and fields[name].parse(choices[name]) is None
    }
    weight = values["vikt"]
    asked = replace(
        start,
        budget=values["budget"] or start.budget,
        weight=start.weight if weight is None else Fraction(weight, 100),
        children={code: values[field_name("barn", name)] for code, name in names.items()},
        placed={code: values[field_name("placerade", name)] for code, name in names.items()},
        months={code: values[field_name("manader", name)] or 0 for code, name in names.items()},
    )
    return Proposal(
        scenario_word,
        of_year,
        inputs,
        based,
        asked,
        names,
        fields,
        values,
        frozenset(changed),
        typed,
        (*faults, *(fields[name].fault(text) for name, text in typed.items())),
        frozenset(code for code, found in inputs.months.items() if found < drafts.FULL_YEAR) - owners,
        base,
        frozenset(code for code, placed in assumed.items() if placed not in choices),
        per_child,
    )


def asked_for(figures: Figures, year: int, selection: Selection) -> Proposal | None:
    """The proposal of the address, or None where it names none that the year has, or no kommun yet."""
    offered = drafts.scenarios(figures, drafts.decided_inputs(figures, year))
    chosen = selection.choice(SCENARIO, offered, drafts.DECIDED)
    return None if chosen in (drafts.DECIDED, drafts.LEAVES) else read(figures, year, chosen, selection)


def compare(proposal: Proposal) -> Compared:
    """The decided allocation beside the one asked for, of which nothing may be missing. Raises as `allocate`."""
    asked, part = proposal.asked, proposal.asked.taking_part
    proposed = scenario(
        replace(proposal.decided, year=proposal.year),
        budget=asked.budget,
        weight_population=asked.weight,
        base_year_population=asked.base_population,
        base_year_placed=asked.base_placed,
        population={code: asked.children[code] or 0 for code in part},
        placed={code: asked.placed[code] or 0 for code in part},
        months=asked.months,
    )
    sides = (_by_kommun(proposal.decided), _by_kommun(proposed), _year_after(proposal, proposed))
    return Compared(proposal.decided.year, proposal.year, *sides)


def _by_kommun(inputs: KeyInputs) -> dict[str, KommunShare]:
    return {share.kommun_code: share for share in allocate(inputs)}


def _year_after(proposal: Proposal, proposed: KeyInputs) -> dict[str, KommunShare]:
    """The year after a proposed one: whoever stays does so for twelve months; nothing where nobody does."""
    leaving = {*([proposal.named] if proposal.leaves else []), *proposal.gone}
    if proposal.moving is None or proposed.months.keys() <= leaving:
        return {}
    months = {code: 0 if code in leaving else drafts.FULL_YEAR for code in proposed.months}
    return _by_kommun(scenario(replace(proposed, year=proposed.year + 1), months=months))


def _base_years(
    figures: Figures, inputs: KeyInputs, year: int, begun: BaseYears, choices: Mapping[str, str]
) -> tuple[BaseYears, list[str]]:
    """The base years that the address asks for, else those begun with, and a sentence for each that the file has no
    figures of."""
    found, faults = {"population": begun.population, "placed": begun.placed}, []
    for name, component in BASE_YEARS.items():
        text = choices.get(name)
        if text is None:
            continue
        known = {str(base): base for base in drafts.base_years(figures, inputs, component, year)}
        if text in known:
            found[component] = known[text]
        else:
            faults.append(f"Det finns inga uppgifter för basåret ”{text[:_LONGEST]}”. Välj ett annat basår.")
    return BaseYears(found["population"], found["placed"]), faults


def _fields(start: Draft, names: Mapping[str, str], inputs: KeyInputs) -> Iterator[Field]:
    """The two of the whole key, and three a kommun."""
    weight = start.weight * 100
    yield Field("budget", "budget i kronor", 1, 1_000_000_000, start.budget)
    yield Field(
        "vikt",
        "vikt i procent för barn i befolkningen",
        0,
        100,
        int(weight) if weight.denominator == 1 else None,
    )
    for code, name in names.items():
        for part, label, high, begins in (
            ("barn", f"antal barn 0–{inputs.age_to} år i {name}", 1_000_000, start.children[code]),
            ("placerade", f"antal placerade barn i {name}", 100_000, start.placed[code]),
            ("manader", f"antal månader för {name}", 12, start.months[code]),
        ):
            yield Field(field_name(part, name), label, 0, high, begins)
