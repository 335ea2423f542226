"""The calm page for whoever is not let in, or has just gone: plain Swedish HTML without script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from starlette.responses import HTMLResponse, Response

from dashboard.login.refusals import Refusal

_STYLE = """
:root { color-scheme: light dark; }
body { font-family: "Source Sans", "Segoe UI", system-ui, sans-serif; font-size: 1.06rem; line-height: 1.5; margin: 0;
  color: light-dark(#1F2A37, #E8EDF2); background: light-dark(#FFFFFF, #12181F); }
main { max-width: 38rem; margin: 12vh auto 2rem; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.2rem 0 0.8rem; }
p { margin: 0 0 0.7rem; overflow-wrap: anywhere; }
.name { color: light-dark(#4B5B6B, #A9B7C4); margin: 0; }
a.way { display: inline-block; margin-top: 0.6rem; padding: 0.55rem 1.1rem; border-radius: 4px; text-decoration: none;
  color: light-dark(#FFFFFF, #12181F); background: light-dark(#1B6CA8, #6FB3E3); font-weight: 600; }
a.way:focus-visible { outline: 3px solid light-dark(#1F2A37, #E8EDF2); outline-offset: 2px; }
"""


def calm_page(
    title: str, sentences: Sequence[str], way: str = "", label: str = "", status: int = 200
) -> Response:
    """`way` is the address of the one thing to do, and `label` its words; blank: nothing."""
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    link = f'<a class="way" href="{escape(way)}">{escape(label)}</a>' if way else ""
    return HTMLResponse(
        '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>'
        f"{escape(title)} – GFO Insikt</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="/favicon.png"><style>{_STYLE}</style></head><body><main>'
        f'<p class="name">GFO Insikt</p><h1>{escape(title)}</h1>{told}{link}</main></body></html>',
        status,
        headers={"cache-control": "no-store"},
    )


def refused(refusal: Refusal, way: str, status: int = 403) -> Response:
    """The page that says why; `way` leads to the login."""
    return calm_page(refusal.title, refusal.sentences, way if refusal.again else "", refusal.again, status)
