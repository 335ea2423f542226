"""What an answer rests on where a kommun comes or leaves, and what it would be otherwise: with a budget that follows
the children, and with newer counts alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dashboard.blocks.proposals import drafts, proposal_words
from dashboard.blocks.proposals.drafts import Draft
from dashboard.blocks.proposals.proposal import Proposal, compare
from dashboard.words import formats


def on_condition(proposal: Proposal, said: str, chosen: str = "") -> str:
    """A heading with the condition that carries it, where others share the budget than was decided; of a `chosen`
    kommun also with what it would be if the budget followed the children, which may be the opposite.

    `Om budgeten inte ändras: Timrå betalar 500 000 kr mindre …; växer den i takt med barnen: 30 000 kr mer`
    """
    if not proposal.keeps_budget:
        return said
    told, growing = f"Om budgeten inte ändras: {said}", _in_proportion(proposal)
    if growing is None or chosen not in proposal.based.months:
        return told
    compared = compare(replace(proposal, asked=growing))
    # Where somebody leaves in the course of a year the heading has two years already.
    if proposal.leaves and compared.after:
        return told
    if chosen not in compared.decided or chosen not in compared.proposed:
        return told
    word = "växer" if growing.budget > proposal.asked.budget else "minskar"
    return f"{told}; {word} den i takt med barnen: {_step(compared.difference(chosen))}"


def in_proportion(proposal: Proposal, chosen: str) -> str:
    """What the same proposal gives with as many kronor a child as before; blank where the budget is no assumption.

    `Växer budgeten i takt med barnen (från 400 till 1 000), till 2 500 000 kr: Sundsvall betalar 1 500 000 kr.`
    """
    growing = _in_proportion(proposal)
    if growing is None:
        return ""
    children = ""
    if {*proposal.based.months.values(), *proposal.asked.months.values()} <= {0, drafts.FULL_YEAR}:
        both = (_child_months(draft) // drafts.FULL_YEAR for draft in (proposal.based, proposal.asked))
        first, last = (formats.number(children) for children in both)
        children = f" (från {first} till {last})"
    word = "Växer" if growing.budget > proposal.asked.budget else "Minskar"
    said = _answer(proposal, growing, chosen)
    return f"{word} budgeten i takt med barnen{children}, till {formats.kronor(growing.budget)}: {said}."


def _in_proportion(proposal: Proposal) -> Draft | None:
    """The proposal with as many kronor a child as before; None where the budget is no assumption, or would not
    change."""
    before, after = _child_months(proposal.based), _child_months(proposal.asked)
    if not (proposal.keeps_budget and before and after) or before == after:
        return None
    return replace(proposal.asked, budget=round(Fraction(proposal.asked.budget * after, before)))


def newer_counts(proposal: Proposal, chosen: str) -> str:
    """What the children of other years than the decided ones would change although nobody came or left; blank where the
    proposal counts the decided ones, or is of nobody."""
    code, asked, decided = proposal.named, proposal.asked, proposal.decided
    base = (asked.base_population, asked.base_placed)
    if code is None or base == (decided.base_year_population, decided.base_year_placed):
        return ""
    stay = {
        one: drafts.FULL_YEAR if months and one not in proposal.gone else 0
        for one, months in proposal.based.months.items()
    }
    if any(None in (proposal.based.children[one], proposal.based.placed[one]) for one in stay if stay[one]):
        return ""
    name = proposal.names[code]
    draft = replace(proposal.based, months=stay)
    counted = (
        f"antalen från {base[0]}" if base[0] == base[1] else f"barnen {base[0]} och de placerade {base[1]}"
    )
    without = f"Med {name} kvar" if proposal.leaves else f"Utan {name}"
    told = f"{without}, med beslutets budget och {counted}: {_answer(proposal, draft, chosen)}."
    return f"{_by_itself(proposal, draft, chosen)} {told}".lstrip()


def _by_itself(proposal: Proposal, without: Draft, chosen: str) -> str:
    """What of a kommun's change comes of who comes or leaves, and not of newer counts, with the same budget and one
    that follows the children: `Att Sundsvall kommer med betyder för sig 490 352 kr mindre för Kramfors …`."""
    growing = _in_proportion(proposal)
    drafts_of = [without, proposal.asked, *([growing] if growing else [])]
    found = [compare(replace(proposal, asked=draft)) for draft in drafts_of]
    if not all(chosen in one.decided and chosen in one.proposed for one in found):
        return ""
    before, *after = (one.difference(chosen) for one in found)
    same, *follows = (_step(step - before) for step in after)
    code = proposal.named
    who = proposal.names[code] if code else ""
    what = f"Att {who} lämnar" if proposal.leaves else f"Att {who} kommer med"
    told = f"{what} betyder för sig {same} för {proposal.names[chosen]} med oförändrad budget"
    return f"{told}, och {follows[0]} om budgeten följer antalet barn." if follows else f"{told}."


def _step(size: int) -> str:
    return f"{formats.kronor(abs(size))} {'mer' if size > 0 else 'mindre'}" if size else "lika mycket"


def given(proposal: Proposal, chosen: str) -> tuple[tuple[str, str], ...]:
    """The same for a downloaded file, as (word, text) rows."""
    rows = (
        ("Om budgeten följer barnen", in_proportion(proposal, chosen)),
        ("Andra basår", newer_counts(proposal, chosen)),
    )
    return tuple((word, said) for word, said in rows if said)


def _answer(proposal: Proposal, asked: Draft, chosen: str) -> str:
    """What another draft gives the chosen kommun, else all of them, beside what was decided."""
    compared = compare(replace(proposal, asked=asked))
    own = proposal_words.own_result(compared, proposal.names, chosen) if chosen in compared.proposed else ""
    return own or proposal_words.result(compared, proposal.names)


def _child_months(draft: Draft) -> int:
    """The children of those that take part, once for each month that they do."""
    return sum(months * (draft.children[code] or 0) for code, months in draft.months.items())
