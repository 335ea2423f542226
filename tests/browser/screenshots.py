"""Pictures of every page, wide and narrow: `python -m tests.browser.screenshots FOLDER [--home HOME] [--only PATH]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard.views.menu import PAGES
from pipelines.home import data_home
from tests.browser.chromium import chromium, server, settle

WIDTHS = {"bred": (1440, 900), "smal": (390, 844)}


def main() -> None:
    """Serve the home and write `<page>-<width>.png` for every page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, default=data_home().root)
    parser.add_argument("--only", default="")
    parser.add_argument("--query", default="")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--viewport", action="store_true", help="only what fits on the screen")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with server(arguments.home) as address, chromium() as browser:
        for width, (x, y) in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": x, "height": y},
                locale="sv-SE",
                color_scheme="dark" if arguments.dark else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            for n, info in enumerate(PAGES):
                if arguments.only and info.path not in arguments.only.split(","):
                    continue
                page.goto(f"{address}/{info.path if n else ''}{arguments.query}")
                settle(page)
                page.wait_for_timeout(400)
                if not arguments.viewport:
                    # The app scrolls inside itself, so a whole page needs a window as tall as it.
                    tall = page.evaluate("document.querySelector('.stMainBlockContainer').scrollHeight")
                    page.set_viewport_size({"width": x, "height": max(y, int(tall) + 40)})
                    page.wait_for_timeout(400)
                page.screenshot(path=arguments.folder / f"{info.path}-{width}.png")
                page.set_viewport_size({"width": x, "height": y})
            context.close()


if __name__ == "__main__":
    main()
