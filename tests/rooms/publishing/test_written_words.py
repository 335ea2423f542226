"""What people write passes the same gate as a file, and what was written can be put in other words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.errors import ReaderError
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.amending import amend
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.builds import meetings, releases
from pipelines.publishing.release import release
from tests.fixtures.workplace import ADDED, HELD, NOW, REFERRALS, csv_text

PERSON = "19640823-3234"
LATER = datetime(2023, 9, 15)
TEXTS = {
    "waivers.toml": f'[[waiver]]\nrule = "R016"\ndataset = "remisser"\nsender = "GFO"\nrow = "r1"\n'
    f'reason = "Gäller {PERSON}."\nwho = "Chefen"\nuntil = 2026-12-31\n',
    "corrections.toml": f'[[correction]]\ndataset = "remisser"\nsender = "GFO"\nrow = "r1"\ncolumn = "avslutad"\n'
    f'old = ""\nnew = "2023-02-01"\nreason = "Fel."\nwho = "{PERSON}"\nuntil = 2026-12-31\n',
    "coverage.csv": f"dataset;kommun_code;starts;not\nremisser;2262;2019-01-01;{PERSON}\n",
    "mappings/GFO.toml": f'# {PERSON}\n[datasets.remisser.columns]\n"Ärende" = "remiss_id"\n',
}


@pytest.fixture
def register(workplace):
    path = workplace.folder / "remisser.csv"
    path.write_text(csv_text(REFERRALS), encoding="utf-8")
    return path


def everything_in(home):
    return b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["accept_partial", "accept_shrink", "again", "dataset", "sender"])
def test_a_person_in_the_terms_of_a_delivery_is_refused_before_anything_is_kept(workplace, register, name):
    with pytest.raises(ReaderError) as refused:
        deliver_file(workplace.home, register, Terms(NOW, **{name: f"Gäller {PERSON}."}))
    assert refused.value.code == "L006"
    assert PERSON not in str(refused.value)
    assert b"640823" not in everything_in(workplace.home)
    assert not list(workplace.home.archive.iterdir())


@pytest.mark.parametrize("name", TEXTS)
def test_a_person_in_a_written_input_stops_delivering_and_building(workplace, register, name):
    workplace.deliver("remisser", REFERRALS)
    path = workplace.home.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXTS[name], encoding="utf-8")
    for act in (lambda: deliver_file(workplace.home, register, Terms(NOW)), workplace.build):
        with pytest.raises(ReaderError) as refused:
            act()
        assert (refused.value.code, refused.value.place.file) == ("L006", path.name)
        assert PERSON not in str(refused.value)
    path.unlink()
    assert b"640823" not in everything_in(workplace.home)


@pytest.mark.slow
def test_a_person_in_the_reason_of_a_publication_or_a_meeting_is_refused(workplace):
    workplace.deliver("remisser", REFERRALS)
    workplace.build()
    with pytest.raises(ReaderError) as refused:
        workplace.publish(reason=f"Rättat för {PERSON}.")
    assert refused.value.code == "L006"
    assert published_file(workplace.home) is None
    workplace.publish()
    with pytest.raises(ReaderError) as refused:
        hold_meeting(workplace, f"Om {PERSON}.")
    assert refused.value.code == "L006"
    assert b"640823" not in everything_in(workplace.home)


def hold_meeting(workplace, reason):
    release(
        workplace.home,
        Period.parse("2023T2"),
        meeting_on=date(2023, 10, 1),
        reason=reason,
        recorded=HELD,
    )


@pytest.mark.slow
def test_a_reason_is_shown_in_its_latest_words(workplace, rows):
    workplace.deliver("remisser", REFERRALS)
    workplace.build()
    workplace.publish()
    workplace.deliver("remisser", REFERRALS + ADDED, received=LATER)
    workplace.build()
    workplace.publish(reason="För Zebulons skull.")
    hold_meeting(workplace, "Zebulon bad om det.")
    with open_ledger(workplace.home) as ledger:
        ledger.execute("update delivery set reason = 'Zebulon sade så.' where delivery_id = 2")
    for about, number in (("delivery", 2), ("release", 2), ("meeting", 2)):
        for words in ("Först.", "Sedan."):
            amend(workplace.home, about, number, reason=words, recorded=NOW)
    with open_ledger(workplace.home) as ledger:
        assert releases(ledger)[2][1] == "Sedan."
        assert meetings(ledger)[-1].reason == "Sedan."
    assert not workplace.build().unchanged
    workplace.publish()
    shown = published_file(workplace.home)
    assert rows(shown, "select reason from delivery_history order by received") == [("",), ("Sedan.",)]
    assert rows(shown, "select reason from meeting") == [("Sedan.",)]
    assert b"Zebulon" not in shown.read_bytes()


@pytest.mark.parametrize("about", ["delivery", "release", "meeting"])
def test_what_is_not_there_cannot_be_put_in_other_words(workplace, about):
    workplace.deliver("remisser", REFERRALS)
    with pytest.raises(ReaderError) as refused:
        amend(workplace.home, about, 7, reason="Andra ord.", recorded=NOW)
    assert refused.value.code == "S004"
