"""JSON files that are no file of ours, or not whole."""

from __future__ import annotations

import io
import json

import pytest

from pipelines.errors import Place
from pipelines.reading.json_file import read_json
from pipelines.reading.model import Limits, Refusal
from tests.fixtures.kolada_answers import KoladaFigure, answer

PAGE = answer([KoladaFigure("N33817", "2262", 2024, 6.3)])
TABLE = json.dumps({"class": "dataset", "id": ["Region"], "size": [1], "value": [1], "label": "\ud800"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("null", "F001"),
        ("[]", "F001"),
        ('{"detail": "Not Found"}', "F001"),
        (PAGE[:-30], "F001"),
        ('{"values":' + "[" * 100_000, "F001"),
        (PAGE.replace('"status": ""', '"status": "\\ud800"'), "F001"),
        (TABLE, "F001"),
        (PAGE.replace("6.3", "NaN"), "F055"),
        (PAGE.replace("6.3", "-Infinity"), "F055"),
        (PAGE.replace("6.3", "true"), "F055"),
        (PAGE.replace('"isdeleted": false', '"isdeleted": 1'), "F055"),
        (PAGE.replace('"isdeleted": false', '"isdeleted": "false"'), "F055"),
    ],
)
def test_what_is_no_answer_or_table_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_json(io.BytesIO(text.encode()), Place("a.json"), frozenset(), Limits())
    assert caught.value.finding.code == code
