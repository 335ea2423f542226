"""What runs in the child process that opens workbooks and Parquet files: the standard library (and pyarrow).

Nothing here may import the rest of the pipelines: the child must start in a few hundredths of a second, and
hold nothing worth stealing. It is told a file, a folder to write to and its limits, and answers in `meta.json`.
"""
