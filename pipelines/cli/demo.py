"""The verb that tells a story with made-up rows: two tertials, from the kommuner's files to what a meeting sees."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime, time
from typing import Annotated

import typer
from rich.table import Table

from pipelines.cli.app import app, out
from pipelines.cli.versions import build_with_progress, progress, say_build, say_public, say_publication
from pipelines.contracts.findings import ACTIVE_STATUSES
from pipelines.deliveries.active import active_receipts
from pipelines.deliveries.delivering import deliver
from pipelines.deliveries.receipts import Receipt
from pipelines.home import DataHome, data_home
from pipelines.home.archive import file_hash
from pipelines.home.inputs import CORRECTIONS_FILE, WAIVERS_FILE
from pipelines.home.key import plant_sample_key
from pipelines.home.ledger import open_ledger
from pipelines.periods import SWEDEN, Period
from pipelines.publishing.publication import publish
from pipelines.publishing.release import release
from pipelines.publishing.undone import tell_undone
from pipelines.reference import kommuner
from pipelines.synthetic import Chapter, SampleFile, write_story
from pipelines.wording import counted

#: Why a sample stands over one of another seed, whatever the guards say of them both.
REPLACES = "Ny exempeldata ersätter den förra."
#: A home's own words, which name no figure: what the made-up meeting is to decide on, and whom a kommun asks.
_WRITTEN = {
    "agenda.toml": """\
# Mötets egna frågor; utan [[skarm]] visas den vanliga agendan före dem.
fragor = [
  "Hur får fler barn ett hem: vem gör vad, och till när?",
  "Varför lämnar hem banken, och vad får dem att stanna?",
  "Vem ser över remisserna som har väntat mer än 90 dagar, och till när?",
]
""",
    "leveranser.toml": """\
# Vem en kommun frågar; påhittad adress.
ask = "Fråga GFO om något är oklart: gfo@example.se (påhittad adress)."
""",
}


@app.command("demo")
def demo_command(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Sluta när allt är publicerat.")] = False,
    seed: Annotated[int, typer.Option("--seed", help="Vilken slump exemplet görs av.")] = 1,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Porten på den här datorn.")] = 8501,
) -> None:
    """Gör påhittade leveranser och gå hela vägen: leverera, bygg, publicera och visa sidorna."""
    home = data_home()
    home.claim("sample")
    plant_sample_key(home, seed)
    for name, text in _WRITTEN.items():
        if not (home.root / name).exists():
            (home.root / name).write_text(text, encoding="utf-8")
    # The ledger stays open from the first file to the last version; each step would open it anew.
    with open_ledger(home):
        *earlier, newest = write_story(home.root / "exempelfiler", seed=seed)
        for chapter in earlier:
            if not _is_told(home, chapter):
                _tell(home, chapter)
        _tell(home, newest)
    out().print(
        "Sidorna visar först det styrgruppen såg på mötet; den nyaste versionen nås med en länk på sidan."
    )
    if no_serve:
        prefix = f"GFO_HOME={shlex.quote(str(home.root))} "
        out().print(f"Visa sidorna med: {prefix}uv run gfo serve", soft_wrap=True)
        return
    from pipelines.cli.serving import become_server

    become_server(home, "127.0.0.1", port)


def _tell(home: DataHome, chapter: Chapter) -> None:
    """Everything of one tertial, at the times it happened; what stands already is not done again."""
    _declare(home, chapter)
    if not _is_told(home, chapter):
        out().print(_deliver(home, chapter))
    say_build(build_with_progress(home, chapter.as_of, chapter.reporting_date, chapter.as_of))
    publication = publish(home, published_at=chapter.as_of, reason=chapter.reason)
    tell_undone(home, chapter.as_of)
    say_publication(publication)
    if publication.revisions.height:
        changed = counted(publication.revisions.height, "siffra", "siffror")
        out().print(f"{changed} för perioder som redan var klara har ändrats.")
    if chapter.meeting:
        meeting = chapter.meeting
        period = Period.parse(meeting.period)
        # It is marked when it has been held.
        afterwards = datetime.combine(meeting.held, time(16), tzinfo=SWEDEN)
        held = release(home, period, meeting_on=meeting.held, reason=meeting.reason, recorded=afterwards)
        seen = held.meeting
        out().print(f"Styrgruppen såg version {seen.build} på mötet {seen.meeting_on} om {period.label}.")
        say_public(held)


def _is_told(home: DataHome, chapter: Chapter) -> bool:
    """Whether the chapter's files are those that stand at its end."""
    with open_ledger(home) as ledger:
        standing = {receipt.sha256 for receipt in active_receipts(ledger, chapter.as_of)}
    last = {(file.sender, file.path.name): file for file in chapter.files if file.stands}
    return {file_hash(file.path) for file in last.values()} <= standing


def _declare(home: DataHome, chapter: Chapter) -> None:
    for name, text in (
        (WAIVERS_FILE, chapter.declared.waivers),
        (CORRECTIONS_FILE, chapter.declared.corrections),
    ):
        (home.root / name).unlink(missing_ok=True)
        if text:
            (home.root / name).write_text(text, encoding="utf-8")


def _deliver(home: DataHome, chapter: Chapter) -> Table:
    """Deliver the chapter's files in the order they came; a table of what became of them."""
    table = Table(title=f"Exempeldata – påhittade rader, {chapter.title}", title_justify="left")
    table.add_column("Fil", overflow="fold", ratio=1)
    for heading in ("Mottagen", "Dataset", "Avsändare", "Rader", "Status"):
        table.add_column(heading, justify="right" if heading == "Rader" else "left", no_wrap=True)
    with progress("Levererar", len(chapter.files)) as step:
        for file in chapter.files:
            step(file.path.name)
            receipts = deliver(
                home,
                file.path,
                received=file.received,
                sender=file.sender,
                through=file.through,
                # Made of another seed, or by another version of the program: nothing of the former one remains.
                accept_shrink=REPLACES,
                again=REPLACES,
            )
            _insist(file, receipts)
            for receipt in receipts:
                table.add_row(
                    receipt.file_name,
                    f"{receipt.received:%Y-%m-%d}",
                    receipt.dataset,
                    kommuner().get(receipt.sender, receipt.sender),
                    str(receipt.rows_accepted),
                    receipt.status.value,
                )
    return table


def _insist(file: SampleFile, receipts: Sequence[Receipt]) -> None:
    """A file of the story that does not end as told is our bug."""
    if any((receipt.status in ACTIVE_STATUSES) != file.stands for receipt in receipts):
        statuses = ", ".join(f"{receipt.dataset}: {receipt.status.value}" for receipt in receipts)
        raise RuntimeError(f"the sample's own delivery {file.path.name} ended as {statuses}")
