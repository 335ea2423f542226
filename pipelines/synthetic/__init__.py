"""Sample deliveries: made-up rows in the kommuner's real formats, exact where a figure has been published."""

from pipelines.synthetic.draw import REPORTING_DATE
from pipelines.synthetic.sample import SampleFile, SampleRows, make_rows, write_sample

__all__ = ["REPORTING_DATE", "SampleFile", "SampleRows", "make_rows", "write_sample"]
