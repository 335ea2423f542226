"""How many available homes the flow of referrals needs: a simulation of the coming two tertials, tried on the past.

Pure: frames and a day in, an outlook out. Nothing here reads a file, a database or a clock.
"""

from pipelines.capacity.answer import Expected, Forecast, Measure, Method, Outlook, Trial, Trust
from pipelines.capacity.outlook import MORE_HOMES, foresee

__all__ = ["MORE_HOMES", "Expected", "Forecast", "Measure", "Method", "Outlook", "Trial", "Trust", "foresee"]
