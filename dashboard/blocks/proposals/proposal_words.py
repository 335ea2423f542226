"""A proposal in words: its name, what it assumes, what is missing, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks.proposals import drafts, moving_words
from dashboard.blocks.proposals.proposal import Compared, Proposal, compare, percent
from dashboard.words import formats
from dashboard.words.allocation import clauses, in_brackets, largest_changes, months_told, years_told
from dashboard.words.grammar import genitive, joined
from pipelines.errors import ReaderError

_KINDS = {
    drafts.DECIDED: "Som beslutat",
    drafts.LEAVES: "En kommun lämnar",
    drafts.WEIGHTS: "Andra vikter",
    drafts.OWN: "Egna siffror",
}
_COUNTED = {"population": "barn i befolkningen", "placed": "placerade barn"}


def kind(scenario: str, names: Mapping[str, str]) -> str:
    """A scenario as the list offers it: `Ny ägare: Sundsvall`, and one line for whichever kommun leaves."""
    word = scenario.partition("-")[0]
    code = drafts.kommun_of(scenario, names)
    return f"Ny ägare: {names[code]}" if word == drafts.NEW and code is not None else _KINDS[word]


def named(proposal: Proposal) -> str:
    """A scenario by its full name, with its day where a kommun comes or leaves."""
    return moving_words.when(proposal) or kind(proposal.scenario, proposal.names)


def assumptions(proposal: Proposal) -> str:
    """Everything that differs from what was decided, in one line."""
    asked, inputs = proposal.asked, proposal.decided
    parts = []
    if asked.budget != inputs.budget:
        parts.append(f"budget {formats.kronor(asked.budget)} (beslutat {formats.kronor(inputs.budget)})")
    if asked.weight != inputs.weight_population:
        young, before = percent(asked.weight), percent(inputs.weight_population)
        placed, placed_before = percent(1 - asked.weight), percent(1 - inputs.weight_population)
        parts.append(
            f"{young}{formats.NBSP}% efter barn i befolkningen och {placed}{formats.NBSP}% efter placerade barn"
            f" (beslutat {before} och {placed_before}{formats.NBSP}%)"
        )
    parts += _base_years(proposal)
    for code, name in proposal.names.items():
        parts += _of_kommun(name, code, proposal)
    if proposal.keeps_budget:
        # Who reads that others pay less asks whether there is less to do.
        parts.append(f"oförändrad budget, {formats.kronor(asked.budget)}")
    return "Antar: " + "; ".join(parts) + "." if parts else "Antar samma siffror som beslutet."


def _base_years(proposal: Proposal) -> list[str]:
    """Of which years the children are, where these are not the decided ones or not what the key's rule would give."""
    asked, inputs = proposal.asked, proposal.decided
    later = proposal.year - inputs.year
    young, placed = (
        (asked.base_population, inputs.base_year_population),
        (asked.base_placed, inputs.base_year_placed),
    )
    counted = [("antalen", young)]
    if young != placed:
        counted = [(_COUNTED["population"], young), (_COUNTED["placed"], placed)]
    parts = []
    for word, (year, decided) in counted:
        if year != decided:
            ago = f", {years_told(inputs.year - decided)} tidigare" if year == decided + later else ""
            parts.append(f"{word} är från {year}{ago} (beslutat {decided})")
        elif proposal.base.lacking:
            lacking = joined([_COUNTED[component] for component in proposal.base.lacking])
            away = f"{lacking} {year + later} finns inte för alla kommuner här"
            parts.append(f"{word} är från {year} som i beslutet, inte {year + later}: {away}")
    return parts


def _of_kommun(name: str, code: str, proposal: Proposal) -> list[str]:
    """What is assumed of one kommun: a new owner in full, of the others what differs."""
    asked, decided = proposal.asked, proposal.based
    months, before = asked.months[code], decided.months[code]
    if not months:
        return [f"{name} är inte med"] if before else []
    children, placed = _children(asked.children[code]), _placed(asked.placed[code])
    if not before:
        return [
            f"{name} är med {months_told(months)} med {children} och {placed}{_as_owners(proposal, code)}"
        ]
    parts = []
    if months != before:
        parts.append(f"är med {months_told(months)} (beslutat {before})")
    if asked.children[code] != decided.children[code]:
        parts.append(f"har {children}{_was(decided.children[code])}")
    if asked.placed[code] != decided.placed[code]:
        parts.append(f"har {placed}{_was(decided.placed[code])}")
    return [f"{name} {joined(parts)}"] if parts else []


def _as_owners(proposal: Proposal, code: str) -> str:
    """That the placed children of a kommun are no figure of its own, and how many to a thousand children they are."""
    if code not in proposal.assumed or proposal.placed_per_child is None:
        return ""
    rate = formats.number(float(1000 * proposal.placed_per_child), 1)
    return f" (antagande: som ägarna, {rate} per tusen barn)"


def assumed(proposal: Proposal) -> str:
    """What is said under the fields of a number that nobody has told; blank where there is none."""
    told = [
        f"{genitive(name)} {_placed(proposal.asked.placed[code])} är ett antagande, för GFO får inga uppgifter"
        " därifrån: lika många per tusen barn som ägarna tillsammans. Skriv ett annat antal om ni vet det."
        for code, name in proposal.names.items()
        if code in proposal.assumed
    ]
    return " ".join(told)


def _was(count: int | None) -> str:
    """The figure that the proposal changes; blank where the file has none."""
    return "" if count is None else f" (beslutat {_none(count)})"


def _none(count: int) -> str:
    return formats.number(count) if count else "inga"


def _children(count: int | None) -> str:
    return "okänt antal barn" if count is None else f"{_none(count)} barn"


def _placed(count: int | None) -> str:
    if count is None:
        return "okänt antal placerade barn"
    return "1 placerat barn" if count == 1 else f"{_none(count)} placerade barn"


def given(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """The proposal's inputs for a downloaded file, as (word, text) rows."""
    asked, age = proposal.asked, proposal.decided.age_to
    rows = [
        ("Förslag", named(proposal)),
        ("Skiljer sig från beslutet", assumptions(proposal)),
        ("Budget", formats.kronor(asked.budget)),
        ("Vikt, barn i befolkningen", f"{percent(asked.weight)}{formats.NBSP}%"),
        ("Vikt, placerade barn", f"{percent(1 - asked.weight)}{formats.NBSP}%"),
        ("Basår, barn i befolkningen", str(asked.base_population)),
        ("Basår, placerade barn", str(asked.base_placed)),
    ]
    for code in asked.taking_part:
        counts = f"{_children(asked.children[code])} 0–{age} år, {_placed(asked.placed[code])}"
        counts += _as_owners(proposal, code)
        rows.append((proposal.names[code], f"{months_told(asked.months[code])}, {counts}"))
    return tuple(rows)


def missing(proposal: Proposal) -> str:
    """What has to be filled in before the proposal can be computed, and why it is not there."""
    asked, age = proposal.asked, proposal.decided.age_to
    what = {
        "children": f"antal barn 0–{age} år {asked.base_population}",
        "placed": f"antal placerade barn {asked.base_placed}",
    }
    each: dict[str, list[str]] = {}
    for code, part in proposal.missing:
        each.setdefault(code, []).append(what[part])
    told = joined([f"{joined(parts)} för {proposal.names[code]}" for code, parts in each.items()])
    return (
        f"Förslaget går inte att räkna ännu. De levererade uppgifterna saknar {told}."
        " Fyll i under ”Ändra siffrorna”."
    )


def tried(proposal: Proposal) -> tuple[Compared | None, tuple[str, ...]]:
    """The proposal beside the decided one, or None and in sentences why it cannot be computed."""
    if proposal.faults or proposal.missing:
        return None, (*proposal.faults, *([missing(proposal)] if proposal.missing else []))
    try:
        return compare(proposal), ()
    except ReaderError as error:
        return None, (f"{error.message} {error.remedy}",)


def result(compared: Compared, names: Mapping[str, str]) -> str:
    """Who comes, who goes, and who gets the largest increase and decrease of the others; a chart's title."""
    parts = []
    at = f" {compared.year}" if compared.year != compared.of_year else ""
    for code in compared.codes:
        if code not in compared.decided:
            parts.append(
                f"{names[code]} betalar {formats.kronor(compared.amount(compared.proposed, code))}{at}"
            )
        elif code not in compared.proposed:
            parts.append(f"{names[code]} betalar inget{at}")
    others = {
        names[code]: compared.difference(code)
        for code in compared.codes
        if code in compared.decided and code in compared.proposed
    }
    parts += largest_changes(others)
    return clauses(parts) if parts else "Förslaget ger samma belopp som beslutet"


def own_result(compared: Compared, names: Mapping[str, str], chosen: str) -> str:
    """What the proposal does to the chosen kommun, in kronor and per cent; a chart's title. Blank for GFO."""
    if chosen not in compared.codes:
        return ""
    before, after = (compared.amount(side, chosen) for side in (compared.decided, compared.proposed))
    later = compared.year != compared.of_year
    at, decision = (f" {compared.year}", f"beslutet för {compared.of_year}") if later else ("", "beslutet")
    if chosen not in compared.decided:
        return f"{names[chosen]} betalar {formats.kronor(after)}{at}"
    if chosen not in compared.proposed:
        return f"{names[chosen]} betalar inget{at}, mot {formats.kronor(before)} enligt {decision}"
    if before == after:
        return f"{names[chosen]} betalar lika mycket{at} som enligt {decision}, {formats.kronor(after)}"
    step = f"{formats.kronor(abs(after - before))} {'mer' if after > before else 'mindre'}"
    return f"{names[chosen]} betalar {step}{at} än enligt {decision}{in_brackets(after, before)}"


def described(compared: Compared, names: Mapping[str, str]) -> str:
    """The text alternative of the bars of each kommun."""
    after = compared.after
    each = [
        f"{names[code]} {formats.kronor(compared.amount(compared.decided, code))} beslutat och"
        f" {formats.kronor(compared.amount(compared.proposed, code))} enligt förslaget"
        + (f", {formats.kronor(compared.amount(after, code))} {compared.year + 1}" if after else "")
        for code in compared.codes
    ]
    return f"{joined(each)}."
