"""How SCB writes a table of population: its headers, its codes and its words, normalised.

Source: tables TAB638 (BefolkningNy, to 2024) and TAB5557 (BefolkningCKM, from 2025) of the Statistikdatabasen, as its
web pages, its PxWeb API v2 and its downloads give them.
"""

from __future__ import annotations

REGION = frozenset({"region", "regionkod", "regionnamn"})
AGE = frozenset({"alder"})
YEAR = frozenset({"ar", "tid"})
SEX = frozenset({"kon"})
MARITAL = frozenset({"civilstand"})
CONTENTS = frozenset({"contentscode", "tabellinnehall"})
VALUE = frozenset({"value", "varde", "antal", "antal_personer", "antal_invanare"})
TABLE_HEADERS = REGION | AGE | YEAR | SEX | MARITAL | CONTENTS
"""Headers that tell a table of SCB's from the rows above it."""

POPULATION = frozenset({"be0101n1", "000007me", "folkmangd"})
"""Contents that are inhabitants on 31 December: the codes of the two tables, and the word."""

TOTALS = frozenset(
    {
        "tot",
        "totalt",
        "total",
        "totsa",
        "samtliga",
        "t",
        "1+2",
        "sc",
        "samtliga_civilstand",
        "bada_konen",
        "totalt_alder",
    }
)
SEXES = ({"1", "man"}, {"2", "kvinnor", "kvinna"})
MARITAL_STATES = (
    {"og", "ogifta", "ogift"},
    {"g", "gifta", "gift"},
    {"sk", "skilda", "skild"},
    {"ankl", "ankor/anklingar", "anka/ankling"},
)
UNMARRIED = MARITAL_STATES[0]
