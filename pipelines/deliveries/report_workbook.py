"""The report back to the sender: an XLSX whose sheets alone are enough to mend the file.

Ids and found values are texts, never formulas or numbers, so that the report shows what the file said. The
report goes back to its sender only: it holds the sender's own ids. Its reader is a clerk who exports registers and has
never seen our command line: no name of a rule, no option of a command. What is the same in many rows is one line with
its count and first rows; every row of it stands on the last sheet. It says nothing of what was right: a rule's sentence
is about what is wrong, and read the wrong way as something that had passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.checking.sheets import CheckState
from pipelines.contracts import DATASETS
from pipelines.contracts.finding_groups import FindingGroup, gathered
from pipelines.contracts.findings import Category, DeliveryStatus, Effect, Finding, Severity
from pipelines.contracts.headers import column_meaning
from pipelines.deliveries.covered import covered_sentence
from pipelines.deliveries.report_parts import PartSummary
from pipelines.reference import kommuner

# A sheet of Excel ends at 1 048 576 rows; nobody mends half a million one by one.
MOST_ROWS = 500_000
_LONGEST_TEXT = 1_000

STATUS_SENTENCES: dict[DeliveryStatus, str] = {
    DeliveryStatus.ACCEPTED: "Allt i filen är godkänt och gäller nu. Ingenting behöver göras.",
    DeliveryStatus.ACCEPTED_WITH_WARNINGS: (
        "Allt i filen är godkänt och gäller nu. Läs bladet Varningar: något kan ändå vara fel."
    ),
    DeliveryStatus.PARTLY_ACCEPTED: (
        "De godkända raderna gäller nu, raderna på bladet Att rätta gör det inte. Rätta dem och skicka hela filen igen."
    ),
    DeliveryStatus.RECEIVED: (
        "Filen är mottagen men gäller inte än, och det som gällde förut gäller fortfarande. "
        "Rätta det som står på bladet Att rätta och skicka hela filen igen."
    ),
    DeliveryStatus.REFUSED: (
        "Filen är avvisad, och det som gällde förut gäller fortfarande. "
        "Rätta det som står på bladet Att rätta och skicka hela filen igen."
    ),
}
_PERSONAL = (
    "Filen innehåller personnummer eller annat som pekar ut en person och har stoppats. Skicka den inte vidare. "
    "Ersätt uppgifterna med egna pseudonymer i hela registret och gör en ny fil."
)
# What stands on the sheet Att rätta.
_TO_MEND = frozenset({Effect.MEND, Effect.HELD, Effect.LEFT_OUT})
_NOT_DELIVERED = "Filen är kontrollerad men inte levererad, så inget i den gäller. "

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("Rad", 16),
    ("Antal", 8),
    ("Id", 22),
    ("Vad som är fel", 60),
    ("Kolumn", 20),
    ("Kolumnen är", 30),
    ("Står i filen", 34),
    ("Tillåtet", 44),
    ("Gör så här", 60),
    ("Blad", 18),
    ("Följd", 20),
)


def write_report(
    path: Path,
    *,
    file_name: str,
    received: datetime,
    status: DeliveryStatus,
    parts: Sequence[PartSummary],
    findings: Iterable[Finding],
    delivered: bool = True,
    verdict: str = "",
) -> None:
    """Write the report. `findings`: all of them, those of the reading and of the comparison with the former delivery
    included. `received` is shown as it is, so give Swedish time. Not `delivered`: the file was only checked, and
    `verdict` says what delivering it would give where nothing in it must be mended.
    """
    ordered = sorted(findings, key=_by_column)
    became = status if delivered else None
    stopping = [finding for finding in ordered if finding.effect(became) in _TO_MEND]
    others = [finding for finding in ordered if finding.effect(became) not in _TO_MEND]
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": f"Kontroll av {file_name}", "author": "GFO Insikt"})
        styles = _Styles(book)
        summary = _Writer(book.add_worksheet("Sammanfattning"), styles)
        if any(one.category is Category.PERSONAL for one in stopping):
            summary.line([f"Stoppad: {file_name}"], styles.title)
            summary.line([_PERSONAL])
        elif delivered:
            summary.line([f"{status.value}: {file_name}"], styles.title)
            summary.line([STATUS_SENTENCES[status]])
        else:
            summary.line([f"Kontroll: {file_name}"], styles.title)
            summary.line([_NOT_DELIVERED + _if_delivered(stopping, parts, verdict)])
        _write_summary(summary, file_name, received, parts, ordered, became)
        mend, warned = gathered(stopping), gathered(others)
        datasets = {part.sheet: part.dataset for part in parts}
        _write_groups(
            _Writer(book.add_worksheet("Att rätta"), styles),
            mend,
            "Det finns inget att rätta.",
            became,
            datasets,
        )
        _write_groups(
            _Writer(book.add_worksheet("Varningar"), styles),
            warned,
            "Det finns inga varningar.",
            became,
            datasets,
        )
        repeated = [group for group in (*mend, *warned) if len(group.members) > 1]
        rows = [FindingGroup((finding,)) for group in repeated for finding in group.members]
        if rows:
            _write_groups(_Writer(book.add_worksheet("Alla rader"), styles), rows, "", became, datasets)


def _if_delivered(stopping: Sequence[Finding], parts: Sequence[PartSummary], verdict: str) -> str:
    if any(one.effect() is Effect.MEND for one in stopping):
        return "Rätta det som står på bladet Att rätta innan den levereras."
    if _crashed(parts):
        return "Den kan inte levereras än, för en av våra kontroller kunde inte köras."
    return verdict


def _crashed(parts: Sequence[PartSummary]) -> list[str]:
    return sorted(
        {check.sentence for part in parts for check in part.checks if check.state is CheckState.CRASHED}
    )


def _by_column(finding: Finding) -> tuple[bool, str, str, str, int]:
    """What stops the file first; then column by column, as people mend a file."""
    place = finding.place
    return finding.severity is not Severity.FILE, place.sheet, place.column, finding.code, place.row or 0


class _Styles:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 16})
        self.head: Format = book.add_format(
            {"bold": True, "bg_color": "#E6EEF2", "bottom": 1, "text_wrap": True}
        )
        self.text: Format = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped: Format = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.number: Format = book.add_format({"num_format": "# ##0", "valign": "top"})
        self.strong: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})


class _Writer:
    """Writes a sheet from the top down, one row after another."""

    def __init__(self, sheet: Worksheet, styles: _Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self.row = 0
        # The little green triangles: every id is a text on purpose.
        sheet.ignore_errors({"number_stored_as_text": "A1:J1048576"})

    def widths(self, widths: Sequence[int]) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def line(self, values: Sequence[str | int | None], style: Format | None = None) -> None:
        for column, value in enumerate(values):
            if isinstance(value, int):
                self.sheet.write_number(self.row, column, value, self.styles.number)
            elif value:
                self.sheet.write_string(self.row, column, _fitting(value), style or self.styles.text)
        self.row += 1

    def blank(self) -> None:
        self.row += 1


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _register(part: PartSummary) -> str:
    label = DATASETS[part.dataset].label if part.dataset in DATASETS else part.dataset
    return f"{label}, {kommuner().get(part.kommun_code, part.kommun_code)}" if part.kommun_code else label


def _write_summary(
    out: _Writer,
    file_name: str,
    received: datetime,
    parts: Sequence[PartSummary],
    findings: Sequence[Finding],
    became: DeliveryStatus | None,
) -> None:
    styles, delivered = out.styles, became is not None
    sheets = any(part.sheet for part in parts)
    out.widths((34, 26, 14, 14, 14, 14, *([18] if sheets else []), 60))
    out.blank()
    out.line(["Fil", file_name])
    out.line(["Mottagen" if delivered else "Kontrollerad", received.strftime("%Y-%m-%d %H:%M")])
    out.blank()
    if crashed := _crashed(parts):
        out.line(["Kontroller som inte kunde köras", " ".join(crashed)], styles.strong)
        out.line(
            [
                "Felet är vårt, inte ert. Filen kan inte godkännas förrän det är rättat; ni behöver inte göra något."
            ]
        )
        out.blank()
    out.line(
        [
            "Register",
            "Status",
            "Rader i filen",
            "Godkända",
            "Med fel",
            "Förra leveransen",
            *(["Blad"] if sheets else []),
            "Anmärkning",
        ],
        styles.head,
    )
    for part in parts:
        # The reason names the checks that crashed, as we know them; above they stand in words.
        notes = [f"Skäl: {part.reason}"] if part.reason and not _crashed([part]) else []
        notes += [covered_sentence(part.through)] if part.through else []
        former: str | int = "ingen" if part.rows_former is None else part.rows_former
        if not delivered and part.rows_former is None:
            former = "inte jämförd"
        counts = (part.rows_total, part.rows_accepted, part.rows_refused)
        status = part.status.value if delivered else "inte levererad"
        out.line(
            [_register(part), status, *counts, former, *([part.sheet] if sheets else []), " ".join(notes)]
        )
    if not parts:
        out.line(["Inget register kunde läsas ur filen."])
    out.blank()
    out.line(["Vad som hittades", "Följd", "Antal"], styles.head)
    order = list(Effect)
    groups = Counter((finding.effect(became), finding.category.value) for finding in findings)
    for (effect, category), count in sorted(
        groups.items(), key=lambda one: (order.index(one[0][0]), one[0][1])
    ):
        out.line([category, effect.value, count])
    if not groups:
        out.line(["Inget."])
    out.blank()
    columns = Counter(
        (f.place.column or ("(hela bladet)" if f.place.sheet else "(hela filen)"), f.place.sheet)
        for f in findings
        if f.effect(became) in _TO_MEND
    )
    if columns:
        named = any(sheet for _, sheet in columns)
        out.line(["Kolumn att rätta", *(["Blad"] if named else []), "Antal"], styles.head)
        for (column, sheet), count in columns.most_common():
            out.line([column, *([sheet] if named else []), count])


def _write_groups(
    out: _Writer,
    groups: Sequence[FindingGroup],
    nothing: str,
    became: DeliveryStatus | None,
    datasets: Mapping[str, str],
) -> None:
    """Groups of findings of a file that became this; `datasets`: which register each sheet holds."""
    # A text file has no sheets.
    sheets = any(group.first.place.sheet for group in groups)
    columns = [column for column in _COLUMNS if sheets or column[0] != "Blad"]
    out.widths([width for _, width in columns])
    if not groups:
        out.line([nothing])
        return
    out.sheet.freeze_panes(1, 0)
    shown = groups[:MOST_ROWS]
    out.sheet.autofilter(0, 0, len(shown), len(columns) - 1)
    out.line([name for name, _ in columns], out.styles.head)
    for group in shown:
        finding, many = group.first, len(group.members) > 1
        place = finding.place
        out.line(
            [
                group.where() if many else place.row,
                len(group.members),
                group.ids() if many else finding.row_id,
                group.message,
                place.column,
                column_meaning(datasets.get(place.sheet, ""), place.column),
                group.found,
                finding.allowed,
                finding.remedy,
                *([place.sheet] if sheets else []),
                finding.effect(became).value,
            ],
            out.styles.wrapped,
        )
    if len(groups) > len(shown):
        rest = f"Ytterligare {len(groups) - len(shown)} får inte plats här. Rätta dessa först."
        out.line([None, None, None, rest])
