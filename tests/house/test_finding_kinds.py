from __future__ import annotations

import re
import string

import pytest

from pipelines.contracts.finding_kinds import finding, finding_kinds
from pipelines.contracts.findings import FindingKind, Severity
from pipelines.errors import Place
from pipelines.reference import PROJECT_ROOT

_ROOMS = ("contracts", "reading", "checking", "deliveries")
#: Where the catalogue itself stands: there a code is declared, not given.
_CATALOGUE = frozenset({"file_findings.py", "value_findings.py", "delivery_findings.py"})


@pytest.mark.parametrize("kind", finding_kinds().values(), ids=lambda kind: kind.code)
def test_every_code_says_what_happened_and_what_to_do_in_whole_sentences(kind: FindingKind) -> None:
    words = kind.message + kind.remedy + kind.staff
    fills = {name: "x" for _, name, _, _ in string.Formatter().parse(words) if name}
    said = finding(kind.code, Place("a.csv"), **fills)
    for sentence in (said.message, said.remedy, *([said.staff] if said.staff else [])):
        assert re.fullmatch(r"[A-ZÅÄÖ\u201dx].*[.?]", sentence)
        assert "{" not in sentence
    # The sender has a register and a mail program, and no command line.
    assert not re.search(r"--\w|\bgfo [a-z]", said.message + said.remedy)
    assert said.severity is Severity.FILE or not kind.code.startswith("I")


def test_every_code_is_given_somewhere_and_every_code_given_is_in_the_catalogue() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for room in _ROOMS
        for path in (PROJECT_ROOT / "pipelines" / room).rglob("*.py")
        if path.name not in _CATALOGUE
    )
    given = set(re.findall(r'"([FICVRBX]\d{3})"', source))
    given |= set(re.findall(r'finding\(\s*"(L\d{3})"', source))
    assert given == set(finding_kinds())
