"""`python -m dashboard.briefings KIND KOMMUN PERIOD AUDIENCE VERSION OUT`: what `gfo report` becomes.

What is blank was not said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dashboard.briefings.kinds import KINDS
from dashboard.briefings.making import (
    Asked,
    Made,
    every,
    facts_of,
    formats_of,
    kind_of,
    make,
    write,
)
from dashboard.reader.access import published_builds
from dashboard.reader.selection import slug
from pipelines.errors import ReaderError
from pipelines.home import DataHome, data_home
from pipelines.reference import STYRGRUPP

_ALL = ("alla", "all")


def main(arguments: list[str]) -> int:
    """Make what was asked for; 1 when something must be mended first, which is said."""
    word, kommun, period, audience, build, out = arguments
    try:
        if slug(word) in _ALL:
            _refuse_part_of_all(kommun, audience)
            _whole_set(data_home(), period, build, out)
        else:
            _one(data_home(), Asked(word, kommun, period, audience or kind_of(word).audiences[0], build), out)
    except ReaderError as error:
        sys.stderr.write(f"Fel {error.code} {_of_command_line(error)}\n")
        return 1
    return 0


def _refuse_part_of_all(kommun: str, audience: str) -> None:
    if kommun or audience:
        raise ReaderError(
            "G017",
            "Hela uppsättningen görs för alla kommuner och alla läsare.",
            remedy="Utelämna --kommun och --audience, eller välj en av rapporterna.",
            allowed=", ".join(KINDS),
        )


def _of_command_line(error: ReaderError) -> ReaderError:
    """The error with what to do here; a page's words speak of its address."""
    match error.code:
        case "G001":
            remedy, allowed = "Kör ”gfo build” och ”gfo publish”, eller ”gfo demo” för exempeldata.", ""
        case "G002":
            remedy, allowed = (
                "Ange en av dem med --version, eller utelämna --version för den nyaste.",
                ", ".join(published_builds(data_home(), STYRGRUPP)),
            )
        case "G021":
            remedy, allowed = "Gör rapporten som internt arbetsmaterial (--audience intern) så länge.", ""
        case _:
            return error
    return ReaderError(error.code, error.message, remedy=remedy, allowed=allowed, place=error.place)


def _one(home: DataHome, asked: Asked, out: str) -> None:
    """One document in its formats; to a file's name in its own format alone."""
    facts, kind = facts_of(home, asked), kind_of(asked.kind)
    endings, target = formats_of(kind, facts), Path(out or ".")
    ending = target.suffix.lower().removeprefix(".")
    if any(ending in other.formats for other in KINDS.values()):
        if ending not in endings:
            raise ReaderError(
                "G019",
                f"{kind.name} skrivs inte som {ending}.",
                allowed=", ".join(endings),
                remedy="Skriv ett filnamn med en av dem, eller en mapp.",
            )
        made = make(facts, asked.kind, ending)
        _say(write(target.parent, [Made(target.name, made.data)]))
        return
    _say(write(target, [make(facts, asked.kind, ending) for ending in endings]))


def _whole_set(home: DataHome, period: str, build: str, out: str) -> None:
    """Every document of a period, into one folder; what has no figures is left out and said."""
    asked = every(home, period, build)
    # The period is found before anything is made.
    label = facts_of(home, asked[0][0]).period.period
    folder, left_out = Path(out or f"gfo-rapporter-{label}"), list[str]()

    def files(bar: Progress) -> Iterator[Made]:
        task = bar.add_task("Gör rapporter", total=len(asked))
        for one, ending in asked:
            try:
                yield make(facts_of(home, one), one.kind, ending)
            except ReaderError as error:
                if error.code != "G015":
                    raise
                left_out.append(error.message)
            bar.advance(task)

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        written = list(write(folder, files(bar)))
    for said in dict.fromkeys(left_out):
        sys.stdout.write(f"Utelämnat: {said}\n")
    sys.stdout.write(f"{len(written)} filer i {folder}\n")


def _say(written: Iterator[Path]) -> None:
    for path in list(written):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
