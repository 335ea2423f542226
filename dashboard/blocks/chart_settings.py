"""Plotly's settings: passed with every chart, since Plotly loads no locale by itself.

No bar of Plotly's own buttons: nothing is zoomed, and a picture is had by the button that stands with the files,
in view on a phone and reached by the keyboard.
"""

from __future__ import annotations

from typing import Any

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "locale": "sv",
    "locales": {
        "sv": {
            "dictionary": {},
            "format": {
                "days": ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
                "shortDays": ["sön", "mån", "tis", "ons", "tor", "fre", "lör"],
                "months": [
                    "januari", "februari", "mars", "april", "maj", "juni",
                    "juli", "augusti", "september", "oktober", "november", "december",
                ],
                "shortMonths": [
                    "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
                ],
                "date": "%Y-%m-%d",
                "decimal": ",",
                "thousands": "\u00a0",
            },
        }
    },
}  # fmt: skip
