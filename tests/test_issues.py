"""Issues: wordings of one matter brought together, on targets with truths by hand."""

import pandas as pd
import pytest

from analysis import schema
from analysis.issues import link_issues
from analysis.tokens import tag_documents


def link(*texts: str, kind: str = "issue") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Link one position for every text; the part between [ and ] is its target."""
    documents, zones, positions = [], [], []
    for n, marked in enumerate(texts):
        start, end = marked.index("["), marked.index("]") - 1
        text, doc_id = marked.replace("[", "").replace("]", ""), f"d{n}"
        documents.append(
            {
                "doc_id": doc_id,
                "path": doc_id,
                "language": "en",
                "text": text,
                "header_end": 0,
                "sha256": "",
                "n_words": 1,
                "notes": [],
            }
        )
        zones.append({"doc_id": doc_id, "paragraph_id": "p0", "zone": "body", "start": 0, "end": len(text)})
        positions.append(
            {
                "doc_id": doc_id, "position_id": f"{doc_id}:o", "sentence_id": "s", "holder_id": "smith", "target_kind": kind,
                "target_id": None if kind == "issue" else "jones", "target_start": start, "target_end": end, "polarity": 1.0,
                "label": "support", "start": 0, "end": len(text), "reason": "by hand",
            }
        )  # fmt: skip
    table = schema.build("documents", documents)
    _, tokens = tag_documents(table, schema.build("zones", zones))
    return link_issues(table, tokens, schema.build("positions", positions))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Smith rejects [any scenarios involving the deployment of foreign troops in Ukraine].",
            "deployment of foreign troops in Ukraine",
        ),
        ("Smith supports [the annual budget of the city].", "annual budget of the city"),
        ("Smith opposes [“attempts to” rewrite the treaty on fishing].", "rewrite the treaty on fishing"),
        ("Smith supports [the plan].", "plan"),
        (
            "Smith backs [a long and winding list of small and large changes to the old rules of the game and of the house].",
            "long and winding list of small and large changes",
        ),
    ],
)
def test_labels_are_the_core_of_the_wording(text: str, label: str) -> None:
    """A label leaves out articles, quotation marks and words that say nothing alone, and is not long."""
    _, issues = link(text)
    assert issues["label"].tolist() == [label]


def test_wordings_of_one_matter_are_one_issue() -> None:
    """The same head, the same names and most content words make one issue, called by its commonest wording."""
    positions, issues = link(
        "Smith wants [guarantees for Ukraine].",
        "Smith wants [security guarantees for Ukraine].",
        "Jones wants [guarantees for Ukraine].",
    )
    assert issues["label"].tolist() == ["guarantees for Ukraine"]
    assert issues["patterns"].tolist() == [["guarantees for Ukraine", "security guarantees for Ukraine"]]
    assert issues["origin"].tolist() == ["discovered"]
    assert positions["target_id"].tolist() == ["guarantees-for-ukraine"] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith opposes [Russian troops in Syria].", "Smith opposes [American troops in Syria]."),
        ("Smith opposes [troops in Syria].", "Smith opposes [troops in Libya]."),
        ("Smith opposes [the tax on sugar].", "Smith opposes [the subsidy on sugar]."),
        ("Smith opposes [talks on coal exports].", "Smith opposes [talks on school meals]."),
    ],
)
def test_different_matters_stay_apart(one: str, other: str) -> None:
    """Another name, another head or other content is another issue."""
    assert len(link(one, other)[1]) == 2


def test_issues_come_in_order_of_their_positions() -> None:
    """Issues with more positions come first, equal ones by label, and every issue has a position."""
    positions, issues = link("A wants [rain].", "B wants [snow].", "C wants [snow].", "D wants [frost].")
    assert issues["label"].tolist() == ["snow", "frost", "rain"]
    assert set(positions["target_id"]) == set(issues["issue_id"])
    assert issues["issue_id"].is_unique


def test_actors_as_targets_keep_their_id() -> None:
    """Positions on actors are left as they are and make no issue."""
    positions, issues = link("Smith praised [Jones].", kind="actor")
    assert positions["target_id"].tolist() == ["jones"]
    assert issues.empty


@pytest.mark.parametrize("target", ["“”", "...", "это", "of", "  ", "to be or not to be", "-", "(", "it"])
def test_any_target_gets_an_issue(target: str) -> None:
    """Whatever the target is, its position has an issue with a label."""
    positions, issues = link(f"Smith wants [{target}].")
    assert positions["target_id"].tolist() == issues["issue_id"].tolist()
    assert issues["label"].str.len().min() > 0


def test_no_positions_give_no_issues_and_input_is_not_changed() -> None:
    """Empty tables pass, and linking leaves its input as it was."""
    empty = schema.empty("positions")
    positions, issues = link_issues(schema.empty("documents"), schema.empty("tokens"), empty)
    assert positions.empty
    assert issues.empty
    pd.testing.assert_frame_equal(empty, schema.empty("positions"))
