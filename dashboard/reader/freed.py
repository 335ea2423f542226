"""Memory that nothing is in any more, given back to the system."""

from __future__ import annotations

import ctypes
import gc

_ARENA_MAX = -8
# The C library of this process, where it is glibc.
_C = ctypes.CDLL(None) if hasattr(ctypes.CDLL(None), "malloc_trim") else None


def give_back() -> None:
    """Let the system have the memory that nothing is in any more: what was a file's content is then no longer there.

    A run that was broken off to begin anew holds itself, and all it held, until the next collection. glibc alone keeps
    what is freed; another library has no such call.
    """
    gc.collect()
    if _C is not None:
        _C.malloc_trim(0)


def keep_in_one_place() -> None:
    """Before any thread is there: all take memory from one place, since glibc gives back no other wholly."""
    if _C is not None:
        _C.mallopt(_ARENA_MAX, 1)
