"""Sample deliveries: made-up rows in the kommuner's real formats, exact where a figure has been published."""

from pipelines.synthetic.draw import REPORTING_DATE
from pipelines.synthetic.files import SampleFile
from pipelines.synthetic.registers import SampleRows, make_rows
from pipelines.synthetic.sample import write_sample
from pipelines.synthetic.story import Chapter, Meeting, write_story

__all__ = [
    "REPORTING_DATE",
    "Chapter",
    "Meeting",
    "SampleFile",
    "SampleRows",
    "make_rows",
    "write_sample",
    "write_story",
]
