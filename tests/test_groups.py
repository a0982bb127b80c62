"""Groups of documents, and what is counted by group and over time."""

import pandas as pd
import pytest

from analysis import counts
from analysis.errors import ParameterError
from analysis.groups import (
    ALL,
    choose_groups,
    explain_groups,
    group_documents,
    group_over_time,
    keep_largest,
    label_documents,
    list_groups,
    list_side_by_side,
    take_turns,
)
from analysis.schema import build


def make_documents(*rows: tuple[str, str | None, str | None], fields: str = "{}") -> pd.DataFrame:
    """Documents of ten words from (id, outlet, day)."""
    return build(
        "documents",
        [
            {
                "doc_id": doc_id,
                "path": doc_id,
                "outlet": outlet,
                "published": pd.Timestamp(day) if day else pd.NaT,
                "language": "en",
                "text": "",
                "header_end": 0,
                "sha256": "",
                "n_words": 10,
                "fields": fields,
                "notes": [],
            }
            for doc_id, outlet, day in rows
        ],
    )


FOUR = make_documents(("a", "Times", "2022-01-31"), ("b", "Post", "2022-02-01"), ("c", "Times", None), ("d", None, "2024-12-30"))


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("outlet", ["Times", "Post", "Times", None]),
        ("year", ["2022", "2022", None, "2024"]),
        ("quarter", ["2022-Q1", "2022-Q1", None, "2024-Q4"]),
        ("month", ["2022-01", "2022-02", None, "2024-12"]),
        ("week", ["2022-W05", "2022-W05", None, "2025-W01"]),
        ("day", ["2022-01-31", "2022-02-01", None, "2024-12-30"]),
    ],
)
def test_documents_are_grouped_by_outlet_and_period(by: str, labels: list[str | None]) -> None:
    """Weeks are those of ISO 8601, whose year may be another; what has no date or outlet has no group."""
    groups = group_documents(FOUR, by=by)
    assert groups.astype("object").where(groups.notna(), None).tolist() == labels
    assert groups.index.tolist() == ["a", "b", "c", "d"]
    assert groups.name == by


def test_any_further_column_makes_groups() -> None:
    """A column of a table of documents is a way to group; blanks are no group, and text is taken as it is."""
    documents = make_documents(("a", None, None), ("b", None, None), ("c", None, None))
    documents["fields"] = ['{"country": "Norway "}', '{"country": "  ", "desk": "war"}', "{}"]
    assert group_documents(documents, by="country").fillna("").tolist() == ["Norway", "", ""]
    with pytest.raises(ParameterError, match="Did you mean 'country'"):
        group_documents(documents, by="contry")


def test_the_largest_groups_are_kept() -> None:
    """Those with most documents, ties by name; the others have no group any more."""
    groups = pd.Series(["x", "z", "y", "x", None], index=list("abcde"), name="outlet")
    assert keep_largest(groups, most=2).fillna("").tolist() == ["x", "", "y", "x", ""]
    with pytest.raises(ParameterError, match="most is 0"):
        keep_largest(groups, most=0)


def test_without_any_group_all_documents_are_one() -> None:
    """They can be described, and it is said that nothing can be compared."""
    groups = group_documents(make_documents(("a", None, None), ("b", None, None)), by="outlet")
    assert keep_largest(groups, most=3).tolist() == [ALL, ALL]
    assert explain_groups(groups, most=3)[0].startswith("No document has an outlet, so there is nothing to compare")


def test_what_groups_cannot_show_is_said() -> None:
    """One group, documents in none, and more groups than are compared have a sentence each; otherwise nothing is said."""
    assert explain_groups(group_documents(FOUR.iloc[:2], by="outlet"), most=2) == []
    one = explain_groups(group_documents(FOUR.iloc[[0, 2]], by="outlet"), most=2)
    assert one[0].startswith("All documents that have an outlet are of one group, Times.")
    told = explain_groups(group_documents(FOUR, by="day"), most=2)
    assert told[0].startswith("1 of 4 documents do not have a date")
    assert told[1].startswith("There are 3 groups; the 2 with most documents")


def test_groups_are_listed_with_size_and_days() -> None:
    """Outlets by number of documents, periods in their order."""
    table = list_groups(FOUR, group_documents(FOUR, by="outlet"))
    assert table["group"].tolist() == ["Times", "Post"]
    assert table["n_docs"].tolist() == [2, 1]
    assert table["n_words"].tolist() == [20, 10]
    assert table["doc_share"].tolist() == [2 / 3, 1 / 3]
    assert table["first"].tolist() == [pd.Timestamp("2022-01-31"), pd.Timestamp("2022-02-01")]
    assert list_groups(FOUR, group_documents(FOUR, by="month"))["group"].tolist() == ["2022-01", "2022-02", "2024-12"]
    assert list_groups(FOUR.iloc[:0], group_documents(FOUR.iloc[:0], by="outlet")).empty


def test_items_stand_side_by_side() -> None:
    """A column per group in the order asked for, with as many rows as the longest; a group without any is empty."""
    table = pd.DataFrame({"group": ["x", "x", "x", "y"], "term": ["war", "gas", "oil", "sea"], "n": [1200, 5, 4, 3]})
    wide = list_side_by_side(table, item="term", groups=["y", "z", "x"], top=2)
    assert list(wide.columns) == ["rank", "y", "z", "x"]
    assert wide["x"].tolist() == ["war (1,200)", "gas (5)"]
    assert wide["y"].fillna("").tolist() == ["sea (3)", ""]
    assert wide["z"].isna().all()
    assert list_side_by_side(table.iloc[:0], item="term", groups=["x"], top=2).empty


def test_groups_take_turns() -> None:
    """The first row of each group stands before the second of any; the order within a group is kept."""
    table = pd.DataFrame({"group": ["y", "x", "x"], "term": ["sea", "war", "gas"]})
    assert take_turns(table).to_dict("list") == {"group": ["x", "y", "x"], "term": ["war", "sea", "gas"]}


def test_periods_are_one_line_over_time() -> None:
    """Outlets stay apart on a timeline, months do not, nor are any of them left out; a document without a group stays without."""
    assert group_over_time(group_documents(FOUR, by="outlet"), most=1).fillna("").tolist() == ["Times", "", "Times", ""]
    assert group_over_time(group_documents(FOUR, by="month"), most=1).fillna("").tolist() == [ALL, ALL, "", ALL]


def test_groups_are_chosen_with_their_order_and_what_to_say() -> None:
    """The largest are labelled and named, largest first; a timeline takes outlets as they are and periods as one line."""
    labels, names, _, over_time, notes = choose_groups(FOUR, by="outlet", most=1)
    assert labels.fillna("").tolist() == ["Times", "", "Times", ""]
    assert (names, over_time) == (["Times"], ["Times"])
    assert [note.split(";")[0] for note in notes] == ["1 of 4 documents do not have an outlet", "There are 2 groups"]
    months = choose_groups(FOUR, by="month", most=2)
    assert (months.names, months.names_over_time) == (["2022-01", "2022-02"], [ALL])
    assert months.labels_over_time.fillna("").tolist() == [ALL, ALL, "", ALL]


def test_documents_are_labelled_with_what_they_are_counted_under() -> None:
    """Group, group on the timeline and period of each; null where there is none, and no document is left out."""
    outlets = group_documents(FOUR, by="outlet")
    table = label_documents(FOUR, outlets, keep_largest(outlets, most=1), unit="month")
    assert table[["group", "drawn", "time"]].fillna("").to_numpy().tolist() == [
        ["Times", "Times", "2022-01"],
        ["Post", "", "2022-02"],
        ["Times", "Times", ""],
        ["", "", "2024-12"],
    ]


WEEKS = make_documents(("a", "x", "2022-01-03"), ("b", "x", "2022-01-04"), ("c", "y", "2022-01-05"), ("d", "x", "2022-01-24"))


def test_every_period_between_first_and_last_is_counted() -> None:
    """Weeks without documents are there, with 0 documents."""
    table = counts.count_by_time(WEEKS, unit="week")
    assert table["period"].tolist() == ["2022-W01", "2022-W02", "2022-W03", "2022-W04"]
    assert table["start"].dt.day.tolist() == [3, 10, 17, 24]
    assert table["n_docs"].tolist() == [3, 0, 0, 1]
    assert table["document_share"].tolist() == [0.75, 0, 0, 0.25]


def test_a_gap_is_null_and_a_period_without_rows_is_nought() -> None:
    """No document: nothing is known. A document without a row: none is there."""
    rows = pd.DataFrame({"doc_id": ["a", "a", "b"], "weight": [1.0, 0.5, None]})
    table = counts.count_by_time(WEEKS, rows, unit="week")
    assert table["n"].isna().tolist() == [False, True, True, False]
    assert table["n"].dropna().tolist() == [3, 0]
    assert table["n_expected"].iloc[[0, 3]].tolist() == [2.5, 0.0]
    assert table["per_document"].iloc[[0, 3]].tolist() == [2.5 / 3, 0.0]
    assert table["per_document"].iloc[1:3].isna().all()
    assert table["small"].all()


def test_means_are_weighed_and_null_without_a_row() -> None:
    """(1 x 1 + 0.5 x -1) / 1.5 in the first week; no row, no mean."""
    rows = pd.DataFrame({"doc_id": ["a", "b"], "value": [1.0, -1.0], "weight": [1.0, 0.5]})
    table = counts.count_by_time(WEEKS, rows, unit="week")
    assert table["mean"].iloc[0] == pytest.approx(0.5 / 1.5)
    assert table["mean"].iloc[1:].isna().all()
    assert table["mean_low"].iloc[0] == -1.0
    assert table["mean_high"].iloc[0] == 1.0


def test_intervals_need_two_documents() -> None:
    """Of documents with 0, 2 and 4 rows the mean is drawn between 0 and 4; one document gives no interval."""
    rows = pd.DataFrame({"doc_id": ["b"] * 2 + ["c"] * 4 + ["d"]})
    table = counts.count_by_time(WEEKS, rows, unit="week").set_index("period")
    first = table.loc["2022-W01"]
    assert 0 <= first["per_document_low"] < first["per_document"] == 2 < first["per_document_high"] <= 4
    assert pd.isna(table.loc["2022-W04", "per_document_low"])


def test_groups_share_one_range_of_time() -> None:
    """Each group has every period of all groups; documents without a group are in none."""
    groups = pd.Series({"a": "x", "c": "y", "d": "x"}, name="outlet")
    table = counts.count_by_time(WEEKS, unit="month", groups=groups)
    assert table[["group", "period", "n_docs"]].to_numpy().tolist() == [["x", "2022-01", 2], ["y", "2022-01", 1]]
    weeks = counts.count_by_time(WEEKS, unit="week", groups=groups)
    assert weeks.groupby("group").size().tolist() == [4, 4]
    assert weeks.loc[weeks["group"] == "y", "n_docs"].tolist() == [1, 0, 0, 0]


def test_without_dates_there_is_no_time() -> None:
    """The table is empty and has its columns, also where rows are counted."""
    documents = make_documents(("a", "x", None))
    rows = pd.DataFrame({"doc_id": ["a"], "value": [1.0]})
    assert counts.count_by_time(documents, unit="day").empty
    table = counts.count_by_time(documents, rows, unit="day")
    assert table.empty
    assert {"per_document", "mean", "small"} <= set(table.columns)
    assert counts.fit_unit(documents) == "day"


def test_a_stray_date_does_not_make_a_thousand_periods() -> None:
    """One document of 1900 among others of 2022 is told, with what to do; by year it can be counted."""
    documents = make_documents(("a", "x", "1900-01-01"), ("b", "x", "2022-01-04"))
    with pytest.raises(ParameterError, match="44,564 periods of a day; 1,000 can be counted"):
        counts.count_by_time(documents, unit="day")
    assert counts.fit_unit(documents) == "year"
    assert len(counts.count_by_time(documents, unit="year")) == 123
    with pytest.raises(ParameterError, match="Did you mean 'month'"):
        counts.count_by_time(documents, unit="months")


@pytest.mark.parametrize(
    ("last", "unit"), [("2022-02-01", "day"), ("2022-06-01", "week"), ("2025-01-01", "month"), ("2029-01-01", "year")]
)
def test_the_unit_fits_the_span(last: str, unit: str) -> None:
    """Days for weeks, weeks for a year, months for some years, then years."""
    assert counts.fit_unit(make_documents(("a", "x", "2022-01-01"), ("b", "x", last))) == unit


ACTORS = build(
    "actors",
    [
        {"actor_id": "ann", "name": "Ann Berg", "kind": "person", "aliases": ["Berg"], "n_mentions": 3},
        {"actor_id": "norway", "name": "Norway", "kind": "state", "aliases": ["Oslo"], "n_mentions": 1},
    ],
)
ISSUES = build("issues", [{"issue_id": "tax", "label": "tax", "patterns": ["tax", "levy"], "origin": "discovered"}])


def make_mentions(*rows: tuple[str, str | None]) -> pd.DataFrame:
    """Mentions from (document, actor)."""
    return build(
        "mentions",
        [
            {
                "doc_id": doc_id,
                "mention_id": f"{doc_id}:m{place}",
                "sentence_id": "s",
                "start": 0,
                "end": 1,
                "text": "x",
                "form": "name",
                "kind": "person",
                "acts": False,
                "actor_id": actor_id,
            }
            for place, (doc_id, actor_id) in enumerate(rows)
        ],
    )


def test_actors_are_counted_by_group() -> None:
    """Shares are of what has a known actor within the group."""
    mentions = make_mentions(("a", "ann"), ("a", "ann"), ("b", "norway"), ("b", None), ("c", "ann"), ("d", "ann"))
    table = counts.count_group_actors(mentions, ACTORS, pd.Series({"a": "x", "b": "x", "c": "y"}))
    assert table[["group", "item", "n"]].to_numpy().tolist() == [["x", "Ann Berg", 2], ["x", "Norway", 1], ["y", "Ann Berg", 1]]
    assert table["share"].tolist() == [2 / 3, 1 / 3, 1.0]


def make_positions(*rows: tuple[str, str | None, str, str | None, float, float]) -> pd.DataFrame:
    """Positions from (document, holder, kind of target, target, polarity, probability)."""
    return build(
        "positions",
        [
            {
                "doc_id": doc_id,
                "position_id": f"{doc_id}:o{place}",
                "sentence_id": "s",
                "holder_id": holder,
                "target_kind": kind,
                "target_id": target,
                "target_start": 0,
                "target_end": 1,
                "polarity": polarity,
                "label": "support" if polarity > 0 else "oppose",
                "probability": probability,
                "start": 0,
                "end": 1,
                "reason": "test",
            }
            for place, (doc_id, holder, kind, target, polarity, probability) in enumerate(rows)
        ],
    )


def test_positions_are_means_by_weight_in_each_group() -> None:
    """The same pair in two groups stands first; (0.8 x 1 - 0.2 x 1) / 1 in the first; unknown targets are left out."""
    positions = make_positions(
        ("a", "ann", "issue", "tax", 1.0, 0.8), ("b", "ann", "issue", "tax", -1.0, 0.2), ("c", "ann", "issue", "tax", -1.0, 1.0),
        ("a", "norway", "actor", "ann", 1.0, 1.0), ("a", "ann", "issue", None, 1.0, 1.0), ("d", "ann", "issue", "tax", 1.0, 1.0),
    )  # fmt: skip
    table = counts.count_group_positions(positions, ACTORS, ISSUES, pd.Series({"a": "x", "b": "x", "c": "y"}))
    assert table[["item", "group", "n", "n_groups"]].to_numpy().tolist() == [
        ["Ann Berg → tax", "x", 2, 2], ["Ann Berg → tax", "y", 1, 2], ["Norway → Ann Berg", "x", 1, 1],
    ]  # fmt: skip
    assert table["mean_polarity"].tolist() == pytest.approx([0.6, -1.0, 1.0])
    assert table["mean_polarity_low"].isna().tolist() == [False, True, True]
    assert counts.count_group_positions(positions.iloc[:0], ACTORS, ISSUES, pd.Series({"a": "x"})).empty


def test_what_a_timeline_is_about_is_looked_up() -> None:
    """By name, alias or label in any case; empty takes the actor with most mentions; the nearest name is told."""
    mentions = make_mentions(("a", "ann"), ("a", "ann"), ("b", "norway"))
    spoken = build("issue_mentions", [{"doc_id": "c", "issue_id": "tax", "sentence_id": "s", "start": 0, "end": 1}])
    assert counts.find_about("", mentions, spoken, ACTORS, ISSUES)[0] == "Ann Berg"
    for about, found in (("BERG", ("Ann Berg", ["a", "a"])), ("oslo", ("Norway", ["b"])), ("levy", ("tax", ["c"]))):
        name, rows = counts.find_about(about, mentions, spoken, ACTORS, ISSUES)
        assert (name, rows["doc_id"].tolist()) == found
    with pytest.raises(ParameterError, match="Did you mean 'Norway'"):
        counts.find_about("Norwey", mentions, spoken, ACTORS, ISSUES)
    name, rows = counts.find_about("", mentions.iloc[:0], spoken.iloc[:0], ACTORS.iloc[:0], ISSUES)
    assert name == ""
    assert rows.empty
