"""A column of ids: texts that must be the same text whenever they mean the same child, home or case.

A register may hold millions of them, nearly all sound, so the few that need a look are found by one pattern and only
these are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from pipelines.checking.blanks import is_error_word, means_blank, quoted, visible
from pipelines.checking.judging import Judged
from pipelines.checking.parsing import FORMULA_SIGNS
from pipelines.contracts.fields import FieldSpec

_MONTH = r"(?:jan|feb|mar|apr|ma[ijy]|jun|jul|aug|sep|o[ck]t|nov|dec)[a-z]{0,6}\.?"
# What every id looks like that may be a word for blank, an error, a formula, a lost number or a day, or holds what
# nobody sees; and some that are sound. One pattern is as fast as a look at the first letter alone.
_ODD = (
    r"(?i)^(?:\D*$|[#=+\-@]|0+(?:$|[.,])|\d+[.,]\d+(?:$|e)|\d+e[+-]|\d{4}-\d{2}-\d{2}(?:$|[ t])"
    rf"|\d{{1,2}}[-./ ]{_MONTH}|{_MONTH}[-./ ]\d)|[\p{{Cf}}\p{{Cc}}\u00a0\u2000-\u200a\u202f\u205f\u3000]"
)
_EXPONENT = re.compile(r"-?\d+(?:[.,]\d+E[+-]?|E[+-])\d+", re.IGNORECASE)
_WHOLE_AS_DECIMAL = re.compile(r"(0|[1-9]\d*)[.,]0+")
_DECIMAL = re.compile(r"\d+[.,]\d*[1-9]\d*")
_DAY = re.compile(
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[ T][\d:.,]+)?|\d{{1,2}}[-./ ]{_MONTH}(?:[-./ ]\d{{2,4}})?|{_MONTH}[-./ ]\d{{2,4}}",
    re.IGNORECASE,
)


def odd_ones(values: pl.Series) -> pl.Series:
    """Which ids deserve a look: true for every one that `judge_ids` may change, and for some others."""
    return values.str.contains(_ODD).fill_null(False)


def judge_ids(
    texts: Sequence[str], spec: FieldSpec, own_blanks: frozenset[str], *, some_sound: bool
) -> Judged:
    """The id that each odd text is. `some_sound`: the column has other ids too, which nobody need look at."""
    seen = [" ".join(visible(text).split()) for text in texts]
    # 12.0 is an id of its own where 12.1 is another, and a day where every id is one.
    decimals_are_ids = any(_DECIMAL.fullmatch(text) for text in seen)
    days_are_ids = not some_sound and all(_DAY.fullmatch(text) for text in seen)
    found = Judged(list(seen), [""] * len(seen))
    blank, whole = [], []
    for at, text in enumerate(seen):
        if not text:
            found.values[at] = None
        elif means_blank(text, spec, own_blanks):
            blank.append(at)
        elif is_error_word(text):
            found.refuse([at], "V028")
        elif text.startswith(FORMULA_SIGNS):
            found.refuse([at], "V011")
        elif _EXPONENT.fullmatch(text):
            found.refuse([at], "V029")
        elif not days_are_ids and _DAY.fullmatch(text):
            found.refuse([at], "V030")
        elif not decimals_are_ids and (match := _WHOLE_AS_DECIMAL.fullmatch(text)):
            found.values[at] = match[1]
            whole.append(at)
    hidden = [at for at, text in enumerate(texts) if text != seen[at] and found.values[at]]
    if hidden:
        found.note("V027", hidden)
    if blank and spec.nullable:
        found.refuse(blank, "")
        found.note("V019", blank, words=quoted(seen[at] for at in blank))
    elif blank:
        found.refuse(blank, "V018")
    if whole:
        found.note("V031", whole)
    return found
