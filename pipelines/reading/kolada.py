"""Answers of Kolada's API v3 (`/data/kpi/…`) to one raw sheet: a row a figure, area, year and gender.

A file holds one answer, or a list of them: the pages as they came. Row numbers are the figures' places in the file,
from 1; rows that Kolada has marked as deleted are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.model import Limits, Refusal
from pipelines.reading.opened import Opened, sheet_of

HEADERS = ("nyckeltal", "omrade", "ar", "kon", "varde", "status")
_VALUE = HEADERS.index("varde")
_OF_ANSWER = frozenset({"values", "count", "next_url", "previous_url"})
_OF_CELL = ("kpi", "municipality", "period", "values")
_OF_FIGURE = ("gender", "value", "status")
_KNOWN = frozenset({*_OF_CELL, *_OF_FIGURE, "count", "isdeleted"})


class _Broken(ValueError):
    """An answer, but no whole one."""


def is_kolada(content: object) -> bool:
    """Whether what a JSON file holds is an answer, or a list of them."""
    answers = content if isinstance(content, list) else [content]
    return bool(answers) and all(
        isinstance(answer, dict) and isinstance(answer.get("values"), list) for answer in answers
    )


def open_kolada(content: Any, place: Place, limits: Limits) -> Opened:
    """The figures of the answers. Raises Refusal F055 where one is not whole, F056 where a page of one is not there."""
    answers = content if isinstance(content, list) else [content]
    if lacking := _lacking(answers):
        raise Refusal(finding("F056", place, what=lacking))
    try:
        rows = [row for answer in answers for row in _figures(answer)]
    except _Broken as broken:
        raise Refusal(finding("F055", place, what=str(broken))) from None
    if len(rows) > limits.rows:
        raise Refusal(finding("F055", place, what="vilket register svaret är; det är för stort"))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in HEADERS]
    texts = [("filens beskrivning", text) for answer in answers for text in _texts(answer)]
    return Opened([sheet_of(HEADERS, columns, numbers=_VALUE)], texts)


def _lacking(answers: Sequence[Mapping[str, Any]]) -> str:
    """Which page is not there, in words: each question's pages follow each other, and the last leads to no other."""
    counted = held = 0
    begun = False
    for answer in answers:
        if answer.get("previous_url") and not begun:
            return "sidan före saknas"
        count = answer.get("count")
        counted = max(counted, count if isinstance(count, int) else 0)
        held += len(answer["values"])
        begun = bool(answer.get("next_url"))
        if not begun:
            if counted > held:
                return f"filen har {held} av {counted} svar"
            counted = held = 0
    return "nästa sida saknas" if begun else ""


def _figures(answer: Mapping[str, Any]) -> Iterator[tuple[str | None, ...]]:
    for cell in answer["values"]:
        if not isinstance(cell, dict) or not all(key in cell for key in _OF_CELL):
            raise _Broken("vilket nyckeltal, område och år varje siffra gäller")
        if not isinstance(cell["values"], list):
            raise _Broken("vilka siffror som finns")
        for figure in cell["values"]:
            if not isinstance(figure, dict) or not all(key in figure for key in _OF_FIGURE):
                raise _Broken("vad varje siffra är")
            deleted = figure.get("isdeleted") or False
            if not isinstance(deleted, bool):
                raise _Broken("om varje siffra gäller")
            if deleted:
                continue
            yield (
                *(_text(cell[key]) for key in ("kpi", "municipality", "period")),
                _text(figure["gender"]),
                _text(figure["value"]),
                _text(figure["status"]),
            )


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise _Broken("vad varje siffra är")


def _texts(answer: Mapping[str, Any]) -> Iterator[str]:
    """Every key and word that is no figure's own, for the identity gate; the addresses of pages are Kolada's."""
    for key, value in answer.items():
        if key not in _OF_ANSWER:
            yield from (key, str(value))
    for cell in answer["values"]:
        for part in (cell, *cell["values"]):
            for key, value in part.items():
                if key not in _KNOWN:
                    yield from (key, str(value))
