"""A text to the sender of a file that must be mended: what is wrong where, and what to do, row by row.

No value of the file stands in it, for a letter is no place for what somebody wrote in the wrong column; the report,
which goes to the sender alone, has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.blocks.letters import ANSWER, WHOLE
from dashboard.blocks.letters import letter as written
from dashboard.views.handing_in import sentences
from dashboard.views.handing_in.checking import Checked, Group
from dashboard.words.grammar import joined
from pipelines.home.agreed_days import Agreed

# Rows that a letter names, and letters of what may stand in a cell.
_FIRST_ROWS, _LONGEST = 10, 200
ATTACH = "Bifoga rapporten, som hämtas ovan."
REPORT = "Rapporten som följer med (Excel) visar varje rad."
_REMEDIES_DIFFER = "Rapporten säger vad som kan ha menats på varje rad."


def letter(file: str, checked: Checked, datasets: Mapping[str, str], said: Agreed, ask: str) -> str:
    """The letter; blank where there is nothing for the sender to do. `ask`: the home's sentence on whom to ask."""
    to_mend = [group for group in checked.groups if group.effect in (sentences.MEND, sentences.STOPS)]
    if not to_mend or checked.crashed:
        return ""
    kinds: dict[tuple[str, ...], list[Group]] = {}
    for group in to_mend:
        kinds.setdefault((group.sheet, group.column, group.code), []).append(group)
    # A fault of the whole file is told here whole.
    rows = any(group.first_row for group in to_mend if group.code != "L046")
    # Of persons it names the first cell and no other.
    report = f"{REPORT} " if rows and not checked.identity else ""
    return written(
        _lead(file, checked, datasets),
        [_point(members) for members in kinds.values()],
        f"{report}{WHOLE}\n\n{said.hand_in} {ask or ANSWER}",
    )


def receiver(checked: Checked, asked: str) -> str:
    """Whose file it is, as a letter says it; `asked`: a sender that was named."""
    senders = {part.sender or asked for part in checked.parts if not part.foreign} - {""}
    return senders.pop() if len(senders) == 1 else asked or "avsändaren"


def _lead(file: str, checked: Checked, datasets: Mapping[str, str]) -> str:
    names = joined(list(dict.fromkeys(datasets.get(part.dataset, part.dataset) for part in checked.parts)))
    what = f"Filen {file}{f' ({names})' if names else ''}"
    if checked.identity:
        return f"{what} har uppgifter som pekar ut en person. Den har stoppats, och inget av den har sparats."
    if checked.fits:
        codes = {group.code for group in checked.groups if group.effect == sentences.STOPS}
        why = "något i den kan stå två gånger" if codes == {sentences.PASTED} else "den kan vara ofullständig"
        return f"{what} har stoppats, för {why}:"
    return f"{what} kan inte tas emot som den är. Det här ska rättas:"


def _point(groups: Sequence[Group]) -> str:
    first = groups[0]
    said = [f"{place}:" if (place := sentences.place(first)) else "", first.unquoted or first.message]
    count = sum(group.count for group in groups) + first.other_rows
    if first.first_row and first.code not in ("B001", sentences.PASTED):
        rows = ", ".join(group.rows for group in groups) if count <= _FIRST_ROWS else ""
        said.append(f"Rad {rows}." if rows else f"{count} rader, den första är rad {first.first_row}.")
    said.append(first.remedy if len({group.remedy for group in groups}) == 1 else _REMEDIES_DIFFER)
    if first.allowed and first.effect == sentences.MEND and len(first.allowed) <= _LONGEST:
        said.append(f"Tillåtet: {first.allowed}.")
    return " ".join(part for part in said if part)
