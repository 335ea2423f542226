"""A register as pages call it, at the command line and in what errors say: `jamforelse` is no Swedish word."""

from __future__ import annotations

from pipelines.contracts import DATASETS


def register_called(dataset: str) -> str:
    """Within a sentence: `placerade barn`; what no contract knows as it stands."""
    label = DATASETS[dataset].label if dataset in DATASETS else dataset
    # A name keeps its letters.
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
