"""The empty form of a register to download, and a command of `gfo` in a process of its own, which makes it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from dashboard.blocks import downloads
from dashboard.reader.reader import Reader
from pipelines.home import DataHome
from pipelines.home.handed_in import being_checked
from pipelines.reference import PROJECT_ROOT

#: What a Python of its own runs as `gfo`.
COMMAND = "from pipelines.cli import command; command()"
_SECONDS = 120.0


def own_registers(reader: Reader) -> dict[str, str]:
    """The registers that the kommun of a kommun's own reader delivers, by what they are called; none for others."""
    labels = reader.figures.codes("dataset")
    expected = reader.figures.deliveries.expected
    return {one.dataset: labels.get(one.dataset, one.dataset) for one in expected if one.sender == reader.own}


def form_link(reader: Reader, dataset: str, label: str, key: str) -> str:
    """A link to the form of a register as HTML, made when it is asked for."""
    return downloads.link(
        reader, label, partial(form, reader.home, dataset), f"mall_{dataset}.xlsx", f"mall-{key}-{dataset}"
    )


def form_list(reader: Reader, registers: Mapping[str, str], about: str, key: str) -> str:
    """Those links as a list, of registers by what they are called; `about`: what else each says."""
    links = (form_link(reader, one, f"{label}{about}", key) for one, label in registers.items())
    return f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"


def form(home: DataHome, dataset: str) -> bytes:
    """The empty form of a register, with what each column holds: what `gfo template` writes."""
    with being_checked(home, "mall.xlsx", b"") as file:
        target = file.with_name(f"mall_{dataset}.xlsx")
        subprocess.run(
            [sys.executable, "-I", "-c", COMMAND, "template", dataset, "--to", str(target)],
            cwd=PROJECT_ROOT,
            env=environment(home, file.parent),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
        return target.read_bytes()


def environment(home: DataHome, folder: Path) -> dict[str, str]:
    """What a command of the home is run with: nothing that the server knows, and two threads."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
        "GFO_HOME": str(home.root),
        "TMPDIR": str(folder),
        "POLARS_MAX_THREADS": "2",
    }
