"""What the page says otherwise to GFO's staff, who hand a file in, than to a kommun's own people, who check it before
they send it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """`done`: what is done with a right file (`Filen kan …`); `persons`: what to do with one that points out a person;
    `our_fault`, `cut_off`: what to do when a check fell, and with a file that broke off; `held`, `with_a_reason`: with
    one that does not count unless somebody says why, as a whole and above what stops it; `report`: its link."""

    done: str
    persons: str
    our_fault: str
    cut_off: str
    held: str
    with_a_reason: str
    report: str


OF_STAFF = Voice(
    done="lämnas",
    persons=(
        "Inget av filen har sparats här. Skicka den inte vidare: ta bort den, och mejlet den kom med, överallt där de "
        "ligger, och säg till dataskyddsombudet. Be kommunen ersätta uppgifterna med egna pseudonymer i hela registret "
        "och göra en ny fil."
    ),
    our_fault="Säg det till den som sköter servern.",
    cut_off="Be avsändaren om hela registret.",
    held=(
        "Saknas något i den, eller står något två gånger: ta bort den här, be avsändaren om registret som det ska vara "
        "och välj den nya filen. Är den rätt: skriv varför i fältet Skäl. Då gäller den när den har hämtats, om inget "
        "annat stoppar den, och skälet sparas med den. Utan skäl stoppas den, och den förra leveransen fortsätter att "
        "gälla."
    ),
    with_a_reason=(
        "Detta ska rättas eller förklaras. Är registret rätt som det är: skriv ett skäl när filen lämnas, annars "
        "gäller den inte."
    ),
    report="Hämta rapporten att skicka till avsändaren (Excel)",
)

OF_KOMMUN = Voice(
    done="skickas",
    persons=(
        "Inget av filen har sparats här. Skicka den inte: ersätt uppgifterna med egna pseudonymer i hela registret, "
        "gör en ny fil och kontrollera den. Har filen redan skickats till någon: säg till ert dataskyddsombud."
    ),
    our_fault="Säg det till GFO.",
    cut_off="Gör om utdraget, så att hela registret kommer med.",
    held=(
        "Saknas något i den, eller står något två gånger: gör om utdraget och kontrollera det nya. Är registret rätt: "
        "skriv varför när ni skickar filen till GFO. Utan skäl gäller den inte."
    ),
    with_a_reason=(
        "Detta ska rättas eller förklaras. Är registret rätt som det är: skriv varför när ni skickar filen, annars "
        "gäller den inte."
    ),
    report="Hämta rapporten (Excel)",
)
