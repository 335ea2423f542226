"""A screen of a meeting."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.briefings.parts import Single


@dataclass(frozen=True)
class Screen:
    """A heading that says what happened, and what fills the wall under it; `of_gfo`: of GFO as a whole, whichever
    kommun is chosen."""

    title: str
    body: tuple[Single, ...]
    of_gfo: bool = False
