"""Sixty open pages at two processes of one home, a third of them clicked on, while versions come and a process dies.

    uv run python -m benchmarks.meeting_day --home HOME [--readers 60] [--active 20] [--minutes 3]

A copy of the home gets a new version every twenty seconds, as readers see it: a folder beside the others, then the link
to it. Half-way one process is killed, and its readers go to the other, as a proxy sends them. Prints how long a run of
a page takes as its reader meets it, how many pages were errors or of two versions (none), and memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import signal
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import duckdb
from websockets.exceptions import ConnectionClosed

from benchmarks.page_client import PageClient
from benchmarks.page_servers import Server, ours

PAGES = (
    "",
    "kommun",
    "nyckeltal",
    "remisser",
    "familjehem",
    "placeringar",
    "ekonomi",
    "fordelning",
    "leveranser",
)
_SECONDS_A_VERSION = 20.0
#: Between two clicks of one reader, seconds.
_PAUSE = (1.0, 5.0)
#: What every name of a figure ends with, so that each part of a page says which version it is of.
_MARK = re.compile(rb" \xc2\xa7(\d+)")
_ERROR = b"Sidan kunde inte visas"


@dataclass
class Seen:
    """What the readers met."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    mixed: int = 0
    moved: int = 0
    versions: set[bytes] = field(default_factory=set)

    def note(self, client: PageClient, milliseconds: float) -> None:
        told = set(_MARK.findall(client.heard))
        self.milliseconds.append(milliseconds)
        self.versions |= told
        self.mixed += len(told) > 1
        self.errors += _ERROR in client.heard


@dataclass
class Reader:
    """One open page, at whichever process is alive."""

    addresses: list[str]
    random: Random
    client: PageClient | None = None

    async def begin(self) -> PageClient:
        self.client = await PageClient.connected(self.addresses[0])
        await self.client.open("")
        return self.client

    async def click(self, seen: Seen) -> None:
        """Another page, or another kommun on this one; whoever has lost the process goes to the other."""
        client = self.client or await self.begin()
        try:
            options = client.choices.get("Område", [])
            if options and self.random.random() < 0.6:
                run = await client.choose("Område", self.random.choice(options))
            else:
                run = await client.open(self.random.choice(PAGES))
        except ConnectionClosed:
            seen.moved += 1
            self.addresses.reverse()
            self.client = None
            return
        seen.note(client, run.milliseconds)


def _prepare(home: Path, into: Path, versions: int) -> None:
    """A home with nothing but what is read, and versions of it that wait to be published."""
    shutil.copy(home / "kind", into / "kind")
    newest = (home / "published" / "current").resolve()
    for number in range(1, versions + 1):
        folder = into / ("published" if number == 1 else "waiting") / str(number)
        folder.mkdir(parents=True)
        file = folder / "styrgrupp.duckdb"
        shutil.copy((newest / file.name).resolve(), file)
        with duckdb.connect(str(file)) as con:
            con.execute(f"update kpi_definition set name = name || ' §{number}'")
            con.execute("update release set build = $number", {"number": number})
    (into / "published" / "current").symlink_to("1")


async def _publish(home: Path, until: float) -> None:
    for folder in sorted((home / "waiting").iterdir(), key=lambda folder: int(folder.name)):
        await asyncio.sleep(_SECONDS_A_VERSION)
        if time.monotonic() > until:
            return
        folder.rename(home / "published" / folder.name)
        link = home / "published" / "current.new"
        link.symlink_to(folder.name)
        link.replace(home / "published" / "current")


async def _watch(server: Server, levels: list[int], until: float) -> None:
    while time.monotonic() < until:
        levels.append(round(server.memory()))
        await asyncio.sleep(_SECONDS_A_VERSION)
    levels.append(round(server.memory()))


async def _click_on(reader: Reader, seen: Seen, until: float) -> None:
    while time.monotonic() < until:
        await reader.click(seen)
        await asyncio.sleep(reader.random.uniform(*_PAUSE))


async def _day(home: Path, servers: list[Server], readers: int, active: int, seconds: float) -> Seen:
    addresses = [server.address for server in servers]
    every = [
        Reader(addresses[number % 2 :] + addresses[: number % 2], Random(number)) for number in range(readers)
    ]
    for reader in every:
        await reader.begin()
    print("memory when all pages are open, MB:", *(round(server.memory()) for server in servers), flush=True)
    levels: list[int] = []
    seen, until = Seen(), time.monotonic() + seconds
    begun, own = servers[0].cpu_seconds(), time.process_time()
    work = [asyncio.create_task(_click_on(reader, seen, until)) for reader in every[:active]]
    work.append(asyncio.create_task(_publish(home, until)))
    work.append(asyncio.create_task(_watch(servers[0], levels, until)))
    await asyncio.sleep(seconds / 2)
    os.kill(servers[1].pid, signal.SIGKILL)
    await asyncio.gather(*work)
    print("memory of the process that lived, at each version, MB:", *levels, flush=True)
    print(
        f"CPU of the process that lived {servers[0].cpu_seconds() - begun:.0f} s, "
        f"of these readers {time.process_time() - own:.0f} s"
    )
    return seen


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--home", type=Path, required=True)
    asked.add_argument("--readers", type=int, default=60)
    asked.add_argument("--active", type=int, default=20)
    asked.add_argument("--minutes", type=float, default=3.0)
    options = asked.parse_args()
    seconds = 60 * options.minutes
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        home = Path(folder)
        _prepare(options.home, home, 1 + int(seconds / _SECONDS_A_VERSION))
        servers = [running.enter_context(ours(home)) for _ in range(2)]
        seen = asyncio.run(_day(home, servers, options.readers, options.active, seconds))
    runs = sorted(seen.milliseconds)
    print(
        f"runs {len(runs)}, median {runs[len(runs) // 2]:.0f} ms, p95 {runs[int(0.95 * len(runs))]:.0f} ms",
        end="",
    )
    print(f", longest {runs[-1]:.0f} ms; versions seen {len(seen.versions)}; moved to the other {seen.moved}")
    print(f"errors {seen.errors}, pages of two versions {seen.mixed}")
    return int(seen.errors + seen.mixed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
