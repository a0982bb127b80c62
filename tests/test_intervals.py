"""Intervals: equal to a slow bootstrap in plain Python, and right about as often as they say."""

import random

import numpy as np
import pandas as pd
import pytest

from analysis import intervals
from analysis.errors import SchemaError
from analysis.intervals import bootstrap_means, bootstrap_ratios, bootstrap_shares, is_small

ROWS = pd.DataFrame(
    [("a", "x", 1.0, 0.9), ("a", "x", 2.0, 0.5), ("a", "y", 1.0, 1.0), ("b", "y", 3.0, 0.2), ("b", "x", 1.0, 1.0),
     ("c", "y", 2.0, 0.7), ("c", None, 1.0, 1.0), ("d", "x", 1.0, 0.6)],
    columns=["doc_id", "group", "value", "weight"],
)  # fmt: skip
DOCS = ["a", "b", "c", "d", "e", "f"]


def draw_slowly(rows: pd.DataFrame, doc_ids: list[str], group: str, *, mean: bool, n: int = 4_000) -> tuple[float, float]:
    """The definition word by word: keep each row with its chance, draw documents, divide; the percentiles of what is defined."""
    chance = random.Random(5)
    found = []
    for _ in range(n):
        kept = [row for row in rows.itertuples() if chance.random() < row.weight]
        top, bottom = 0.0, 0.0
        for doc_id in chance.choices(doc_ids, k=len(doc_ids)):
            for row in kept:
                if row.doc_id == doc_id:
                    top += row.value if row.group == group else 0
                    bottom += row.value if not mean else row.group == group
        if bottom:
            found.append(top / bottom)
    return float(np.quantile(found, 0.025)), float(np.quantile(found, 0.975))


@pytest.mark.parametrize("group", ["x", "y"])
def test_shares_are_drawn_as_defined(group: str) -> None:
    """The bounds are those of a slow bootstrap of the same definition; rows without a group count in the whole."""
    bounds = bootstrap_shares(ROWS, DOCS)
    assert bounds.loc[group].tolist() == pytest.approx(draw_slowly(ROWS, DOCS, group, mean=False), abs=0.05)
    assert list(bounds.index) == ["x", "y"]


@pytest.mark.parametrize("group", ["x", "y"])
def test_means_are_drawn_as_defined(group: str) -> None:
    """The same for means of what is kept."""
    bounds = bootstrap_means(ROWS, DOCS)
    assert bounds.loc[group].tolist() == pytest.approx(draw_slowly(ROWS, DOCS, group, mean=True), abs=0.1)


def test_ratios_are_shares_of_sure_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast way gives what the general one gives, in whatever order documents come and however many are drawn at once."""
    monkeypatch.setattr(intervals, "_DOCUMENTS_AT_ONCE", 2)
    counts = np.array([[1.0, 0, 2, 3, 0], [0, 4, 0, 1, 0]])
    sizes, ids = np.array([9.0, 5, 7, 4, 1]), ["c", "a", "e", "b", "d"]
    rows = [(doc_id, group, n) for group, row in zip("xy", counts, strict=True) for doc_id, n in zip(ids, row, strict=True)]
    rows += [(doc_id, None, n) for doc_id, n in zip(ids, sizes - counts.sum(axis=0), strict=True)]
    expected = bootstrap_shares(pd.DataFrame(rows, columns=["doc_id", "group", "value"]), ids)
    np.testing.assert_allclose(bootstrap_ratios(counts, sizes, ids), expected)
    assert bootstrap_ratios(counts[:, :1], sizes[:1], ids[:1]).isna().all(axis=None)


def test_rows_that_are_sure_give_the_plain_bootstrap() -> None:
    """With weights of 1 only documents are drawn, exactly as counting each draw by hand gives it."""
    rows = pd.DataFrame({"doc_id": list("aaabbc"), "group": list("xxyxyy")})
    times = np.random.default_rng(1)
    drawn = np.array([np.bincount(times.integers(3, size=3), minlength=3) for _ in range(1_000)])
    shares = drawn @ [2, 1, 0] / (drawn @ [3, 2, 1])
    assert bootstrap_shares(rows, list("abc")).loc["x"].tolist() == pytest.approx(np.quantile(shares, [0.025, 0.975]).tolist())


def test_the_order_of_rows_and_documents_changes_nothing() -> None:
    """The same rows in any order give the same bounds to the last digit."""
    many = pd.concat([ROWS.assign(doc_id=ROWS["doc_id"] + str(part), weight=ROWS["weight"] / part) for part in range(1, 20)])
    doc_ids = many["doc_id"].unique()
    for bootstrap in (bootstrap_shares, bootstrap_means):
        expected = bootstrap(many, doc_ids)
        pd.testing.assert_frame_equal(bootstrap(many.sample(frac=1, random_state=4), doc_ids[::-1]), expected, check_exact=True)


def test_rows_and_groups_beyond_one_block_are_all_drawn() -> None:
    """More rows and groups than are held at once: shares of 5,000 groups of one row, and of one group of 9,000."""
    doc_ids = [f"d{number % 50:02}" for number in range(9_000)]
    many = bootstrap_shares(pd.DataFrame({"doc_id": doc_ids[:5_000], "group": range(5_000)}), doc_ids)
    assert many["high"].between(0.0004, 0.0012).all()
    one = pd.DataFrame({"doc_id": doc_ids, "group": ["x", "y"] * 4_500, "weight": 0.5})
    assert bootstrap_shares(one, doc_ids).loc["x"].tolist() == pytest.approx([0.36, 0.64], abs=0.03)


def test_doubt_widens_an_interval() -> None:
    """Rows that may be wrong tell less than rows that are sure."""
    rows = pd.DataFrame({"doc_id": [f"d{number % 20:02}" for number in range(60)], "group": ["x", "y", "y"] * 20})
    sure, unsure = (bootstrap_shares(rows.assign(weight=weight), rows["doc_id"]).loc["x"] for weight in (1.0, 0.4))
    assert unsure["high"] - unsure["low"] > sure["high"] - sure["low"]


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """Of 100 corpora of 40 documents, each with a leaning of its own, about 95 intervals hold the share of all documents."""
    made = np.random.default_rng(3)
    held = 0
    for _ in range(100):
        n_rows = 1 + made.poisson(8, 40)
        is_x = made.random(n_rows.sum()) < np.repeat(made.beta(3, 7, 40), n_rows)
        rows = pd.DataFrame({"doc_id": np.repeat([f"d{number:02}" for number in range(40)], n_rows), "group": is_x})
        low, high = bootstrap_shares(rows.assign(weight=made.beta(6, 2, len(rows))), rows["doc_id"]).loc[True]
        held += low <= 0.3 <= high
    assert 88 <= held <= 100


def test_nothing_can_be_drawn_from_one_document() -> None:
    """With one document every bound is null; a mean needs two documents that hold the group."""
    assert bootstrap_shares(ROWS[:3], ["a"]).isna().all(axis=None)
    assert bootstrap_means(ROWS[:3], ["a"]).isna().all(axis=None)
    alone = pd.DataFrame({"doc_id": ["a", "b", "b"], "group": ["x", "y", "y"], "value": [1.0, 1.0, -1.0]})
    assert bootstrap_means(alone, ["a", "b"]).isna().all(axis=None)


def test_what_is_not_defined_is_null_and_not_zero() -> None:
    """A whole of nothing has no share; draws in which nothing is left are left out and do not count as 0."""
    rows = pd.DataFrame({"doc_id": ["a", "b"], "group": ["x", "y"], "weight": [0.0, 0.0]})
    assert bootstrap_shares(rows, ["a", "b"]).isna().all(axis=None)
    assert bootstrap_shares(rows.assign(weight=[1.0, 0.0]), ["a", "b"]).loc["x"].tolist() == [1.0, 1.0]


def test_no_rows_give_no_bounds() -> None:
    """Nothing found is nothing drawn."""
    assert bootstrap_shares(ROWS[:0], DOCS).empty
    assert bootstrap_means(ROWS[:0], DOCS).empty
    assert bootstrap_shares(ROWS[:0], []).empty


def test_a_null_weight_is_sure() -> None:
    """A rule that gives no measure of doubt is taken as sure."""
    rows = ROWS.assign(weight=None)
    pd.testing.assert_frame_equal(bootstrap_shares(rows, DOCS), bootstrap_shares(ROWS.drop(columns="weight"), DOCS))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (ROWS.rename(columns={"group": "groups"}), r"'group'.*Did you mean 'groups'"),
        (ROWS.assign(weight=1.2), "1.2; it is a chance"),
        (ROWS.assign(doc_id="z"), "'z' has rows"),
    ],
)
def test_rows_that_cannot_be_drawn_are_refused_in_words(rows: pd.DataFrame, message: str) -> None:
    """A missing column, a weight that is no chance and a document that is not drawn are named."""
    with pytest.raises(SchemaError, match=message):
        bootstrap_shares(rows, DOCS)


def test_few_rows_or_few_documents_are_small() -> None:
    """Ten rows in five documents are enough; one less of either is not."""
    assert is_small(pd.Series([10, 9, 10, 0]), pd.Series([5, 9, 4, 0])).tolist() == [False, True, True, True]
