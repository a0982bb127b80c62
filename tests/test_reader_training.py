"""What encoding and decoding promise, on texts small enough to check by eye."""

import itertools

import numpy as np

from training.reader.decode import LinkWeights, decode_names, decode_spans, score_links, snap_to_quotations
from training.reader.encoding import PARAGRAPH, QUOTED, TITLE, UPPER, cut_windows, find_shapes


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


def test_names_of_both_layers_come_with_their_kind() -> None:
    """A name within a name is found beside it, each with the kind most of its pieces have."""
    rows = np.zeros((2, 2, 9))
    rows[0, 0, 2], rows[1, 0, 6] = 1, 1  # an organization of two pieces
    rows[0, 1, 0], rows[1, 1, 3] = 1, 1  # its second piece is a place
    assert decode_names(rows) == [(0, 2, 1, 1.0), (1, 2, 2, 1.0)]


def test_links_go_to_the_nearest_where_vectors_say_nothing() -> None:
    """Without a word from the vectors the nearest span is linked."""
    nothing = np.zeros((30, 64))
    weights = LinkWeights(vectors=1.0, distance=1.0, nobody=-9.0)
    links = score_links([(10, 12)], [(0, 1), (13, 14), (25, 26)], nothing, nothing, nothing, weights)[0]
    assert max(links, key=links.__getitem__) == 1


def test_quotation_marks_are_exact_boundaries() -> None:
    """An end within a quotation moves to its mark if most of the quotation belongs to the span."""
    quotations = np.array([[10, 30]])
    assert snap_to_quotations((5, 27), quotations) == (5, 30)
    assert snap_to_quotations((5, 12), quotations) == (5, 12)
