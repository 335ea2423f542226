"""The overview done the usual way, to be measured beside ours: plotly.express, Streamlit's elements and defaults.

The same content: a summary, twenty cards with change and sparkline, one figure over time with its table and its
files, the definitions. A query per widget and a connection per run, as such pages are written at first; no cache.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import plotly.express as px
import streamlit as st

KPIS = (
    *("referrals_received", "referrals_matched", "referrals_open", "days_to_match"),
    *("bank_homes_available", "bank_homes", "enquiries_received", "homes_approved"),
    *("children_in_care", "foster_children", "foster_children_consultant", "placements_started"),
    *("replacements", "breakdowns", "deviations_reported", "deviations_open"),
    *("placement_cost", "cost_per_care_day", "consultant_cost_share", "gfo_deviation"),
)
SERIES = (
    "select v.period, v.value::double as value from kpi_value as v join period as p using (period)"
    " where p.kind = 'tertial' and v.kpi = ? and v.area = ? and v.cut = '' order by p.first_day"
)
EVERY_AREA = (
    "select v.period, a.name as kommun, v.value::double as value from kpi_value as v join period as p using (period)"
    " join area as a using (area) where p.kind = 'tertial' and v.kpi = ? and v.cut = '' order by p.first_day"
)

st.set_page_config(layout="wide")
path = (Path(os.environ["GFO_HOME"]) / "published" / "current" / "styrgrupp.duckdb").resolve()
con = duckdb.connect(str(path), read_only=True)
st.title("Översikt")
areas = con.sql("select area, name from area").df()
area_name = st.selectbox("Kommun", areas["name"].tolist(), index=0)
area = areas.loc[areas["name"] == area_name, "area"].iloc[0]
periods = con.sql("select period from period where kind = 'tertial' order by 1 desc").df()["period"].tolist()
period = st.selectbox("Period", periods)
before = f"{int(period[:4]) - 1}{period[4:]}"

received = con.execute(SERIES, [KPIS[0], area]).df().set_index("period")["value"]
st.write(
    f"Under {period} kom {received.get(period)} remisser in, mot {received.get(before)} ett år tidigare."
)

columns = st.columns(4)
for n, kpi in enumerate(KPIS):
    name, question = con.execute(
        "select name, question from kpi_definition where kpi = ?", [kpi]
    ).fetchone() or (kpi, "")
    found = con.execute(SERIES, [kpi, area]).df()
    by_period = dict(zip(found["period"], found["value"], strict=True))
    now, then = by_period.get(period), by_period.get(before)
    change = None if now is None or then is None else now - then
    with columns[n % 4]:
        st.metric(name, now, change, chart_data=found["value"].tail(8).tolist(), help=question)

chosen = st.selectbox("Nyckeltal", KPIS)
series = con.execute(EVERY_AREA, [chosen]).df()
st.plotly_chart(px.line(series, x="period", y="value", color="kommun", markers=True))
st.dataframe(series)
st.download_button("Hämta CSV", series.to_csv(index=False), file_name="siffror.csv")
with st.expander("Definitioner"):
    for kpi in KPIS:
        definition = con.execute("select name, question from kpi_definition where kpi = ?", [kpi]).fetchone()
        if definition:
            st.markdown(f"**{definition[0]}** {definition[1]}")
con.close()
