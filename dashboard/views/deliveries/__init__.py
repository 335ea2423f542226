"""Leveranser och datakvalitet: what was delivered and refused, and what two versions say otherwise."""
