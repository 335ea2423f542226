"""Is the change real? Small counts over time, between kommuner, and one rate alone.

Pure: numbers in, judgements and plain Swedish sentences out. Nothing here reads a file, a database or a clock.
"""

from pipelines.signals.comparison import FEWEST_MORE
from pipelines.signals.discovery import FALSE_SHARE
from pipelines.signals.funnel import Funnel, FunnelPoint, compare_kommuner, funnel_limits
from pipelines.signals.intervals import Interval, poisson_interval, rate_interval, wilson_interval
from pipelines.signals.judgement import judge
from pipelines.signals.measures import how_it_is_judged, how_it_varies
from pipelines.signals.sentences import Subject, sentence
from pipelines.signals.series import Kind, Method, Point, Sheet, Side, State, Verdicts

__all__ = [
    "FALSE_SHARE",
    "FEWEST_MORE",
    "Funnel",
    "FunnelPoint",
    "Interval",
    "Kind",
    "Method",
    "Point",
    "Sheet",
    "Side",
    "State",
    "Subject",
    "Verdicts",
    "compare_kommuner",
    "funnel_limits",
    "how_it_is_judged",
    "how_it_varies",
    "judge",
    "poisson_interval",
    "rate_interval",
    "sentence",
    "wilson_interval",
]
