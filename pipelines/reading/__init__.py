"""Reading what is really sent: any CSV, workbook or Parquet file to text with row numbers (`files.read_file`).

Whatever a sender can do wrong is a finding, never an exception. Values are not interpreted here. May import `contracts`
and the loose modules. Nothing is imported here, since the child process of `sandbox` must stay light.
"""
