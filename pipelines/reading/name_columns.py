"""Columns that say who somebody is, by what they are called and, where that can mean two things, by what they hold.

*Kontonamn* and *Insatsnamn* name accounts and forms of care, *Barnets namn* a child. A name that only may be a
person's is judged by its values: two words with capitals that differ from row to row, or a common first name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise

from pipelines.contracts.headers import KNOWN_HEADERS, normalise_header

# What the columns of a case system are called when they say who somebody is.
_WORDS = """
fornamn efternamn mellannamn tilltalsnamn flicknamn smeknamn personnamn barnnamn klientnamn brukarnamn elevnamn
personnummer personnr persnr pnr samordningsnummer samordningsnr
adress gatuadress postadress hemadress telefon telefonnummer telefonnr tel telnr mobil mobilnummer mobilnr
epost email mail mejl mejladress epostadress fritext anteckning anteckningar journalanteckning vardnadshavare
malsman firstname lastname surname fullname ssn address phone
"""
_IDENTITY_WORDS = frozenset(_WORDS.split())
_IDENTITY_ENDS = ("personnummer", "personnr", "adress", "telefon", "fritext", "anteckning", "anteckningar")
# Whose a name is when one of these stands beside it or before it.
_PERSONS = """
barn barnet barnets barnens klient klienten klientens brukare brukaren brukarens person personen personens
foralder foraldern foraldrar foraldrars foraldrarnas foraldra vardnadshavare vardnadshavarens moder moderns mor
mammas mamma fader faderns far pappas pappa elev elevens patient patientens sokande sokandes anhorig anhorigs
kontaktperson kontaktpersons familj familjens familjehem familjehems familjehemmets familjehemsforalder hemmets
jourhem jourhemmets den placerades placerad placerads ungdom ungdomens kund kundens
child childs client clients person persons mother father parent parents
"""
_PERSON_WORDS = frozenset(_PERSONS.split())
_NAMES = ("namn", "namnet", "name")
_SHARE_OF_NAMES = 0.2
_NAME = re.compile(r"[A-ZÅÄÖÉÜ][a-zåäöéüáíóøæçñ]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?")
_NUMBERED = re.compile(r"\S*\d\S*")
# Words of what has a name without being somebody, as they begin or end.
_THING = re.compile(
    r"kommun|region|enhet|kontor|förvaltning|nämnd|avdelning|verksamhet|grupp|team|central|myndighet|bolag|skola"
    r"|konto|kostnad|utgift|ersättning|arvode|hyra|bidrag|lön|intäkt|placering|insats|vård|stöd|boende|omsorg"
    r"|familjehem|jourhem|hvb|sis|blad|tabell|kalkyl|socialtjänst|resurs|ungdom|barn|familj|behandling|öppen"
    r"|utredning|beslut|ärende|^ab$|^blad$|^kf$",
    re.IGNORECASE,
)
# First names that are common in Sweden today; one of them in two words with capitals is somebody.
_COMMON_NAMES = """
Anna Eva Maria Karin Kristina Lena Sara Kerstin Emma Ingrid Marie Malin Jenny Hanna Inger Annika Linda Susanne Elin
Monica Sofia Julia Ulla Åsa Ida Linnea Helena Birgitta Elsa Anneli Matilda Amanda Alice Maja Ebba Wilma Agnes Alva
Saga Vera Klara Freja Ella Olivia Astrid Signe Fatima Amina Zahra Maryam Lars Mikael Anders Erik Per Johan Karl Peter
Thomas Jan Daniel Fredrik Andreas Hans Mohammed Ali Ahmed Omar Hassan Ibrahim Stefan Mattias Magnus Marcus Jonas
Niklas Martin Bengt Bo Patrik Gustav Björn Henrik David Simon Oscar Oskar Viktor William Lucas Elias Hugo Oliver Liam
Alexander Noah Adam Emil Axel Leo Filip Anton Albin Isak Kalle Lisa Nils Olle Pelle Kim Sven Gunnar Rolf Leif Ulf
"""
_FIRST_NAMES = frozenset(_COMMON_NAMES.split())


class Naming(Enum):
    """What a column's name says: a person, nobody, or what its values must tell."""

    PERSON = "person"
    NOBODY = "nobody"
    BARE = "bare"  # "Namn" alone: a person's unless its values clearly are not
    SOMETHING = "something"  # "Kontonamn": something's unless its values are persons'


def naming(header: str) -> Naming:
    """What a column of that name says, whatever its cells hold."""
    name = normalise_header(header)
    words = [word for word in re.split(r"[^a-z0-9]+", name) if word]
    squeezed = "".join(words)
    if name in KNOWN_HEADERS:
        # Another system's word for one of our columns may be a name ("Insatsnamn"), and hold one.
        return Naming.SOMETHING if any(word.endswith(_NAMES) for word in words) else Naming.NOBODY
    if (
        any(word in _IDENTITY_WORDS or word.endswith(_IDENTITY_ENDS) for word in words)
        or squeezed in _IDENTITY_WORDS
        or any(pair in _IDENTITY_WORDS for pair in map("".join, pairwise(words)))
    ):
        return Naming.PERSON
    named = [word for word in words if word.endswith(_NAMES)]
    if not named:
        return Naming.NOBODY
    stems = {stem for word in named for ending in _NAMES if (stem := word.removesuffix(ending)) != word}
    if _PERSON_WORDS & (set(words) | stems):
        return Naming.PERSON
    return Naming.BARE if words in (["namn"], ["name"]) else Naming.SOMETHING


def names_persons(header: str, values: Iterable[str]) -> bool:
    """Whether a column says who somebody is. `values`: its filled cells."""
    said = naming(header)
    if said in (Naming.PERSON, Naming.NOBODY):
        return said is Naming.PERSON
    cells = [value.strip() for value in values if value.strip()]
    if said is Naming.BARE:
        return not cells or _hold_persons(cells) or not all(_is_thing(cell) for cell in set(cells))
    return _hold_persons(cells)


def persons_among(cells: Sequence[str]) -> list[int]:
    """Where in a column of pseudonyms persons' names stand, a number beside them or not; none where they may as well be
    a note or a total."""
    worded = [_NUMBERED.sub(" ", cell).strip() for cell in cells]
    likely = [at for at, cell in enumerate(worded) if _is_like_a_person(cell)]
    return likely if likely and _hold_persons(worded) else []


def _hold_persons(cells: Sequence[str]) -> bool:
    """Two or three words with capitals, of which one is a common first name or that differ from row to row."""
    likely = [cell for cell in cells if _is_like_a_person(cell)]
    if any(set(_words(cell)) & _FIRST_NAMES for cell in likely):
        return True
    enough = len(likely) >= _SHARE_OF_NAMES * len(cells) and len(likely) > 0
    return enough and len(set(likely)) * 2 > len(likely)


def _is_like_a_person(cell: str) -> bool:
    words = _words(cell)
    return 2 <= len(words) <= 4 and all(_NAME.fullmatch(word) for word in words) and not _is_thing(cell)


def _is_thing(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell) or any(_THING.search(word) for word in _words(cell))


def _words(cell: str) -> list[str]:
    return [word for word in re.split(r"[\s,/()]+", cell) if word]
