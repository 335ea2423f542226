"""Plotly's settings and its Swedish words: passed with every chart, since Plotly loads no locale by itself."""

from __future__ import annotations

from typing import Any

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": [
        "zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d",
    ],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "gfo-insikt"},
    "locale": "sv",
    "locales": {
        "sv": {
            "dictionary": {
                "Autoscale": "Anpassa skalan",
                "Box Select": "Markera ruta",
                "Double-click to zoom back out": "Dubbelklicka för att zooma ut",
                "Download plot as a PNG": "Spara som PNG",
                "Download plot as a png": "Spara som PNG",
                "Download plot": "Spara som PNG",
                "Lasso Select": "Markera fritt",
                "Pan": "Panorera",
                "Reset axes": "Återställ axlarna",
                "Reset": "Återställ",
                "Snapshot succeeded": "Bilden är sparad",
                "Taking snapshot - this may take a few seconds": "Bilden skapas, det tar några sekunder",
                "Sorry, there was a problem downloading your snapshot!": "Bilden kunde inte sparas.",
                "Toggle Spike Lines": "Visa hjälplinjer",
                "Zoom": "Zooma",
                "Zoom in": "Zooma in",
                "Zoom out": "Zooma ut",
            },
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
