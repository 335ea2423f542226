"""What was fetched, delivered: a dated file that goes the way of every other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.deliveries.delivering import Delivery, Terms, deliver_file
from pipelines.home import DataHome


def deliver_fetched(home: DataHome, name: str, content: bytes, terms: Terms) -> Delivery:
    """Deliver the bytes as `<name>_<the day they came>.json`; ReaderError as `deliver_file`."""
    with TemporaryDirectory(prefix="gfo-") as folder:
        path = Path(folder) / f"{name}_{terms.day.isoformat()}.json"
        path.write_bytes(content)
        return deliver_file(home, path, terms)
