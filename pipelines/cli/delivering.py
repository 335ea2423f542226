"""The verbs for what is sent to us: check, deliver, template, status."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from pipelines.cli.app import BUG, DONE, REFUSED, app, is_of_made_up_rows, now, out, show_any, show_error
from pipelines.cli.days import parse_day, past_day, past_moment
from pipelines.cli.findings import show_findings, show_public
from pipelines.errors import ReaderError
from pipelines.home import data_home
from pipelines.reading.sample_mark import says_sample
from pipelines.wording import counted

if TYPE_CHECKING:
    from pipelines.checking.files import CheckedFile
    from pipelines.deliveries.foreseen import Foreseen, Stood
    from pipelines.home import HomeKind

Files = Annotated[
    list[Path],
    # One that may not be read is said in our words, and keeps no other file out.
    typer.Argument(metavar="FIL…", readable=False, help="Filen eller filerna (CSV, XLSX, Parquet)."),
]
DatasetName = Annotated[
    str | None,
    typer.Option("--dataset", metavar="NAMN", help="Vilket dataset filen är, när rubrikerna inte säger det."),
]
SenderName = Annotated[
    str | None,
    typer.Option(
        "--sender",
        metavar="AVSÄNDARE",
        help="Kommunens namn eller kod, GFO, SCB eller SCB-CKM. Förval: kommunen i raderna, annars GFO.",
    ),
]
Through = Annotated[
    str | None,
    typer.Option(
        "--through",
        metavar="ÅÅÅÅ-MM-DD",
        help="Sista dagen som registret når. Förval: det som raderna visar, till tertialets slut när det är över; "
        "för en fil som levererats förut den dag den nådde då.",
    ),
]
ReceivedAt = Annotated[
    str | None,
    typer.Option(
        "--received",
        metavar="ÅÅÅÅ-MM-DD",
        help="När filen togs emot, om det inte är nu (dag, eller dag och klockslag: 2026-09-03T14:30).",
    ),
]

Split = Annotated[
    bool,
    typer.Option(
        "--split", help="Filen är flera kommuners register: dela den efter kommun. Annars stoppas den."
    ),
]

STATUS_WAITS = 120.0
"""Seconds that `gfo status` waits for another command; a build takes less, and nobody waits for one that hangs."""


def existing(files: list[Path]) -> list[Path]:
    """The files, each of which must be there (else wrong usage)."""
    for file in files:
        if file.is_dir():
            raise typer.BadParameter(
                f"{file} är en mapp. Ange filerna i den, till exempel {file}/*.csv.", param_hint="FIL…"
            )
        if not file.exists():
            raise typer.BadParameter(f"Filen {file} finns inte.", param_hint="FIL…")
        if not file.is_file():
            raise typer.BadParameter(f"{file} är ingen vanlig fil.", param_hint="FIL…")
    return files


def writable(target: Path, flag: str) -> Path:
    """Where something is to be written: the name of a file in a folder that is there (else wrong usage)."""
    if target.is_dir():
        raise typer.BadParameter(f"{target} är en mapp. Ange också filens namn.", param_hint=flag)
    if not target.parent.is_dir():
        raise typer.BadParameter(f"Mappen {target.parent} finns inte.", param_hint=flag)
    return target


@app.command()
def check(
    files: Files,
    sender: SenderName = None,
    dataset: DatasetName = None,
    through: Through = None,
    received: ReceivedAt = None,
    split: Split = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FIL", help="Skriv rapporten (XLSX) hit; för en fil i taget."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Skriv fynden som JSON, en rad per fil, för ett annat program.")
    ] = False,
    beside: Annotated[str, typer.Option("--beside", hidden=True)] = "",
) -> None:
    """Kontrollera filer utan att spara något."""
    if report is not None and len(files) > 1:
        raise typer.BadParameter(
            "Kontrollera en fil i taget när rapporten ska skrivas.", param_hint="--report"
        )
    if report is not None:
        writable(report, "--report")
    moment = past_moment(received, "--received")
    reached = None if through is None else past_day(through, "--through")
    worst = DONE
    for file in existing(files):
        try:
            worst = max(
                worst,
                _check(
                    file,
                    dataset,
                    sender,
                    moment,
                    report,
                    through=reached,
                    split=split,
                    as_json=as_json,
                    standing=_standing(beside),
                ),
            )
        except Exception as error:
            if as_json:
                from pipelines.deliveries.told import told_error

                _print_json(told_error(error))
            # One bad file never keeps the next one out, nor does an error of ours.
            worst = max(worst, show_any(error))
    raise typer.Exit(worst)


def _check(
    file: Path,
    dataset: str | None,
    sender: str | None,
    moment: datetime,
    report: Path | None = None,
    *,
    through: date | None = None,
    split: bool = False,
    as_json: bool = False,
    standing: Sequence[Stood] = (),
) -> int:
    """Check one file and show what was found; returns the exit code."""
    from pipelines.deliveries.sender_mapping import check_as_sent
    from pipelines.deliveries.senders import sender_code
    from pipelines.deliveries.waivers import home_waivers, in_force, of_sender
    from pipelines.home.ledger import swedish_day
    from pipelines.reading.gate import shown_name

    asked = sender_code(sender) if sender else None
    waivers, _ = home_waivers(data_home())
    with nullcontext() if as_json else out().status(Text(f"Kontrollerar {shown_name(file)} …")):
        # The home's mappings and waivers count, as they would if the file were delivered; nothing is stored.
        day = swedish_day(moment)
        checked = check_as_sent(
            data_home(),
            file,
            received=day,
            dataset=dataset,
            asked=asked,
            waivers=in_force(of_sender(waivers, asked), day),
            split=split,
        )
    from pipelines.deliveries.foreseen import foresee, foresee_beside
    from pipelines.deliveries.public_comments import new_public
    from pipelines.deliveries.terms import Terms

    kind: HomeKind = "sample" if says_sample(file) else "real"
    terms = Terms(moment, sender, through, dataset, kind=kind, split=split)
    # The check of the pages has no ledger: they tell what they know of what stands.
    if as_json:
        foreseen = foresee_beside(checked, terms, asked, standing)
    else:
        foreseen = foresee(data_home(), checked, terms, asked)
    if report is not None:
        from pipelines.deliveries.reports import write_check_report

        write_check_report(report, checked, moment, foreseen)
    if as_json:
        from pipelines.deliveries.told import told_check

        _print_json(told_check(checked, asked, day, foreseen) | {"sample": says_sample(file)})
    else:
        _show_check(checked, foreseen, report)
        show_public(out(), new_public(data_home(), checked, moment))
    if checked.failed_checks:
        return BUG
    return REFUSED if foreseen.held else DONE


def _standing(beside: str) -> list[Stood]:
    """What stands, as the pages tell of it: the fields of `Stood`, with days as text."""
    from pipelines.deliveries.foreseen import Stood

    return [
        Stood(
            **one
            | {
                **{
                    name: date.fromisoformat(one[name]) if one[name] else None
                    for name in ("last_day", "through")
                },
                "replaced": {
                    sha256: (number, date.fromisoformat(day))
                    for sha256, (number, day) in one["replaced"].items()
                },
            }
        )
        for one in (json.loads(beside) if beside else ())
    ]


def _show_check(checked: CheckedFile, foreseen: Foreseen, report: Path | None) -> None:
    from pipelines.deliveries.senders import sender_name

    console = out()
    console.print(Text(checked.read.file_name, "bold"), soft_wrap=True)
    for part in checked.parts:
        console.print(
            f"  {part.dataset}{f' från {sender_name(part.kommun_code)}' if part.kommun_code else ''}: "
            f"{counted(part.rows_total, 'rad', 'rader')}, {part.accepted.height} godtagna, {part.rows_refused} med fel"
        )
    show_findings(console, foreseen.findings)
    if report is not None:
        console.print(f"  Rapporten ligger i {report}", soft_wrap=True)
    if checked.failed_checks:
        console.print(Text(f"Kontroller som inte kunde köras: {', '.join(checked.failed_checks)}", "red"))
    else:
        style = "red" if foreseen.held else "green" if foreseen.is_sure else "yellow"
        console.print(Text(f"  {foreseen.verdict}", style), soft_wrap=True)
    console.print(f"  {foreseen.compared}", soft_wrap=True)


def _print_json(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


@app.command()
def template(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="Vilket dataset mallen gäller.")],
    target: Annotated[
        Path | None,
        typer.Option("--to", metavar="FIL", help="Var mallen skrivs. Förval: mall_DATASET.xlsx här."),
    ] = None,
) -> None:
    """Skriv en tom mall (XLSX) att fylla i, med tillåtna värden och instruktion."""
    from pipelines.contracts import DATASETS
    from pipelines.contracts.templates import write_template
    from pipelines.reading.sample_mark import SAMPLE_WORDS

    if dataset not in DATASETS:
        raise typer.BadParameter(
            f"”{dataset}” finns inte. Välj bland {', '.join(DATASETS)}.", param_hint="DATASET"
        )
    path = writable(target or Path(f"mall_{dataset}.xlsx"), "--to")
    write_template(dataset, path, remark=SAMPLE_WORDS if is_of_made_up_rows() else "")
    out().print(f"Mallen ligger i {path}", soft_wrap=True)


@app.command()
def deliver(
    files: Files,
    sender: SenderName = None,
    through: Through = None,
    received: ReceivedAt = None,
    dataset: DatasetName = None,
    accept_partial: Annotated[
        str | None,
        typer.Option(
            "--accept-partial", metavar="SKÄL", help="Låt de godtagna raderna gälla, trots rader med fel."
        ),
    ] = None,
    accept_shrink: Annotated[
        str | None,
        typer.Option(
            "--accept-shrink",
            metavar="SKÄL",
            help="Låt filen gälla, trots att registret har krympt eller slutar tidigare.",
        ),
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(
            "--again",
            metavar="SKÄL",
            help="Låt en fil gälla igen som en senare leverans har ersatt.",
        ),
    ] = None,
    split: Split = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Filen är påhittad, och datahemmet är till för exempeldata.")
    ] = False,
) -> None:
    """Leverera filer: kontrollera, arkivera och kvittera dem."""
    from pipelines.cli.findings import show_delivery
    from pipelines.deliveries.delivering import Terms, deliver_file
    from pipelines.deliveries.public_comments import new_public
    from pipelines.publishing.undone import tell_undone
    from pipelines.reading.gate import shown_name

    moment = past_moment(received, "--received")
    reasons = {"--accept-partial": accept_partial, "--accept-shrink": accept_shrink, "--again": again}
    for flag, reason in reasons.items():
        if reason is not None and not reason.strip():
            raise typer.BadParameter("Ange ett skäl.", param_hint=flag)
    terms = Terms(
        received=moment,
        sender=sender,
        through=None if through is None else parse_day(through, "--through"),
        dataset=dataset,
        accept_partial=accept_partial,
        accept_shrink=accept_shrink,
        again=again,
        recorded=now(),
        split=split,
    )
    home = data_home()
    worst = 0
    for file in existing(files):
        try:
            with out().status(Text(f"Levererar {shown_name(file)} …")):
                made_up = sample or says_sample(file)
                delivery = deliver_file(home, file, replace(terms, kind="sample" if made_up else "real"))
        except ReaderError as error:
            # One bad file never keeps the next one out.
            show_error(error)
            if error.code == "H001" and home.kind == "sample":
                out().print("Är filen påhittad: lägg till --sample. Så här ser den annars ut:")
                _check(file, dataset, sender, moment, through=terms.through, split=split)
            worst = max(worst, REFUSED)
            continue
        except Exception as error:
            # Nor does an error of ours.
            worst = max(worst, show_any(error))
            continue
        show_delivery(out(), home, delivery)
        if delivery.accepted:
            own = [one.delivery_id for one in delivery.receipts if one.delivery_id and not one.repeated]
            show_public(out(), new_public(home, delivery.checked, moment, own))
        if delivery.checked.failed_checks:
            worst = BUG
        elif not delivery.accepted:
            worst = max(worst, REFUSED)
    tell_undone(home, now())
    raise typer.Exit(worst)


@app.command()
def status(
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="ÅÅÅÅ-MM-DD", help="Som det var känt den dagen. Förval: nu."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Visa också alla leveranser som kommit och alla versioner.")
    ] = False,
) -> None:
    """Visa vem som har levererat vad och när, och vad som är sent."""
    from pipelines.cli.history import show_history, show_reviews, show_statuses, show_versions

    moment = past_moment(as_of, "--as-of")
    home = data_home()
    if home.kind is None:
        out().print(f"Datahemmet {home.root} är tomt: inget har levererats.", soft_wrap=True)
        return
    with ExitStack() as held:
        # A build holds the ledger from its first row to its last: who only wants to look waits for it.
        with out().status("Väntar på ett kommando som arbetar i datahemmet …"):
            held.enter_context(home.writing(patience=STATUS_WAITS))
        show_statuses(out(), home, moment)
        if every:
            show_history(out(), home, moment)
        show_versions(out(), home, every=every)
    show_reviews(out(), moment.date())
