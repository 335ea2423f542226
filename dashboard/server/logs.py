"""What the server writes: a row of each kind a few times a minute, however often it is provoked."""

from __future__ import annotations

import logging
import time
from copy import deepcopy
from typing import Any

from uvicorn.config import LOGGING_CONFIG

_ROWS_A_MINUTE = 5
_MOST_KINDS = 200


class Seldom(logging.Filter):
    """Lets through the first rows of each place in the code that writes, minute by minute."""

    def __init__(self) -> None:
        super().__init__()
        self._minute = 0
        self._written: dict[tuple[str, int], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._written = minute, {}
        kind = (record.pathname, record.lineno)
        written = self._written.get(kind, 0)
        if written >= _ROWS_A_MINUTE or len(self._written) > _MOST_KINDS:
            return False
        self._written[kind] = written + 1
        return True


def calm_others() -> None:
    """Streamlit gives each of its loggers a handler of its own, and uvicorn's too: every one gets the filter."""
    seldom = Seldom()
    for logger in logging.Logger.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            for handler in logger.handlers:
                handler.addFilter(seldom)


def log_config() -> dict[str, Any]:
    """uvicorn's own configuration with the filter at its end, and by the same way the rows that strangers can provoke.

    Streamlit has taken `uvicorn.error` and `websockets` out of their families; without a handler their rows went to
    Python's last resort, which has no filter.
    """
    config = deepcopy(LOGGING_CONFIG)
    config["filters"] = {"seldom": {"()": Seldom}}
    config["handlers"]["default"]["filters"] = ["seldom"]
    for name in ("uvicorn.error", "asyncio", "websockets", "gfo.login", "gfo.audit"):
        config["loggers"][name] = {"handlers": ["default"], "level": "WARNING", "propagate": False}
    return config
