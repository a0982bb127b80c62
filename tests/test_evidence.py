"""The sentences behind the numbers, on one small text."""

from typing import Any

import pandas as pd
import pytest

from analysis import evidence, schema
from analysis.errors import ParameterError

TEXT = "Ann\nsaid war ends. It will. Bo, of the Daily, called peace “a road”, then “a utopia”."


def find(words: str) -> tuple[int, int]:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """A document, its three sentences, two statements, two positions, and a second document without any."""
    row: dict[str, Any] = {"language": "en", "header_end": 0, "sha256": "x", "n_words": 9, "notes": []}
    documents = [
        row | {"doc_id": "b", "path": "b.txt", "text": "Ann left."},
        row | {"doc_id": "a", "path": "a.txt", "text": TEXT, "title": "Talks", "outlet": "Daily", "published": "2025-01-02"},
    ]
    sentences = [("a", *find("Ann\nsaid war ends.")), ("a", *find("It will.")), ("a", TEXT.index("Bo"), len(TEXT)), ("b", 0, 9)]
    statements = [
        {"start": find("“a road")[0], "end": find("utopia”")[1], "spans": [find("“a road”"), find("“a utopia”")], "cue": "called",
         "cue_start": find("called")[0], "cue_end": find("called")[1], "speaker": "Bo", "source_start": find("Bo")[0],
         "source_end": find("Bo")[1], "source_kind": "unnamed", "form": "direct"},
        {"start": find("war")[0], "end": find("will")[1], "spans": [find("war ends. It will")], "form": "indirect",
         "actor_id": "ann"},
    ]  # fmt: skip
    positions = [
        {"start": find("called")[0], "end": find("utopia”")[1], "holder_id": None, "target_kind": "issue", "target_id": "peace",
         "target_start": find("peace")[0], "target_end": find("peace")[1], "polarity": -1, "label": "oppose",
         "statement_id": "q0"},
        {"start": find("war ends")[0], "end": find("war ends")[1], "holder_id": "ann", "target_kind": "actor", "target_id": "bo",
         "target_start": find("war")[0], "target_end": find("war")[1], "polarity": 1, "label": "support"},
    ]  # fmt: skip
    about = {"doc_id": "a", "sentence_id": "s", "reason": "by hand"}
    return {
        "documents": schema.build("documents", documents),
        "sentences": schema.build(
            "sentences",
            [
                {"doc_id": doc_id, "sentence_id": f"s{start}", "paragraph_id": "p", "zone": "body", "start": start, "end": end}
                for doc_id, start, end in sentences
            ],
        ),
        "statements": schema.build(
            "statements", [about | {"closed": True, "statement_id": f"q{n}"} | row for n, row in enumerate(statements)]
        ),
        "positions": schema.build("positions", [about | {"position_id": f"o{n}"} | row for n, row in enumerate(positions)]),
        "actors": schema.build(
            "actors",
            [
                {"actor_id": "ann", "name": "Ann Lee", "kind": "person", "aliases": ["Ann Lee", "Ann"], "n_mentions": 2},
                {"actor_id": "bo", "name": "Bo", "kind": "person", "aliases": ["Bo"], "n_mentions": 1},
            ],
        ),
        "issues": schema.build(
            "issues", [{"issue_id": "peace", "label": "peace plan", "patterns": ["peace", "the plan"], "origin": "discovered"}]
        ),
    }


def list_statements(tables: dict[str, pd.DataFrame], **settings: Any) -> pd.DataFrame:
    """The function under test on all tables."""
    return evidence.list_statements(*(tables[name] for name in ("documents", "sentences", "statements", "actors")), **settings)


def list_positions(tables: dict[str, pd.DataFrame], **settings: Any) -> pd.DataFrame:
    """The function under test on all tables."""
    names = ("documents", "sentences", "positions", "actors", "issues", "statements")
    return evidence.list_positions(*(tables[name] for name in names), **settings)


def test_statements_stand_in_reading_order_with_their_whole_sentences(tables: dict[str, pd.DataFrame]) -> None:
    """A statement over two sentences shows both, one whose source stands before the content shows it too."""
    table = list_statements(tables)
    assert table["statement_id"].tolist() == ["q1", "q0"]
    assert table["sentence"].tolist() == ["Ann said war ends. It will.", TEXT[TEXT.index("Bo") :]]
    assert table["content"].tolist() == ["war ends. It will", "“a road” … “a utopia”"]
    assert table.loc[0, ["title", "outlet", "speaker", "doc_id"]].tolist() == ["Talks", "Daily", "Ann Lee", "a"]
    assert table.loc[0, "published"] == pd.Timestamp("2025-01-02")


def test_an_unknown_speaker_is_null_and_stays_as_written(tables: dict[str, pd.DataFrame]) -> None:
    """The source as written is kept where nobody was found for it."""
    row = list_statements(tables).loc[1]
    assert pd.isna(row["speaker"])
    assert row["source"] == "Bo"


@pytest.mark.parametrize(("speaker", "found"), [("ann", ["q1"]), ("ANN LEE", ["q1"]), ("unknown", ["q0"])])
def test_statements_of_one_speaker_by_id_name_alias_or_unknown(
    tables: dict[str, pd.DataFrame], speaker: str, found: list[str]
) -> None:
    """Any name of the actor will do, in any case."""
    assert list_statements(tables, speaker=speaker)["statement_id"].tolist() == found


def test_an_unknown_speaker_is_an_error_that_names_the_nearest(tables: dict[str, pd.DataFrame]) -> None:
    """A name that nothing in the corpus has is refused, not answered with an empty list."""
    with pytest.raises(ParameterError, match="Did you mean"):
        list_statements(tables, speaker="Ann Le")


def test_positions_name_holder_target_voice_and_evidence(tables: dict[str, pd.DataFrame]) -> None:
    """The evidence is cut from the text; the voice is the narrator, or the source where no actor is known."""
    table = list_positions(tables)
    assert table[["label", "target", "target_text", "evidence", "voice"]].values.tolist() == [
        ["support", "Bo", "war", "war ends", "narrator"],
        ["oppose", "peace plan", "peace", "called peace “a road”, then “a utopia”", "Bo"],
    ]
    assert table["holder"].tolist()[0] == "Ann Lee"
    assert pd.isna(table["holder"].tolist()[1])
    assert table["sentence"].tolist() == ["Ann said war ends.", TEXT[TEXT.index("Bo") :]]


@pytest.mark.parametrize(
    ("settings", "found"),
    [({"holder": "Ann"}, ["o1"]), ({"target": "the plan"}, ["o0"]), ({"holder": "unknown"}, ["o0"]), ({"limit": 1}, ["o1"]),
     ({"holder": "Ann", "target": "peace"}, [])],
)  # fmt: skip
def test_positions_of_a_holder_or_on_a_target(
    tables: dict[str, pd.DataFrame], settings: dict[str, Any], found: list[str]
) -> None:
    """Holders and targets may be named by id, name, alias or pattern."""
    assert list_positions(tables, **settings)["position_id"].tolist() == found


def test_nothing_found_gives_tables_with_all_columns(tables: dict[str, pd.DataFrame]) -> None:
    """No statement and no position give no row."""
    nothing = tables | {"statements": schema.empty("statements"), "positions": schema.empty("positions")}
    assert list(list_statements(nothing).columns) == list(list_statements(tables).columns)
    assert list(list_positions(nothing).columns) == list(list_positions(tables).columns)
    assert len(list_statements(nothing)) == len(list_positions(nothing)) == 0


def test_listing_leaves_its_tables_as_they_are(tables: dict[str, pd.DataFrame]) -> None:
    """No table is changed."""
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    list_statements(tables, speaker="ann")
    list_positions(tables, holder="ann")
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])
