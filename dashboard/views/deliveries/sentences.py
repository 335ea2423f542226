"""What is said of the deliveries, of their errors over time, and of two versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.published.records import Release
from dashboard.words import formats
from dashboard.words.absence import PROTECTED
from dashboard.words.causes import figures
from dashboard.words.grammar import capitalised

ONE_VERSION = (
    "Det finns bara en publicerad version, så det finns ingen att jämföra med. När nästa version publiceras"
    " visas här vilka siffror som ändrades och varför."
)
SAME_VERSION = "Samma version är vald på båda ställena. Välj två olika för att se vad som skiljer."


def deliveries(number: int, senders: int, refused: int) -> str:
    """How much lies behind the figures, and whether rows were refused."""
    if not number:
        return "Inga leveranser är redovisade i den här versionen."
    noun = "leverans" if number == 1 else "leveranser"
    told = f"Siffrorna bygger på {formats.number(number)} {noun} från {formats.number(senders)} avsändare."
    if refused == 0:
        return told + " Inga rader är avvisade."
    return (
        told
        + f" {formats.number(refused)} {'rad är' if refused == 1 else 'rader är'} avvisade och räknas inte."
    )


def trend_title(latest: Sequence[tuple[str, int, int]]) -> str:
    """Whether the newest delivery day had more or fewer findings than the one before it, over (name, now, before)."""
    worse = sum(now > before for _name, now, before in latest)
    better = sum(now < before for _name, now, before in latest)
    if not worse and not better:
        return "Lika många fel per kolumn den senaste leveransdagen som den förra"
    fewer = f"färre fel i {_columns(better)}" if better else ""
    more = f"fler fel i {_columns(worse)}" if worse else ""
    told = " och ".join(part for part in (more, fewer) if part)
    return f"{capitalised(told)} den senaste leveransdagen än den förra"


def _columns(count: int) -> str:
    return "1 kolumn" if count == 1 else f"{formats.number(count)} kolumner"


def trend_text(name: str, days: Sequence[tuple[date, int]]) -> str:
    """The text alternative of one column's bars."""
    told = "; ".join(f"{formats.day(day)}: {formats.number(count)}" for day, count in days)
    return f"{name}, antal fel och varningar per leveransdag: {told}"


def compared(old: str, new: str, count: int, settled: int, listed: int, shown: int) -> str:
    """How much two versions differ; `listed` are the whole figures per tertial and year, `shown` those in view."""
    if not count:
        return f"Version {old} och {new} säger samma sak: ingen siffra skiljer sig."
    noun = "siffra" if count == 1 else "siffror"
    said = f"{formats.number(count)} {noun} i version {new} skiljer sig från version {old}"
    said += f"; {_already(count, settled)}." if settled else "."
    if not listed:
        return f"{said} Inget helt nyckeltal per tertial eller år har ändrats."
    which = f"{formats.number(shown)} av de {formats.number(listed)}" if shown < listed else "de"
    return f"{said} Här är {which} som gäller hela nyckeltal per tertial eller år, ämne för ämne."


#: How the changed figures of a topic are sorted (`sql/engine/difference.sql`).
ORDER = (
    "I varje ämne står de siffror som redan var klara först: perioden var slut och siffran fanns. Den största ändringen"
    " i procent står överst. Sedan kommer perioder som pågår, och sist det som saknades i den ena versionen."
)


def _already(count: int, settled: int) -> str:
    """How many of the changed figures were there for a period that was over."""
    which = "alla" if settled == count > 1 else f"{formats.number(settled)} av dem"
    return f"{which} var redan {'klar' if settled == 1 else 'klara'}"


def of_topic(topic: str, count: int, settled: int, shown: int) -> str:
    """`Remisser: 83 siffror, 12 av dem var redan klara (de 25 första; filen har alla)`"""
    told = f"{topic}: {figures(count)}"
    if settled:
        told += ", som redan var klar" if count == 1 else f", {_already(count, settled)}"
    return f"{told} (de {formats.number(shown)} första; filen har alla)" if shown < count else told


#: What the column *Visas, efter storlek* says; more is shown so, since it is mostly the small that is hidden.
BY_SIZE = (
    "Visas, efter storlek: stora tal väger mer än små. 98 % betyder att av 100 barn, hem och remisser räknas 98 i"
    " siffror som visas."
)


def protected(release: Release) -> str:
    """What the public gets, how much of it is protected and, for the styrgrupp, how that was tried."""
    cells, hidden = (
        formats.number(count or 0) for count in (release.protected_cells, release.protected_hidden)
    )
    told = f"Allmänheten får {cells} siffror. {hidden} av dem är skyddade: de {PROTECTED}."
    if release.protected_targets is None or release.gate_seconds is None:
        return told
    small, seconds = formats.number(release.protected_targets), formats.number(release.gate_seconds, 1)
    return (
        f"{told} Innan de visades prövades om någon kunde räkna ut någon av {small} små siffror: ingen kunde det. "
        f"Prövningen tog {seconds} sekunder."
    )
