"""Figures that compare groups and follow time: what is drawn is what the table says."""

from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from analysis import figures
from analysis.errors import ParameterError


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    """Draw without a screen and leave no figure open."""
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def make_shares(*rows: tuple[str, str, int, float, bool]) -> pd.DataFrame:
    """Counts from (group, item, n, share, small), with intervals of .05 to both sides where they are not small."""
    table = pd.DataFrame(rows, columns=["group", "item", "n", "share", "small"])
    return table.assign(
        share_low=(table["share"] - 0.05).where(~table["small"]), share_high=(table["share"] + 0.05).where(~table["small"])
    )


def make_positions(*rows: tuple[str, str, int, float, bool]) -> pd.DataFrame:
    """Counts of positions from (pair, group, n, mean, small), without intervals."""
    table = pd.DataFrame(rows, columns=["item", "group", "n", "mean_polarity", "small"])
    return table.assign(mean_polarity_low=np.nan, mean_polarity_high=np.nan)


def make_times(*rows: tuple[str, str, int, float | None]) -> pd.DataFrame:
    """Counts over time from (group, day, documents, mentions in a document); none is small."""
    table = pd.DataFrame(rows, columns=["group", "period", "n_docs", "per_document"])
    table = table.assign(start=pd.to_datetime(table["period"]).astype("datetime64[s]"), small=False)
    return table.assign(per_document_low=table["per_document"] - 1, per_document_high=table["per_document"] + 1)


SHARES = make_shares(("x", "Ann", 60, 0.6, False), ("x", "Bo", 40, 0.4, False), ("y", "Ann", 3, 1.0, True))
POSITIONS = make_positions(("Ann → tax", "x", 12, -1.0, False), ("Ann → tax", "y", 2, 0.5, True), ("Bo → tax", "x", 3, 1.0, True))
TIMES = make_times(
    ("x", "2025-01-01", 3, 2.0), ("x", "2025-01-02", 0, None), ("x", "2025-01-03", 1, 0.0),
    ("y", "2025-01-01", 2, 1.0), ("y", "2025-01-02", 2, 4.0), ("y", "2025-01-03", 2, 1.0),
)  # fmt: skip


def note(ax: Axes) -> str:
    """The small text below, in one line."""
    return " ".join(next(text.get_text() for text in ax.texts if text.get_gid() == "note").split())


def alternative(ax: Axes) -> str:
    """The text alternative."""
    return str(ax.figure.get_label())


def markers(ax: Axes) -> list[tuple[str, str, list[float]]]:
    """Marker, face and places of all marks that are drawn."""
    lines = [line for line in ax.lines if line.get_marker() not in ("None", None) and len(line.get_xdata())]
    return [(str(line.get_marker()), str(line.get_markerfacecolor()), np.round(line.get_xdata(), 6).tolist()) for line in lines]


def test_each_group_has_a_marker_of_its_own() -> None:
    """Shares in percent, a row per item; the largest mean share on top."""
    ax = figures.plot_group_shares(SHARES, title="Who speaks", noun="statement")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Ann", "Bo"]
    assert ax.yaxis_inverted()
    assert markers(ax)[0][::2] == ("o", [60.0, 40.0])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["x", "y"]
    assert note(ax).startswith("N = 100 statements in x and 3 statements in y; 2 of 2 shown. Lines: 95 % intervals.")
    assert alternative(ax) == "Who speaks. Ann: x 60 % and y 100 %; Bo: x 40 % and y 0 %."


def test_what_rests_on_too_little_is_hollow_and_said() -> None:
    """A small share and an item that a group does not have are hollow; the note counts them."""
    ax = figures.plot_group_shares(SHARES)
    assert ("s", "white", [100.0, 0.0]) in markers(ax)
    assert "(2 of 4 marks)" in note(ax)


@pytest.mark.parametrize("n_groups", [1, 2, 8])
def test_up_to_eight_groups_can_be_told_apart(n_groups: int) -> None:
    """By marker, not by colour alone; none lies on another's line."""
    rows = [(f"outlet number {place}", "Ann", 20, 0.5, False) for place in range(n_groups)]
    ax = figures.plot_group_shares(make_shares(*rows))
    ax.figure.canvas.draw()
    assert len({marker for marker, _, _ in markers(ax)}) == n_groups
    assert len({float(line.get_ydata()[0]) for line in ax.lines if len(line.get_ydata())}) == n_groups


def test_more_than_eight_groups_are_cut_and_told() -> None:
    """There are eight markers; what is left out is said."""
    ax = figures.plot_group_shares(make_shares(*[(f"g{place}", "Ann", 20, 0.5, False) for place in range(9)]))
    assert len(markers(ax)) == 8
    assert "8 of 9 groups" in note(ax)


def test_large_groups_do_not_choose_the_items_alone() -> None:
    """The items drawn are those with the largest mean of the groups' shares; groups are drawn in the order asked for."""
    rows = [("big", "Ann", 900, 0.3, False), ("big", "Bo", 800, 0.28, False)]
    table = make_shares(*rows, ("small", "Cy", 20, 0.9, False), ("small", "Bo", 12, 0.1, False))
    ax = figures.plot_group_shares(table, top=2, groups=["small", "big"])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Cy", "Bo"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["small", "big"]
    with pytest.raises(ParameterError, match="top is 0"):
        figures.plot_group_shares(table, top=0)


def test_only_pairs_of_two_groups_are_compared() -> None:
    """A holder and target that one group alone tells are not drawn; means lie between -1 and 1."""
    ax = figures.plot_group_positions(POSITIONS)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Ann → tax"]
    assert [places for _, _, places in markers(ax)] == [[-1.0], [0.5]]
    assert "n = 14" in [text.get_text() for text in ax.texts]
    assert note(ax).startswith("N = 14 positions; 1 of 1 pair")
    assert "Ann → tax: x −1.00 and y +0.50" in alternative(ax)


def test_mentions_over_time_are_named_and_lead_to_their_sentences() -> None:
    """The head says who, or that there is nobody; each dot leads to the mentions of its group and period."""
    ax = figures.plot_mentions_over_time(TIMES, name="Ann", unit="day")
    assert ax.get_title(loc="left") == "Ann: mentions per document, by day"
    (drawn,) = ax.figure.drawn
    assert drawn["anchor"].str.startswith("about-").all()
    assert "per_document" in drawn.columns
    nobody = figures.plot_mentions_over_time(TIMES, name="", unit="day")
    assert nobody.get_title(loc="left").startswith("No actor: ")


def test_a_gap_breaks_the_line_and_is_hatched() -> None:
    """Where a group has no document its line has no point, and a hatched stretch of one period stands there."""
    ax = figures.plot_timeline(TIMES, measure="per_document", title="Ann over time")
    lines = [line for line in ax.lines if line.get_marker() in ("None", None)]
    first = next(line for line in lines if len(line.get_ydata()) == 3)
    assert np.isnan(first.get_ydata()).tolist() == [False, True, False]
    assert [(bar.get_width(), bar.get_hatch()) for bar in ax.patches] == [(1.0, "////")]
    documents = next(line for line in figures.plot_timeline(TIMES).lines if len(line.get_ydata()) == 3)
    assert np.isnan(documents.get_ydata()).tolist() == [False, True, False]
    assert "Hatched: no documents, nothing can be said (1 gap)." in note(ax)
    assert "Vertical lines: 95 % intervals." in note(ax)
    assert alternative(ax).startswith("Ann over time. x highest in 2025-01-01 (2) and y highest in 2025-01-02 (4).")


def test_every_period_says_how_many_documents_it_has() -> None:
    """Numbers under the dots, a dash in a gap; with too many periods for that only the total is told."""
    ax = figures.plot_timeline(TIMES)
    assert [text.get_text() for text in ax.texts if text.get_fontsize() == 7] == ["3", "–", "1", "2", "2", "2"]
    assert note(ax).startswith("N = 10 documents in 3 periods; small numbers: documents of each.")
    days = pd.date_range("2025-01-01", periods=60).strftime("%Y-%m-%d")
    ax = figures.plot_timeline(make_times(*[("x", day, 1, 1.0) for day in days]))
    assert not [text for text in ax.texts if text.get_fontsize() == 7]
    assert note(ax).startswith("N = 60 documents in 60 periods.")


def test_rows_of_groups_share_one_scale() -> None:
    """The same value stands at the same height above its line in each row; means go from -1 to 1."""
    ax = figures.plot_timeline(TIMES)
    dots = [line.get_ydata() for line in ax.lines if line.get_marker() == "o" and len(line.get_ydata())]
    assert dots[0][0] - 0 == pytest.approx(0.8)
    assert dots[1] + 1 == pytest.approx([0.8 * 2 / 3] * 3)
    means = TIMES.assign(mean=[-1.0, None, 1.0, 0.0, 0.0, 0.0], mean_low=np.nan, mean_high=np.nan)
    ax = figures.plot_timeline(means, measure="mean", groups=["x"])
    dots = [line.get_ydata() for line in ax.lines if line.get_marker() == "o" and len(line.get_ydata())]
    assert dots[0][[0, 2]] == pytest.approx([0.0, 0.8])
    with pytest.raises(ParameterError, match="measure is 'median'"):
        figures.plot_timeline(TIMES, measure="median")


def test_small_numbers_over_time_are_hollow() -> None:
    """They are drawn in grey and counted in the note; of numbers of documents none is small."""
    table = TIMES.assign(small=[True, True, False, False, False, False])
    ax = figures.plot_timeline(table, measure="per_document")
    assert [len(places) for marker, face, places in markers(ax) if face == "white"] == [1]
    assert "(1 of 5 dots)" in note(ax)
    assert "Hollow" not in note(figures.plot_timeline(table))


@pytest.mark.parametrize(
    ("ax", "why"),
    [
        (lambda: figures.plot_group_shares(SHARES.iloc[:0]), "no row was found"),
        (lambda: figures.plot_group_positions(POSITIONS.iloc[:0]), "no holder and target"),
        (lambda: figures.plot_group_positions(POSITIONS.iloc[2:]), "no holder and target"),
        (lambda: figures.plot_timeline(TIMES.iloc[:0]), "no document has a date"),
        (lambda: figures.plot_timeline(TIMES.iloc[[0, 3]]), "all documents with a date are of 2025-01-01"),
        (lambda: figures.plot_timeline(TIMES.assign(per_document=np.nan), measure="per_document"), "nothing of this was found"),
    ],
)
def test_nothing_to_draw_is_said(ax, why: str) -> None:
    """An empty table, a single group or a single day gives a sentence and no empty chart."""
    drawn = ax()
    assert drawn.texts[0].get_text().startswith(f"nothing to show: {why}")
    assert alternative(drawn).startswith("Nothing to show: ")


@pytest.mark.parametrize("name", ["x" * 300, "$\\frac$ or $x_{1$", "tab\tbell\x07<script>", "", "Министерство " * 9])
def test_any_name_can_be_drawn(name: str) -> None:
    """Long, odd and empty names of groups and items never stop the drawing, and stay within their lines."""
    shares = figures.plot_group_shares(make_shares((name, name, 20, 0.5, False), ("y", "Ann", 20, 0.5, False)))
    positions = figures.plot_group_positions(make_positions((name, name, 20, 0.5, False), (name, "y", 20, 0.5, False)))
    times = figures.plot_timeline(TIMES.assign(group=TIMES["group"].replace("x", name)), title=name)
    for ax in (shares, positions, times):
        ax.figure.canvas.draw()
        assert all(len(line) <= 45 for label in ax.get_yticklabels() for line in label.get_text().split("\n"))


def test_figures_leave_their_tables_and_other_axes_alone() -> None:
    """Drawn into the Axes given, beside another figure; the table stays as it is."""
    for plot, table in (
        (figures.plot_group_shares, SHARES),
        (figures.plot_group_positions, POSITIONS),
        (figures.plot_timeline, TIMES),
    ):
        before = table.copy(deep=True)
        figure, (left, right) = plt.subplots(1, 2)
        figure.set_label("Left.")
        assert plot(table, ax=right) is right
        assert str(figure.get_label()).startswith("Left. ")
        assert not left.has_data()
        pd.testing.assert_frame_equal(table, before)
