"""Answers that are asked for again and again, kept by file and question: all of a file's are forgotten together.

Whoever asks what is being worked out waits for it, so that twenty readers of a new version work it out once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, wraps
from threading import Lock
from typing import Any, TypeVar, cast

from dashboard.published.source import Source

_Method = TypeVar("_Method", bound=Callable[..., object])
_T = TypeVar("_T")
#: Files that something is remembered of; the one that nobody has asked for the longest gives way to a new one.
_MOST_FILES = 16


@dataclass(frozen=True, eq=False)
class _Kept:
    """A method whose answers are kept: as it is called, and as it works the answer out."""

    asked: Callable[..., object]
    method: Callable[..., object]
    most: int


class _Memory:
    """What has been answered of one file: by method, the kind of object that was asked, and the question."""

    def __init__(self) -> None:
        self.answers: dict[tuple[_Kept, type], dict[tuple[object, ...], object]] = {}
        self.under_way: dict[tuple[object, ...], Lock] = {}
        self.asked = time.monotonic()


_every: dict[Callable[..., object], _Kept] = {}
_memories: dict[Source, _Memory] = {}
_lock = Lock()


def remembered(most: int) -> Callable[[_Method], _Method]:
    """The answers of a method or function, the latest `most` of each file: its first argument is a `Source`, or a
    frozen object that is no more than the key of what it answers.
    """

    def remembering(method: _Method) -> _Method:
        @wraps(method)
        def asked(subject: Any, *question: object) -> object:
            memory = _memory_of(getattr(subject, "source", subject))
            try:
                return memory.answers[kept, type(subject)][question]
            except KeyError:
                return _worked_out(memory, kept, subject, question)

        kept = _Kept(asked, method, most)
        _every[asked] = kept
        return cast(_Method, asked)

    return remembering


def _memory_of(source: Source) -> _Memory:
    memory = _memories.get(source)
    if memory is None:
        with _lock:
            memory = _memories.setdefault(source, _Memory())
            while len(_memories) > _MOST_FILES:
                del _memories[min(_memories, key=lambda known: _memories[known].asked)]
    memory.asked = time.monotonic()
    return memory


def _worked_out(memory: _Memory, kept: _Kept, subject: Any, question: tuple[object, ...]) -> object:
    kind = (kept, type(subject))
    with _lock:
        answers = memory.answers.setdefault(kind, {})
        turn = memory.under_way.setdefault((*kind, *question), Lock())
    # A question never asks itself, and what it asks never asks it: nobody waits in a ring.
    with turn:
        try:
            if question in answers:
                return answers[question]
            found = kept.method(subject, *question)
            with _lock:
                answers[question] = found
                while len(answers) > kept.most:
                    del answers[next(iter(answers))]
            return found
        finally:
            with _lock:
                memory.under_way.pop((*kind, *question), None)


def recalled(asked: Callable[..., _T], source: Source, *question: object) -> _T | None:
    """What `asked` has answered this question about a file, where it has been asked; else None."""
    answers = _memory_of(source).answers.get((_every[asked], type(source)), {})
    return cast("_T | None", answers.get(question))


def files() -> dict[Source, float]:
    """Every file that something is remembered of, and how many seconds ago it was asked."""
    with _lock:
        now = time.monotonic()
        return {source: now - memory.asked for source, memory in _memories.items()}


def forget(source: Source) -> None:
    """Let go of everything that is remembered of a file."""
    with _lock:
        _memories.pop(source, None)


def asked_of(former: Source, new: Source) -> Iterator[Callable[[], object]]:
    """What has been asked of one file, to be asked of the next: the first question first.

    What set another file beside it sets it beside the next: a version is compared with the one before.
    """

    def instead(asked: Any, source: Source) -> object:
        return source if isinstance(asked, Source) else type(asked)(source)

    with _lock:
        memory = _memories.get(former, _Memory())
        every = [
            (kept, kind, question) for (kept, kind), answers in memory.answers.items() for question in answers
        ]
    return (
        partial(
            kept.asked,
            new if kind is Source else kind(new),
            *(
                instead(part, former) if isinstance(getattr(part, "source", part), Source) else part
                for part in question
            ),
        )
        for kept, kind, question in every
    )
