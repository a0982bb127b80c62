"""Documents, actors, positions and what was not found out, counted by hand on a few rows."""

import pandas as pd
import pytest
from tables import (
    make_actors,
    make_documents,
    make_mentions,
    make_positions,
    make_quotations,
    make_sentences,
    make_statements,
    make_tokens,
)

from analysis import counts, schema
from analysis.errors import SchemaError

ACTORS = make_actors("Ann", "Bo", "Cy")
ISSUES = schema.build("issues", [{"issue_id": "peace", "label": "peace plan", "patterns": ["peace"], "origin": "discovered"}])


def test_documents_are_counted_with_the_share_of_words_in_statements() -> None:
    """Overlapping statements count their words once; header sentences are none of the article."""
    documents = make_documents(a="one two three four five", b="six")
    sentences = make_sentences(("a", "header"), ("a", "body"), ("a", "body"), ("b", "body"))
    statements = make_statements({"doc_id": "a", "spans": [[0, 7]]}, {"doc_id": "a", "spans": [[4, 7], [14, 18]]})
    table = counts.count_documents(documents, sentences, statements)
    assert table[["doc_id", "title", "n_words", "n_sentences", "n_statements", "n_notes"]].values.tolist() == [
        ["a", "a.txt", 5, 2, 2, 0],
        ["b", "b.txt", 1, 1, 0, 0],
    ]
    assert table["quoted_word_share"].tolist() == [pytest.approx(3 / 5), 0.0]


def test_a_document_without_words_has_no_share() -> None:
    """The share of nothing is null, not 0; a title is kept where there is one."""
    documents = make_documents(a="— “”").assign(n_words=0, title="Signs")
    row = counts.count_documents(documents, make_sentences(), make_statements()).iloc[0]
    assert pd.isna(row["quoted_word_share"])
    assert row["title"] == "Signs"


def test_a_long_run_of_quotation_marks_is_no_word() -> None:
    """A statement of nothing but marks has no words, however long it is."""
    documents = make_documents(a="“" * 200_000 + " word")
    statements = make_statements({"doc_id": "a", "spans": [[0, 200_000]]})
    assert counts.count_documents(documents, make_sentences(), statements)["quoted_word_share"].tolist() == [0.0]


def test_zones_are_counted_in_the_order_of_an_article() -> None:
    """Headline before body; punctuation is no word."""
    sentences = make_sentences(("a", "body"), ("a", "headline"), ("b", "body"))
    tokens = make_tokens(
        ("a", "s0", "one", None), ("a", "s0", ".", None), ("a", "s1", "two", None), ("b", "s2", "3", None), ("b", "s2", "x", None)
    )
    table = counts.count_zones(sentences, tokens)
    assert table.iloc[:, :5].values.tolist() == [["headline", 1, 1, 1, 0.25], ["body", 2, 2, 3, 0.75]]
    assert table["word_share_low"].tolist() == [0.0, 0.5]
    assert table["word_share_high"].tolist() == [0.5, 1.0]
    assert table["small"].tolist() == [True, True]


def test_actors_are_counted_by_mentions_statements_and_words() -> None:
    """Shares are of what has a known actor; the unknown stand last, with counts and no shares."""
    mentions = make_mentions(("a", "bo"), ("a", "ann"), ("a", "ann"), ("a", None), ("a", "cy"))
    statements = make_statements({"doc_id": "a", "actor_id": "ann"}, {"doc_id": "a", "actor_id": "bo"}, {"doc_id": "a"})
    words = ("q1", "q1", "q1", "q2", "q3", None)
    tokens = make_tokens(*(("a", "s", "word", statement) for statement in words), ("a", "s", ",", "q2"))
    table = counts.count_actors(mentions, statements, ACTORS, tokens)
    assert table["name"].tolist() == ["Ann", "Bo", "Cy", "unknown"]
    assert table["n_mentions"].tolist() == [2, 1, 1, 1]
    assert table["mention_share"].tolist()[:3] == [0.5, 0.25, 0.25]
    assert table["n_statements"].tolist() == [1, 1, 0, 1]
    assert table["statement_share"].tolist()[:3] == [0.5, 0.5, 0.0]
    assert table["n_quoted_words"].tolist() == [3, 1, 0, 1]
    assert table["quoted_word_share"].tolist()[:3] == [0.75, 0.25, 0.0]
    assert table["speaks"].tolist() == [True, True, False, True]
    assert table.iloc[3][["actor_id", "mention_share", "statement_share", "quoted_word_share"]].isna().all()
    assert table["n_docs"].tolist() == [1, 1, 1, 1]


def test_statements_and_their_words_weigh_their_probability() -> None:
    """Ann's sure statement of one word and Bo's doubtful ones of two: shares by weight, counts as found."""
    statements = make_statements(
        {"doc_id": "a", "actor_id": "ann", "probability": 1.0}, {"doc_id": "a", "actor_id": "bo", "probability": 0.25},
        {"doc_id": "a", "actor_id": "bo", "probability": 0.25}, {"doc_id": "a", "actor_id": "cy"},
    )  # fmt: skip
    tokens = make_tokens(*(("a", "s", "word", statement) for statement in ("q1", "q2", "q2", "q4")))
    table = counts.count_actors(make_mentions(("a", "ann")), statements, ACTORS, tokens).set_index("name")
    assert table["n_statements"].to_dict() == {"Ann": 1, "Bo": 2, "Cy": 1}
    assert table["n_statements_expected"].to_dict() == {"Ann": 1.0, "Bo": 0.5, "Cy": 1.0}
    assert table["statement_share"].to_dict() == {"Ann": 0.4, "Bo": 0.2, "Cy": 0.4}
    assert table["n_quoted_words_expected"].to_dict() == {"Ann": 1.0, "Bo": 0.5, "Cy": 1.0}
    assert table["quoted_word_share"].to_dict() == {"Ann": 0.4, "Bo": 0.2, "Cy": 0.4}
    assert table["mention_share"].to_dict() == {"Ann": 1.0, "Bo": 0.0, "Cy": 0.0}


def test_few_mentions_are_small_and_silence_is_judged_by_mentions() -> None:
    """Ten mentions in five documents tell that Ann is silent; Bo's nine tell nothing, nor does his one statement."""
    mentions = make_mentions(*[(doc_id, "ann") for doc_id in "abcde" * 2], *[(doc_id, "bo") for doc_id in "abcdeabcd"])
    statements = make_statements({"doc_id": "a", "actor_id": "bo"}, {"doc_id": "b"})
    table = counts.count_actors(mentions, statements, ACTORS, schema.empty("tokens")).set_index("name")
    assert table.loc["Ann", ["mention_small", "statement_small", "small"]].tolist() == [False, False, False]
    assert table.loc["Bo", ["mention_small", "statement_small", "small"]].tolist() == [True, True, True]


def test_one_document_gives_no_intervals() -> None:
    """Nothing can be drawn anew from a single document."""
    table = counts.count_actors(make_mentions(("a", "ann")), make_statements(), ACTORS, make_tokens(("a", "s", "x", None)))
    assert table.filter(regex="_(low|high)$").isna().all(axis=None)


def test_intervals_hold_the_share_and_are_the_same_every_time() -> None:
    """Ann has all mentions of one document and none of another: her interval runs from 0 to 1 around one half."""
    mentions = make_mentions(("a", "ann"), ("b", "bo"))
    tokens = make_tokens(("a", "s", "x", None), ("b", "s", "x", None))
    table = counts.count_actors(mentions, make_statements(), ACTORS, tokens)
    assert table.loc[0, ["mention_share_low", "mention_share", "mention_share_high"]].tolist() == [0, 0.5, 1]
    assert table.loc[2, ["mention_share_low", "mention_share_high"]].isna().all()
    pd.testing.assert_frame_equal(table, counts.count_actors(mentions, make_statements(), ACTORS, tokens))


def test_equal_documents_give_an_interval_without_width() -> None:
    """Where every document says the same, drawing them anew changes nothing."""
    mentions = make_mentions(*[(doc_id, actor) for doc_id in "abc" for actor in ("ann", "ann", "bo")])
    table = counts.count_actors(mentions, make_statements(), ACTORS, schema.empty("tokens"))
    assert table.loc[0, ["mention_share_low", "mention_share_high"]].tolist() == pytest.approx([2 / 3, 2 / 3])


def test_positions_are_counted_by_holder_and_target() -> None:
    """Labels and mean polarity by hand; unknown holders keep their row; ties stand by holder."""
    positions = make_positions(
        ("a", "bo", "actor", "ann", -1), ("a", "bo", "actor", "ann", 0), ("b", "bo", "actor", "ann", 0.5),
        ("a", None, "issue", "peace", 1), ("a", "ann", "issue", "peace", -0.5), ("a", "ann", "issue", None, 1),
    )  # fmt: skip
    table = counts.count_positions(positions, ACTORS, ISSUES)
    assert table[["holder", "target", "n", "n_docs", "n_oppose", "n_neutral", "n_support"]].values.tolist() == [
        ["Bo", "Ann", 3, 2, 1, 1, 1],
        ["Ann", "peace plan", 1, 1, 1, 0, 0],
        ["Ann", "unknown", 1, 1, 0, 0, 1],
        ["unknown", "peace plan", 1, 1, 0, 0, 1],
    ]
    assert table["mean_polarity"].tolist() == pytest.approx([-1 / 6, -0.5, 1, 1])
    assert table.loc[3, ["holder_id"]].isna().all()


def test_positions_weigh_their_probability() -> None:
    """The mean leans to the surer position; a rule without a measure weighs 1; conditions and hedges are counted."""
    positions = make_positions(("a", "bo", "actor", "ann", -1), ("a", "bo", "actor", "ann", 1), ("b", "cy", "actor", "ann", 1))
    positions["probability"] = [0.75, 0.25, None]
    positions["condition"] = ["if attacked", None, None]
    positions["hedge"] = ["might", "may", None]
    table = counts.count_positions(positions, ACTORS, ISSUES)
    assert table["mean_polarity"].tolist() == [-0.5, 1.0]
    assert table["n_expected"].tolist() == [1.0, 1.0]
    assert table["share"].tolist() == [0.5, 0.5]
    assert table["n_conditional"].tolist() == [1, 0]
    assert table["n_hedged"].tolist() == [2, 0]
    assert table["small"].tolist() == [True, True]
    nothing = counts.count_positions(positions.assign(probability=0.0), ACTORS, ISSUES)
    assert nothing[["mean_polarity", "share"]].isna().all(axis=None)


def test_a_mean_polarity_has_an_interval_only_from_two_documents_on() -> None:
    """Two documents, -0.5 and 0.5 on average: the interval runs from one to the other; a pair in one document has none."""
    positions = make_positions(("a", "bo", "actor", "ann", -1), ("a", "bo", "actor", "ann", 0), ("b", "bo", "actor", "ann", 0.5),
                               ("a", "ann", "issue", "peace", 1))  # fmt: skip
    table = counts.count_positions(positions, ACTORS, ISSUES)
    assert table.loc[0, ["mean_polarity_low", "mean_polarity_high"]].tolist() == [-0.5, 0.5]
    assert table.loc[1, ["mean_polarity_low", "mean_polarity_high"]].isna().all()


def test_what_was_not_found_out_is_counted() -> None:
    """Each kind of gap with its whole; the share of nothing is null."""
    documents = make_documents(a="one", b="two").assign(outlet=["Daily", None])
    documents["published"] = pd.Series([None, "2025-01-02"], dtype="datetime64[s]")
    statements = make_statements({"doc_id": "a", "closed": False}, {"doc_id": "a", "actor_id": "ann", "form": "indirect"})
    mentions = make_mentions(("a", None, "pronoun"), ("a", "ann", "pronoun"), ("a", "ann"))
    table = counts.count_unresolved(documents, statements, mentions, make_positions(), unread=[{"path": "x.txt"}]).set_index(
        "what"
    )
    assert table.loc["files or rows that could not be read", ["n", "of"]].tolist() == [1, 3]
    assert table.loc["documents without a date"].tolist() == [1, 2, 0.5]
    assert table.loc["documents without an outlet"].tolist() == [1, 2, 0.5]
    assert table.loc["pronouns linked to no actor"].tolist() == [1, 2, 0.5]
    assert table.loc["statements without a known speaker"].tolist() == [1, 2, 0.5]
    assert table.loc["quoted statements whose quotation is never closed"].tolist() == [1, 1, 1.0]
    assert table.loc["positions without a known holder", ["n", "of"]].tolist() == [0, 0]
    assert pd.isna(table.loc["positions without a known holder", "share"])
    assert table.loc["statements less than half sure", ["n", "of"]].tolist() == [0, 2]
    assert "quotations whose use is not told" not in table.index


def test_copies_quotations_and_doubtful_statements_are_told() -> None:
    """Near-duplicates count out of all documents, those left out too; a statement under one half is told."""
    documents, statements = make_documents(a="one"), make_statements({"doc_id": "a", "probability": 0.4}, {"doc_id": "a"})
    copies = schema.build("copies", [{"doc_id": "b", "original_id": "a", "similarity": 0.9, "contained_share": 0.9}])
    table = counts.count_unresolved(
        documents,
        statements,
        make_mentions(),
        make_positions(),
        quotations=make_quotations(("a", None), ("a", "term")),
        copies=copies,
    ).set_index("what")
    assert table.loc["documents that repeat most of another", ["n", "of"]].tolist() == [1, 2]
    assert table.loc["quotations whose use is not told", ["n", "of"]].tolist() == [1, 2]
    assert table.loc["statements less than half sure", ["n", "of"]].tolist() == [1, 2]


@pytest.mark.parametrize(("n_docs", "said"), [(0, ""), (1, "This is one article"), (4, "These are 4 documents"), (5, "")])
def test_what_few_documents_cannot_show_is_said(n_docs: int, said: str) -> None:
    """One article and a handful have their sentence; five documents and none have none."""
    told = counts.tell_limits(make_documents(**{f"d{number}": "text" for number in range(n_docs)}))
    assert told.startswith(said)
    assert bool(told) == bool(said)


def test_empty_tables_give_empty_counts() -> None:
    """A corpus in which nothing was found passes through every count."""
    nothing = {name: schema.empty(name) for name in schema.TABLES}
    assert counts.count_documents(nothing["documents"], nothing["sentences"], nothing["statements"]).empty
    assert counts.count_zones(nothing["sentences"], nothing["tokens"]).empty
    assert counts.count_actors(nothing["mentions"], nothing["statements"], nothing["actors"], nothing["tokens"]).empty
    assert counts.count_sources(nothing["statements"]).empty
    assert counts.count_sourcing(nothing["statements"], nothing["documents"]).empty
    assert counts.count_chains(nothing["statements"], nothing["actors"]).empty
    assert counts.count_depths(nothing["statements"]).empty
    assert counts.count_addressees(nothing["statements"], nothing["actors"]).empty
    assert counts.count_quotation_uses(nothing["quotations"]).empty
    assert counts.count_cues(nothing["statements"]).empty
    assert counts.count_positions(nothing["positions"], nothing["actors"], nothing["issues"]).empty
    gaps = counts.count_unresolved(nothing["documents"], nothing["statements"], nothing["mentions"], nothing["positions"])
    assert gaps["n"].sum() == 0
    assert gaps["share"].isna().all()


def test_a_missing_column_is_named_with_the_nearest() -> None:
    """A table of another kind is refused in words."""
    with pytest.raises(SchemaError, match=r"'holder_id'.*Did you mean 'holder'"):
        counts.count_positions(make_positions().rename(columns={"holder_id": "holder"}), ACTORS, ISSUES)


def test_counting_leaves_its_tables_as_they_are() -> None:
    """No count changes its input."""
    mentions, statements = make_mentions(("a", "ann"), ("b", None)), make_statements({"doc_id": "a", "cue": "Said"})
    positions, tokens = make_positions(("a", "bo", "actor", "ann", -1)), make_tokens(("a", "s", "x", "q1"))
    tables = (mentions, statements, positions, tokens, ACTORS, ISSUES)
    before = [table.copy(deep=True) for table in tables]
    counts.count_actors(mentions, statements, ACTORS, tokens)
    counts.count_sources(statements)
    counts.count_sourcing(statements, make_documents(a="one"))
    counts.count_chains(statements, ACTORS)
    counts.count_addressees(statements, ACTORS)
    counts.count_cues(statements)
    counts.count_positions(positions, ACTORS, ISSUES)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)
