"""Every register of the sample as rows, made in the order that they depend on each other."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.synthetic.agreed import (
    allocation_rows,
    comment_rows,
    placed_children_rows,
    published_rows,
    target_rows,
)
from pipelines.synthetic.approvals import make_approvals
from pipelines.synthetic.breakdowns import return_after_breakdowns
from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.care_homes import name_homes
from pipelines.synthetic.comparison import comparison_rows
from pipelines.synthetic.economy import cost_rows, economy_rows
from pipelines.synthetic.homes import HomeBank
from pipelines.synthetic.plan import CannotBeFilled, Plan, joined, make_plan
from pipelines.synthetic.population import population_rows
from pipelines.synthetic.recruitment import recruitment_rows
from pipelines.synthetic.referrals import make_referrals
from pipelines.synthetic.rows import Row, placement_rows, referral_rows
from pipelines.synthetic.support import deviation_rows, support_rows, training_rows

_ATTEMPTS = 50


@dataclass(frozen=True)
class SampleRows:
    """The registers before they are written: one for each kommun, one for GFO, SCB and Kolada."""

    placements: dict[str, list[Row]]
    costs: dict[str, list[Row]]
    gfo: dict[str, list[Row]]
    population: list[Row]
    comparison: list[Row]


def make_rows(seed: int) -> SampleRows:
    """Every row of every register; `kommun` is a code in the kommuner's own."""
    plan, care = _make_care(seed)
    referrals = make_referrals(seed, plan, care)
    via_gfo = []
    for kommun in care.values():
        return_after_breakdowns(seed, kommun)
        via_gfo += name_homes(seed, kommun)
    approvals = make_approvals(seed)
    bank = HomeBank(seed, via_gfo, approvals)
    placements = {code: placement_rows(seed, kommun) for code, kommun in care.items()}
    gfo = {
        "remisser": referral_rows(referrals),
        "familjehem": bank.rows(),
        "rekrytering": recruitment_rows(seed, approvals),
        "utbildning": training_rows(seed),
        "stod": support_rows(seed, bank),
        "avvikelser": deviation_rows(seed),
        "ekonomi": economy_rows(seed),
        "fordelning": allocation_rows(seed),
        "placerade_barn": placed_children_rows(care),
        "publicerat": published_rows(),
        "mal": target_rows(),
        "kommentarer": comment_rows(),
    }
    costs = {code: cost_rows(seed, kommun) for code, kommun in care.items()}
    population = population_rows(seed)
    comparison = comparison_rows(seed, placements, costs, population)
    return SampleRows(placements, costs, gfo, population, comparison)


def _make_care(seed: int) -> tuple[Plan, dict[str, KommunCare]]:
    """A plan and the care that fills it; when the children cannot do what it says, another plan."""
    for attempt in range(_ATTEMPTS):
        plan = make_plan(seed, attempt)
        care = {kommun: KommunCare(seed, kommun, plan) for kommun in sorted(joined())}
        try:
            for kommun in care.values():
                kommun.run()
        except CannotBeFilled:
            continue
        return plan, care
    raise RuntimeError(f"no plan of seed {seed} could be filled with children")
