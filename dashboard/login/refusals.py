"""Why somebody is not let in, in words: what happened, what it means, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """`why` is the word in the log; `again` what the way back to the login says, blank where it would not help.

    `asks`: nobody has done anything wrong, the reader is simply to log in, and a page asked for goes there at once.
    `renewed`: only another answer of the provider's helps, so it is to ask again. `who` was refused, where a signed
    login says so.
    """

    why: str
    title: str
    sentences: tuple[str, ...]
    again: str = "Logga in"
    asks: bool = False
    renewed: bool = False
    who: str = ""


NOBODY = Refusal("ej inloggad", "Logga in", ("Sidan är för inloggade läsare.",), asks=True)
EXPIRED = Refusal(
    "för gammal inloggning",
    "Du behöver logga in igen",
    ("Det är mer än tio timmar sedan du loggade in.",),
    asks=True,
)
LOGGED_OUT = Refusal("utloggad", "Du är utloggad", ("Du loggade ut, här eller i en annan flik.",), asks=True)
OTHER_BROWSER = Refusal(
    "annan webbläsare",
    "Du behöver logga in igen",
    ("Inloggningen gjordes i en annan webbläsare, eller så har den här uppdaterats.",),
    asks=True,
)
OTHER_PROVIDER = Refusal(
    "annan inloggningstjänst",
    "Du behöver logga in igen",
    ("Inloggningen gjordes med en tjänst som inte används längre.",),
    asks=True,
)
TABLE = Refusal(
    "fel i åtkomsttabellen",
    "Ingen släpps in just nu",
    (
        "Det är något fel i listan över vilka som får läsa. Siffrorna är oskadda.",
        "Säg till den som sköter servern: kommandot ”gfo access” visar vad som ska rättas.",
    ),
    again="Försök igen",
)
PROVIDER = Refusal(
    "inloggningstjänsten svarar inte",
    "Inloggningen svarar inte",
    (
        "Inloggningstjänsten går inte att nå just nu.",
        "Försök igen om en stund. Om det inte hjälper: säg till den som sköter servern.",
    ),
    again="Försök igen",
)
BROKEN_OFF = Refusal(
    "avbruten inloggning",
    "Inloggningen blev inte klar",
    ("Den avbröts, eller tog mer än tio minuter.",),
)
NOT_TRUSTED = Refusal(
    "svaret godtogs inte",
    "Inloggningen gick inte att kontrollera",
    (
        "Svaret från inloggningstjänsten var inte det som väntades, så ingen har loggats in.",
        "Försök igen. Om det inte hjälper: säg till den som sköter servern.",
    ),
    again="Försök igen",
)
TOO_OLD = Refusal(
    "för gammal inloggning hos tjänsten",
    "Du behöver logga in på nytt",
    (
        "Inloggningstjänsten har haft dig inloggad i mer än tio timmar.",
        "Logga in på nytt hos den, med lösenord eller e-legitimation.",
    ),
    again="Logga in på nytt",
    renewed=True,
)
_ASK = "Be den som sköter GFO Insikt att lägga till dig"


def unknown(name: str, issuer: str, subject: str, *, said: str = "") -> Refusal:
    """Nobody of the table. `said` is the address that the provider does not say is verified."""
    told = [f"Du är inloggad som {name}, men står inte bland dem som får läsa sidorna."]
    if said:
        told = [f"Inloggningstjänsten säger inte att adressen {said} är bekräftad, så den räknas inte."]
    told.append(f"{_ASK}, och skicka med de här två raderna:")
    told += [f'issuer = "{issuer}"', f'subject = "{subject}"']
    why = "obekräftad e-post" if said else "finns inte i åtkomsttabellen"
    title = "Du har inte tillgång till sidorna"
    return Refusal(why, title, tuple(told), again="Logga in som någon annan", renewed=True, who=name)
