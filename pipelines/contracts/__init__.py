"""What a dataset is, one module each: fields, rules, every finding's words, and the guide and templates made of them.

May import the loose modules and polars.
"""

from __future__ import annotations

from pipelines.contracts import (
    avvikelser,
    befolkning,
    ekonomi,
    familjehem,
    fordelning,
    jamforelse,
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
from pipelines.contracts.contract import Contract, Dataset, Sender
from pipelines.contracts.fields import FieldSpec

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
        jamforelse,
    )
}

__all__ = ["DATASETS", "Contract", "Dataset", "FieldSpec", "Sender"]
