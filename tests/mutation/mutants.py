"""Makes the wrong versions of one SQL file: what each changed is told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from pipelines.reference import SQL_ROOT

DIALECT = "duckdb"
#: The round trip through the parser alone: on this one the tests must pass.
UNCHANGED = "unchanged"
ROOMS = ("kpi", "measure")
#: A comparison → what it may wrongly become: its end point moved, and turned round.
_COMPARISONS: dict[type[exp.Expression], tuple[type[exp.Expression], ...]] = {
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
    exp.LT: (exp.LTE, exp.GTE),
    exp.LTE: (exp.LT, exp.GT),
    exp.GT: (exp.GTE, exp.LTE),
    exp.GTE: (exp.GT, exp.LT),
}


@dataclass(frozen=True)
class Mutant:
    """One wrong version of a file: `change` tells it apart from every other, `text` is the whole file."""

    room: str
    name: str
    change: str
    text: str

    @property
    def label(self) -> str:
        return f"{self.room}/{self.name}: {self.change}"


def split_header(text: str) -> tuple[str, str]:
    """The `/* kpi … */` header of a KPI file and the query below it; a template has no header."""
    if not text.lstrip().startswith("/* kpi"):
        return "", text
    end = text.index("*/") + 2
    return text[:end] + "\n", text[end:]


def mutants_of(room: str, name: str) -> list[Mutant]:
    """Every mutant of a file, the unchanged round trip first: the tests must pass on that one."""
    header, query = split_header((SQL_ROOT / room / f"{name}.sql").read_text("utf-8"))
    if not query.strip():
        return []
    tree = sqlglot.parse_one(query, dialect=DIALECT)
    found = [Mutant(room, name, UNCHANGED, header + tree.sql(dialect=DIALECT, comments=False))]
    seen: dict[str, int] = {}
    for position, node in enumerate(tree.walk()):
        for change, replace in changes_of(node):
            copy = tree.copy()
            target = list(copy.walk())[position]
            replace(target)
            seen[change] = seen.get(change, 0) + 1
            told = change if seen[change] == 1 else f"{change} ({seen[change]})"
            found.append(Mutant(room, name, told, header + copy.sql(dialect=DIALECT, comments=False)))
    return found


Change = tuple[str, Callable[[exp.Expression], object]]


def changes_of(node: exp.Expression) -> Iterator[Change]:
    """What may be changed in one node of a query; nothing in one that neither compares nor decides."""
    told = node.sql(dialect=DIALECT, comments=False)
    for other in _COMPARISONS.get(type(node), ()):
        wrong = other(this=node.this.copy(), expression=node.expression.copy())
        yield f"{told} → {wrong.sql(dialect=DIALECT, comments=False)}", _replaced_by(wrong)
    if isinstance(node, exp.Between):
        for low, high in ((exp.GT, exp.LTE), (exp.GTE, exp.LT)):
            above = low(this=node.this.copy(), expression=node.args["low"].copy())
            below = high(this=node.this.copy(), expression=node.args["high"].copy())
            wrong = exp.and_(above, below)
            yield f"{told} → {wrong.sql(dialect=DIALECT, comments=False)}", _replaced_by(wrong)
    if isinstance(node, exp.Between | exp.In | exp.Is | exp.Exists):
        yield f"{told} → not", _replaced_by(exp.not_(node.copy()))
    if isinstance(node, exp.In) and len(node.expressions) > 1:
        for i, element in enumerate(node.expressions):
            fewer = node.copy()
            fewer.set("expressions", [e for j, e in enumerate(fewer.expressions) if j != i])
            yield f"{told} without {element.sql(dialect=DIALECT, comments=False)}", _replaced_by(fewer)
    if isinstance(node, exp.And | exp.Or):
        for kept, dropped in ((node.left, node.right), (node.right, node.left)):
            yield f"dropped {dropped.sql(dialect=DIALECT, comments=False)}", _replaced_by(kept.copy())
    if isinstance(node, exp.Where | exp.Having):
        yield f"dropped {told}", lambda target: target.pop()
    if isinstance(node, exp.Filter):
        yield f"dropped the filter of {told}", lambda target: target.replace(target.this.copy())
    if isinstance(node, exp.Join) and node.args.get("on"):
        yield (
            f"joined {node.this.sql(dialect=DIALECT, comments=False)} on true",
            lambda target: target.set("on", exp.true()),
        )
    if isinstance(node, exp.Case):
        for i, branch in enumerate(node.args["ifs"]):
            yield f"dropped {branch.sql(dialect=DIALECT, comments=False)}", _without_branch(i)
    if isinstance(node, exp.Distinct) and isinstance(node.parent, exp.Count):
        yield f"counted {told} with repeats", lambda target: target.replace(target.expressions[0].copy())
    if isinstance(node, exp.Literal) and node.is_number and _is_compared(node):
        for step in (1, -1):
            yield (
                f"{told} → {int(told) + step} in {_around(node)}",
                _replaced_by(exp.Literal.number(int(told) + step)),
            )


def _replaced_by(wrong: exp.Expression) -> Callable[[exp.Expression], object]:
    bracketed = exp.paren(wrong) if isinstance(wrong, exp.Connector | exp.Not) else wrong
    return lambda target: target.replace(bracketed.copy())


def _without_branch(index: int) -> Callable[[exp.Expression], object]:
    def drop(target: exp.Expression) -> None:
        branches = [branch for i, branch in enumerate(target.args["ifs"]) if i != index]
        if branches:
            target.set("ifs", branches)
        else:
            target.replace((target.args.get("default") or exp.null()).copy())

    return drop


def _is_compared(node: exp.Expression) -> bool:
    """Whether a number stands in a comparison of its own query, not merely in a query that one encloses."""
    parent = node.parent
    while parent and not isinstance(parent, exp.Select):
        if isinstance(parent, exp.Predicate):
            return True
        parent = parent.parent
    return False


def _around(node: exp.Expression) -> str:
    return node.parent.sql(dialect=DIALECT, comments=False) if node.parent else ""


def all_mutants(names: frozenset[str] = frozenset()) -> list[Mutant]:
    """Every mutant of both rooms, or of the files named."""
    return [
        mutant
        for room in ROOMS
        for path in sorted((SQL_ROOT / room).glob("*.sql"))
        if not names or path.stem in names
        for mutant in mutants_of(room, path.stem)
    ]
