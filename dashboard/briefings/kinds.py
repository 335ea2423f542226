"""Which kinds of document there are, what each is called for whom, and which formats it is written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dashboard.briefings import board, databook, factsheet, followup, memo, tertial
from dashboard.briefings.facts import Facts
from dashboard.briefings.letter import as_letter
from dashboard.briefings.meeting.slides import agenda
from dashboard.briefings.parts import Document
from dashboard.briefings.pdf import as_pdf
from dashboard.briefings.presentation import read_presentation
from dashboard.briefings.slides import as_slides
from dashboard.words.grammar import lowered

#: Whom a document is for.
INTERNAL, PUBLIC = "intern", "offentlig"
AUDIENCES = (INTERNAL, PUBLIC)
_Made = Callable[[Facts, Path], bytes]
_Contents = Callable[[Facts, Path], Document]


@dataclass(frozen=True)
class Kind:
    """A kind of document: its name, whether it is of one kommun or of GFO, and for whom it is made, the usual first.

    `contents` gives its document as parts (of what is a data file, none), to be looked at before it is made. What is
    internal of it has a name of its own (`internal`) where the name alone would say that it may be handed out. Where
    its formats differ in what they show, `every_format` has all of it.
    """

    name: str
    of_kommun: bool
    audiences: tuple[str, ...]
    formats: Mapping[str, _Made]
    contents: _Contents | None = None
    internal: str = ""
    every_format: _Contents | None = None

    def called(self, audience: str) -> str:
        """What it is called for an audience: on the pages, in its own heading and in its file's name."""
        return self.internal if audience == INTERNAL and self.internal else self.name

    def shows(self, home: Path) -> Callable[[Facts], Document] | None:
        """All that any of its formats shows of some facts; of a data file none."""
        found = self.every_format or self.contents
        return (lambda facts: found(facts, home)) if found else None

    @property
    def names(self) -> str:
        """Both names, where one choice leads to both."""
        return f"{self.name} och {lowered(self.internal)}" if self.internal else self.name


def _pdf(contents: _Contents) -> _Made:
    return lambda facts, home: as_pdf(contents(facts, home), facts.figures.release.as_of.date())


def _pptx(contents: _Contents) -> _Made:
    return lambda facts, home: as_slides(contents(facts, home), facts.figures.release.as_of, home)


def _docx(contents: _Contents) -> _Made:
    return lambda facts, _home: as_letter(contents(facts, _home), facts.figures.release.as_of)


def _report(facts: Facts, _home: Path) -> Document:
    return tertial.report(facts)


def _slides(facts: Facts, home: Path) -> Document:
    return board.slides(facts, read_presentation(home))


def _printed(facts: Facts, home: Path) -> Document:
    return board.printed(facts, read_presentation(home))


def _whole(facts: Facts, home: Path) -> Document:
    return board.whole(facts, read_presentation(home))


def _fact_sheet(facts: Facts, _home: Path) -> Document:
    return factsheet.fact_sheet(facts)


def _memo(facts: Facts, _home: Path) -> Document:
    return memo.memo(facts)


def _follow_up(facts: Facts, _home: Path) -> Document:
    return followup.follow_up(facts)


def _workbook(facts: Facts, _home: Path) -> bytes:
    return databook.as_workbook(facts, facts.figures.release.as_of)


def _package(facts: Facts, _home: Path) -> bytes:
    return databook.as_package(facts, facts.figures.release.as_of)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "tertialrapport": Kind("Tertialrapport", False, (INTERNAL,), {"pdf": _pdf(_report)}, _report),
        "agenda": Kind("Mötets bilder", False, (INTERNAL,), {"pptx": _pptx(agenda)}, agenda),
        "faktablad": Kind("Faktablad", False, (PUBLIC,), {"pdf": _pdf(_fact_sheet)}, _fact_sheet),
        "namndinformation": Kind(
            "Nämndinformation",
            True,
            AUDIENCES,
            {"pptx": _pptx(_slides), "pdf": _pdf(_printed)},
            _printed,
            board.INTERNAL_NAME,
            _whole,
        ),
        "tjansteskrivelse": Kind(
            "Tjänsteskrivelse",
            True,
            AUDIENCES,
            {"docx": _docx(_memo), "pdf": _pdf(_memo)},
            _memo,
            memo.INTERNAL_NAME,
        ),
        "uppfoljning": Kind("Uppföljningsmöte", True, (INTERNAL,), {"pdf": _pdf(_follow_up)}, _follow_up),
        "databok": Kind("Databok", True, AUDIENCES, {"xlsx": _workbook, "zip": _package}),
    }
)
#: What only everybody's document is written as.
OPEN_FORMATS = frozenset({"zip"})
