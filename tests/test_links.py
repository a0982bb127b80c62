"""From a number to its sentences: what figures and tables link to, and what carries these names."""

import re
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes

from analysis import display
from analysis.anchors import make_anchor
from analysis.display import showing
from analysis.errors import SchemaError
from analysis.export import _drop_dead_links
from analysis.figures.links import aim, link_bars, link_boxes, link_rows
from analysis.figures.style import finish, label_rows
from analysis.views import Thing

SPEAKERS = Thing("By speaker", "speaker", ["actor_id"], "{speaker}")
CUES = Thing("By cue", "cue", ["cue"], "{cue}", known=True)
SAID = pd.DataFrame(
    {
        "actor_id": ["ann", "bo", "ann", "ann", None],
        "speaker": ["Ann <b>", "Bo", "Ann <b>", "Ann <b>", None],
        "cue": ["said", "said", None, "warned", "said"],
        "probability": [0.2, 0.9, 0.8, 0.4, None],
        "sentence": ["Ann said so.", "Bo said it.", "No cue.", "Ann warned.", "It was said."],
        "marks": [["source 0-3", "cue 4-8"], ["source 0-2", "cue 3-7"], [], ["cue 4-10"], ["cue 7-11"]],
    }
)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is displayed, in order."""
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(showing, "display", lambda bundle, **_: seen.append(bundle))
    return seen


def draw() -> Axes:
    """Draw two linked bars, one without length, with the table of what is drawn."""
    _, ax = plt.subplots()
    bars = ax.barh([0, 1], [2, 0])
    targets = [aim("Ann <b>: 2", "speaker", "ann"), aim("Bo: 0", "speaker", "bo")]
    label_rows(ax, ["Ann", "Bo"])
    link_bars(bars, targets)
    link_rows(ax, targets)
    drawn = pd.DataFrame({"name": ["Ann <b>", "Bo"], "n": [2, 0], "anchor": [target.anchor for target in targets]})
    return finish(ax, title="Bars", unit="n", note="N = 2.", alternative="Ann 2.", drawn=drawn)


def test_a_mark_is_a_link_with_a_name(shown: list[dict[str, Any]]) -> None:
    """Each thing is one stop of the keyboard with a name, whatever else leads there; an image of links is no mere image."""
    display.show_figure(draw())
    svg = shown[0]["image/svg+xml"]
    links = re.findall(r"<a [^>]*>", svg)
    assert svg.startswith('<svg role="group"')
    assert {re.search(r'href="#([^"]*)"', link)[1] for link in links} == {
        make_anchor("speaker", "ann"),
        make_anchor("speaker", "bo"),
    }
    assert len([link for link in links if "tabindex" not in link]) == 2
    assert "Ann &lt;b&gt;: 2" in svg
    assert "target=" not in "".join(links)


def test_the_numbers_of_a_figure_stand_below_it(shown: list[dict[str, Any]]) -> None:
    """What is drawn is a folded table whose rows lead where the marks do."""
    display.show_figure(draw())
    page = shown[1]["text/html"]
    assert page.startswith('<details class="numbers"><summary>')
    assert f'<a href="#{make_anchor("speaker", "ann")}">Ann &lt;b&gt;</a>' in page
    assert "anchor" not in page


def test_boxes_are_links_that_are_not_seen_or_counted(shown: list[dict[str, Any]]) -> None:
    """What only makes a link neither changes the axes nor makes a figure crowded."""
    _, ax = plt.subplots()
    ax.plot([0, 1], [0, 1])
    limits = ax.get_xlim()
    link_boxes(ax, [(0, 9, 0, 9)] * 2_000, [aim("x", "word", f"w{n}") for n in range(2_000)], zorder=5)
    assert ax.get_xlim() == limits
    display.show_figure(ax)
    assert shown[0]["image/svg+xml"].count("<a ") == 2_000


def test_a_number_in_a_table_leads_to_what_it_counts(shown: list[dict[str, Any]]) -> None:
    """A value is a link by its columns; nought leads nowhere; a column that is not there is named with the nearest."""
    table = pd.DataFrame({"name": ["Ann", "Bo"], "actor_id": ["ann", "bo"], "n": [2, 0]})
    columns = {"name": "Name", "n": "Statements"}
    display.show_table(table, name="t", caption="T.", columns=columns, links={"n": ["speaker", "actor_id"]})
    page = shown[0]["text/html"]
    assert f'<a href="#{make_anchor("speaker", "ann")}" aria-label="2: Statements, Ann">2</a>' in page
    assert page.count("<a ") == 1
    with pytest.raises(SchemaError, match="'actor_id'"):
        display.show_table(table, name="t", caption="T.", columns=columns, links={"n": ["speaker", "actor"]})


def write_page(shown: list[dict[str, Any]], **settings: Any) -> str:
    """Show the sentences above under the view of positions made small, and return the page."""
    things = [SPEAKERS, CUES]
    table = SAID.assign(source="x", source_kind="named", form="direct", cue_class="neutral", said_on=None, reason="hand",
                        route="", title="T", outlet="Daily", published=None)  # fmt: skip
    display.show_evidence(table, name="statements", things=things, **settings)
    return shown[-1]["text/html"]


def test_sentences_stand_under_what_they_are_of(shown: list[dict[str, Any]]) -> None:
    """Things with most rows first, sentences numbered through and marked by role; other things lead to the numbers."""
    page = write_page(shown)
    heads = re.findall(r'<h3 id="([^"]+)"[^>]*>(.*?)</h3>', page)
    assert [anchor for anchor, _ in heads] == [make_anchor("speaker", who) for who in ("ann", "bo", None)]
    assert heads[0][1] == 'Ann &lt;b&gt; <span class="count">3</span>'
    assert '<mark class="source" data-label="source">Ann</mark> <mark class="cue" data-label="cue">said</mark> so.' in page
    said = re.search(rf'<li id="{make_anchor("cue", "said")}">(.*?)</li>', page)
    assert said is not None
    assert re.findall(r'href="#([^"]+)"', said[1]) == ["statements-1", "statements-4", "statements-5"]
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_of_many_sentences_the_surest_are_shown_and_the_rest_is_counted(shown: list[dict[str, Any]]) -> None:
    """Every thing keeps a sentence, the surest; what a figure or a table leads to is kept before larger things."""
    page = write_page(shown, limit=2, most=2, each=1)
    assert re.findall(r"<blockquote[^>]*>([^<]*)", page)[0] == "No cue."
    assert "3, 1 shown" in page
    assert "are shown" in page
    assert make_anchor("speaker", None) not in page
    page = write_page(shown, limit=2, most=1, each=1, listed={"names": pd.DataFrame({"actor_id": [None]})})
    assert make_anchor("speaker", None) not in page  # a table of mentions asks for mentions
    page = write_page(shown, limit=2, most=1, each=1, listed={"actors": pd.DataFrame({"actor_id": [None]})})
    assert f'id="{make_anchor("speaker", None)}"' in page


def test_documents_behind_a_number_are_told_in_a_line(shown: list[dict[str, Any]]) -> None:
    """An index names the first rows of each thing, leads to where they stand, and says how many there are."""
    table = pd.DataFrame({"doc_id": list("abc"), "title": ["A", "B <i>", "C"], "published": ["x"] * 3, "group": ["g", "g", None],
                          "drawn": None, "time": None, "language": "en"})  # fmt: skip
    display.show_index(table, name="documents-behind", each=1)
    page = shown[0]["text/html"]
    assert f'<li id="{make_anchor("outlet", "g")}"><b dir="auto">g</b> (2, 1 shown): ' in page
    assert f'<a href="#{make_anchor("document", "a")}">A (x)</a></li>' in page
    assert "None" not in page


def test_a_link_to_what_is_not_on_the_page_becomes_text() -> None:
    """No link leads nowhere: its words stay, its tooltip goes."""
    page = '<p id="here"></p><a href="#here">1</a><a aria-label="x" href="#gone"><title>x</title><path/></a><a href="b.csv">b</a>'
    assert _drop_dead_links(page) == '<p id="here"></p><a href="#here">1</a><path/><a href="b.csv">b</a>'
