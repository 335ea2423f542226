"""Which ids of a dataset are pseudonyms, and whose: what re-keying needs to know of a column."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyedField:
    """One id column: `kind` says what it names (barn, hem …), so that equal texts of two kinds differ.

    `scope` is `GFO` for GFO's own ids; None: they are the kommun's, whose code stands in `kommun_code`.
    """

    field: str
    kind: str
    scope: str | None
