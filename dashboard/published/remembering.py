"""Answers that are asked for again and again, kept: by the object that was asked, and the question."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, cast

_Method = TypeVar("_Method", bound=Callable[..., object])


def remembered(most: int) -> Callable[[_Method], _Method]:
    """A method's answers, the latest `most` of all objects together; equal objects are asked once.

    For frozen objects that are no more than the key of what they answer.
    """

    def remembering(method: _Method) -> _Method:
        return cast(_Method, lru_cache(maxsize=most)(method))

    return remembering
