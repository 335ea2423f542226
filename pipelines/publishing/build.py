"""`gfo build`: the active deliveries of a data home become a new warehouse beside the former one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

import duckdb
import polars as pl

from pipelines.deliveries.active import ActiveDelivery, active_deliveries, corrected_rows
from pipelines.deliveries.corrections import Correction, CorrectionNote, corrections_as_of, unmet_corrections
from pipelines.deliveries.purged import purged
from pipelines.deliveries.receipts import Receipt, receipts
from pipelines.deliveries.written import refuse_identity_in_inputs
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.databases import is_sound, new_database, point
from pipelines.home.inputs import inputs_as_of, record_inputs
from pipelines.home.ledger import amended, open_ledger, stored, swedish_day
from pipelines.kpi.definitions import KpiDefinition, kpi_definitions
from pipelines.publishing.builds import (
    Build,
    amended_days,
    builds,
    frozen_keys,
    next_number,
    record_build,
    warehouse_file,
    withdrawn_builds,
)
from pipelines.publishing.declarations import corrections_declared, declared_as, waivers_declared
from pipelines.publishing.history import read_history
from pipelines.reference import (
    PROJECT_ROOT,
    REFERENCE_ROOT,
    SQL_ROOT,
    code_files,
    hash_of_files,
    reference_files,
)
from pipelines.warehouse.assemble import build_models
from pipelines.warehouse.correction_effects import Uncorrected, figures_of, write_correction_effects
from pipelines.warehouse.declarations import write_declarations
from pipelines.warehouse.inputs import CoverageStart, WarehouseInputs, read_coverage

#: The datasets (and the list of owners) that an allocation key is computed from.
_KEY_DATASETS = frozenset({"fordelning", "befolkning", "placerade_barn"})


@dataclass(frozen=True)
class BuildResult:
    """`unchanged`: the same inputs were built before, and nothing was done."""

    build: Build
    path: Path
    unchanged: bool
    corrections: tuple[CorrectionNote, ...] = ()


def build_warehouse(
    home: DataHome,
    *,
    as_of: datetime,
    reporting_date: date,
    built_at: datetime,
    definitions: Mapping[str, KpiDefinition] | None = None,
    reread: bool = False,
    progress: Callable[[str], None] = lambda words: None,
) -> BuildResult:
    """Build what was known at `as_of`, speaking of `reporting_date`.

    ReaderError when nothing is delivered (W001) or the day lies before every register (W005).

    `definitions` limits the KPIs (with the parts of ratios among them); by default every one is computed. `reread`:
    every file is read and checked again, also where nothing has changed since it was (L003 when other rows come out
    than the receipt says). The new file is complete before `warehouse/current` names it; whatever stops the work, the
    former one stands.
    """
    definitions = kpi_definitions() if definitions is None else definitions
    with open_ledger(home) as ledger:
        refuse_identity_in_inputs(home)
        record_inputs(home, built_at)
        corrections = corrections_as_of(home, as_of)
        deliveries = active_deliveries(home, as_of)
        if not deliveries:
            raise ReaderError(
                "W001",
                "Det finns inga godkända leveranser att bygga av.",
                remedy="Leverera filer med gfo deliver och bygg sedan igen.",
            )
        frozen = frozen_keys(ledger)
        day = swedish_day(as_of)
        in_force = [correction for correction in corrections if day <= correction.until]
        coverage = read_coverage("".join(inputs_as_of(home, "coverage", as_of).values()) or None)
        _refuse_uncovered(reporting_date, coverage)
        received = receipts(ledger, "received <= $as_of", {"as_of": stored(as_of)})
        gone = purged(ledger)
        words = {about: amended(ledger, about) for about in ("delivery", "release", "meeting")}
        words["meeting day"] = amended_days(ledger)
        key = inputs_key(
            deliveries,
            frozen,
            reporting_date=reporting_date,
            corrections=in_force,
            coverage=coverage,
            received=received,
            gone=gone,
            kpis=definitions,
            amended_words=words,
        )
        read = partial(_stage_frames, home, deliveries, received, corrections, day, progress, reread=reread)
        staged = read() if reread else None
        known = builds(ledger)
        # A version that was withdrawn is not shown again: the same figures get another number.
        withdrawn = withdrawn_builds(ledger)
        latest = known[-1] if known and known[-1].build not in withdrawn else None
        if latest and latest.inputs_key == key and is_sound(warehouse_file(home, latest.build)):
            point(home.warehouse / "current", f"{latest.build}.duckdb")
            return BuildResult(latest, warehouse_file(home, latest.build), unchanged=True)
        build = Build(next_number(home, ledger), key, built_at, as_of, reporting_date)
        path = warehouse_file(home, build.build)
        stage, notes = staged or read()
        inputs = WarehouseInputs(
            as_of=as_of,
            reporting_date=reporting_date,
            stage=stage,
            deliveries=tuple(deliveries),
            coverage=coverage,
        )
        home.warehouse.mkdir(exist_ok=True)
        with new_database(path) as con:
            history = read_history(home, ledger, as_of)
            build_models(
                con,
                inputs,
                definitions=definitions,
                frozen_keys=frozen.drop("basis"),
                history=history,
                progress=progress,
            )
            write_declarations(con, [*corrections_declared(notes), *waivers_declared(ledger, deliveries)])
            progress("Prövar rättelserna")
            without = _without(home, deliveries, received, corrections, day, inputs, definitions, notes)
            write_correction_effects(con, without, definitions)
        record_build(ledger, build)
        point(home.warehouse / "current", path.name)
        return BuildResult(build, path, unchanged=False, corrections=tuple(notes))


def _refuse_uncovered(reporting_date: date, coverage: Sequence[CoverageStart]) -> None:
    """W005: on a day before any register starts there is nothing to speak of, and no page could be drawn."""
    first = min((line.starts for line in coverage), default=None)
    if first is not None and reporting_date < first:
        raise ReaderError(
            "W005",
            f"Siffrorna kan inte tala om {reporting_date}: inget register börjar före {first}.",
            remedy="Ange en senare dag med --reporting-date.",
            found=str(reporting_date),
            allowed=f"{first} eller senare",
        )


def _stage_frames(
    home: DataHome,
    deliveries: Sequence[ActiveDelivery],
    received: Sequence[Receipt],
    corrections: Sequence[Correction],
    day: date,
    progress: Callable[[str], None],
    *,
    reread: bool,
) -> tuple[dict[str, pl.DataFrame], list[CorrectionNote]]:
    frames: dict[str, list[pl.DataFrame]] = {}
    notes: list[CorrectionNote] = []
    by_number = {receipt.delivery_id: receipt for receipt in received}
    for delivery in deliveries:
        progress(f"Läser {delivery.dataset} från {delivery.sender}")
        receipt = by_number[delivery.delivery_id]
        rows, met = corrected_rows(home, delivery, corrections, day, receipt=receipt, reread=reread)
        frames.setdefault(delivery.dataset, []).append(rows)
        notes += met
    registers = {(delivery.dataset, delivery.sender) for delivery in deliveries}
    notes += unmet_corrections(corrections, registers, day)
    return {dataset: pl.concat(parts) for dataset, parts in frames.items()}, notes


#: Each correction that is tried takes a tenth of a build; of what is not tried, pages say that it may be a cause.
_TRIED = 10


def _without(
    home: DataHome,
    deliveries: Sequence[ActiveDelivery],
    received: Sequence[Receipt],
    corrections: Sequence[Correction],
    day: date,
    inputs: WarehouseInputs,
    definitions: Mapping[str, KpiDefinition],
    notes: Iterable[CorrectionNote],
) -> Iterator[Uncorrected]:
    """The inputs of the build without each correction that it made; those that are declared alike go together.

    Of the first `_TRIED` of them.
    """
    made = {declared_as(note.correction) for note in notes if note.outcome == "applied"}
    for declared in sorted(made)[:_TRIED]:
        others = [one for one in corrections if declared_as(one) != declared]
        # What old reports say stands beside the figures.
        used = {"publicerat"}.union(*(one.source for one in figures_of(declared[0], definitions).values()))
        behind = [delivery for delivery in deliveries if delivery.dataset in used]
        try:
            stage, _notes = _stage_frames(
                home, behind, received, others, day, lambda words: None, reread=False
            )
        except ReaderError:
            # A row that is right with several corrections breaks a rule with some of them.
            continue
        yield Uncorrected(*declared, replace(inputs, stage=stage))


def inputs_key(
    deliveries: Iterable[ActiveDelivery],
    frozen: pl.DataFrame,
    *,
    reporting_date: date,
    corrections: Sequence[Correction] = (),
    coverage: Sequence[CoverageStart] = (),
    received: Sequence[Receipt] = (),
    gone: Collection[int] = (),
    kpis: Iterable[str] = (),
    amended_words: Mapping[str, Mapping[int, str]] = MappingProxyType({}),
) -> str:
    """A hash over all that decides the figures and the history shown with them, known before anything is built.

    A frozen key year counts only where its snapshot may differ from what the deliveries would give now: else the
    first publication of a year would itself look like a change.
    """
    deliveries = list(deliveries)
    basis = allocation_basis(deliveries)
    parts = {
        "code": code_hash(),
        "kpis": list(kpis),
        "reporting_date": reporting_date.isoformat(),
        "deliveries": [_identity(delivery) for delivery in deliveries],
        "frozen": [list(map(str, row)) for row in frozen.filter(pl.col("basis") != basis).rows()],
        "coverage": [str(line) for line in coverage],
        # A refused file changes no figure, but it does change what is told about deliveries; so does one that goes.
        "received": [receipt.delivery_id for receipt in received],
        "purged": [receipt.delivery_id for receipt in received if receipt.delivery_id in gone],
        "amended": [str((about, sorted(words.items()))) for about, words in amended_words.items() if words],
        "corrections": [str(correction) for correction in corrections],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _identity(delivery: ActiveDelivery) -> list[str]:
    return [
        str(delivery.delivery_id),
        delivery.dataset,
        delivery.kommun_code or delivery.sender,
        delivery.sha256,
        delivery.sheet,
        delivery.through.isoformat(),
    ]


def allocation_basis(deliveries: Iterable[ActiveDelivery]) -> str:
    """A hash over the deliveries and owners that allocation keys are computed from."""
    used = sorted(_identity(d) for d in deliveries if d.dataset in _KEY_DATASETS)
    owners = (REFERENCE_ROOT / "owners.csv").read_text("utf-8")
    return hashlib.sha256(json.dumps([used, owners]).encode()).hexdigest()


#: The rooms of `pipelines` in which no figure takes shape: a changed help text or sample is no new build.
_ROOMS_WITHOUT_FIGURES = frozenset({"cli", "synthetic", "fetching"})


@cache
def code_hash() -> str:
    """A hash over everything in the project that shapes a figure: SQL, pipelines and reference data."""
    rooms = {path.parent.name for path in (PROJECT_ROOT / "pipelines").glob("*/__init__.py")}
    code = code_files(rooms - _ROOMS_WITHOUT_FIGURES)
    return hash_of_files([*code, *SQL_ROOT.rglob("*.sql"), *reference_files()])


def broken_audits(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int, str]]:
    """The audits that failed in a warehouse: sentence, number of rows, some of the rows as JSON."""
    return con.execute("select sentence, failures, rows from mart.audit_failure order by audit").fetchall()
