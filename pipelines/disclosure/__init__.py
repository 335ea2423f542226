"""Small counts protected: what the public may get, what binds its cells, what is hidden, and an attacker.

Pure: frames in, frames out; the attacker alone opens files, and only published ones. May import `kpi` and the loose
modules. `attack` shares nothing with `equations` and `protect`: it is their second opinion.
"""
