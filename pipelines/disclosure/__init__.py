"""Small counts: what must not be told of them, and what a reader of published files can prove all the same.

Pure calculations without a data home. The adversary (`attack`) alone opens files: the published ones.
"""
