"""How builds, publications and differences look in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import duckdb
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipelines.cli.app import err, now, out
from pipelines.home import DataHome, audit
from pipelines.publishing.build import BuildResult, broken_audits, build_warehouse
from pipelines.publishing.spoken_day import spoken_day
from pipelines.publishing.undone import tell_undone
from pipelines.reference import kommun_of, kommuner
from pipelines.warehouse.allocation_mart import allocation_problems
from pipelines.warehouse.crosschecks import cross_findings
from pipelines.wording import counted, number

if TYPE_CHECKING:
    from pipelines.publishing.publication import Publication
    from pipelines.publishing.release import Held
    from pipelines.publishing.usefulness import Shown

_OUTCOMES = {
    "applied": "gjord.",
    "retired": "behövs inte längre.",
    "expired": "gäller inte längre.",
    "waiting": "inte gjord.",
}


@contextmanager
def progress(words: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """A progress line on the error stream; the function given moves it one step and names the step."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err(), transient=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda step: bar.update(task, advance=1, description=f"{words}: {step}")


def build_with_progress(
    home: DataHome, as_of: datetime, reporting_date: date, built_at: datetime, *, reread: bool = False
) -> BuildResult:
    with progress("Bygger") as step:
        result = build_warehouse(
            home, as_of=as_of, reporting_date=reporting_date, built_at=built_at, reread=reread, progress=step
        )
    tell_undone(home, now())
    return result


def rebuild(home: DataHome, moment: datetime, *, publish_too: bool) -> None:
    """Build what is known at a time, and publish it when asked to."""
    spoken = spoken_day(home, moment)
    say_build(build_with_progress(home, moment, spoken.day, moment), spoken.why)
    if publish_too:
        say_publication(publish_noted(home, moment))


def publish_noted(home: DataHome, moment: datetime, reason: str = "") -> Publication:
    """Publish, with a row in the log of the home when that changes what is shown."""
    from pipelines.publishing.publication import publish

    publication = publish(home, published_at=moment, reason=reason)
    if not publication.unchanged:
        audit.note(home, "publication", audit.account(), version=publication.build.build, reason=reason)
    tell_undone(home, moment)
    return publication


def say_build(result: BuildResult, why: str = "") -> bool:
    """Whether every audit held; what one that did not hold has found is said. `why`: it speaks of the day that it does,
    where nobody named one."""
    build = result.build
    if result.unchanged:
        out().print(f"Inget har ändrats sedan version {build.build}. Ingen ny version byggdes.")
    else:
        because = f": {why}. En annan dag anges med --reporting-date" if why else ""
        out().print(
            f"Version {build.build} är byggd. Siffrorna talar om {build.reporting_date}{because}.",
            soft_wrap=True,
        )
    for note in result.corrections:
        correction = note.correction
        out().print(
            f"Rättelse av {correction.column} i {correction.dataset}, rad {correction.row_id}: "
            f"{_OUTCOMES[note.outcome]} {note.message}",
        )
    with duckdb.connect(str(result.path), read_only=True) as con:
        crossed, problems, broken = cross_findings(con), allocation_problems(con), broken_audits(con)
    for found in crossed:
        place = kommuner().get(found.kommun_code, found.kommun_code)
        err().print(
            f"Varning, {place}: {found.sentence} {found.findings} fynd, till exempel {found.places[0]}. {found.remedy}",
        )
    for problem in problems:
        err().print(f"Varning, fördelningsnyckeln: {problem}")
    for sentence, failures, rows in broken:
        err().print(
            f"Granskningen gick inte ihop: {sentence} ({counted(failures, 'rad', 'rader')}, till exempel {rows})",
        )
    return not broken


def say_publication(publication: Publication) -> None:
    build = publication.build.build
    if publication.unchanged:
        out().print(f"Version {build} är redan publicerad.")
        return
    out().print(f"Version {build} är publicerad: GFO och kommunerna ser den.")
    out().print(
        "Har styrgruppen haft ett möte ser den versionen därifrån, tills nästa möte märks med gfo release."
    )
    if publication.forgotten:
        err().print(str(publication.forgotten))
    if publication.frozen:
        years = ", ".join(map(str, publication.frozen))
        out().print(f"Fördelningsnyckelns underlag är nu låst för {years}.")


def say_public(held: Held) -> None:
    """What became of the public figures at a meeting."""
    if held.stopped:
        err().print(str(held.stopped))
    elif held.public:
        count = held.public.count
        shown = round(100 * (count.cells - count.hidden) / count.cells) if count.cells else 0
        out().print(
            f"De offentliga siffrorna är gjorda av version {held.public.build}: {number(count.cells)} siffror, "
            f"{number(count.hidden)} av dem skyddade ({shown}\u00a0% visas)."
        )


def print_shown(former: int, before: tuple[Shown, ...], latter: int, now: tuple[Shown, ...]) -> None:
    """How much of what is offered the public sees in two versions, and each kommun; nothing before a meeting."""
    from pipelines.publishing.usefulness import seen_by_audience

    if not now:
        return
    table = Table(title="Offentliga siffror som visas", title_justify="left")
    table.add_column("Område")
    for heading in ("Siffror", f"Visas i {former}", f"Visas i {latter}", "Efter storlek"):
        table.add_column(heading, justify="right")
    earlier = {one.area: one for one in before}
    for one in now:
        was = earlier.get(one.area)
        table.add_row(
            kommuner().get(one.area, one.area),
            number(one.cells),
            _part(was.visible, was.cells) if was else "–",
            _part(one.visible, one.cells),
            _part(one.counted_visible, one.counted),
        )
    out().print(table)
    seen = [
        f"{kommuner().get(kommun_of(audience), 'allmänheten')} {share}\u00a0%"
        for audience, share in seen_by_audience(now).items()
    ]
    out().print(f"Av alla siffror ser {', '.join(seen)}.", soft_wrap=True)


def _part(some: int, of: int) -> str:
    return f"{round(100 * some / of)}\u00a0%" if of else "–"
