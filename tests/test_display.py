"""What notebooks show: figures, tables, quotes and notes."""

import re
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis.display import articles, show_articles, show_figure, show_note, show_quotes, show_table, showing
from analysis.display.drawings import MOST_POINTS
from analysis.errors import ParameterError, SchemaError
from analysis.spreadsheets import CELL_LIMIT, save_table

HOSTILE = "<script>alert(1)</script><img src=x onerror='alert(2)'>"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is displayed, in order."""
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(showing, "display", lambda bundle, **_: seen.append(bundle))
    return seen


def draw_bars(label: str = "Two bars. The second is higher.") -> plt.Axes:
    """Draw a small figure with a text alternative."""
    figure, ax = plt.subplots()
    ax.bar([0, 1], [1, 2])
    ax.set_title("Bars")
    figure.set_label(label)
    return ax


def test_a_figure_is_svg_with_its_label_as_text_alternative(shown: list[dict[str, Any]]) -> None:
    """A figure is inline SVG with role and name, beside a PNG for viewers without SVG, and is closed."""
    show_figure(draw_bars("Bars & <lines>"))
    svg = shown[0]["image/svg+xml"]
    assert svg.startswith('<svg role="img" aria-label="Bars &amp; &lt;lines&gt;"')
    assert ">Bars</text>" in svg
    assert shown[0]["image/png"].startswith(b"\x89PNG")
    assert plt.get_fignums() == []


def test_equal_figures_give_equal_bytes_and_different_ones_share_no_id(shown: list[dict[str, Any]]) -> None:
    """SVG holds no date and no random id, and two figures on one page have no id in common."""
    for label in ("One.", "One.", "Two."):
        show_figure(draw_bars(label))
    first, again, other = (bundle["image/svg+xml"] for bundle in shown)
    assert first == again
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (first, other)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_figure_of_many_points_is_png_only(shown: list[dict[str, Any]]) -> None:
    """A crowded figure would be a huge SVG, so it is shown as PNG."""
    figure, ax = plt.subplots()
    ax.plot(range(MOST_POINTS + 1))
    figure.set_label("A line.")
    show_figure(ax)
    assert set(shown[0]) == {"image/png", "text/plain"}


def test_letters_the_font_lacks_are_told_only_where_they_become_boxes(shown: list[dict[str, Any]]) -> None:
    """SVG leaves letters to the reader's fonts; in a PNG that lacks them a note says so, and no warning is left over."""
    for n_points in (2, MOST_POINTS + 1):
        figure, ax = plt.subplots()
        ax.plot(range(n_points))
        ax.set_title("外交部长")
        figure.set_label("A line.")
        show_figure(ax)
    assert ["image/svg+xml" in bundle for bundle in shown] == [True, False, False]
    assert "boxes" in shown[2]["text/plain"]


def test_a_table_is_escaped_and_accessible(shown: list[dict[str, Any]]) -> None:
    """Document text stays text; the table has a caption and headings for columns and rows."""
    table = pd.DataFrame({"name": [HOSTILE, "b"], "n": [1_000, 2], "more": [0, 0]})
    show_table(table, name="words", caption="Words & more.", columns={"name": "Word", "n": "Times"})
    page = shown[0]["text/html"]
    assert "<script" not in page
    assert "<img" not in page
    assert "<caption><span>Words &amp; more.</span></caption>" in page
    assert page.count('scope="col"') == 2
    assert page.count('scope="row"') == 2
    assert ">1,000</td>" in page
    assert "more" not in page.split("</caption>")[1]


@pytest.mark.parametrize(
    ("column", "value", "written"),
    [
        ("share", 0.125, "12.5%"),
        ("word_share", 1.0, "100.0%"),
        ("per_1000", 3.14159, "3.14"),
        ("polarity", -1.0, "−1.00"),
        ("speaks", True, "yes"),
        ("aliases", ["Berg", "Anna Berg"], "Berg; Anna Berg"),
        ("published", pd.Timestamp("2025-08-20"), "2025-08-20"),
        ("title", None, "–"),
        ("title", "a\x00b", "a\ufffdb"),
    ],
)
def test_values_are_written_for_readers(shown: list[dict[str, Any]], column: str, value: object, written: str) -> None:
    """Shares are per cent, null is a dash, lists are joined, control characters are made visible."""
    show_table(pd.DataFrame({"key": ["k"], column: [value]}), name="t", caption="T.")
    assert f">{written}</td>" in shown[0]["text/html"]


def test_an_interval_stands_behind_its_value(shown: list[dict[str, Any]]) -> None:
    """Bounds stand behind the value where there are any, and few where it rests on too little."""
    table = pd.DataFrame(
        {"key": ["a", "b", "c"], "said_share": [0.5, 0.25, 0.0], "said_share_low": [0.4, 0.1, None],
         "said_share_high": [0.6, 0.3, None], "said_small": [False, True, True], "mean": [-1.0, 0.0, 1.0],
         "mean_low": [-1.5, 0.0, None], "mean_high": [0.5, 0.0, None], "small": [False, True, True]}
    )  # fmt: skip
    show_table(table, name="t", caption="T.", columns={"key": "Key", "said_share": "Share", "mean": "Mean"})
    page = shown[0]["text/html"]
    cells = [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", page)]
    assert cells == ["50.0% (40.0 to 60.0)", "−1.00 (−1.50 to 0.50)", "25.0% (10.0 to 30.0), few", "0.00 (0.00 to 0.00), few",
                     "0.0%", "1.00"]  # fmt: skip
    show_table(table, name="t", caption="T.", columns={"key": "Key", "mean": "Mean", "mean_low": "from", "mean_high": "to"})
    assert ">−1.00</td>" in shown[1]["text/html"]


def test_rows_left_out_are_counted_and_saved(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    """The caption says how many rows are not shown; the CSV has them all, in a folder made for it."""
    table = pd.DataFrame({"name": list("abcde"), "n": range(5)})
    show_table(table, name="letters", caption="Letters.", tables=str(tmp_path / "new" / "tables"), limit=2)
    assert "Letters. The first 2 of 5 rows; all are in letters.csv" in shown[0]["text/html"]
    assert shown[0]["text/html"].count("<tr>") == 3
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "new" / "tables" / "letters.csv"), table)


def test_an_empty_table_is_told_in_words(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    """A table without rows is a sentence that says what is missing, and still a CSV with its columns."""
    empty = pd.DataFrame({"name": [], "n": []})
    show_table(empty, name="none", caption="None.", empty="No name was found.", tables=str(tmp_path))
    show_quotes(empty, name="no-quotes", caption="None.", about="{name}", source="", empty="No quote was found.")
    assert [bundle["text/plain"] for bundle in shown] == ["No name was found.", "No quote was found."]
    assert (tmp_path / "none.csv").read_text() == "name,n\n"


@pytest.mark.parametrize("limit", [0, -1, 2.5, True])
def test_a_limit_that_shows_nothing_is_refused(shown: list[dict[str, Any]], limit: Any) -> None:
    """The number of rows is a whole number from 1 on."""
    with pytest.raises(ParameterError, match="from 1 on"):
        show_table(pd.DataFrame({"n": [1]}), name="t", caption="T.", limit=limit)


def test_a_column_that_is_not_there_is_named_with_the_nearest(shown: list[dict[str, Any]]) -> None:
    """A mistyped column is an error that repairs, for tables and for quotes."""
    table = pd.DataFrame({"speaker": ["Berg"], "sentence": ["She said no."]})
    with pytest.raises(SchemaError, match=r"'speeker'.*'speaker'"):
        show_table(table, name="t", caption="T.", columns={"speeker": "Speaker"})
    with pytest.raises(SchemaError, match=r"'speeker'.*'speaker'"):
        show_quotes(table, name="t", caption="T.", about="{speeker}", source="")


def test_a_table_is_shown_as_its_view_says(shown: list[dict[str, Any]]) -> None:
    """Caption, columns and headings come from the view of the table's name; what is given in a call wins over it."""
    table = pd.DataFrame({"path": ["a.txt"], "reason": ["it is empty"], "further": [1]})
    show_table(table, name="unread")
    assert '<th scope="col" dir="auto">File</th><th scope="col" dir="auto">Why</th></tr>' in shown[0]["text/html"]
    assert "What was left out, and why." in shown[0]["text/html"]
    show_table(table, name="unread", caption="Mine.", columns={"further": "More"})
    assert "Mine." in shown[1]["text/html"]
    assert ">More</th></tr>" in shown[1]["text/html"]
    show_table(table.iloc[:0], name="unread")
    assert "Every file of a known kind was read." in shown[2]["text/html"]


def test_a_table_without_view_needs_a_caption(shown: list[dict[str, Any]]) -> None:
    """A name that has no view is an error that names the nearest, unless a caption is given."""
    with pytest.raises(ParameterError, match=r"'unreed'.*'unread'"):
        show_table(pd.DataFrame({"n": [1]}), name="unreed")


def test_what_is_null_is_told_in_the_words_of_the_view(shown: list[dict[str, Any]]) -> None:
    """The line about a quotation says who is unknown in words; without such words a dash stands there."""
    table = pd.DataFrame({"holder": ["Berg", None], "sentence": ["Yes.", "No."]})
    show_quotes(table, name="t", caption="T.", about="{holder}", source="", unknown={"holder": "nobody known"})
    show_quotes(table, name="t", caption="T.", about="{holder}", source="")
    assert "<strong>nobody known</strong>" in shown[0]["text/html"]
    assert "<strong>–</strong>" in shown[1]["text/html"]


def test_quotes_mark_their_evidence_and_stay_text(shown: list[dict[str, Any]]) -> None:
    """The marked parts stand in the sentence where the text has them, in order; nothing in it acts as HTML."""
    table = pd.DataFrame(
        {
            "sentence": [f"“No,” said Berg, “never.” {HOSTILE}", "Nothing marked here."],
            "content": ["“No,” … “never.”", "not in the sentence"],
            "holder": ["{speaker} <b>", None],
        }
    )
    show_quotes(table, name="t", caption="Quotes.", about="{holder}", source="", mark="content")
    page = shown[0]["text/html"]
    assert '<blockquote dir="auto"><mark>“No,”</mark> said Berg, <mark>“never.”</mark> &lt;script&gt;' in page
    assert "{speaker} &lt;b&gt;" in page
    assert ">Nothing marked here.</blockquote>" in page


def test_a_note_is_text(shown: list[dict[str, Any]]) -> None:
    """Notes are escaped, empty ones left out."""
    show_note(HOSTILE, "", "Two.")
    assert shown[0]["text/html"].count("<p ") == 2
    assert "<script" not in shown[0]["text/html"]


def test_saved_text_runs_in_no_spreadsheet(tmp_path: Path) -> None:
    """Text that a spreadsheet would run as a formula is made plain; numbers, dates and nulls are as they were."""
    table = pd.DataFrame(
        {
            "text": ["=1+1", "+a", "-b", "@c", "\tx", "\ry", "plain = fine", "a\x00b"],
            "names": [["=x", "y"], ["a"], [], ["b"], ["c"], ["d"], ["e"], ["f"]],
            "n": [-1.5, 2, 3, 4, 5, 6, 7, None],
            "day": pd.to_datetime(["2025-08-20"] * 7 + [None]),
        }
    )
    before = table.copy(deep=True)
    saved = pd.read_csv(save_table(table, name="t", folder=tmp_path), keep_default_na=False)
    assert list(saved["text"]) == ["'=1+1", "'+a", "'-b", "'@c", "'\tx", "'\ny", "plain = fine", "a b"]
    assert list(saved["names"][:3]) == ["'=x; y", "a", ""]
    assert list(saved["n"][[0, 7]]) == ["-1.5", ""]
    assert list(saved["day"][[0, 7]]) == ["2025-08-20", ""]
    pd.testing.assert_frame_equal(table, before)


def test_a_cell_ends_where_a_spreadsheet_would_cut_it(tmp_path: Path) -> None:
    """Longer text than a cell can hold is cut, so that the file still opens."""
    saved = pd.read_csv(save_table(pd.DataFrame({"text": ["a" * 40_000]}), name="t", folder=tmp_path))
    assert len(saved["text"][0]) == CELL_LIMIT


def test_a_table_that_cannot_be_saved_says_where(tmp_path: Path) -> None:
    """A file in the way of the folder, or a name that is no file name, is a ParameterError."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ParameterError, match="file"):
        save_table(pd.DataFrame({"n": [1]}), name="t", folder=tmp_path / "file")
    with pytest.raises(ParameterError, match="small letters"):
        save_table(pd.DataFrame({"n": [1]}), name="../t", folder=tmp_path)


def test_an_article_is_shown_whole_with_its_marks(shown: list[dict[str, Any]]) -> None:
    """The text stands as it is, header left out; marks within marks and over paragraphs keep role and label, and stay text."""
    text = f"date: x\n\nAnn said “no\n\nand no” {HOSTILE}"
    documents = pd.DataFrame(
        {
            "doc_id": ["d"],
            "title": [None],
            "path": ["a<b>.txt"],
            "outlet": [None],
            "published": [None],
            "text": [text],
            "header_end": [7],
        }
    )
    begin, end = text.index("“no"), text.index(" <script")
    places = [(begin, end, "content", "— Ann Lee"), (begin + 1, begin + 3, "evidence", "▼"), (9, 12, "actor", "")]
    marks = pd.DataFrame(places, columns=["start", "end", "role", "label"]).assign(doc_id="d")
    show_articles(documents, marks)
    page = shown[0]["text/html"]
    assert "date: x" not in page
    assert '<mark class="actor">Ann</mark> said <mark class="content">“</mark>' in page
    assert '“</mark><mark class="content evidence" data-label="▼">no</mark>' in page
    assert '<mark class="content" data-label="— Ann Lee">and no”</mark> &lt;script&gt;' in page
    assert "a&lt;b&gt;.txt</h3>" in page
    assert page.count("<li>") == 3
    assert 'class="target"' not in page


def test_writing_cannot_be_turned_around(shown: list[dict[str, Any]]) -> None:
    """Characters that turn the direction of what follows are made visible; right-to-left text itself is left alone."""
    show_note("a\u202eb\u2066c אבג")
    assert "a\ufffdb\ufffdc אבג" in shown[0]["text/html"]


def test_a_very_long_article_is_cut_and_says_so(shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A page holds so many characters of an article; a mark that would go on ends with them."""
    monkeypatch.setattr(articles, "LONGEST", 10)
    documents = pd.DataFrame(
        {
            "doc_id": ["d"],
            "title": ["T"],
            "path": ["a.txt"],
            "outlet": ["O"],
            "published": [None],
            "text": ["abcdefghijklmno"],
            "header_end": [2],
        }
    )
    marks = pd.DataFrame({"doc_id": ["d"], "start": [8], "end": [15], "role": ["content"], "label": ["— Ann"]})
    show_articles(documents, marks)
    page = shown[0]["text/html"]
    assert 'cdefgh<mark class="content">ijkl</mark></p>' in page
    assert "The first 10 of 13 characters" in page
