"""The pages as a reader gets them: in a real Chromium with the network off."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from rendered import SEEDS, render_hostile, render_one_word, render_seeds

from analysis.export import write_html
from analysis.index import Report
from analysis.render import render_reports

NAMES = ["index", "0-corpus", "1-terms", "2-actors", "3-stance", "4-compare", "6-reader"]
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
    assert len(page.query_selector_all("script")) == (name != "index")
    assert page.query_selector_all("iframe, object, embed, form, link, base, [onload], [onerror], [onclick]") == []
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
    assert len(names) == len(page.query_selector_all("svg[role=img], svg[role=group], img[alt]"))
    assert len(page.query_selector_all("table")) == len(page.query_selector_all("table > caption"))
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.browser
@pytest.mark.parametrize(("render", "name"), PAGES)
def test_every_link_leads_somewhere(visit: Visit, render: Render, name: str) -> None:
    """The table of contents leads to its headings, in their order; every other link to a file that is there."""
    page = visit(render, name)
    links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
    inside = [link[1:] for link in links if link[0] == "#"]
    assert page.evaluate("ids => ids.filter(id => document.getElementById(id) === null)", inside) == []
    assert all((render()[0] / link).is_file() for link in links if link[0] != "#")
    if name != "index":
        contents = page.eval_on_selector_all("nav ol a", "all => all.map(a => a.textContent)")
        assert contents == page.eval_on_selector_all("h2", "all => all.map(h => h.textContent)")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**#report")  # fails when it never comes


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


@pytest.mark.browser
@pytest.mark.parametrize(("render", "name"), [page for page in PAGES if page.values[0] is not render_one_word])
def test_a_page_has_no_serious_fault_for_those_who_see_or_hear_it_otherwise(visit: Visit, render: Render, name: str) -> None:
    """Axe finds no serious or critical violation, light or dark: names, contrast, structure."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: accessibility is not tested")
    page = visit(render, name)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = axe.Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found if fault["impact"] in ("serious", "critical")] == []


@pytest.mark.browser
def test_every_bar_leads_to_its_sentences(visit: Visit) -> None:
    """On the seed every row that is drawn, and every number of a table that counts sentences, is a link on the page."""
    for name in ("0-corpus", "1-terms", "2-actors", "3-stance", "4-compare"):
        page = visit(render_seeds, name)
        loose = page.eval_on_selector_all(
            "details.numbers tbody tr", "all => all.filter(row => !row.querySelector('a')).map(row => row.textContent)"
        )
        assert loose == [], name
    for name, caption in (("2-actors", "Actors by number"), ("3-stance", "Positions by holder"), ("1-terms", "Words by number")):
        page = visit(render_seeds, name)
        table = page.locator("table", has_text=caption)
        assert table.locator("tbody tr").count() == table.locator("tbody tr:has(td a)").count() > 10


@pytest.mark.browser
def test_a_link_is_followed_by_keyboard(visit: Visit) -> None:
    """A bar is reached with the keyboard, shows that it is, says what it is, and leads to the heading of its sentences."""
    page = visit(render_seeds, "3-stance")
    bar = page.locator("svg a[aria-label]").first
    bar.focus()
    assert bar.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    assert "position" in (bar.get_attribute("aria-label") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    heading = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert heading.evaluate("node => node.tagName") == "H3"
    assert heading.evaluate("node => node.nextElementSibling.querySelectorAll('blockquote mark').length") > 0


@pytest.mark.browser
def test_tables_are_sorted_and_filtered(visit: Visit) -> None:
    """A heading sorts by its column, numbers as numbers, and says so; a word filters the rows and their number is told."""
    page = visit(render_seeds, "1-terms")
    table = page.locator("table", has_text="Words by number")
    words = "all => all.map(cell => cell.textContent)"
    before = table.locator("tbody th").evaluate_all(words)
    heading = table.locator("thead th").first
    heading.locator("button").press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    after = table.locator("tbody th").evaluate_all(words)
    assert after == sorted(before, key=str.lower) != before
    numbers = table.locator("thead th", has_text="Occurrences")
    numbers.locator("button").click()
    assert numbers.get_attribute("aria-sort") == "descending"
    assert heading.get_attribute("aria-sort") is None
    counts = [int(cell) for cell in table.locator("tbody tr td:nth-child(3)").evaluate_all(words)]
    assert counts == sorted(counts, reverse=True)
    field = page.get_by_label("Filter rows").locator("visible=true").first
    field.fill("ukrain")
    assert table.locator("tbody tr:visible").evaluate_all(words) == table.locator("tbody tr", has_text="Ukrain").evaluate_all(
        words
    )
    assert field.locator("xpath=../following-sibling::*[@role='status']").text_content().startswith("1 of ")


@pytest.mark.browser
def test_a_page_prints_without_its_tools(visit: Visit) -> None:
    """On paper there are no contents, filters or folded tables, and nothing is wider than the sheet."""
    page = visit(render_seeds, "2-actors")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    assert page.locator("nav:visible, .filter:visible, .skip:visible, details:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """A second run into an empty folder writes the same pages, byte by byte."""
    names = ["1-terms", "3-stance"]
    out = tmp_path / "again"
    assert [report.status for report in render_reports(SEEDS, out=out, notebooks=names)] == ["rendered"] * 2
    for name in names:
        assert (out / f"{name}.html").read_bytes() == (render_seeds()[0] / f"{name}.html").read_bytes()


def test_code_is_shown_folded_where_it_is_asked_for() -> None:
    """The page holds no code unless asked; then each cell's code is folded away, as text."""
    notebook = nbformat.read(render_seeds()[0] / "notebooks" / "0-corpus.ipynb", as_version=4)
    settings = {"name": "0-corpus", "corpus": "x", "parameters": [], "tables": []}
    assert "open_corpus(" not in write_html(notebook, **settings)
    page = write_html(notebook, **settings, code=True)
    assert '<details class="code"><summary>Code</summary><pre>' in page
    assert "open_corpus(path, copies=copies, **chosen)" in page
