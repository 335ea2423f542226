from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from pipelines.reference import PROJECT_ROOT

LOOSE = frozenset({"errors", "identity", "periods", "reference", "wording"})
PURE = frozenset({"kpi", "signals", "allocation", "capacity"})
_PROTECTING = frozenset({"disclosure"})
_DELIVERING = frozenset({"home", "contracts", "reading", "checking", "deliveries"})
#: What each room may import of the others; the loose modules are everybody's.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "home": frozenset(),
    "contracts": frozenset(),
    "reading": frozenset({"contracts"}),
    "checking": frozenset({"reading", "contracts"}),
    "deliveries": frozenset({"home", "contracts", "reading", "checking"}),
    "fetching": frozenset({"home", "contracts", "reading", "deliveries"}),
    "kpi": frozenset(),
    "signals": frozenset(),
    "allocation": frozenset(),
    "capacity": frozenset({"signals"}),
    "disclosure": frozenset({"kpi"}),
    "warehouse": PURE | {"contracts", "deliveries"},
    "publishing": PURE | _PROTECTING | _DELIVERING | {"warehouse"},
    "synthetic": PURE | _PROTECTING | _DELIVERING | {"warehouse", "publishing"},
    "cli": PURE | _PROTECTING | _DELIVERING | {"fetching", "warehouse", "publishing", "synthetic"},
}


def imported_modules(package: str) -> Iterator[tuple[str, str]]:
    """(importing module, imported module) for every import of the package's own modules, lazy ones included."""
    for path in sorted((PROJECT_ROOT / package).rglob("*.py")):
        parts = path.relative_to(PROJECT_ROOT).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((module, name) for name in names if name.startswith(f"{package}."))


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def arrows() -> frozenset[tuple[str, str]]:
    """(importing room, imported room), of the rooms that are not the same."""
    rooms = ((room_of(a), room_of(b)) for a, b in imported_modules("pipelines"))
    return frozenset((room, other) for room, other in rooms if room != other)


def test_every_room_says_what_it_is_for_and_is_in_the_table() -> None:
    rooms = {path.parent.name for path in (PROJECT_ROOT / "pipelines").glob("*/__init__.py")}
    assert rooms == set(MAY_IMPORT)
    for room in rooms:
        source = (PROJECT_ROOT / "pipelines" / room / "__init__.py").read_text("utf-8")
        assert ast.get_docstring(ast.parse(source)), room


def test_nothing_lies_loose_but_what_every_room_needs() -> None:
    loose = {path.stem for path in (PROJECT_ROOT / "pipelines").glob("*.py")}
    assert loose == LOOSE | {"__init__"}


@pytest.mark.parametrize("room", sorted(MAY_IMPORT.keys() | LOOSE | {""}))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert {other for importing, other in arrows() if importing == room} <= MAY_IMPORT.get(
        room, set()
    ) | LOOSE


def test_no_circle_runs_between_rooms() -> None:
    needs: dict[str, set[str]] = {}
    for room, other in arrows():
        needs.setdefault(room, set()).add(other)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_the_pipelines_know_nothing_of_the_pages() -> None:
    for path in (PROJECT_ROOT / "pipelines").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            assert not [
                name for name in modules if name.split(".")[0] in {"dashboard", "streamlit", "starlette"}
            ]
