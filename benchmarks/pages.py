"""How fast the pages are: `uv run python -m benchmarks.pages --home HOME [--runs 40] [--seconds 30]`.

By a client of Streamlit's own protocol against real servers in their own processes: every page warm, with another
kommun or tertial each time; the overview beside the same page as well-made Streamlit and done the usual way; twenty
readers who choose every 2–4 s. With --browser also a real one, with --national 290 kommuner in the file. Wall time is
what a reader waits, CPU time what the run costs the server: the second hardly moves with what else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import page_servers
from benchmarks.national_file import write_national
from benchmarks.page_client import PageClient, Run
from benchmarks.page_servers import Server
from dashboard.views.menu import PAGES
from pipelines.home import data_home

KOMMUNER = ("gfo", "harnosand", "kramfors", "solleftea", "timra", "ange", "ornskoldsvik")
PERIODS = ("2024T3", "2025T1", "2025T2", "2025T3", "2026T1", "2026T2")
SESSIONS = 20
WARM_UP = 15


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -int(-share * len(ordered) // 1) - 1))]


def told(name: str, runs: Sequence[Run], cpu: float | None = None) -> str:
    times = [run.milliseconds for run in runs]
    cost = "" if cpu is None else f"   CPU {cpu:6.1f} ms"
    messages = statistics.median(run.messages for run in runs)
    size = statistics.median(run.size for run in runs) / 1024
    return (
        f"{name:<24} median {statistics.median(times):7.1f}   p95 {quantile(times, 0.95):7.1f} ms{cost}"
        f"   {messages:4.0f} messages {size:6.0f} kB   n {len(runs)}"
    )


async def warm(server: Server, path: str, number: int) -> tuple[list[Run], float]:
    """One session that opens a page by ever new addresses: the runs, and CPU milliseconds of each."""
    client = await PageClient.connected(server.address)
    choices = random.Random(7)
    runs: list[Run] = []
    before = 0.0
    for n in range(number + WARM_UP):
        if n == WARM_UP:
            before = server.cpu_seconds()
        run = await client.open(path, f"kommun={choices.choice(KOMMUNER)}&period={choices.choice(PERIODS)}")
        if n >= WARM_UP:
            runs.append(run)
    cpu = 1000 * (server.cpu_seconds() - before) / number
    await client.close()
    return runs, cpu


async def chosen(server: Server, number: int) -> tuple[list[Run], float]:
    """One session on the overview that chooses a kommun or a period by the page's own controls, every time."""
    client = await PageClient.connected(server.address)
    choices = random.Random(11)
    await client.open("")
    area = next(label for label in client.choices if label in ("Kommun", "Område"))
    runs: list[Run] = []
    before = 0.0
    for n in range(number + WARM_UP):
        if n == WARM_UP:
            before = server.cpu_seconds()
        label = choices.choice((area, "Period"))
        # The older half of the periods has little to show.
        options = client.choices[label][:6] if label == "Period" else client.choices[label]
        run = await client.choose(label, choices.choice(options))
        if n >= WARM_UP:
            runs.append(run)
    cpu = 1000 * (server.cpu_seconds() - before) / number
    await client.close()
    return runs, cpu


async def crowd(server: Server, seconds: float) -> tuple[list[Run], float]:
    """Twenty sessions, each choosing every 2–4 seconds: the runs, and the highest resident memory, MB."""
    runs: list[Run] = []
    highest = server.memory()
    end = time.monotonic() + seconds

    async def reader(seed: int) -> None:
        choices = random.Random(seed)
        client = await PageClient.connected(server.address)
        await asyncio.sleep(choices.uniform(0, 3))
        await client.open("")
        while time.monotonic() < end:
            await asyncio.sleep(choices.uniform(2, 4))
            labels = [label for label in ("Område", "Period") if label in client.choices]
            if choices.random() < 0.4 or not labels:
                n = choices.randrange(8)
                client.choices.clear()
                runs.append(await client.open(PAGES[n].path if n else "", client.query))
            else:
                label = choices.choice(labels)
                runs.append(await client.choose(label, choices.choice(client.choices[label][:7])))
        await client.close()

    async def watch() -> None:
        nonlocal highest
        while time.monotonic() < end:
            highest = max(highest, server.memory())
            await asyncio.sleep(0.5)

    await asyncio.gather(watch(), *(reader(seed) for seed in range(SESSIONS)))
    return runs, max(highest, server.memory())


async def every_page(server: Server, number: int) -> None:
    every: list[Run] = []
    costs: list[float] = []
    for n, page in enumerate(PAGES):
        runs, cpu = await warm(server, page.path if n else "", number)
        every += runs
        costs.append(cpu)
        print(told(page.path, runs, cpu), flush=True)
    print(told("every page", every, statistics.mean(costs)), flush=True)


async def beside_others(ours: Server, home: Path, number: int, rounds: int = 4) -> None:
    """Both servers up, turn by turn, so that what else the machine does falls on both."""
    found: dict[str, list[Run]] = {"overview, ours": [], "well-made Streamlit": [], "the usual way": []}
    costs: dict[str, list[float]] = {name: [] for name in found}
    with (
        page_servers.peer(home, "pages_well_made.py") as well_made,
        page_servers.peer(home, "pages_usual.py") as usual,
    ):
        for _round in range(rounds):
            for name, server in zip(found, (ours, well_made, usual), strict=True):
                runs, cpu = await chosen(server, max(5, number // rounds))
                found[name] += runs
                costs[name].append(cpu)
    for name, runs in found.items():
        print(told(name, runs, statistics.mean(costs[name])))
    (ours_ms, *other_ms), (ours_cpu, *other_cpu) = (
        [statistics.median(run.milliseconds for run in runs) for runs in found.values()],
        [statistics.mean(values) for values in costs.values()],
    )
    for name, wall, cpu in zip(list(found)[1:], other_ms, other_cpu, strict=True):
        print(f"{name} takes {wall / ours_ms:.1f} times the time and {cpu / ours_cpu:.1f} times the CPU")


NATIONAL_CHOICES = 10


async def national(home: Path) -> None:
    """290 kommuner in the file: each page's first run of GFO and of a kommun on a fresh server, then choices of
    kommuner not seen before."""
    with tempfile.TemporaryDirectory() as folder:
        write_national(home, Path(folder))
        with page_servers.ours(Path(folder)) as server:
            client, choices = await PageClient.connected(server.address), random.Random(3)
            for n, page in enumerate(PAGES):
                path = page.path if n else ""
                for area in ("gfo", "kommun-1"):
                    before = server.cpu_seconds()
                    first = await client.open(path, f"kommun={area}&period=2026T1")
                    print(told(f"290: {page.path}, {area}", [first], 1000 * (server.cpu_seconds() - before)))
                before = server.cpu_seconds()
                runs = [
                    await client.open(path, f"kommun=kommun-{number}&period={choices.choice(PERIODS)}")
                    for number in choices.sample(range(2, 280), NATIONAL_CHOICES)
                ]
                cpu = 1000 * (server.cpu_seconds() - before) / NATIONAL_CHOICES
                print(told(f"290: {page.path}, choices", runs, cpu), flush=True)
            await client.close()


async def measure(home: Path, number: int, seconds: float) -> None:
    with page_servers.ours(home) as server:
        await every_page(server, number)
        await beside_others(server, home, number)
    with page_servers.ours(home) as server:
        client = await PageClient.connected(server.address)
        await client.open("")
        alone = server.memory()
        runs, highest = await crowd(server, seconds)
        await client.close()
        print(told(f"{SESSIONS} readers", runs))
        print(
            f"memory {alone:.0f} MB with one reader, {highest:.0f} MB at most with {SESSIONS}"
            f" (allowed {350 + SESSIONS} MB)"
        )


def main() -> None:
    """Print every measure, and how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=data_home().root)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--browser", action="store_true", help="also time a real Chromium")
    parser.add_argument("--national", action="store_true", help="also with 290 kommuner in the file")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    asyncio.run(measure(arguments.home, arguments.runs, arguments.seconds))
    if arguments.national:
        asyncio.run(national(arguments.home))
    if arguments.browser:
        from benchmarks import page_browser

        page_browser.measure(arguments.home)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
