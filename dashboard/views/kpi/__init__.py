"""Nyckeltal: every KPI as a row, and each one's own view with its kommuner, parts, periods and definition."""
