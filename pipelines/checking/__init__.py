"""Text becomes typed rows and findings: columns, values, rules of a row, rules between rows.

Decides nothing and stores nothing. May import `reading`, `contracts` and the loose modules.
"""
