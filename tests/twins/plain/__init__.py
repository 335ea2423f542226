"""Plain-Python twins of the SQL: loops over rows, written from the definitions and never from the queries.

Slow and obvious on purpose. Nothing here imports the product, so that a mistake cannot be shared.
"""
