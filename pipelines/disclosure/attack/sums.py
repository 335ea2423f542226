"""Reads the equations that KPI definitions state (`sums_to`): `a + opening(b) = c[form=x] + b`."""

from __future__ import annotations

import re
from typing import NamedTuple

_TERM = re.compile(
    r"\s*(?P<sign>[+−-]?)\s*(?P<opening>opening\()?(?P<kpi>\w+)(?:\[(?P<cut>[^\]]*)\])?(?(opening)\))\s*"
)


class Term(NamedTuple):
    """One term of an equation whose right side is moved to the left; `opening`: the stock the day before."""

    sign: int
    kpi: str
    cut: str = ""
    opening: bool = False


def read_sum(text: str) -> tuple[Term, ...]:
    """The terms that together are nothing; ValueError for what is no equation."""
    sides = text.split(" = ")
    if len(sides) != 2:
        raise ValueError(f"not an equation: {text!r}")
    terms = []
    for side, direction in zip(sides, (1, -1), strict=True):
        at = 0
        while at < len(side):
            match = _TERM.match(side, at)
            if not match:
                raise ValueError(f"not an equation: {text!r}")
            sign = -direction if match["sign"] in ("−", "-") else direction
            terms.append(Term(sign, match["kpi"], match["cut"] or "", bool(match["opening"])))
            at = match.end()
    return tuple(terms)
