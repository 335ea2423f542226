"""Stöd, jourhem och samverkan: acute placements, support, homes that left, deviations."""
