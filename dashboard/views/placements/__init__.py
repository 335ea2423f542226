"""Placeringar och kostnader: children, moves and money."""
