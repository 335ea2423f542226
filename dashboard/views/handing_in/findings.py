"""What was found in a file as HTML: by place, since that is how people mend one, and what is said of all of it once."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.views.handing_in import sentences
from dashboard.views.handing_in.checking import Group


def listed(heading: str, meaning: str, groups: Sequence[Group]) -> str:
    """Findings of one kind: where, what is wrong, and what to do."""
    places: dict[tuple[str, ...], list[Group]] = {}
    for group in sorted(groups, key=_order):
        places.setdefault((group.sheet, group.column, group.code, group.allowed), []).append(group)
    rows = "".join(_together(members) for members in places.values())
    head = f"<h3>{escape(heading)}</h3>" if heading else ""
    sub = f'<p class="sub">{escape(meaning)}</p>' if meaning else ""
    return f'{head}{sub}<ul class="findings">{rows}</ul>'


def _order(group: Group) -> tuple[bool, str, int]:
    """What stops the whole file first; then down the rows, as people mend a file."""
    return group.severity != "FILE", group.sheet, group.first_row


def _together(groups: Sequence[Group]) -> str:
    """What is wrong in one way in one column: each wrong word with its rows, and what holds for all of them once."""
    first = groups[0]
    alike = len({group.remedy for group in groups}) == 1
    inner = f'<p class="sub">{escape(where)}</p>' if (where := sentences.place(first)) else ""
    inner += "".join(_one(group, with_remedy=not alike) for group in groups)
    if first.others:
        inner += f'<p class="sub">{escape(sentences.others(first))}</p>'
    if alike and first.remedy:
        inner += f"<p>{escape(first.remedy)}</p>"
    if first.allowed:
        inner += _allowed(first.allowed)
    return f"<li>{inner}</li>"


def _allowed(words: str) -> str:
    """What may stand there; where each part has a name of its own, behind a line."""
    registers = words.split("; ")
    if len(registers) == 1:
        return f'<p class="sub">Tillåtet: {escape(words)}.</p>'
    listed = "".join(f"<li>{escape(one)}</li>" for one in registers)
    return f"<details><summary>Visa kolumnerna i varje register</summary><ul>{listed}</ul></details>"


def _one(group: Group, *, with_remedy: bool) -> str:
    said = f"<strong>{escape(group.message)}</strong>"
    if group.found:
        said += f" Funnet: {escape(group.found)}."
    if rows := sentences.rows(group):
        said += f' <span class="sub">{escape(rows)}</span>'
    remedy = f" {escape(group.remedy)}" if with_remedy and group.remedy else ""
    return f"<p>{said}{remedy}</p>"
