"""A warehouse as a pure function of its inputs: stage → core → KPI values → marts, with audits and cross-checks.

Knows no data home: what is active, declared and remembered comes in as `WarehouseInputs`. May import `kpi`, `signals`,
`allocation`, `capacity`, `contracts`, the records of `deliveries`, and the loose modules.
"""
