"""For whoever delivers: what waits to be done, as it is now; it is in no version, and told by the commands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html import escape

from dashboard.blocks import text
from dashboard.reader.access import newest_build
from dashboard.reader.reader import Reader, newest_tertial
from dashboard.views.deliveries import sentences
from dashboard.words.audiences import deliveries_named
from dashboard.words.grammar import capitalised
from pipelines.home.handed_in import is_watched
from pipelines.home.held_meeting import noted_meeting
from pipelines.home.in_inbox import waiting_since
from pipelines.home.undone import Came, Undone, noted_undone

TITLE = "Att göra"


def section(reader: Reader) -> None:
    """Nothing for those who deliver nothing."""
    if not reader.delivers:
        return
    noted = noted_undone(reader.home)
    built = reader.figures.release.as_of
    at = sentences.as_it_is(noted.moment) if noted else sentences.as_built(built.date())
    items = [escape(one) for one in _items(reader, noted)]
    if said := sentences.waiting(waiting_since(reader.home), watched=is_watched(reader.home)):
        door = escape(reader.door("lamna"))
        items.insert(0, f'{escape(said)} <a class="door" href="{door}">Lämna filer</a>')
    if not items:
        text.paragraph(f"{sentences.NOTHING_TO_DO} {at}")
        return
    text.heading(TITLE, at)
    text.block("<ul>" + "".join(f"<li>{one}</li>" for one in items) + "</ul>")


def waits(reader: Reader) -> bool:
    """Whether a file that has come since the version was built is to be mended, as whoever delivers is told."""
    noted = noted_undone(reader.home) if reader.delivers else None
    return bool(noted and noted.refused)


def _items(reader: Reader, noted: Undone | None) -> Iterator[str]:
    if noted:
        for one in noted.refused:
            named = capitalised(_named(reader, one))
            yield sentences.refused_file(named, datetime.fromisoformat(one.received).date(), one.why)
        if noted.unbuilt:
            yield sentences.unbuilt([_named(reader, one) for one in noted.unbuilt])
        if noted.built:
            yield sentences.unpublished(noted.built)
    newest, met = newest_build(reader.home), noted_meeting(reader.home)
    if newest.isdigit() and met and met.build < int(newest):
        yield sentences.unshown(newest, newest_tertial(reader.figures).period)
    yield from _ending(reader)


def _named(reader: Reader, came: Came) -> str:
    return deliveries_named(reader.figures.codes("dataset"), reader.figures.names)(came.dataset, came.sender)


def _ending(reader: Reader) -> Iterator[str]:
    """The corrections and waivers that will have ended when the next deliveries are due."""
    deliveries = reader.figures.deliveries
    made = reader.figures.release.as_of.date()
    next_due = min((one.due for one in deliveries.expected if one.due and one.due > made), default=None)
    if next_due is None:
        return
    by_day: dict[date, list[str]] = {}
    for one in deliveries.declarations:
        if one.outcome == "applied" and one.until and made <= one.until < next_due:
            by_day.setdefault(one.until, []).append(one.kind)
    for until, kinds in sorted(by_day.items()):
        yield sentences.ending(kinds.count("rattelse"), kinds.count("undantag"), until, next_due)
