"""What people write into the data home for meetings and documents, on its way to a reader: it passes the identity
gate, as what they deliver does.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipelines.errors import Place, ReaderError
from pipelines.identity import identity_in


def read_written(path: Path) -> dict[str, Any]:
    """A TOML file that somebody has written. Raises ReaderError G010 where it holds an identity number (which is not
    repeated), and OSError, UnicodeDecodeError or TOMLDecodeError where it cannot be read."""
    text = path.read_text(encoding="utf-8-sig")
    kinds = identity_in(text)
    if kinds:
        raise ReaderError(
            "G010",
            f"Filen innehåller {' och '.join(kind.value for kind in kinds)} och visas inte.",
            remedy="Skriv om texten utan något som pekar ut en person.",
            place=Place(file=path.name),
        )
    return tomllib.loads(text)
