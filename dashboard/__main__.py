"""`python -m dashboard HOST PORT`: what `gfo serve` becomes, so that the pipelines never import the pages."""

from __future__ import annotations

import sys

from dashboard.server.application import serve
from pipelines.errors import ReaderError
from pipelines.home import data_home


def main(arguments: list[str]) -> int:
    """Serve until interrupted; 1 when the reader has something to mend."""
    host, port = arguments
    try:
        serve(data_home(), host=host, port=int(port))
    except ReaderError as error:
        sys.stderr.write(f"Fel {error.code} {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
