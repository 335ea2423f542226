"""The settings of the public file in a home: the catalogue, the rule, what is known outside, and the secret seed.

`protection.toml` in the data home, where there is one, changes the rule and adds what anybody can know of a figure from
elsewhere.
"""

from __future__ import annotations

import hmac
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.disclosure.catalogue import Catalogue, read_catalogue
from pipelines.disclosure.keys import Key, Secret
from pipelines.disclosure.rule import Rule
from pipelines.errors import ReaderError, toml_error
from pipelines.home import DataHome
from pipelines.home.key import load_or_make_key
from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import SQL_ROOT, kommuner, read_reference

SETTINGS_FILE = "protection.toml"
_SEED_OF = b"which figures the public is not shown"
_RULE = {"least": int, "width": int, "denominator": int, "slack": int, "show_zeros": bool, "amount": float}
#: What names a figure in each of the lists.
_LISTED = {"withdrawn": Key._fields, "told": Secret._fields}
_KNOWN: dict[str, pl.DataType | type[pl.DataType]] = {
    "kpi": pl.String,
    "cut": pl.String,
    "area": pl.String,
    "period": pl.String,
    "lower": pl.Float64,
    "upper": pl.Float64,
}


@dataclass(frozen=True)
class Protecting:
    """`known`: what the home says can be known elsewhere: kpi, cut, area, period, lower, upper (null: no bound)."""

    catalogue: Catalogue
    rule: Rule
    known: pl.DataFrame | None


def usual_protecting() -> Protecting:
    """The settings where a home has none of its own."""
    return Protecting(read_catalogue(kpi_definitions()), Rule(), None)


def protecting(home: DataHome) -> Protecting:
    """The settings in force; P013 when the home's own cannot be followed."""
    try:
        found = tomllib.loads((home.root / SETTINGS_FILE).read_text("utf-8"))
    except FileNotFoundError:
        found = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(f"Filen {toml_error(error)}.") from error
    return replace(usual_protecting(), rule=_rule(found), known=_known(found))


def known_outside(whole: Path, settings: Protecting) -> pl.DataFrame:
    """What anybody can know of a version's figures from elsewhere: kpi, cut, area, period, lower, upper.

    That is what the home's settings list, what the decided allocations rest on, what old reports say (of these the
    figures that are the same today), and between what Kolada's figures say that ours lie. `whole`: the styrgrupp's
    file of the version.
    """
    with duckdb.connect(str(whole), read_only=True) as con:
        found = con.sql((SQL_ROOT / "audience" / "known_outside.sql").read_text("utf-8")).pl().cast(_KNOWN)
        figures = con.sql("select kpi, cut, area, period, value::double as value from kpi_value").pl()
        bounds = outside_bounds(con)
    codes = {name: code for code, name in kommuner().items()}
    reported = pl.DataFrame(
        [
            (row["figure"], "", codes.get(row["area"], row["area"]), row["period"], float(row["value"]))
            for row in read_reference("published_figures")
        ],
        schema=["kpi", "cut", "area", "period", "value"],
        orient="row",
    )
    same = reported.join(figures, on=["kpi", "cut", "area", "period", "value"]).select(
        "kpi", "cut", "area", "period", pl.col("value").alias("lower"), pl.col("value").alias("upper")
    )
    given = [] if settings.known is None else [settings.known]
    return pl.concat([*given, found, same, bounds]).unique(["kpi", "cut", "area", "period"], keep="first")


def outside_bounds(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Between what Kolada's figures say that ours lie, of a connection to a file that has every figure."""
    con.register("bound", _bounds_of_kolada())
    found = con.sql((SQL_ROOT / "audience" / "outside_bounds.sql").read_text("utf-8")).pl().cast(_KNOWN)
    con.unregister("bound")
    return found


def _bounds_of_kolada() -> pl.DataFrame:
    """How far ours may lie from each figure of Kolada's that says anything of ours."""
    rows = [(row["kpi"], Decimal(row["bound"])) for row in read_reference("kolada") if row["bound"]]
    return pl.DataFrame(rows, {"kolada_kpi": pl.String, "margin": pl.Decimal(18, 6)}, orient="row")


def secret_seed(home: DataHome) -> bytes:
    """What decides between two figures that are as cheap to hide: who does not have it cannot do the sum again."""
    return hmac.digest(load_or_make_key(home), _SEED_OF, "sha256")


def _rule(found: dict[str, Any]) -> Rule:
    given: dict[str, Any] = dict(found.get("rule", {}))
    # Written last in the file they would belong to whatever table stands before them.
    withdrawn, told = (_names(name, [*found.get(name, []), *given.pop(name, [])]) for name in _LISTED)
    for name, value in given.items():
        if type(value) is not _RULE.get(name) or (isinstance(value, int | float) and value < 0):
            raise _refused(f"[rule] {name} = {value!r} går inte att följa.")
    unknown = found.keys() - {"rule", "known", *_LISTED}
    if unknown:
        raise _refused(f"{min(unknown)} är okänt.")
    return replace(
        Rule(**given),
        withdrawn=frozenset(Key(*names) for names in withdrawn),
        told=frozenset(Secret(*names) for names in told),
    )


def _names(name: str, rows: Sequence[Any]) -> list[tuple[str, ...]]:
    """The figures that a list of the settings names."""
    for row in rows:
        if (
            not isinstance(row, dict)
            or row.keys() - set(_LISTED[name])
            or {"kpi", "area", "period"} - row.keys()
        ):
            raise _refused(f"{name}: {row} går inte att följa.")
    return [tuple(str(row.get(column, "")) for column in _LISTED[name]) for row in rows]


def _known(found: dict[str, Any]) -> pl.DataFrame | None:
    rows = found.get("known", [])
    for row in rows:
        words = [row.get(name) for name in ("kpi", "area", "period")]
        bounds = [row[name] for name in ("lower", "upper") if name in row]
        if row.keys() - _KNOWN.keys() or not all(isinstance(word, str) for word in words) or not bounds:
            raise _refused(f"[[known]] {row} går inte att följa.")
        if not all(type(bound) in (int, float) for bound in bounds):
            raise _refused(f"[[known]] {row}: lower och upper är tal.")
    if not rows:
        return None
    return pl.DataFrame(
        [{"cut": "", "lower": 0, "upper": None} | row for row in rows], schema=_KNOWN, orient="row"
    )


def _refused(what: str) -> ReaderError:
    return ReaderError(
        "P013",
        f"{SETTINGS_FILE} i datahemmet: {what}",
        remedy="Skriv [rule] med least, width, denominator, slack, amount och show_zeros, [[known]] med kpi, area, "
        "period och lower eller upper, och withdrawn och told med kpi, cut, area och period (told även part_of). De "
        "offentliga siffror som visas står kvar.",
    )
