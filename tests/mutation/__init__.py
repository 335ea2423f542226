"""Do the tests bite? Every comparison changed and every condition dropped, one at a time, must make a test fail.

    uv run python -m tests.mutation [name …]

prints the changes that no test noticed. `sql/kpi` and `sql/measure` are changed in a copy, never in place.
"""
