"""The same words in several documents: versions are put together, and it is told what each keeps and cuts."""

import re
from typing import Any

import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.parallels import align_quotations, count_versions, list_silent
from analysis.schema import build

ACTORS = build(
    "actors",
    [
        {"actor_id": actor_id, "name": name, "kind": "person", "aliases": [name], "n_mentions": 1}
        for actor_id, name in (("ann", "Ann Berg"), ("bo", "Bo Lind"))
    ],
)
LONG = "“We will not send troops to the border, and nobody in this government has ever planned to do so,” {} said."
SHORT = "{} said the country “will not send troops to the border” this year."


def make_tables(*rows: tuple[str, str | None, str | None, str | None, str]) -> tuple[pd.DataFrame, ...]:
    """Documents, statements and quotations from (id, outlet, day, speaker, text).

    Each text is one statement: direct if it begins with a quotation, the content being what is quoted; else the whole text.
    """
    documents, statements, quotations = [], [], []
    for doc_id, outlet, day, actor_id, text in rows:
        published = pd.Timestamp(day) if day else pd.NaT
        documents.append(
            {"doc_id": doc_id, "path": doc_id, "outlet": outlet, "published": published, "language": "en", "text": text}
            | {"header_end": 0, "sha256": "", "n_words": len(text.split()), "fields": "{}", "notes": []}
        )
        quoted = [(match.start(), match.end()) for match in re.finditer("“[^”]*”", text)]
        quotations += [
            {"doc_id": doc_id, "start": start, "end": end, "mark": "double", "depth": 0, "closed": True, "continues": False}
            for start, end in quoted
        ]
        said: dict[str, Any] = {"actor_id": actor_id, "cue": "said", "cue_class": "neutral", "official": False, "closed": True}
        form = "direct" if text.startswith("“") else "mixed" if quoted else "indirect"
        spans = [list(span) for span in quoted] if form == "direct" else [[0, len(text)]]
        statements.append(
            {
                "doc_id": doc_id,
                "statement_id": f"{doc_id}:q",
                "sentence_id": doc_id,
                "spans": spans,
                "form": form,
                "reason": "test",
            }
            | {"start": spans[0][0], "end": spans[-1][1]}
            | said
        )
    return build("documents", documents), build("statements", statements), build("quotations", quotations)


def align(*rows: tuple[str, str | None, str | None, str | None, str], **settings: Any) -> pd.DataFrame:
    """The versions found in statements given as for `make_tables`."""
    return align_quotations(*make_tables(*rows), ACTORS, **settings)


def test_versions_stand_together_with_what_they_keep_and_cut() -> None:
    """The longest version first; of its 19 words the other keeps eight and cuts the rest."""
    table = align(("b", "Post", "2025-03-02", "ann", SHORT), ("a", "Times", "2025-03-01", "ann", LONG))
    assert table["doc_id"].tolist() == ["a", "b"]
    assert table["parallel_id"].tolist() == ["a:q", "a:q"]
    assert table["utterance"].tolist() == [1, 1]
    assert table["longest"].tolist() == [True, False]
    assert table["version"].tolist() == ["The longest version", "Another version"]
    assert table["n_words"].tolist() == [19, 7]
    assert table["n_shared"].tolist() == [19, 7]
    assert table["kept_share"].tolist() == [1.0, 7 / 19]
    assert table["cut"].fillna("").tolist() == ["", "We … and nobody in this government has ever planned to do so"]
    assert table["shared"].tolist() == ["will not send troops to the border"] * 2
    assert table["n_outlets"].tolist() == [2, 2]
    assert table["name"].tolist() == ["Ann Berg"] * 2
    assert table["form"].tolist() == ["direct", "mixed"]


def test_nearly_the_same_words_are_versions_too() -> None:
    """Translated twice: runs of two words and more count, and they make up .6 of the shorter one."""
    first = "“A closed harbour is the worst and most costly of all ends. But I trust it can be avoided,” said."
    second = "“That closed harbour is the worst, the most costly of all ends, but I still trust that it can be avoided,” said."
    table = align(("a", "Times", "2025-03-01", "ann", first), ("b", "Post", "2025-03-01", "ann", second))
    assert table["doc_id"].tolist() == ["b", "a"]
    assert table["n_shared"].tolist() == [21, 16]


def test_words_outside_the_marks_are_not_quoted() -> None:
    """The same words told without quotation marks are no version, unless indirect statements are asked for."""
    told = "The country will not send troops to the border, Berg said."
    rows = (("a", "Times", "2025-03-01", "ann", LONG), ("b", "Post", "2025-03-01", "ann", told))
    assert align(*rows).empty
    assert align(*rows, indirect=True)["form"].tolist() == ["direct", "indirect"]


def test_a_stock_phrase_is_no_version() -> None:
    """Some words in common are not enough where each says mostly something else."""
    one = "“We stand by the safety and unity of the islands and will open a school in May,” said."
    two = "“They harmed the safety and unity of the islands with nets, ships and planes,” said."
    assert align(("a", "Times", "2025-03-01", "ann", one), ("b", "Post", "2025-03-01", "ann", two)).empty


@pytest.mark.parametrize(
    ("one", "other", "words", "found"),
    [
        ("ann", "ann", "cold and useless", True),
        ("ann", "ann", "on the way", False),
        ("ann", None, "cold and useless talk", False),
        ("ann", None, "cold and useless talk of", True),
        (None, None, "cold and useless talk of", False),
        (None, None, "cold and useless talk of old men", True),
        ("ann", "bo", "cold and useless talk of", False),
        ("ann", "bo", "cold and useless talk of old men", True),
    ],
)
def test_the_less_is_known_of_the_speaker_the_more_words_it_takes(
    one: str | None, other: str | None, words: str, found: bool
) -> None:
    """Three words of one speaker, five where one is not known, six where neither is or they differ; two are no stop words."""
    rows = [
        (doc_id, doc_id, "2025-03-01", actor_id, f"It was “{words}” then.") for doc_id, actor_id in (("a", one), ("b", other))
    ]
    assert len(align(*rows)) == (2 if found else 0)


def test_versions_lie_within_the_days() -> None:
    """Four days apart is too far for three days; without dates there is no such bound, but none is matched with a dated one."""
    rows = [("a", "Times", "2025-03-01", "ann", LONG), ("b", "Post", "2025-03-05", "ann", SHORT)]
    assert align(*rows).empty
    assert len(align(*rows, days=4)) == 2
    assert align(*rows, days=0).empty
    undated = [("c", "Times", None, "ann", LONG), ("d", "Post", None, "ann", SHORT)]
    assert align(*rows, *undated)["doc_id"].tolist() == ["c", "d"]
    with pytest.raises(ParameterError, match="days is -1"):
        align(*rows, days=-1)


def test_a_document_has_one_row_and_its_statements_are_taken_together() -> None:
    """A quotation split by "she said" keeps the words of both halves."""
    documents, statements, quotations = make_tables(
        ("a", "Times", "2025-03-01", "ann", LONG),
        (
            "b",
            "Post",
            "2025-03-01",
            "ann",
            "“We will not send troops,” she said. “Nobody in this government has planned to do so.”",
        ),
    )
    half = statements.loc[1, "spans"]
    rows = [statements.iloc[0].to_dict()]
    for place, span in enumerate(half):
        rows.append(
            statements.iloc[1].to_dict() | {"statement_id": f"b:q{place}", "spans": [span], "start": span[0], "end": span[1]}
        )
    table = align_quotations(documents, build("statements", rows), quotations, ACTORS)
    assert table["doc_id"].tolist() == ["a", "b"]
    assert table["n_statements"].tolist() == [1, 2]
    assert table["statement_id"].tolist() == ["a:q", "b:q1"]
    assert table["n_shared"].tolist() == [19, 14]
    assert table["cut"].iloc[1] == "to the border, and … ever"


def test_a_statement_within_a_statement_is_counted_once() -> None:
    """Where the court says that Berg said “...”, both statements hold the words; the inner one is the version."""
    documents, statements, quotations = make_tables(
        ("a", "Times", "2025-03-01", "ann", LONG), ("b", "Post", "2025-03-01", None, f"The court said that {SHORT}")
    )
    inner = statements.iloc[1].to_dict() | {"statement_id": "b:inner", "actor_id": "ann", "start": 20, "spans": [[20, 90]]}
    nested = build("statements", [*statements.to_dict("records"), inner | {"parent_id": "b:q"}])
    table = align_quotations(documents, nested, quotations, ACTORS)
    assert table["statement_id"].tolist() == ["a:q", "b:inner"]
    assert table["n_statements"].tolist() == [1, 1]
    assert table["n_words"].tolist() == [19, 7]


def test_versions_of_one_document_are_no_parallel() -> None:
    """A headline that repeats the article's own quotation is not another outlet's."""
    documents, statements, quotations = make_tables(("a", "Times", "2025-03-01", "ann", LONG))
    twice = build("statements", [statements.iloc[0].to_dict(), statements.iloc[0].to_dict() | {"statement_id": "a:q-2"}])
    assert align_quotations(documents, twice, quotations, ACTORS).empty


def test_small_changes_do_not_join_two_utterances_in_a_chain() -> None:
    """The longest gathers what matches it; a third that only matches the second stays out."""
    a = "“one two three four five six seven eight nine ten eleven twelve,” said."
    b = "“seven eight nine ten eleven twelve thirteen fourteen,” said."
    c = "“ten eleven twelve thirteen fourteen fifteen sixteen,” said."
    rows = [(doc_id, doc_id, "2025-03-01", "ann", text) for doc_id, text in (("a", a), ("b", b), ("c", c))]
    assert align(*rows)["doc_id"].tolist() == ["a", "b"]
    assert len(align(*rows[1:])) == 2


def test_copies_do_not_quote_for_themselves() -> None:
    """A near-duplicate's statements are left out."""
    rows = [(doc_id, doc_id, "2025-03-01", "ann", LONG) for doc_id in "abc"]
    copies = build("copies", [{"doc_id": "b", "original_id": "a", "similarity": 1.0, "contained_share": 1.0}])
    assert align(*rows)["doc_id"].tolist() == ["a", "b", "c"]
    assert align(*rows, copies=copies)["doc_id"].tolist() == ["a", "c"]


def test_utterances_of_more_outlets_stand_first() -> None:
    """Numbers follow the order; one outlet's own repeat comes last."""
    other = "“The harvest was better than anybody here had hoped,” said."
    rows = [("a", "Times", "2025-03-01", "ann", other), ("b", "Times", "2025-03-02", "ann", other)]
    rows += [("c", "Times", "2025-03-03", "bo", LONG), ("d", "Post", "2025-03-03", "bo", SHORT)]
    table = align(*rows)
    assert table["doc_id"].tolist() == ["c", "d", "a", "b"]
    assert table["utterance"].tolist() == [1, 1, 2, 2]
    assert table["n_outlets"].tolist() == [2, 2, 1, 1]


def test_outlets_are_counted_by_what_they_keep() -> None:
    """Only utterances of two outlets count, each with the outlet's fullest document."""
    other = "“The harvest was better than anybody here had hoped,” said."
    rows = [("a", "Times", "2025-03-01", "ann", LONG), ("b", "Post", "2025-03-01", "ann", SHORT)]
    rows += [("d", "Post", "2025-03-01", "bo", other), ("e", "Post", "2025-03-02", "bo", other)]
    table = count_versions(align(*rows, ("c", None, "2025-03-01", "ann", SHORT)))
    assert table[["outlet", "n_utterances", "n_longest", "n_whole"]].to_numpy().tolist() == [
        ["Post", 1, 0, 0],
        ["Times", 1, 1, 1],
    ]
    assert table["kept_share"].tolist() == [7 / 19, 1.0]


def test_outlets_that_let_the_speaker_speak_without_the_words_are_listed() -> None:
    """Within the days before and after, with another statement of the same speaker; others are not."""
    other = "“The harvest was better than anybody here had hoped,” said."
    documents, statements, quotations = make_tables(
        ("a", "Times", "2025-03-05", "ann", LONG), ("b", "Post", "2025-03-06", "ann", SHORT),
        ("c", "Herald", "2025-03-02", "ann", other), ("d", "Globe", "2025-03-10", "ann", other),
        ("e", "Mail", "2025-03-05", "bo", other), ("f", "Times", "2025-03-05", "ann", other),
        ("g", "Sun", "2025-03-09", "ann", other),
    )  # fmt: skip
    table = align_quotations(documents, statements, quotations, ACTORS)
    table = table[table["parallel_id"] == "a:q"]
    silent = list_silent(table, documents, statements)
    assert silent[["outlet", "n_docs", "n_statements", "name"]].to_numpy().tolist() == [
        ["Herald", 1, 1, "Ann Berg"],
        ["Sun", 1, 1, "Ann Berg"],
    ]
    assert list_silent(table, documents, statements, days=5)["outlet"].tolist() == ["Globe", "Herald", "Sun"]
    assert list_silent(table.assign(n_outlets=1), documents, statements).empty


def test_nothing_gives_empty_tables() -> None:
    """Without documents, without statements, with a single one, and without dates and outlets no step fails."""
    documents, statements, quotations = make_tables(("a", None, None, None, LONG))
    for tables in ((documents, statements, quotations), (documents, statements.iloc[:0], quotations.iloc[:0])):
        table = align_quotations(*tables, ACTORS.iloc[:0])
        assert table.empty
        assert count_versions(table).empty
        assert list_silent(table, *tables[:2]).empty
    table = align(("a", None, None, None, LONG), ("b", None, None, None, LONG))
    assert table["n_outlets"].tolist() == [0, 0]
    assert count_versions(table).empty
    assert list_silent(table, documents, statements).empty


def test_tables_given_stay_as_they_are() -> None:
    """Input is never changed."""
    tables = make_tables(("a", "Times", "2025-03-01", "ann", LONG), ("b", "Post", "2025-03-01", "ann", SHORT))
    before = [table.copy(deep=True) for table in tables]
    align_quotations(*tables, ACTORS)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)
