"""Re-keying: the same id of the same kind and scope is always the same key, and nothing else is."""

from __future__ import annotations

import hmac
import stat
import unicodedata

import polars as pl
import pytest

from pipelines.contracts.keyed import KeyedField
from pipelines.deliveries.keying import FEW, key_ids
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.key import load_or_make_key, plant_sample_key
from tests.fixtures.keyed import keyed_id

KEY = bytes(range(32))


def test_a_column_is_keyed_as_hmac_says_row_by_row_also_across_kommuner_and_blanks():
    frame = pl.DataFrame(
        {
            "kommun_code": ["2262", "2260", "2262", "2262"],
            "child_id": ["b1", "b1", None, "b1"],
            "home_id": ["h1", None, "h1", "h2"],
        }
    )
    keyed = key_ids(frame, [KeyedField("child_id", "barn", None), KeyedField("home_id", "hem", "GFO")], KEY)
    expected = hmac.new(KEY, b"barn\x1f2262\x1fb1", "sha256").digest()[:16].hex()
    assert keyed["child_id"].to_list() == [
        expected,
        keyed_id("b1", "barn", "2260", KEY),
        None,
        expected,
    ]
    assert keyed["home_id"].to_list() == [
        keyed_id("h1", "hem", "GFO", KEY),
        None,
        keyed_id("h1", "hem", "GFO", KEY),
        keyed_id("h2", "hem", "GFO", KEY),
    ]
    assert keyed["kommun_code"].to_list() == frame["kommun_code"].to_list()


def test_order_holds_over_many_batches():
    ids = [f"p{number}" for number in range(300_000)]
    ids[250_000] = None
    keyed = key_ids(pl.DataFrame({"a": ids}), [KeyedField("a", "placering", "GFO")], KEY)["a"]
    for position in (0, 1, 122_879, 122_880, 250_001, 299_999):
        assert keyed[position] == keyed_id(ids[position], "placering", "GFO", KEY)
    assert keyed[250_000] is None
    assert keyed.n_unique() == len(ids)


@pytest.mark.parametrize("number", [FEW - 1, FEW])
def test_few_ids_are_keyed_as_many_are(number):
    ids = [f"p{n}" for n in range(number)]
    keyed = key_ids(pl.DataFrame({"a": ids}), [KeyedField("a", "placering", "GFO")], KEY)["a"]
    assert keyed.to_list() == [keyed_id(text, "placering", "GFO", KEY) for text in ids]


def test_a_column_of_few_distinct_ids_is_keyed_the_same():
    ids = [None if number % 7 == 0 else f"h{number % 50}" for number in range(10_000)]
    keyed = key_ids(pl.DataFrame({"a": ids}), [KeyedField("a", "hem", "GFO")], KEY)["a"]
    assert keyed.to_list() == [None if text is None else keyed_id(text, "hem", "GFO", KEY) for text in ids]


def test_blanks_around_and_decomposed_letters_do_not_make_another_child():
    spellings = ["Åsa-7", " Åsa-7 ", unicodedata.normalize("NFD", "Åsa-7")]
    keyed = key_ids(pl.DataFrame({"a": spellings}), [KeyedField("a", "barn", "GFO")], KEY)["a"]
    assert keyed.n_unique() == 1
    assert keyed[0] == keyed_id(spellings[2], "barn", "GFO", KEY)


@pytest.mark.parametrize(("kind", "scope"), [("hem", "2262"), ("barn", "2260"), ("barn", "GFO")])
def test_another_kind_or_scope_gives_another_key(kind, scope):
    assert keyed_id("1", kind, scope, KEY) != keyed_id("1", "barn", "2262", KEY)


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    home = DataHome(tmp_path / "hem")
    key = load_or_make_key(home)
    assert len(key) == 32
    assert load_or_make_key(home) == key
    assert stat.S_IMODE(home.key_file.stat().st_mode) == 0o600
    assert [path.name for path in home.root.iterdir()] == [home.key_file.name]


def test_a_key_file_that_others_may_read_is_closed_again(tmp_path):
    home = DataHome(tmp_path)
    load_or_make_key(home)
    home.key_file.chmod(0o644)
    load_or_make_key(home)
    assert stat.S_IMODE(home.key_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"abc\n", b"zz" * 32])
def test_a_damaged_key_is_said_and_never_replaced_in_silence(tmp_path, content):
    home = DataHome(tmp_path)
    home.key_file.write_bytes(content)
    with pytest.raises(ReaderError) as error:
        load_or_make_key(home)
    assert error.value.code == "H006"
    assert home.key_file.read_bytes() == content


def test_a_sample_is_keyed_by_its_seed_and_a_real_home_never_is(tmp_path):
    keys = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        home = DataHome(tmp_path / name)
        home.claim("sample")
        plant_sample_key(home, seed)
        plant_sample_key(home, seed + 7)  # one that has a key keeps it
        keys.append(load_or_make_key(home))
        assert stat.S_IMODE(home.key_file.stat().st_mode) == 0o600
    assert keys[0] == keys[1] != keys[2]
    real = DataHome(tmp_path / "real")
    real.claim("real")
    with pytest.raises(RuntimeError, match="made-up"):
        plant_sample_key(real, 1)
    assert not real.key_file.exists()
