"""The cost allocation: how GFO's budget is shared between its owners, exactly and to the last krona.

Pure: inputs in, shares out. Nothing here reads a file, a database or a clock.
"""

from pipelines.allocation.change import EFFECTS, KommunChange, explain_change
from pipelines.allocation.key import (
    KeyInputs,
    KommunShare,
    allocate,
    check_inputs,
    membership_months,
    whole_kronor,
)
from pipelines.allocation.rows import KeyRow, key_inputs
from pipelines.allocation.scenario import scenario

__all__ = [
    "EFFECTS",
    "KeyInputs",
    "KeyRow",
    "KommunChange",
    "KommunShare",
    "allocate",
    "check_inputs",
    "explain_change",
    "key_inputs",
    "membership_months",
    "scenario",
    "whole_kronor",
]
