"""A published file as typed records: the only room of the dashboard that queries.

May import nothing else of the dashboard. `records` knows no database, so that charts can speak of them.
"""
