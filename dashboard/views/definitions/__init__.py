"""Nyckeltal och definitioner: every KPI with its question, worked example and query."""
