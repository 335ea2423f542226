from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from pipelines.deliveries.findings import Severity
from pipelines.deliveries.reading.messages import MESSAGES, finding
from pipelines.errors import Place
from pipelines.home import PROJECT_ROOT


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_says_what_happened_and_what_to_do_in_whole_sentences(code: str) -> None:
    message = MESSAGES[code]
    fills = {name: "x" for _, name, _, _ in string.Formatter().parse(message.text) if name}
    found = finding(code, Place("a.csv"), **fills)
    for sentence in (found.message, found.remedy):
        assert re.fullmatch(r"[A-ZÅÄÖ].*\.", sentence)
        assert "{" not in sentence
    assert (found.severity, found.category) == (message.severity, message.category)
    assert (found.severity is Severity.FILE) or not code.startswith("I")


def test_every_code_is_given_somewhere_and_every_code_given_has_words() -> None:
    rooms = PROJECT_ROOT / "pipelines" / "deliveries"
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("reading", "sandbox")
        for path in Path(rooms / room).glob("*.py")
        if path.name != "messages.py"
    )
    assert set(re.findall(r'"([FI]\d{3})"', code)) == set(MESSAGES)
