"""Builds of a data home, what differs between them, what is published for each audience, what a meeting saw.

The only room that sees home, deliveries and warehouse together. May import every room but `synthetic` and `cli`.
"""
