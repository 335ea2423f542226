"""What the figures leave a meeting to decide on: a question a topic, of what its own questions are not about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from dashboard.blocks.against_last_year import reported, worse
from dashboard.blocks.near import owners_beside
from dashboard.blocks.told import of_other_days
from dashboard.blocks.told_cost import forms_of_cause
from dashboard.blocks.unusual import judged_here, parts_of_shares
from dashboard.published.records import Comment, Said
from dashboard.reader.reader import Reader
from dashboard.words import formats, targets
from dashboard.words import questions as words
from dashboard.words.changes import is_counted
from dashboard.words.kommun import same_days
from dashboard.words.topics import TOPICS
from dashboard.words.usual import usually
from pipelines.reference import GFO
from pipelines.signals import FEWEST_MORE

_MOST = 3
# A kommun that has so large a part of all is named, and a form that has become so much dearer.
_PART, _DEARER = 3, 4
_NOT_MET = (targets.Standing.MISSED, targets.Standing.BEHIND)


@dataclass(frozen=True)
class _Question:
    """A question, the figure that it is of, what other figures tell the same, and how much it weighs."""

    kpi: str
    sentence: str
    weight: int
    same: frozenset[str] = frozenset()
    is_of_target: bool = False


def from_figures(reader: Reader, own: Sequence[str], agreed: Sequence[Comment]) -> tuple[str, ...]:
    """At most three, the weightiest of each topic; of the newest tertial alone, since nobody can act on an old one, and
    of nothing that the meeting's `own` questions or what is `agreed` concern already."""
    if not reader.is_newest:
        return ()
    texts = [*own, *(one.text for one in agreed if not one.kpi)]
    taken = words.concerned(texts) | {one.kpi for one in agreed}
    of_targets = words.of_targets(texts)
    told: dict[str, str] = {}
    every = chain(_unusual(reader), _targets(reader), _dearer(reader), _worse(reader), _reported(reader))
    for one in sorted(every, key=lambda one: -one.weight):
        if not taken & {one.kpi, *one.same} and not (one.is_of_target and of_targets):
            told.setdefault(_topic(one.kpi), one.sentence)
    return tuple(told.values())[:_MOST]


def _topic(kpi: str) -> str:
    return next((topic for topic, kpis in TOPICS if kpi in kpis), "")


def _unusual(reader: Reader) -> Iterator[_Question]:
    """Of what is judged and has not become better; a share by what it is counted from, where that is judged too."""
    found = judged_here(reader)
    shares = parts_of_shares(reader, found)
    for said in found:
        definition = reader.figures.definition(said.kpi)
        if {"better": 1, "worse": -1}.get(definition.direction) == said.side or said.kpi in shares.values():
            continue
        value = reader.now_and_before(said.kpi)[0]
        near = reader.figures.judgements.usual(said.kpi, said.area).get(said.period)
        if not value.shown or value.value is None:
            continue
        beside = usually(value, near, definition) if near else ""
        sentence = words.unusual(value, beside, _most_of(reader, said), definition)
        weight = 70 if definition.direction == "neither" else 90
        yield _Question(said.kpi, sentence, weight, frozenset({shares.get(said.kpi, said.kpi)}))


def _most_of(reader: Reader, said: Said) -> tuple[str, int] | None:
    """The kommun that has at least a third of a count of all of GFO, and how many."""
    if said.area != GFO or not is_counted(reader.figures.definition(said.kpi)):
        return None
    counts = [(int(now.value), name) for name, now, _before in owners_beside(reader, said.kpi) if now.value]
    whole = reader.now_and_before(said.kpi)[0].value or 0
    most, name = max(counts, default=(0, ""))
    is_alone = [count for count, _name in counts].count(most) == 1
    return (name, most) if most >= FEWEST_MORE and _PART * most >= whole and is_alone else None


def _targets(reader: Reader) -> Iterator[_Question]:
    figures, area, period = reader.figures, reader.selection.area, reader.selection.period
    for kpi, definition in figures.definitions.items():
        goal = figures.goal(kpi, area, period)
        standing = targets.standing(goal, definition) if goal else None
        if goal and standing in _NOT_MET:
            weight = 80 if standing is targets.Standing.MISSED else 76
            yield _Question(kpi, words.target(goal, definition), weight, is_of_target=True)


def _dearer(reader: Reader) -> Iterator[_Question]:
    """Of the form whose cost has risen most, where it has by a quarter at least."""
    kpi = "placement_cost"
    if not reader.figures.has(kpi) or of_other_days(reader, reader.now_and_before(kpi)[0]):
        return
    form = max(forms_of_cause(reader), key=lambda form: form.added, default=None)
    if form and form.kronor_before and _DEARER * form.added >= form.kronor_before:
        now, before = (formats.short_kronor(size, form.kronor) for size in (form.kronor, form.kronor_before))
        yield _Question(kpi, words.dearer(form.name, now, before, same_days(reader.compared)), 75)


def _worse(reader: Reader) -> Iterator[_Question]:
    """Of a kommun, whose few cases are seldom judged: what may be chance is asked of as that."""
    if reader.selection.area != GFO:
        for kpi, sentence in worse(reader):
            yield _Question(kpi, f"{sentence} {words.FOLLOW_UP}", 65)


def _reported(reader: Reader) -> Iterator[_Question]:
    if sentence := reported(reader):
        yield _Question("deviations_reported", f"{sentence} {words.REPORTED}", 60)
