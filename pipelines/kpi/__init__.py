"""KPI definitions, one SQL file each: read, held together, put into words. Pure; the engine is in `warehouse`.

May import the loose modules only.
"""
