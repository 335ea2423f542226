"""What is said of the deliveries, of their errors over time, and of two versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dashboard.published.deliveries import ExpectedDelivery
from dashboard.published.records import Release
from dashboard.words import formats
from dashboard.words.causes import figures
from dashboard.words.grammar import capitalised, joined
from dashboard.words.periods import spoken_day
from pipelines.kpi.words import COULD_POINT_OUT

NOTHING_TO_DO = "Inget att göra: allt som har kommit är kontrollerat, publicerat och visat för styrgruppen."
ONE_VERSION = (
    "Det finns bara en publicerad version, så det finns ingen att jämföra med. När nästa version publiceras"
    " visas här vilka siffror som ändrades och varför."
)
NOT_WATCHED = "Ingen hämtar dem just nu: den som sköter servern behöver starta bevakningen."
#: Of deliveries in time, without a fault: what is only noted needs nothing.
NOTHING_TO_MEND = "Inget behöver rättas."
SAME_VERSION = "Samma version är vald på båda ställena. Välj två olika för att se vad som skiljer."


def deliveries(number: int, senders: int, refused: int, whose: str = "") -> str:
    """How much lies behind the figures, and whether rows were refused; of a kommun's file (`whose`) what it sent."""
    if not number:
        return "Inga leveranser är redovisade i den här versionen."
    noun = "leverans" if number == 1 else "leveranser"
    many = f"{formats.number(number)} {noun}"
    told = (
        f"Siffrorna bygger på {many} från {whose}, och på GFO:s om remisser, familjehem med mera."
        if whose
        else f"Siffrorna bygger på {many} från {formats.number(senders)} avsändare."
    )
    if refused == 0:
        return told + " Inga rader är avvisade."
    return (
        told
        + f" {formats.number(refused)} {'rad är' if refused == 1 else 'rader är'} avvisade och räknas inte."
    )


def to_mend(late: int, faults: int, between: int) -> str:
    """How much is late, at fault and found between registers, in a sentence; blank where nothing is."""
    parts = []
    if late:
        parts.append("1 leverans är sen" if late == 1 else f"{formats.number(late)} leveranser är sena")
    if faults:
        kinds = "1 slags fel" if faults == 1 else f"{formats.number(faults)} slags fel"
        parts.append(f"{kinds} ska rättas eller kontrolleras")
    if between:
        checks = "1 kontroll" if between == 1 else f"{formats.number(between)} kontroller"
        parts.append(f"{checks} mellan uppgifterna hittade något")
    return f"{capitalised(joined(parts))}." if parts else ""


def reckoned(made: date) -> str:
    """As of when it is told what is missing."""
    return f"Läget är det den {spoken_day(made)}, då versionen byggdes."


def missing(row: ExpectedDelivery, made: date) -> str:
    """`11 dagar sen`, `Aldrig levererad, 11 dagar sen`, `Väntas`; and the file that came and does not stand."""
    said = []
    if row.timeliness == "aldrig levererad":
        said.append("Aldrig levererad")
    if row.is_late:
        said.append(f"{formats.days((made - row.due).days)} sen" if row.due else "Sen")
    elif row.timeliness == "väntas":
        said.append("Väntas")
    told = ", ".join(said)
    if not row.waiting:
        return told
    came = f"filen som kom den {spoken_day(row.waiting.date())} gäller inte och ska rättas"
    return f"{told}; {came}" if told else capitalised(came)


def waiting(since: Sequence[datetime], *, watched: bool) -> str:
    """How many files wait in the inbox, and since when; `since` holds the moment of each, the oldest first."""
    if not since:
        return ""
    at = f"den {spoken_day(since[0].date())} kl. {since[0]:%H.%M}"
    if len(since) == 1:
        told = f"1 fil väntar i inkorgen sedan {at} och är inte hämtad än."
    else:
        told = f"{formats.number(len(since))} filer väntar i inkorgen och är inte hämtade än, den äldsta sedan {at}."
    return told if watched else f"{told} {NOT_WATCHED}"


def as_it_is(moment: datetime) -> str:
    """As of when it is told what is to be done."""
    return f"Läget den {spoken_day(moment.date())} kl. {moment:%H.%M}."


def as_built(day: date) -> str:
    """The same where no command has told since: what has come or been refused is in no version."""
    return (
        f"Läget är det den {spoken_day(day)}, då versionen byggdes. Det som har kommit eller avvisats sedan dess visar"
        " gfo status."
    )


def refused_file(named: str, came: date, why: str) -> str:
    """`Kostnader från Ånge, mottagen den 4 maj 2026, gäller inte: 3 rader har fel. Avsändaren ska …`"""
    reason = f": {why.rstrip('.')}" if why else ""
    asked = "Avsändaren ska lämna en rättad fil, eller ett skäl."
    return f"{named}, mottagen den {spoken_day(came)}, gäller inte{reason}. {asked}"


def unbuilt(named: Sequence[str]) -> str:
    """What has been accepted since the newest version was built."""
    many = (
        "1 leverans är godkänd" if len(named) == 1 else f"{formats.number(len(named))} leveranser är godkända"
    )
    return f"{many} men inte med i någon version: {joined(named)}. Bygg med gfo build."


def unpublished(build: int) -> str:
    return f"Version {build} är byggd men inte publicerad. Publicera med gfo publish, som först visar vad som ändras."


def unshown(build: str, period: str) -> str:
    return (
        f"Version {build} har inte visats för styrgruppen. Märk den när mötet har hållits, med gfo release {period}"
        ' --meeting (mötets dag) --reason "(varför den visades)"; då förnyas också de offentliga siffrorna.'
    )


def ending(corrections: int, waivers: int, until: date, next_due: date) -> str:
    """`1 rättelse och 2 undantag slutar gälla den 31 december 2026, före …`."""
    told = []
    if corrections:
        told.append("1 rättelse" if corrections == 1 else f"{formats.number(corrections)} rättelser")
    if waivers:
        told.append(f"{formats.number(waivers)} undantag")
    day = f"den {spoken_day(until)}, före de leveranser som ska komma senast den {spoken_day(next_due)}"
    return f"{capitalised(joined(told))} slutar gälla {day}. Behövs de då, ge dem en ny slutdag."


def nothing_late(whose: str) -> str:
    """That all has come that is waited for; a kommun's file (`whose`) knows of its own alone."""
    return f"Inget saknas från {whose}." if whose else "Inget saknas: alla har levererat."


#: Under the heading of what is to be mended: a version has counts, never rows.
WHICH_ROWS = "Vilka rader det gäller står i rapporten om filen, som GFO skickar till avsändaren."
NOTHING_FOUND = "Kontrollerna hittade inga fel och har inget att notera."
NO_DIFFERENCES = "Siffrorna skiljer sig inte från de äldre rapporternas."


def looked_at(number: int, replaced: int, first: date, purged: int = 0) -> str:
    """How many deliveries have come, how many of them are `replaced` by newer ones, and how many are `purged`."""
    noun = "leverans" if number == 1 else "leveranser"
    many = f"{formats.number(number)} {noun} har kommit sedan den {spoken_day(first)}"
    since = []
    if replaced:
        since.append(f"{formats.number(replaced)} har ersatts av {'en nyare' if replaced == 1 else 'nyare'}")
    if purged:
        since.append(f"{formats.number(purged)} har gallrats")
    return f"{many}; {joined(since)}." if since else f"{many}."


def passed(count: int, every: int) -> str:
    """How many of the checks between registers were made and found nothing."""
    return (
        f"{formats.number(count)} av {formats.number(every)} kontroller mellan uppgifterna är gjorda utan att något"
        " hittades."
    )


def all_standing(count: int) -> str:
    """What is behind the line of the deliveries, where they are many."""
    return f"Visa de {formats.number(count)} leveranserna, med dag och antal rader"


def this_version(release: Release) -> str:
    """The line that what is known of the version stands behind: `Den här versionen: 2, publicerad 2026-09-11`."""
    return f"Den här versionen: {release.build}, publicerad {release.published_at:%Y-%m-%d}"


def noted(waived: int, notes: int) -> str:
    """What may stand as it is in the newest deliveries: `2 undantag och 1 notering: inget behöver rättas`."""
    parts = [f"{formats.number(waived)} undantag"] if waived else []
    if notes:
        parts.append(f"{formats.number(notes)} {'notering' if notes == 1 else 'noteringar'}")
    return f"{joined(parts)}: inget behöver rättas"


def gone(count: int) -> str:
    """What was found in deliveries before the newest ones."""
    words = "fel eller notering" if count == 1 else "fel och noteringar"
    return f"{formats.number(count)} {words} i tidigare leveranser"


#: What has become of a fault.
LEFT, NOW_WAIVED = "Står kvar.", "Ett undantag gäller nu."
ACCEPTED_ANYWAY = "Filen är godtagen som den är, med ett skäl."


def mended(day: date, *, counts: bool) -> str:
    """By which delivery; `counts`: it was accepted, and is not only the next that came."""
    if counts:
        return f"Rättat i leveransen den {spoken_day(day)}."
    return f"Borta i leveransen den {spoken_day(day)}."


def how_often(severity: str, count: int, days: Sequence[date], became: str) -> str:
    """`Stoppar filen, 1 st, den 7 september 2026. Rättat i leveransen den 9 september 2026.`"""
    when = ""
    if len(days) == 1:
        when = f", den {spoken_day(days[0])}"
    elif days:
        when = f", från den {spoken_day(days[0])} till den {spoken_day(days[-1])}"
    return f"{severity.capitalize()}, {formats.number(count)} st{when}. {became}".rstrip()


def column(name: str, about: str) -> str:
    """A column as the file has it, and what it holds: `belopp (kostnaden i kronor)`."""
    return f"{name} ({about})" if about else name


def columns(found: Sequence[tuple[str, str]]) -> str:
    """Columns as their file has them, and what they hold: `kolumnen kartlaggning_start (dagen då kartläggningen
    började)`."""
    named = [column(name, about) for name, about in found]
    return f"{'kolumnen' if len(named) == 1 else 'kolumnerna'} {joined(named)}" if named else ""


def trend_title(latest: Sequence[tuple[str, int, int]]) -> str:
    """Whether the newest delivery day had more or fewer findings than the one before it, over (name, now, before)."""
    worse = sum(now > before for _name, now, before in latest)
    better = sum(now < before for _name, now, before in latest)
    if not any(now or before for _name, now, before in latest):
        return "Inga fel de två senaste leveransdagarna"
    if not worse and not better:
        return "Lika många fel per kolumn den senaste leveransdagen som den förra"
    fewer = f"färre fel i {in_columns(better)}" if better else ""
    more = f"fler fel i {in_columns(worse)}" if worse else ""
    told = " och ".join(part for part in (more, fewer) if part)
    return f"{capitalised(told)} den senaste leveransdagen än den förra"


def in_columns(count: int) -> str:
    """`1 kolumn`, `4 kolumner`."""
    return "1 kolumn" if count == 1 else f"{formats.number(count)} kolumner"


def trend_text(name: str, days: Sequence[tuple[date, int]]) -> str:
    """The text alternative of one column's bars."""
    told = "; ".join(f"{formats.day(day)}: {formats.number(count)}" for day, count in days)
    return f"{name}, antal fel och varningar per leveransdag: {told}"


def compared(old: str, new: str, over: int, of_gfo: int) -> str:
    """How many figures of periods that were over two versions say otherwise."""
    if not over:
        return f"Version {old} och {new} säger samma sak om alla perioder som var slut i version {old}."
    said = (
        f"{figures(over)} om perioder som var slut i version {old} är {'ändrad' if over == 1 else 'ändrade'}"
    )
    said += f" i version {new}"
    if of_gfo == over:
        return f"{said}, {'alla ' if over > 1 else ''}för GFO."
    return f"{said}: {formats.number(of_gfo)} för GFO och {formats.number(over - of_gfo)} för kommunerna."


#: What is counted of two versions, and how it is sorted (`sql/engine/difference.sql`).
COUNTED = (
    "Det är hela nyckeltal per tertial och år. Deras delar, som barn efter ålder, och månader och andra perioder följer"
    " med dem och räknas inte. Den största ändringen i procent står överst, sist det som saknas i den ena versionen."
)


def former(count: int) -> str:
    """Over the versions before this one."""
    return "Versionen före" if count == 1 else f"{formats.number(count)} tidigare versioner"


def others(old: str, number: int) -> str:
    """The figures that had to change, or that one of the versions has not."""
    return (
        f"Dessutom skiljer sig {figures(number)} som det är väntat av: de är om perioder som inte var slut i version"
        f" {old}, eller finns bara i den ena versionen."
    )


def of_topic(topic: str, count: int, shown: int) -> str:
    """`Remisser: 83 siffror (de 25 första; filen har alla)`"""
    told = f"{topic}: {figures(count)}"
    return f"{told} (de {formats.number(shown)} första; filen har alla)" if shown < count else told


#: What the column *Visas, efter storlek* says; more is shown so, since it is mostly the small that is hidden.
BY_SIZE = (
    "Visas, efter storlek: stora tal väger mer än små. 98 % betyder att av 100 barn, hem och remisser räknas 98 i"
    " siffror som visas."
)


def public(release: Release, met: date | None = None) -> str:
    """The line that what is public stands behind: `Offentliga siffror, från mötet den 10 juni 2026: 269 av 2 832 är
    skyddade`."""
    since = f", från mötet den {spoken_day(met)}" if met else ""
    cells, hidden = release.protected_cells or 0, release.protected_hidden or 0
    are = "skyddad" if hidden == 1 else "skyddade"
    return f"Offentliga siffror{since}: {formats.number(hidden)} av {formats.number(cells)} är {are}"


def protected(release: Release) -> str:
    """What the public gets, how much of it is protected and, for the styrgrupp, how that was tried."""
    cells, hidden = (
        formats.number(count or 0) for count in (release.protected_cells, release.protected_hidden)
    )
    told = f"Allmänheten får {cells} siffror. {hidden} av dem är skyddade: de visas inte, för de {COULD_POINT_OUT}."
    if release.protected_targets is None or release.gate_seconds is None:
        return told
    small = formats.number(release.protected_targets)
    return (
        f"{told} Innan de visades prövades om någon av {small} små siffror går att räkna ut genom att lägga ihop och"
        " dra ifrån allt som visas: ingen gjorde det."
    )
