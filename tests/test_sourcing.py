"""Sources, cues, chains, quotation marks and shares within groups, counted by hand on a few rows."""

import pandas as pd
import pytest
from tables import make_actors, make_documents, make_quotations, make_statements

from analysis import counts

ACTORS = make_actors("Ann", "Bo", "Cy")


def test_sources_are_counted_by_kind_and_form_with_the_unknown() -> None:
    """Every kind and form has a row, in a fixed order; the shares add up to one."""
    table = counts.count_sources(
        make_statements(
            {"doc_id": "a", "source_kind": "named"}, {"doc_id": "a", "form": "indirect"}, {"doc_id": "b", "form": "indirect"}
        )
    )
    assert len(table) == 15
    found = table.loc[table["n"] > 0, ["source_kind", "form", "n", "n_docs", "share"]].values.tolist()
    assert found == [["named", "direct", 1, 1, pytest.approx(1 / 3)], ["unknown", "indirect", 2, 2, pytest.approx(2 / 3)]]
    assert table.loc[table["n"] == 0, "share"].eq(0).all()
    assert table.loc[table["n"] == 0, "share_low"].isna().all()


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
        "n_expected": 2.0,
        "share": pytest.approx(2 / 3),
        "share_low": 0.5,
        "share_high": 1.0,
        "small": True,
    }
    assert table.loc[1, ["cue", "cue_class"]].isna().all()
    assert table.loc[1, ["n", "n_speakers"]].tolist() == [1, 0]


def test_sources_that_speak_officially_are_counted() -> None:
    """Official is counted within kind and form."""
    table = counts.count_sources(
        make_statements({"doc_id": "a", "source_kind": "named", "official": True}, {"doc_id": "a", "source_kind": "named"})
    )
    assert table.loc[table["n"] > 0, ["source_kind", "n", "n_official"]].values.tolist() == [["named", 2, 1]]


def test_the_sourcing_profile_is_told_by_outlet() -> None:
    """Shares of an outlet's statements by weight; official stands across the kinds; outlets with most statements first."""
    documents = make_documents(a="one", b="two", c="three", d="four").assign(outlet=["Daily", "Wire", "Wire", None])
    statements = make_statements(
        {"doc_id": "a", "source_kind": "unnamed", "official": True},
        {"doc_id": "b", "source_kind": "named", "official": True, "probability": 0.5},
        {"doc_id": "c", "source_kind": "document", "probability": 0.25}, {"doc_id": "c", "probability": 0.25},
    )  # fmt: skip
    table = counts.count_sourcing(statements, documents)
    assert table["group"].unique().tolist() == ["Wire", "Daily"]
    wire = table[table["group"] == "Wire"].set_index("source")
    assert list(wire.index) == ["named", "unnamed", "document", "collective", "unknown", "official"]
    assert wire["n"].tolist() == [1, 0, 1, 0, 1, 1]
    assert wire["share"].tolist() == [0.5, 0.0, 0.25, 0.0, 0.25, 0.5]
    assert wire["n_statements"].tolist() == [3] * 6
    assert wire.loc["named", ["share_low", "share_high"]].tolist() == [0.0, 1.0]
    daily = table[table["group"] == "Daily"].set_index("source")
    assert daily.loc[["unnamed", "official"], "share"].tolist() == [1.0, 1.0]
    assert daily["share_low"].isna().all()
    by_day = counts.count_sourcing(statements, documents, groups=pd.Series({"a": "one", "b": "one", "c": None}))
    assert by_day[["group", "n_statements"]].drop_duplicates().values.tolist() == [["one", 2]]


def test_documents_without_an_outlet_have_a_profile_too() -> None:
    """They stand together as "no outlet"."""
    table = counts.count_sourcing(make_statements({"doc_id": "a"}), make_documents(a="one"))
    assert table["group"].unique().tolist() == ["no outlet"]


def test_shares_of_groups_are_of_what_the_group_has() -> None:
    """Items by weight within each group; what has no item counts in the whole; documents without a label are left out."""
    events = pd.DataFrame(
        [
            ("a", "x", 1.0),
            ("a", "y", 0.5),
            ("b", "x", 0.5),
            ("b", None, 1.0),
            ("b", None, 1.0),
            ("c", "x", 1.0),
            ("d", "x", 1.0),
            ("e", "x", 1.0),
        ],
        columns=["doc_id", "item", "weight"],
    )
    table = counts.count_shares(events, pd.Series({"a": "one", "b": "one", "c": "two", "d": None, "f": "empty"}))
    assert table[["group", "item", "n", "n_docs", "n_expected", "share"]].values.tolist() == [
        ["one", "x", 2, 2, 1.5, 0.375],
        ["one", "y", 1, 1, 0.5, 0.125],
        ["two", "x", 1, 1, 1.0, 1.0],
    ]
    assert table["share_low"].notna().tolist() == [True, True, False]
    assert counts.count_shares(events, pd.Series(dtype="str")).columns.tolist() == table.columns.tolist()


def test_chains_are_counted_by_reporter_and_speaker() -> None:
    """Ann reports Bo twice and somebody once; depths count the statements above; a chain in a circle ends."""
    rows: list[dict] = [
        {"actor_id": "ann"}, {"actor_id": "bo", "parent_id": "q1"}, {"actor_id": "bo", "parent_id": "q1"},
        {"speaker": "a source", "parent_id": "q2"}, {"parent_id": "gone"}, {"parent_id": "q7"}, {"parent_id": "q6"},
    ]  # fmt: skip
    statements = make_statements(*({"doc_id": "a"} | row for row in rows))
    table = counts.count_chains(statements, ACTORS)
    assert table[["reporter", "speaker", "n"]].values.tolist() == [
        ["Ann", "Bo", 2], ["unknown", "unknown", 2], ["Bo", "a source", 1],
    ]  # fmt: skip
    assert table.loc[0, "share"] == 0.4
    assert counts.count_depths(statements)[["depth", "n"]].values.tolist() == [[0, 2], [1, 4], [2, 1]]


def test_addressees_are_counted_by_name_or_as_written() -> None:
    """Known ones by their name, others in lower case; statements without one are left out."""
    statements = make_statements(
        {"doc_id": "a", "actor_id": "ann", "addressee": "him", "addressee_id": "bo"},
        {"doc_id": "b", "actor_id": "cy", "addressee": "Bo", "addressee_id": "bo"},
        {"doc_id": "b", "addressee": "Reporters"}, {"doc_id": "b"},
    )  # fmt: skip
    table = counts.count_addressees(statements, ACTORS)
    assert table[["addressee", "n", "n_docs", "n_speakers"]].values.tolist() == [["Bo", 2, 2, 2], ["reporters", 1, 1, 0]]
    assert table["share"].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_uses_of_quotation_marks_are_counted() -> None:
    """Every use has a row; a quotation that goes on is the same; what is not told has a row too."""
    quotations = make_quotations(("a", "term"), ("a", "statement"), ("b", "term"), ("b", None), ("b", "statement"))
    quotations.loc[4, "continues"] = True
    table = counts.count_quotation_uses(quotations)
    assert table[["use", "n", "n_docs", "share"]].values.tolist() == [
        ["statement", 1, 1, 0.25], ["title", 0, 0, 0.0], ["term", 2, 2, 0.5], ["not told", 1, 1, 0.25],
    ]  # fmt: skip
