"""Whoever puts an element of Streamlit's own on a page has sent what was said before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pipelines.reference import PROJECT_ROOT

DASHBOARD = PROJECT_ROOT / "dashboard"
# Before a page begins, and the sending itself.
_OUTSIDE = {"app.py", "reader/pieces.py"}
# Within a container that has just been opened nothing waits.
_WITHIN = {"_areas", "_periods"}
_NO_ELEMENTS = {"session_state", "query_params", "context", "set_page_config"}


def _elements(function: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "st"
            and node.func.attr not in _NO_ELEMENTS
        ):
            yield node


def _sent(function: ast.AST) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pieces.send"
    ]


def _unsent(path: Path) -> list[str]:
    """The functions that place an element without sending first."""
    found = []
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef) or function.name in _WITHIN:
            continue
        elements = [call.lineno for call in _elements(function)]
        if elements and not any(line < min(elements) for line in _sent(function)):
            found.append(function.name)
    return found


def test_what_was_said_stands_before_an_element_of_streamlits_own() -> None:
    paths = (
        path for path in DASHBOARD.rglob("*.py") if path.relative_to(DASHBOARD).as_posix() not in _OUTSIDE
    )
    found = {path.relative_to(DASHBOARD).as_posix(): _unsent(path) for path in paths}
    assert {path: functions for path, functions in found.items() if functions} == {}


def test_one_module_alone_sends_html() -> None:
    names = {
        path.relative_to(DASHBOARD).as_posix()
        for path in DASHBOARD.rglob("*.py")
        for call in _elements(ast.parse(path.read_text("utf-8")))
        if ast.unparse(call.func) in ("st.html", "st.markdown", "st.write")
    }
    assert names == {"reader/pieces.py"}
