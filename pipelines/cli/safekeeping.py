"""The verbs that keep a home safe, and that take away what nobody should have any more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.app import app, err, now, out, used_home
from pipelines.contracts import DATASETS
from pipelines.home import DataHome, audit
from pipelines.home.backup import SUFFIX, back_up
from pipelines.home.state import RESTORED, left_out
from pipelines.publishing.purging import Purge, purge
from pipelines.publishing.restoring import Restored, restore
from pipelines.publishing.retention import RETENTION_FILE, Due, due, purge_due, retention
from pipelines.publishing.undone import tell_undone
from pipelines.publishing.withdrawal import Left, withdraw
from pipelines.reference import kommuner
from pipelines.wording import counted, joined

#: How long a backup waits for a build to end: it is run at night, by nobody.
BACKUP_WAITS = 900.0
_KINDS = {
    "refused": "Nekad fil",
    "superseded": "Ersatt leverans",
    "warehouse": "Byggd version",
    "logs": "Logg",
    "audit": "Åtkomstlogg",
}


@app.command("backup")
def backup_command(
    target: Annotated[
        Path, typer.Argument(metavar="FIL|MAPP", help=f"Filen (…{SUFFIX}), eller mappen som den läggs i.")
    ],
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FIL", help="Kopiera också nyckeln, till en fil för sig."),
    ] = None,
) -> None:
    """Säkerhetskopiera datahemmet till en fil. Nyckeln ligger aldrig i den."""
    home = used_home()
    moment = now()
    if target.is_dir():
        target = target / f"gfo-{moment:%Y-%m-%dT%H%M%S}{SUFFIX}"
    elif not target.name.endswith(SUFFIX):
        raise typer.BadParameter(
            f"Mappen {target} finns inte. Skapa den, eller ange en fil vars namn slutar på {SUFFIX}.",
            param_hint="FIL|MAPP",
        )
    with out().status("Kopierar …"):
        manifest = back_up(home, target, made=moment, key=key, patience=BACKUP_WAITS)
    audit.note(home, "backup", audit.account(), file=target.name)
    out().print(
        f"{target}: {counted(len(manifest.parts), 'fil', 'filer')} kopierade och lästa tillbaka.",
        soft_wrap=True,
    )
    if manifest.key:
        where = f"i {key}" if key else "inte med (--key)"
        out().print(f"Nyckeln ligger {where}. Förvara den aldrig tillsammans med kopian.", soft_wrap=True)
    if unknown := left_out(home):
        err().print(
            f"Följer inte med, för programmet känner inte till dem: {', '.join(unknown)}.", soft_wrap=True
        )


@app.command("restore")
def restore_command(
    archive: Annotated[Path, typer.Argument(metavar="FIL", help="Säkerhetskopian.")],
    into: Annotated[Path, typer.Option("--into", metavar="MAPP", help="En ny eller tom mapp.")],
    key: Annotated[Path | None, typer.Option("--key", metavar="FIL", help="Datahemmets nyckel.")] = None,
    new_key: Annotated[bool, typer.Option("--new-key", help="Nyckeln är förlorad: gör en ny.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Byt ut datahemmet som ligger i mappen; det sparas bredvid.")
    ] = False,
    nothing_since: Annotated[
        bool,
        typer.Option("--no-meeting-since", help="Inget möte har märkts med gfo release efter kopian."),
    ] = False,
) -> None:
    """Återställ ett datahem från en säkerhetskopia, helt eller inte alls."""
    if not archive.is_file():
        raise typer.BadParameter(f"Filen {archive} finns inte.", param_hint="FIL")
    if key is not None and not key.is_file():
        raise typer.BadParameter(f"Filen {key} finns inte.", param_hint="--key")
    with out().status("Kontrollerar och packar upp …"):
        restored = restore(
            archive, into, key=key, new_key=new_key, replace=replace, nothing_since=nothing_since, now=now()
        )
    audit.note(DataHome(into.resolve()), "restore", audit.account(), file=archive.name)
    _say_restored(restored, into)


def _say_restored(restored: Restored, into: Path) -> None:
    made = restored.manifest.made[:16].replace("T", " ")
    out().print(f"{into} är återställt till kopian från {made}. Varje fil stämmer.", soft_wrap=True)
    public = restored.public
    known = f"från mötet {public.meeting_on}" if public else "inga"
    out().print(f"Offentliga siffror i kopian: {known}.")
    if restored.aside:
        out().print(f"Det förra datahemmet ligger i {restored.aside}.", soft_wrap=True)
        if restored.lost_deliveries or restored.lost_builds:
            err().print(
                f"I kopian saknas {counted(restored.lost_deliveries, 'leverans', 'leveranser')} och "
                f"{counted(restored.lost_builds, 'byggd version', 'byggda versioner')} som det förra hade. "
                "Leverera filerna igen.",
                soft_wrap=True,
            )
        if restored.carried:
            out().print(
                "Senare offentliga siffror visas inte längre, men är ihågkomna: inget som var skyddat i dem kan bli "
                "synligt av nya.",
                soft_wrap=True,
            )
        out().print("access.toml, protection.toml, gallring.toml och åtkomstloggen är det förra datahemmets.")
    else:
        out().print("Läs igenom access.toml: den som har tagits bort ur den efter kopian är tillbaka.")
    if not restored.sure:
        err().print(
            f"Inga nya offentliga siffror görs förrän någon har tagit ställning: se filen {RESTORED} i datahemmet.",
            soft_wrap=True,
        )
    out().print(
        "Starta om gfo serve. Sidorna visar det som kopian visade; bygg med gfo build innan nästa publicering."
    )


@app.command("withdraw")
def withdraw_command(
    version: Annotated[int, typer.Argument(metavar="VERSION", help="Den publicerade versionens nummer.")],
    reason: Annotated[str, typer.Option("--reason", help="Varför den dras in.")],
) -> None:
    """Dra in en publicerad version, så att ingen läsare kommer åt den."""
    home = used_home()
    who = audit.account()
    left = withdraw(home, version, reason=reason, who=who, recorded=now())
    audit.note(home, "withdraw", who, version=version, reason=reason)
    tell_undone(home, now())
    _say_left(version, left)


def _say_left(version: int, left: Left) -> None:
    say = out().print
    say(f"Version {version} är indragen: ingen länk och ingen adress leder till den.")
    newest = f"version {left.newest}" if left.newest else "ingenting: inget är publicerat"
    say(f"Kommunerna och GFO ser nu {newest}.")
    seen = newest if left.meeting in (None, left.newest) else f"version {left.meeting}, från mötet"
    say(f"Styrgruppen ser nu {seen}.")
    public = f"siffrorna från mötet {left.public.meeting_on}" if left.public else "inga siffror"
    say(f"Allmänheten ser {'nu ' if left.was_public else 'som förut '}{public}.")
    if left.was_public:
        say("Vad som var offentligt är ihågkommet: det som var skyddat förblir skyddat.")
    if left.later:
        names = ", ".join(map(str, left.later))
        err().print(f"Senare versioner visas fortfarande: {names}. Har de samma fel, dra in dem också.")
    if left.locked:
        years = ", ".join(map(str, left.locked))
        err().print(f"Fördelningsnyckeln för {years} låstes av versionen och är fortfarande låst.")
    say(
        "En sida som redan är öppen visar siffran tills den laddas om, och den som har hämtat en fil eller ett "
        "dokument har det kvar: se vilka med gfo audit. "
        f"Filerna ligger i withdrawn/{version} i datahemmet och sparas för spårbarhet.",
        soft_wrap=True,
    )


@app.command("purge")
def purge_command(
    delivery: Annotated[int, typer.Argument(metavar="[LEVERANS]", help="Leveransens nummer.")] = 0,
    reason: Annotated[str, typer.Option("--reason", help="Varför den gallras.")] = "",
    over_due: Annotated[
        bool, typer.Option("--due", help=f"Det som {RETENTION_FILE} säger att tiden har gått ut för.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Gör det: också när leveransen gäller.")] = False,
) -> None:
    """Gallra en leverans: filen och allt som gjorts av dess rader tas bort. Kvittot blir kvar."""
    if bool(delivery) == over_due:
        raise typer.BadParameter("Ange en leverans eller --due.")
    home = used_home()
    who = audit.account()
    if over_due:
        _purge_due(home, who, sure=yes)
        return
    done = purge(home, delivery, reason=reason, who=who, recorded=now(), sure=yes)
    # The ledger keeps the first reason, and the log says no other.
    audit.note(home, "purge", who, delivery=delivery, reason=done.former.reason if done.former else reason)
    tell_undone(home, now())
    numbers = ", ".join(str(receipt.delivery_id) for receipt in done.receipts)
    if done.kept:
        out().print(f"Leverans {numbers} är gallrad. {_kept(done)}", soft_wrap=True)
    else:
        out().print(
            f"Leverans {numbers} är gallrad. Kvar är kvittot och filens hash: kommer samma fil igen känns den igen "
            "(L045).",
            soft_wrap=True,
        )
    if done.former:
        out().print(
            f"Den gallrades redan {done.former.recorded:%Y-%m-%d}, och skälet från då står kvar: {done.former.reason}",
            soft_wrap=True,
        )
    if done.builds:
        out().print(f"Byggda versioner med dess rader är borttagna: {', '.join(map(str, done.builds))}.")
    for (dataset, sender), stands in done.stands.items():
        instead = (
            f"leverans {stands.delivery_id}, mottagen {stands.received:%Y-%m-%d}"
            if stands
            else "ingen leverans"
        )
        out().print(f"{DATASETS[dataset].label} från {kommuner().get(sender, sender)}: nu gäller {instead}.")
    if done.standing:
        out().print("Det som är publicerat visas tills ni kör gfo build och gfo publish.")
    if not done.kept:
        out().print("Säkerhetskopior som är gjorda före i dag har filen kvar.")


def _kept(done: Purge) -> str:
    accepted = [str(receipt.delivery_id) for receipt in done.kept]
    go = "ska den också bort"
    return f"Samma fil är godkänd som leverans {joined(accepted)} och är kvar; {go}: gfo purge {accepted[0]}."


def _purge_due(home: DataHome, who: str, *, sure: bool) -> None:
    if not retention(home):
        out().print(
            f"Inga gallringsfrister är satta: skriv {RETENTION_FILE} i datahemmet, se docs/operations.md."
        )
        return
    moment = now()
    found = purge_due(home, who=who, recorded=moment) if sure else due(home, moment.date())
    for one in found:
        out().print(f"{_KINDS[one.kind]}, sedan {one.since}: {_named(one)}")
    if not found:
        out().print("Inget har nått sin gallringsfrist.")
    elif sure:
        audit.note(home, "purge", who, items=len(found), reason="gallringsfrist")
        out().print(f"{counted(len(found), 'sak är gallrad', 'saker är gallrade')}.")
    else:
        out().print("Inget har gallrats. Kör igen med --yes.")


def _named(one: Due) -> str:
    if one.receipt is not None:
        return f"leverans {one.receipt.delivery_id}, {one.receipt.file_name}"
    return one.file.name if one.file else ""
