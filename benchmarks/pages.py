"""How fast the pages are: `uv run python -m benchmarks.pages [--home HOME] [--seconds 30]`.

Three measures, by a client of Streamlit's own protocol against real servers in their own processes:
each page warm; the overview beside the same page done the usual way; twenty readers who choose every 2–4 s.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.page_client import PageClient
from dashboard.navigation import PAGES
from pipelines.home import data_home
from tests.browser.chromium import free_port, server

KOMMUNER = ("gfo", "harnosand", "kramfors", "solleftea", "timra", "ange", "ornskoldsvik")
PERIODS = ("2025T2", "2025T3", "2026T1", "2026T2")
SESSIONS = 20


def told(name: str, times: Sequence[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{name:<28} median {statistics.median(ordered):7.1f} ms   p95 {p95:7.1f} ms   n {len(ordered)}"


def runs(address: str, path: str, number: int) -> list[float]:
    """One session that opens a page again and again with another kommun and period each time."""
    client = PageClient(address)
    choices = random.Random(7)
    times = []
    for n in range(number + 8):
        kommun, period = choices.choice(KOMMUNER), choices.choice(PERIODS)
        taken, _size = client.open(path, f"kommun={kommun}&period={period}")
        if n >= 8:
            times.append(taken)
    client.close()
    return times


def crowd(address: str, seconds: float) -> list[float]:
    """Twenty sessions, each choosing a page, a kommun and a period every 2–4 seconds."""
    times: list[float] = []
    end = time.monotonic() + seconds

    def reader(seed: int) -> None:
        choices = random.Random(seed)
        client = PageClient(address)
        time.sleep(choices.uniform(0, 3))
        while time.monotonic() < end:
            page = choices.choice(PAGES[:8])
            path = "" if page is PAGES[0] else page.path
            query = f"kommun={choices.choice(KOMMUNER)}&period={choices.choice(PERIODS)}"
            times.append(client.open(path, query)[0])
            time.sleep(choices.uniform(2, 4))
        client.close()

    threads = [threading.Thread(target=reader, args=(seed,)) for seed in range(SESSIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def memory_of(port: str) -> int:
    """Resident megabytes of the process that serves a port's address, by its command line."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            words = (status.parent / "cmdline").read_bytes().split(b"\0")
            if port.encode() in words and b"-c" in words:
                kilobytes = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
                return int(kilobytes.split()[1]) // 1024
        except (FileNotFoundError, ProcessLookupError):
            continue
    return 0


@contextmanager
def usual_server(home: Path) -> Iterator[str]:
    """The page done the usual way, under `streamlit run` with its defaults."""
    port = free_port()
    script = Path(__file__).with_name("usual_overview.py")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += [
        "--server.headless",
        "true",
        "--server.address",
        "127.0.0.1",
        "--browser.gatherUsageStats",
        "false",
    ]
    process = subprocess.Popen(
        command,
        env=os.environ | {"GFO_HOME": str(home)},
        cwd=script.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _attempt in range(300):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def main() -> None:
    """Print the three measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=data_home().root)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--runs", type=int, default=40)
    arguments = parser.parse_args()
    with server(arguments.home) as address:
        every: list[float] = []
        for n, page in enumerate(PAGES):
            times = runs(address, page.path if n else "", arguments.runs)
            every += times
            print(told(page.path, times))
        print(told("every page", every))
        port = address.rsplit(":", 1)[1]
        before = memory_of(port)
        print(told(f"{SESSIONS} readers", crowd(address, arguments.seconds)))
        print(f"memory {before} MB alone, {memory_of(port)} MB with {SESSIONS} readers")
        ours = runs(address, "", arguments.runs)
        with usual_server(arguments.home) as other:
            usual = runs(other, "", arguments.runs)
        print(told("overview, ours", ours))
        print(told("overview, the usual way", usual))
        print(f"{statistics.median(usual) / statistics.median(ours):.1f} times as fast")


if __name__ == "__main__":
    main()
