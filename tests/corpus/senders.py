"""Files that are right in themselves, and wrong from that sender or after what that sender delivered before."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.case import At, Corpus
from tests.corpus.making import A_PLACEMENT, A_REFERRAL, PLACEMENTS, REFERRALS, write_lines
from tests.deliveries.registers import placements

corpus = Corpus()
shows = corpus.shows


def _twenty(path: Path) -> None:
    placements(path, range(20))


def _ten_comments(path: Path) -> None:
    write_lines(path, "datum;text", *(f"2026-01-{day:02};Snöfall" for day in range(1, 11)))


def _later(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT.replace("2026-01-15", "2026-06-15"))


@shows("L010", sender="Timrå")
def referrals_from_a_kommun(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL)


@shows("L010", sender="SCB")
def comments_from_statistics(path: Path) -> None:
    write_lines(path, "datum;text", "2026-01-01;Snö")


@shows("L011", also=[At("C007")])
def empty_register_of_nobody(path: Path) -> None:
    write_lines(path, PLACEMENTS)


@shows("L012", sender="Kramfors")
def placements_of_another_kommun(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT)


@shows("L020", 0, "placering_id", former=_twenty)
def register_of_this_year_only(path: Path) -> None:
    placements(path, range(8, 20))


@shows("L021", former=_ten_comments)
def four_comments_of_ten(path: Path) -> None:
    write_lines(path, "datum;text", *(f"2026-01-{day:02};Snöfall" for day in range(1, 5)))


@shows("L031", former=_later)
def register_of_last_spring(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT)


@shows("L023", through="2026-06-30", former=_twenty)
def register_that_reaches_shorter(path: Path) -> None:
    placements(path, range(21))
