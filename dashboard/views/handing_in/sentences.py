"""What the page says of a checked file and of one that has been handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dashboard.published.deliveries import StandingDelivery
from dashboard.views.handing_in.checking import Checked, Group, Part
from dashboard.views.handing_in.voices import Voice
from dashboard.words import formats
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import spoken_day
from pipelines.home.handed_in import HandedIn
from pipelines.reference import audiences

LEAD = "Välj en eller flera filer. De kontrolleras, och ni ser vad som ska rättas. Inget sparas förrän ni lämnar dem."
NEXT = (
    "När filen har lämnats jämförs den rad för rad med avsändarens förra leverans, så den kan fortfarande stoppas. "
    "Godkänns den räknas siffrorna om, och läsarna ser dem när GFO publicerar en ny version."
)
NEXT_OF_KOMMUN = (
    "När filen har kommit jämför GFO den rad för rad med er förra leverans, så den kan fortfarande stoppas. Vad det "
    "blev av den står på Leveranser när en ny version har publicerats."
)
#: Of a right file, which tells how far it is taken to reach.
ANOTHER_DAY = "Når utdraget till en annan dag än den som står här: skriv vilken när ni skickar filen."
PERSONS_RULE = (
    "Filerna ska vara pseudonymiserade av kommunen: inga personnummer, inga namn och inga fritexter om barn. "
    "En fil där kontrollen ser sådant stoppas, och inget av den sparas. Kontrollen hittar inte alla namn: ansvaret är "
    "avsändarens."
)
_MARK = (
    "Så märks en fil: skriv ”Exempeldata – påhittade rader” på en egen rad ovanför rubrikerna i en "
    "CSV-fil, eller som titel bland egenskaperna i en Excelfil (Arkiv, Info)."
)
SAMPLE_ONLY = f"Servern visar exempeldata och tar bara emot filer som är märkta som påhittade. {_MARK}"
SAMPLE_WANTED = f"Filen är inte märkt som påhittad och tas inte emot, för här är allt exempeldata. {_MARK}"
SAMPLE_REFUSED = "Filen säger att dess rader är påhittade. Här är leveranserna riktiga, så den tas inte emot."
NOT_WATCHED = (
    "Ingen hämtar lämnade filer just nu. De ligger kvar i inkorgen tills den som sköter servern startar"
    " bevakningen."
)

FETCHED = "Filen hämtas, jämförs med den förra leveransen och tas emot eller avvisas."
LIES = "Filen ligger kvar tills någon hämtar den. Då jämförs den med den förra leveransen och tas emot eller avvisas."
#: The line that the empty forms stand behind.
HOW_IT_LOOKS = "Så ska en fil se ut: mallar med kolumner, tillåtna värden och exempel"
UNTIL_BEGUN = "Så länge en fil väntar i inkorgen kan ni ta tillbaka den."
#: How a mistake is mended once the file has been received: deliveries stay, and the newest accepted one counts.
WRONG_FILE = "Om fel fil har tagits emot"
HOW_CORRECTED = (
    "Lämna den rätta filen för samma register på samma sätt. När den godkänns gäller den i stället.",
    (
        "Är den rätta filen mycket mindre än den som gäller nu: skriv ett skäl när ni lämnar den. Har den gällt förut"
        " stoppas den här: be den som sköter servern att leverera den med ett skäl."
    ),
    "Ska inget av filen finnas kvar: be den som sköter servern att gallra leveransen. Då gäller den förra igen.",
    "Läsarna ser inget av en leverans förrän GFO har publicerat en ny version.",
)

HELD = (
    "Är något fel: rätta filen och lämna den igen. Är registret rätt: välj filen en gång till och skriv ett skäl innan "
    "den lämnas. Finns där inget fält för skäl: be den som sköter servern att leverera den med ett skäl."
)
#: Of one that was handed in nevertheless, without a reason, for as long as it waits.
STOPPED = (
    "Filen gäller inte när den har hämtats: den förra leveransen fortsätter att gälla. Ta tillbaka den och be om "
    "registret som det ska vara, eller välj den igen och skriv ett skäl."
)
REASON, LONGEST_REASON = "Skäl", 200
REACHES, A_DAY = "Uttaget når till och med", "ÅÅÅÅ-MM-DD"
REASON_POINTS_OUT = (
    "Skälet innehåller {kinds}. Skriv om det utan något som pekar ut en person. Inget har sparats."
)
_SMALLER = "Den är mindre än den förra, och en leverans är hela registret: se efter att inget saknas."
# Received, and held until somebody gives a reason.
_HELD = "Mottagen"

#: What holds a file for its fewer rows, and what does for rows that stand twice.
_OF_FEWER_ROWS = frozenset({"L020", "L021", "L047"})
PASTED = "B008"
#: What stands behind a file's outcome: why it does not count, or what it changes in periods that were over.
WHY, CHANGES = "Varför", "Det ändrar siffror för tid som har visats"
OF_CHANGES = frozenset({"L048", "L049"})
#: What is doubtful of what is new, and stands all the same: publishing it asks for a reason.
DOUBTFUL, OF_DOUBT = "Kontrollera innan det publiceras", frozenset({"L052"})

#: The findings by what they do, the gravest first.
KINDS = MEND, STOPS, CHECK, NOTE = "Måste rättas", "Stoppar filen", "Kontrollera", "Bra att veta"


def meaning(kind: str, voice: Voice) -> str:
    """What the findings of a kind mean for the file."""
    return {
        MEND: "Så länge något av detta står kvar tas filen inte emot.",
        STOPS: voice.with_a_reason,
        CHECK: f"Se efter att det stämmer. Det hindrar inte att filen {voice.done}.",
        NOTE: "Inget behöver göras om det stämmer.",
    }[kind]


def lead_of_kommun(registers: str) -> str:
    """What the page does with a file of the kommun's own, and what it does not."""
    return (
        f"Välj er fil med {registers}. Den kontrolleras på samma sätt som när GFO tar emot den, och ni ser vad som ska "
        "rättas innan ni skickar den. Inget lämnas och inget sparas här."
    )


def delivers_nothing(kommun: str) -> str:
    return f"{kommun} lämnar inga register till GFO, så här finns inget att kontrollera."


def kind(heading: str, rows: int) -> str:
    """`Måste rättas: 5 rader`, and the kind alone where it is of no rows."""
    return f"{heading}: {_rows(rows)}" if rows else heading


def verdict(checked: Checked, voice: Voice, *, smaller: bool = False) -> str:
    """In one sentence: is the file right? `smaller`: it has fewer rows than the sender's former one."""
    if checked.identity:
        return f"Filen har uppgifter som pekar ut en person och kan inte {voice.done}."
    if checked.crashed:
        return f"Alla kontroller kunde inte köras. Felet är vårt, inte filens. {voice.our_fault}"
    if (cut := cut_off(checked)) and (not checked.fits or checked.held):
        return f"{cut.message} {voice.cut_off}"
    if checked.fits and checked.held:
        return checked.held
    if checked.fits:
        warnings = checked.things.get(CHECK, 0)
        if smaller:
            checks = f" {_things(warnings).capitalize()} till bör kontrolleras." if warnings else ""
            return f"Filen kan {voice.done}. {_SMALLER}{checks}"
        if not warnings:
            return f"Filen kan {voice.done}. Inget behöver rättas."
        return f"Filen kan {voice.done}. {_things(warnings).capitalize()} bör kontrolleras först."
    stops = checked.things.get(STOPS, 0)
    also = f", och {_things(stops)} till ska rättas eller förklaras" if stops else ""
    return f"Filen kan inte {voice.done} än: {_things(checked.things.get(MEND, 0))} måste rättas{also}."


def cut_off(checked: Checked) -> Group | None:
    """That the file broke off on its way: said as the verdict, and nowhere else."""
    return next((group for group in checked.groups if group.code in ("L046", "L047")), None)


def _things(count: int) -> str:
    return "en sak" if count == 1 else f"{formats.number(count)} saker"


def part(found: Part, datasets: Mapping[str, str]) -> str:
    """Remisser från Timrå: 120 rader, varav 2 med fel."""
    name = datasets.get(found.dataset, found.dataset)
    whose = f" från {found.sender}" if found.sender else ", avsändaren framgår inte"
    rows = _rows(found.rows)
    wrong = f", varav {formats.number(found.refused)} med fel" if found.refused else ""
    return f"{name}{whose}: {rows}{wrong}."


def foreign(found: Part, datasets: Mapping[str, str]) -> str:
    """Placeringar: 1 rad gäller Härnösand. Den hör inte till registret och stoppar filen."""
    one = found.rows == 1
    gone = "Den hör" if one else "De hör"
    name = datasets.get(found.dataset, found.dataset)
    return f"{name}: {_rows(found.rows)} gäller {found.sender}. {gone} inte till registret och stoppar filen."


def beside_former(found: Part, former: StandingDelivery) -> str:
    """`Förra leveransen: 629 rader till och med 2026-08-31. Den här: 589 rader, 40 färre; senaste datum 2026-08-12.`"""
    before, now = former.rows_accepted or 0, found.rows
    until = f" till och med {formats.day(former.through)}" if former.through else ""
    fewer = f", {formats.number(before - now)} färre" if now < before else ""
    newest = f"; senaste datum {found.last_day}" if found.last_day else ""
    return f"Förra leveransen: {_rows(before)}{until}. Den här: {_rows(now)}{fewer}{newest}."


def same_day(parts: Sequence[Part]) -> str:
    """The day that a file's registers are all taken to reach; blank where they differ, and each has its own."""
    days = {part.through for part in parts}
    return days.pop() if len(days) == 1 else ""


def reaches(found: Part) -> str:
    """How far a register is taken to reach, which decides what days without rows count as."""
    return f"Räknas nå till och med {found.through}." if found.through else ""


def no_such_day(written: str, today: date) -> str:
    """What is wrong with a day that a file is said to reach; blank where nothing is."""
    if not written:
        return ""
    try:
        said = date.fromisoformat(written)
    except ValueError:
        return f"”{written}” är inget datum. Skriv till exempel 2026-08-31."
    if said > today:
        return f"{written} har inte varit än. Skriv den sista dagen som uttaget når."
    return ""


def _rows(count: int) -> str:
    return f"{formats.number(count)} {'rad' if count == 1 else 'rader'}"


def why_held(checked: Checked, former: Sequence[StandingDelivery | None]) -> str:
    """What would hold a file, short: `298 rader mot 578`; blank where nothing is known to."""
    if not checked.held:
        return ""
    holding = [group for group in checked.groups if group.effect == STOPS]
    fewer = any(group.code in _OF_FEWER_ROWS for group in holding)
    for found, stood in zip(checked.parts, former, strict=True):
        if fewer and stood and found.rows < (stood.rows_accepted or 0):
            return f"{_rows(found.rows)} mot {formats.number(stood.rows_accepted or 0)}"
    held = next((group.message for group in holding), checked.held)
    return lowered(held.rstrip("."))


def stands(received: datetime | None, voice: Voice) -> str:
    """Of a file whose very bytes are behind the figures already."""
    day = f" sedan den {spoken_day(received.date())}" if received else ""
    return f"Just den här filen gäller redan{day} och behöver inte {voice.done} igen."


def more(count: int) -> str:
    """What there was no room for."""
    return f"{_things(count).capitalize()} till står i rapporten."


def others(group: Group) -> str:
    """Of wrong values of one kind those that are not told one by one."""
    values = "1 värde" if group.others == 1 else f"{formats.number(group.others)} värden"
    return f"{values} till av samma slag, på {_rows(group.other_rows)}: alla står i rapporten."


def place(group: Group) -> str:
    """Where it stands: blad, and kolumn where what is said does not name it."""
    parts = [f"Blad ”{group.sheet}”"] if group.sheet else []
    columns = group.column.split(" + ")
    if group.column and (group.about or f"Kolumnen {group.column} " not in group.message):
        named = f"{joined(columns)} ({group.about})" if group.about else joined(columns)
        kind = "kolumnen" if len(columns) == 1 else "kolumnerna"
        parts.append(f"{kind if parts else kind.capitalize()} {named}")
    return ", ".join(parts)


def rows(group: Group) -> str:
    """How many rows it is in, and the first of them."""
    if not group.rows:
        return ""
    many = f" ({formats.number(group.count)} rader)" if group.count > 1 else ""
    return f"Rad {group.rows}{many}."


def handed(one: HandedIn) -> str:
    """Lämnad 2026-11-26 kl. 10.15 av anna@gfo.example.se; without a login nobody is named."""
    return f"Lämnad {_when_and_by(one.handed, one.who)}"


def _when_and_by(moment: str, who: str) -> str:
    at = datetime.fromisoformat(moment)
    by = f" av {who}" if who and who not in audiences() else ""
    return f"{formats.day(at.date())} kl. {at:%H.%M}{by}"


def just_handed(name: str) -> str:
    """Said once, where the file stood."""
    return f"{name} är lämnad. Under ”Lämnade filer” står vad det blir av den."


def too_late(name: str) -> str:
    """Said instead of taking it back."""
    return f"{name} kunde inte tas tillbaka: den har redan börjat tas emot. Nedan står vad det blir av den."


def not_taken_back(name: str, why: str) -> str:
    return f"{name} kunde inte tas tillbaka. Säg till den som sköter servern: {why}. Inget har ändrats."


def state(one: HandedIn) -> str:
    """What has become of a file, in one or two words."""
    if one.outcome is None:
        return f"Stoppas: {one.held}, skäl saknas" if _stopped(one) else "Väntar i inkorgen"
    if "taken_back" in one.outcome:
        return "Återtagen"
    if "error" in one.outcome:
        return "Kunde inte tas emot"
    statuses: Sequence[str] = [found["status"] for found in one.outcome["parts"]]
    said = (f"{status}, men gäller inte" if status == _HELD else status for status in statuses)
    return " och ".join(dict.fromkeys(said)) or "Avvisad"


def outcome(
    one: HandedIn,
    datasets: Mapping[str, str],
    build: str = "",
    waiting: Sequence[HandedIn] = (),
    *,
    watched: bool = True,
) -> list[str]:
    """What has become of a file, and what comes next. `build`: the version that the delivery is in, if any; `waiting`:
    all the files that wait; `watched`: somebody takes what is handed in."""
    found = one.outcome
    if found is None:
        return _waiting(one, waiting, watched=watched)
    if "taken_back" in found:
        when = _when_and_by(found["when"], found["taken_back"])
        return [f"Återtagen {when}. Inget av den har levererats, och filen är borttagen ur inkorgen."]
    if "error" in found:
        return _error(found["error"])
    said = [_received(each, datasets) for each in found["parts"]]
    if not found["accepted"]:
        held = any(each["status"] == _HELD and each["accepted"] == each["rows"] for each in found["parts"])
        return [
            *said,
            HELD if held else "Det som gällde förut gäller fortfarande. Rätta filen och lämna den igen.",
        ]
    if build:
        return [*said, f"Ingår i version {build}."]
    return [*said, "Siffrorna räknas om. Läsarna ser dem när en ny version publiceras."]


def _waiting(one: HandedIn, waiting: Sequence[HandedIn], *, watched: bool) -> list[str]:
    if _stopped(one):
        return [STOPPED]
    said = [f"Skäl till att den ska gälla ({one.held}): {one.reason}"] if one.reason else []
    said.append(FETCHED if watched else LIES)
    rivals = [each for each in waiting if set(each.registers) & set(one.registers) and not _stopped(each)]
    # They are taken in the order they came, and the newest that is accepted counts.
    last = max(rivals, key=lambda each: each.number, default=one)
    if last.number != one.number:
        said.append(
            f"{last.file_name} lämnades senare för samma register. Godkänns den gäller den och inte den här."
        )
    elif before := list(dict.fromkeys(each.file_name for each in rivals if each.number != one.number)):
        said.append(f"Godkänns den här gäller den och inte {joined(before)}, som lämnades tidigare.")
    return said


def _stopped(one: HandedIn) -> bool:
    """Whether it was known when it was handed in that it would not count."""
    return bool(one.held) and not one.reason


def _error(error: Mapping[str, str]) -> list[str]:
    if not error["code"]:
        return [
            "Felet är vårt, inte filens. Filen ligger kvar och tas om när den som sköter servern har rättat det."
        ]
    return [error["message"], error["remedy"], "Lämna filen igen när det är gjort."]


def _received(found: Mapping[str, Any], datasets: Mapping[str, str]) -> str:
    name = datasets.get(found["dataset"], found["dataset"]) or "Okänt register"
    whose = f" från {found['sender']}" if found["sender"] else ""
    accepted = formats.number(found["accepted"])
    rows = f"{accepted} av {_rows(found['rows'])} godtagna"
    said = [f"{name}{whose}: {found['status'].lower()}, {rows}."]
    if found["repeated"]:
        said.append("Samma fil gällde redan.")
    return " ".join([*said, found["covered"] or found["reason"]]).strip()
