"""The verbs for what we make of deliveries: build, publish, release, diff."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.app import app, now, out, used_home
from pipelines.cli.days import parse_day, parse_period, past_day, past_moment
from pipelines.cli.delivering import writable
from pipelines.cli.differences import ROWS_SHOWN, print_differences, write_differences
from pipelines.cli.versions import (
    build_with_progress,
    print_shown,
    publish_noted,
    say_build,
    say_public,
    say_publication,
)
from pipelines.errors import ReaderError
from pipelines.home import DataHome, audit
from pipelines.publishing.amending import About, amend, amend_day
from pipelines.publishing.builds import warehouse_file
from pipelines.publishing.comparison import compare_figures
from pipelines.publishing.spoken_day import SpokenDay, spoken_day


@app.command("build")
def build_command(
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="ÅÅÅÅ-MM-DD",
            help="Vad som var känt då: leveranser mottagna senast. Förval: nu.",
        ),
    ] = None,
    reporting_date: Annotated[
        str | None,
        typer.Option(
            "--reporting-date",
            metavar="ÅÅÅÅ-MM-DD",
            help="Dagen som siffrorna talar om. Förval: sista dagen i "
            "det senaste tertialet som är slut, eller dagen som de flesta register når i det pågående.",
        ),
    ] = None,
    reread: Annotated[
        bool,
        typer.Option(
            "--reread", help="Läs och kontrollera alla filer på nytt, även de som inte har ändrats."
        ),
    ] = False,
) -> None:
    """Bygg om allt av de gällande leveranserna. Det som visas ändras först med gfo publish."""
    # One look at the clock: what lies in the home now is known as of now.
    clock = now()
    moment = past_moment(as_of, "--as-of") if as_of else clock
    said = past_day(reporting_date, "--reporting-date") if reporting_date else None
    home = used_home()
    spoken = SpokenDay(said, "") if said else spoken_day(home, moment)
    result = build_with_progress(home, moment, spoken.day, clock, reread=reread)
    if not say_build(result, spoken.why):
        raise typer.Exit(1)


@app.command("publish")
def publish_command(
    reason: Annotated[
        str, typer.Option("--reason", help="Varför siffror för perioder som redan var klara ändras.")
    ] = "",
) -> None:
    """Publicera den senast byggda versionen, så att sidorna visar den."""
    from pipelines.publishing.publication import differences_to_publish

    home = used_home()
    # Shown before anything is asked or done, so that a reason can be given by someone who has seen what changes.
    differences = differences_to_publish(home)
    if differences.height:
        print_differences(differences)
    publication = publish_noted(home, now(), reason)
    say_publication(publication)
    if publication.forgotten:
        raise typer.Exit(1)


@app.command("release")
def release_command(
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help="Perioden mötet handlar om, till exempel 2026T2.")
    ],
    meeting: Annotated[str, typer.Option("--meeting", help="Mötets dag.")],
    reason: Annotated[str, typer.Option("--reason", help="Varför just den här versionen visas.")],
    version: Annotated[
        int, typer.Option("--version", help="Versionens nummer. Utan: den senast publicerade.")
    ] = 0,
    published_later: Annotated[
        bool,
        typer.Option(
            "--published-later", help="Versionen publicerades efter mötet, och ska ändå gälla för det."
        ),
    ] = False,
) -> None:
    """Märk en publicerad version som den styrgruppen såg. Styrgruppen får se den tills nästa möte."""
    from pipelines.cli.findings import show_public
    from pipelines.publishing.release import release

    about = parse_period(period)
    home = used_home()
    held = release(
        home,
        about,
        meeting_on=parse_day(meeting, "--meeting"),
        reason=reason,
        recorded=now(),
        build=version or None,
        published_later=published_later,
    )
    seen = held.meeting
    audit.note(
        home, "release", audit.account(), version=seen.build, period=about.id, meeting=str(seen.meeting_on)
    )
    out().print(f"Styrgruppen ser version {seen.build} från mötet {seen.meeting_on} om {about.label}.")
    say_public(held)
    show_public(out(), held.comments, now=True)
    if held.stopped:
        raise typer.Exit(1)


@app.command("amend")
def amend_command(
    reason: Annotated[str, typer.Option("--reason", help="Vad som ska stå i stället.")],
    delivery: Annotated[int, typer.Option("--delivery", metavar="NR", help="Leveransens nummer.")] = 0,
    version: Annotated[
        int, typer.Option("--version", metavar="NR", help="Den publicerade versionens nummer.")
    ] = 0,
    meeting: Annotated[
        int, typer.Option("--meeting", metavar="NR", help="Numret på versionen som visades på mötet.")
    ] = 0,
    day: Annotated[
        str,
        typer.Option("--day", metavar="DAG", help="Mötets rätta dag; --reason säger då varför den ändras."),
    ] = "",
    was: Annotated[
        str,
        typer.Option("--was", metavar="DAG", help="Mötets dag så här långt, om versionen visades på flera."),
    ] = "",
) -> None:
    """Byt ut ett skäl för en leverans, en publicerad version eller ett möte, eller rätta mötets dag."""
    asked: dict[About, int] = {"delivery": delivery, "release": version, "meeting": meeting}
    chosen = [(about, number) for about, number in asked.items() if number]
    if len(chosen) != 1:
        raise typer.BadParameter("Ange en av --delivery, --version och --meeting.")
    ((about, number),) = chosen
    if day or was:
        if about != "meeting" or not day:
            raise typer.BadParameter("Ange --day tillsammans med --meeting.")
        _amend_day(number, parse_day(day, "--day"), parse_day(was, "--was") if was else None, reason)
        return
    amend(used_home(), about, number, reason=reason, recorded=now())
    out().print("Skälet är utbytt. Sidorna visar det efter gfo build och gfo publish.")


def _amend_day(version: int, day: date, was: date | None, reason: str) -> None:
    home = used_home()
    before = amend_day(home, version, day=day, reason=reason, recorded=now(), was=was)
    audit.note(
        home, "meeting_day", audit.account(), version=version, meeting=str(day), was=str(before.meeting_on)
    )
    out().print(
        f"Mötet {before.meeting_on} som såg version {version} är nu mötet {day}. Sidorna visar det efter gfo build och "
        "gfo publish, och de offentliga siffrorna när de görs nästa gång.",
        soft_wrap=True,
    )


@app.command("diff")
def diff_command(
    former: Annotated[int, typer.Argument(metavar="A", help="Den tidigare versionens nummer.")],
    latter: Annotated[int, typer.Argument(metavar="B", help="Den senare versionens nummer.")],
    every: Annotated[bool, typer.Option("--all", help="Visa varje siffra.")] = False,
    workbook: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FIL", help="Skriv varje siffra hit (Excel).")
    ] = None,
) -> None:
    """Visa vilka siffror som skiljer mellan två byggda versioner: först de som sidorna visar, hela GFO:s överst."""
    from pipelines.publishing.usefulness import shown_in

    home = used_home()
    paths = [built(home, number) for number in (former, latter)]
    differences = compare_figures(*paths, old_schema="mart", new_schema="mart")
    if workbook is not None:
        write_differences(differences, writable(workbook, "--xlsx"))
        out().print(f"Varje siffra står i {workbook}", soft_wrap=True)
    if differences.is_empty():
        out().print(f"Version {former} och {latter} har samma siffror.")
    else:
        print_differences(differences, every=every)
    print_shown(former, shown_in(home, former), latter, shown_in(home, latter))


def built(home: DataHome, number: int) -> Path:
    """The file of a version; W003 where it is not there."""
    path = warehouse_file(home, number)
    if not path.exists():
        there = sorted(int(file.stem) for file in home.warehouse.glob("*.duckdb") if file.stem.isdigit())
        raise ReaderError(
            "W003",
            f"Version {number} finns inte.",
            remedy="Se alla versioner med gfo status --all." if there else "Kör gfo build först.",
            allowed=", ".join(map(str, there[-ROWS_SHOWN:])),
        )
    return path
