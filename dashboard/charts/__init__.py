"""Plotly figures as plain dicts, made of records: a chart a module, and the colours of both themes as data.

May import `published.records` and `words`. Knows neither Streamlit nor DuckDB.
"""
