"""Is the change real? Limits for small counts over time, between kommuner, and for one rate alone.

Pure: numbers in, judgements and plain Swedish sentences out. Nothing here reads a file, a database or a clock.
"""

from pipelines.signals.chart import judge_over_time
from pipelines.signals.funnel import Funnel, FunnelPoint, compare_kommuner, funnel_limits
from pipelines.signals.intervals import Interval, poisson_interval, rate_interval, wilson_interval
from pipelines.signals.measures import how_it_varies
from pipelines.signals.series import JudgedPoint, Judgement, Kind, Point, Rule, Signal, Standing, State

__all__ = [
    "Funnel",
    "FunnelPoint",
    "Interval",
    "JudgedPoint",
    "Judgement",
    "Kind",
    "Point",
    "Rule",
    "Signal",
    "Standing",
    "State",
    "compare_kommuner",
    "funnel_limits",
    "how_it_varies",
    "judge_over_time",
    "poisson_interval",
    "rate_interval",
    "wilson_interval",
]
