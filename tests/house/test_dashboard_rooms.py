"""The dashboard's rooms: what each may import, read from the imports themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from pipelines.reference import PROJECT_ROOT

DASHBOARD = PROJECT_ROOT / "dashboard"
# Each room may import those before it, and nothing after: so there is no circle.
ROOMS: dict[str, set[str]] = {
    "login": set(),
    "published": set(),
    "words": {"published"},
    "charts": {"published", "words"},
    "reader": {"login", "published", "words"},
    "server": {"login", "published", "reader"},
    "blocks": {"published", "words", "charts", "reader"},
    "briefings": {"published", "words", "charts", "reader", "blocks"},
    "views": {"published", "words", "charts", "reader", "blocks", "briefings"},
}
# The pages get figures as published: definitions and words, calculations that a reader may ask for, and places.
FROM_PIPELINES = {"kpi", "allocation", "signals", "periods", "reference", "errors", "home", "identity"}


def _imported(path: Path) -> frozenset[str]:
    """Every module that a file imports, with the names it takes: `dashboard.words`, `dashboard.words.formats`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found |= {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}
    return frozenset(found)


@cache
def _imports() -> dict[Path, frozenset[str]]:
    return {path.relative_to(DASHBOARD): _imported(path) for path in sorted(DASHBOARD.rglob("*.py"))}


def _parts(names: Iterable[str], package: str) -> set[str]:
    """The next part of the names under a package: `dashboard.words.formats` under `dashboard` is `words`."""
    return {
        name.removeprefix(f"{package}.").split(".")[0] for name in names if name.startswith(f"{package}.")
    }


def _room(path: Path) -> str:
    return path.parts[0] if len(path.parts) > 1 else ""


def test_pipelines_are_imported_for_words_calculations_and_places_only() -> None:
    others = {path: _parts(names, "pipelines") - FROM_PIPELINES for path, names in _imports().items()}
    assert {path: found for path, found in others.items() if found} == {}


def test_a_room_imports_only_those_before_it() -> None:
    others = {
        path: _parts(names, "dashboard") - ROOMS[_room(path)] - {_room(path)}
        for path, names in _imports().items()
        if _room(path)
    }
    assert {path: found for path, found in others.items() if found} == {}


def test_a_page_imports_no_other_page() -> None:
    others = {
        path: _parts(names, "dashboard.views") - {path.parts[1].removesuffix(".py")}
        for path, names in _imports().items()
        if _room(path) == "views" and path.name != "menu.py"
    }
    assert {path: found for path, found in others.items() if found} == {}


def test_only_published_queries() -> None:
    assert {_room(path) for path, names in _imports().items() if "duckdb" in names} == {"published"}


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path.parent for path in _imports() if path.name == "__init__.py"]
    assert {room.name for room in rooms if len(room.parts) == 1} == ROOMS.keys()
    words = {room: ast.parse((DASHBOARD / room / "__init__.py").read_text("utf-8")) for room in rooms}
    assert [room for room, tree in words.items() if not ast.get_docstring(tree)] == []


def _loaded(modules: list[str]) -> set[str]:
    """The packages that are loaded when these modules are, in a process of their own."""
    code = (
        f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\nprint(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return {name.split(".")[0] for name in run.stdout.split()}


def _modules(room: str) -> list[str]:
    return [f"dashboard.{room}.{path.stem}" for path in sorted((DASHBOARD / room).glob("*.py"))]


@pytest.mark.parametrize("room", ["charts", "words"])
def test_charts_and_words_know_neither_streamlit_nor_the_database(room: str) -> None:
    assert not _loaded(_modules(room)) & {"streamlit", "duckdb", "polars"}


def test_documents_are_made_without_streamlit() -> None:
    assert "streamlit" not in _loaded(["dashboard.briefings.__main__", *_modules("briefings")])


def test_a_table_and_a_published_file_know_no_streamlit() -> None:
    assert "streamlit" not in _loaded(["dashboard.blocks.table", *_modules("published")])
