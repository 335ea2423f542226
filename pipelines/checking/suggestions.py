"""\u201dMenade ni …?\u201d: the known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from pipelines.contracts.headers import normalise_header

# Below this the suggestion is oftener a guess than a help; longer texts are no misspelt code.
_LIKENESS = 0.68
_LONGEST = 60


def nearest(text: str, spellings: Mapping[str, str]) -> str:
    """The value whose spelling (normalised) is nearest to `text`; empty when none is near."""
    plain = normalise_header(text)
    if not plain or len(plain) > _LONGEST:
        return ""
    found = get_close_matches(plain, spellings, n=1, cutoff=_LIKENESS)
    if not found:
        # A code cut short, or with words added: matchad_gfo_2 and konsulent.
        found = [
            one
            for one in spellings
            if len(plain) >= 4 and (one.startswith(plain) or plain.startswith(f"{one}_"))
        ]
        found = found[:1] if len({spellings[one] for one in found}) == 1 else []
    return spellings[found[0]] if found else ""
