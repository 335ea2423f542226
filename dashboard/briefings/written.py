"""What people write into the data home for meetings and documents, on its way to a reader: it passes the identity
gate, as what they deliver does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.errors import Place, ReaderError, disk_error, toml_error
from pipelines.identity import identity_in


def read_written(path: Path, refused: Callable[[str], ReaderError]) -> dict[str, Any]:
    """A TOML file that somebody has written. Raises ReaderError G010 where it holds an identity number (which is not
    repeated), and `refused`, with why in a sentence, where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise refused(f"Filen går inte att läsa: {disk_error(error)}.") from error
    except UnicodeDecodeError as error:
        raise refused(f"Filen {toml_error(error)}.") from error
    kinds = identity_in(text)
    if kinds:
        raise ReaderError(
            "G010",
            f"Filen innehåller {' och '.join(kind.value for kind in kinds)} och visas inte.",
            remedy="Skriv om texten utan något som pekar ut en person.",
            place=Place(file=path.name),
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refused(f"Filen {toml_error(error)}.") from error
