"""A home that is backed up, lost and restored is the home it was; a copy that is not whole restores nothing."""

from __future__ import annotations

import io
import json
import multiprocessing
import shutil
import tarfile
from datetime import date, datetime

import pytest

from pipelines.cli.verbs import run
from pipelines.deliveries.active import active_deliveries
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.backup import back_up, unpack
from pipelines.home.ledger import open_ledger
from pipelines.home.state import RESTORED, parts_of
from pipelines.periods import Period
from pipelines.publishing.audience_files import file_of
from pipelines.publishing.builds import builds, frozen_keys, meetings, releases
from pipelines.publishing.memory import protected_releases
from pipelines.publishing.purging import purge
from pipelines.publishing.release import release
from pipelines.publishing.restoring import restore
from pipelines.publishing.withdrawal import withdraw
from tests.fixtures.workplace import ADDED, HELD, NOW, PUBLIC_ROWS, Workplace, many

pytestmark = pytest.mark.slow

FIGURES = "select * from kpi_value order by all"
HIDDEN = "select kpi, cut, area, period from kpi_value where status = 'hidden'"


def hold_meeting(place, day):
    held = release(place.home, Period.parse("2023T2"), meeting_on=day, reason="Tertialmöte.", recorded=HELD)
    return held.stopped


def go_on(place, rows, reason, day):
    """Another delivery, built, published and shown at a meeting."""
    place.deliver("remisser", rows)
    place.build()
    place.publish(reason)
    return hold_meeting(place, day)


@pytest.fixture(scope="module")
def _once(tmp_path_factory):
    """A home that a meeting has seen, and its backup with the key apart."""
    place = Workplace(tmp_path_factory.mktemp("once"))
    (place.home.root / "access.toml").write_text("# den förra\n", encoding="utf-8")
    assert go_on(place, PUBLIC_ROWS, "", date(2023, 10, 14)) is None
    back_up(place.home, place.folder / "kopia.tar.gz", made=NOW, key=place.folder / "nyckel", patience=0)
    return place


@pytest.fixture
def place(_once, tmp_path):
    """A copy of it to harm, with the backup and the key beside."""
    for name in ("kopia.tar.gz", "nyckel"):
        shutil.copy2(_once.folder / name, tmp_path / name)
    return _once.copied_to(tmp_path)


def get_back(place, into=None, **terms):
    asked = {"key": place.folder / "nyckel", "new_key": False, "replace": False, "nothing_since": True}
    asked |= terms
    into = into or place.home.root
    return restore(place.folder / "kopia.tar.gz", into, now=datetime(2023, 11, 1), **asked)


def state(home):
    """Every part of the state but the ledger, which is compared by what it tells."""
    return {
        name: path.readlink() if path.is_symlink() else file_hash(path)
        for name, path in parts_of(home)
        if name != "ledger.duckdb"
    }


def told(home):
    with open_ledger(home) as ledger:
        return (
            builds(ledger),
            releases(ledger),
            meetings(ledger),
            frozen_keys(ledger).rows(),
            protected_releases(ledger),
            ledger.execute("select * from protected_target order by all").fetchall(),
            active_deliveries(home, NOW),
        )


def test_backed_up_wiped_and_restored_it_is_the_home_it_was_and_hides_the_same_next_time(
    place, tmp_path, rows
):
    home, twin = place.home, place.copied_to(tmp_path / "tvilling")
    before, known = state(home), told(home)
    shutil.rmtree(home.root)
    assert get_back(place).sure
    assert (state(home), told(home), home.kind) == (before, known, "real")
    assert home.root.stat().st_mode & 0o777 == 0o700
    more = PUBLIC_ROWS + many("Sollefteå", 7)
    for one in (place, twin):
        assert go_on(one, more, "Fler.", date(2023, 10, 21)) is None
    shown = [file_of(one.home.published / "current", "publik") for one in (place, twin)]
    assert rows(shown[0], FIGURES) == rows(shown[1], FIGURES)
    assert told(place.home)[5] == told(twin.home)[5]


def test_the_archive_holds_the_state_and_no_secret(place):
    with tarfile.open(place.folder / "kopia.tar.gz") as tar:
        names = tar.getnames()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"kind", "ledger.duckdb", "access.toml", "archive", "published", "manifest.json"}
    assert names[-1] == "manifest.json"
    key = (place.home.root / "pseudonym.key").read_bytes()
    assert (place.folder / "nyckel").read_bytes() == key
    assert (place.folder / "nyckel").stat().st_mode & 0o077 == 0
    assert (place.folder / "kopia.tar.gz").stat().st_mode & 0o077 == 0


def test_the_key_and_its_backup_are_two_files(place):
    both = place.folder / "både.tar.gz"
    for key in (both, place.folder):
        with pytest.raises(ReaderError) as error:
            back_up(place.home, both, made=NOW, key=key, patience=0)
        assert error.value.code == "G030"
        assert not both.exists()


@pytest.mark.parametrize(
    "told",
    ["{", "[]", "null", "{}", '{"format": "x", "ledger": 1}', '{"format": 1, "ledger": 1, "parts": []}'],
)
def test_a_backup_whose_list_is_none_restores_nothing(tmp_path, told):
    with tarfile.open(tmp_path / "ond.tar.gz", "w:gz") as tar:
        member = tarfile.TarInfo("manifest.json")
        member.size = len(told)
        tar.addfile(member, io.BytesIO(told.encode()))
    with pytest.raises(ReaderError) as error:
        unpack(tmp_path / "ond.tar.gz", None)
    assert error.value.code == "G031"


def test_a_file_below_a_file_restores_nothing(tmp_path):
    with tarfile.open(tmp_path / "ond.tar.gz", "w:gz") as tar:
        for name in ("archive/a", "archive/a/b"):
            tar.addfile(tarfile.TarInfo(name))
    (tmp_path / "mapp").mkdir()
    with pytest.raises(ReaderError) as error:
        unpack(tmp_path / "ond.tar.gz", tmp_path / "mapp")
    assert error.value.code == "G031"


def rewritten(archive, changed):
    """The archive with one part's last byte changed."""
    into = archive.with_name("skadad.tar.gz")
    with tarfile.open(archive) as tar, tarfile.open(into, "w:gz") as out:
        for member in tar:
            source = tar.extractfile(member) if member.isreg() else None
            if member.name == changed:
                content = source.read()
                source = io.BytesIO(content[:-1] + bytes([content[-1] ^ 1]))
            out.addfile(member, source)
    into.replace(archive)


@pytest.mark.parametrize("part", ["ledger.duckdb", "published/1/publik.m1.duckdb"])
def test_a_damaged_part_restores_nothing_and_is_named(place, part):
    shutil.rmtree(place.home.root)
    rewritten(place.folder / "kopia.tar.gz", part)
    with pytest.raises(ReaderError, match=part) as error:
        get_back(place)
    assert error.value.code == "G031"
    assert not place.home.root.exists()
    assert not list(place.folder.glob(".*restoring"))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.9999])
def test_an_archive_that_was_cut_short_restores_nothing(place, share):
    archive = place.folder / "kopia.tar.gz"
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    before = state(place.home)
    with pytest.raises(ReaderError) as error:
        get_back(place, replace=True)
    assert error.value.code == "G031"
    assert state(place.home) == before
    assert not list(place.folder.glob(".*restoring"))


@pytest.mark.parametrize(
    "name",
    [
        "../ute",
        "/etc/ute",
        "pseudonym.key",
        "archive/../../ute",
        "published",
        "archive/" + "å" * 150,
        "archive" + "/längre" * 200,
    ],
)
def test_what_belongs_to_no_home_is_not_unpacked(tmp_path, name):
    (tmp_path / "innehåll").write_text("x")
    with tarfile.open(tmp_path / "ond.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "innehåll", arcname=name)
        tar.getmembers()[0].name = name
    (tmp_path / "mapp").mkdir()
    with pytest.raises(ReaderError) as error:
        unpack(tmp_path / "ond.tar.gz", tmp_path / "mapp")
    assert error.value.code == "G031"
    assert not list((tmp_path / "mapp").rglob("*"))


@pytest.mark.parametrize(
    "links",
    [
        # Each leads home by its words, and out of it by way of the first.
        {"published/a/b/one": "../../1", "published/a/b/two": "one/../../../ute"},
        {"published/a/b/one": "../../1", "published/a/b/one/two": "../../../ute"},
    ],
)
def test_links_do_not_lead_out_by_way_of_each_other(tmp_path, links):
    told = {"made": "", "kind": "real", "software": "", "ledger": 1, "key": "", "parts": {}, "links": links}
    text = json.dumps(told | {"format": 1}).encode()
    with tarfile.open(tmp_path / "ond.tar.gz", "w:gz") as tar:
        for name, target in links.items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            tar.addfile(member)
        member = tarfile.TarInfo("manifest.json")
        member.size = len(text)
        tar.addfile(member, io.BytesIO(text))
    with pytest.raises(ReaderError) as error:
        unpack(tmp_path / "ond.tar.gz", None)
    assert error.value.code == "G031"


def test_a_link_that_leads_out_of_the_home_is_not_made(tmp_path):
    with tarfile.open(tmp_path / "ond.tar.gz", "w:gz") as tar:
        member = tarfile.TarInfo("published/current")
        member.type, member.linkname = tarfile.SYMTYPE, "../../etc"
        tar.addfile(member)
    with pytest.raises(ReaderError, match="inom hemmet"):
        unpack(tmp_path / "ond.tar.gz", None)


def test_the_key_is_asked_for_and_must_be_the_homes_own(place):
    other = place.folder / "annan"
    other.write_text("00" * 32)
    into = place.folder / "nytt"
    for key in (None, other):
        with pytest.raises(ReaderError) as error:
            get_back(place, into, key=key)
        assert error.value.code == "G034"
        assert not into.exists()
    get_back(place, into, key=None, new_key=True)
    assert not (into / "pseudonym.key").exists()


def test_a_home_is_not_restored_into_another(place):
    into = place.home.root / "archive" / "ny"
    with pytest.raises(ReaderError, match="ligger i datahemmet") as error:
        get_back(place, into)
    assert error.value.code == "G033"
    assert not into.exists()


def test_a_home_is_not_restored_over_another_unless_told_to(place):
    with pytest.raises(ReaderError) as error:
        get_back(place)
    assert error.value.code == "G033"
    with pytest.raises(ReaderError) as error:
        back_up(place.home, place.home.root / "i.tar.gz", made=NOW, key=None, patience=0)
    assert error.value.code == "G030"


def test_an_older_copy_forgets_nothing_that_was_public_purged_or_withdrawn_since(place, rows):
    home = place.home
    more = PUBLIC_ROWS + many("Sollefteå", 7)
    (home.root / "access.toml").write_text("# den nya, utan den som slutat\n", encoding="utf-8")
    assert go_on(place, more, "Fler.", date(2023, 10, 21)) is None
    later = file_of(home.published / "current", "publik")
    hidden, shown_then = set(rows(later, HIDDEN)), rows(later, FIGURES)
    withdraw(home, 1, reason="Fel.", who="prov", recorded=NOW)
    restored = get_back(place, replace=True)
    assert (restored.carried, restored.lost_deliveries, restored.lost_builds) == ((2,), 1, 1)
    assert rows(restored.aside / "published" / "2" / "publik.m2.duckdb", FIGURES) == shown_then
    assert "den nya" in (home.root / "access.toml").read_text("utf-8")
    # Version 1 had been withdrawn: the copy does not bring it back, nor what was public of it.
    assert not (home.published / "current").exists()
    assert not list(home.published.glob("*/*.duckdb"))
    assert go_on(place, more + ADDED, "Åter.", date(2023, 10, 28)) is None
    newest = file_of(home.published / "current", "publik")
    assert newest.resolve().name == "publik.m3.duckdb"
    assert hidden
    assert hidden <= set(rows(newest, HIDDEN))


def test_what_was_purged_stays_purged_in_a_home_that_an_older_copy_replaces(place):
    purge(place.home, 1, reason="Fel fil.", who="prov", recorded=NOW, sure=True)
    get_back(place, replace=True)
    assert list(place.home.archive.iterdir()) == []
    assert active_deliveries(place.home, NOW) == []


def test_without_a_former_home_nothing_new_is_public_until_somebody_says_that_no_meeting_was_held(place):
    shutil.rmtree(place.home.root)
    assert not get_back(place, nothing_since=False).sure
    mark = place.home.root / "restored"
    assert "2023-10-14" in mark.read_text("utf-8")
    more = PUBLIC_ROWS + many("Sollefteå", 7)
    stopped = go_on(place, more, "Fler.", date(2023, 10, 21))
    assert stopped.code == "P020"
    mark.unlink()
    assert hold_meeting(place, date(2023, 10, 21)) is None


def test_folders_made_ready_for_a_home_know_of_no_meeting(place):
    into = place.folder / "ny"
    for name in ("inbox", "audit", "logged-out"):
        (into / name).mkdir(parents=True)
    assert not get_back(place, into, replace=True, nothing_since=False).sure
    assert (into / RESTORED).exists()
    assert (into / "access.toml").read_text("utf-8") == "# den förra\n"


def test_a_home_whose_ledger_is_damaged_is_replaced_unless_it_has_newer_public_figures(place):
    home = place.home
    home.ledger.write_bytes(b"inte en liggare")
    newer = home.published / "1" / "publik.m2.duckdb"
    shutil.copy2(home.published / "1" / "publik.m1.duckdb", newer)
    before = state(home)
    with pytest.raises(ReaderError, match=r"publik\.m2") as error:
        get_back(place, replace=True)
    assert error.value.code == "G036"
    assert state(home) == before
    newer.unlink()
    restored = get_back(place, replace=True)
    assert (restored.carried, told(home)[4][0].number) == ((), 1)


def test_homes_that_are_replaced_within_a_second_are_each_kept(place):
    kept = {get_back(place, replace=True).aside for _ in range(2)}
    assert [home.is_dir() for home in kept] == [True, True]


def test_real_rows_are_not_replaced_by_made_up_ones(place):
    (place.home.root / "kind").write_text("sample\n")
    with pytest.raises(ReaderError, match="exempeldata") as error:
        get_back(place, replace=True)
    assert error.value.code == "G036"


def hold(root, ready, done):
    with DataHome(root).writing():
        ready.set()
        done.wait(30)


def test_a_backup_waits_for_a_command_at_work(place):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    worker = context.Process(target=hold, args=(place.home.root, ready, done))
    worker.start()
    assert ready.wait(30)
    target = place.folder / "ny.tar.gz"
    with pytest.raises(ReaderError) as error:
        back_up(place.home, target, made=NOW, key=None, patience=0)
    assert error.value.code == "H002"
    assert not list(place.folder.glob("ny.*"))
    done.set()
    assert back_up(place.home, target, made=NOW, key=None, patience=30).parts
    worker.join()


def test_on_the_command_line(place, capsys, monkeypatch):
    monkeypatch.setenv("GFO_HOME", str(place.home.root))
    (place.home.root / "egna-anteckningar.txt").write_text("x")
    assert run(["backup", str(place.folder), "--key", str(place.folder / "nyckel")]) == 0
    said = capsys.readouterr()
    assert "lästa tillbaka" in said.out
    assert "egna-anteckningar.txt" in said.err
    (archive,) = place.folder.glob("gfo-*.tar.gz")
    into = str(place.folder / "nytt")
    assert run(["restore", str(archive), "--into", into, "--key", str(place.folder / "nyckel")]) == 0
    said = capsys.readouterr()
    assert "Varje fil stämmer" in said.out
    assert "Inga nya offentliga siffror" in said.err
    assert run(["restore", str(archive), "--into", into]) == 1
    assert "G033" in capsys.readouterr().err
    assert run(["backup", "kopia.zip"]) == 2
