"""The outside of a workbook: a zip file, looked over before anything in it is unpacked."""

from __future__ import annotations

import html
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO
from xml.parsers import expat

CHUNK = 1 << 16
LONGEST_CELL = 32_767  # characters; Excel writes no longer one
LARGEST_PART = 100_000_000  # bytes; only what the table's cells stand in may be larger
_PARTS_OF_CELLS = ("xl/worksheets/", "xl/sharedstrings")
_BADLY_PACKED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    struct.error,
)


class Problem(Exception):
    """Something in the file that stops it. `code` is a finding code of the reading room."""

    def __init__(self, code: str, **fills: str) -> None:
        super().__init__(code)
        self.code = code
        self.fills = fills


def refuse_long_cell(text: str) -> None:
    """A cell of megabytes takes minutes to look through and is nothing that anybody typed."""
    if len(text) > LONGEST_CELL:
        raise Problem("F010", detail=f"en cell med {len(text)} tecken")


def open_package(file: BinaryIO, limits: dict[str, Any]) -> zipfile.ZipFile:
    """The zip file, when its own table of contents promises to stay within the limits."""
    try:
        package = zipfile.ZipFile(file)
    except _BADLY_PACKED:
        raise Problem("F001", kind="Excel-arbetsbok") from None
    members = package.infolist()
    packed = max(1, sum(member.compress_size for member in members))
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits["members"]:
        raise Problem("F010", detail=f"{len(members)} delar")
    if unpacked > limits["unpacked_bytes"]:
        raise Problem("F010", detail=f"{unpacked // 1_000_000} MB uppackad")
    # Small files pack well by nature; the ratio only tells something once there is much to unpack.
    if unpacked > 50_000_000 and unpacked > packed * limits["unpacked_ratio"]:
        raise Problem("F010", detail=f"{unpacked // 1_000_000} MB ur {packed // 1_000} kB")
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise Problem("F011", detail="två delar har samma namn")
    for member in members:
        if member.file_size > LARGEST_PART and not member.filename.lower().startswith(_PARTS_OF_CELLS):
            raise Problem("F010", detail=f"en del på {member.file_size // 1_000_000} MB")
        parts = member.filename.replace("\\", "/").split("/")
        if member.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise Problem("F011", detail="en del har en sökväg utanför filen")
        if member.flag_bits & 0x1:
            raise Problem("F006")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Problem("F011", detail="en del är packad på ett okänt sätt")
    return package


def refuse_active_content(package: zipfile.ZipFile) -> list[Problem]:
    """Macros, links to other workbooks and embedded files: nothing a register needs."""
    names = [name.lower() for name in package.namelist()]
    problems = []
    content_types = read_part(package, "[Content_Types].xml") if "[content_types].xml" in names else b""
    if (
        any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in names)
        or b"macroEnabled" in content_types
    ):
        problems.append(Problem("F007"))
    if any(name.startswith(("xl/externallinks/", "xl/connections", "xl/querytables/")) for name in names):
        problems.append(Problem("F008"))
    if any(name.startswith(("xl/embeddings/", "xl/activex/", "xl/ctrlprops/")) for name in names):
        problems.append(Problem("F012"))
    return problems


@contextmanager
def opened_part(package: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A member to read from; whatever is wrong with how it is packed is the file's fault, not ours."""
    try:
        with package.open(name) as part:
            yield part
    except _BADLY_PACKED:
        raise Problem("F001", kind="Excel-arbetsbok") from None


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    with opened_part(package, name) as part:
        return part.read()


def parse_part(package: zipfile.ZipFile, name: str, parser: Any) -> None:
    """Feed a part to an expat parser; a document type, and so every entity of its own, is refused."""
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _refuse_other_codings
    parser.buffer_text = True
    with opened_part(package, name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_other_codings(_: str, encoding: str | None, __: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "utf-16", "us-ascii"):
        raise Problem("F001", kind="Excel-arbetsbok")


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


_INLINE = re.compile(
    r"</?(?:\w+:)?(?:t|r|rPr|pPr|rFont|sz|b|i|u|color|family|scheme|charset|font|span)\b[^<>]*>"
)
_TAG = re.compile(r"<(?!!\[CDATA\[)[^<>]*>")
_ATTRIBUTE = re.compile(r"""\s[\w:.\-]+\s?=\s?(?:"([^"]*)"|'([^']*)')""")


def loose_texts(package: zipfile.ZipFile, apart: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(part name, text) of everything written in the package but the cells: comments, properties, drawings, …

    Read without an XML parser, so that a part that no parser accepts is still looked through.
    """
    for member in package.infolist():
        yield member.filename, member.comment.decode("utf-8", "replace") + "\n" + member.filename
        if member.filename in apart or not member.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        raw = read_part(package, member.filename)
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = raw.decode("utf-16", "replace")
        else:
            text = raw.decode("utf-8", "replace")
        if re.search(r"<!(DOCTYPE|ENTITY)", text):
            raise Problem("F009")
        text = text.replace("<!--", "\n").replace("-->", "\n")
        # Runs are joined, since a number may change its font half-way; everything else is kept apart.
        said = _TAG.sub("\n", _INLINE.sub("", text)).replace("<![CDATA[", "").replace("]]>", "")
        attributes = "\n".join(first or second for first, second in _ATTRIBUTE.findall(text))
        yield member.filename, html.unescape(said + "\n" + attributes)
    if package.comment:
        yield "", package.comment.decode("utf-8", "replace")
