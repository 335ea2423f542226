"""Familjehemsbanken och rekrytering: the bank, its outlook, and the way into it."""
