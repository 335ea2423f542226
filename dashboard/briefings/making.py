"""What was asked for becomes documents: the right file is opened, the period and the kommun are found, the formats are
made, and what is written to a folder is written whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.briefings.changed import gfo_is_corrected, is_corrected
from dashboard.briefings.facts import Facts
from dashboard.briefings.kinds import AUDIENCES, INTERNAL, KINDS, OPEN_FORMATS, PUBLIC, Kind
from dashboard.published.every_value import has_any
from dashboard.published.figures import Figures
from dashboard.published.source import Source
from dashboard.reader import access
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection, default_period, slug
from dashboard.words.grammar import joined
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.reference import GFO, PUBLIK, STYRGRUPP, kommun_of

#: The document of a kommun that the public may have made, of its own file.
FOR_PUBLIC = "namndinformation"
_KIND_OF_PERIOD = ("tertial", "year")


@dataclass(frozen=True)
class Asked:
    """What a document is wanted of. A blank period is the newest whole tertial; `build` as in the pages' addresses,
    blank: the newest version, since papers are made for what comes. `reader`: who asks; a kommun's people get their
    own kommun's documents, of their own file, and the public `FOR_PUBLIC` of any kommun, of the public file. What is
    public of GFO is everybody's."""

    kind: str
    kommun: str = ""
    period: str = ""
    audience: str = INTERNAL
    build: str = ""
    reader: str = STYRGRUPP


@dataclass(frozen=True)
class Made:
    """A finished file and its name."""

    name: str
    data: bytes


def facts_of(home: DataHome, asked: Asked) -> Facts:
    """The facts that a document is made of. Raises ReaderError G013 to G017 for what cannot be had, and what opening
    a version raises."""
    kind = kind_of(asked.kind)
    if asked.audience not in AUDIENCES:
        raise ReaderError(
            "G017",
            f"Läsaren ”{asked.audience[:40]}” känns inte igen.",
            allowed=", ".join(AUDIENCES),
            remedy="Välj en av dem.",
        )
    public = asked.audience == PUBLIC
    if asked.audience not in kind.audiences:
        (only,) = kind.audiences
        what = "internt arbetsmaterial" if public else "offentligt"
        raise ReaderError("G017", f"{kind.name} finns bara som {what}.", remedy=f"Välj {only} som läsare.")
    readers = _file(home, asked.reader, asked.build)
    area = _area(Figures(readers), kind, asked.kommun)
    is_everybodys = public and (not kind.of_kommun or (asked.reader, asked.kind) == (PUBLIK, FOR_PUBLIC))
    if asked.reader != STYRGRUPP and area != kommun_of(asked.reader) and not is_everybodys:
        raise ReaderError(
            "G017",
            f"{kind.name} görs här bara för den egna kommunen.",
            remedy="Välj den egna kommunen, eller be GFO om rapporten.",
        )
    figures = Figures(_audience_file(home, area, readers, public=public))
    period = _period(figures, asked.period, public=public)
    selection = Selection(area, period, figures.source.build)
    facts = Facts(
        Reader(home, figures, selection, kind.called(asked.audience), by_area=True, by_period=True), public
    )
    if public:
        former = _former(home, figures)
        facts = replace(
            facts,
            met=_met(home, asked.reader, figures.release.build),
            former=former,
            former_met=_met(home, asked.reader, former.release.build) if former else None,
        )
    _check_figures(facts)
    if not public and not kommun_of(figures.source.audience):
        return facts
    newest = access.open_figures(home, STYRGRUPP, access.NEWEST)
    if not public:
        return replace(facts, corrected=gfo_is_corrected(facts, newest))
    return replace(facts, corrected=is_corrected(facts, kind.shows(home.root), newest))


def kind_of(word: str) -> Kind:
    """Raises ReaderError G017 for a kind that there is not."""
    found = KINDS.get(slug(word))
    if found is None:
        raise ReaderError(
            "G017",
            f"Rapporten ”{word[:40]}” finns inte.",
            allowed=", ".join([*KINDS, "alla"]),
            remedy="Välj en av dem.",
        )
    return found


def _file(home: DataHome, audience: str, build: str) -> Source:
    return Source.of(access.published_file(home, audience, build or access.NEWEST), audience)


def _audience_file(home: DataHome, area: str, readers: Source, *, public: bool) -> Source:
    """Everybody's file for everybody's document; for the kommun's own its own file, where the version has one."""
    if public:
        if not readers.path.with_name("publik.duckdb").is_file():
            raise ReaderError(
                "G016",
                f"Version {readers.build} har inga offentliga siffror, så ingen offentlig rapport kan göras.",
                remedy="Publicera en version med offentliga siffror, eller gör rapporten som internt arbetsmaterial.",
            )
        return _file(home, PUBLIK, readers.build)
    own = f"kommun-{area}"
    return _file(home, own, readers.build) if readers.path.with_name(f"{own}.duckdb").is_file() else readers


def _former(home: DataHome, figures: Figures) -> Figures | None:
    """What was public before these figures: the newest older file that the public may still open."""
    for build in access.published_builds(home, PUBLIK):
        former = access.open_figures(home, PUBLIK, build)
        if int(former.release.build) < int(figures.release.build):
            return former
    return None


def _met(home: DataHome, reader: str, build: str) -> date | None:
    """When the styrgrupp met about a version, as the newest file of whoever asks tells it."""
    meetings = Figures(_file(home, reader, access.NEWEST)).meetings
    return next((one.meeting_on for one in meetings if str(one.build) == build), None)


def _area(figures: Figures, kind: Kind, kommun: str) -> str:
    """The code of the kommun, named by name or code; GFO for a document of all of it."""
    owners = {area.area: area.name for area in figures.owners}
    if not kind.of_kommun and not kommun:
        return GFO
    if not kind.of_kommun:
        others = joined([KINDS[word].name.lower() for word in KINDS if KINDS[word].of_kommun])
        raise ReaderError(
            "G013",
            f"{kind.name} görs för hela GFO, inte för en kommun.",
            remedy=f"Utelämna kommunen, eller välj en rapport som görs för en kommun: {others}.",
        )
    wanted = slug(kommun)
    found = next((code for code, name in owners.items() if wanted in (slug(name), code.lower())), None)
    if found in (None, GFO):
        names = [name for code, name in owners.items() if code != GFO]
        told = (
            f"Kommunen ”{kommun[:40]}” finns inte här."
            if kommun
            else f"{kind.name} görs för en kommun i taget."
        )
        raise ReaderError("G013", told, allowed=", ".join(names), remedy="Välj en av dem.")
    return found


def _period(figures: Figures, period: str, *, public: bool) -> str:
    tertials = [(found.period, found.preliminary) for found in figures.periods("tertial")]
    if not period:
        return default_period(tertials)
    wanted = period.strip().upper()
    if not any(found.period == wanted for kind in _KIND_OF_PERIOD for found in figures.periods(kind)):
        newest = default_period(tertials)
        told = f"Version {figures.release.build} har inte perioden ”{period[:40]}”."
        remedy = f"Välj {newest}, som är den senaste."
        if public:
            told = f"Perioden ”{period[:40]}” är inte offentlig."
            remedy = f"Välj {newest}, som är den senaste offentliga. Nya blir offentliga när styrgruppen har haft möte."
        raise ReaderError(
            "G014",
            told,
            allowed=f"tertial och år från {tertials[0][0]} till {tertials[-1][0]}",
            remedy=remedy,
        )
    return wanted


def _check_figures(facts: Facts) -> None:
    """Raises ReaderError G015 when the file has no figure at all of the kommun in the period."""
    period = facts.last_year if facts.public else facts.period
    if not has_any(facts.figures.source, facts.area.area, period.period):
        newest = default_period([(one.period, one.preliminary) for one in facts.figures.periods("tertial")])
        whose = (
            f"offentliga siffror för {facts.area.name}" if facts.public else f"siffror för {facts.area.name}"
        )
        which = "om ett helt år som var slut" if facts.public else "om"
        raise ReaderError(
            "G015",
            f"Det finns inga {whose} {which} {facts.period.label}, så ingen rapport kan göras.",
            remedy=f"Välj en annan period, till exempel {newest}, eller en nyare version.",
        )


# Files.


def formats_of(kind: Kind, facts: Facts) -> list[str]:
    return [ending for ending in kind.formats if facts.public or ending not in OPEN_FORMATS]


def make(facts: Facts, word: str, ending: str) -> Made:
    """One file of one document."""
    data = kind_of(word).formats[ending](facts, facts.reader.home.root)
    return Made(f"{file_stem(facts, word)}.{ending}", data)


def when(facts: Facts, word: str) -> str:
    """Which time a document holds: its period, for everybody the tertial and the years; a data file all up to then."""
    if kind_of(word).contents is None:
        return f"till och med {facts.period.label}"
    return facts.spoken + facts.seen_from


def file_stem(facts: Facts, word: str) -> str:
    """`gfo-forvaltningens-underlag-timra-t2-2023-internt-version-2`; for everybody the times that it holds instead,
    `gfo-namndinformation-timra-t1-2026-och-aren-2021-2025-offentlig-version-2`, and a data file how far it goes,
    `gfo-databok-timra-till-och-med-t2-2023-internt-version-2`."""
    kind = kind_of(word)
    parts = [
        kind.called(PUBLIC if facts.public else INTERNAL),
        facts.area.name if facts.area.area != GFO else "",
        when(facts, word) if facts.public or kind.contents is None else facts.period.label,
        "offentlig" if facts.public else "internt",
        "version",
        facts.figures.release.build,
    ]
    return "-".join(["gfo", *(re.sub(r"[^a-z0-9]+", "-", slug(part)).strip("-") for part in parts if part)])


def every(home: DataHome, period: str, build: str) -> list[tuple[Asked, str]]:
    """A tertial's whole set as (what is asked, format): of GFO, and of each kommun, for everybody too where what is
    public has come as far as the period."""
    styrgrupp = _file(home, "styrgrupp", build)
    kommuner = [area.area for area in Figures(styrgrupp).owners if area.area != GFO]
    has_public = is_public(styrgrupp, period)
    found: list[tuple[Asked, str]] = []
    for word, kind in KINDS.items():
        for kommun in kommuner if kind.of_kommun else [""]:
            for audience in kind.audiences if has_public else {INTERNAL} & {*kind.audiences}:
                asked = Asked(word, kommun, period, audience, styrgrupp.build)
                endings = [e for e in kind.formats if audience == PUBLIC or e not in OPEN_FORMATS]
                found += [(asked, ending) for ending in endings]
    return found


def is_public(readers: Source, period: str) -> bool:
    """Whether the version's public figures know a period."""
    public = readers.path.with_name(f"{PUBLIK}.duckdb")
    if not public.is_file():
        return False
    wanted, figures = period.strip().upper(), Figures(Source.of(public, PUBLIK))
    return not wanted or any(
        found.period == wanted for kind in _KIND_OF_PERIOD for found in figures.periods(kind)
    )


def write(folder: Path, files: Iterable[Made]) -> Iterator[Path]:
    """Write files to a folder, which is made when needed: all are finished before the first gets its name, so none is
    half-written. Yields each name as its file is finished. Raises ReaderError G018 where nothing can be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".gfo-", dir=folder) as aside:
            names: list[str] = []
            for made in files:
                (Path(aside) / made.name).write_bytes(made.data)
                names.append(made.name)
                yield folder / made.name
            for name in names:
                (Path(aside) / name).replace(folder / name)
    except OSError as error:
        raise ReaderError(
            "G018",
            f"Rapporten kunde inte skapas: det går inte att skriva i {folder}. Inget har ändrats.",
            remedy="Välj en annan mapp eller be den som sköter servern.",
        ) from error
