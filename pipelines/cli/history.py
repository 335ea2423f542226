"""How the history of deliveries, and of what was built of them, looks in a terminal."""

from __future__ import annotations

from datetime import date, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.contracts import DATASETS
from pipelines.contracts.called import register_called
from pipelines.deliveries.history import (
    SenderStatus,
    Timeliness,
    received_history,
    sender_statuses,
    tertial_to_report,
)
from pipelines.deliveries.senders import sender_name
from pipelines.home import KIND_WORDS, DataHome
from pipelines.home.ledger import open_ledger, swedish_day
from pipelines.kpi.definitions import kpi_definitions
from pipelines.kpi.review import overdue_reviews
from pipelines.publishing.builds import builds, is_released, withdrawn_builds
from pipelines.wording import number

LONGEST_HISTORY = 200
_STYLES = {Timeliness.LATE: "red", Timeliness.NEVER: "red", Timeliness.IN_TIME: "green"}


def show_statuses(console: Console, home: DataHome, moment: datetime) -> None:
    """One line a register: what stands, whether it reaches the tertial to report, and what waits."""
    due = tertial_to_report(swedish_day(moment))
    kind = f" ({KIND_WORDS[home.kind]})" if home.kind else ""
    console.print(
        f"Datahem: {home.root}{kind}. Att redovisa: {due.label}, till och med {due.last_day}.",
        soft_wrap=True,
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Register", "Avsändare", "Läge", "Gäller", "Mottagen", "Till och med", "Rader"):
        table.add_column(heading, justify="right" if heading == "Rader" else "left")
    statuses = sender_statuses(home, moment)
    for line in statuses:
        table.add_row(*_cells(line))
    console.print(table)
    for line in statuses:
        if line.waiting is not None:
            waiting = line.waiting
            console.print(
                Text.assemble(
                    (waiting.status.value, "red"),
                    f": {register_called(line.dataset)} från {sender_name(line.sender)}, {waiting.file_name}, "
                    f"{waiting.received:%Y-%m-%d %H:%M}. {waiting.reason}",
                ),
                soft_wrap=True,
            )
    late = [line for line in statuses if line.timeliness in (Timeliness.LATE, Timeliness.NEVER)]
    awaited = [line for line in statuses if line.timeliness is Timeliness.AWAITED]
    for line in (*late, *awaited):
        if line.lacking and line.due:
            day = "sista dag var" if line in late else "sista dag är"
            console.print(
                f"{DATASETS[line.dataset].label} från {sender_name(line.sender)} saknas för {line.lacking.label}: "
                f"{day} {line.due}.",
                soft_wrap=True,
            )
    if not late and not awaited:
        console.print(f"Alla register når {due.last_day}.")


def _cells(line: SenderStatus) -> list[str | Text]:
    style = _STYLES.get(line.timeliness, "dim")
    cells: list[str | Text] = [
        DATASETS[line.dataset].label,
        sender_name(line.sender),
        Text(line.timeliness.value, style),
    ]
    standing = line.standing
    if standing is None:
        return [*cells, "–", "–", "–", "–"]
    return [
        *cells,
        standing.status.value,
        f"{standing.received:%Y-%m-%d}",
        str(standing.through),
        number(standing.rows_accepted),
    ]


def show_history(console: Console, home: DataHome, moment: datetime) -> None:
    """The receipts, newest first."""
    table = Table(box=None, pad_edge=False, header_style="bold", title="Leveranser", title_justify="left")
    for heading in ("Nr", "Mottagen", "Fil", "Register", "Avsändare", "Status", "Godtagna", "Med fel"):
        table.add_column(heading, justify="right" if heading in ("Nr", "Godtagna", "Med fel") else "left")
    for receipt, status in received_history(home, moment, limit=LONGEST_HISTORY):
        table.add_row(
            str(receipt.delivery_id),
            f"{receipt.received:%Y-%m-%d %H:%M}",
            receipt.file_name,
            DATASETS[receipt.dataset].label if receipt.dataset in DATASETS else receipt.dataset or "–",
            sender_name(receipt.sender),
            status,
            str(receipt.rows_accepted),
            str(receipt.rows_refused),
        )
    console.print(table)


def show_versions(console: Console, home: DataHome, *, every: bool) -> None:
    """Which version was built last, which one the pages show and which one the styrgrupp; `every`: all of them."""
    with open_ledger(home) as ledger:
        known = builds(ledger)
        released = {build.build for build in known if is_released(ledger, build.build)}
        withdrawn = withdrawn_builds(ledger)
    if not known:
        console.print("Inget är byggt ännu.")
        return
    newest = known[-1]
    said = [f"Senast byggd: version {newest.build}, som talar om {newest.reporting_date}."]
    # The links tell what is shown, also when somebody has gone back to an older version by hand.
    for words, link in (("Publicerad", "current"), ("Styrgruppens möte", "meeting")):
        if (target := home.published / link).exists():
            said.append(f"{words}: version {target.resolve().name}.")
    console.print(" ".join(said), soft_wrap=True)
    if not every:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", title="Versioner", title_justify="left")
    for heading in ("Nr", "Byggd", "Talar om", "Känt till och med", "Publicerad"):
        table.add_column(heading, justify="right" if heading == "Nr" else "left")
    for build in reversed(known):
        table.add_row(
            str(build.build),
            f"{build.built_at:%Y-%m-%d %H:%M}",
            str(build.reporting_date),
            f"{build.as_of:%Y-%m-%d %H:%M}",
            "indragen" if build.build in withdrawn else "ja" if build.build in released else "nej",
        )
    console.print(table)


def show_reviews(console: Console, day: date) -> None:
    """Say which KPIs somebody should read the definition of again; nothing while all are in time."""
    definitions = kpi_definitions()
    overdue = overdue_reviews(definitions, day)
    if overdue:
        names = ", ".join(definitions[kpi].name for kpi in overdue)
        console.print(
            f"Definitionen av {len(overdue)} nyckeltal skulle ha granskats igen: {names}.", soft_wrap=True
        )
