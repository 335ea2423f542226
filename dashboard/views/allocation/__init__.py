"""Kostnadsfördelning: what each kommun pays, why, and what another proposal would give."""
