"""The outside of a workbook: a zip file, looked over before anything in it is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO, Self
from xml.parsers import expat

from pipelines.reading.sandbox.answer import Problem

CHUNK = 1 << 16
LONGEST_CELL = 32_767  # characters; Excel writes no longer one
LARGEST_PART = 50_000_000  # bytes; only what the table's cells stand in may be larger
_PARTS_OF_CELLS = ("xl/worksheets/", "xl/sharedstrings")
_NESTED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"%PDF")
_BADLY_PACKED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    struct.error,
)


def refuse_long_cell(text: str) -> None:
    """A cell of megabytes takes minutes to look through and is nothing that anybody typed."""
    if len(text) > LONGEST_CELL:
        raise Problem("F010", detail=f"en cell med {len(text)} tecken")


def spelled(name: str) -> str:
    """A part's name as Excel compares it: slashes either way, capitals or not."""
    return name.replace("\\", "/").lower()


class Package:
    """A zip file's members by their names, as Excel finds them: some programs write them otherwise spelled."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.members = {spelled(member.filename): member for member in archive.infolist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def __contains__(self, name: str) -> bool:
        return spelled(name) in self.members

    def __iter__(self) -> Iterator[str]:
        return iter(self.members)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A member to read from; whatever is wrong with how it is packed is the file's fault, not ours."""
        try:
            with self.archive.open(self.members[spelled(name)]) as part:
                yield part
        except _BADLY_PACKED:
            raise Problem("F001") from None

    def read(self, name: str) -> bytes:
        """A whole member."""
        with self.opened(name) as part:
            return part.read()

    def starts(self, name: str) -> bytes:
        """The first bytes of a member."""
        with self.opened(name) as part:
            return part.read(512)

    def nested(self) -> bool:
        """Whether a part is itself a packed file, whose texts nobody sees from here."""
        return any(self.starts(name).startswith(_NESTED) for name in self)


def open_package(file: BinaryIO, limits: dict[str, Any]) -> Package:
    """The zip file, when its own table of contents promises to stay within the limits."""
    try:
        archive = zipfile.ZipFile(file)
    except _BADLY_PACKED:
        raise Problem("F001") from None
    members = archive.infolist()
    packed = max(1, sum(member.compress_size for member in members))
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits["members"]:
        raise Problem("F010", detail=f"{len(members)} delar")
    if unpacked > limits["unpacked_bytes"]:
        raise Problem("F010", detail=f"{unpacked // 1_000_000} MB uppackad")
    # Small files pack well by nature; the ratio only tells something once there is much to unpack.
    if unpacked > 50_000_000 and unpacked > packed * limits["unpacked_ratio"]:
        raise Problem("F010", detail=f"{unpacked // 1_000_000} MB ur {packed // 1_000} kB")
    if len({spelled(member.filename) for member in members}) != len(members):
        raise Problem("F011", detail="två delar har samma namn")
    for member in members:
        name = spelled(member.filename)
        if member.file_size > LARGEST_PART and not name.startswith(_PARTS_OF_CELLS):
            raise Problem("F010", detail=f"en del på {member.file_size // 1_000_000} MB")
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            raise Problem("F011", detail="en del har en sökväg utanför filen")
        if member.flag_bits & 0x1:
            raise Problem("F006")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Problem("F011", detail="en del är packad på ett okänt sätt")
    return Package(archive)


def refuse_active_content(package: Package) -> list[Problem]:
    """Macros, links to other workbooks, queries and embedded files: nothing a register needs."""
    problems = []
    content_types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package else b""
    if (
        any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in package)
        or b"macroEnabled" in content_types
    ):
        problems.append(Problem("F007"))
    if any(name.startswith(("xl/connections", "xl/querytables/")) for name in package) or _has_power_query(
        package
    ):
        problems.append(Problem("F040"))
    if any(name.startswith("xl/externallinks/") for name in package):
        problems.append(Problem("F008"))
    if any(name.startswith(("xl/embeddings/", "xl/activex/", "xl/ctrlprops/")) for name in package):
        problems.append(Problem("F012"))
    return problems


def _has_power_query(package: Package) -> bool:
    """Its steps lie in a part of the workbook's own, in UTF-16 as a rule."""
    words = b"DataMashup"
    return any(
        words in package.starts(name).replace(b"\x00", b"")
        for name in package
        if name.startswith("customxml/")
    )


def parse_part(package: Package, name: str, parser: Any) -> None:
    """Feed a part to an expat parser; a document type, and so every entity of its own, is refused."""
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _refuse_other_codings
    parser.buffer_text = True
    with package.opened(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_other_codings(_: str, encoding: str | None, __: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "utf-16", "us-ascii"):
        raise Problem("F001")


def _refuse_doctype(*_: object) -> None:
    raise Problem("F009")


def new_parser() -> Any:
    """A parser that names elements by namespace and local name, parted by a space."""
    return expat.ParserCreate(namespace_separator=" ")


class LocalNames(dict[str, str]):
    """Element name → its local part; prefixes differ between the programs that write workbooks."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local
