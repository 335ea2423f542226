"""The contracts: what each of the fifteen datasets must look like, one module a dataset."""

from __future__ import annotations

from pipelines.deliveries.contracts import (
    avvikelser,
    befolkning,
    ekonomi,
    familjehem,
    fordelning,
    kommentarer,
    kostnader,
    mal,
    placerade_barn,
    placeringar,
    publicerat,
    rekrytering,
    remisser,
    stod,
    utbildning,
)
from pipelines.deliveries.contracts.contract import Contract, Dataset, Sender
from pipelines.deliveries.contracts.fields import FieldSpec

DATASETS: dict[str, Dataset] = {
    module.DATASET.name: module.DATASET
    for module in (
        remisser,
        placeringar,
        familjehem,
        rekrytering,
        utbildning,
        stod,
        kostnader,
        ekonomi,
        avvikelser,
        befolkning,
        fordelning,
        placerade_barn,
        publicerat,
        mal,
        kommentarer,
    )
}

__all__ = ["DATASETS", "Contract", "Dataset", "FieldSpec", "Sender"]
