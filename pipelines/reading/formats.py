"""The file formats that are read, one line each: adding one is its reader and a line here.

A reader is named and not imported, so that the child process loads its own alone and the rest of the room never
loads any for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileFormat:
    """A format by what tells it and who reads it.

    `words`: the format in a sentence. `signs`: what its files begin with; none for text, which is what carries
    nobody's sign. `parts`: what must also stand near the start, since other formats begin alike.
    `reader`: module:function. A sandboxed one runs in the child, as (file, out, limits) → its answer's JSON (see
    `sandbox.main`); any other is called here, as (file, place, known headers, limits) → `Opened`.
    """

    name: str
    endings: tuple[str, ...]
    words: str
    signs: tuple[bytes, ...]
    reader: str
    sandboxed: bool
    parts: tuple[bytes, ...] = ()

    @property
    def noun(self) -> str:
        """The words without their article."""
        return self.words.removeprefix("en ")


_SANDBOX = "pipelines.reading.sandbox"

FORMATS: tuple[FileFormat, ...] = (
    FileFormat(
        "csv", (".csv", ".txt", ".tsv"), "text", (), "pipelines.reading.text_file:read_text_file", False
    ),
    FileFormat(
        "xlsx",
        (".xlsx", ".xlsm"),
        "en Excel-arbetsbok",
        (b"PK\x03\x04",),
        f"{_SANDBOX}.spreadsheet:read_spreadsheet",
        True,
        parts=(b"[Content_Types].xml", b"xl/", b"xl\\"),
    ),
    FileFormat(
        "parquet", (".parquet",), "en Parquet-fil", (b"PAR1",), f"{_SANDBOX}.columnar:read_parquet", True
    ),
    FileFormat("json", (".json",), "en JSON-fil", (), "pipelines.reading.json_file:read_json", False),
)

BY_ENDING: dict[str, FileFormat] = {ending: one for one in FORMATS for ending in one.endings}
