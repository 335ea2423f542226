"""What becomes of an open page when its reader's right, or the version on it, is taken away meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime

import pytest

from pipelines.home.handed_in import hand_in, handed_folder
from pipelines.periods import SWEDEN
from tests.fixtures.guarded import NEWEST, ROWS, Guarded, guarded, marks, offered_in, seen, settled
from tests.fixtures.provider import write_access

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("guarded")) as found:
        yield found


def test_a_removed_reader_is_out_at_the_next_click(place: Guarded) -> None:
    visitor = place.visitor("anna")

    async def clicks() -> None:
        page = await place.tab(visitor)
        await page.open("")
        assert marks(page.heard) == {("kommun-2262", NEWEST)}
        offered = offered_in(page.heard)[0]
        write_access(place.home.root, *(row for name, row in ROWS.items() if name != "anna"))
        await page.open("remisser")
        assert marks(page.heard) == set()
        assert "Du har inte tillgång till sidorna".encode() in page.heard
        assert visitor.get(f"/{offered}").status_code == 403
        # A table that is wrong lets nobody in, also not those who stand in it.
        (place.home.root / "access.toml").write_text("[[reader]]\nemail = 3\n")
        await page.open("")
        assert "Ingen släpps in just nu".encode() in page.heard
        write_access(place.home.root, *(row.replace("Timrå", "2260") for row in ROWS.values()))
        await page.open("")
        assert marks(page.heard) == {("kommun-2260", NEWEST)}
        await page.close()

    try:
        settled(clicks())
        assert not {"kommun-2262"} & {whose for whose, _ in marks(seen(place, visitor))}
    finally:
        write_access(place.home.root, *ROWS.values())


def test_a_part_that_runs_by_itself_ends_with_its_readers_right(place: Guarded) -> None:
    (place.home.root / "kind").write_text("real\n")
    number = hand_in(place.home, "uttag.csv", b"x", handed=datetime.now(SWEDEN), who="gunnar")
    gunnar = place.visitor("gunnar")

    async def wait() -> None:
        page = await place.tab(gunnar)
        await page.open("lamna")
        await page.renew()
        assert b"uttag.csv" in page.heard
        write_access(place.home.root, *(row for name, row in ROWS.items() if name != "gunnar"))
        await page.renew()
        assert b"uttag.csv" not in page.heard
        assert "Du har inte tillgång till sidorna".encode() in page.heard
        await page.close()

    try:
        settled(wait())
    finally:
        write_access(place.home.root, *ROWS.values())
        shutil.rmtree(handed_folder(place.home) / number)


def test_what_a_page_offered_is_gone_once_its_reader_may_read_something_else(place: Guarded) -> None:
    stina = place.visitor("stina")

    async def fetch() -> None:
        page = await place.tab(stina)
        await page.open("")
        offered = offered_in(page.heard)[0]
        assert stina.get(f"/{offered}").status_code == 200
        write_access(place.home.root, *(row.replace("=styrgrupp", "=namnd") for row in ROWS.values()))
        assert stina.get(f"/{offered}").status_code == 404
        await page.close()

    try:
        settled(fetch())
    finally:
        write_access(place.home.root, *ROWS.values())


def test_an_open_page_gives_no_file_of_a_version_that_was_withdrawn(place: Guarded) -> None:
    gunnar = place.visitor("gunnar")
    version, aside = place.home.published / NEWEST, place.home.root / "withdrawn-8"

    async def fetch() -> None:
        page = await place.tab(gunnar)
        await page.open("", f"version={NEWEST}")
        offered = offered_in(page.heard)[0]
        assert gunnar.get(f"/{offered}").status_code == 200
        version.rename(aside)
        assert gunnar.get(f"/{offered}").status_code == 404
        await page.close()

    try:
        settled(fetch())
    finally:
        aside.rename(version)
