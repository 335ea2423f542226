"""Findings that say the same thing, told once: the same wrong word in two thousand rows is one thing to mend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import Category, Finding

FIRST_ROWS = 10
_KEYS_NAMED = 3
MOST_VALUES = 8
"""More values of a column than this that are wrong in one way are told by the first of them."""
# Each is a word of its own to put another in the place of.
_WORDS = frozenset({"V002"})
_LIKE_OTHERS = frozenset({"B001", "B008", "B009"})


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one code in one column about one value, with one remedy; `first` stands for them all."""

    members: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.members[0]

    @property
    def message(self) -> str:
        """What is wrong; of rows that clash each with another, without which one."""
        first, kind = self.first, finding_kinds().get(self.first.code)
        if kind is None or all(one.message == first.message for one in self.members):
            return first.message
        return self._of_repeated() if first.code == "B001" else kind.general(first.place.column)[0]

    def _of_repeated(self) -> str:
        """Rows of several keys that others have, the first of them named: `… finns två gånger: rad 61 och 581, …`."""
        keys = [one.partition(": rad ") for one in dict.fromkeys(one.message for one in self.members)]
        head = keys[0][0]
        if any(one[0] != head for one in keys):
            head = re.sub(r"finns \S+ gånger$", "finns flera gånger", head)
        shown = ", ".join(rows.rstrip(".") for *_, rows in keys[:_KEYS_NAMED])
        return f"{head}: rad {shown}{', …' if len(keys) > _KEYS_NAMED else '.'}"

    @property
    def found(self) -> str:
        """What stood in the first row; of several rows that are others' like, the first is not it."""
        several = self.first.code in _LIKE_OTHERS and len({one.found for one in self.members}) > 1
        return "" if several else self.first.found

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of a file that it is about, in order."""
        return tuple(sorted({one.place.row for one in self.members if one.place.row is not None}))

    def where(self, most: int = FIRST_ROWS) -> str:
        """The first rows as a sentence names them: 3, 4, 9 och 17 till; empty when it is about none."""
        rows = self.rows
        listed = ", ".join(str(row) for row in rows[:most])
        return f"{listed} och {len(rows) - most} till" if len(rows) > most else listed

    def ids(self, most: int = FIRST_ROWS) -> str:
        """The first of the sender's own ids of those rows."""
        ids = list(dict.fromkeys(one.row_id for one in self.members if one.row_id))
        return ", ".join(ids[:most]) + (" …" if len(ids) > most else "")


def gathered(findings: Iterable[Finding]) -> list[FindingGroup]:
    """The findings in groups, each where its first one stood; many values of one column that are written in one wrong
    way are one group."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        # What a rule looked at differs from row to row; a value that the sentence quotes is what is wrong.
        about = one.found if one.found and one.found in one.message and one.row_id != one.found else ""
        if one.category is Category.PERSONAL:
            about = one.message  # a name and a number in one column are two things
        key = (one.severity, one.place.sheet, one.place.column, one.code, about, one.remedy)
        groups.setdefault(key, []).append(one)
    columns = Counter(
        (severity, sheet, column, code, remedy) for severity, sheet, column, code, _, remedy in groups
    )
    told: dict[tuple[str, ...], list[Finding]] = {}
    for (severity, sheet, column, code, about, remedy), members in groups.items():
        many = columns[severity, sheet, column, code, remedy] > MOST_VALUES
        alike = many and members[0].category is Category.VALUE and code not in _WORDS
        told.setdefault((severity, sheet, column, code, "" if alike else about, remedy), []).extend(members)
    return [FindingGroup(tuple(members)) for members in told.values()]
