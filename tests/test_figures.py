"""Figures: what is drawn is what the table says, told by artists and by the text alternative."""

from collections.abc import Callable, Iterator

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import EventCollection, LineCollection

from analysis import figures
from analysis.figures.style import FAINT

LONG = "The Parliamentary Assembly of the Organization for Security and Co-operation in Europe " * 3


@pytest.fixture(autouse=True)
def close_figures(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Draw without a screen and leave no figure open."""
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def make_terms(*rows: tuple[str, int]) -> pd.DataFrame:
    """Counts of terms among 1,000 words in 4 documents."""
    table = pd.DataFrame(rows, columns=["term", "n"]).assign(pos="NOUN", n_docs=2, document_share=0.5, rank=1)
    return table.assign(per_1000=table["n"].astype(float))


def make_spread(*rows: tuple[str, str, float], days: int = 1, words: int = 10) -> pd.DataFrame:
    """Spread of terms from (document, term, place); documents of `words` words, so many days apart."""
    found = pd.DataFrame(rows, columns=["doc_id", "term", "place"]).groupby(["term", "doc_id"], sort=False)["place"].agg(list)
    documents, terms = dict.fromkeys(row[0] for row in rows), dict.fromkeys(row[1] for row in rows)
    dates = pd.Timestamp("2025-01-01") + pd.to_timedelta(days * pd.Series(range(len(documents)), dtype="int64"), unit="D")
    table = pd.DataFrame({"term": list(terms)}).merge(pd.DataFrame({"doc_id": list(documents), "published": dates}), how="cross")
    table["places"] = [found.get(cell, []) for cell in table[["term", "doc_id"]].itertuples(index=False, name=None)]
    return table.assign(n_words=words, n=table["places"].map(len).astype("int64"))


def make_keyness(*rows: tuple[str, int, int, float], small: bool = False) -> pd.DataFrame:
    """Key words from (term, n, n of the reference, log-odds)."""
    table = pd.DataFrame(rows, columns=["term", "n", "n_reference", "log_odds"])
    return table.assign(one_document=table["n"] == 3, small=small)


def make_rates(*rows: tuple[str, str, int, float], interval: float = 1.0) -> pd.DataFrame:
    """Rates from (term, group, n, rate per 1,000), intervals as far to either side."""
    table = pd.DataFrame(rows, columns=["term", "group", "n", "per_1000"]).assign(n_docs=9)
    rates = table["per_1000"]
    return table.assign(per_1000_low=rates - interval, per_1000_high=rates + interval, small=table["n"] < 10)


def make_pairs(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    """Collocations from (node, collocate, n, log-likelihood)."""
    return pd.DataFrame(rows, columns=["node", "collocate", "n", "log_likelihood"]).assign(log_dice=12.34)


def make_documents(*rows: tuple[str, int, int, float], start: str | None = "2025-01-01") -> pd.DataFrame:
    """Counts of documents from (title, words, statements, quoted share), a day apart."""
    table = pd.DataFrame(rows, columns=["title", "n_words", "n_statements", "quoted_word_share"])
    days = pd.to_datetime(start) + pd.to_timedelta(range(len(table)), unit="D") if start else pd.NaT
    table["doc_id"] = [f"d{number}" for number in table.index]
    return table.assign(outlet="Daily", published=pd.Series(days, index=table.index, dtype="datetime64[s]"))


def make_zones(*rows: tuple[str, int, int]) -> pd.DataFrame:
    """Counts of zones from (zone, documents, words)."""
    table = pd.DataFrame(rows, columns=["zone", "n_docs", "n_words"])
    return table.assign(word_share=table["n_words"] / max(table["n_words"].sum(), 1))


def make_sources(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Counts of statements from (kind of source, form, n)."""
    return pd.DataFrame(rows, columns=["source_kind", "form", "n"])


def make_actors(*rows: tuple[str | None, str, int, int, int]) -> pd.DataFrame:
    """Counts of actors from (id, name, mentions, statements, words), without intervals."""
    table = pd.DataFrame(rows, columns=["actor_id", "name", "n_mentions", "n_statements", "n_quoted_words"])
    known = table["actor_id"].notna()
    for what in ("mention", "statement", "quoted_word"):
        n = table[f"n_{what}s"]
        table[f"{what}_share"] = (n / max(n[known].sum(), 1)).where(known)
        table[f"{what}_share_low"] = table[f"{what}_share_high"] = float("nan")
        table[f"{what}_small"] = True
    return table


def make_positions(*rows: tuple[str, str, int, int, int]) -> pd.DataFrame:
    """Counts of positions on issues from (holder, target, oppose, neutral, support); the holder "unknown" has no id."""
    table = pd.DataFrame(rows, columns=["holder", "target", "n_oppose", "n_neutral", "n_support"])
    table["n"] = table[["n_oppose", "n_neutral", "n_support"]].sum(axis=1)
    table["mean_polarity"] = (table["n_support"] - table["n_oppose"]) / table["n"]
    table = table.assign(share_low=float("nan"), mean_polarity_low=float("nan"), mean_polarity_high=float("nan"), small=True)
    return table.assign(
        holder_id=table["holder"].where(table["holder"] != "unknown"), target_id=table["target"], target_kind="issue"
    )


def make_sourcing(*rows: tuple[str, float, float]) -> pd.DataFrame:
    """A sourcing profile from (group, share of named, share of official); the rest is unnamed. 20 statements each."""
    table = pd.DataFrame(
        [
            (group, source, share)
            for group, named, official in rows
            for source, share in (("named", named), ("unnamed", 1 - named), ("document", 0), ("collective", 0), ("unknown", 0),
                                  ("official", official))
        ],
        columns=["group", "source", "share"],
    )  # fmt: skip
    return table.assign(
        n=(20 * table["share"]).astype(int), n_statements=20, small=True, share_low=float("nan"), share_high=float("nan")
    )


MAKERS: list[tuple[Callable[..., Axes], Callable[..., pd.DataFrame], tuple]] = [
    (figures.plot_terms, make_terms, ("talks", 3)),
    (figures.plot_dispersion, make_spread, ("a", "talks", 0.5)),
    (figures.plot_keyness, make_keyness, ("talks", 9, 1, 2.5)),
    (figures.plot_rates, make_rates, ("talks", "narrator", 12, 2.5)),
    (figures.plot_collocations, make_pairs, ("peace", "talks", 3, 9.5)),
    (figures.plot_documents, make_documents, ("Talks", 200, 3, 0.25)),
    (figures.plot_zones, make_zones, ("body", 2, 200)),
    (figures.plot_forms, make_sources, ("named", "direct", 3)),
    (figures.plot_sourcing, make_sourcing, ("Daily", 0.75, 0.5)),
    (figures.plot_actors, make_actors, ("ann", "Ann", 3, 1, 9)),
    (figures.plot_positions, make_positions, ("Ann", "peace", 1, 0, 2)),
    (figures.plot_stance_matrix, make_positions, ("Ann", "peace", 1, 0, 2)),
]


def texts(ax: Axes) -> list[str]:
    """Every text written into the Axes."""
    return [text.get_text() for text in ax.texts]


def labels(ax: Axes) -> list[str]:
    """The labels of the rows."""
    return [label.get_text() for label in ax.get_yticklabels()]


def note(ax: Axes) -> str:
    """The small text below, in one line."""
    return " ".join(next(text.get_text() for text in ax.texts if text.get_gid() == "note").split())


def legend(ax: Axes) -> str:
    """The words of the legend."""
    box = ax.get_legend()
    return " ".join(text.get_text() for text in box.get_texts()) if box else ""


def alternative(ax: Axes) -> str:
    """The text alternative."""
    return str(ax.figure.get_label())


@pytest.mark.parametrize(("plot", "make", "row"), MAKERS)
def test_an_empty_table_gives_a_calm_sentence(plot: Callable[..., Axes], make: Callable[..., pd.DataFrame], row: tuple) -> None:
    """Nothing to show is said in the figure and in its text alternative."""
    ax = plot(make(row).iloc[:0])
    assert texts(ax)[0].startswith("nothing to show: ")
    assert alternative(ax).startswith("Nothing to show: ")


@pytest.mark.parametrize(("plot", "make", "row"), MAKERS)
def test_a_figure_tells_its_number_unit_and_alternative(
    plot: Callable[..., Axes], make: Callable[..., pd.DataFrame], row: tuple
) -> None:
    """Every figure has a title, a note that begins with N, and a text alternative with a number; its table stays as it is."""
    table = make(row)
    before = table.copy(deep=True)
    ax = plot(table)
    assert note(ax).startswith("N = ")
    assert alternative(ax).startswith(ax.get_title("left"))
    assert any(letter.isdigit() for letter in alternative(ax))
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(("plot", "make", "row"), MAKERS)
def test_a_figure_is_drawn_into_given_axes(plot: Callable[..., Axes], make: Callable[..., pd.DataFrame], row: tuple) -> None:
    """The Axes given are the Axes returned, and those beside them keep their text alternative."""
    figure, (left, right) = plt.subplots(1, 2)
    figure.set_label("Left.")
    assert plot(make(row), ax=right) is right
    assert str(figure.get_label()).startswith("Left. ")
    assert not left.has_data()


@pytest.mark.parametrize(("plot", "make", "row"), MAKERS)
@pytest.mark.parametrize("name", [LONG, "x" * 300, "costs $5 and $6 {\\alpha}", "tab\tbell\x07<script>", ""])
def test_any_text_can_be_drawn_as_a_label(
    plot: Callable[..., Axes], make: Callable[..., pd.DataFrame], row: tuple, name: str
) -> None:
    """Long, odd, empty and mathematical-looking names are wrapped or cut and never stop the drawing."""
    ax = plot(make(tuple(name if isinstance(cell, str) and cell not in ("a", "direct") else cell for cell in row)))
    ax.figure.canvas.draw()
    assert all(len(line) <= 45 for label in labels(ax) for line in label.split("\n"))


def test_terms_are_bars_of_their_rate_with_n_at_the_end() -> None:
    """The first terms of the table, the commonest on top; totals come from the rates."""
    ax = figures.plot_terms(make_terms(("talks", 12), ("peace", 5), ("war", 2)), top=2)
    assert [bar.get_width() for bar in ax.patches] == [12.0, 5.0]
    assert labels(ax) == ["talks", "peace"]
    assert ax.yaxis_inverted()
    assert texts(ax)[:2] == ["12", "5"]
    assert note(ax).startswith("N = 1,000 words in 4 documents; 2 of 3 terms shown.")
    assert "talks (12.0 per 1,000, n = 12)" in alternative(ax)


def test_terms_show_their_interval_and_what_rests_on_too_little() -> None:
    """A line from bound to bound, n behind it, and a hollow bar where the table says small; the note tells both."""
    table = make_terms(("talks", 12), ("peace", 5))
    ax = figures.plot_terms(table.assign(per_1000_low=[9.0, 1.0], per_1000_high=[16.0, 8.0], small=[False, True]))
    (lines,) = [row for row in ax.collections if isinstance(row, LineCollection)]
    assert [segment[:, 0].tolist() for segment in lines.get_segments()] == [[9.0, 16.0], [1.0, 8.0]]
    assert [bar.get_facecolor()[:3] == (1.0, 1.0, 1.0) for bar in ax.patches] == [False, True]
    assert [text.xy[0] for text in ax.texts[:2]] == [16.0, 8.0]
    assert "Lines: 95 % intervals. Hollow: few" in note(ax)


def test_dispersion_has_a_stroke_per_occurrence() -> None:
    """Strokes stand at their place in all words, row by row; a line parts the documents."""
    ax = figures.plot_dispersion(make_spread(("a", "talks", 0.2), ("b", "talks", 0.8), ("b", "war", 0.5)))
    rows = [row for row in ax.collections if isinstance(row, EventCollection)]
    assert [list(row.get_positions()) for row in rows] == [[10.0, 90.0], [75.0]]
    assert [list(line.get_xdata()) for line in ax.lines] == [[50, 50]]
    assert labels(ax) == ["talks (2)", "war (1)"]
    assert note(ax).startswith("N = 3 occurrences in 20 words in 2 documents.")
    assert "talks 2 times (1, 0, 1 in the first, middle and last third)" in alternative(ax)


def test_many_documents_show_rates_over_time() -> None:
    """Five documents on each of eight days and a last one: nine bars, the last hollow; the highest rate stands at the right."""
    table = make_spread(*[(f"d{number}", "talks", 0.5) for number in range(41)])
    table["published"] = pd.Timestamp("2025-01-01") + pd.to_timedelta([number // 5 for number in range(41)], unit="D")
    ax = figures.plot_dispersion(table)
    assert ax.get_title("left") == "Where the words stand: by day"
    heights = [-bar.get_height() for bar in ax.patches]
    assert heights == pytest.approx([heights[0]] * 9)
    assert [bar.get_facecolor() == (1, 1, 1, 1) for bar in ax.patches] == [False] * 8 + [True]
    assert "100.0" in texts(ax)
    assert "Hollow: fewer than 5 documents" in note(ax)


def test_a_period_without_a_document_is_a_gap_and_not_a_nought() -> None:
    """Two years apart, what lies between is shaded, and nothing is drawn there."""
    table = make_spread(*[(f"d{number}", "talks", 0.5) for number in range(40)])
    table["published"] = pd.to_datetime(["2022-05-01"] * 20 + ["2024-05-01"] * 20)
    ax = figures.plot_dispersion(table)
    assert ax.get_title("left") == "Where the words stand: by month"
    assert sum(bar.get_height() < 0 for bar in ax.patches) == 2
    assert "Shaded: no document" in note(ax)


def test_sparse_documents_are_drawn_by_a_longer_period() -> None:
    """Two documents a week would be hollow by day and by week, and are drawn by month."""
    table = make_spread(*[(f"d{number}", "talks", 0.5) for number in range(40)], days=3)
    assert figures.plot_dispersion(table).get_title("left") == "Where the words stand: by month"


def test_many_documents_without_dates_show_rates_along_the_document() -> None:
    """Every word at 0.95 stands in the last tenth."""
    table = make_spread(*[(f"d{number}", "talks", 0.95) for number in range(40)]).assign(published=pd.NaT)
    ax = figures.plot_dispersion(table)
    assert [bar.get_height() < 0 for bar in ax.patches] == [False] * 9 + [True]
    assert "1,000.0" in texts(ax)
    assert "talks most in tenth 10" in alternative(ax)


def test_key_words_point_to_their_side_with_the_counts_of_both() -> None:
    """The first side's words to the right, the other's to the left and hatched; a star marks words of one document."""
    table = make_keyness(("peace", 9, 1, 3.5), ("talks", 3, 1, 1.5), ("even", 2, 2, 0.0), ("army", 1, 6, -2.5))
    ax = figures.plot_keyness(table, sides=("Ann", "Bo"))
    assert [bar.get_width() for bar in ax.patches] == [3.5, 1.5, -2.5]
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False, False, True]
    assert texts(ax)[:3] == ["9 : 1", "3 : 1 *", "1 : 6"]
    assert labels(ax) == ["peace", "talks", "army"]
    assert note(ax).startswith("N = 4 terms compared; 3 shown. At each bar: n, occurrences for Ann : for Bo. *: more than half")
    assert alternative(ax) == "Key words. key for Ann: peace (9 : 1) and talks (3 : 1); key for Bo: army (1 : 6)."


def test_the_surest_key_words_of_each_side_are_drawn() -> None:
    """One of each side, from the two ends of the table."""
    table = make_keyness(("peace", 9, 1, 3.5), ("talks", 4, 1, 1.5), ("war", 1, 4, -1.5), ("army", 1, 6, -2.5))
    assert labels(figures.plot_keyness(table, top=1)) == ["peace", "army"]


def test_key_words_that_rest_on_too_little_are_hollow() -> None:
    """White bars with an edge, explained below."""
    ax = figures.plot_keyness(make_keyness(("peace", 4, 1, 3.5), small=True))
    assert ax.patches[0].get_facecolor() == (1, 1, 1, 1)
    assert "Hollow: few" in note(ax)


def test_rates_have_a_mark_per_group_with_its_interval() -> None:
    """Marks stand at the rates, lines span the intervals, small ones are hollow, and n of each stands at the right."""
    table = make_rates(("talks", "narrator", 20, 5.0), ("talks", "speakers", 12, 3.0), ("war", "narrator", 2, 1.0),
                       ("war", "speakers", 10, 4.0))  # fmt: skip
    ax = figures.plot_rates(table)
    marks = {(x, line.get_marker(), line.get_markerfacecolor() == "white") for line in ax.lines for x in line.get_xdata()}
    assert marks == {(5.0, "o", False), (1.0, "o", True), (3.0, "s", False), (4.0, "s", False)}
    assert [[end[0] for end in line] for line in ax.collections[0].get_segments()] == [[4, 6], [0, 2]]
    assert texts(ax)[:2] == ["n = 20 : 12", "n = 2 : 10"]
    assert labels(ax) == ["talks", "war"]
    assert "95 % intervals" in note(ax)
    assert "talks: narrator 5.0 (n = 20) and speakers 3.0 (n = 12)" in alternative(ax)


def test_rates_without_intervals_promise_none() -> None:
    """One document has no interval, and none is spoken of."""
    ax = figures.plot_rates(make_rates(("talks", "narrator", 20, 5.0), interval=float("nan")))
    assert "interval" not in note(ax)


def test_collocations_are_dots_at_their_log_likelihood() -> None:
    """Numbers of pairs and log Dice stand at each dot; a negative one leaves room to the left."""
    ax = figures.plot_collocations(make_pairs(("peace", "talks", 30, 50.5), ("war", "peace", 2, -4.0)))
    assert list(ax.lines[0].get_xdata()) == [50.5, -4.0]
    assert texts(ax)[:2] == ["n = 30 · 12.3", "n = 2 · 12.3"]
    assert ax.get_xlim()[0] < -4
    assert labels(ax) == ["peace – talks", "war – peace"]


def test_few_documents_are_bars_of_narrated_and_reported_words() -> None:
    """The two parts of a bar add up to the words; the number of statements stands at its end."""
    ax = figures.plot_documents(make_documents(("Talks", 200, 1, 0.25), ("War", 100, 2, 0.0)))
    assert [bar.get_width() for bar in ax.patches] == [150, 100, 50, 0]
    assert texts(ax)[:2] == ["1 statement", "2 statements"]
    assert "17 % of the words stand in 3 statements" in alternative(ax)


def test_many_documents_are_counted_over_time() -> None:
    """Forty documents on forty days are forty bars of one; those without a date are told."""
    table = make_documents(*[("Talks", 100, 1, 0.5)] * 40)
    table.loc[0, "published"] = pd.NaT
    ax = figures.plot_documents(table)
    assert [bar.get_height() for bar in ax.patches] == [1] * 39
    assert ax.get_title("left") == "Documents per day"
    assert "1 without a date" in note(ax)


@pytest.mark.parametrize(("days", "unit"), [(20, "month"), (100, "year")])
def test_the_unit_of_time_fits_the_span(days: int, unit: str) -> None:
    """Two years are counted by month, ten years by year."""
    table = make_documents(*[("Talks", 100, 1, 0.5)] * 40)
    table["published"] = table["published"].iloc[0] + pd.to_timedelta([days * number for number in range(40)], unit="D")
    assert figures.plot_documents(table).get_title("left") == f"Documents per {unit}"


def test_many_documents_without_dates_are_counted_by_length() -> None:
    """Without a date there is no time to draw; the lengths remain."""
    ax = figures.plot_documents(make_documents(*[("Talks", 100 + number, 1, 0.5) for number in range(40)], start=None))
    assert sum(bar.get_height() for bar in ax.patches) == 40
    assert "none of them with a date" in note(ax)


def test_zones_are_bars_of_their_share_of_words() -> None:
    """A zone without words is left out."""
    ax = figures.plot_zones(make_zones(("headline", 1, 10), ("body", 1, 190), ("subhead", 1, 0)))
    assert [bar.get_width() for bar in ax.patches] == [5.0, 95.0]
    assert labels(ax) == ["headline", "body"]


def test_forms_are_stacked_by_kind_of_source() -> None:
    """Each kind has its total and its parts in words."""
    table = make_sources(("named", "direct", 2), ("named", "indirect", 3), ("named", "mixed", 0), ("unknown", "direct", 0),
                         ("unknown", "indirect", 1), ("unknown", "mixed", 0))  # fmt: skip
    ax = figures.plot_forms(table)
    assert texts(ax)[:2] == ["5 (2 direct, 3 indirect)", "1 (1 indirect)"]
    assert sum(bar.get_width() for bar in ax.patches) == 6
    assert alternative(ax).endswith("By source: named 5 (83 %) and unknown 1 (17 %). By form: 2 direct, 0 mixed and 4 indirect.")


def test_actors_are_three_markers_and_the_silent_are_hollow() -> None:
    """Shares in percent by distinct markers; a share of 0 is hollow; the unknown are told in the note, not drawn."""
    ax = figures.plot_actors(make_actors(("ann", "Ann", 3, 2, 40), ("bo", "Bo", 1, 0, 0), (None, "unknown", 5, 6, 7)))
    full = [line for line in ax.lines if line.get_label() in ("mentions", "statements", "words of statements")]
    assert [list(line.get_xdata()) for line in full] == [[75.0, 25.0], [100.0], [100.0]]
    assert len({line.get_marker() for line in full}) == 3
    hollow = [list(line.get_xdata()) for line in ax.lines if line.get_markerfacecolor() == "white" and len(line.get_xdata())]
    assert hollow == [[0.0], [0.0]]
    assert labels(ax) == ["Ann", "Bo"]
    assert note(ax).startswith(
        "N = 4 mentions (and 5 of unknown), 2 statements (and 6 of unknown) and 40 words (and 7 of unknown)"
    )
    assert "1 of the 2 shown never speak" in alternative(ax)


def test_intervals_of_actors_are_lines() -> None:
    """An interval given is drawn from low to high and told in the note; without any, neither is said nor anything grey."""
    table = make_actors(("ann", "Ann", 3, 2, 40)).assign(mention_share_low=0.4, mention_share_high=0.8, mention_small=False)
    ax = figures.plot_actors(table)
    lines = [
        list(segment[:, 0])
        for lines in ax.collections
        if lines.get_gid() != "link"
        for segment in lines.get_segments()
        if segment.size
    ]
    assert lines == [[40.0, 80.0]]
    assert "95 % intervals" in note(ax)
    alone = figures.plot_actors(make_actors(("ann", "Ann", 3, 2, 40)))
    assert "intervals" not in note(alone)
    assert "few" not in legend(alone)


def test_shares_that_rest_on_too_little_are_grey_and_hollow() -> None:
    """Where there are intervals, small shares lose their colour and the legend says why."""
    table = make_actors(("ann", "Ann", 3, 2, 40)).assign(mention_share_low=0.4, mention_share_high=0.8, mention_small=False)
    ax = figures.plot_actors(table)
    grey = [line for line in ax.lines if line.get_color() == FAINT and len(line.get_xdata())]
    assert [list(line.get_xdata()) for line in grey] == [[100.0], [100.0]]
    assert {line.get_markerfacecolor() for line in grey} == {"white"}
    assert "few: under 10, or in under 5 documents" in legend(ax)


def test_the_sourcing_profile_is_a_bar_per_group_that_adds_up() -> None:
    """Kinds of source are stacked to 100 %, told by hatch too; official is a diamond of its own; n stands at each bar."""
    ax = figures.plot_sourcing(make_sourcing(("Daily", 0.75, 0.5), ("Wire", 0.5, 0.25)))
    assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(200)
    assert [bar.get_width() for bar in ax.patches[:2]] == [75.0, 50.0]
    assert list(ax.lines[0].get_xdata()) == [50.0, 25.0]
    assert [text for text in texts(ax) if text.startswith("n = ")] == ["n = 20", "n = 20"]
    assert labels(ax) == ["Daily", "Wire"]
    assert note(ax) == "N = 40 statements in 2 groups."
    assert "Daily: 75 % named, 25 % unnamed, 50 % official (n = 20)" in alternative(ax)


def test_a_profile_of_few_statements_is_pale_and_many_groups_are_told() -> None:
    """Where there are intervals, a group that rests on too little is pale; groups not shown are counted in the note."""
    table = make_sourcing(("Daily", 0.75, 0.5), ("Wire", 0.5, 0.25), ("Globe", 1, 1))
    table["small"] = table["group"] == "Wire"
    table.loc[table["group"] == "Daily", ["share_low", "share_high"]] = [0.1, 0.9]
    ax = figures.plot_sourcing(table, top=2)
    assert [bar.get_alpha() for bar in ax.patches[:2]] == [1, 0.35]
    assert [text for text in texts(ax) if text.startswith("n = ")] == ["n = 20", "n = 20 (few)"]
    assert "95 % intervals" in note(ax)
    assert "Pale: few" in note(ax)
    assert "1 more group in the table only" in note(ax)


def test_positions_run_left_against_and_right_for() -> None:
    """Bars have the length of their counts; n and the neutral stand at the right; the two sides differ by hatch."""
    ax = figures.plot_positions(make_positions(("Ann", "peace", 3, 1, 2), ("unknown", "war", 0, 0, 1)))
    assert [bar.get_width() for bar in ax.patches] == [-3, 0, 2, 1]
    assert legend(ax) == "against for"
    assert [text for text in texts(ax) if text.startswith("n = ")] == ["n = 6 (1 neutral)", "n = 1"]
    assert len({bar.get_hatch() for bar in ax.patches}) == 2
    assert labels(ax) == ["Ann →\npeace", "unknown →\nwar"]
    assert ax.get_xlim()[0] == -ax.get_xlim()[1]
    assert note(ax).startswith("N = 7 positions of 2 holders")


def test_pairs_with_too_few_positions_are_grey() -> None:
    """Where several documents hold positions, small pairs lose their colour; a mean has its interval where positions differ."""
    table = make_positions(("Ann", "peace", 3, 1, 9), ("Bo", "war", 0, 0, 1), ("Cy", "war", 2, 0, 0)).assign(share_low=0.1)
    table["small"] = [False, True, True]
    table.loc[[0, 2], ["mean_polarity_low", "mean_polarity_high"]] = [[0.2, 0.8], [-1.0, -1.0]]
    ax = figures.plot_positions(table)
    assert len({bar.get_facecolor() for bar in ax.patches[:2]}) == 2
    assert ax.patches[1].get_facecolor() == ax.patches[2].get_facecolor() == ax.patches[4].get_facecolor()
    assert [text for text in texts(ax) if text.startswith("n = ")] == [
        "n = 13 (1 neutral)\nmean +0.46 (+0.20 to +0.80)", "n = 1", "n = 2",
    ]  # fmt: skip
    assert legend(ax) == "against for few: under 10, or in under 5 documents"


def test_small_cells_of_the_matrix_are_grey_but_for_an_edge() -> None:
    """Small cells are covered but for an edge, their n stands in brackets, and the note says how many they are."""
    table = make_positions(("Ann", "peace", 3, 1, 9), ("Bo", "peace", 0, 0, 1)).assign(share_low=0.1, small=[False, True])
    ax = figures.plot_stance_matrix(table)
    assert [text for text in texts(ax) if "n =" in text] == ["+0.46\nn = 13", "+1.00\n(n = 1)"]
    assert [(cover.get_x(), cover.get_y()) for cover in ax.patches] == [(0.14, 1)]
    assert "Grey, n in brackets (1): few" in note(ax)


def test_the_matrix_tells_polarity_and_n_of_each_cell() -> None:
    """Cells hold their mean and n, those with most positions first; a pair without positions has no number."""
    ax = figures.plot_stance_matrix(make_positions(("Ann", "peace", 3, 0, 1), ("Bo", "war", 0, 0, 2), ("Bo", "peace", 0, 1, 0)))
    assert labels(ax) == ["Ann", "Bo"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["peace", "war"]
    assert [text for text in texts(ax) if "n =" in text] == ["−0.50\nn = 4", "0\nn = 1", "+1.00\nn = 2"]
    assert ax.patch.get_hatch()
    assert ax.collections[0].get_clim() == (-1, 1)


def test_the_matrix_shows_the_first_holders_and_targets() -> None:
    """More rows than asked for are left out and told."""
    rows = [(f"holder {number:02}", f"target {number:02}", 1, 0, 20 - number) for number in range(20)]
    ax = figures.plot_stance_matrix(make_positions(*rows), top=5)
    assert labels(ax) == [f"holder {number:02}" for number in range(5)]
    assert "5 of 20 holders" in note(ax)


def test_names_that_are_equal_stay_two_rows() -> None:
    """Two actors of one name are two holders: the id counts, not the name."""
    table = make_positions(("Ann", "peace", 1, 0, 0), ("Ann", "peace", 0, 0, 2)).assign(holder_id=["ann", "ann-2"])
    assert labels(figures.plot_stance_matrix(table)) == ["Ann", "Ann"]
