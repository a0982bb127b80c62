"""Make the picture of the README: a figure of a report on documents that may be shown, as Chromium draws it.

`make picture DOCUMENTS=folder` runs it. The picture that is there was made from texts of U.S. government offices, which are in
the public domain.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from analysis.render import plan_corpus, render_batch

PICTURE = Path(__file__).parent / "picture.png"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
WIDTH, HEIGHT = 900, 1200
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def make_picture(documents: str, *, top: int = 8) -> None:
    """Render who stands where on what and keep its first figure."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as drawing:
        render_batch(plan_corpus(documents, notebooks=["3-stance"], parameters={"top": top}), out=Path(folder))
        browser = drawing.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto((Path(folder) / "3-stance.html").as_uri())
        page.locator("figure svg").first.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    make_picture(*sys.argv[1:2])
