"""The child process: take its limits on, read one file, say what is in it.

The file comes as stdin and the tables go out as stdout, both plain files without a name that the child knows, so
that nothing of a delivery stands in a process list or stays in a folder when somebody pulls the plug.
Exit codes: 0 with JSON on stderr (a readable file or a named problem), 70 with the kind and place of an error of
ours there, never a value; 71 when there is no room to write.
"""

from __future__ import annotations

import errno
import json
import resource
import sys
import traceback
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from pipelines.reading.sandbox.answer import Answer, Problem

OUR_BUG, DISK_FULL = 70, 71


def main(reader: str, limits: dict[str, Any]) -> int:
    """Read the file on stdin with `reader` (module:function); its tables to stdout, a file, its answer to stderr."""
    # pyarrow takes NumPy in where it finds it, which is a third of a child's life, and reads our files without.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["child_memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["child_cpu_seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["unpacked_bytes"] * 4,) * 2)
    module, _, name = reader.partition(":")
    try:
        answer = getattr(import_module(module), name)(sys.stdin.buffer, sys.stdout.buffer, limits)
        sys.stdout.buffer.flush()
    except Problem as problem:
        answer = Answer([(problem.code, {}, problem.fills)])
    except MemoryError:
        answer = Answer([("F014", {}, {})])
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return DISK_FULL
        frame = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")
        return OUR_BUG
    sys.stderr.write(json.dumps(asdict(answer)))
    return 0
