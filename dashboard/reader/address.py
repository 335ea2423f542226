"""The address is the truth of what is chosen: read before a page, and written by every control.

Streamlit drops it when the page is switched, so the latest selection is remembered in the session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.published.figures import Figures
from dashboard.published.records import Area
from dashboard.reader import selection as chosen
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Parsed, Selection
from dashboard.words.periods import KINDS
from pipelines.reference import GFO, kommun_of

_REMEMBERED = "selection"
# The kind of period whose newest another reader's file is to be opened at.
_NEWEST_OF = "newest of"


def _remembered() -> Selection | None:
    found = st.session_state.get(_REMEMBERED)
    return found if isinstance(found, Selection) else None


def named_build() -> str | None:
    """The version asked for, before a file is opened."""
    former = _remembered()
    return chosen.named_build(st.query_params.to_dict(), former.build if former is not None else None)


def named_audience() -> str | None:
    """As whom the reader asks to read, before a file is opened; heeded without a login only."""
    former = _remembered()
    return chosen.named_audience(st.query_params.to_dict(), former.audience if former is not None else None)


def of_other_page(path: str) -> str:
    """The way to another page from one that has no figures to show: the same kommun, for the same reader."""
    kept = {key: value for key, value in st.query_params.to_dict().items() if key in ("kommun", "som")}
    return f"{path}?{urlencode(kept)}"


def begin_as(audience: str, newest_of: str = "") -> None:
    """Read as another audience from now on, in the version that is its usual one: the same view, as far as its file has
    it, of a kommun's people that of their kommun, and with `newest_of` its newest period of that kind. What is chosen
    is remembered and not asked for, so what the file lacks is no fault in the address."""
    former = _remembered()
    choices = former.choices if former is not None else ()
    if former is not None:
        area = kommun_of(audience) or former.area
        st.session_state[_REMEMBERED] = replace(former, area=area, build=None, audience=audience)
    st.session_state[_NEWEST_OF] = newest_of
    st.query_params.from_dict({"som": audience, **dict(choices)})


def selectable_periods(figures: Figures, kind: str) -> tuple[str, ...]:
    """The periods of a kind, newest first: what the period control offers."""
    return tuple(period.period for period in reversed(figures.periods(kind)))


def read(figures: Figures, areas: Sequence[Area], audience: str | None = None) -> Parsed:
    """The selection that the address asks for; what it does not say stays as it was on the former page.

    `areas`: those that the reader can choose among; `audience`: as whom, where that is chosen.
    """
    names = {area.area: area.name for area in areas}
    periods = frozenset(period.period for kind in KINDS for period in figures.periods(kind))
    tertials = [(period.period, period.preliminary) for period in figures.periods("tertial")]
    usual = chosen.default_period(tertials or [(period, False) for period in sorted(periods)])
    fallback = Selection(kommun_of(figures.source.audience) or GFO, usual, named_build(), audience=audience)
    former = _remembered()
    if former is not None and former.area in names:
        fallback = replace(fallback, area=former.area)
    newest_of = st.session_state.pop(_NEWEST_OF, "")
    if newest_of and tertials and figures.periods(newest_of):
        newest = chosen.nearest(figures.periods(newest_of), figures.period(usual), under_way=True)
        fallback = replace(fallback, period=newest)
    elif former is not None and former.period in periods:
        fallback = replace(fallback, period=former.period)
    parsed = chosen.parse(st.query_params.to_dict(), names, periods, fallback, figures.source.build)
    st.session_state[_REMEMBERED] = parsed.selection
    return parsed


def write(reader: Reader, selection: Selection) -> None:
    """Put a selection in the address, so that a copied link is this view."""
    st.session_state[_REMEMBERED] = selection
    query = reader.query(selection)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def on_choice(reader: Reader, key: str, change: Callable[[Selection, Any], Selection]) -> Callable[[], None]:
    """What a control does when it is turned: `change` makes of its value the selection that the address gets.

    It changes what is chosen then, and not when the control was shown: another that was turned a moment before may have
    broken off the run that would have shown it anew.
    """
    return lambda: write(reader, change(_remembered() or reader.selection, st.session_state[key]))
