"""The round of a tertial as GFO's staff go through it, step by step, with the command of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What is done, when and why, and the commands that do it; none where a page does."""

    name: str
    told: str
    commands: Sequence[str] = ()


TERTIAL = (
    Step(
        "Ta emot filerna",
        (
            "På Lämna filer kontrollerar du en fil innan den lämnas; där finns också mallarna. En fil som inte duger"
            " gäller inte: då gäller den förra, och rapporten säger avsändaren vad som ska rättas. Leveranser visar vem"
            " som inte har levererat, och Att göra där säger hela tiden vad som är nästa steg."
        ),
        ("gfo deliver FIL --through 2026-08-31", "gfo fetch kolada scb"),
    ),
    Step(
        "Bygg en version",
        "Alla siffror räknas om av det som gäller. Ingen läsare ser den nya versionen ännu.",
        ("gfo build",),
    ),
    Step(
        "Se efter vad som ändras",
        (
            "Jämför med den förra versionen. Är en siffra oväntad visar kommandot rows vilka rader i vilka leveranser"
            " den är räknad av. Är en rad fel ska avsändaren lämna filen igen; kan den inte det i tid skrivs en"
            " rättelse i corrections.toml, och står ett känt fel kvar ett undantag i waivers.toml. Båda har en slutdag,"
            " och syns på Leveranser."
        ),
        ("gfo diff 41 42", "gfo rows referrals_received 2026T2 --kommun Timrå"),
    ),
    Step(
        "Publicera",
        (
            "Enhetscheferna och du ser den nya versionen direkt. Styrgruppen ser kvar den från sitt senaste möte."
            " Ändras siffror för en period som redan var klar ska du skriva varför; det visas för läsarna."
        ),
        ("gfo publish",),
    ),
    Step(
        "Gör mötets papper",
        "På Rapporter, eller alla på en gång. De som får lämnas ut görs efter mötet.",
        ("gfo report alla 2026T2 -o papper",),
    ),
    Step(
        "Märk versionen efter mötet",
        (
            "Då ser styrgruppen den tills nästa möte. De offentliga siffrorna görs om och prövas samtidigt: inget litet"
            " tal ska gå att räkna ut."
        ),
        ('gfo release 2026T2 --meeting 2026-10-14 --reason "Visad på mötet"',),
    ),
    Step(
        "Lämna ut",
        "Faktabladet och nämndernas papper finns nu på Rapporter, under det som får lämnas ut.",
        ("gfo report alla 2026T2 --audience offentlig -o lämna-ut",),
    ),
)
