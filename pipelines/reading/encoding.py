"""Which characters a text file's bytes are, told from all of them, not from its first lines.

UTF-8 tells itself. Among the codings of one byte a letter (Windows, Macintosh, DOS) nothing in a file says which
it is: a byte that is å in one is Œ in the next. What tells is the words: kommuner and codes with å, ä and ö in them
are right in one coding only. Where no known word tells, and another coding than Windows' makes more of the bytes
letters, the file is refused rather than guessed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from pipelines.contracts import DATASETS
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reading.file_bytes import FileBytes
from pipelines.reading.model import Refusal
from pipelines.reference import read_reference

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# å ä ö Å Ä Ö in UTF-8, read as cp1252: "Ã¥" and its like, which nobody writes on purpose; and UTF-8's own mark.
_UTF8_INSIDE = re.compile(rb"\xc3[\xa5\xa4\xb6\x85\x84\x96]|\xef\xbb\xbf")
# The same letters written as UTF-8 twice over: what came between read them as Windows, Macintosh or DOS does.
_TWICE = {
    "cp1252": ("Ã", re.compile("Ã[¥¤¶\x85\x84\x96…„–]")),
    "mac_roman": ("√", re.compile("√[•§∂ÖÑñ]")),
    "cp850": ("├", re.compile("├[ÑñÂàäû]")),
}
_ONE_BYTE = {"cp1252": "Windows", "mac_roman": "Macintosh (MacRoman)", "cp850": "DOS (cp850)"}
_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_SWEDISH = "åäöÅÄÖéÉ"
_USUAL = "åäöÅÄÖéÉüÜ\u00a0\u00ad"  # in a word of a Windows file none of these asks for a second look
_NO_LETTERS = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])  # in Windows' coding
_ASCII = bytes(range(128))


@dataclass(frozen=True)
class Coding:
    """`codec` decodes the bytes. `between`: the codec that a text written as UTF-8 twice was read with between.

    `words`: the coding's name where its sender should be told that it was not the usual one.
    """

    codec: str
    between: str = ""
    words: str = ""

    def decode(self, view: FileBytes) -> Iterator[str]:
        """The file's text, a slice at a time; UnicodeError where it does not fit."""
        decoder = codecs.getincrementaldecoder(self.codec)()
        again = codecs.getincrementaldecoder("utf-8")()
        for part in (*view.slices(), b""):
            text = decoder.decode(part, not part)
            yield again.decode(_undo(text, self.between), not part) if self.between else text

    def fits(self, view: FileBytes) -> bool:
        """Whether every byte can be decoded."""
        try:
            for _ in self.decode(view):
                pass
        except UnicodeError:
            return False
        return True


def find_coding(view: FileBytes, place: Place) -> Coding:
    """The coding of the whole file. Raises Refusal, with the first row that does not fit, where there is none."""
    start = view.read(0, 4096)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            coding = Coding(codec)
            if coding.fits(view):
                return _once(view, coding, place) if codec == "utf-8-sig" else coding
            raise Refusal(_mixed(view, place, _is_utf_8) if codec == "utf-8-sig" else finding("F017", place))
    if b"\x00" in start:
        codec = "utf-16-le" if start[1:2] == b"\x00" else "utf-16-be"
        # Every other byte of Swedish text in UTF-16 is zero; a binary file is not that regular.
        zeros = start[1 if codec == "utf-16-le" else 0 :: 2].count(b"\x00")
        if zeros > len(start) // 4 and Coding(codec).fits(view):
            return Coding(codec)
        raise Refusal(finding("F017", place))
    if any(b"\x00" in part for part in view.slices()):
        raise Refusal(finding("F017", place))
    if Coding("utf-8").fits(view):
        return _once(view, Coding("utf-8"), place)
    if any((b"\xc3" in part or b"\xef" in part) and _UTF8_INSIDE.search(part) for part in view.slices()):
        raise Refusal(_mixed(view, place, _is_utf_8))
    return _of_one_byte(view, place)


# ---- UTF-8


def _once(view: FileBytes, coding: Coding, place: Place) -> Coding:
    """The coding, unless its letters were written as UTF-8 twice: then the way back, when it is one way for all."""
    for between, (sign, pattern) in _TWICE.items():
        if not any(sign.encode() in part for part in view.slices()):
            continue
        if not any(pattern.search(text) for text in coding.decode(view)):
            continue
        twice = Coding(coding.codec, between, "UTF-8, dubbelt kodad")
        if twice.fits(view):
            return twice
        raise Refusal(_mixed(view, place, partial(_matches, pattern)))
    return coding


def _matches(pattern: re.Pattern[str], line: bytes) -> bool:
    return bool(pattern.search(line.decode("utf-8", "replace")))


def _undo(text: str, between: str) -> bytes:
    if text.isascii():
        return text.encode()
    text = text.removeprefix("\ufeff")
    return text.encode(between, "gfo-c1") if between == "cp1252" else text.encode(between)


def _as_c1(error: UnicodeError) -> tuple[bytes, int]:
    """The five bytes that Windows has no letter for come through as control characters of the same number."""
    if isinstance(error, UnicodeEncodeError):
        letters = error.object[error.start : error.end]
        if all("\x80" <= letter <= "\x9f" for letter in letters):
            return letters.encode("latin-1"), error.end
    raise error


codecs.register_error("gfo-c1", _as_c1)


def _mixed(view: FileBytes, place: Place, test: Callable[[bytes], bool]) -> Finding:
    """A file with rows of two codings, of which one passes the test: the first row of the fewer ones."""
    return finding("F038", Place(place.file, row=view.first_row(_minority(view, test))))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _minority(view: FileBytes, test: Callable[[bytes], bool]) -> Callable[[bytes], bool]:
    """The test, or its opposite, whichever fewer of the rows with other letters than a–z pass."""
    passed = failed = 0
    for number, line in view.rows():
        line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if not line.isascii():
            if test(line):
                passed += 1
            else:
                failed += 1
    wanted = 0 < passed < failed
    return lambda line: not line.isascii() and test(line) is wanted


# ---- One byte a letter


def _of_one_byte(view: FileBytes, place: Place) -> Coding:
    others = {byte for part in view.slices() for byte in part.translate(None, _ASCII)}
    odd = others.difference(_USUAL.encode("cp1252"))
    if odd.isdisjoint(_NO_LETTERS) and next(_in_words(view, odd), None) is None:
        return Coding("cp1252")
    words = _words_of(view)
    known = {
        codec: {word for word in words if _decoded(word, codec).lower() in swedish_words()}
        for codec in _ONE_BYTE
    }
    telling = [codec for codec, found in known.items() if found]
    if len(telling) > 1:
        fewest = min(telling, key=lambda codec: len(known[codec]))
        at = view.first_row(lambda line: any(word in known[fewest] for word in _WORD.findall(line)))
        raise Refusal(finding("F038", Place(place.file, row=at)))
    counts = Counter(_in_words(view, others))
    scores = {codec: _score(counts, codec) for codec in _ONE_BYTE}
    likeliest = max(scores, key=lambda codec: scores[codec])  # the first of equals, so Windows
    chosen = telling[0] if telling else "cp1252"
    if not telling and scores[likeliest] > scores["cp1252"]:
        at = view.first_row(lambda line: any(not letter.isascii() for letter in line.decode("latin-1")))
        raise Refusal(finding("F017", Place(place.file, row=at)))
    coding = Coding(chosen, words="" if chosen == "cp1252" else _ONE_BYTE[chosen])
    if not coding.fits(view):
        # Five bytes are no letters in cp1252, the coding of what is no Unicode.
        at = view.first_row(lambda line: "\ufffd" in line.decode(chosen, "replace"))
        raise Refusal(finding("F017", Place(place.file, row=at)))
    return coding


def _in_words(view: FileBytes, wanted: set[int]) -> Iterator[int]:
    """Those of the bytes that stand beside a letter a–z, each as often as it does."""
    if not wanted:
        return
    pattern = re.compile(b"[%b]" % re.escape(bytes(wanted)))
    for part in view.slices():
        for match in pattern.finditer(part):
            at = match.start()
            if part[at - 1 : at].isalpha() or part[at + 1 : at + 2].isalpha():
                yield part[at]


def _words_of(view: FileBytes) -> set[bytes]:
    return {word for part in view.slices() for word in _WORD.findall(part)}


def _decoded(word: bytes, codec: str) -> str:
    return word.decode(codec, "replace")


def _score(counts: Mapping[int, int], codec: str) -> int:
    """How much the bytes that stand in words are letters of Swedish."""
    score = 0
    for byte, count in counts.items():
        letter = bytes([byte]).decode(codec, "replace")
        score += count if letter in _SWEDISH else 0
    return score


@cache
def swedish_words() -> frozenset[str]:
    """Lower-case words with å, ä or ö in them that a delivery of any dataset is likely to hold."""
    texts = [row["kommun"] for row in read_reference("kommuner")]
    texts += [row["alias"] for row in read_reference("aliases")]
    for dataset in DATASETS.values():
        texts += [label for spec in dataset.fields.values() for _, label in spec.words]
    words = {word for text in texts for word in re.findall(r"\w+", text.lower())}
    return frozenset(word for word in words if not word.isascii()) | {"pågående", "återlämnad", "nätverkshem"}
