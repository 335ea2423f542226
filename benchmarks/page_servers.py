"""The two servers that are measured, each in its own process on loopback, and what the kernel says they cost."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PORTS = range(8800, 8900)


@dataclass(frozen=True)
class Server:
    """A running server: its address, process id, and seconds from start until it answered."""

    address: str
    pid: int
    seconds_to_start: float

    def cpu_seconds(self) -> float:
        """User and system time of the whole process since it started."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident memory, MB."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return int(next(row for row in status if row.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def ours(home: Path) -> Iterator[Server]:
    """The dashboard as `gfo serve` serves it."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("gfo")), "serve", "--port", str(port)]
    with _running(command, port, home, None) as server:
        yield server


@contextmanager
def peer(home: Path, script_name: str) -> Iterator[Server]:
    """The overview done another way (`pages_usual.py`, `pages_well_made.py`), under `streamlit run` as it is."""
    port = _free_port()
    script = Path(__file__).with_name(script_name)
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1"]
    command += ["--browser.gatherUsageStats", "false"]
    # Not from the project's folder: its config.toml would be read.
    with _running(command, port, home, script.parent) as server:
        yield server


def _free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port")


@contextmanager
def _running(command: Sequence[str], port: int, home: Path, folder: Path | None) -> Iterator[Server]:
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        env=os.environ | {"GFO_HOME": str(home)},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(address):
            if process.poll() is not None or time.monotonic() - start > 60:
                raise RuntimeError(f"the server did not start (code {process.poll()})")
            time.sleep(0.05)
        yield Server(address, process.pid, time.monotonic() - start)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/alive", timeout=2):
            return True
    except OSError:
        return False
