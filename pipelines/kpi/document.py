"""Writes `docs/indicators.md`: every KPI with its definition, a worked example and the query that runs.

    uv run python -m pipelines.kpi.document

The examples of `docs/examples/` are hand-worked; the tests compute every one of them with the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.kpi.definitions import CUT_LISTS, KpiDefinition, kpi_definitions
from pipelines.kpi.examples import Example, ExampleFigure, read_examples
from pipelines.kpi.words import DIRECTIONS, MEASURES, REASONS
from pipelines.periods import Period
from pipelines.reference import PROJECT_ROOT

DOCUMENT = PROJECT_ROOT / "docs" / "indicators.md"

_OPENING = """# Nyckeltal

Varje nyckeltal är definierat en gång, i en fil i `sql/kpi/`. Det här dokumentet är gjort av filerna med
`uv run python -m pipelines.kpi.document`; ändra i filerna, inte här.

GFO är alla ägare tillsammans med rader som saknar kommun eller gäller en kommun utanför GFO. En uppgift är ett
tal (noll också), saknas (med skäl), är hämtad ur en äldre rapport, eller dold för att den är för liten att visas.
"""


def indicators_document(definitions: Mapping[str, KpiDefinition], examples: Iterable[Example]) -> str:
    """The whole document. KeyError when an example speaks of a KPI that does not exist."""
    parts = [
        _OPENING,
        _contents(definitions, examples := list(examples)),
    ]
    for example in examples:
        parts.append(_example_section(example))
        for kpi in dict.fromkeys(figure.kpi for figure in example.figures):
            figures = [figure for figure in example.figures if figure.kpi == kpi]
            parts.append(_kpi_section(definitions[kpi], definitions, figures))
    return "\n".join(parts)


def _contents(definitions: Mapping[str, KpiDefinition], examples: Iterable[Example]) -> str:
    lines = []
    for example in examples:
        names = dict.fromkeys(figure.kpi for figure in example.figures)
        lines.append(f"- **{example.title}**: " + ", ".join(definitions[kpi].name for kpi in names))
    return "\n".join(lines) + "\n"


def _example_section(example: Example) -> str:
    blocks = [f"## {example.title}\n\n{example.intro}\n"]
    for table in example.tables:
        header, *rows = table.lines
        lines = [f"`{table.dataset}`", "", _row(header), "| --- " * len(header) + "|", *map(_row, rows)]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _row(words: Iterable[str]) -> str:
    return "| " + " | ".join(words) + " |"


def _kpi_section(
    definition: KpiDefinition, definitions: Mapping[str, KpiDefinition], figures: Iterable[ExampleFigure]
) -> str:
    facts = [
        ("Enhet", definition.unit),
        ("Mått", MEASURES[definition.measure]),
        ("Räknas som", _formula(definition, definitions)),
        ("Riktning", DIRECTIONS[definition.direction]),
        ("Delas upp på", ", ".join(CUT_LISTS.get(name, name) for name in definition.cuts)),
        ("Del av", definitions[definition.part_of].name if definition.part_of else ""),
        ("Samband", f"`{definition.sums_to}`" if definition.sums_to else ""),
        ("Gäller", "bara GFO som helhet, per tertial" if definition.gfo_only else ""),
        ("Preliminärt", _follow_up(definition)),
        (
            "Det vanliga räknas om från",
            definition.baseline_words,
        ),
        ("Underlag", ", ".join(definition.source)),
        ("Ansvarig", definition.owner),
        ("Granskat", f"{definition.reviewed}, granskas igen senast {definition.next_review}"),
    ]
    lines = [f"### {definition.name}", "", f"`{definition.kpi}` · {definition.question}", ""]
    lines += [f"- **{word}:** {text}" for word, text in facts if text]
    lines += ["", f"> {definition.caveat}", ""]
    for figure in figures:
        told = ", ".join(
            f"{Period.parse(period).label} **{_value(value, definition)}**"
            for period, value in figure.values.items()
        )
        lines += [f"Exempel, {figure.area}: {told}. {figure.why}", ""]
    if definition.query:
        lines += ["```sql", definition.query, "```", ""]
    return "\n".join(lines)


def _formula(definition: KpiDefinition, definitions: Mapping[str, KpiDefinition]) -> str:
    if not definition.parts:
        return ""
    first, second = (definitions[part].name for part in definition.parts)
    if definition.measure == "difference":
        return f"{first} minus {_lowered(second)}"
    times = f", gånger {_number(definition.scale)}" if definition.scale != 1 else ""
    return f"{first} delat med {_lowered(second)}{times}"


def _lowered(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _follow_up(definition: KpiDefinition) -> str:
    days = definition.follow_up_days
    return f"till och med {days} dagar efter perioden" if days else ""


def _value(value: float | str, definition: KpiDefinition) -> str:
    if isinstance(value, str):
        return f"– ({REASONS[value].aside})"
    tail = {"kr": "\u00a0kr", "procent": "\u00a0%"}.get(definition.unit, "")
    return _number(value) + tail


def _number(value: float) -> str:
    text = f"{value:,}".replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")
    return text.removesuffix(",0")


def missing_examples(definitions: Mapping[str, KpiDefinition], examples: Iterable[Example]) -> list[str]:
    """KPIs that no example speaks of."""
    told = {figure.kpi for example in examples for figure in example.figures}
    return sorted(definitions.keys() - told)


if __name__ == "__main__":
    DOCUMENT.write_text(indicators_document(kpi_definitions(), read_examples()), encoding="utf-8")
