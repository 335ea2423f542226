"""Att uppmärksamma: what stands out of everything a reader could look at, the weightiest first, each with its door.

Knows no Streamlit: documents say it too.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dashboard.blocks.against_last_year import dearer_or_cheaper, worse
from dashboard.blocks.attention_lines import Line, weightiest_first
from dashboard.blocks.changed_figures import headlines_first
from dashboard.blocks.explained import explained
from dashboard.blocks.moved_most import moved_most
from dashboard.blocks.places import WAITING
from dashboard.blocks.told import around, of_other_days
from dashboard.blocks.unusual import judged_here, judgements, parts_of_shares
from dashboard.blocks.waits import LONG_WAIT, LONG_WAIT_DAYS, waiting_by_kommun, waiting_months
from dashboard.published.oldest_deviation import oldest_deviation
from dashboard.published.records import Said, Usual
from dashboard.reader.reader import Reader, newest_tertial
from dashboard.words import attention as words
from dashboard.words import targets
from dashboard.words.absence import is_awaited
from dashboard.words.audiences import deliveries_named
from dashboard.words.definitions import called
from dashboard.words.grammar import lowered
from dashboard.words.kommun import same_days
from dashboard.words.periods import spoken_day
from dashboard.words.series import record
from dashboard.words.summary import before_joining
from dashboard.words.topics import HEADLINES
from dashboard.words.usual import beside_usual, beyond, far_beyond
from pipelines.kpi.targets import STANDING
from pipelines.periods import Period
from pipelines.reference import GFO

TITLE = "Att uppmärksamma"
MOST = 7
#: Tertials that a figure must be higher or lower than to be told though it is not judged: three years.
_YEARS = 9
#: So much dearer or cheaper than a year ago is a care day worth a line.
COST_STEP = Decimal("0.15")
#: What weighs how much of that which has become worse in a kommun.
_WORSE = {"match_rate": 73, "referrals_returned_gfo": 72, "breakdowns": 71, "replacements": 69}
#: What a kommun follows up: where the file does not have it, nothing is called as usual.
_FOLLOWED = ("referrals_open", "deviations_open")


def nothing(reader: Reader) -> str:
    """What is said where no line stands out."""
    if before_joining(reader.now_and_before("referrals_received")[0]):
        return words.before_joining(reader.area.name)
    if why := awaited(reader):
        return why
    return words.nothing(unknown(reader))


def unknown(reader: Reader) -> list[str]:
    """The figures that a kommun follows up and that nobody has delivered of the chosen period."""
    figures, area = reader.figures, reader.selection.area
    return [
        lowered(figures.definition(kpi).name)
        for kpi in _FOLLOWED
        if figures.has(kpi) and is_awaited(figures.value(kpi, area, reader.period.period))
    ]


def awaited(reader: Reader) -> str:
    """Why nothing is told of the chosen period, where the file has few headline figures of it, and which it has all
    the same (GFO's economy waits for no meeting); else blank."""
    area, period = reader.area, reader.period
    values = [reader.figures.value(kpi, area.area, period.period) for kpi in HEADLINES]
    if sum(value.reason == "ej_offentlig" for value in values) * 2 <= len(values):
        return ""
    others = [one for kpi in HEADLINES for one in reader.figures.series(kpi, area.area, period.kind)]
    if any(one.shown for one in others):
        told = words.awaited([area.name], [period.label])
        return f"{told} {words.NOT_AWAITED}" if any(value.shown for value in values) else told
    return words.not_public(area.name, period.label)


def lines(reader: Reader) -> tuple[Line, ...]:
    """Everything that stands out, the weightiest first; of judgements those of the headline figures. Of a kommun what
    it has to follow up too, as it stands now: nobody can act on an old tertial."""
    return weightiest_first([*_of_period(reader), *_of_today(reader), *_to_follow_up(reader)])


def in_papers(reader: Reader, *, targets: bool = True) -> tuple[Line, ...]:
    """The same for a meeting and its papers, which of an old period say nothing of what is so today; without the
    `targets` where they are told by themselves."""
    today = _of_today(reader) if reader.is_newest else ()
    return weightiest_first([*_of_period(reader, with_targets=targets), *today])


def _of_period(reader: Reader, *, with_targets: bool = True) -> Iterator[Line]:
    # What is judged, or held to a target, is not told as what may be chance too.
    found = judged_here(reader)
    shares = parts_of_shares(reader, found)
    told = [
        *_judged(reader, found, shares),
        *_judged_lately(reader),
        *_beyond(reader, shares),
        *(_targets(reader) if with_targets else ()),
    ]
    yield from told
    if reader.selection.area != GFO:
        yield from _against_last_year(reader, {line.what for line in told}, shares)
    yield from _waiting(reader)
    yield from _cost(reader)
    yield from _deviations(reader)


def _of_today(reader: Reader) -> Iterator[Line]:
    """What is so now, beside the periods that it touches: what is late is late for the newest tertial."""
    yield from _revised(reader)
    if reader.touches_newest:
        yield from _deliveries(reader)
        yield from _reviews(reader)


def day_then(reader: Reader) -> str:
    """The day that an old period's stocks are of; blank where they still stand so."""
    return "" if reader.is_newest else f"den {spoken_day(reader.period.last_day)}"


def _judged(reader: Reader, found: Sequence[Said], shares: Mapping[str, str]) -> Iterator[Line]:
    """Each judgement of the area, of what a judged share is counted from (`shares`) in the share's own line; beside
    GFO's own, the weightiest of each kommun."""
    figures, area = reader.figures, reader.selection.area
    for said in found:
        # Of a kommun little is judged; what is goes before what may be chance. What has become worse in all of GFO goes
        # before what is of one kommun.
        other = (81 if _is_worse(reader, said) else 65) if area == GFO else 77
        if said.kpi not in shares:
            yield _judgement(reader, said, area, 90 if said.kpi in HEADLINES else other)
        elif sentence := _part(reader, said):
            share = shares[said.kpi]
            yield Line(called(figures.definition(share)), sentence, reader.door("nyckeltal", visa=share), 0)
    if area != GFO:
        return
    owners = {owner.area for owner in figures.owners} - {GFO}
    told: set[str] = set()
    for said in judgements(reader):
        if said.area in owners and said.area not in told and said.kpi in HEADLINES:
            told.add(said.area)
            yield _judgement(reader, said, said.area, 80)


def _judged_lately(reader: Reader) -> Iterator[Line]:
    """The judgements of the newest tertial, by its name, in another kind of period that has days of it: tertials alone
    are judged, and what is unusual is so whichever period is looked at."""
    if reader.period.kind == "tertial" or not reader.touches_newest:
        return
    newest = newest_tertial(reader.figures)
    there = reader.in_period(newest.period)
    found = judged_here(there)
    for line in _judged(there, found, parts_of_shares(there, found)):
        # What has no weight of its own goes on with the line before it.
        yield replace(line, sentence=f"{newest.label}: {line.sentence}") if line.weight else line


def _part(reader: Reader, said: Said) -> str:
    """What a judged share is counted from, briefly: the share's judgement says the rest."""
    kpi, area, period = said.kpi, reader.selection.area, reader.selection.period
    value, definition = reader.figures.value(kpi, area, period), reader.figures.definition(kpi)
    near = reader.figures.judgements.usual(kpi, area).get(period)
    told = beside_usual(value, near, definition) if near else ""
    return f"{told} {moved_most(reader, said)}".rstrip() if told else ""


def _beyond(reader: Reader, told: Container[str]) -> Iterator[Line]:
    """Headline figures of the area outside what is usual though not judged: higher or lower than for years, or of the
    two newest tertials and far outside. Nothing of what is `told` with another."""
    figures, area, period = reader.figures, reader.selection.area, reader.period
    over = [one.period for one in figures.periods("tertial") if not one.preliminary]
    for kpi in HEADLINES if period.kind == "tertial" else ():
        near = figures.judgements.usual(kpi, area).get(period.period)
        if near is None or kpi in told:
            continue
        value, definition = figures.value(kpi, area, period.period), figures.definition(kpi)
        on_a_day = definition.measure in STANDING
        rank = record(figures.series(kpi, area), period.period, _YEARS, on_a_day=on_a_day)
        sentence = beyond(value, near, definition, rank) if rank else ""
        if (
            not sentence
            and period.period in over[-2:]
            and not figures.judgements.said(kpi, area, period.period)
        ):
            sentence = far_beyond(value, near, definition, _judged_later(reader, kpi, near, over[-1]))
        if sentence:
            told, door = f"{period.label}: {sentence}", reader.door("nyckeltal", visa=kpi)
            yield Line(called(definition), told, door, 68, why=explained(reader, kpi))


def _judged_later(reader: Reader, kpi: str, near: Usual, newest: str) -> str | None:
    """As `far_beyond` has it, of a figure of the newest tertial or the one before it."""
    if reader.period.period == newest:
        return ""
    later = near.signal and reader.figures.judgements.said(kpi, reader.selection.area, newest)
    return reader.figures.labels[newest] if later else None


def _judgement(reader: Reader, said: Said, area: str, weight: float) -> Line:
    definition = reader.figures.definition(said.kpi)
    door = reader.door("nyckeltal", area=area, visa=said.kpi)
    sentence = f"{said.sentence} {moved_most(reader, said)}".rstrip()
    # What has become worse is looked at before what has become better.
    weight += 5 * _is_worse(reader, said)
    whose = "" if area == reader.selection.area else area
    return Line(called(definition), sentence, door, weight, why=explained(reader, said.kpi, area), area=whose)


def _is_worse(reader: Reader, said: Said) -> bool:
    return {"better": -1, "worse": 1}.get(reader.figures.definition(said.kpi).direction) == said.side


def _targets(reader: Reader) -> Iterator[Line]:
    figures, area, period = reader.figures, reader.selection.area, reader.selection.period
    for kpi, definition in figures.definitions.items():
        goal = figures.goal(kpi, area, period)
        standing = targets.standing(goal, definition) if goal else None
        if goal is None or standing not in (targets.Standing.MISSED, targets.Standing.BEHIND):
            continue
        weight = 75 + 5 * (standing is targets.Standing.MISSED) + (kpi in HEADLINES)
        yield Line(
            called(definition),
            words.target(goal, definition, standing),
            reader.door("nyckeltal", visa=kpi),
            weight,
        )


def _cost(reader: Reader) -> Iterator[Line]:
    """A care day that costs clearly more or less than a year ago: what the judgements leave out, since money has no
    usual band."""
    kpi = "cost_per_care_day"
    if not reader.figures.has(kpi):
        return
    now, before = reader.now_and_before(kpi)
    if of_other_days(reader, now) or not (now.shown and before.shown) or not now.value or not before.value:
        return
    step = now.value / before.value - 1
    if abs(step) >= COST_STEP:
        sentence = words.daily_cost(now.value, before.value, same_days(reader.compared))
        sentence = f"{sentence} {around(reader, kpi)}".rstrip()
        yield Line(reader.figures.definition(kpi).name, sentence, reader.door("nyckeltal", visa=kpi), 70)


def _against_last_year(reader: Reader, told: Set[str], parts: Container[str]) -> Iterator[Line]:
    """Of a kommun, whose few cases are seldom judged: what the placements cost, and what has become worse, but for the
    figures that have been `told`, and the `parts` of a judged share. Nothing of a period before it joined."""
    if before_joining(reader.now_and_before("referrals_received")[0]):
        return
    definitions = reader.figures.definitions
    sentence, is_more = dearer_or_cheaper(reader)
    found = [("placement_cost", sentence, 74 if is_more else 45)] if sentence else []
    found += [(kpi, sentence, _WORSE[kpi]) for kpi, sentence in worse(reader) if kpi not in parts]
    for kpi, sentence, weight in found:
        if (name := called(definitions[kpi])) not in told:
            yield Line(name, sentence, reader.door("nyckeltal", visa=kpi), weight)


def _waiting(reader: Reader) -> Iterator[Line]:
    ages = [age.referrals for age in reader.figures.waiting(reader.selection.area, reader.selection.period)]
    old = sum(ages[LONG_WAIT:])
    if old:
        since = waiting_months(reader)
        oldest = (*since[0], reader.figures.release.reporting_date) if since else None
        of_gfo = reader.selection.area == GFO
        # Of all of GFO it is told whose they are, and how long each has waited on the page that the line leads to.
        sentence = words.waiting(old, sum(ages), LONG_WAIT_DAYS, day_then(reader), oldest, by_day=not of_gfo)
        if of_gfo:
            whose = words.where(waiting_by_kommun(reader), then=bool(day_then(reader)))
            sentence = f"{sentence} {whose}".rstrip()
        elif then := reader.figures.waiting(reader.selection.area, reader.compared.period):
            sentence += words.waited_then(sum(age.referrals for age in then[LONG_WAIT:]))
        yield Line("Lång väntan", sentence, f"{reader.door('remisser')}#{WAITING}", 72, is_to_do=True)


def _deliveries(reader: Reader) -> Iterator[Line]:
    """What is late, and what was refused and has not come again, of the area's own; for GFO of everybody's."""
    figures, area = reader.figures, reader.selection.area
    named = deliveries_named(figures.codes("dataset"), figures.names)
    expected = [row for row in figures.deliveries.expected if area in (GFO, row.sender)]
    late = [named(row.dataset, row.sender) for row in expected if row.is_late]
    refused = [named(row.dataset, row.sender) for row in expected if row.waiting_status]
    if late or refused:
        yield Line(
            "Leveranser", words.deliveries(late, refused), reader.door("leveranser"), 60, is_to_do=True
        )


def _revised(reader: Reader) -> Iterator[Line]:
    figures = reader.figures
    if changed := headlines_first(reader):
        sentence = words.revised(len(changed), f"den {spoken_day(figures.meetings[0].meeting_on)}")
        # To a kommun that is the least of it.
        yield Line("Ändrade siffror", sentence, "#andrat", 50 if reader.selection.area == GFO else 20)


def _deviations(reader: Reader) -> Iterator[Line]:
    value = reader.figures.value("deviations_open", reader.selection.area, reader.selection.period)
    if value.shown and value.value:
        sentence = words.deviations(int(value.value), day_then(reader), _oldest(reader))
        door = reader.door("nyckeltal", visa="deviations_open")
        yield Line("Öppna avvikelser", sentence, door, 40, is_to_do=True)


def _oldest(reader: Reader) -> tuple[Period, date] | None:
    """The month in which the oldest of the open deviations was reported, and the day it still stood open."""
    month = oldest_deviation(reader.figures.source, reader.selection.area, reader.selection.period)
    if month is None:
        return None
    day = min(reader.period.last_day, reader.figures.release.reporting_date)
    return Period.month_of(month), day


def _to_follow_up(reader: Reader) -> Iterator[Line]:
    """Of a kommun: what broke down in the newest month, and what its deliveries hold that is not counted, is doubtful,
    or stands against each other."""
    if reader.selection.area == GFO or not reader.touches_newest:
        return
    yield from _broke_down(reader)
    for sentence in _in_deliveries(reader):
        yield Line("Leveranser", sentence, reader.door("leveranser"), 55, is_to_do=True)


def _broke_down(reader: Reader) -> Iterator[Line]:
    figures, day, kpi = reader.figures, reader.figures.release.reporting_date, "breakdowns"
    month = next((one for one in figures.periods("month") if one.first_day <= day <= one.last_day), None)
    if month is None or not figures.has(kpi):
        return
    many = figures.alone(kpi, reader.selection.area, month.period)
    if many.shown and many.value:
        door = reader.in_period(month.period).door("nyckeltal", visa=kpi)
        yield Line("Sammanbrott", words.broke_down(int(many.value), month.label), door, 58, is_to_do=True)


def _in_deliveries(reader: Reader) -> Iterator[str]:
    area, deliveries = reader.selection.area, reader.figures.deliveries
    labels = reader.figures.codes("dataset")
    own = {
        one.delivery_id: one.dataset
        for one in deliveries.receipts
        if one.sender == area and one.delivery_id in deliveries.standing_ids
    }
    for standing in (one for one in deliveries.standing if one.sender == area):
        name = lowered(labels.get(standing.dataset, standing.dataset))
        if standing.rows_refused:
            yield words.refused(standing.rows_refused, name)
        warnings = sum(
            finding.findings
            for finding in deliveries.findings
            if own.get(finding.delivery_id) == standing.dataset and finding.severity == "varning"
        )
        if warnings:
            yield words.warned(warnings, name)
    for check in deliveries.crosschecks:
        if check.kommun_code == area and check.outcome == "fynd":
            yield words.crosschecked(check.findings, check.sentence)


def _reviews(reader: Reader) -> Iterator[Line]:
    day = reader.figures.release.as_of.date()
    due = [one.name for one in reader.figures.definitions.values() if one.is_due(day)]
    if due and reader.selection.area == GFO:
        yield Line("Granskning", words.reviews(due), reader.door("nyckeltal"), 30)
