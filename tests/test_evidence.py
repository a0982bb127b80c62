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
    row: dict[str, Any] = {"language": "en", "header_end": 0, "sha256": "x", "n_words": 9, "fields": "{}", "notes": []}
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
    statements[0] |= {"addressee": "Ann", "addressee_id": "ann", "parent_id": "q1", "official": True}
    positions[0] |= {"hedge": "might", "condition": "if attacked"}
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
            "statements",
            [about | {"closed": True, "official": False, "statement_id": f"q{n}"} | row for n, row in enumerate(statements)],
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


def test_a_statement_shows_to_whom_it_is_said_and_who_reports_it(tables: dict[str, pd.DataFrame]) -> None:
    """Names where they are known, else as written; null where the text tells nothing, and where the article itself reports."""
    table = list_statements(tables).set_index("statement_id")
    assert table.loc["q0", ["addressee", "reporter", "official"]].tolist() == ["Ann Lee", "Ann Lee", True]
    assert table.loc["q1", ["addressee", "reporter"]].isna().all()
    assert table["route"].to_dict() == {"q0": "(to Ann Lee; reported by Ann Lee)", "q1": ""}
    assert list_statements(tables, speaker="unknown")["reporter"].tolist() == ["Ann Lee"]
    unknown = tables["statements"].assign(addressee_id=None, actor_id=None)
    assert list_statements(tables | {"statements": unknown}).loc[1, "addressee"] == "Ann"


def test_offices_are_listed_with_their_evidence(tables: dict[str, pd.DataFrame]) -> None:
    """One row per actor, office and affiliation with its first sentence; the commonest of the most mentioned stands first."""
    rows = [
        {
            "doc_id": "a",
            "actor_id": "bo",
            "office": "editor",
            "affiliation": "ann",
            "start": find("Bo")[0],
            "end": find("Daily")[1],
        },
        {"doc_id": "a", "actor_id": "ann", "office": "minister", "start": find("Ann")[0], "end": find("Ann")[1]},
        {"doc_id": "b", "actor_id": "ann", "office": "minister", "start": 0, "end": 3},
        {"doc_id": "b", "actor_id": "ann", "office": "general", "start": 0, "end": 3},
    ]
    offices = schema.build("offices", rows)
    table = evidence.list_offices(tables["documents"], tables["sentences"], offices, tables["actors"])
    assert table[["actor", "office", "n", "n_docs", "evidence", "sentence", "title"]].values.tolist() == [
        ["Ann Lee", "minister", 2, 2, "Ann", "Ann left.", "b.txt"],
        ["Bo", "editor", 1, 1, "Bo, of the Daily", TEXT[TEXT.index("Bo") :], "Talks"],
        ["Ann Lee", "general", 1, 1, "Ann", "Ann left.", "b.txt"],
    ]
    assert table["affiliation"].tolist()[1] == "Ann Lee"
    assert pd.isna(table["affiliation"].tolist()[0])
    nothing = evidence.list_offices(tables["documents"], tables["sentences"], offices[:0], tables["actors"])
    assert list(nothing.columns) == list(table.columns)


def test_terms_at_a_distance_are_listed_commonest_first(tables: dict[str, pd.DataFrame]) -> None:
    """Only terms; one row for a term in any case, without its marks, with the sentence that first holds it."""
    text = "The “West” met. Our “wise” “west,” he said. “ ” “Never.”"
    plain = {"doc_id": "a", "mark": "double", "depth": 0, "closed": True, "continues": False}
    spans = [(text.index(part), text.index(part) + len(part)) for part in ("“West”", "“wise”", "“west,”", "“ ”", "“Never.”")]
    quotations = schema.build(
        "quotations",
        [
            plain | {"start": start, "end": end, "use": use}
            for (start, end), use in zip(spans, ["term", "term", "term", "term", "statement"], strict=True)
        ],
    )
    documents = tables["documents"].assign(text=text)
    sentences = tables["sentences"].head(2).assign(start=[0, 16], end=[15, len(text)])
    table = evidence.list_terms_at_distance(documents, sentences, quotations)
    assert table[["term", "n", "n_docs", "n_outlets", "quoted", "sentence"]].values.tolist() == [
        ["West", 2, 1, 1, "“West”", "The “West” met."],
        ["wise", 1, 1, 1, "“wise”", text[16:]],
    ]
    nothing = evidence.list_terms_at_distance(documents, sentences, quotations[:0])
    assert list(nothing.columns) == list(table.columns)


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


def test_a_position_shows_what_weakens_it(tables: dict[str, pd.DataFrame]) -> None:
    """Condition and hedge stand as written, null where there is none."""
    table = list_positions(tables).set_index("position_id")
    assert table.loc["o0", ["condition", "hedge"]].tolist() == ["if attacked", "might"]
    assert table.loc["o1", ["condition", "hedge"]].isna().all()


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


def read_marks(row: pd.Series) -> dict[str, str]:
    """The words of a sentence that each role marks."""
    found: dict[str, str] = {}
    for mark in row["marks"]:
        role, place = mark.split(" ")
        start, end = map(int, place.split("-"))
        found[role] = f"{found[role]} … {row['sentence'][start:end]}" if role in found else row["sentence"][start:end]
    return found


def test_marks_stand_where_the_words_stand_in_the_quoted_sentence(tables: dict[str, pd.DataFrame]) -> None:
    """Source, cue, contents, evidence and target are found in the sentence by their place, whatever was tidied before them."""
    table = list_statements(tables).set_index("statement_id")
    assert read_marks(table.loc["q0"]) == {"content": "“a road” … “a utopia”", "source": "Bo", "cue": "called"}
    assert read_marks(table.loc["q1"]) == {"content": "war ends. It will"}
    assert table.loc["q0", ["sayer", "depth", "told", "profile"]].tolist() == ["Bo", 1, "Ann Lee", ["unnamed", "official"]]
    names = ("documents", "sentences", "positions", "actors", "issues", "statements")
    positions = evidence.list_positions(*(tables[name] for name in names))
    assert [read_marks(row)["target"] for _, row in positions.iterrows()] == ["war", "peace"]


def test_places_are_listed_with_their_sentences(tables: dict[str, pd.DataFrame]) -> None:
    """Any places: the first of equal ones, their number, whose voice it is, and both marked words."""
    rows = [
        (*find("war"), *find("ends"), "q1", "x"),
        (*find("Bo"), *find("peace"), None, "y"),
        (*find("Ann"), *find("said"), None, "x"),
    ]
    places = pd.DataFrame(rows, columns=["start", "end", "other_start", "other_end", "statement_id", "term"]).assign(doc_id="a")
    quoted = (tables[name] for name in ("documents", "sentences", "statements", "actors"))
    roles = {"word": ["start", "end"], "other": ["other_start", "other_end"]}
    table = evidence.list_places(places, *quoted, roles=roles, by=["term"], most=1)
    assert table[["match", "n", "voice", "outlet"]].values.tolist() == [
        ["Ann", 2, "narrator", "Daily"],
        ["Bo", 1, "narrator", "Daily"],
    ]
    assert read_marks(table.loc[0]) == {"word": "Ann", "other": "said"}


def test_what_stands_behind_groups_has_its_group(tables: dict[str, pd.DataFrame]) -> None:
    """Places, statements and positions of documents in a group; nobody's places and positions are left out, nobody speaks."""
    groups = pd.Series({"a": "Daily", "b": None}, dtype="str")
    quoted = (*(tables[name] for name in ("documents", "sentences", "statements", "actors")), groups)
    rows = [("a", *find("Ann"), "ann"), ("a", *find("Bo"), "bo"), ("a", *find("It"), None), ("b", 0, 3, "ann")]
    places = pd.DataFrame(rows, columns=["doc_id", "start", "end", "actor_id"])
    table = evidence.list_group_places(places, *quoted)
    assert table[["group", "actor", "n"]].values.tolist() == [["Daily", "Ann Lee", 1], ["Daily", "Bo", 1]]
    assert [read_marks(row) for _, row in table.iterrows()] == [{"actor": "Ann"}, {"actor": "Bo"}]
    by_month = evidence.list_group_places(places, *quoted[:-1], groups.fillna("none"), by="month", role="word", most=2)
    assert by_month[["group", "period", "n"]].fillna("").values.tolist() == [
        ["none", "", 1],
        ["Daily", "2025-01", 3],
        ["Daily", "2025-01", 3],
    ]
    said = evidence.list_group_statements(*quoted)
    assert said[["group", "speaker"]].values.tolist() == [["Daily", "Ann Lee"], ["Daily", "unknown"]]
    stances = evidence.list_group_positions(tables["positions"], tables["issues"], *quoted)
    assert stances[["group", "pair"]].values.tolist() == [["Daily", "Ann Lee → Bo"]]


def test_positions_stand_behind_the_ties_of_their_holder() -> None:
    """A tie rests on the positions of both on what they share, and on no other; a community on those of its members."""
    rows = [
        ("Ann", "issue", "war"),
        ("Bo", "issue", "war"),
        ("Ann", "issue", "tax"),
        (None, "issue", "war"),
        ("Cy", "actor", "war"),
    ]
    positions = pd.DataFrame(rows, columns=["holder", "target_kind", "target_id"])
    positions["holder_id"] = positions["holder"].str.lower()
    nodes = pd.DataFrame({"node": ["actor:ann", "actor:bo", "actor:cy"], "community": pd.array([1, 1, None], dtype="Int64")})
    edges = pd.DataFrame({"source_name": ["Ann", "Ann"], "target_name": ["Bo", "Cy"]})
    behind = evidence.add_ties(positions, nodes, edges)
    assert behind["ties"].tolist() == [["Ann – Bo"], ["Ann – Bo"], [], [], []]
    assert behind["community"].fillna(0).tolist() == [1, 1, 1, 0, 0]


def test_articles_are_chosen_by_name_or_the_first_that_fit(tables: dict[str, pd.DataFrame]) -> None:
    """Path, title or id ask for one; without, the first few, at least one; a wrong name is told with the nearest."""
    documents = tables["documents"]
    for name in ("a", "A.TXT", "talks"):
        assert evidence.choose_articles(documents, read=name)["doc_id"].tolist() == ["a"]
    assert evidence.choose_articles(documents)["doc_id"].tolist() == ["b", "a"]
    assert evidence.choose_articles(documents, most=1)["doc_id"].tolist() == ["b"]
    assert evidence.choose_articles(documents, most_words=1)["doc_id"].tolist() == ["b"]
    with pytest.raises(ParameterError, match=r"talk.*Talks"):
        evidence.choose_articles(documents, read="talk")


def test_an_article_has_a_mark_for_everything_found(tables: dict[str, pd.DataFrame]) -> None:
    """Each part of a statement, each mention under another name, each position with its sides; null places are left out."""
    plain = {"doc_id": "a", "sentence_id": "s", "form": "name", "kind": "person", "acts": False}
    mentions = [
        plain | {"mention_id": "m1", "text": "Ann", "start": 0, "end": 3, "actor_id": "ann"},
        plain | {"mention_id": "m2", "text": "Bo", "start": find("Bo")[0], "end": find("Bo")[1], "actor_id": "bo"},
        plain | {"mention_id": "m3", "text": "It", "start": find("It")[0], "end": find("It")[1], "actor_id": None},
    ]
    quotation = {"doc_id": "a", "mark": "double", "depth": 0, "closed": True, "continues": False, "use": "term"}
    quotation |= {"start": find("“a road”")[0], "end": find("“a road”")[1]}
    found = {"mentions": schema.build("mentions", mentions), "quotations": schema.build("quotations", [quotation])}
    names = ("documents", "statements", "mentions", "positions", "quotations", "actors", "issues")
    marks = evidence.mark_articles(*((tables | found)[name] for name in names))
    told = {(TEXT[row.start : row.end], row.role): row.label for row in marks.itertuples()}
    assert told[("Ann", "actor")] == "= Ann Lee"
    assert told[("Bo", "actor")] == told[("Bo", "source")] == told[("called", "cue")] == told[("“a road”", "term")] == ""
    assert told[("“a road”", "content")] == told[("“a utopia”", "content")] == "— Bo"
    assert told[("war ends", "evidence")] == "Ann Lee ▲ for: Bo"
    assert ("It", "actor") not in told
    assert marks["start"].is_monotonic_increasing
