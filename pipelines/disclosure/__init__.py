"""Protects small counts before they are published, and tries to find them again as a reader would.

Pure calculations without a data home; the adversary alone opens files, the published ones.
"""
