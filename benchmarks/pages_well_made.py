"""The overview as a well-made Streamlit page, to be measured beside ours: queries cached by file, `go.Figure`.

The same content as `pages_usual.py`. One connection a file, one query for every figure of an area, nothing computed
twice; what is left is what Streamlit's own elements and Plotly's checked figures cost.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import plotly.graph_objects as go
import streamlit as st

KPIS = (
    *("referrals_received", "referrals_matched", "referrals_open", "days_to_match"),
    *("bank_homes_available", "bank_homes", "enquiries_received", "homes_approved"),
    *("children_in_care", "foster_children", "foster_children_consultant", "placements_started"),
    *("replacements", "breakdowns", "deviations_reported", "deviations_open"),
    *("placement_cost", "cost_per_care_day", "consultant_cost_share", "gfo_deviation"),
)
Series = dict[str, list[tuple[str, float | None]]]


@st.cache_resource
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path, read_only=True)


@st.cache_data
def _rows(path: str, sql: str, *parameters: str) -> list[tuple[str, ...]]:
    return _connection(path).cursor().execute(sql, list(parameters)).fetchall()


@st.cache_data
def _of_area(path: str, area: str) -> Series:
    found: Series = {}
    for kpi, period, value in _rows(
        path,
        "select v.kpi, v.period, v.value::double from kpi_value as v join period as p using (period)"
        " where p.kind = 'tertial' and v.area = ? and v.cut = '' order by v.kpi, p.first_day",
        area,
    ):
        found.setdefault(kpi, []).append((period, value))  # type: ignore[arg-type]
    return found


@st.cache_data
def _csv(path: str, kpi: str) -> str:
    return "period;kommun;value\n" + "\n".join(";".join(map(str, row)) for row in _every_area(path, kpi))


def _every_area(path: str, kpi: str) -> list[tuple[str, ...]]:
    return _rows(
        path,
        "select v.period, a.name, v.value::double from kpi_value as v join period as p using (period)"
        " join area as a using (area) where p.kind = 'tertial' and v.kpi = ? and v.cut = '' order by p.first_day",
        kpi,
    )


st.set_page_config(layout="wide")
path = str((Path(os.environ["GFO_HOME"]) / "published" / "current" / "styrgrupp.duckdb").resolve())
st.title("Översikt")
areas = dict(_rows(path, "select name, area from area"))  # type: ignore[arg-type]
area = areas[st.selectbox("Kommun", list(areas))]
periods = [row[0] for row in _rows(path, "select period from period where kind = 'tertial' order by 1 desc")]
period = st.selectbox("Period", periods)
before = f"{int(period[:4]) - 1}{period[4:]}"
figures = _of_area(path, area)
received = dict(figures.get(KPIS[0], []))
st.write(
    f"Under {period} kom {received.get(period)} remisser in, mot {received.get(before)} ett år tidigare."
)

words = {row[0]: row[1:] for row in _rows(path, "select kpi, name, question from kpi_definition")}
columns = st.columns(4)
for n, kpi in enumerate(KPIS):
    by_period = dict(figures.get(kpi, []))
    now, then = by_period.get(period), by_period.get(before)
    change = None if now is None or then is None else now - then
    spark = [value for value in by_period.values() if value is not None][-8:]
    columns[n % 4].metric(words[kpi][0], now, change, chart_data=spark, help=words[kpi][1])

chosen = st.selectbox("Nyckeltal", KPIS)
lines: dict[str, tuple[list[str], list[str]]] = {}
for at, kommun, value in _every_area(path, chosen):
    xs, ys = lines.setdefault(kommun, ([], []))
    xs.append(at)
    ys.append(value)
st.plotly_chart(go.Figure([go.Scatter(x=xs, y=ys, name=kommun) for kommun, (xs, ys) in lines.items()]))
st.dataframe(_every_area(path, chosen))
st.download_button("Hämta CSV", _csv(path, chosen), file_name="siffror.csv")
with st.expander("Definitioner"):
    st.markdown("\n\n".join(f"**{words[kpi][0]}** {words[kpi][1]}" for kpi in KPIS))
