"""Möte: one agenda for the styrgrupp's meeting, a screen a matter, made for a wall."""
