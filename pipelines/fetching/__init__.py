"""Statistics that others publish, fetched: Kolada and SCB.

What comes is a delivery like any other; what is not what was asked never becomes one.
"""
