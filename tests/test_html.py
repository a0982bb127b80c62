"""The pages as a reader gets them: in a real Chromium with the network off."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rendered import render_hostile, render_one_word, render_seeds

from analysis.index import Report

NAMES = ["index", "0-corpus", "1-terms", "2-actors", "3-stance"]
RENDERS = {"seed": render_seeds, "hostile": render_hostile, "one-word": render_one_word}
PAGES = [pytest.param(render, name, id=f"{kind}-{name}") for kind, render in RENDERS.items() for name in NAMES]
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
Render = Callable[[], tuple[Path, list[Report]]]
Visit = Callable[[Render, str], Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, or a skip that says what is missing."""
    if CHROMIUM is None:
        pytest.skip("no Chromium found: install chromium, or name one in the variable CHROMIUM, to test the pages")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the pages are not tested")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Open a page of the reports offline; `page.heard` lists what it asked for and complained about."""
    contexts = []

    def _visit(render: Render, name: str) -> Any:
        context = browser.new_context(viewport={"width": 1200, "height": 900}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("request", lambda request: page.heard.append(request.url))
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("dialog", lambda dialog: (page.heard.append(dialog.message), dialog.dismiss()))
        page.goto((render()[0] / f"{name}.html").as_uri())
        return page

    yield _visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", NAMES)
def test_pages_of_the_seed_are_small(name: str) -> None:
    """No page of the seed is over 500 KB."""
    assert 1_000 < (render_seeds()[0] / f"{name}.html").stat().st_size < 500_000


@pytest.mark.browser
@pytest.mark.parametrize(("render", "name"), PAGES)
def test_a_page_asks_for_nothing_and_runs_nothing(visit: Visit, render: Render, name: str) -> None:
    """Opening a page is one request, for itself; no message, no dialog, and nothing of a document's text has acted."""
    page = visit(render, name)
    for image in page.query_selector_all("svg, img"):
        image.scroll_into_view_if_needed()
    assert [heard for heard in page.heard if not heard.startswith("data:")] == [page.url]
    assert page.evaluate("window.harmed") is None
    assert page.title().endswith("Standpoint")
    assert page.query_selector_all("script, iframe, object, embed, form, link, base, [onload], [onerror], [onclick]") == []
    links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
    assert not [link for link in links if ":" in link.replace("%3A", "")]
    assert page.eval_on_selector("body", "body => getComputedStyle(body).display") == "block"


@pytest.mark.browser
@pytest.mark.parametrize(("render", "name"), PAGES)
def test_a_page_is_built_for_every_reader(visit: Visit, render: Render, name: str) -> None:
    """One first heading, no level skipped, a language, a name for every figure and table, no id twice."""
    page = visit(render, name)
    levels = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.get_attribute("html", "lang") == "en"
    names = page.eval_on_selector_all("svg, img", "all => all.map(i => i.getAttribute('aria-label') || i.getAttribute('alt'))")
    assert all(names)
    assert len(names) == len(page.query_selector_all("svg[role=img], img[alt]"))
    assert len(page.query_selector_all("table")) == len(page.query_selector_all("table > caption"))
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.browser
@pytest.mark.parametrize(("render", "name"), PAGES)
def test_every_link_leads_somewhere(visit: Visit, render: Render, name: str) -> None:
    """The table of contents leads to its headings, in their order; every other link to a file that is there."""
    page = visit(render, name)
    links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
    assert all(page.evaluate("id => document.getElementById(id) !== null", link[1:]) for link in links if link[0] == "#")
    assert all((render()[0] / link).is_file() for link in links if link[0] != "#")
    if name != "index":
        contents = page.eval_on_selector_all("nav ol a", "all => all.map(a => a.textContent)")
        assert contents == page.eval_on_selector_all("h2", "all => all.map(h => h.textContent)")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.url.endswith("#report")


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_its_window(visit: Visit, name: str) -> None:
    """Only figures and tables scroll sideways, never the page; dark pages are dark, printed ones never."""
    page = visit(render_seeds, name)
    for width in (360, 900, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for scheme, media, is_dark in (("light", "screen", False), ("dark", "screen", True), ("dark", "print", False)):
        page.emulate_media(color_scheme=scheme, media=media)
        red, filters = page.evaluate(
            "[Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]),"
            " [...document.querySelectorAll('svg')].map(s => getComputedStyle(s).filter)]"
        )
        assert (red < 64) == is_dark
        assert all((used != "none") == is_dark for used in filters)
