"""Documents, actors, sources and positions counted by hand on a few rows."""

from typing import Any

import pandas as pd
import pytest

from analysis import counts, schema
from analysis.errors import SchemaError


def make_documents(**texts: str) -> pd.DataFrame:
    """Documents by id."""
    rest = {"language": "en", "header_end": 0, "sha256": "x", "notes": []}
    rows = [
        {"doc_id": doc_id, "path": f"{doc_id}.txt", "text": text, "n_words": len(text.split())} for doc_id, text in texts.items()
    ]
    return schema.build("documents", [row | rest for row in rows])


def make_sentences(*rows: tuple[str, str]) -> pd.DataFrame:
    """Sentences from (document, zone)."""
    made = [{"doc_id": doc_id, "zone": zone, "sentence_id": f"s{number}"} for number, (doc_id, zone) in enumerate(rows)]
    return schema.build("sentences", [row | {"paragraph_id": "p", "start": 0, "end": 9} for row in made])


def make_tokens(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    """Tokens from (document, sentence, text, statement)."""
    made = [
        {
            "doc_id": doc_id,
            "sentence_id": sentence,
            "token_id": f"t{number}",
            "text": text,
            "lemma": text,
            "statement_id": statement,
        }
        for number, (doc_id, sentence, text, statement) in enumerate(rows)
    ]
    return schema.build("tokens", [row | {"start": 0, "end": 1, "pos": "X", "tag": "X"} for row in made])


def make_statements(*rows: dict[str, Any]) -> pd.DataFrame:
    """Statements; what a row leaves out is plain."""
    plain = {"sentence_id": "s", "start": 0, "end": 1, "spans": [[0, 1]], "form": "direct", "closed": True, "reason": "hand"}
    return schema.build("statements", [plain | {"statement_id": f"q{number}"} | row for number, row in enumerate(rows, 1)])


def make_mentions(*rows: tuple[str, str | None] | tuple[str, str | None, str]) -> pd.DataFrame:
    """Mentions from (document, actor) or (document, actor, form)."""
    plain = {"sentence_id": "s", "start": 0, "end": 1, "text": "x", "kind": "person", "acts": False}
    made = [{"doc_id": row[0], "actor_id": row[1], "form": row[2] if len(row) > 2 else "name"} for row in rows]
    return schema.build("mentions", [plain | {"mention_id": f"m{number}"} | row for number, row in enumerate(made)])


def make_actors(*names: str) -> pd.DataFrame:
    """Actors; the id is the name in lower case."""
    return schema.build(
        "actors",
        [{"actor_id": name.lower(), "name": name, "kind": "person", "aliases": [name], "n_mentions": 1} for name in names],
    )


def make_positions(*rows: tuple[str, str | None, str, str | None, float]) -> pd.DataFrame:
    """Positions from (document, holder, target_kind, target, polarity)."""
    plain = {"sentence_id": "s", "target_start": 0, "target_end": 1, "start": 0, "end": 1, "reason": "hand"}
    made = [
        {"doc_id": doc_id, "holder_id": holder, "target_kind": kind, "target_id": target, "polarity": polarity}
        | {"position_id": f"o{number}", "label": "support" if polarity > 0 else "oppose" if polarity < 0 else "neutral"}
        for number, (doc_id, holder, kind, target, polarity) in enumerate(rows)
    ]
    return schema.build("positions", [plain | row for row in made])


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
    assert counts.count_zones(sentences, tokens).values.tolist() == [["headline", 1, 1, 1, 0.25], ["body", 2, 2, 3, 0.75]]


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


def test_sources_are_counted_by_kind_and_form_with_the_unknown() -> None:
    """Every kind and form has a row, in a fixed order; the shares add up to one."""
    table = counts.count_sources(
        make_statements(
            {"doc_id": "a", "source_kind": "named"}, {"doc_id": "a", "form": "indirect"}, {"doc_id": "b", "form": "indirect"}
        )
    )
    assert len(table) == 15
    found = table[table["n"] > 0].values.tolist()
    assert found == [["named", "direct", 1, pytest.approx(1 / 3)], ["unknown", "indirect", 2, pytest.approx(2 / 3)]]


def test_cues_are_counted_whatever_their_case() -> None:
    """Said and said are one; statements without a cue are a row of their own."""
    said = {"cue": "said", "cue_class": "neutral", "actor_id": "ann"}
    table = counts.count_cues(
        make_statements({"doc_id": "a", **said}, {"doc_id": "b", **said, "cue": "Said", "actor_id": "bo"}, {"doc_id": "b"})
    )
    assert table.loc[0].to_dict() == {
        "cue": "said",
        "cue_class": "neutral",
        "n": 2,
        "n_docs": 2,
        "n_speakers": 2,
        "share": pytest.approx(2 / 3),
    }
    assert table.loc[1, ["cue", "cue_class"]].isna().all()
    assert table.loc[1, ["n", "n_speakers"]].tolist() == [1, 0]


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


def test_empty_tables_give_empty_counts() -> None:
    """A corpus in which nothing was found passes through every count."""
    nothing = {name: schema.empty(name) for name in schema.TABLES}
    assert counts.count_documents(nothing["documents"], nothing["sentences"], nothing["statements"]).empty
    assert counts.count_zones(nothing["sentences"], nothing["tokens"]).empty
    assert counts.count_actors(nothing["mentions"], nothing["statements"], nothing["actors"], nothing["tokens"]).empty
    assert counts.count_sources(nothing["statements"]).empty
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
    counts.count_cues(statements)
    counts.count_positions(positions, ACTORS, ISSUES)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)
