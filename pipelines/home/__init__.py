"""The data home (`GFO_HOME`): its places and lock, durable writes, ledger, archive, dated inputs, key.

Knows folders, bytes and times, never what a dataset is. May import the loose modules only.
"""

from pipelines.home.places import KIND_WORDS, DataHome, HomeKind, data_home

__all__ = ["KIND_WORDS", "DataHome", "HomeKind", "data_home"]
