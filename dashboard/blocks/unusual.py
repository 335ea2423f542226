"""What is not as usual in the chosen tertial, a matter once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.published.records import Said
from dashboard.reader.reader import Reader
from pipelines.kpi.definitions import same_figures
from pipelines.kpi.equations import wholes


def judged_here(reader: Reader) -> tuple[Said, ...]:
    """What is not as usual in the chosen tertial and area, a matter once. Nothing of a tertial under way, nor of
    another kind of period."""
    return one_of_each([said for said in judgements(reader) if said.area == reader.selection.area])


def others_unusual(
    reader: Reader, topics: Sequence[tuple[str, Sequence[str]]]
) -> tuple[str, tuple[str, ...]]:
    """What is not as usual beside the figures of some topics, as a topic of its own."""
    told = {kpi for _title, kpis in topics for kpi in kpis}
    return "Annat som är ovanligt", tuple(said.kpi for said in judged_here(reader) if said.kpi not in told)


def one_of_each(found: Sequence[Said]) -> tuple[Said, ...]:
    """Judgements of an area without those that another of the same side tells: of the same thing counted in another
    unit, of a sum of which a part is told, or in the same words."""
    same = same_figures()
    sides = {(said.kpi, said.side) for said in found}
    matters = {(same.get(said.kpi, said.kpi), said.side) for said in found}
    told: dict[str, Said] = {}
    for said in found:
        parts = {(part, said.side) for part in wholes().get(said.kpi, ())}
        if (same.get(said.kpi), said.side) not in sides and not parts & matters:
            told.setdefault(said.sentence, said)
    return tuple(told.values())


def judgements(reader: Reader) -> tuple[Said, ...]:
    """Of every area in the chosen period."""
    return reader.figures.judgements.during(reader.period.period) if _has_any(reader) else ()


def is_judged(reader: Reader, kpi: str) -> bool:
    """Whether a figure of the chosen tertial and area has been judged, unusual or not."""
    if not _has_any(reader) or not reader.now_and_before(kpi)[0].shown:
        return False
    return reader.period.period in reader.figures.judgements.usual(kpi, reader.selection.area)


def _has_any(reader: Reader) -> bool:
    """Tertials that are over are judged."""
    return reader.period.kind == "tertial" and not reader.period.preliminary


def parts_of_shares(reader: Reader, found: Sequence[Said]) -> Mapping[str, str]:
    """What each judged share is counted from, by KPI, or is mostly the same as, and the share: one matter, which is
    told with it."""
    definitions, judged = reader.figures.definitions, {said.kpi for said in found}
    shares = {kpi: definitions[kpi] for kpi in judged if definitions[kpi].measure == "ratio"}
    parts = {
        part: kpi
        for kpi, share in shares.items()
        for part in (share.numerator, *wholes().get(share.denominator, ()))
    }
    twins = [pair for kpi, other in same_figures().items() for pair in ((kpi, other), (other, kpi))]
    return parts | {other: parts[kpi] for kpi, other in twins if kpi in parts}
