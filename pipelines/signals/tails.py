"""Tail probabilities for whole arrays at once: the incomplete beta function, and what is made of it.

Written out here, since it is the one special function that the judgements need and everything else of a library
for such functions would be carried along unused. Correct to 1e-10 (tests/rooms/signals/test_tails.py).
"""

from __future__ import annotations

import numpy as np

from pipelines.signals.distributions import Floats

_STEPS = 200
_TINY = 1e-300


def log_gamma(x: Floats) -> Floats:
    """log Γ(x) for x > 0: Stirling's series, after six steps of the recurrence upwards."""
    product = x * (x + 1) * (x + 2) * (x + 3) * (x + 4) * (x + 5)
    z = x + 6
    series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / z**2) / z**2) / z**2) / z
    found: Floats = (z - 0.5) * np.log(z) - z + 0.5 * np.log(2 * np.pi) + series - np.log(product)
    return found


def beta_below(share: Floats, a: Floats, b: Floats) -> Floats:
    """P(B ≤ share) for B ~ Beta(a, b), element by element; share in 0–1, a and b above 0.

    The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8) by Lentz's method, on the side
    where it converges fast.
    """
    share, a, b = (np.asarray(each, dtype=np.float64) for each in np.broadcast_arrays(share, a, b))
    swapped = share > (a + 1) / (a + b + 2)
    x, p, q = np.where(swapped, 1 - share, share), np.where(swapped, b, a), np.where(swapped, a, b)
    with np.errstate(divide="ignore"):
        logs = p * np.log(x) + q * np.log1p(-x)
    front = np.exp(log_gamma(p + q) - log_gamma(p) - log_gamma(q) + logs) / p
    above, below = np.ones_like(x), 1 / _nonzero(1 - (p + q) * x / (p + 1))
    fraction = below.copy()
    for m in range(1, _STEPS):
        even = m * (q - m) * x / ((p + 2 * m - 1) * (p + 2 * m))
        odd = -(p + m) * (p + q + m) * x / ((p + 2 * m) * (p + 2 * m + 1))
        for term in (even, odd):
            below = 1 / _nonzero(1 + term * below)
            above = _nonzero(1 + term / above)
            step = above * below
            fraction *= step
        if np.all(np.abs(step - 1) < 1e-13):
            break
    lower = front * fraction
    found: Floats = np.where(swapped, 1 - lower, lower)
    return found


def t_above(t: Floats, degrees: Floats) -> Floats:
    """P(T ≥ t) for Student's t with that many degrees of freedom."""
    both: Floats = beta_below(degrees / (degrees + t**2), degrees / 2, np.array(0.5))
    found: Floats = np.where(t > 0, both / 2, 1 - both / 2)
    return found


def _nonzero(x: Floats) -> Floats:
    found: Floats = np.where(np.abs(x) < _TINY, _TINY, x)
    return found
