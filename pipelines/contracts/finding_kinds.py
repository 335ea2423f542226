"""The catalogue of finding codes: what each means, how grave it is, and what it tells a sender.

Codes are stable: waivers, tests and the documentation name them. F and I files, C columns, V values, R rules of one
row, B between rows, L deliveries.
"""

from __future__ import annotations

from functools import cache

from pipelines.contracts import DATASETS
from pipelines.contracts.contract import between_rules, row_rules
from pipelines.contracts.delivery_findings import DELIVERY_FINDINGS
from pipelines.contracts.file_findings import FILE_FINDINGS
from pipelines.contracts.findings import Category, Finding, FindingKind
from pipelines.contracts.value_findings import VALUE_FINDINGS
from pipelines.errors import Place


@cache
def finding_kinds() -> dict[str, FindingKind]:
    """Every code there is, those of the contracts included. ValueError when a code has two meanings."""
    kinds: dict[str, FindingKind] = {}
    declared = [*FILE_FINDINGS, *VALUE_FINDINGS, *DELIVERY_FINDINGS]
    for dataset in DATASETS.values():
        declared += [
            FindingKind(rule.text.code, Category.ROW, rule.text.severity, rule.text.message, rule.text.remedy)
            for rule in row_rules(dataset.contract)
        ]
        declared += [
            FindingKind(check.code, Category.BETWEEN_ROWS, check.severity, check.message, check.remedy)
            for check in between_rules(dataset.contract).values()
        ]
    for kind in declared:
        if kinds.setdefault(kind.code, kind) != kind:
            raise ValueError(f"{kind.code} means two things")
    return kinds


def finding(
    code: str, place: Place, *, found: str = "", allowed: str = "", row_id: str = "", **fills: object
) -> Finding:
    """The finding of a code at a place, its words filled in."""
    kind = finding_kinds()[code]
    words = {"found": found, "allowed": allowed, **fills}
    return Finding(
        code,
        kind.category,
        kind.severity,
        place,
        kind.message.format(**words),
        kind.remedy.format(**words),
        found,
        allowed,
        row_id,
        kind.staff.format(**words),
    )
