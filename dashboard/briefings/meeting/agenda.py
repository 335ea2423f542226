"""Which screens a meeting has, in which order, and what whoever holds it may want to say.

`agenda.toml` in the data home, where there is one; else the agenda below. A `[[skarm]]` names what it shows with
`visa`; `rubrik` replaces the heading that is made of the figures, and `anteckning` the note. `fragor` is what the
meeting is to decide on, in the home's own words; it is the last screen where no `visa = "fragor"` places it, and has
what follows from the figures, unless `fragor_ur_siffrorna = false`, and what has been agreed on already.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.briefings.written import read_written
from pipelines.errors import Place, ReaderError

AGENDA_FILE = "agenda.toml"
QUESTIONS = "fragor"
FROM_FIGURES = "fragor_ur_siffrorna"
#: So many questions a screen has room for.
MOST_QUESTIONS = 6
_MOST, _LONGEST_QUESTION = 30, 160
_WORDS = frozenset({"visa", "rubrik", "anteckning"})


@dataclass(frozen=True)
class Item:
    """One screen as it was asked for; blank words are made of the figures, or are none. `questions` are those of the
    home's own file, where the screen shows them; `from_figures`: those that follow from the figures are shown too."""

    shows: str
    title: str = ""
    note: str = ""
    questions: tuple[str, ...] = ()
    from_figures: bool = True


_LAST = Item(QUESTIONS, note="Skriv upp för varje rad: beslut, vem och till när.")
DEFAULT = (
    Item("laget", note="Börja här: vad som skiljer sig, och hur perioden har varit."),
    Item(
        "mal",
        note="Mål i antal bedöms efter årets takt hittills. Vad gör vi åt dem som inte nås, och vem?",
    ),
    Item(
        "uppmarksamma",
        note="Gå igenom raderna: vad ska vi göra, vem gör det och till när? Resten finns på sidorna.",
    ),
    Item("nyckeltal", note="Fråga om någon vill stanna vid en siffra; dess egen sida visar alla kommuner."),
    Item("nyckeltalbarn", note="Kostnaden per dygn är ett medel av alla dygn, efter var barnen bor."),
    Item(
        "remisser",
        note="Det som väntas är en simulering av hur det brukar gå, inte ett löfte.",
    ),
    Item("banken", note="Tillgängliga hem är de som kan ta emot ett barn. Vilande hem räknas inte dit."),
    Item(
        "placeringar",
        note="Barnen räknas den sista dagen, efter var de bor. Kostnaden per dygn är ett medel av alla dygn.",
    ),
    Item(
        "fordelning",
        note="Hälften efter barn i kommunen och hälften efter placerade barn, om inget annat sägs.",
    ),
    Item("tankom", note="Ett räkneexempel från sidan Fördelning; den beslutade fördelningen ändras inte."),
    Item("ekonomi", note="Under betyder att det kostade mindre än budgeten."),
    Item("avvikelser", note="Få avvikelser kan betyda att få rapporteras."),
    Item("andrat", note="Alla ändrade siffror, en rad var, står på Översikt och i dess fil."),
    _LAST,
)


#: What is told of a meeting whose agenda has no screen of what is to be decided: what has been agreed on.
NONE_ASKED = Item(QUESTIONS, from_figures=False)


def read_agenda(home: Path, known: Collection[str]) -> tuple[Item, ...]:
    """The home's agenda, else the default; `known` are the words that a screen can be made of.

    Raises ReaderError G009 for a file that cannot be followed, G010 for one with an identity number.
    """
    path = home / AGENDA_FILE
    if not path.exists():
        return DEFAULT
    written = read_written(path, _refused)
    if unknown := sorted(written.keys() - {"skarm", QUESTIONS, FROM_FIGURES}):
        raise _refused(
            f"”{unknown[0][:40]}” kan inte följas. Filen har skarm, {QUESTIONS} och {FROM_FIGURES}."
        )
    questions, shown = _questions(written.get(QUESTIONS, [])), written.get(FROM_FIGURES, True)
    if not isinstance(shown, bool):
        raise _refused(f"{FROM_FIGURES} skrivs som true eller false.")
    found = written.get("skarm", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _refused("Varje skärm skrivs som [[skarm]].")
    if len(found) > _MOST or not (found or questions or FROM_FIGURES in written):
        raise _refused(f"Agendan ska ha mellan 1 och {_MOST} skärmar.")
    items = tuple(_item(one, number, {*known, QUESTIONS}) for number, one in enumerate(found, start=1))
    items = items or DEFAULT
    if questions and not any(item.shows == QUESTIONS for item in items):
        items = (*items, _LAST)
    return tuple(
        replace(item, questions=questions, from_figures=shown) if item.shows == QUESTIONS else item
        for item in items
    )


def _questions(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
        raise _refused(f'Frågorna skrivs som {QUESTIONS} = ["…", "…"].')
    if len(found) > MOST_QUESTIONS or any(len(one) > _LONGEST_QUESTION for one in found):
        raise _refused(f"Högst {MOST_QUESTIONS} frågor får plats, med högst {_LONGEST_QUESTION} tecken var.")
    return tuple(one.strip() for one in found)


def _item(words: dict[str, object], number: int, known: Collection[str]) -> Item:
    for word, value in words.items():
        if word not in _WORDS or not isinstance(value, str):
            raise _refused(
                f"Skärm {number}: ”{word[:40]}” kan inte följas. En skärm har visa, rubrik och anteckning."
            )
    shows = str(words.get("visa", ""))
    if shows not in known:
        raise _refused(
            f"Skärm {number}: visa = ”{shows[:40]}” finns inte. Det som finns är {', '.join(sorted(known))}."
        )
    return Item(shows, str(words.get("rubrik", ""))[:120], str(words.get("anteckning", ""))[:300])


def _refused(why: str) -> ReaderError:
    return ReaderError(
        "G009",
        f"Mötets agenda kan inte visas. {why}",
        remedy=f"Rätta {AGENDA_FILE} i datahemmet, eller ta bort filen så visas den vanliga agendan.",
        place=Place(file=AGENDA_FILE),
    )
