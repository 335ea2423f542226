"""Rows that stand again, in words: which rows are which others' like, and what a key is called."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.wording import counted

#: What a column of a key is called in a sentence, where its header is no word.
_SPOKEN = {
    "manad": "månad",
    "placeringsform": "form",
    "ar": "år",
    "alder": "ålder",
    "omrade": "område",
    "kon": "kön",
    "fran": "startdag",
}
# Spans of rows that a sentence names.
_MOST = 3


def spoken(column: str) -> str:
    """What a column is called in a sentence."""
    return _SPOKEN.get(column, column)


def alike_rows(pairs: Sequence[tuple[int, int]]) -> str:
    """`Raderna 581–584 är likadana som 61–64.` of rows, each with the earlier one whose like it is."""
    spans: list[list[tuple[int, int]]] = []
    for row, first in sorted(pairs):
        if spans and spans[-1][-1] == (row - 1, first - 1):
            spans[-1].append((row, first))
        else:
            spans.append([(row, first)])
    if len(pairs) == 1:
        return f"Rad {pairs[0][0]} är likadan som rad {pairs[0][1]}."
    one = len(spans[0]) == 1
    (rows, before), *others = [(_span(span, 0), _span(span, 1)) for span in spans[:_MOST]]
    said = f"{'Rad' if one else 'Raderna'} {rows} är {'likadan' if one else 'likadana'} som {before}"
    said = ", ".join([said, *(f"{again} som {earlier}" for again, earlier in others)])
    left = sum(len(span) for span in spans[_MOST:])
    more = f" och så {counted(left, 'rad', 'rader')} till" if left else ""
    return f"{said}{more}."


def _span(span: Sequence[tuple[int, int]], side: int) -> str:
    first, last = span[0][side], span[-1][side]
    return str(first) if first == last else f"{first}–{last}"
