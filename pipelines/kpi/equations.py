"""Identities between KPIs as their files state them (`sums_to`): read for the audit and for the disclosure control.

    referrals_received + opening(referrals_open) = referrals_decided + referrals_open
    foster_parents_trained = training_participants[utbildningstyp=grundutbildning]

A term is a KPI, a KPI in one of its cuts, or a stock as it stood the day before the period began (opening).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipelines.kpi.definitions import DefinitionError, KpiDefinition, kpi_definitions

_TERM = re.compile(r"(?:opening\((?P<opened>\w+)\)|(?P<kpi>\w+))(?:\[(?P<cut>\w+=\w+)\])?")


@dataclass(frozen=True)
class Term:
    """One figure of an equation; `sign` is 1 to the left of the equals sign and -1 to the right."""

    kpi: str
    cut: str
    opening: bool
    sign: int


def parse_equation(text: str) -> tuple[Term, ...]:
    """The terms of one equation: signs and values add up to zero. ValueError when it cannot be read."""
    # An equals sign within brackets belongs to a cut.
    sides = re.split(r"=(?![^\[]*\])", text)
    if len(sides) != 2:
        raise ValueError(f"an equation has two sides: {text!r}")
    terms = []
    for side, sign in zip(sides, (1, -1), strict=True):
        for word in side.split("+"):
            match = _TERM.fullmatch(word.strip())
            if not match:
                raise ValueError(f"not a term: {word.strip()!r} in {text!r}")
            terms.append(
                Term(match["opened"] or match["kpi"], match["cut"] or "", bool(match["opened"]), sign)
            )
    return tuple(terms)


@cache
def wholes() -> Mapping[str, frozenset[str]]:
    """Of each of the product's KPIs that is the sum of others as they are, which: `referrals_decided` of `matches`,
    `referrals_returned_gfo` and `referrals_withdrawn_kommun`."""
    found = {}
    for kpi, terms in equations_of(kpi_definitions()).items():
        parts = frozenset(term.kpi for term in terms if term.kpi != kpi)
        if len(parts) == len(terms) - 1 and all(
            term.sign == (1 if term.kpi == kpi else -1) and not term.cut and not term.opening
            for term in terms
        ):
            found[kpi] = parts
    return MappingProxyType(found)


def equations_of(definitions: Mapping[str, KpiDefinition]) -> dict[str, tuple[Term, ...]]:
    """The equation of every KPI that states one; one that speaks of a KPI left out of `definitions` is left out.

    DefinitionError when an equation cannot be read, opens something that is no stock, or names a cut that is not.
    """
    found = {}
    for definition in definitions.values():
        if not definition.sums_to:
            continue
        try:
            terms = parse_equation(definition.sums_to)
        except ValueError as error:
            raise DefinitionError(f"{definition.kpi}: {error}") from error
        if any(term.kpi not in definitions for term in terms):
            continue
        for term in terms:
            named = definitions[term.kpi]
            if term.opening and named.measure != "stock":
                raise DefinitionError(f"{definition.kpi}: only a stock has an opening, not {term.kpi}")
            if term.cut not in named.cut_values:
                raise DefinitionError(f"{definition.kpi}: {term.kpi} has no cut {term.cut!r}")
        found[definition.kpi] = terms
    return found
