"""The reader: what its network finds in micro-texts, and what cutting, decoding and linking promise."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import schema
from analysis.documents import load_documents
from analysis.errors import InputError, ParameterError
from analysis.quotations import find_quotations
from analysis.reader import cut_stretches, network, read_spans
from analysis.reader.encoding import PARAGRAPH, QUOTED, TITLE, UPPER, cut_windows, find_shapes
from analysis.reader.links import LinkWeights, score_links, snap_to_quotations
from analysis.reader.spans import decode_spans
from analysis.tokens import tag_documents
from analysis.zones import find_zones

ROOT = Path(__file__).parent.parent

Found = tuple[str | None, str | None, list[str]]


def read_tables(folder: Path, text: str) -> tuple[pd.DataFrame, ...]:
    """The tables that a reader of spans is given for one text."""
    (folder / "text.txt").write_text(text, encoding="utf-8")
    documents = load_documents(folder)
    zones = find_zones(documents)
    sentences, tokens = tag_documents(documents, zones)
    return documents, sentences, tokens, find_quotations(documents, zones)


def find_statements(folder: Path, text: str) -> list[Found]:
    """Source, cue and parts of the content of each statement, as written."""
    tables = read_tables(folder, text)
    spans = read_spans(*tables)
    spans = spans[spans["link"].notna()]
    loaded = tables[0]["text"].iloc[0] if len(tables[0]) else ""
    found = []
    for _, rows in spans.groupby("link", sort=False):
        parts: dict[str, list[str]] = {"source": [], "cue": [], "content": []}
        for role, start, end in zip(rows["role"], rows["start"], rows["end"], strict=True):
            parts[role].append(loaded[start:end])
        found.append((next(iter(parts["source"]), None), next(iter(parts["cue"]), None), parts["content"]))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will not go,” the minister told reporters.", ("the minister", "told", ["“We will not go,”"])),
        ("‘It is the allies’ plan,’ said Anna Berg.", ("Anna Berg", "said", ["‘It is the allies’ plan,’"])),
        ("“We go,” Anna Berg fumed on Tuesday.", ("Anna Berg", "fumed", ["“We go,”"])),
        ("“We go,” he said. “We go now.”", ("he", "said", ["“We go,”", "“We go now.”"])),
        ("“The plan,” he said, “is dead.”", ("he", "said", ["“The plan,”", "“is dead.”"])),
        ("Anna Berg had this to say: “We will not go.”", ("Anna Berg", "had this to say", ["“We will not go.”"])),
        ("Anna Berg: “We will not go.”", ("Anna Berg", ":", ["“We will not go.”"])),
        ("The plan, he said, was dead.", ("he", "said", ["The plan", "was dead"])),
        ("The vote was fair, officials at the ministry said.", ("officials at the ministry", "said", ["The vote was fair"])),
        ("The vote was fair, said Carl Holm, the mayor.", ("Carl Holm, the mayor", "said", ["The vote was fair"])),
        (
            "Anna Berg, who lives in Oslo, said the vote was fair.",
            ("Anna Berg, who lives in Oslo", "said", ["the vote was fair"]),
        ),
        ("Anna Berg has repeatedly said the vote was fair.", ("Anna Berg", "has repeatedly said", ["the vote was fair"])),
        ("Anna Berg told the council on Friday that the vote was fair.", ("Anna Berg", "told", ["that the vote was fair"])),
        ("Anna Berg promised to pay the bill.", ("Anna Berg", "promised", ["to pay the bill"])),
        ("Anna Berg called for a new vote.", ("Anna Berg", "called for", ["a new vote"])),
        ("Anna Berg asked whether the vote was fair.", ("Anna Berg", "asked", ["whether the vote was fair"])),
        ("The mayor accused the council of hiding the bill.", ("The mayor", "accused", ["the council of hiding the bill"])),
    ],
)
def test_one_statement_is_read(text: str, found: Found, tmp_path: Path) -> None:
    """Source, cue and content are those a reader sees."""
    assert find_statements(tmp_path, text) == [found]


def test_verbs_joined_by_and_share_their_source(tmp_path: Path) -> None:
    """The content of the first verb ends where "and" leads to the second."""
    text = "Anna Berg said the vote was fair and suggested that Oslo should pay."
    assert find_statements(tmp_path, text) == [
        ("Anna Berg", "said", ["the vote was fair"]),
        ("Anna Berg", "suggested", ["that Oslo should pay"]),
    ]


def test_a_participle_takes_the_source_of_the_verb_before(tmp_path: Path) -> None:
    """What follows after adding goes on with the same speaker, and not within what was said."""
    text = "Anna Berg said the vote was fair, adding that Oslo should pay."
    assert find_statements(tmp_path, text) == [
        ("Anna Berg", "said", ["the vote was fair"]),
        ("Anna Berg", "adding", ["that Oslo should pay"]),
    ]


def test_content_ends_where_the_main_clause_begins(tmp_path: Path) -> None:
    """A reporting verb in a clause that opens the sentence does not swallow the rest."""
    first, second = find_statements(tmp_path, "While Anna Berg said the vote was fair, Carl Holm said it was a fraud.")
    assert first == ("Anna Berg", "said", ["the vote was fair"])
    assert second == ("Carl Holm", "said", ["it was a fraud"])


def test_content_runs_on_between_dashes_and_inside_marks(tmp_path: Path) -> None:
    """An insertion between dashes and stops within quotation marks end nothing."""
    text = "Anna Berg said the states – including Norway – were “slow, rude, and late”."
    ((_, _, content),) = find_statements(tmp_path, text)
    assert content == [text.removeprefix("Anna Berg said ").removesuffix(".")]


def test_a_sentence_told_at_its_end_takes_in_what_stands_before(tmp_path: Path) -> None:
    """What is wished within a reported sentence belongs to the one who reports it."""
    text = "Oslo will ask Bergen to pay the bill, Carl Holm said in reply to a question."
    assert find_statements(tmp_path, text) == [("Carl Holm", "said", ["Oslo will ask Bergen to pay the bill"])]


@pytest.mark.parametrize(
    "text",
    ["The “green line” runs through the old town.", "The talks went on for three days.", "His proposed ban was late."],
)
def test_narration_is_no_statement(text: str, tmp_path: Path) -> None:
    """Words in marks, deeds and participles make no statement."""
    assert find_statements(tmp_path, text) == []


@pytest.mark.parametrize(
    "text", ["“”“”", '"' * 2000, "said said said,", "he said, ", "according to", "他说：“我们不去。”", ": “a”", "-, said"]
)
def test_any_text_passes(text: str, tmp_path: Path) -> None:
    """Odd texts give a valid table."""
    schema.check(read_spans(*read_tables(tmp_path, text)), "spans")


def test_spans_hold_together_and_leave_the_input_alone(tmp_path: Path) -> None:
    """Every statement has content, at most one cue and one source, and no table given is changed."""
    tables = read_tables(tmp_path, "“We go,” Anna Berg said. “Now.” Carl Holm denied it, saying nobody would go.")
    before = [table.copy(deep=True) for table in tables]
    spans = read_spans(*tables)
    counts = spans.groupby(["link", "role"]).size().unstack(fill_value=0)
    assert (counts["content"] >= 1).all()
    assert (counts[["cue", "source"]] <= 1).all().all()
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_a_long_text_is_cut_at_paragraphs_and_nothing_is_lost() -> None:
    """Parts follow each other without a gap, none is too long, and each ends where a paragraph, a sentence or a word does."""
    for piece in ("A paragraph of some words.\n", "A sentence of some words. ", "words ", "x"):
        text = piece * (100_000 // len(piece))
        parts = list(cut_stretches(text, 7))
        assert [parts[0][0], parts[-1][1]] == [7, len(text)]
        assert all(one[1] == other[0] for one, other in itertools.pairwise(parts))
        assert max(end - start for start, end in parts) <= 30_000
        assert piece == "x" or all(text[end - 1].isspace() for _, end in parts[:-1])


def test_statements_are_found_to_the_end_of_a_long_document(tmp_path: Path) -> None:
    """A document of many windows and several parts gives the same statement as often as it holds it."""
    text = "“We will not go,” the minister told reporters.\n\nThe town lies on a river and has two bridges.\n\n" * 400
    spans = read_spans(*read_tables(tmp_path, text))
    cues = spans[spans["role"] == "cue"]
    assert len(cues) == 400
    assert cues["start"].max() > 35_000


def test_a_document_reads_the_same_in_any_company(tmp_path: Path) -> None:
    """Other documents in the corpus change neither spans nor probabilities."""
    one, two = "Anna Berg said the vote was fair.", "“We will not go,” the minister told reporters. Oslo agreed."
    alone = []
    for name, text in (("a", one), ("b", two)):
        (tmp_path / name).mkdir()
        alone.append(read_spans(*read_tables(tmp_path / name, text)))
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "a.txt").write_text(one, encoding="utf-8")
    together = read_spans(*read_tables(tmp_path / "both", two))
    for spans in alone:
        same = together[together["doc_id"] == spans["doc_id"].iloc[0]].reset_index(drop=True)
        pd.testing.assert_frame_equal(same, spans)


def test_threads_change_no_number(tmp_path: Path) -> None:
    """One thread and three give the same tables to the last digit."""
    (tmp_path / "text.txt").write_text((ROOT / "seeds").glob("*.txt").__next__().read_text(encoding="utf-8"), encoding="utf-8")
    found = []
    for threads in ("1", "3"):
        out = tmp_path / threads
        environment = {**os.environ, "STANDPOINT_THREADS": threads, "STANDPOINT_CACHE": str(out / "cache")}
        command = [sys.executable, "-m", "analysis", "read", str(tmp_path / "text.txt"), "--out", str(out)]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        found.append(pd.read_parquet(out / "spans.parquet"))
    pd.testing.assert_frame_equal(*found)


@pytest.mark.parametrize("value", ["0", "two", "-1"])
def test_a_wrong_number_of_threads_is_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """STANDPOINT_THREADS must be a whole number from 1 up."""
    monkeypatch.setenv("STANDPOINT_THREADS", value)
    with pytest.raises(ParameterError, match="STANDPOINT_THREADS"):
        network.count_threads()


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    """A file that is missing, or not the one the card describes, is told by name."""
    damaged = tmp_path / "reader.onnx"
    with pytest.raises(InputError, match=r"reader\.onnx"):
        network.open_model(damaged, sha256=network.MODEL_SHA256)
    damaged.write_bytes(b"no model")
    with pytest.raises(InputError, match="sha256"):
        network.open_model(damaged, sha256=network.MODEL_SHA256)


def test_header_lines_hold_no_statement(tmp_path: Path) -> None:
    """What stands in a header is not read as text."""
    spans = read_spans(
        *read_tables(tmp_path, "Title: Anna Berg said the vote was fair\nDate: 2025-08-20\n\nThe town lies on a river.")
    )
    assert not (spans["role"] == "content").any()


def split(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Split at blanks, for want of a vocabulary."""
    starts = [i for i, letter in enumerate(text) if not letter.isspace() and (i == 0 or text[i - 1].isspace())]
    ends = [next((i for i in range(start, len(text)) if text[i].isspace()), len(text)) for start in starts]
    return np.array(starts), np.array(ends)


def test_shapes_tell_case_paragraph_and_quotation() -> None:
    """A shape tells the case of a word, whether it opens a paragraph and whether it is quoted."""
    text = "Ann said “ we NATO ” so\nand"
    shapes = find_shapes(text, *split(text))
    assert shapes.tolist() == [TITLE + PARAGRAPH, 0, QUOTED, QUOTED, QUOTED + UPPER, QUOTED, 0, PARAGRAPH]


def test_windows_cover_everything_and_share_the_overlap() -> None:
    """Windows leave no wordpiece out, are never too long and share what they should."""
    windows = cut_windows(np.array([90, 300, 640]), 1000, overlap=64)
    assert windows[0][0] == 0
    assert windows[-1][1] == 1000
    assert all(end - start <= 254 for start, end in windows)
    assert all(a[1] - b[0] >= 64 for a, b in itertools.pairwise(windows))


def test_nothing_goes_on_that_has_not_begun() -> None:
    """A piece that would go on without a beginning is read in the likeliest allowed way."""
    assert decode_spans(np.array([[0.6, 0.1, 0.3], [0.1, 0.3, 0.6], [0.1, 0.1, 0.8]])) == [(1, 3)]
    assert decode_spans(np.zeros((0, 3))) == []


def test_a_bonus_finds_more_spans_but_splits_none() -> None:
    """A bonus makes doubtful spans appear and leaves long ones whole."""
    rows = np.array([[0.6, 0.4, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.4, 0.6]])
    assert decode_spans(rows) == [(2, 4)]
    assert decode_spans(rows, bonus=1.0) == [(0, 1), (2, 4)]


def test_links_stay_near_and_in_the_sentence_where_vectors_say_nothing() -> None:
    """Without a word from the vectors the nearest span is linked, or the one of the same sentence, then of the same paragraph."""
    nothing = np.zeros((30, 64))
    borders = np.repeat([[0, 0], [1, 0], [2, 1]], 10, axis=0)
    keys = [(5, 6), (16, 17), (21, 22)]
    near = score_links([(10, 12)], keys, (nothing, nothing, nothing), borders, LinkWeights(distance=1.0, nobody=9.0))[0]
    assert max(near, key=near.__getitem__) == 0
    weights = LinkWeights(distance=0.0, sentence=1.0, paragraph=1.0, nobody=9.0)
    inside = score_links([(10, 12)], keys, (nothing, nothing, nothing), borders, weights)[0]
    assert sorted(inside, key=inside.__getitem__) == [-1, 2, 0, 1]


def test_quotation_marks_are_exact_boundaries() -> None:
    """An end within a quotation moves to its mark if most of the quotation belongs to the span."""
    quotations = np.array([[10, 30]])
    assert snap_to_quotations((5, 27), quotations) == (5, 30)
    assert snap_to_quotations((5, 12), quotations) == (5, 12)
