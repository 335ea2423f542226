"""Everything that binds the cells of one release to each other, as rows `lower ≤ Σ coefficient · cell ≤ upper`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from fractions import Fraction
from math import inf
from typing import NamedTuple

from pipelines.disclosure.attack.cells import GFO, GROWING, Cell
from pipelines.disclosure.attack.knowledge import CLOSE, Knowledge
from pipelines.disclosure.attack.listing import Listing, cells_at
from pipelines.disclosure.attack.sums import Term, read_sum

#: Half of the last decimal of a published quotient.
_ROUNDING = 0.6e-6
#: A quotient of whole numbers is told by six decimals where its lowest terms are below this.
_TERMS = 5_000
_RECENT = 3
#: Where a child is placed.
_FORMS = (
    "familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott", "stodboende", "jourhem", "akutfamilj",
    "hvb", "sis",
)  # fmt: skip
#: What is open was so before or came since, and is not closed.
_EQUAL = ("opening(deviations_open) + deviations_reported = deviations_closed + deviations_open",)
#: Who is in care at an end of a period is placed in it, and is there since before or came; and a child is behind at
#: least one of what is counted.
_AT_LEAST = (
    "placed_children = opening(children_in_care)",
    "opening(children_in_care) + placements_started = placed_children",
    "children_in_care + placements_ended = placed_children",
    "placements_started[form=akutfamilj] = emergency_placements_akutfamilj",
    "placements_started[form=jourhem] + placements_started[form=akutfamilj] = emergency_placements_started",
    "referrals_decided[utfall=matchad_gfo] = referrals_matched_gfo",
    "referrals_decided[utfall=matchad_natverk] = referrals_matched_network",
    "referrals_decided[utfall=matchad_kommun] + referrals_decided[utfall=matchad_natverk] = referrals_matched_kommun",
    "matches = referrals_matched",
    "referrals_matched_gfo + referrals_matched_kommun = referrals_matched",
    "referrals_received = children_referred",
    "referrals_returned_gfo = children_returned_gfo",
    "referrals_withdrawn_kommun = children_withdrawn_kommun",
)
#: A child in care is in one placement, of one form; many were so before the first day.
_IN_CARE = tuple(
    f"opening(children_in_care{cut}) + placements_started{cut} = placements_ended{cut} + children_in_care{cut}"
    for cut in ("", *(f"[form={form}]" for form in _FORMS))
)
_LASTING = frozenset(read_sum(text) for text in _IN_CARE)
_KNOWN: tuple[tuple[float, float, tuple[Term, ...]], ...] = (
    *((0, 0, read_sum(text)) for text in (*_EQUAL, *_IN_CARE)),
    *((0, inf, read_sum(text)) for text in _AT_LEAST),
)


class Row(NamedTuple):
    """A bound on a sum of cells. One that the adversary cannot place is any amount from nothing."""

    lower: float
    upper: float
    terms: list[tuple[float, Cell]]


def relations(listing: Listing, knowledge: Knowledge, without: Collection[str] = ()) -> Iterator[Row]:
    """Every row that may bind an unknown cell; `without`: kinds of relation that are left out."""
    for kind, make in KINDS.items():
        if kind not in without:
            yield from make(listing, knowledge)


def _areas(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """GFO is its kommuner, and what is of none."""
    for group, unknown in listing.unknown_groups.items():
        kpi = listing.sight.kpis[group[0]]
        if not kpi.summed:
            continue
        periods = {cell.period for cell in unknown}
        for period in periods:
            whole = Cell(*group, GFO, period)
            if whole not in listing:
                continue
            areas, leaving = listing.sight.parts_of_gfo(whole)
            parts = [Cell(*group, area, period) for area in areas]
            if not any(part in listing for part in parts):
                continue
            outside = group[0] in knowledge.outside
            shared = group[0] in knowledge.shared
            terms = [(1.0, whole), *((-1.0, part) for part in parts)]
            yield Row(-inf if shared else 0.0, inf if outside or leaving else 0.0, terms)
            if shared:
                yield from (Row(0.0, inf, [(1.0, whole), (-1.0, part)]) for part in parts if part in listing)


def _periods(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """A longer period is the sum of its parts, or lies between their largest and their sum."""
    for group, unknown in listing.unknown_groups.items():
        kpi = listing.sight.kpis[group[0]]
        if kpi.measure not in GROWING:
            continue
        for area, periods in _by_area(unknown).items():
            for whole, partitions in listing.partitions.items():
                if Cell(*group, area, whole) not in listing:
                    continue
                if whole not in periods and all(periods.isdisjoint(parts) for parts in partitions):
                    continue
                for parts in partitions:
                    cells = [Cell(*group, area, part) for part in parts]
                    if not any(cell in listing for cell in cells):
                        continue
                    terms = [(1.0, Cell(*group, area, whole)), *((-1.0, cell) for cell in cells)]
                    if kpi.additive:
                        yield Row(0.0, 0.0, terms)
                    else:
                        yield Row(-inf, 0.0, terms)
                        yield from (
                            Row(0.0, inf, [terms[0], (-1.0, cell)]) for cell in cells if cell in listing
                        )


def _by_area(cells: list[Cell]) -> dict[str, set[str]]:
    periods: dict[str, set[str]] = {}
    for cell in cells:
        periods.setdefault(cell.area, set()).add(cell.period)
    return periods


def _cuts(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """A whole and its parts by form, age, way in…"""
    for (kpi, _), rule in knowledge.cuts.items():
        cells = {
            (cell.area, cell.period)
            for cut in ("", *rule.cuts)
            for cell in listing.unknown_groups.get((kpi, cut), ())
        }
        for area, period in cells:
            whole = Cell(kpi, "", area, period)
            if whole not in listing:
                continue
            parts = [Cell(kpi, cut, area, period) for cut in rule.cuts]
            if rule.same_as:
                yield Row(0.0, 0.0, [(1.0, whole), (-1.0, Cell(kpi, rule.same_as, area, period))])
            if rule.at_least or rule.at_most:
                terms = [(1.0, whole), *((-1.0, part) for part in parts)]
                yield Row(0.0 if rule.at_most else -inf, 0.0 if rule.at_least else inf, terms)
            if rule.each:
                yield from (Row(0.0, inf, [(1.0, whole), (-1.0, part)]) for part in parts if part in listing)


def _parts(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """A part is at most its whole, of the same period or of one that holds it."""
    sight = listing.sight
    for part_name, wholes in listing.wholes.items():
        for whole_name in wholes:
            growing = sight.kpis[whole_name].measure in GROWING
            for cell in listing.cells_of(part_name):
                same = listing.whole_of(cell, whole_name)
                for whole in same:
                    yield Row(0.0, inf, [(1.0, whole), (-1.0, cell)])
                if same or not growing:
                    continue
                for period in listing.around(cell):
                    whole = Cell(whole_name, cell.cut, cell.area, period)
                    if whole in listing:
                        yield Row(0.0, inf, [(1.0, whole), (-1.0, cell)])


def _sums(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """The equations that the definitions state themselves; what a kommun had open when it left is in no term."""
    for equation in listing.equations:
        for cells in listing.instances(equation):
            terms = _begun(listing, equation, cells)
            opened = [term.sign for term in equation if term.opening]
            parting = [(-float(sign), cell) for sign in opened for cell in listing.parting(equation, cells)]
            yield Row(0.0, 0.0, [*terms, *parting])


def _known(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """What everybody knows who knows the work, unless what is shown says otherwise; what a kommun had of a stock when
    it left went with it."""
    for lower, upper, equation in _KNOWN:
        known = all(term.kpi in listing.sight.kpis for term in equation)
        if not known or _refuted(listing, lower, upper, equation):
            continue
        opened = sum(term.sign for term in equation if term.opening)
        went = 1.0 if upper else -float(opened)
        for cells in listing.instances(equation):
            parting = [(went, cell) for cell in listing.parting(equation, cells)]
            lasting = upper or equation in _LASTING
            terms = _signed(equation, cells) if lasting else _begun(listing, equation, cells)
            yield Row(lower, upper, [*terms, *parting])


def _begun(listing: Listing, equation: tuple[Term, ...], cells: list[Cell]) -> list[tuple[float, Cell]]:
    """The terms of an equation without the stock of before the first day of all, which was none, unless what is shown
    of the first period says otherwise."""
    terms = _signed(equation, cells)
    before = f"@{min(span.first for span in listing.spans.values()) - timedelta(days=1)}"
    since = [(sign, cell) for sign, cell in terms if cell.period != before]
    shown = [listing.sight.values.get(cell) for _sign, cell in since]
    if len(since) == len(terms) or None in shown:
        return since
    total = sum(sign * value for (sign, _cell), value in zip(since, shown, strict=True) if value)
    return since if abs(total) < CLOSE else terms


def _refuted(listing: Listing, lower: float, upper: float, equation: tuple[Term, ...]) -> bool:
    """Whether figures that are all shown are not so, in a period in which no kommun left."""
    for area, values in listing.shown_of.items():
        for places in listing.places(equation):
            shown = [values.get(place) for place in places]
            if None in shown or any(listing.parting(equation, cells_at(places, area))):
                continue
            total = sum(term.sign * value for term, value in zip(equation, shown, strict=True) if value)
            if not lower - CLOSE <= total <= upper + CLOSE:
                return True
    return False


def _signed(equation: tuple[Term, ...], cells: list[Cell]) -> list[tuple[float, Cell]]:
    return [(float(term.sign), cell) for term, cell in zip(equation, cells, strict=True)]


def _ratios(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """A shown quotient gives one of its parts by the other, and of whole numbers their lowest terms."""
    sight = listing.sight
    for cell, value in sight.ratios.items():
        kpi = sight.kpis[cell.kpi]
        above = sight.cell(kpi.numerator, cell.cut, cell.area, cell.period)
        below = sight.cell(kpi.denominator, cell.cut, cell.area, cell.period)
        if above is None or below is None or (above in sight.values and below in sight.values):
            continue
        yield Row(-inf, 0.0, [(float(kpi.scale), above), (-(value + _ROUNDING), below)])
        yield Row(0.0, inf, [(float(kpi.scale), above), (-(value - _ROUNDING), below)])
        yield Row(1.0, inf, [(1.0, below)])
        if sight.kpis[above.kpi].whole_numbers and sight.kpis[below.kpi].whole_numbers:
            lowest = _lowest_terms(value / kpi.scale, _ROUNDING / kpi.scale)
            if lowest:
                yield Row(0.0, 0.0, [(float(lowest.denominator), above), (-float(lowest.numerator), below)])
                yield Row(float(lowest.denominator), inf, [(1.0, below)])
                yield Row(float(lowest.numerator), inf, [(1.0, above)])


def _lowest_terms(value: float, close: float) -> Fraction | None:
    """The simplest fraction that is written so; None where another one might be."""
    found = Fraction(value).limit_denominator(_TERMS)
    return found if abs(found - Fraction(value)) <= close else None


def _medians(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """A median says how many it is of."""
    for cell, n in listing.sight.counts.items():
        if cell.kpi in knowledge.medians:
            yield Row(n, n, [(1.0, cell._replace(kpi=knowledge.medians[cell.kpi]))])


def _means(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """A signal's mean is that of the tertials of its baseline."""
    sight = listing.sight
    tertials = listing.tertials
    for mean in (mean for book in sight.books for mean in book.means):
        if mean.since not in tertials or mean.period not in tertials or not sight.kpis[mean.kpi].summed:
            continue
        if sight.kpis[mean.kpi].measure == "stock":
            continue
        base = list(tertials)[tertials[mean.since] : tertials[mean.period] - _RECENT + 1]
        terms = [(1.0, Cell(mean.kpi, "", mean.area, period)) for period in base]
        total = mean.mean * len(base)
        yield Row(total - CLOSE, total + CLOSE, terms)


def _partial(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """GFO without some of its kommuner is the others together."""
    for cell, without, value in (told for book in listing.sight.books for told in book.partial):
        if listing.sight.kpis[cell.kpi].summed:
            areas, leaving = listing.sight.parts_of_gfo(cell)
            terms = [(1.0, cell._replace(area=area)) for area in areas if area not in without]
            yield Row(-inf if leaving else value, value, terms)


def _shares(listing: Listing, knowledge: Knowledge) -> Iterator[Row]:
    """The share of an area's counted that is shown bounds what is hidden of it."""
    public = listing.sight.books[0]
    kpis = listing.sight.kpis
    for share in public.shares:
        rows = [figure for figure in public.figures if figure.area == share.area]
        counts = [
            f for f in rows if kpis[f.kpi].whole_numbers and kpis[f.kpi].measure not in ("days", "level")
        ]
        shown = sum(f.value for f in counts if f.status == "ok" and f.value is not None)
        hidden = [listing.sight.cell(f.kpi, f.cut, f.area, f.period) for f in counts if f.status == "hidden"]
        terms = [(1.0, cell) for cell in hidden if cell is not None]
        if terms and share.percent > 1:
            most = 100 * shown / (share.percent - 0.5) - shown
            yield Row(100 * shown / (share.percent + 0.5) - shown - CLOSE, most + CLOSE, terms)


#: By the name that `without` takes.
KINDS: dict[str, Callable[[Listing, Knowledge], Iterator[Row]]] = {
    "areas": _areas,
    "periods": _periods,
    "cuts": _cuts,
    "parts": _parts,
    "sums": _sums,
    "known": _known,
    "ratios": _ratios,
    "medians": _medians,
    "means": _means,
    "partial": _partial,
    "shares": _shares,
}
