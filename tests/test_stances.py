"""Stances: pairs that the network judges, and the positions that it confirms or refuses; only where the truth is clear."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.corpus import read_corpus
from analysis.reader import judge_given, judge_positions


def make_tables(text: str, holder: str, target: str, label: str, *, kind: str = "actor") -> tuple[pd.DataFrame, ...]:
    """One sentence with a position by hand of `holder` on `target`, both mentioned where they stand first."""
    common = {"doc_id": "d", "sentence_id": "d:s0", "start": 0, "end": len(text)}
    documents = schema.build(
        "documents",
        [
            {
                "doc_id": "d",
                "path": "d",
                "language": "en",
                "text": text,
                "header_end": 0,
                "sha256": "",
                "n_words": 1,
                "fields": "{}",
                "notes": [],
            }
        ],
    )
    sentences = schema.build("sentences", [{**common, "paragraph_id": "d:p0", "zone": "body"}])
    places = {name: (text.index(name), text.index(name) + len(name)) for name in (holder, target)}
    mentions = [
        {**common, "mention_id": f"d:m{start}", "start": start, "end": end, "text": name, "form": "name", "kind": "person",
         "acts": False, "actor_id": name.lower()}
        for name, (start, end) in places.items()
    ]  # fmt: skip
    start, end = places[target]
    position = {
        **common, "position_id": "d:o0", "holder_id": holder.lower(), "target_kind": kind,
        "target_id": target.lower() if kind == "actor" else None, "target_start": start, "target_end": end,
        "polarity": 1.0 if label == "support" else -1.0, "label": label, "reason": "by hand",
    }  # fmt: skip
    return documents, sentences, schema.build("mentions", mentions), schema.build("positions", [position])


def test_a_position_that_the_network_shares_is_confirmed() -> None:
    """The row says how sure the network is and that it agrees; polarity stays the rule's."""
    (row,) = judge_positions(*make_tables("Smith condemned the corrupt Jones.", "Smith", "Jones", "oppose")).itertuples()
    assert 0.5 < row.probability <= 1
    assert (row.reason, row.polarity, row.label) == ("reader, by hand", -1.0, "oppose")


def test_a_position_of_which_the_network_is_sure_that_it_is_wrong_is_left_out() -> None:
    """Plain blame read as praise does not stay."""
    assert judge_positions(*make_tables("Smith accused Jones of crimes and lies.", "Smith", "Jones", "support")).empty


def test_positions_on_issues_stay_as_they_are() -> None:
    """Nothing is asked about an issue, however it is put."""
    tables = make_tables("Smith condemned the corrupt Jones.", "Smith", "Jones", "support", kind="issue")
    pd.testing.assert_frame_equal(judge_positions(*tables), tables[-1])


def test_a_holder_outside_the_sentence_is_not_asked() -> None:
    """Without a mention of the holder beside the target the row stays as it is."""
    tables = make_tables("Smith condemned the corrupt Jones.", "Smith", "Jones", "support")
    mentions = tables[2][tables[2]["actor_id"] != "smith"]
    pd.testing.assert_frame_equal(judge_positions(*tables[:2], mentions, tables[3]), tables[3])


def test_no_position_is_no_trouble() -> None:
    """An empty table gives an empty table."""
    tables = make_tables("Smith condemned Jones.", "Smith", "Jones", "oppose")
    assert judge_positions(*tables[:3], schema.empty("positions")).empty


def test_the_chain_confirms_what_it_finds(tmp_path: Path) -> None:
    """From the file to the position: a rule finds it and the network agrees."""
    (tmp_path / "a.txt").write_text("Prime Minister Anna Berg condemned Carl Holm. Anna Berg praised Oslo.", encoding="utf-8")
    positions = read_corpus(tmp_path).positions
    (row,) = positions[positions["target_id"] == "carl-holm"].itertuples()
    assert (row.holder_id, row.label) == ("anna-berg", "oppose")
    assert row.reason.startswith("reader, ")


@pytest.mark.parametrize(
    ("text", "target", "holder", "label"),
    [
        ("Smith warmly praised the brilliant Berg.", "Berg", "Smith", "support"),
        ("Smith accused Jones of crimes.", "Jones", "Smith", "oppose"),
        ("Jones is a corrupt liar who disgraced his office.", "Jones", None, "oppose"),
        ("The brilliant Jones won praise for his wonderful work.", "Jones", None, "support"),
    ],
)
def test_clear_cases_are_clear(text: str, target: str, holder: str | None, label: str) -> None:
    """Plain blame and plain praise, by a holder and by the narrator; probabilities add up to 1."""
    spans = [(text.index(name), text.index(name) + len(name)) if name else None for name in (target, holder)]
    (answer,) = judge_given([(text, spans[0], spans[1])])
    assert answer is not None
    assert answer.sum() == pytest.approx(1)
    assert schema.LABELS[int(answer.argmax())] == label


def test_the_same_pair_gives_the_same_answer_in_any_company() -> None:
    """What else is judged changes nothing in it."""
    pair = ("Smith condemned Jones.", (16, 21), (0, 5))
    alone, again = judge_given([pair]), judge_given([("Poland praised Hungary.", (15, 22), (0, 6)), pair])
    assert alone[0] is not None
    assert again[1] is not None
    assert alone[0].tolist() == again[1].tolist()


def test_long_texts_are_read_around_the_pair() -> None:
    """A sentence of any length is judged where holder and target stand near each other, and not where they are far apart."""
    filler = "and then they left " * 5_000
    text = filler + "Smith condemned Jones " + filler
    place = len(filler)
    near, far = judge_given([(text, (place + 16, place + 21), (place, place + 5)), (text, (place + 16, place + 21), (0, 3))])
    assert near is not None
    assert schema.LABELS[int(near.argmax())] == "oppose"
    assert far is None
