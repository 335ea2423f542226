"""Reading what is really sent: any CSV, workbook or Parquet file to text with row numbers.

Whatever a sender can do wrong is a finding, never an exception. Values are not interpreted here.
"""

from pipelines.deliveries.reading.files import read_file
from pipelines.deliveries.reading.model import Limits, ReadFile, SheetText

__all__ = ["Limits", "ReadFile", "SheetText", "read_file"]
