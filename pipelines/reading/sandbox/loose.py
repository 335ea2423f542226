"""Everything that is written in a workbook's package but its cells: comments, properties, drawings, names of parts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipelines.reading.sandbox.answer import Problem
from pipelines.reading.sandbox.package import Package

_INLINE = re.compile(
    r"</?(?:\w+:)?(?:t|r|rPr|pPr|rFont|sz|b|i|u|color|family|scheme|charset|font|span)\b[^<>]*>"
)
_TAG = re.compile(r"<(?!!\[CDATA\[)[^<>]*>")
_ATTRIBUTE = re.compile(r"""\s[\w:.\-]+\s?=\s?(?:"([^"]*)"|'([^']*)')""")
# An identifier that programs make up is no number of anybody's.
_UNIQUE_ID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_MARKUP = (".xml", ".rels", ".vml")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x01\x00\x00\x00")
_PRINTABLE = re.compile(r"[\x20-\x7e\xa0-\xff]{6,}")


def loose_texts(package: Package, apart: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(part name, text) of every part but `apart`, the sheets' own, whatever it is called and however it is coded.

    Read without an XML parser, so that a part that no parser accepts is still looked through.
    """
    for name in package:
        member = package.members[name]
        extra = _words_of_bytes(member.extra)
        yield name, member.comment.decode("utf-8", "replace") + "\n" + member.filename + "\n" + extra
        if name in apart:
            continue
        raw = package.read(name)
        if name.endswith(_MARKUP) or raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            yield name, _words_of_markup(_text_of(raw))
        elif not raw.startswith(_PICTURES):
            yield name, _words_of_bytes(raw)
    if package.archive.comment:
        yield "", package.archive.comment.decode("utf-8", "replace")


def _text_of(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    head = raw[:400]
    if head.count(b"\x00") > len(head) // 4:  # UTF-16 without its mark
        return raw.decode("utf-16-le" if head[1:2] == b"\x00" else "utf-16-be", "replace")
    return raw.decode("utf-8", "replace")


def _words_of_markup(text: str) -> str:
    if re.search(r"<!(DOCTYPE|ENTITY)", text):
        raise Problem("F009")
    text = text.replace("<!--", "\n").replace("-->", "\n").replace("<?", "\n").replace("?>", "\n")
    # Runs are joined, since a number may change its font half-way; everything else is kept apart.
    said = _TAG.sub("\n", _INLINE.sub("", text)).replace("<![CDATA[", "").replace("]]>", "")
    attributes = "\n".join(first or second for first, second in _ATTRIBUTE.findall(text))
    return _UNIQUE_ID.sub("", html.unescape(said + "\n" + attributes))


def _words_of_bytes(raw: bytes) -> str:
    """What can be read in bytes of any kind, be they of one byte a letter or two."""
    narrow = _PRINTABLE.findall(raw.decode("latin-1"))
    wide = _PRINTABLE.findall(raw.replace(b"\x00", b"").decode("latin-1")) if b"\x00" in raw else []
    return "\n".join([*narrow, *wide])
