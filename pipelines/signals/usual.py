"""What is usual, in the figures a reader sees: where most of the tertials compared with lay.

Counted, not modelled: at least two of three tertials of the baseline lay between the ends, so that what a sentence
calls usual can be checked against the page's own table, and a level told as higher lies above it. The limits of a
model for so few small numbers would reach from none to more than ever was.
"""

from __future__ import annotations

import numpy as np

from pipelines.signals.baseline import Window
from pipelines.signals.distributions import Floats

FEW_OF_MANY = 6
"""One tertial of so many is left out at either end."""


def usual_range(window: Window) -> tuple[Floats, Floats]:
    """The lowest and highest of the baseline's figures as published, less a sixth of them at either end [R]."""
    ordered = np.sort(np.where(window.used, window.base_shown, np.inf), axis=1)
    length = window.used.sum(axis=1)
    rows, out = np.arange(len(ordered)), length // FEW_OF_MANY
    return ordered[rows, out], ordered[rows, length - 1 - out]


def usual_level(window: Window, scale: Floats) -> Floats:
    """The baseline's mean as published [R]; of a share or rate that of all its cases together. `scale` [R]."""
    level: Floats = window.base.sum(axis=1) / window.base_exposure.sum(axis=1) * scale
    return level
