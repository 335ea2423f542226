"""What a file of comments makes public, told before a meeting does, and what no comment may hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.cli.verbs import run
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome
from pipelines.periods import Period
from pipelines.publishing.release import release
from tests.fixtures.registers import SEPTEMBER, write_csv
from tests.fixtures.workplace import HELD, PUBLIC_ROWS, Workplace

SNOW = ("2023-01-05", "Snö i januari.", "ja")
SECRET = ("2023-02-05", "Bara för oss.", "nej")
THAW = ("2023-03-05", "Tö i mars.", "ja")


def comments(path: Path, *rows: tuple[str, str, str]) -> Path:
    return write_csv(path, ("datum", "text", "offentlig"), rows)


def test_new_public_comments_are_told_at_check_and_delivery(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GFO_HOME", str(tmp_path / "hem"))
    first = str(comments(tmp_path / "a.csv", SNOW, SECRET))
    for verb in ("check", "deliver"):
        run([verb, first])
        said = capsys.readouterr().out
        assert "Detta blir offentligt när styrgruppen har haft möte:\n    Snö i januari.\n" in said
        assert "Bara för oss" not in said
    second = str(comments(tmp_path / "b.csv", SNOW, SECRET, THAW))
    for verb in ("check", "deliver"):
        run([verb, second])
        said = capsys.readouterr().out
        assert "har haft möte:\n    Tö i mars.\n" in said
        assert "Snö i januari" not in said
    run(["check", second])
    assert "Detta blir" not in capsys.readouterr().out


def test_a_telephone_number_refuses_its_row_and_is_repeated_nowhere(tmp_path: Path) -> None:
    home = DataHome(tmp_path / "hem")
    row = ("2023-01-05", "Frågor? tel 070-1234567", "ja")
    # The same comment twice is found too, and does not repeat it either.
    delivery = deliver_file(home, comments(tmp_path / "a.csv", row, row, SNOW), Terms(SEPTEMBER))
    assert not delivery.accepted
    assert [(one.code, one.place.row) for one in delivery.findings if one.code == "R141"] == [
        ("R141", 2),
        ("R141", 3),
    ]
    (receipt,) = delivery.receipts
    assert receipt.rows_refused == 2
    for finding in delivery.findings:
        assert "1234567" not in f"{finding.message} {finding.found} {finding.row_id} {finding.remedy}"
    for report in (home.refused / receipt.sha256).glob("*.md"):
        assert "1234567" not in report.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_meeting_says_which_comments_it_made_public(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    said = []
    for number, rows in enumerate(((SNOW, SECRET), (SNOW, SECRET, THAW)), start=14):
        table = "datum | text | offentlig\n" + "".join(f"{' | '.join(row)}\n" for row in rows)
        place.deliver("remisser", PUBLIC_ROWS)
        place.deliver("kommentarer", table)
        place.build()
        place.publish()
        held = release(
            place.home,
            Period.parse("2023T2"),
            meeting_on=date(2023, 10, number),
            reason="Tertialmöte.",
            recorded=HELD,
        )
        assert held.stopped is None
        said.append(held.comments)
    assert said == [("Snö i januari.",), ("Tö i mars.",)]
