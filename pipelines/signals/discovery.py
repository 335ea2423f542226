"""How many changes a meeting may be told of: false discovery held down over everything it sees at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.signals.distributions import Floats

FALSE_SHARE = 0.1
"""Of the changes told, the share that may be chance in the long run."""


def discoveries(chances: Floats, false_share: float = FALSE_SHARE) -> NDArray[np.bool_]:
    """Which of one meeting's chances (p-values; nan: not judged) are told as changes.

    Benjamini & Hochberg 1995, J. R. Statist. Soc. B 57: the k smallest, for the largest k whose k-th smallest is at
    most false_share · k / n. It holds too where figures rise and fall together, as a kommun and GFO or a part and its
    whole do (Benjamini & Yekutieli 2001, Ann. Statist. 29); tests/rooms/signals/test_false_alarms.py measures it for
    families.
    """
    judged = np.sort(chances[~np.isnan(chances)])
    allowed = np.flatnonzero(judged <= false_share * np.arange(1, len(judged) + 1) / len(judged))
    if len(allowed) == 0:
        return np.zeros(chances.shape, dtype=bool)
    return np.less_equal(chances, judged[allowed[-1]])
