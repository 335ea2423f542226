"""Why a figure is not there, as a whole sentence or in a few words; the words themselves are `pipelines.kpi.words`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dashboard.published.records import Area, PeriodInfo, Value
from dashboard.words import formats
from dashboard.words.grammar import capitalised, joined, lowered
from dashboard.words.periods import how_far
from pipelines.kpi.targets import STANDING
from pipelines.kpi.words import COULD_POINT_OUT, reason, remarks
from pipelines.reference import GFO, PUBLIK, STYRGRUPP, kommun_of

#: Why a figure is hidden, the same of a small one and of one that would give a small one away.
PROTECTED = f"visas inte, för siffran {COULD_POINT_OUT}"
#: Under a table with such a cell.
HIDDEN_CELL = f"{formats.HIDDEN} = skyddad: {PROTECTED}."
#: Beside a line with such a figure.
BROKEN_LINE = (
    f"Där en linje bryts eller slutar är siffran skyddad ({formats.HIDDEN} i tabellen): {PROTECTED}."
)
#: What is drawn of a hidden figure among bars: no height of its own would be right.
STRIPED = "Låg randig stapel: skyddad siffra."
#: What is drawn of a missing one: a bar of no height is a zero.
PALE = "Prickar: siffra saknas."
#: When what a kommun's file or the public's lacks of others was lacking.
AS_MET = "när styrgruppen såg siffran; den förnyas efter nästa möte"
#: Of what comes with the next meeting, in a few words.
NEXT_MEETING = "visas när styrgruppen har haft möte"
# Kommuner that a figure waits for and that are named in a cell.
_NAMED = 3


def absence(value: Value, area: Area, label: str, names: Mapping[str, str], audience: str) -> str:
    """Why a figure is not there: hidden, or missing with its reason. `audience`: whose file says so."""
    if value.status == "hidden":
        return f"Skyddad: {PROTECTED}."
    # Who a figure of GFO waits for stands after its reason.
    _, _, waiting = value.reason.partition(":")
    who = joined([names.get(code, code) for code in waiting.split(",")]) if waiting else area.name
    if is_as_met(value, audience):
        return f"Uppgift saknas: {who} hade inte levererat {label} {AS_MET}."
    if value.reason == "ej_offentlig" and audience == PUBLIK:
        # No period of the public's own file waits for a meeting.
        return f"Inte offentlig för {label}."
    return reason(value.reason).sentence.format(area=who, period=label)


def bars_legend(values: Iterable[Value], under_way: Sequence[PeriodInfo], measure: str, day: date) -> str:
    """What bars that are no usual bars mean, as far as there are such; blank where there are none. `under_way` are the
    periods that are not over, as seen on a day."""
    every = list(values)
    kinds = {value.status for value in every if not value.shown}
    said = (("hidden", STRIPED), ("missing", PALE))
    told = [sentence for kind, sentence in said if kind in kinds]
    dashed = {value.period for value in every if value.shown and value.preliminary}
    known = [period for period in under_way if period.period in dashed]
    told += [f"Streckad stapel{_of(one, measure)}: {how_far(one, measure, day)}." for one in known]
    if len(known) < len(dashed):
        told.append(f"{'Andra streckade' if known else 'Streckade'} staplar: uppföljningen är inte slut.")
    return " ".join(told)


def _of(period: PeriodInfo, measure: str) -> str:
    """Which period has come so far; a day says it."""
    return "" if measure in STANDING else f", {period.label}"


def signs(absent: Mapping[str, str], *, hidden: bool) -> str:
    """What the signs under a table's heads stand for, of those that are there: each reason for a figure that is missing
    and, where there are several, where it is so; and what is hidden."""
    alone = len(absent) == 1
    reasons = [f"{why} ({where})" if where and not alone else why for why, where in absent.items()]
    told = f"{formats.MISSING} = {joined(reasons, 'eller')}." if reasons else ""
    return " ".join(filter(None, (told, HIDDEN_CELL if hidden else "")))


def is_awaited(value: Value) -> bool:
    """Whether a figure is missing because somebody has not delivered it."""
    return value.status == "missing" and value.reason.partition(":")[0] == "ej_levererat"


def is_as_met(value: Value, audience: str) -> bool:
    """Whether a figure that is awaited is as old as the last meeting in an audience's file, so that what it waited for
    may have come: all but a kommun's own and what GFO is to deliver, as its economy, which waits for no meeting."""
    newest = audience == STYRGRUPP or value.area == kommun_of(audience)
    of_gfo_alone = value.area == GFO and ":" not in value.reason
    return is_awaited(value) and not newest and not of_gfo_alone


def waits_for(
    value: Value, names: Mapping[str, str], audience: str, label: str = "", what: str = "uppgifter"
) -> str:
    """`väntar på Kramfors`, of a figure that is awaited, or `saknade Kramfors` where it is as old as a meeting; more
    than three are counted. With the period's `label`, for a sentence, `what` was lacking and of when: `uppgifter från
    Kramfors för T1 2026 saknades vid mötet`."""
    codes = (value.reason.partition(":")[2] or value.area).split(",")
    few = len(codes) <= _NAMED
    who = joined([names.get(code, code) for code in codes]) if few else f"{len(codes)} kommuner"
    if not is_as_met(value, audience):
        return f"väntar på {who}"
    return f"{what} från {who} för {label} saknades vid mötet" if label else f"saknade {who}"


def last_known(shown: str, label: str) -> str:
    """`senast kända: 67,14 mnkr (T3 2025)`: beside a figure that is awaited, one of another period."""
    return f"senast kända: {shown} ({label})"


def each_last_known(found: Iterable[tuple[str, str, str, str]], whose: str = "") -> list[str]:
    """The same of several figures (name, whom it waits for, figure, period) of an area: `Väntar på Kramfors. Senast
    kända för GFO, T3 2025: placeringskostnad 67,14 mnkr och kostnad per vårddygn 1 863 kr.`"""
    told: dict[tuple[str, str], list[str]] = {}
    for name, waits, shown, label in found:
        told.setdefault((waits, label), []).append(f"{lowered(name)} {shown}")
    of = f" för {whose}" if whose else ""
    return [
        f"{capitalised(waits)}. Senast kända{of}, {label}: {joined(figures)}."
        for (waits, label), figures in told.items()
    ]


def why_absent(value: Value) -> str:
    """A figure that is not there, in a few words for a cell or the end of a sentence."""
    return "skyddad" if value.status == "hidden" else reason(value.reason).short


def remark(value: Value) -> str:
    """What a reader must know of a figure, for a cell beside it: why it is absent, or not final, or what it is of."""
    if value.status in ("hidden", "missing"):
        return why_absent(value)
    if value.status == "published":
        return "ur äldre rapport"
    return " ".join([*(["Preliminärt."] if value.preliminary else []), *remarks(value.reason)])


def only_yearly(names: Sequence[str]) -> str:
    """`Återlämnade remisser och återtagna remisser visas bara per år.`: of what a file has by no shorter period."""
    return f"{capitalised(joined([lowered(name) for name in names]))} visas bara per år."


def kept_back(names: Sequence[str], periods: int) -> str:
    """`Återlämnade och återtagna visas inte, för siffrorna skulle kunna peka ut ett barn eller ett hem.`, of
    figures that are hidden in each of some periods; blank of none."""
    if not names:
        return ""
    named = capitalised(joined([lowered(name) for name in names]))
    figures = "siffran" if len(names) * periods == 1 else "siffrorna"
    return f"{named} visas inte, för {figures} {COULD_POINT_OUT}."
